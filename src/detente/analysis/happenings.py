"""Make one Event of the reports of one happening: its date, type, parties, confidence and independent sources."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ..coding.plover import quad
from ..types import UNKNOWN_DATE, Event, EventMention, Party, Polarity, When, make_id
from .disagreements import find_disagreements

_BASIS_RANK = {"stated": 0, "relative": 1, "focus": 2, "inferred": 3, "vague": 4, "reported": 5, "unknown": 6}
# What is denied inside an asserted act ("refused to say") is part of it; an act that did not happen is *negated*.
_FIRMNESS = {"asserted": 1.0, "hedged": 0.7, "denied": 0.7}

T = TypeVar("T", bound=Hashable)


def make_event(mentions: Sequence[EventMention], sources: Mapping[str, str]) -> Event:
    """Return the event that the mentions report; ``sources`` gives the independent source behind each document id."""
    ordered = tuple(sorted(mentions, key=lambda m: (m.passage.document_id, m.passage.start, m.id)))
    type_, mode = _vote(ordered, lambda m: (m.type, m.mode))
    actors, recipients = _parties(ordered)
    intensity = _intensity([m for m in ordered if m.type == type_])
    return Event(
        id=make_id("event", *sorted(m.id for m in ordered)),
        type=type_,
        mode=mode,
        quad=quad(type_),
        intensity=intensity,
        polarity=polarity_of(intensity),
        actors=actors,
        recipients=recipients,
        when=narrow_date(_told_dates(ordered, sources)),
        modality=ordered[0].modality,
        confidence=_confidence(ordered, sources),
        independent_sources=len({sources.get(m.passage.document_id, m.passage.document_id) for m in ordered}),
        mentions=ordered,
        differences=find_disagreements(ordered, sources) if len(ordered) > 1 else (),
    )


def _told_dates(mentions: Sequence[EventMention], sources: Mapping[str, str]) -> list[When]:
    """Return the dates told, each once per independent source; those of firm reports alone, where one of them is dated.

    The day a report appeared always counts: it is the latest day its event can have.
    """
    firm = [m for m in mentions if m.firmness.level == "asserted" and m.when.known and m.when.basis != "reported"]
    kept = [m for m in mentions if m in firm or m.when.basis == "reported"] if firm else mentions
    told = {(sources.get(m.passage.document_id, m.passage.document_id), m.when): m.when for m in kept}
    return list(told.values())


def polarity_of(intensity: float) -> Polarity:
    """Return the sign of an intensity; less than one point either way is neither."""
    return "+" if intensity >= 1 else "-" if intensity <= -1 else "0"


def date_rank(when: When) -> tuple[int, int, date, date]:
    """Return a sort key that puts the most precise and best founded date first."""
    if when.start is None or when.end is None:
        return (9, 9, when.start or date.max, when.end or date.max)
    days = (when.end - when.start).days
    length = 0 if days <= 1 else 1 if days <= 10 else 2 if days <= 45 else 3
    return (length, _BASIS_RANK[when.basis], when.start, when.end)


def narrow_date(whens: Iterable[When]) -> When:
    """Return the most precise well-founded date that the reports give.

    The day a report appeared is only the latest day its event can have: beside a stated month it narrows the month's
    end, and it counts as the date only where no report says more.
    """
    known = [when for when in whens if when.known]
    if not known:
        return UNKNOWN_DATE
    told = [when for when in known if when.basis != "reported"]
    if not told:
        return min(known, key=date_rank)
    best = _most_told(told)
    latest = min((w.end for w in known if w.basis == "reported" and w.end), default=None)
    if latest and best.start and best.end and best.start < latest < best.end:
        return replace(best, end=latest)
    return best


def _most_told(told: Sequence[When]) -> When:
    """Return the date of the best kind (precision, basis) that most reports give, the earliest among equals."""
    best_kind = min(date_rank(when)[:2] for when in told)
    peers = [when for when in told if date_rank(when)[:2] == best_kind]
    spans = [(when.start, when.end) for when in peers]
    return min(peers, key=lambda when: (-spans.count((when.start, when.end)), date_rank(when)))


def _weight(mention: EventMention) -> float:
    return mention.confidence * _FIRMNESS[mention.firmness.level]


def _vote(mentions: Sequence[EventMention], kind: Callable[[EventMention], T]) -> T:
    """Return the answer with most weight; ties go to the answer first in order."""
    weights: dict[T, list[float]] = defaultdict(list)
    for mention in mentions:
        weights[kind(mention)].append(_weight(mention))
    return min(weights, key=lambda answer: (-math.fsum(weights[answer]), str(answer)))


def _parties(mentions: Sequence[EventMention]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return the parties of the strongest mention among those with the direction most reports give."""
    direction = _vote(mentions, _direction)
    best = min((m for m in mentions if _direction(m) == direction), key=lambda m: (-_weight(m), m.id))
    return best.actors, best.recipients


def _direction(mention: EventMention) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(map(party_key, mention.actors))), tuple(sorted(map(party_key, mention.recipients)))


def party_key(party: Party) -> str:
    """Return what tells parties apart: the actor it is or stands for, else its name in lower case."""
    return party.actor or party.name.lower()


def _intensity(mentions: Sequence[EventMention]) -> float:
    total = math.fsum(_weight(m) for m in mentions)
    if not total:
        return mentions[0].intensity
    return round(math.fsum(_weight(m) * m.intensity for m in mentions) / total, 2)


def _confidence(mentions: Sequence[EventMention], sources: Mapping[str, str]) -> float:
    """Combine the best mention of each independent source; a second source halves the remaining doubt at most."""
    best: dict[str, float] = {}
    for mention in mentions:
        source = sources.get(mention.passage.document_id, mention.passage.document_id)
        best[source] = max(best.get(source, 0.0), _weight(mention))
    first, *others = sorted(best.values(), reverse=True)
    doubt = 1 - first
    for confidence in others:
        doubt *= 1 - confidence / 2
    return round(1 - doubt, 4)
