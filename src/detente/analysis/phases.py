"""Phases and turning points: a hidden-state model over the story's signals, labels from a table, causes as stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from ..types import Characterisation, Document, Event, Phase, Polarity, TurningPoint, make_id
from .signals import PAIR, by_day, concerns_pair, find_signals
from .stages import Days, Stage, find_stages
from .support import HOLDS, Sources, Stretch, find_stretches
from .turns import find_turns

_Kind = tuple[str, Polarity]
UNCLEAR = "unclear"  # the label of a stretch whose evidence carries none
_UNCLEAR: _Kind = (UNCLEAR, "0")


def find_phases(
    events: Sequence[Event],
    characterisations: Sequence[Characterisation],
    documents: Sequence[Document],
    as_of: date | None,
    pair: frozenset[str] = PAIR,
) -> tuple[tuple[Phase, ...], tuple[TurningPoint, ...]]:
    """Return the phases of a pair, without gaps in time, and the points where one turns into the next."""
    events = [event for event in events if concerns_pair(event, pair)]
    days = by_day(s for s in find_signals(events, characterisations) if as_of is None or s.day <= as_of)
    stages = find_stages(days)
    told_by = sources_behind(events, characterisations, documents)
    stretches = _stretches(stages, days, told_by, as_of)
    starts = [stretch.start for _, stretch in stretches]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), None]
    phases = tuple(
        _phase(label, polarity, replace(stretch, end=end or date.max), told_by)
        for ((label, polarity), stretch), end in zip(stretches, ends, strict=False)
    )
    stages = [_settled(stage, days, phases) for stage in stages]
    held = [stage for stage in stages if _begins_clear(stage, days, phases)]
    return phases, find_turns(stages, held, days, documents, events, characterisations)


def _stretches(
    stages: Sequence[Stage], days: Days, told_by: Sources, as_of: date | None
) -> list[tuple[_Kind, Stretch]]:
    """Return label, polarity and stretch in order of time: stages where their evidence holds, else what is unclear."""
    order = list(days)
    found: list[tuple[_Kind, Stretch]] = []
    for number, stage in enumerate(stages, 1):
        last = order[stages[number].span.first] - timedelta(days=1) if number < len(stages) else as_of or order[-1]
        own = {day: days[day] for day in order[stage.span.first : stage.span.last + 1]}
        for stretch in find_stretches(stage.span.polarity, own, last, told_by):
            label = stage.label if stretch.founded else stage.faint
            _append(found, (label, stage.span.polarity) if stretch.clear else _UNCLEAR, stretch)
    return found[1:] if len(found) > 1 and found[0][0] == _UNCLEAR else found


def _append(found: list[tuple[_Kind, Stretch]], kind: _Kind, stretch: Stretch) -> None:
    """Add a stretch; one of the same kind is joined, and a short doubt between two clear ones is none."""
    if len(found) > 1 and kind != _UNCLEAR == found[-1][0] and stretch.start - found[-1][1].start <= HOLDS:
        doubt = found.pop()[1]
        _append(found, found[-1][0], doubt)
    if found and found[-1][0] == kind:
        ids = tuple(sorted({*found[-1][1].ids, *stretch.ids}))
        found[-1] = (kind, replace(found[-1][1], end=stretch.end, ids=ids))
    else:
        found.append((kind, stretch))


def _settled(stage: Stage, days: Days, phases: Sequence[Phase]) -> Stage:
    """Return a stage from the day its label holds, where its opening doubt fell to the phase before."""
    order, span = list(days), stage.span
    if _begins_clear(stage, days, phases):
        return stage
    for before, phase in pairwise(phases):
        inside = order[span.first] < phase.start <= order[span.last]
        if inside and phase.label in (stage.label, stage.faint) and before.label != UNCLEAR:
            return replace(stage, span=replace(span, first=order.index(phase.start)))
    return stage


def _begins_clear(stage: Stage, days: Days, phases: Sequence[Phase]) -> bool:
    """Whether a stage's label holds from its first day on: what begins unclear begins on no known day."""
    first = list(days)[stage.span.first]
    return any(phase.start == first and phase.label in (stage.label, stage.faint) for phase in phases)


def _phase(label: str, polarity: Polarity, stretch: Stretch, told_by: Sources) -> Phase:
    sources = len(frozenset().union(*(told_by[id_] for id_ in stretch.ids)))
    phase_id = make_id("phase", stretch.start, polarity, *stretch.ids)
    end = None if stretch.end == date.max else stretch.end
    return Phase(phase_id, label, stretch.start, end, polarity, sources, stretch.ids)


def sources_behind(
    events: Sequence[Event], characterisations: Sequence[Characterisation], documents: Sequence[Document]
) -> Sources:
    """Return the independent sources behind each event and characterisation.

    An event says how many of its sources are independent; a copy appears after its original, so they are the earliest.
    """
    known = {d.id: (d.published.start or date.max, d.publisher.lower() or d.id) for d in documents}
    sources = {c.id: frozenset({known.get(c.passage.document_id, (date.max, c.id))[1]}) for c in characterisations}
    for event in events:
        reports = sorted(known.get(m.passage.document_id, (date.max, m.passage.document_id)) for m in event.mentions)
        distinct = list(dict.fromkeys(source for _, source in reports)) or [event.id]
        sources[event.id] = frozenset(distinct[: event.independent_sources])
    return sources
