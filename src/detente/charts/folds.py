"""How a folded silence is drawn: a break in the picture that says how long it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..plain_words import count_of, describe_span
from .scales import TimeScale
from .svg import number, path, tag, text, title


def draw_folds(time: TimeScale, top: float, bottom: float, words_at: float | None) -> Iterator[str]:
    """Yield a break over each fold from top to bottom, its words, if any, around the height ``words_at``."""
    for start, end in time.folds:
        left, right = time.x(start), time.x(end)
        middle = (left + right) / 2
        years = (end - start).days / 365.25
        length = count_of(round(years), "year") if years >= 1.5 else count_of(round(years * 12), "month")
        edges = path([(left, top), (left, bottom)]) + path([(right, top), (right, bottom)])
        yield tag(
            "g",
            title(f"{describe_span(start, end)}: nothing was read about this time, so it is drawn short"),
            tag("rect", x=left, y=top, width=right - left, height=bottom - top, class_="dt-fold"),
            tag("path", d=edges, class_="dt-gap"),
            _words(middle + 4, words_at, f"{length} cut"),
        )  # fmt: skip


def _words(x: float, y: float | None, words: str) -> str:
    if y is None:
        return ""
    turned = f"rotate(-90 {number(x)} {number(y)})"
    return text(x, y, words, class_="dt-small dt-quiet dt-mid", transform=turned)
