"""Talk and deeds on one time axis: words between the actors above, series from public records below, turns across both.

A month that the register does not tell of yet is hatched: it is unknown, not nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ..analysis.arc import Arc
from ..analysis.tallies import Bin
from ..plain_words import count_of, describe_amount, describe_day, describe_month, one_line
from ..types import Indicator, MonthValue, PublicFindings, PublicRecord
from .axes import time_axis
from .labels import wrap
from .scales import TimeScale
from .svg import UNLINKED, Links, drawing, linked, path, tag, text, title

_TALK, _SERIES, _TITLE, _ORDERS = 84.0, 46.0, 20.0, 30.0  # heights of rows
_LEFT = 74.0
_HEAD = 46.0  # flags, and the name of the first row
_REACH = timedelta(days=400)  # how long before the story the records are drawn
_MOST = 8  # series drawn
_NARROWEST = 1.5


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is drawn on: the name that ids begin with, the width, the time scale, and where parts lead."""

    name: str
    width: float
    time: TimeScale
    links: Links

    @property
    def unknown(self) -> str:
        return f"url(#{self.name}-unknown)"


def draw_talk_and_deeds(arc: Arc, public: PublicFindings, width: int = 960, links: Links = UNLINKED) -> str:
    """Return the chart of a story's arc with its public records as SVG; "" where none is loaded.

    With links a series leads to its months, an order to its text, and a flag to its turn.
    """
    if not public.records:
        return ""
    name = f"deeds-{width}"
    heading = f"{arc.title}: talk and deeds over time"
    days = _days(arc, public)
    if not days:
        empty = text(width / 2, 40, "Nothing could be placed in time.", class_="dt-mid dt-quiet")
        return drawing(name, (width, 70), (heading, "There is nothing to draw."), empty)
    sheet = _Sheet(name, width, TimeScale(days[0].replace(day=1), days[-1], _LEFT, width - 8.0), links)
    series = [each for each in public.indicators if _shown(each, sheet.time)][:_MOST]
    orders = [r for r in public.records if r.kind == "order" and _on_axis(r.when.start, sheet.time)]
    bottom = _HEAD + _TALK + len(series) * (_TITLE + _SERIES) + (_ORDERS if orders else 0)
    parts = [_hatch(sheet), *_turns(sheet, arc, bottom), *_talk(sheet, arc.bins.get("month", ()), _HEAD)]
    for at, each in enumerate(series):
        row = "".join(_series(sheet, each, _HEAD + _TALK + at * (_TITLE + _SERIES)))
        parts.append(linked(links.record(each.id), row))
    parts += _order_row(sheet, orders, bottom - _ORDERS) if orders else ()
    parts.append(tag("path", d=path([(sheet.time.left, bottom), (sheet.time.right, bottom)]), class_="dt-axis"))
    parts += time_axis(sheet.time, bottom, width)
    left_out = [each.name for each in public.indicators if each not in series]
    legend, end = _legend(sheet, bottom + 36, left_out)
    return drawing(name, (width, end), (heading, _words(sheet, series, orders)), *parts, *legend,
                   image=links is UNLINKED)  # fmt: skip


def _days(arc: Arc, public: PublicFindings) -> list[date]:
    """Return the days the axis holds: the story's, and the records' from a year before it on."""
    months = {day for each in public.indicators for m in each.months for day in (m.month, _month_end(m.month))}
    signed = {r.when.start for r in public.records if r.kind == "order" and r.when.start}
    days = sorted({*arc.days, *months, *signed})
    first = arc.days[0] if arc.days else days[0] if days else date.min
    earliest = first - _REACH if first > date.min + _REACH else date.min
    return [day for day in days if day >= earliest]


def _shown(series: Indicator, time: TimeScale) -> bool:
    return any(time.first <= month.month <= time.last for month in series.months)


def _on_axis(day: date | None, time: TimeScale) -> bool:
    return day is not None and time.first <= day <= time.last


def _month_end(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1) if month < date(9999, 12, 1) else date.max


def _after(month: date) -> date:
    end = _month_end(month)
    return end + timedelta(days=1) if end < date.max else end


