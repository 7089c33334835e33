"""Which sentences may tell an event between the two actors, and which two mentions to ask the coder about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..types import Mention, Party, Passage, Reading, Sentence
from .marked import MarkedPair
from .spread import group_by_sentence

TOLD_IN = frozenset({"title", "heading", "body", "list"})
_MOST = 8  # pairs asked about in one sentence
_BETWEEN = 8  # characters between two mentions that can hold a verb; "Roe and Doe met" has its verb elsewhere


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence and two mentions of different actors in it; the same mention twice when it is a joint one."""

    sentence: Sentence
    first: Mention
    second: Mention
    pair: MarkedPair

    @property
    def joint(self) -> bool:
        """Whether both actors are meant by one mention ("the two")."""
        return self.first is self.second

    @property
    def passage(self) -> Passage:
        """The sentence's passage."""
        return self.sentence.passage

    @property
    def told(self) -> Passage:
        """The stretch from one mention to the other, where the act is mostly told; else the whole sentence."""
        start, end = self.pair.a_start, self.pair.b_end
        if self.pair.b_start - self.pair.a_end < _BETWEEN:
            return self.passage
        return self.passage.slice(start, end)


def find_candidates(reading: Reading) -> tuple[Candidate, ...]:
    """Return the candidates of a document in reading order."""
    groups = group_by_sentence(reading.sentences, reading.mentions)
    return tuple(
        candidate
        for sentence, mentions in zip(reading.sentences, groups, strict=True)
        if sentence.block in TOLD_IN
        for candidate in _in_sentence(sentence, mentions)
    )


def _in_sentence(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    inside = [m for m in mentions if m.passage.start < m.passage.end and sentence.passage.covers(m.passage)]
    single = [m for m in inside if len({p.actor for p in m.parties}) == 1]
    pairs = [(a, b) for a, b in _pairs(single) if _apart(a, b)]
    joint = [m for m in inside if len({p.actor for p in m.parties}) > 1]
    if not pairs and joint:
        pairs = [(joint[0], joint[0])]
    for first, second in pairs[:_MOST]:
        yield Candidate(sentence, first, second, _marked(sentence.passage, first, second))


def _pairs(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield neighbouring mentions of different actors, then the first mentions of each if they are not neighbours."""
    neighbours = [pair for pair in pairwise(mentions) if _actor(pair[0]) != _actor(pair[1])]
    yield from neighbours
    if neighbours:
        other = next(m for m in mentions if _actor(m) != _actor(mentions[0]))
        if (mentions[0], other) not in neighbours:
            yield mentions[0], other


def _actor(mention: Mention) -> str:
    party: Party = mention.parties[0]
    return party.actor


def _apart(first: Mention, second: Mention) -> bool:
    return first.passage.end <= second.passage.start


def _marked(sentence: Passage, first: Mention, second: Mention) -> MarkedPair:
    a, b = first.passage, second.passage
    return MarkedPair(sentence.text, a.start - sentence.start, a.end - sentence.start,
                      b.start - sentence.start, b.end - sentence.start)  # fmt: skip
