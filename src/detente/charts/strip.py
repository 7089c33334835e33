"""The relationship strip: cooperation above the line, conflict below it, phases behind, turning points as flags."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ..analysis.arc import Arc, arc_of
from ..analysis.tallies import Bin, choose_unit, silences
from ..plain_words import count_of, describe_day, describe_span, one_line
from ..types import Phase, Polarity, Story, TurningPoint
from .axes import time_axis
from .folds import draw_folds
from .labels import centred, place_rows, text_width, wrap
from .scales import TimeScale, find_folds, nice_step
from .svg import UNLINKED, Links, drawing, linked, number, path, tag, text, title

_SIDES: dict[Polarity, str] = {"+": "good", "-": "bad", "0": "even"}
_PLOT = 210.0
_ROW = 17.0
_KEYED = 9  # turning points written out beneath


@dataclass(frozen=True, slots=True)
class _Strip:
    """What is drawn, and where: the time scale, the unit of the bars, the highest of them, heights from the top."""

    arc: Arc
    name: str
    width: float
    time: TimeScale
    unit: str
    bins: Sequence[Bin]
    most: float
    top: float
    links: Links

    @property
    def zero(self) -> float:
        return self.top + _PLOT / 2

    @property
    def scale(self) -> float:
        """The height of one unit of intensity."""
        return (_PLOT / 2 - 6) / self.most

    def drawn(self, side: str) -> int:
        """Return how many acts of one side the bars count."""
        return sum(place.counts.get(side, 0) for place in self.bins)


def relationship_strip(story: Story, width: int = 960) -> str:
    """Return the strip of a story as SVG, ``width`` units wide (about 360 for a phone)."""
    return draw_strip(arc_of(story), width)


def draw_strip(arc: Arc, width: int = 960, links: Links = UNLINKED) -> str:
    """Return the strip as SVG; with links its bars and flags lead to what they stand for."""
    name = f"strip-{width}"
    title_words = f"{arc.title}: cooperation and conflict over time"
    if not arc.days:
        empty = text(width / 2, 40, "Nothing between the actors could be placed in time.", class_="dt-mid dt-quiet")
        return drawing(name, (width, 70), (title_words, "There is nothing to draw."), empty)
    strip = _lay_out(arc, name, width, links)
    bands, band_rows = _band_labels(strip)
    parts = [
        _hatches(name),
        *_bands(strip), *bands, *_value_axis(strip),
        *draw_folds(strip.time, strip.top, strip.top + _PLOT, strip.zero),
        *_bars(strip), *time_axis(strip.time, strip.top + _PLOT, strip.width), *_rug(strip),
        *_flags(strip, band_rows),
    ]  # fmt: skip
    legend, bottom = _legend(strip, strip.top + _PLOT + 54)
    key, bottom = _key(strip, bottom)
    words = (title_words, _describe(strip))
    return drawing(name, (width, bottom), words, *parts, *legend, *key, image=links is UNLINKED)


def _lay_out(arc: Arc, name: str, width: float, links: Links) -> _Strip:
    first, last = arc.days[0], arc.days[-1]
    if last - first < timedelta(days=13):
        first, last = _shifted(first, -7), _shifted(last, 7)
    elif last - first > timedelta(days=90):
        first = first.replace(day=1)
    time = TimeScale(first, last, 46.0, width - 8.0, find_folds(arc.busy, first, last))
    unit = choose_unit(time.days, int((width - 54) / 5.5))
    bins = arc.bins.get(unit, ())
    most = max((b.total(side) for b in bins for side in ("good", "bad")), default=0.0) or 1.0
    rows = _phase_rows(arc.phases, time)
    top = 8 + _ROW * (max(rows, default=-1) + 1) + (22 if arc.turning_points else 0)
    return _Strip(arc, name, width, time, unit, bins, most, top, links)


def _shifted(day: date, by: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _hatches(name: str) -> str:
    hatch = "M0 5L5 0M-1 1L1 -1M4 6L6 4"
    patterns = []
    for side in ("good", "bad"):
        lines = tag("path", d=hatch, class_=f"dt-outline-{side}")
        patterns.append(tag("pattern", lines, id=f"{name}-{side}", width=5, height=5, patternUnits="userSpaceOnUse"))
    return tag("defs", *patterns)


def _span(phase: Phase, time: TimeScale) -> tuple[float, float]:
    return time.x(phase.start), time.x(
        phase.end + timedelta(days=1) if phase.end and phase.end < date.max else time.last
    )


def _label_spans(phases: Sequence[Phase], time: TimeScale) -> list[tuple[float, float]]:
    spans = []
    for phase in phases:
        left, right = _span(phase, time)
        spans.append(centred((left + right) / 2, text_width(phase.label, 13.5), time.left, time.right))
    return spans


def _phase_rows(phases: Sequence[Phase], time: TimeScale) -> list[int]:
    return [row for row in place_rows(_label_spans(phases, time), 4) if row is not None]


def _bands(strip: _Strip) -> Iterator[str]:
    for phase in strip.arc.phases:
        left, right = _span(phase, strip.time)
        words = f"{phase.label}: {_phase_days(phase)}, {count_of(phase.sources, 'independent source')}"
        side = _SIDES[phase.polarity]
        yield tag(
            "rect",
            title(words),
            x=left,
            y=strip.top,
            width=max(0.5, right - left),
            height=_PLOT,
            class_=f"dt-band-{side}",
        )
        yield tag("path", d=path([(left, strip.top), (left, strip.top + _PLOT)]), class_="dt-edge")


def _phase_days(phase: Phase) -> str:
    return describe_span(phase.start, phase.end) if phase.end else f"since {describe_day(phase.start)}"


def _band_labels(strip: _Strip) -> tuple[list[str], int]:
    """Return the phases' names above their bands, in as many rows as they need."""
    spans = _label_spans(strip.arc.phases, strip.time)
    rows = place_rows(spans, 4)
    used = max((row for row in rows if row is not None), default=-1) + 1
    labels = [
        text((left + right) / 2, 13 + _ROW * row, phase.label, class_="dt-mid dt-strong")
        for phase, (left, right), row in zip(strip.arc.phases, spans, rows, strict=True)
        if row is not None
    ]
    return labels, used


