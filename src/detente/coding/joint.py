"""Joint mentions: "the two", "both men", "their feud", "they", where both actors are meant at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from ..rulebook import Rule, load_rules
from ..types import Actor, Mention, Party, Passage, Sentence
from .spread import group_by_sentence

_FARTHEST = 6  # sentences back
_THEY = re.compile(r"\b(?:[Tt]hey|[Tt]hem|[Tt]heir|[Tt]heirs|[Tt]hemselves|THEY|THEIR|THEM)\b")
_COORDINATION = re.compile(r"(?:[’']s)?(?: \([^)]{0,40}\))?,? (?:and|&|with|or|as well as) (?:\w+ ){0,4}$|[-–/]$")


class JointRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A phrase for both actors, and how many sentences back both must have been mentioned."""

    pattern: str
    reach: int


def find_joint(
    sentences: Sequence[Sentence], actors: tuple[Actor, ...], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Return the joint mentions of the story's first two actors."""
    if len(actors) < 2:
        return ()
    both = tuple(Party(actor.name, actor.id) for actor in actors[:2])
    groups = group_by_sentence(sentences, mentions)
    found: list[Mention] = []
    for index, sentence in enumerate(sentences):
        found.extend(_phrases(sentence.passage, groups[max(0, index - _FARTHEST) : index + 1], both))
        found.extend(_they(sentence.passage, groups[max(0, index - 1) : index + 1], both, found))
    return tuple(found)


def joint_rules() -> tuple[JointRule, ...]:
    """Return the rules for phrases that mean both actors."""
    return load_rules("actors/joint", JointRule)


def _phrases(sentence: Passage, nearby: Sequence[Sequence[Mention]], both: tuple[Party, ...]) -> list[Mention]:
    found: list[Mention] = []
    for rule, pattern in _patterns():
        for match in pattern.finditer(sentence.text):
            start = sentence.start + match.start()
            seen = {
                p.actor
                for group in nearby[-1 - rule.reach :]
                for m in group
                if m.passage.start < start
                for p in m.parties
            }
            free = all(m.passage.end <= start or m.passage.start >= sentence.start + match.end() for m in found)
            if free and {party.id for party in both} <= seen:
                found.append(Mention(sentence.slice(match.start(), match.end()), both, "joint", rule.id, 0.85))
    return found


def _they(
    sentence: Passage, nearby: Sequence[Sequence[Mention]], both: tuple[Party, ...], earlier: Sequence[Mention]
) -> list[Mention]:
    """Return "they" where the words before it speak of the two together and of nobody else."""
    found: list[Mention] = []
    wanted = {party.id for party in both}
    for match in _THEY.finditer(sentence.text):
        place = sentence.slice(match.start(), match.end())
        if any(m.passage.start <= place.start < m.passage.end for m in earlier):
            continue
        before = [m for group in nearby for m in group if m.passage.end <= place.start]
        joint = [m for m in (*earlier, *found) if _close(m, nearby, sentence) and m.passage.end <= place.start]
        if joint or _coordinated(sentence, before, wanted):
            found.append(Mention(place, both, "joint", "joint.they", 0.7))
    return found


def _close(mention: Mention, nearby: Sequence[Sequence[Mention]], sentence: Passage) -> bool:
    first = min((m.passage.start for group in nearby for m in group), default=sentence.start)
    return mention.passage.start >= min(first, sentence.start)


def _coordinated(sentence: Passage, before: Sequence[Mention], wanted: set[str]) -> bool:
    """Whether the last mentions before are both actors side by side ("Roe and Doe")."""
    for left, right in itertools.pairwise(before):
        pair = {p.actor for p in (*left.parties, *right.parties)}
        inside = sentence.start <= left.passage.start and right.passage.end <= sentence.end
        if pair == wanted and inside:
            between = sentence.text[left.passage.end - sentence.start : right.passage.start - sentence.start]
            if _COORDINATION.fullmatch(between):
                return True
    return False


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[JointRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in joint_rules())