def _hatch(sheet: _Sheet) -> str:
    lines = tag("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="dt-edge")
    return tag(
        "defs", tag("pattern", lines, id=f"{sheet.name}-unknown", width=6, height=6, patternUnits="userSpaceOnUse")
    )


def _talk(sheet: _Sheet, bins: Sequence[Bin], top: float) -> Iterator[str]:
    """Yield the acts between the actors by month: cooperation up, conflict down."""
    zero = top + _TALK / 2
    most = max((each.total(side) for each in bins for side in ("good", "bad")), default=0.0) or 1.0
    yield text(4, top - 10, "talk and acts, as reported", class_="dt-small dt-strong")
    for words, y in (("cooperation", top + 12), ("conflict", top + _TALK - 6)):
        yield text(_LEFT - 6, y, words, class_="dt-small dt-quiet dt-end")
    for each in bins:
        for side, sign in (("good", -1), ("bad", 1)):
            size = each.total(side) / most * (_TALK / 2 - 4)
            if size:
                words = f"{describe_month(each.first)}: {count_of(each.counts.get(side, 0), 'act')} of {_SIDES[side]}"
                x, wide = _bar(sheet, each.first, each.after)
                y = zero - size if sign < 0 else zero
                yield tag("rect", title(words), x=x, y=y, width=wide, height=size, class_=f"dt-{side}")
    yield tag("path", d=path([(sheet.time.left, zero), (sheet.time.right, zero)]), class_="dt-axis")


_SIDES = {"good": "cooperation", "bad": "conflict"}


def _bar(sheet: _Sheet, first: date, after: date) -> tuple[float, float]:
    left, right = sheet.time.x(first), sheet.time.x(after)
    return left + 0.5, max(_NARROWEST, right - left - 1)


def _series(sheet: _Sheet, series: Indicator, top: float) -> Iterator[str]:
    """Yield a series: its name, its months as bars from zero or, for a state, as a line."""
    months = [m for m in series.months if _on_axis(m.month, sheet.time)]
    known = [(m, m.value) for m in months if m.value is not None]
    floor, high = top + _TITLE + _SERIES - 6, top + _TITLE
    label = series.name if series.unit == "USD" else f"{series.name} ({series.unit})"
    yield text(4, top + 13, one_line(label, max(20, int(sheet.width / 6.2))), class_="dt-small dt-strong")
    for month in months:
        if month.value is None:
            x, wide = _bar(sheet, month.month, _after(month.month))
            words = f"{describe_month(month.month)}: unknown"
            box = {"x": x - 0.5, "y": high, "width": wide + 1, "height": floor - high}
            yield tag("rect", title(words), fill=sheet.unknown, **box)
    if known:
        yield from (
            _level(sheet, known, series, (high, floor)) if series.level else _bars(sheet, known, series, (high, floor))
        )


def _bars(
    sheet: _Sheet, known: Sequence[tuple[MonthValue, Decimal]], series: Indicator, box: tuple[float, float]
) -> Iterator[str]:
    high, floor = box
    most = max((value for _, value in known), default=Decimal(0))
    least = min((value for _, value in known), default=Decimal(0))
    span = max(most, Decimal(0)) - min(least, Decimal(0))
    scale = float((Decimal(str(floor - high)) - 2) / span) if span else 0.0
    zero = floor - float(-min(least, Decimal(0))) * scale
    yield text(_LEFT - 6, high + 9, _short(most, series.unit), class_="dt-small dt-quiet dt-end")
    yield tag("path", d=path([(sheet.time.left, zero), (sheet.time.right, zero)]), class_="dt-grid")
    for month, value in known:
        x, wide = _bar(sheet, month.month, _after(month.month))
        size = abs(float(value)) * scale
        words = (
            f"{describe_month(month.month)}: {describe_amount(value, series.unit)}, {count_of(month.records, 'record')}"
        )
        if size:
            y = zero - size if value > 0 else zero
            yield tag(
                "rect",
                title(words),
                x=x,
                y=y,
                width=wide,
                height=max(0.8, size),
                class_="dt-s1" if value > 0 else "dt-s2",
            )
        elif month.records:
            # Actions that moved no money are marked: there was something, and it was nothing.
            yield tag(
                "circle", title(words), cx=x + wide / 2, cy=zero, r=2.2, class_="dt-mark dt-hollow dt-outline-even"
            )


def _level(
    sheet: _Sheet, known: Sequence[tuple[MonthValue, Decimal]], series: Indicator, box: tuple[float, float]
) -> Iterator[str]:
    high, floor = box
    values = [value for _, value in known]
    most, least = max(values), min(values)
    span = float(most - least) or 1.0
    points = [
        (sheet.time.x(month.month + timedelta(days=14)), floor - 2 - float(value - least) / span * (floor - high - 6))
        for month, value in known
    ]
    yield tag("path", title(_change(known, series)), d=path(points), class_="dt-line dt-s1")
    for value, y in ((most, high + 9), (least, floor)):
        yield text(_LEFT - 6, y, _short(value, ""), class_="dt-small dt-quiet dt-end")


def _change(known: Sequence[tuple[MonthValue, Decimal]], series: Indicator) -> str:
    ends = (known[0], known[-1])
    return " to ".join(f"{describe_amount(v, series.unit)} in {describe_month(m.month)}" for m, v in ends)


def _short(value: Decimal, unit: str) -> str:
    """Return an amount that fits beside an axis: "$5.9bn", "$190k", "2,952"."""
    sign = "$" if unit == "USD" else ""
    for size, name in ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"), (Decimal(10) ** 4, "k")):
        if abs(value) >= size:
            per = size if name != "k" else Decimal(1000)
            return f"{sign}{value / per:.3g}{name}"
    return f"{sign}{value:,.0f}"


def _order_row(sheet: _Sheet, orders: Sequence[PublicRecord], top: float) -> Iterator[str]:
    yield text(4, top + 13, "orders signed", class_="dt-small dt-strong")
    for order in orders:
        assert order.when.start is not None
        x, y = sheet.time.x(order.when.start), top + 20
        words = f"{describe_day(order.when.start)}: {one_line(order.title, 160)}"
        diamond = path([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], close=True)
        yield linked(sheet.links.record(order.id), tag("path", title(words), d=diamond, class_="dt-mark dt-s4"))


def _turns(sheet: _Sheet, arc: Arc, bottom: float) -> Iterator[str]:
    """Yield a numbered flag and a line across all rows for each turning point."""
    reach = sheet.time.left
    for at, turn in enumerate(arc.turning_points, 1):
        if not _on_axis(turn.date, sheet.time):
            continue
        x = sheet.time.x(turn.date)
        middle = min(max(x, reach + 9), sheet.width - 9)
        reach = middle + 9
        label = next((phase.label for phase in arc.phases if phase.start == turn.date), "")
        words = f"{at}. {describe_day(turn.date)}{': ' + label if label else ''}"
        pole = path([(middle, 18), (x, 24), (x, bottom)])
        flag = tag("g", title(words), tag("path", d=pole, class_="dt-pole"),
                   tag("circle", cx=middle, cy=10, r=8, class_="dt-flag"),
                   text(middle, 14, str(at), class_="dt-flag-number"))  # fmt: skip
        yield linked(sheet.links.record(turn.id), flag)


def _legend(sheet: _Sheet, y: float, left_out: Sequence[str]) -> tuple[list[str], float]:
    box = {"x": sheet.time.left, "y": y - 10, "width": 14, "height": 11}
    parts = [
        tag("rect", fill=sheet.unknown, **box),
        text(sheet.time.left + 20, y, "unknown: not public yet, or not loaded", class_="dt-small"),
    ]
    notes = [
        "Bars are money that moved in a month; a ring is an action that moved none. A contract's ceiling is no money."
    ]
    if left_out:
        notes.append(f"Not drawn, as they lie before {describe_month(sheet.time.first)}: {', '.join(left_out)}.")
    for line in (line for note in notes for line in wrap(note, 11, sheet.width - sheet.time.left - 4, 3)):
        y += 16
        parts.append(text(sheet.time.left, y, line, class_="dt-small dt-quiet"))
    return parts, y + 10


def _words(sheet: _Sheet, series: Sequence[Indicator], orders: Sequence[PublicRecord]) -> str:
    """Return the drawing in words."""
    told = "; ".join(_series_words(each) for each in series) or "no series"
    signed = f" {count_of(len(orders), 'order')} signed." if orders else ""
    return f"From {describe_day(sheet.time.first)} to {describe_day(sheet.time.last)}: {told}.{signed}"


def _series_words(series: Indicator) -> str:
    known = [m.value for m in series.months if m.value is not None]
    unknown = len(series.months) - len(known)
    hidden = f", {count_of(unknown, 'month')} unknown" if unknown else ""
    if not known:
        return f"{series.name}: unknown"
    if series.level:
        first, last = (describe_amount(value, series.unit) for value in (known[0], known[-1]))
        return f"{series.name}: {first}, in the end {last}"
    total = describe_amount(sum(known, Decimal(0)), series.unit)
    return f"{series.name}: {total} in {count_of(len(known), 'known month')}{hidden}"
