"""The axis of time beneath a chart: ticks, and labels that never overlap."""

from __future__ import annotations

from collections.abc import Iterator

from .labels import Rows, centred, text_width
from .scales import TimeScale
from .svg import path, tag, text

_APART = 75  # units of width for each label


def time_axis(time: TimeScale, y: float, width: float) -> Iterator[str]:
    """Yield the ticks of an axis at a height, each with its label, or only its year, where there is room for it."""
    row = Rows(1)
    for day, label in time.ticks(max(2, int(width / _APART))):
        x = time.x(day)
        yield tag("path", d=path([(x, y), (x, y + 5)]), class_="dt-axis")
        for words in dict.fromkeys((label, str(day.year) if label.endswith(str(day.year)) else label)):
            span = centred(x, text_width(words, 12), 2, width - 2)
            if row.place(span) is not None:
                yield text(sum(span) / 2, y + 18, words, class_="dt-mid")
                break
