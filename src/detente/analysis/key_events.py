"""The events of a phase that are told: those that made it, matter most and are best founded, each told once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date, timedelta

from ..types import Event, Phase
from .phrasing import best_mention
from .signals import PAIR, concerns_pair, event_weight, likely_day
from .wording import content_words

_TOLD = frozenset({"asserted", "planned"})
_CLOSE = timedelta(days=3)
_TURN = timedelta(days=7)  # what happens within a week of a phase's first day made it
_MADE_IT = 1.5
_LEAD, _LED = 200, 1.3  # where a report's headline and first sentence begin, and what more an event told there matters
_AGAINST = 0.6  # what an event matters that goes against its phase
_CROWDED = 0.8  # how much less an event matters for each chosen one close to it
_ALIKE = 0.6  # share of words in common from which two sentences tell the same
_DAYS, _MONTH = 10, 31
_VAGUE, _VAGUER = 0.8, 0.5  # what an event matters whose date is no better than a month, or worse


def key_events(
    events: Iterable[Event], phase: Phase, most: int, copies: Container[str] = (), pair: frozenset[str] = PAIR
) -> list[Event]:
    """Return a pair's events that matter most in a phase, in order of date; no week takes all the room."""
    left = [e for e in events if concerns_pair(e, pair) and e.mentions and _within(e, phase) and e.modality in _TOLD]
    words = {event.id: content_words(best_mention(event, copies).passage.text) for event in left}
    chosen: list[Event] = []
    while left and len(chosen) < most:
        best = min(left, key=lambda event: (-importance(event, phase) * _room(event, chosen, phase), event.id))
        chosen.append(best)
        left = [e for e in left if e is not best and not _same(words[e.id], words[best.id])]
    return sorted(chosen, key=lambda event: (_day(event), event.when.end or date.max, event.id))


def importance(event: Event, phase: Phase | None = None) -> float:
    """Return how much an event matters: its weight, its date, whether reports lead with it, and its part in a phase."""
    led = any(mention.passage.start < _LEAD for mention in event.mentions)
    weight = (0.1 + event_weight(event)) * _dating(event) * (_LED if led else 1.0)
    if phase is None:
        return weight
    if phase.polarity not in ("0", event.polarity):
        return weight * _AGAINST
    return weight * (_MADE_IT if abs(_day(event) - phase.start) <= _TURN else 1.0)


def _same(words: frozenset[str], others: frozenset[str]) -> bool:
    return words == others or len(words & others) >= _ALIKE * len(words | others)


def _day(event: Event) -> date:
    return likely_day(event.when) or date.max


def _within(event: Event, phase: Phase) -> bool:
    day = likely_day(event.when)
    return day is not None and phase.start <= day and (phase.end is None or day <= phase.end)


def _dating(event: Event) -> float:
    if event.when.start is None or event.when.end is None:
        return _VAGUER
    length = (event.when.end - event.when.start).days
    return 1.0 if length <= _DAYS else _VAGUE if length <= _MONTH else _VAGUER


def _room(event: Event, chosen: Sequence[Event], phase: Phase) -> float:
    """Return how much room is left for an event: less for each one chosen within days of it.

    Where a phase is neither good nor bad, less too for each one chosen of its sign: both sides are told.
    """
    close = sum(abs(_day(event) - _day(other)) <= _CLOSE for other in chosen)
    alike = sum(event.polarity == other.polarity for other in chosen) if phase.polarity == "0" else 0
    return float(_CROWDED ** (close + alike))
