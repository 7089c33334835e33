"""Pronouns: which actor "he", "her" or "it" stands for, or nobody when in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..types import Actor, Mention, Party, Sentence
from .lexicon import fold, forenames, person_pronoun
from .spread import group_by_sentence

_PERSONAL = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_KIND = {"him": "he", "his": "he", "himself": "he", "her": "she", "hers": "she", "herself": "she"}
_OTHER_NAME = re.compile(r"\b([A-Z][\w’-]+)(?: (?:[A-Z]\. )?(?:al-|bin |van |de )?[A-Z][\w’-]+)+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a pronoun may stand for: where, who ("" for others), and the pronoun that goes with the name."""

    start: int
    actor: str
    pronoun: str


def find_pronouns(
    sentences: Sequence[Sentence], actors: tuple[Actor, ...], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Return the pronouns that stand for an actor."""
    told = {actor.id: person_pronoun(actor) for actor in actors if actor.kind == "person"}
    groups = group_by_sentence(sentences, mentions)
    named = [_candidates(sentence, groups[i], told) for i, sentence in enumerate(sentences)]
    found: list[Mention] = []
    for index, sentence in enumerate(sentences):
        for match in _PERSONAL.finditer(sentence.text):
            start = sentence.passage.start + match.start()
            if any(m.passage.start <= start < m.passage.end for m in groups[index]):
                continue
            kind = _KIND.get(match[0].lower(), match[0].lower())
            near = [c for c in named[index] if c.start < start]
            choice = _choose(near, named[index - 1] if index else [], kind)
            who = next((a for a in actors if choice and a.id == choice[0]), None)
            if who and choice:
                place = sentence.passage.slice(match.start(), match.end())
                found.append(Mention(place, (Party(who.name, who.id),), "pronoun", "pronoun.nearest", choice[1]))
    return tuple(found)


def _candidates(sentence: Sentence, inside: Sequence[Mention], told: dict[str, str]) -> list[Candidate]:
    own = [
        Candidate(m.passage.start, m.parties[0].id, told[m.parties[0].id])
        for m in inside
        if len(m.parties) == 1 and m.parties[0].id in told
    ]
    taken = [(m.passage.start, m.passage.end) for m in inside]
    for match in _OTHER_NAME.finditer(sentence.text):
        start, end = sentence.passage.start + match.start(), sentence.passage.start + match.end()
        pronoun = forenames().get(fold(match[1]), "")
        if pronoun and not any(start < stop and begin < end for begin, stop in taken):
            own.append(Candidate(start, "", pronoun))
    return sorted(own, key=lambda c: c.start)


def _choose(same: Sequence[Candidate], before: Sequence[Candidate], kind: str) -> tuple[str, float] | None:
    """Return the actor and how sure: the only one it can be, or the one its sentence speaks of first."""
    for group, sure in ((same, 0.85), (before, 0.8)):
        fitting = [c for c in group if c.pronoun in {kind, "any", ""}]
        if fitting:
            people = {c.actor for c in fitting}
            return (fitting[0].actor, sure if len(people) == 1 else 0.6) if fitting[0].actor else None
    return None