def _value_axis(strip: _Strip) -> Iterator[str]:
    step = nice_step(strip.most / 2)
    left, right = strip.time.left, strip.time.right
    for sign in (-1, 1):
        y = strip.zero + sign * step * strip.scale
        if abs(y - strip.zero) <= _PLOT / 2:
            yield tag("path", d=path([(left, y), (right, y)]), class_="dt-grid")
            yield text(left - 5, y + 4, f"{step:g}", class_="dt-small dt-quiet dt-end")
    yield tag("path", d=path([(left, strip.zero), (right, strip.zero)]), class_="dt-axis")
    for y, words in ((strip.top + 60, "cooperation"), (strip.top + _PLOT - 50, "conflict")):
        yield text(11, y, words, class_="dt-small dt-quiet dt-mid", transform=f"rotate(-90 11 {number(y)})")


def _bars(strip: _Strip) -> Iterator[str]:
    """Yield the bars, all of one kind as one shape, and over each a place to point at that says and leads on."""
    scale, zero = strip.scale, strip.zero
    shapes: dict[tuple[str, str], list[str]] = {}
    places = []
    for place in strip.bins:
        left, right = strip.time.x(place.first), strip.time.x(place.after)
        width = max(2.0, min(right - left - 1, 26.0))
        x, across = number((left + right - width) / 2), number(width)
        top, bottom = zero - 4, zero + 4
        for side in ("good", "bad"):
            for level, start, end in place.stack(side):
                y = zero - end * scale if side == "good" else zero + start * scale
                size = max(0.8, (end - start) * scale)
                shapes.setdefault((side, level), []).append(_box(x, y, across, size))
                top, bottom = min(top, y), max(bottom, y + size)
        places.append(_place(strip, place, tag("path", title(_bar_words(place)), d=_box(x, top, across, bottom - top))))
    for (side, level), boxes in sorted(shapes.items()):
        yield _shape(strip, side, level, "".join(boxes))
    yield tag("g", *places, fill="none", pointer_events="all")


def _box(x: str, y: float, across: str, height: float) -> str:
    return f"M{x} {number(y)}h{across}v{number(height)}h-{across}z"


def _shape(strip: _Strip, side: str, level: str, boxes: str) -> str:
    if level == "hedged":
        return tag("path", d=boxes, fill=f"url(#{strip.name}-{side})", class_=f"dt-outline-{side}")
    return tag("path", d=boxes, class_=f"dt-{side}{' dt-words' if level == 'words' else ''}")


def _place(strip: _Strip, place: Bin, shape: str) -> str:
    return linked(strip.links.span(place.first, place.after - timedelta(days=1)), shape)


def _bar_words(place: Bin) -> str:
    words = [f"{count_of(place.counts[s], 'act')} of {w}" for s, w in (("good", "cooperation"), ("bad", "conflict"))
             if s in place.counts]  # fmt: skip
    return f"{_span_words(place.first, place.after)}: {', '.join(words)}"


@lru_cache(4_096)
def _span_words(first: date, after: date) -> str:
    return describe_span(first, after - timedelta(days=1))


