"""Event counts and summed intensity by month, two actors and direction: the series that event data is analysed as."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any, TextIO

from ..analysis.signals import likely_day
from ..analysis.tallies import is_denied, is_hedged
from ..cells import write_rows
from ..types import Event, Story, When
from .codebook import load_codebook

Row = dict[str, Any]
_Key = tuple[str, str, str]  # actor, recipient, direction

_MONTH = 31  # days; a date vaguer than a month belongs to none
_QUADS = {1: "verbal_cooperation", 2: "material_cooperation", 3: "verbal_conflict", 4: "material_conflict"}


def write(story: Story, file: TextIO) -> None:
    """Write the series as CSV."""
    table = next(table for table in load_codebook().table if table.name == "dyad_months")
    write_rows(file, [column.name for column in table.columns], dyad_months(story))


def dyad_months(story: Story) -> Iterator[Row]:
    """Yield a row for each month, two actors and direction, with the months in which nothing happened.

    Counted are acts that a source asserts and that are dated to a month at least, as in `analysis.talk`.
    """
    counted: dict[tuple[date, _Key], list[Event]] = defaultdict(list)
    order = [actor.id for actor in story.actors]
    for event in story.events:
        month = _month_of(event)
        if month is not None:
            for key in _dyads(event, order):
                counted[month, key].append(event)
    read = Counter(month for d in story.documents if (month := _month_in(d.published)))
    keys = _all_directions({key for _, key in counted}, order)
    names = {actor.id: actor.name for actor in story.actors}
    for month in _months([*(month for month, _ in counted), *read]) if keys else ():
        for key in keys:
            named = {"actor_name": names[key[0]], "recipient_name": names[key[1]]}
            counts = _counts(key, counted.get((month, key), []))
            yield {"month": month, **named, **counts, "documents": read[month]}


def _month_of(event: Event) -> date | None:
    """Return the first day of the month an act took place in, as far as that is known."""
    return _month_in(event.when) if event.modality == "asserted" and not is_denied(event) else None


def _month_in(when: When) -> date | None:
    """Return the first day of the month a date lies in; None if it is vaguer than a month."""
    if when.start is None or when.end is None or (when.end - when.start).days > _MONTH:
        return None
    day = likely_day(when)
    return day.replace(day=1) if day else None


def _dyads(event: Event, order: Sequence[str]) -> Iterator[_Key]:
    """Yield the two actors of an event in their order, or in that of the story where each acts on the other."""
    actors = {party.actor for party in event.actors}
    recipients = {party.actor for party in event.recipients} or actors
    for one, other in combinations(order, 2):
        there = one in actors and other in recipients
        back = other in actors and one in recipients
        if there or back:
            first, second = (one, other) if there else (other, one)
            yield first, second, "mutual" if there and back else "directed"


def _all_directions(found: Iterable[_Key], order: Sequence[str]) -> list[_Key]:
    """Return both directions, and the mutual one, of every two actors that have any event."""
    pairs = {frozenset(key[:2]) for key in found}
    return [
        key
        for one, other in combinations(order, 2)
        if {one, other} in pairs
        for key in ((one, other, "directed"), (other, one, "directed"), (one, other, "mutual"))
    ]


def _months(found: Sequence[date]) -> Iterator[date]:
    """Yield every month from the first to the last."""
    if found:
        numbers = [month.year * 12 + month.month - 1 for month in (min(found), max(found))]
        yield from (date(number // 12, number % 12 + 1, 1) for number in range(numbers[0], numbers[1] + 1))


def _counts(key: _Key, events: Sequence[Event]) -> Row:
    quads = Counter(event.quad for event in events)
    total = round(math.fsum(event.intensity for event in events), 2)
    return {
        **dict(zip(("actor", "recipient", "direction"), key, strict=True)),
        "events": len(events),
        **{name: quads[quad] for quad, name in _QUADS.items()},
        "hedged": sum(is_hedged(event) for event in events),
        "intensity_sum": total,
        "intensity_mean": round(total / len(events), 3) if events else None,
        "reports": sum(len(event.mentions) for event in events),
    }
