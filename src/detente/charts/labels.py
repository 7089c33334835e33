"""Labels that fit: width of text, cutting, wrapping, and rows in which none overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_NARROW = frozenset("iIjlftr.,:;'’|!()[] ")
_WIDE = frozenset("mwMWQO@%—…")


def text_width(words: str, size: float) -> float:
    """Return the width of words in a common sans-serif type, a little generously."""
    widths = (0.33 if c in _NARROW else 0.9 if c in _WIDE else 0.68 if c.isupper() else 1.0 if c > "\u2e80" else 0.56
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


def place_rows(spans: Sequence[tuple[float, float]], rows: int, gap: float = 4) -> list[int | None]:
    """Return for each (left, right) the first row where it overlaps none before it; None where every row is taken."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    places: list[int | None] = []
    for left, right in spans:
        row = next((i for i, row in enumerate(taken) if _free(row, left - gap, right + gap)), None)
        if row is not None:
            taken[row].append((left, right))
        places.append(row)
    return places


def centred(x: float, width: float, left: float, right: float) -> tuple[float, float]:
    """Return the span of a label centred on x, moved inside the bounds."""
    start = min(max(x - width / 2, left), max(left, right - width))
    return start, start + width


def _free(row: Iterable[tuple[float, float]], left: float, right: float) -> bool:
    return all(right <= a or left >= b for a, b in row)
