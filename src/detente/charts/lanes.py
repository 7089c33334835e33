"""The timeline in lanes: what A did to B, B to A, both together, the registers, the reactions, what is to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from ..analysis.tallies import Bin, choose_unit
from ..plain_words import count_of, describe_day
from ..types import Story
from .axes import time_axis
from .folds import draw_folds
from .labels import Rows, cut, text_width
from .marks import draw_mark
from .scales import TimeScale, find_folds
from .svg import UNLINKED, Links, drawing, linked, path, tag, text, title
from .timeline import REACTIONS, Lane, Mark, Timeline, timeline_of

_ROWS = 6
_ROW = 17.0
_HEAD = 22.0
_NARROW = 600
_DAY = -1  # in the legend, the line of the story's day
_TALL = 90.0  # a lane in which a fold's words fit


def timeline_lanes(story: Story, width: int = 960) -> str:
    """Return the timeline of a story as SVG, ``width`` units wide (about 360 for a phone)."""
    return draw_lanes(timeline_of(story), width)


def draw_lanes(timeline: Timeline, width: int = 960, links: Links = UNLINKED) -> str:
    """Return a timeline as SVG; with links its marks lead to what they stand for."""
    lanes = timeline.lanes
    words = (f"{timeline.title}: who did what to whom, and when", _describe(lanes))
    name = f"lanes-{width}"
    days = [day for lane in lanes for day in lane.days()]
    if not days:
        empty = text(width / 2, 40, "Nothing with a date can be drawn.", class_="dt-mid dt-quiet")
        return drawing(name, (width, 70), words, empty)
    time = _time_scale(timeline, days, width)
    parts: list[str] = []
    y = 4.0
    bodies: list[tuple[float, float]] = []
    for lane in lanes:
        drawn, end = _draw_lane(lane, (time, links), y)
        bodies.append((end - y, (y + _HEAD + end) / 2))
        parts += drawn
        y = end
    parts = [*draw_folds(time, 4, y, max(bodies)[1] if max(bodies)[0] > _TALL else None), *parts]
    parts += [tag("path", d=path([(time.left, y), (time.right, y)]), class_="dt-axis"), *time_axis(time, y, width)]
    today = timeline.today if timeline.today and time.first < timeline.today < time.last else None
    if today:
        parts.append(tag("path", d=path([(time.x(today), 4), (time.x(today), y)]), class_="dt-gap"))
    legend, y = _legend(time, y + 44, any(lane.name == REACTIONS for lane in lanes), today)
    return drawing(name, (width, y), words, *parts, *legend, image=links is UNLINKED)


def _time_scale(timeline: Timeline, days: Sequence[date], width: int) -> TimeScale:
    """Return a scale from the first mark to the story's day, and up to a quarter of that beyond for what is due."""
    today = timeline.today or max(days)
    first = min([*days, today])
    most = min(today.toordinal() + max(30, (today - first).days // 4), date.max.toordinal())
    last = min(max([*days, today]), date.fromordinal(most))
    early = date.fromordinal(max(1, first.toordinal() - max(3, (last - first).days // 60)))
    last = max(last, early + timedelta(days=1))
    return TimeScale(early, last, 12.0, width - 14.0, find_folds(sorted([*days, today]), early, last))


def _draw_lane(lane: Lane, how: tuple[TimeScale, Links], y: float) -> tuple[list[str], float]:
    """Return a lane's parts and where the next begins."""
    time, _ = how
    narrow = time.right < _NARROW
    head = text(4, y + 15, cut(lane.name, 12.5, time.right), class_="dt-strong")
    rule = tag("path", d=path([(4, y), (time.right + 10, y)]), class_="dt-grid")
    if lane.bins:
        unit = choose_unit(time.days, int((time.right - time.left) / 22))
        sides = [side for side in ("good", "bad", "even") if any(side in place.counts for place in lane.bins[unit])]
        counts = [part for place in lane.bins[unit] for part in _counts(place, unit, sides, how, y + _HEAD)]
        return [rule, head, *counts], y + _HEAD + len(sides) * _ROW + 8
    rows = Rows(_ROWS, gap=1)
    placed = [(mark, _place(mark, time, rows)) for mark in lane.marks]
    used = max((row for _, row in placed if row is not None), default=0) + 1
    parts = [rule, head]
    parts += [_draw_mark(mark, how, y + _HEAD + _ROW * (row + 0.5)) for mark, row in placed if row is not None]
    for row, fold in product(range(_ROWS), time.folds):
        rows.take(row, (time.x(fold[0]), time.x(fold[1])))
    labelled = sorted(((m, r) for m, r in placed if r is not None), key=lambda pair: (-pair[0].weight, pair[0].words))
    for mark, row in labelled[: 6 if narrow else 14]:
        parts.append(_label(mark, row, time, (rows, y)))
    if not lane.marks:
        parts.append(text(time.left, y + _HEAD + 12, "nothing with a date", class_="dt-small dt-quiet"))
    left_out = sum(row is None for _, row in placed)
    if left_out:
        parts.append(text(time.right + 8, y + 15, f"+{left_out} not shown", class_="dt-small dt-quiet dt-end"))
    return parts, y + _HEAD + _ROW * used + 6


def _ends(mark: Mark, time: TimeScale) -> tuple[float, float]:
    first = mark.when.start or mark.when.end or time.first
    last = mark.when.end or first
    return time.x(first), time.x(last)


def _place(mark: Mark, time: TimeScale, rows: Rows) -> int | None:
    left, right = _ends(mark, time)
    middle = (left + right) / 2
    return rows.place((min(left, middle - 7), max(right, middle + 7)))


def _draw_mark(mark: Mark, how: tuple[TimeScale, Links], y: float) -> str:
    time, links = how
    left, right = _ends(mark, time)
    parts = [title(mark.words)]
    if right - left > 12:
        caps = "".join(path([(x, y - 4), (x, y + 4)]) for x in (left, right))
        dashed = " dt-dashed" if mark.style else ""
        parts.append(
            tag("path", d=path([(left, y), (right, y)]) + caps, class_=f"dt-range dt-outline-{mark.side}{dashed}")
        )
    shape = {"good": 0, "bad": 1, "even": 2}[mark.side]
    parts.append(draw_mark(shape, (left + right) / 2, y, f"dt-{mark.side}{mark.style}"))
    return linked(links.record(mark.record), tag("g", *parts), mark.record)


def _label(mark: Mark, row: int, time: TimeScale, place: tuple[Rows, float]) -> str:
    """Return a mark's label beside it, on whichever side is free; "" where neither is."""
    rows, top = place
    left, right = _ends(mark, time)
    middle = (left + right) / 2
    width = text_width(mark.label, 11)
    y = top + _HEAD + _ROW * (row + 0.5) + 4
    after = (max(right, middle + 7) + 3, max(right, middle + 7) + 3 + width)
    if after[1] <= time.right + 12 and rows.free(row, after):
        rows.take(row, after)
        return text(after[0], y, mark.label, class_="dt-small")
    before = (min(left, middle - 7) - 3 - width, min(left, middle - 7) - 3)
    if before[0] >= 2 and rows.free(row, before):
        rows.take(row, before)
        return text(before[1], y, mark.label, class_="dt-small dt-end")
    return ""


def _counts(place: Bin, unit: str, sides: Sequence[str], how: tuple[TimeScale, Links], y: float) -> Iterator[str]:
    """Yield the counts of one stretch of a crowded lane, a row for each side."""
    time, links = how
    x = (time.x(place.first) + time.x(place.after)) / 2
    for row, side in enumerate(sides):
        count = place.counts.get(side, 0)
        if count:
            shown = text(x, y + _ROW * (row + 0.5) + 4, str(count), class_=f"dt-small dt-mid dt-count-{side}")
            words = title(f"{describe_day(place.first)}, one {unit}: {count}")
            yield linked(links.span(place.first, place.after - timedelta(days=1)), tag("g", words, shown))


def _legend(time: TimeScale, y: float, reactions: bool, today: date | None) -> tuple[list[str], float]:
    entries = [
        (0, "dt-good", "cooperation, approval" if reactions else "cooperation"),
        (1, "dt-bad", "conflict, criticism" if reactions else "conflict"), (2, "dt-even", "neither"),
        (0, "dt-good dt-about", "about, or the report’s date"), (2, "dt-even dt-hollow", "planned or due"),
    ]  # fmt: skip
    entries += [(_DAY, "dt-gap", f"the story’s day, {describe_day(today)}")] if today else []
    parts: list[str] = []
    x = time.left
    for shape, style, words in entries:
        width = 20 + text_width(words, 11) + 12
        if x + width > time.right + 14:
            x, y = time.left, y + 18
        line = tag("path", d=path([(x + 6, y - 11), (x + 6, y + 3)]), class_=style)
        parts.append(line if shape == _DAY else draw_mark(shape, x + 6, y - 4, style))
        parts.append(text(x + 17, y, words, class_="dt-small"))
        x += width
    return parts, y + 10


def _describe(lanes: Sequence[Lane]) -> str:
    return "; ".join(f"{lane.name}: {count_of(lane.count(), 'mark')}" for lane in lanes) + "."
