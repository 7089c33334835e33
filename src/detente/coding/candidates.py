"""Which sentences may tell an event between the two actors, and which two mentions to ask the coder about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..types import Mention, Party, Passage, Reading, Sentence
from .marked import MarkedPair
from .mentions.spread import group_by_sentence

TOLD_IN = frozenset({"title", "heading", "body", "list"})
_NO_SUBJECTS = frozenset(
    {"his", "her", "its", "their", "my", "your", "our", "him", "them", "me", "us", "whose", "whom"}
)
_MOST = 8  # pairs asked about in one sentence
_BETWEEN = 8  # characters between two mentions that can hold a verb; "Roe and Doe met" has its verb elsewhere


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence and two mentions of different actors in it; the same mention twice when it is a joint one.

    Where the first sentence after a title is about one actor alone, the first mention stands in the title.
    """

    sentence: Sentence
    first: Mention
    second: Mention
    pair: MarkedPair

    @property
    def joint(self) -> bool:
        """Whether both actors are meant by one mention ("the two")."""
        return self.first is self.second

    @property
    def across(self) -> bool:
        """Whether the first mention stands in the title above the sentence."""
        return not self.sentence.passage.covers(self.first.passage)

    @property
    def passage(self) -> Passage:
        """The sentence's passage."""
        return self.sentence.passage

    @property
    def told(self) -> Passage:
        """The stretch from one mention to the other, where the act is mostly told; else the whole sentence."""
        start, end = self.pair.a_start, self.pair.b_end
        if self.across or self.pair.b_start - self.pair.a_end < _BETWEEN:
            return self.passage
        return self.passage.slice(start, end)


def find_candidates(reading: Reading) -> tuple[Candidate, ...]:
    """Return the candidates of a document in reading order."""
    groups = group_by_sentence(reading.sentences, reading.mentions)
    found: list[Candidate] = []
    before: tuple[Sentence, Sequence[Mention]] | None = None
    for sentence, mentions in zip(reading.sentences, groups, strict=True):
        if sentence.block in TOLD_IN:
            found += tuple(_in_sentence(sentence, mentions)) or tuple(_across(before, sentence, mentions))
            before = sentence, mentions
    return tuple(found)


def _in_sentence(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    inside = [m for m in mentions if m.passage.start < m.passage.end and sentence.passage.covers(m.passage)]
    single = [m for m in inside if len({p.actor for p in m.parties}) == 1]
    pairs = [(a, b) for a, b in _pairs(single) if _apart(a, b)]
    joint = [m for m in inside if len({p.actor for p in m.parties}) > 1]
    if not pairs and joint:
        pairs = [(joint[0], joint[0])]
    for first, second in pairs[:_MOST]:
        yield Candidate(sentence, first, second, _marked(sentence.passage, first, second))


def _across(
    before: tuple[Sentence, Sequence[Mention]] | None, sentence: Sentence, mentions: Sequence[Mention]
) -> Iterator[Candidate]:
    """Yield what the first sentence after a title, about one actor alone, may tell of the other, named in the title."""
    if before is None or not mentions or before[0].block != "title" or sentence.block != "body":
        return
    subject = mentions[0]
    sides = {party.actor for mention in mentions for party in mention.parties}
    others = [m for m in before[1] if len(m.parties) == 1 and _actor(m) not in sides]
    if len(sides) == 1 and others and _can_act(subject, sentence) and before[0].passage.covers(others[-1].passage):
        yield Candidate(sentence, others[-1], subject, _marked_across(before[0], sentence, others[-1], subject))


def _can_act(mention: Mention, sentence: Sentence) -> bool:
    """Return whether a mention may be a subject: neither a possessive nor an object pronoun."""
    possessive = sentence.text.startswith(("'s", "’s", "' ", "’ "), mention.passage.end - sentence.passage.start)
    return (
        sentence.passage.covers(mention.passage) and not possessive and mention.passage.text.lower() not in _NO_SUBJECTS
    )


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


def _marked_across(before: Sentence, sentence: Sentence, first: Mention, second: Mention) -> MarkedPair:
    joined = before.text + ". "
    a, b = (first.passage, before.passage.start), (second.passage, sentence.passage.start - len(joined))
    return MarkedPair(joined + sentence.text, a[0].start - a[1], a[0].end - a[1], b[0].start - b[1], b[0].end - b[1])
