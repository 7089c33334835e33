"""What the reports of one event disagree on: its date, who acted, whether it was words or a deed, and figures.

A version counts once per independent source: a copy agrees with its original by being one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from ..coding.plover import quad
from ..coding.quantities import find_quantities
from ..types import DifferenceAbout, EventDifference, EventMention, Party, Quantity, Version, When

_DEEDS = frozenset({2, 4})
_MOST = 12  # reports of one event that are compared
_DIGIT = re.compile(r"\d")
_LONGEST = 1_000  # characters of a report whose figures are read
_SETTLED: Mapping[DifferenceAbout, str] = {
    "date": "the record keeps the most precise date that most sources give",
    "actor": "the record keeps the parties of the surest report",
    "act": "the record keeps the type that most reports give",
    "figure": "the record keeps every figure",
}


def find_disagreements(mentions: Sequence[EventMention], sources: Mapping[str, str]) -> tuple[EventDifference, ...]:
    """Return what an event's reports disagree on; ``sources`` gives the independent source behind each document id."""
    first: dict[tuple[str, str], EventMention] = {}
    for mention in mentions:
        source = sources.get(mention.passage.document_id, mention.passage.document_id)
        first.setdefault((source, mention.passage.text), mention)
    told = list(first.values())[:_MOST]
    if len({source for source, _ in first}) < 2:
        return ()
    found = (_on_date(told), _on_actor(told), _on_act(told), *_on_figures(told))
    return tuple(difference for difference in found if difference is not None)


def _difference(about: DifferenceAbout, says: Mapping[str, Sequence[EventMention]]) -> EventDifference | None:
    """Return a difference with its versions, the most told first; None where there is only one."""
    if len(says) < 2:
        return None
    ranked = sorted(says.items(), key=lambda version: (-len(version[1]), version[0]))
    versions = tuple(Version(words, tuple(mention.id for mention in told)) for words, told in ranked)
    return EventDifference(about, versions, _SETTLED[about])


def _grouped(mentions: Sequence[EventMention], words: Callable[[EventMention], str]) -> dict[str, list[EventMention]]:
    groups: dict[str, list[EventMention]] = {}
    for mention in mentions:
        groups.setdefault(words(mention), []).append(mention)
    return groups


def _on_date(mentions: Sequence[EventMention]) -> EventDifference | None:
    """Return the dates that exclude each other; the day of a report is no date of its event."""
    dated = [m for m in mentions if m.when.known and m.when.basis != "reported"]
    apart = [m for m in dated if any(_exclude(m.when, other.when) for other in dated)]
    return _difference("date", _grouped(apart, lambda m: _days(m.when)))


def _exclude(a: When, b: When) -> bool:
    return bool(a.start and a.end and b.start and b.end and (a.end < b.start or b.end < a.start))


def _days(when: When) -> str:
    """Return a date as the record writes it: ISO 8601, an interval with a slash (EDTF)."""
    short = when.text()
    whole = when.start == when.end or (when.start is not None and len(short) < len(when.start.isoformat()))
    return short if whole or when.end is None else f"{short}/{when.end.isoformat()}"


def _on_actor(mentions: Sequence[EventMention]) -> EventDifference | None:
    """Return the actors where one report's is no party at all in another; who spoke first of two is no difference."""
    named = [m for m in mentions if m.actors]
    actors = {m.id: _who(m.actors) for m in named}
    parties = {m.id: actors[m.id] | _who(m.recipients) for m in named}
    apart = [m for m in named if any(not actors[m.id] & parties[other.id] for other in named)]
    return _difference("actor", _grouped(apart, lambda m: " and ".join(sorted(p.name for p in m.actors))))


def _who(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.actor or party.name.lower() for party in parties)


def _on_act(mentions: Sequence[EventMention]) -> EventDifference | None:
    """Return the types of act where some report words and others a deed."""
    kinds = {quad(m.type) in _DEEDS for m in mentions}
    return _difference("act", _grouped(mentions, lambda m: m.type)) if len(kinds) > 1 else None


def _on_figures(mentions: Sequence[EventMention]) -> Iterator[EventDifference | None]:
    """Yield the figures of one unit that exclude each other, where each report gives one."""
    given: dict[str, list[tuple[EventMention, Quantity]]] = {}
    for mention in mentions:
        if _DIGIT.search(mention.passage.text):
            for unit, quantity in _single(mention).items():
                given.setdefault(unit, []).append((mention, quantity))
    for unit in sorted(given):
        pairs = combinations(given[unit], 2)
        apart = {m.id for (a, x), (b, y) in pairs if _apart(x, y) for m in (a, b)}
        says: dict[str, list[EventMention]] = {}
        for mention, quantity in given[unit]:
            if mention.id in apart:
                says.setdefault(quantity.passage.text, []).append(mention)
        yield _difference("figure", says)


def _single(mention: EventMention) -> dict[str, Quantity]:
    """Return the one quantity of each unit in a report's sentence; of several nobody knows which is meant."""
    found: dict[str, list[Quantity]] = {}
    for quantity in find_quantities(mention.passage.slice(0, _LONGEST)):
        found.setdefault(quantity.unit, []).append(quantity)
    return {unit: quantities[0] for unit, quantities in found.items() if len(quantities) == 1 and unit}


def _apart(a: Quantity, b: Quantity) -> bool:
    """Whether two intervals share no value; "about" allows a tenth either way."""
    return _below(a, b) or _below(b, a)


def _below(a: Quantity, b: Quantity) -> bool:
    if a.high is None or b.low is None or "vague" in (a.qualifier, b.qualifier):
        return False
    slack = abs(b.low) / 10 if "about" in (a.qualifier, b.qualifier) else 0
    return a.high < b.low - slack
