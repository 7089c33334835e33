"""What reactions respond to: the event whose words a comment takes up, else the one its report leads with.

An outlet's own summary of the mood responds to what is told just before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ..types import Event, EventMention, Reaction, Response
from .wording import content_words

_SHARED = 2  # content words that a comment shares with an event's sentence
_SUMMARY = "summary."  # how the rules that read an outlet's summary are called

_Told = tuple[EventMention, Event]


def find_responses(reactions: Iterable[Reaction], events: Sequence[Event]) -> tuple[Response, ...]:
    """Return the event that each reaction responds to, where its document tells of any."""
    told: dict[str, list[_Told]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            if event.modality == "asserted":
                told[mention.passage.document_id].append((mention, event))
    for in_document in told.values():
        in_document.sort(key=lambda each: (each[0].passage.start, each[0].id))
    return tuple(_responses(reactions, told))


def _responses(reactions: Iterable[Reaction], told: dict[str, list[_Told]]) -> Iterator[Response]:
    for reaction in reactions:
        in_document = told.get(reaction.passage.document_id)
        if in_document:
            event, basis = _meant(reaction, in_document)
            yield Response(reaction.id, event.id, basis)


def is_summary(reaction: Reaction) -> bool:
    """Return whether a reaction is an outlet's own summary of the mood, and no one's response."""
    return reaction.rule.startswith(_SUMMARY)


def _meant(reaction: Reaction, told: Sequence[_Told]) -> tuple[Event, str]:
    if is_summary(reaction):
        before = [event for mention, event in told if mention.passage.start <= reaction.passage.start]
        return (before[-1], "told just before it") if before else (told[0][1], "its report leads with it")
    words = content_words(reaction.passage.text)
    shared = [(len(words & content_words(mention.passage.text)), event) for mention, event in told]
    most = max(count for count, _ in shared)
    if most >= _SHARED:
        return next(event for count, event in shared if count == most), "it takes up its words"
    return told[0][1], "its report leads with it"
