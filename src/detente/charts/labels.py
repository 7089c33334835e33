"""Labels that fit: width of text, cutting, wrapping, and rows in which none overlap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_NARROW = frozenset("iIjlftr.,:;'’|!()[] ")
_WIDE = frozenset("mwMWQO@%—…")


@lru_cache(8_192)
def text_width(words: str, size: float) -> float:
    """Return the width of words in a common sans-serif type, a little generously."""
    widths = (0.38 if c in _NARROW else 0.95 if c in _WIDE else 0.72 if c.isupper() else 1.0 if c > "\u2e80" else 0.61
              for c in words)  # fmt: skip
    return size * sum(widths)


def cut(words: str, size: float, room: float) -> str:
    """Return words cut to fit the room, with an ellipsis; "" where not even three letters fit."""
    words = " ".join(words[:600].split())
    if text_width(words, size) <= room:
        return words
    while words and text_width(words + "…", size) > room:
        words = words[:-1]
    kept = words.rsplit(" ", 1)[0] if " " in words[len(words) // 2 :] else words
    return kept.rstrip(" ,;:") + "…" if len(kept) > 2 else ""


def wrap(words: str, size: float, room: float, most: int) -> list[str]:
    """Return words in at most ``most`` lines that fit the room; the last is cut if need be."""
    lines: list[str] = []
    rest = " ".join(words[:2_000].split()).split(" ")
    while rest and len(lines) < most - 1:
        count = 1
        while count < len(rest) and text_width(" ".join(rest[: count + 1]), size) <= room:
            count += 1
        lines.append(cut(" ".join(rest[:count]), size, room))
        rest = rest[count:]
    return [*lines, cut(" ".join(rest), size, room)] if rest else lines


class Rows:
    """Rows of a drawing and the stretches of them that are taken."""

    def __init__(self, count: int, gap: float = 4) -> None:
        self._taken: list[list[tuple[float, float]]] = [[] for _ in range(count)]
        self._gap = gap

    def free(self, row: int, span: tuple[float, float]) -> bool:
        """Return whether nothing in the row touches a span."""
        left, right = span[0] - self._gap, span[1] + self._gap
        return all(right <= a or left >= b for a, b in self._taken[row])

    def take(self, row: int, span: tuple[float, float]) -> None:
        """Take a span of a row."""
        self._taken[row].append(span)

    def place(self, span: tuple[float, float]) -> int | None:
        """Take the span in the first row where it is free and return that row; None where it is free nowhere."""
        row = next((row for row in range(len(self._taken)) if self.free(row, span)), None)
        if row is not None:
            self.take(row, span)
        return row


def place_rows(spans: Sequence[tuple[float, float]], rows: int, gap: float = 4) -> list[int | None]:
    """Return for each (left, right) the first row where it overlaps none before it; None where every row is taken."""
    places = Rows(rows, gap)
    return [places.place(span) for span in spans]


def centred(x: float, width: float, left: float, right: float) -> tuple[float, float]:
    """Return the span of a label centred on x, moved inside the bounds."""
    start = min(max(x - width / 2, left), max(left, right - width))
    return start, start + width
