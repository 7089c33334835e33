"""Talk and deeds by month and direction: what each actor said to or of another, and what it did."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations

from ..types import Actor, Event, Talk, make_id
from .signals import likely_day

MATERIAL = frozenset({2, 4})
_MONTH = 31  # days; a date vaguer than a month belongs to none


def find_talk(actors: Sequence[Actor], events: Sequence[Event]) -> tuple[Talk, ...]:
    """Return the months in which one actor dealt with another, in order; what they did together counts for both."""
    order = [actor.id for actor in actors]
    series: dict[tuple[date, str, str], list[Event]] = defaultdict(list)
    for event in events:
        day = _placed(event)
        if day is not None:
            for actor, recipient in _directions(event, order):
                series[day.replace(day=1), actor, recipient].append(event)
    keys = sorted(series, key=lambda key: (key[0], order.index(key[1]), order.index(key[2])))
    return tuple(_talk(*key, series[key]) for key in keys)


def _placed(event: Event) -> date | None:
    """Return the day of an act that took place and is dated to a month at least."""
    when = event.when
    if event.modality != "asserted" or when.start is None or when.end is None or (when.end - when.start).days > _MONTH:
        return None
    return likely_day(when)


def _directions(event: Event, order: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield who acts on whom among the actors of the story."""
    actors = {p.actor for p in event.actors}
    recipients = {p.actor for p in event.recipients} or actors
    for one, other in permutations(order, 2):
        if one in actors and other in recipients:
            yield one, other


def _talk(month: date, actor: str, recipient: str, events: Sequence[Event]) -> Talk:
    words, deeds = (
        round(math.fsum(e.intensity for e in events if (e.quad in MATERIAL) == material), 2)
        for material in (False, True)
    )
    ids = tuple(event.id for event in events)
    return Talk(make_id("talk", month, actor, recipient), month, actor, recipient, words, deeds, ids)
