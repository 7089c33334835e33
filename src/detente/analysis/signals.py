"""What speaks for good or bad relations, day by day: events and characterisations as signed, weighted signals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..types import Actor, Characterisation, Event, Polarity, When

PAIR = frozenset({"a", "b"})  # the ids of two actors where a story gives none
_MODALITY = {"asserted": 1.0, "planned": 0.5, "hypothetical": 0.0, "negated": 0.0}
_FIRMNESS = {"asserted": 1.0, "hedged": 0.6, "denied": 0.0}
_MATERIAL = frozenset({2, 4})
_USUAL = {1: 3.6, 2: 8.7, 3: 2.8, 4: 6.5}  # the mean PLOVER intensity of each quad's types
_WORDS, _DEEDS = 0.8, 1.1  # what a usual verbal and a usual material act weigh
_SURE = 0.8  # from this confidence (hedges lower it, sources raise it) an event counts in full
_SOURCE = 0.25  # what each further independent source adds, up to _SOURCES of them
_SOURCES = 4
CHANGES = frozenset({"rupture", "thaw", "truce"})  # states that are a change: whoever names one says that it came
_CHARACTERISED, _CHANGED = 1.0, 1.25  # a writer's own words for the state of things, and for a change of it
_LASTING = 0.8  # a state lasts: that it is dated "late 2025" takes less from it than from an act
_LONGEST = 123  # days; a date vaguer than a third of a year ("late 2025") says nothing about when relations changed


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence for the state of the relationship on a day; ``state`` is a writer's own word for it."""

    day: date
    polarity: Polarity
    weight: float
    material: bool
    id: str
    state: str = ""


def find_signals(events: Sequence[Event], characterisations: Sequence[Characterisation]) -> list[Signal]:
    """Return the signals of a pair's events and of characterisations, in order of day."""
    signals = [_event_signal(event) for event in events]
    signals += _characterisation_signals(characterisations)
    return sorted((s for s in signals if s is not None and s.weight > 0), key=lambda s: (s.day, s.id))


def between_actors(event: Event) -> bool:
    """Return whether two of the story's actors take part."""
    return len({party.actor for party in (*event.actors, *event.recipients)} - {""}) > 1


def pair_of(actors: Sequence[Actor]) -> frozenset[str]:
    """Return the ids of the pair that a story is told of: its first two actors."""
    return frozenset(actor.id for actor in actors[:2]) if len(actors) > 1 else PAIR


def concerns_pair(event: Event, pair: frozenset[str] = PAIR) -> bool:
    """Return whether both of a pair of actors take part."""
    return pair <= {party.actor for party in (*event.actors, *event.recipients)}


def likely_day(when: When) -> date | None:
    """Return the likeliest day of a date that is known well enough to place, else None.

    That is the middle of what is stated, and the day of the report where nothing is.
    """
    if when.start is None or when.end is None or (when.end - when.start).days > _LONGEST:
        return None
    if when.basis == "reported":
        return when.end
    return when.start + (when.end - when.start) // 2


def event_weight(event: Event) -> float:
    """Return what an event says of relations: how strong for its quad, how well sourced, how sure, and whether done."""
    strength = math.sqrt(abs(event.intensity) / _USUAL[event.quad]) * (_DEEDS if event.quad in _MATERIAL else _WORDS)
    sources = 1 + _SOURCE * (min(event.independent_sources, _SOURCES) - 1)
    sure = min(event.confidence / _SURE, 1.0) ** 2
    return strength * sources * sure * _MODALITY[event.modality]


def _event_signal(event: Event) -> Signal | None:
    day = likely_day(event.when)
    if day is None:
        return None
    weight = event_weight(event) * _precision(event.when)
    return Signal(day, event.polarity, weight, event.quad in _MATERIAL, event.id)


def _precision(when: When) -> float:
    """A month or a quarter says less about when than a day does."""
    length = (when.end - when.start).days if when.start and when.end else _LONGEST
    return 1.0 if length <= 10 else 0.8 if length <= 31 else 0.4


def _characterisation_signals(characterisations: Iterable[Characterisation]) -> list[Signal]:
    """Return one signal per document, day and polarity: a writer who repeats a word does not say it twice."""
    strongest: dict[tuple[str, date, Polarity], Signal] = {}
    for each in sorted(characterisations, key=lambda c: c.id):
        day = likely_day(each.when)
        if day is None:
            continue
        named = _CHANGED if each.state in CHANGES else _CHARACTERISED
        weight = named * _FIRMNESS[each.firmness.level] * max(_precision(each.when), _LASTING)
        key = (each.passage.document_id, day, each.polarity)
        if key not in strongest or strongest[key].weight < weight:
            strongest[key] = Signal(day, each.polarity, weight, False, each.id, each.state)
    return list(strongest.values())


def by_day(signals: Iterable[Signal]) -> dict[date, list[Signal]]:
    """Return the signals of each day that has any, in order of day."""
    days: dict[date, list[Signal]] = defaultdict(list)
    for signal in signals:
        days[signal.day].append(signal)
    return dict(sorted(days.items()))
