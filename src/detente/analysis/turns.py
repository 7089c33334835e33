"""Turning points: the day a stage begins, the days it may lie between, the causes as stated, the events around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from ..types import Characterisation, Document, Event, Polarity, TurningPoint, When, make_id
from .causes import causes_of_turn
from .signals import CHANGES
from .stages import Days, Stage
from .states import turn_window

_OPENING = 1.0  # a story opens with a turn when its first week holds a deed this strong: it ends what was there before
_DECISIVE = 1.0  # a signal that dates a turn by itself
_NEAR = timedelta(days=7)
_SILENCE = timedelta(days=60)


def find_turns(
    stages: Sequence[Stage],
    held: Sequence[Stage],
    days: Days,
    documents: Sequence[Document],
    events: Sequence[Event],
    characterisations: Sequence[Characterisation],
) -> tuple[TurningPoint, ...]:
    """Return the turning points of a story's stages, in order; only stages whose label is held open with one."""
    published = sorted(d.published.end for d in documents if d.published.end is not None)
    dates = {event.id: event.when for event in events} | {each.id: each.when for each in characterisations}
    order = list(days)
    turning = [s for s in held if s.turns or (s is stages[0] and _opens_with_turn(s, days, characterisations))]
    starts = [order[stage.span.first] for stage in turning]
    turns = []
    for stage, day, end in zip(turning, starts, [*starts[1:], date.max], strict=False):
        around = _near_ids(day, stage.span.polarity, days)
        near = [event for event in events if event.id in around]
        window = _window(stages, stages.index(stage), days, published)
        earliest, latest = _widened(window, [dates[s.id] for s in days[day] if s.polarity == stage.span.polarity])
        reports = [d for d in documents if d.published.end is not None and day <= d.published.end < end]
        causes = causes_of_turn(day, stage.span.polarity, near, characterisations, reports)
        ids = tuple(event.id for event in near)
        turn_id = make_id("turn", day, stage.span.polarity, *ids)
        turns.append(TurningPoint(turn_id, day, earliest, latest, causes, ids))
    return tuple(turns)


def _opens_with_turn(stage: Stage, days: Days, characterisations: Sequence[Characterisation]) -> bool:
    """Whether a story's first week holds a decisive deed, or a writer says that things changed then."""
    first, polarity = next(iter(days)), stage.span.polarity
    opening = [s for day, signals in days.items() if day - first <= _NEAR for s in signals if s.polarity == polarity]
    changed = {each.id for each in characterisations if each.state in CHANGES}
    return any((s.material and s.weight >= _OPENING) or s.id in changed for s in opening)


def _window(stages: Sequence[Stage], number: int, days: Days, published: Sequence[date]) -> tuple[date, date]:
    """Return the days between which the turn lies; a silence before it widens them, unless its day is decisive."""
    order, span = list(days), stages[number].span
    day = earliest = latest = order[span.first]
    if number and stages[number - 1].span.polarity != span.polarity:
        low, high = turn_window(stages[number - 1].span, span, list(days.values()))
        earliest, latest = min(order[low], day), max(order[high], day)
    if not any(s.polarity == span.polarity and s.weight >= _DECISIVE for s in days[day]):
        earliest = min(earliest, _end_of_silence(day, published))
    return earliest, latest


def _widened(window: tuple[date, date], dates: Sequence[When]) -> tuple[date, date]:
    """Return a window that holds every day the best dated sign of a turn can mean: its middle is only a guess."""
    known = [(when.start, when.end) for when in dates if when.start is not None and when.end is not None]
    first, last = min(known, key=lambda days: (days[1] - days[0], days), default=window)
    return window if last - first <= _NEAR else (min(window[0], first), max(window[1], last))


def _end_of_silence(day: date, published: Sequence[date]) -> date:
    """Return the day after the last document before a long silence that ends on the day, else the day itself."""
    earlier = published[: bisect_left(published, day)]
    return earlier[-1] + timedelta(days=1) if earlier and day - earlier[-1] > _SILENCE else day


def _near_ids(day: date, polarity: Polarity, days: Days) -> set[str]:
    """Return the ids of the signals of the new sign within a week of the turn."""
    near = (signals for each, signals in days.items() if abs(each - day) <= _NEAR)
    return {s.id for signals in near for s in signals if s.polarity == polarity}
