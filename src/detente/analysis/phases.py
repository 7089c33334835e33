"""Phases and turning points: a hidden-state model over the story's signals, labels from a table, causes as stated."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ..rulebook import load_table
from ..types import Characterisation, Document, Event, Phase, Polarity, TurningPoint, make_id
from .causes import causes_of_turn
from .signals import PAIR, Signal, by_day, concerns_pair, find_signals
from .states import Span, find_spans, turn_window

_STRONG = 1.0  # a phase is strong when its strongest signal of its own sign weighs this much
_SHORT = timedelta(days=21)
_OPENING = 1.0  # a story's first phase opens with a turn when its first day holds a deed this strong
_TURN_DAYS = timedelta(days=7)
_SILENCE = timedelta(days=60)

_Days = Mapping[date, Sequence[Signal]]


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
    spans = find_spans(days)
    phases = _phases(spans, days, events, characterisations, documents)
    published = sorted(d.published.end for d in documents if d.published.end is not None)
    turns = [
        _turn(spans, i, days, published, (events, characterisations))
        for i in range(len(spans))
        if i or _opens_with_turn(spans[0], days)
    ]
    return phases, tuple(turns)


def _phases(
    spans: Sequence[Span], days: _Days, events: Sequence[Event], characterisations: Sequence[Characterisation],
    documents: Sequence[Document],
) -> tuple[Phase, ...]:  # fmt: skip
    order = list(days)
    told_by = _sources(events, characterisations, documents)
    starts = [order[span.first] for span in spans]
    phases: list[Phase] = []
    for i, span in enumerate(spans):
        signals = _signals(span, days)
        end = starts[i + 1] - timedelta(days=1) if i + 1 < len(spans) else None
        ids = tuple(sorted({s.id for s in signals}))
        label = _label(span.polarity, phases[-1].polarity if phases else "", signals, end - starts[i] if end else None)
        sources = len(frozenset().union(*(told_by[id_] for id_ in ids)))
        phase_id = make_id("phase", starts[i], span.polarity, *ids)
        phases.append(Phase(phase_id, label, starts[i], end, span.polarity, sources, ids))
    return tuple(phases)


def _signals(span: Span, days: _Days) -> list[Signal]:
    return [signal for signals in list(days.values())[span.first : span.last + 1] for signal in signals]


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


def _label(polarity: Polarity, before: str, signals: Sequence[Signal], length: timedelta | None) -> str:
    """Return the first label of the table that fits what the phase is, how strong and long, and what came before."""
    facts = {
        "polarity": polarity,
        "before": before,
        "strength": _strength(polarity, signals),
        "length": "short" if length is not None and length < _SHORT else "long",
    }
    rows = load_table("telling/phase_labels")
    return next(row["label"] for row in rows if all(row[key] in ("any", fact) for key, fact in facts.items()))


def _strength(polarity: Polarity, signals: Sequence[Signal]) -> str:
    """Strong or weak for a good or bad phase; for one in between, whether good signs outweigh bad ones."""
    if polarity == "0":
        good, bad = (math.fsum(s.weight for s in signals if s.polarity == sign) for sign in "+-")
        return "good" if good >= bad else "bad"
    strongest = max((s.weight for s in signals if s.polarity == polarity), default=0.0)
    return "strong" if strongest >= _STRONG else "weak"


def _opens_with_turn(span: Span, days: _Days) -> bool:
    """Whether the first week holds a deed so strong that it ends something that was there before the story."""
    first = next(iter(days))
    opening = (signals for day, signals in days.items() if day - first <= _TURN_DAYS)
    deeds = (s for signals in opening for s in signals if s.material and s.polarity == span.polarity)
    return any(deed.weight >= _OPENING for deed in deeds)


def _turn(
    spans: Sequence[Span], number: int, days: _Days, published: Sequence[date],
    evidence: tuple[Sequence[Event], Sequence[Characterisation]],
) -> TurningPoint:  # fmt: skip
    """Return the turning point at which a span begins."""
    order, span = list(days), spans[number]
    day = order[span.first]
    low, high = turn_window(spans[number - 1], span, list(days.values())) if number else (span.first, span.first)
    earliest, latest = order[low], order[high]
    if not any(s.polarity == span.polarity and s.weight >= _OPENING for s in days[day]):
        earliest = min(earliest, _end_of_silence(day, published))
    events = [e for e in evidence[0] if e.id in _near_ids(day, span.polarity, days)]
    causes = causes_of_turn(day, span.polarity, events, evidence[1])
    ids = tuple(e.id for e in events)
    return TurningPoint(make_id("turn", day, span.polarity, *ids), day, earliest, latest, causes, ids)


def _end_of_silence(day: date, published: Sequence[date]) -> date:
    """Return the day after the last document before a long silence that ends on the day, else the day itself."""
    earlier = published[: bisect_left(published, day)]
    return earlier[-1] + timedelta(days=1) if earlier and day - earlier[-1] > _SILENCE else day


def _near_ids(day: date, polarity: Polarity, days: _Days) -> set[str]:
    """Return the ids of the signals of the new sign within a week of the turn."""
    near = (signals for each, signals in days.items() if abs(each - day) <= _TURN_DAYS)
    return {s.id for signals in near for s in signals if s.polarity == polarity}
