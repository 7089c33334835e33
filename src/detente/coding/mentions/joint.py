"""Joint mentions: "the two", "both men", "their feud", "they", where both actors are meant at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from ...rulebook import Rule, load_rules
from ...types import Actor, Mention, Party, Passage, Sentence
from .spread import group_by_sentence

_FARTHEST = 6  # sentences back
_THEY = re.compile(r"\b(?:[Tt]hey|[Tt]hem|[Tt]heir|[Tt]heirs|[Tt]hemselves|THEY|THEIR|THEM)\b")
_COORDINATION = re.compile(r"(?:[’']s)?(?: \([^)]{0,40}\))?,? (?:and|&|with|or|as well as) (?:\w+ ){0,4}$|[-–/]$")


# Nouns that say what the two are: "both states" are not two candidates.
_STATES = re.compile(r"\b(?:countr|nation|state|government|capital|neighbo|power)\w*$", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:men|women|man|woman|politicians?|presidents|billionaires)$", re.IGNORECASE)
_COMPANIES = re.compile(r"\b(?:companies|firms|organi[sz]ations)$", re.IGNORECASE)


class JointRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A phrase for both actors, and how many sentences back both must have been mentioned."""

    pattern: str
    reach: int


def find_joint(
    sentences: Sequence[Sentence], actors: tuple[Actor, ...], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Return the joint mentions of two of the story's actors: of more than two, those spoken of just before."""
    if len(actors) < 2:
        return ()
    groups = group_by_sentence(sentences, mentions)
    found: list[Mention] = []
    for index, sentence in enumerate(sentences):
        nearby = groups[max(0, index - _FARTHEST) : index + 1]
        two = actors if len(actors) == 2 else _last_two(nearby, actors)
        if len(two) < 2:
            continue
        both = tuple(Party(actor.name, actor.id) for actor in two)
        phrases = [m for m in _phrases(sentence.passage, nearby, both) if _are_such(m.passage.text, two)]
        last = found[-1].passage.start if found else -1
        spoken_of = last >= sentences[max(0, index - 1)].passage.start
        found.extend(phrases)
        found.extend(_they(sentence.passage, groups[index], phrases, both, spoken_of))
        # Whoever has just been spoken of together can be so again: "the two fell out ... they need each other".
        groups[index] += phrases
    return tuple(found)


def _last_two(nearby: Sequence[Sequence[Mention]], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the two actors of a longer list that were named last; none where a third stands in the same sentences."""
    named: set[str] = set()
    for group in reversed(nearby):
        named |= {party.actor for mention in group for party in mention.parties if party.actor}
        if len(named) > 1:
            break
    return tuple(actor for actor in actors if actor.id in named) if len(named) == 2 else ()


def _are_such(words: str, two: tuple[Actor, ...]) -> bool:
    """Whether two actors can be what a phrase calls them: states, people or companies."""
    kinds = {actor.kind for actor in two}
    if _STATES.search(words):
        return kinds != {"person"}
    if _PEOPLE.search(words):
        return "state" not in kinds
    return not (_COMPANIES.search(words) and kinds <= {"person", "state"})


def joint_rules() -> tuple[JointRule, ...]:
    """Return the rules for phrases that mean both actors."""
    return load_rules("actors/joint", JointRule)


def _phrases(sentence: Passage, nearby: Sequence[Sequence[Mention]], both: tuple[Party, ...]) -> list[Mention]:
    found: list[Mention] = []
    taken = bytearray(len(sentence.text))
    for rule, pattern in _patterns():
        known = _both_known_from(nearby[-1 - rule.reach :], both)
        for match in pattern.finditer(sentence.text) if known is not None else ():
            start, end = match.span()
            if sentence.start + start > (known or 0) and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append(Mention(sentence.slice(start, end), both, "joint", rule.id, 0.85))
    return found


def _both_known_from(nearby: Sequence[Sequence[Mention]], both: tuple[Party, ...]) -> int | None:
    """Return the place from which on both actors have been mentioned; None when they are not."""
    first: dict[str, int] = {}
    for mention in (m for group in nearby for m in group):
        for party in mention.parties:
            first.setdefault(party.actor, mention.passage.start)
    starts = [first.get(party.id) for party in both]
    return None if None in starts else max(start for start in starts if start is not None)


def _they(
    sentence: Passage,
    inside: Sequence[Mention],
    phrases: Sequence[Mention],
    both: tuple[Party, ...],
    spoken_of: bool,
) -> list[Mention]:
    """Return "they" where the words before it speak of the two together and of nobody else."""
    starts = {mention.passage.start for mention in phrases}
    joined = [m.passage.start for m in phrases] + _coordinations(sentence, inside, {party.id for party in both})
    known = -1 if spoken_of else min(joined, default=None)
    if known is None:
        return []
    places = [sentence.slice(match.start(), match.end()) for match in _THEY.finditer(sentence.text)]
    return [
        Mention(place, both, "joint", "joint.they", 0.7)
        for place in places
        if place.start > known and place.start not in starts
    ]


def _coordinations(sentence: Passage, inside: Sequence[Mention], wanted: set[str]) -> list[int]:
    """Return where both actors stand side by side ("Roe and Doe")."""
    found: list[int] = []
    for left, right in itertools.pairwise(inside):
        between = sentence.text[left.passage.end - sentence.start : right.passage.start - sentence.start]
        if {p.actor for p in (*left.parties, *right.parties)} == wanted and _COORDINATION.fullmatch(between):
            found.append(right.passage.start)
    return found


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[JointRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in joint_rules())
