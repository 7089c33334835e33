"""Phases and turning points: a hidden-state model over the story's signals, labels from a table, causes as stated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ..types import Characterisation, Document, Event, Phase, TurningPoint, make_id
from .signals import PAIR, by_day, concerns_pair, find_signals
from .stages import Days, Stage, find_stages, signals_of
from .turns import find_turns


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
    told_by = _sources(events, characterisations, documents)
    starts = [list(days)[stage.span.first] for stage in stages]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), None]
    phases = tuple(
        _phase(stage, start, end, told_by, days) for stage, start, end in zip(stages, starts, ends, strict=False)
    )
    return phases, find_turns(stages, days, documents, events, characterisations)


def _phase(stage: Stage, start: date, end: date | None, told_by: dict[str, frozenset[str]], days: Days) -> Phase:
    ids = tuple(sorted({signal.id for signal in signals_of(stage.span, days)}))
    sources = len(frozenset().union(*(told_by[id_] for id_ in ids)))
    phase_id = make_id("phase", start, stage.span.polarity, *ids)
    return Phase(phase_id, stage.label, start, end, stage.span.polarity, sources, ids)


def _sources(
    events: Sequence[Event], characterisations: Sequence[Characterisation], documents: Sequence[Document]
) -> dict[str, frozenset[str]]:
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