def _rug(strip: _Strip) -> Iterator[str]:
    """Yield a tick per day with a document, and a dotted line where there is none for long."""
    y = strip.top + _PLOT + 26
    published, time = strip.arc.published, strip.time
    days = published[bisect_left(published, time.first) : bisect_right(published, time.last)]
    runs, height = time.columns(days), number(y + 4.5)
    if runs:  # neighbouring ticks are one stroke
        data = "".join([f"M{first - 0.5} {height}h{last - first + 1}" for first, last in runs])
        yield tag("path", title(f"{count_of(len(days), 'day')} on which a document appeared"), d=data, class_="dt-rug")
    for start, end in silences(days, time.first, time.last) if days else ():
        left, right = time.x(start) + 3, time.x(end) - 3
        line = tag("path", d=path([(left, y + 4.5), (right, y + 4.5)]), class_="dt-gap")
        yield tag("g", title(f"no documents from {describe_span(start, end)}"), line)


def _flags(strip: _Strip, band_rows: int) -> Iterator[str]:
    """Yield a numbered flag for each turning point, moved aside where two would cover each other."""
    y = 8 + _ROW * band_rows + 8
    reach = strip.time.left
    for at, turn in enumerate(strip.arc.turning_points, 1):
        x = strip.time.x(turn.date)
        middle = min(max(x, reach + 9), strip.width - 9)
        reach = middle + 9
        pole = path([(middle, y + 7), (x, strip.top), (x, strip.top + _PLOT)])
        flag = tag(
            "g",
            title(f"{at}. {_turn_words(turn, strip.arc.phases)}"),
            tag("path", d=pole, class_="dt-pole"),
            tag("circle", cx=middle, cy=y, r=8, class_="dt-flag"),
            text(middle, y + 4, str(at), class_="dt-flag-number"),
        )
        yield linked(strip.links.record(turn.id), flag)


def _turn_words(turn: TurningPoint, phases: Sequence[Phase]) -> str:
    """Return the day, the phase that begins, and the first cause that a source states."""
    label = next((phase.label for phase in phases if phase.start == turn.date), "")
    cause = f"stated cause: {one_line(turn.causes[0].text)}" if turn.causes else "no source states a cause"
    return f"{describe_day(turn.date)}{', ' + label if label else ''}; {cause}"


def _legend(strip: _Strip, y: float) -> tuple[list[str], float]:
    entries = [
        ("dt-good dt-words", "", "cooperation in words"), ("dt-good", "", "cooperation in deeds"),
        ("dt-bad dt-words", "", "conflict in words"), ("dt-bad", "", "conflict in deeds"),
        ("dt-outline-bad", f"url(#{strip.name}-bad)", "hedged by every source"),
    ]  # fmt: skip
    parts: list[str] = []
    x = strip.time.left
    for style, fill, words in entries:
        width = 20 + text_width(words, 11) + 12
        if x + width > strip.width:
            x, y = strip.time.left, y + 18
        box = {"fill": fill} if fill else {}
        parts.append(tag("rect", x=x, y=y - 9, width=13, height=10, class_=style, **box))
        parts.append(text(x + 18, y, words, class_="dt-small"))
        x += width
    notes = [f"Height: what the acts of a {strip.unit} weigh together, each up to 10 (PLOVER intensity). "
             "Ticks under the axis: documents; dots: none for long."]  # fmt: skip
    undrawn = strip.arc.acts - strip.drawn("good") - strip.drawn("bad")
    if undrawn:
        notes.append(f"{count_of(undrawn, 'act')} dated too vaguely to be drawn.")
    for line in (line for note in notes for line in wrap(note, 11, strip.width - strip.time.left - 4, 3)):
        y += 16
        parts.append(text(strip.time.left, y, line, class_="dt-small dt-quiet"))
    return parts, y + 8


def _key(strip: _Strip, y: float) -> tuple[list[str], float]:
    """Return the turning points written out under their numbers."""
    turns = strip.arc.turning_points
    lines: list[str] = []
    for at, turn in enumerate(turns[:_KEYED], 1):
        y += 20
        lines.append(tag("circle", cx=strip.time.left + 8, cy=y - 4, r=8, class_="dt-flag"))
        lines.append(text(strip.time.left + 8, y, str(at), class_="dt-flag-number"))
        for line in wrap(_turn_words(turn, strip.arc.phases), 12, strip.width - strip.time.left - 28, 3):
            lines.append(text(strip.time.left + 24, y, line))
            y += 16
        y -= 16
    if len(turns) > _KEYED:
        y += 20
        lines.append(text(strip.time.left, y, f"and {len(turns) - _KEYED} more", class_="dt-quiet"))
    return lines, y + 8


def _describe(strip: _Strip) -> str:
    """Return the drawing in words."""
    phases = "; ".join(f"{p.label}, {_phase_days(p)}" for p in strip.arc.phases) or "no phases"
    return (
        f"From {describe_day(strip.time.first)} to {describe_day(strip.time.last)}: "
        f"{count_of(strip.drawn('good'), 'act')} of cooperation and {strip.drawn('bad')} of conflict, by {strip.unit}. "
        f"Phases: {phases}. "
        f"{count_of(len(strip.arc.turning_points), 'turning point')}."
    )
