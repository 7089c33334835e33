"""Pairs: each two of a story's actors told by themselves, from one reading; together they are the signed network."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from ..types import Actor, Characterisation, Coding, Document, Event, Mention, Pair, Passage, Story, make_id
from .phases import find_phases, sources_behind
from .signals import PAIR, concerns_pair, event_weight


def find_pairs(
    actors: Sequence[Actor],
    events: Sequence[Event],
    codings: Sequence[Coding],
    characterisations: Sequence[Characterisation],
    documents: Sequence[Document],
    day: date | None,
) -> tuple[Pair, ...]:
    """Return every two actors with what is told of them, the first two actors first, as of a day."""
    told = _by_pair(actors, codings, characterisations)
    pairs = [frozenset(two) for two in combinations([actor.id for actor in actors], 2)] or [PAIR]
    order = [actor.id for actor in actors]
    found = []
    for pair in pairs:
        a, b = sorted(pair, key=lambda id_: order.index(id_) if id_ in order else ord(id_[0]))
        phases, turns = find_phases(events, told.get(pair, ()), documents, day, pair)
        between = [event for event in events if concerns_pair(event, pair)]
        weighed = [event for event in between if event.when.known]
        sources = frozenset().union(*sources_behind(between, (), documents).values())
        good, bad = (round(math.fsum(event_weight(e) for e in weighed if e.polarity == sign), 2) for sign in ("+", "-"))
        found.append(Pair(make_id("pair", a, b), a, b, len(between), len(sources), good, bad, phases, turns))
    return tuple(found)


def tell_pair(story: Story, a: str, b: str) -> Story:
    """Return the story of two of its actors: they come first, and events with a third actor are left out.

    Raises:
        KeyError: one of them is no actor of the story, or they are the same.
    """
    wanted = frozenset((a, b))
    pair = next((pair for pair in story.pairs if {pair.a, pair.b} == wanted), None)
    if pair is None:
        raise KeyError(f"{a},{b}")
    by_id = {actor.id: actor for actor in story.actors}
    others = [actor for actor in story.actors if actor.id not in wanted]
    theirs = tuple(event for event in story.events if _story_actors(event) <= wanted)
    return replace(
        story,
        actors=(by_id[a], by_id[b], *others),
        events=theirs,
        phases=pair.phases,
        turning_points=pair.turning_points,
    )


def _story_actors(event: Event) -> frozenset[str]:
    return frozenset(party.actor for party in (*event.actors, *event.recipients) if party.actor)


def _by_pair(
    actors: Sequence[Actor], codings: Iterable[Coding], characterisations: Sequence[Characterisation]
) -> Mapping[frozenset[str], list[Characterisation]]:
    """Return what writers say of each pair; where there are more than two actors, whom their sentence names."""
    told: dict[frozenset[str], list[Characterisation]] = defaultdict(list)
    if len(actors) < 3:
        told[frozenset(actor.id for actor in actors) or PAIR] = list(characterisations)
        return told
    mentions = {coding.document_id: coding.mentions for coding in codings}
    for each in characterisations:
        named = _named(each.passage, mentions.get(each.passage.document_id, ()))
        if len(named) == 2:  # a sentence that names three says of none of the pairs which it means
            told[named].append(each)
    return told


def _named(passage: Passage, mentions: Iterable[Mention]) -> frozenset[str]:
    inside = (m for m in mentions if m.passage.start < passage.end and passage.start < m.passage.end)
    return frozenset(party.actor for mention in inside for party in mention.parties if party.actor)
