"""Attention: how many of each actor's own words, quoted or posted, name another actor, month by month."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, permutations

from ..plain_words import count_of, describe_month
from ..types import Actor, Attention, Attribution, Copy, Document, Story, make_id
from .lines import Line
from .phrasing import actor_names, as_opening, possessive, with_article
from .signals import pair_of

_LOUD = 5  # mentions in a month from which a fall or rise says something
_TIMES = 5  # how many times fewer or more
_DUE = 3  # mentions that the quiet month's own words would hold at the loud month's rate, or its silence says nothing
_EVIDENCE = 6


def find_attention(
    actors: Sequence[Actor], quotes: Sequence[Attribution], documents: Sequence[Document], copies: Sequence[Copy]
) -> tuple[Attention, ...]:
    """Return, for each month with own words of an actor, how many there are and which name each other actor.

    Months are those in which the words were published; what a copy repeats does not count again.
    """
    repeats = {copy.document_id for copy in copies}
    months = {d.id: d.published.end.replace(day=1) for d in documents if d.published.end and d.id not in repeats}
    said: dict[tuple[date, str], list[Attribution]] = defaultdict(list)
    for quote in quotes:
        if is_own(quote) and quote.content[0].document_id in months and quote.speaker is not None:
            said[months[quote.content[0].document_id], quote.speaker.actor].append(quote)
    patterns = {actor.id: _names(actor) for actor in actors}
    found = []
    for one, other in permutations(actors, 2):
        for month in sorted(month for month, speaker in said if speaker == one.id):
            own = said[month, one.id]
            naming = tuple(quote.id for quote in own if patterns[other.id].search(quote.text))
            identity = make_id("attention", month, one.id, other.id)
            found.append(Attention(identity, month, one.id, other.id, len(own), naming))
    return tuple(sorted(found, key=lambda a: a.month))


def is_own(quote: Attribution) -> bool:
    """Return whether an attribution gives its speaker's own words, wholly or in part."""
    return quote.kind != "indirect" and bool(quote.content) and quote.speaker is not None


def _names(actor: Actor) -> re.Pattern[str]:
    """Return the pattern of an actor's names, aliases and roles; a proxy is not the actor named."""
    names = "|".join(re.escape(name) for name in (actor.name, *actor.aliases) if name)
    return re.compile(rf"\b(?:{names})\b")


def attention_lines(story: Story) -> Iterator[Line]:
    """Yield a line where an actor's own words all but stop naming the other from one covered month to the next.

    Or begin to. A month without a document says nothing, and how many own words there are in all stands beside it.
    """
    pair, names = pair_of(story.actors), actor_names(story.actors)
    quotes = {quote.id: quote for quote in story.quotes}
    covered = sorted({d.published.end.replace(day=1) for d in story.documents if d.published.end})
    for one, other in permutations([actor.id for actor in story.actors if actor.id in pair], 2):
        series = {a.month: a for a in story.attention if (a.actor, a.other) == (one, other)}
        for months in pairwise(covered):
            named = [series[m].naming if m in series else () for m in months]
            counts = [len(ids) for ids in named]
            if max(counts) < _LOUD or min(counts) * _TIMES > max(counts):
                continue
            said = [series[month].quotes if month in series else 0 for month in months]
            loud = counts.index(max(counts))
            if said[1 - loud] * counts[loud] < _DUE * said[loud]:
                continue
            told = [
                f"{count_of(count, 'time')} in {describe_month(month)} (of {quoted} quoted)"
                for count, month, quoted in zip(counts, months, said, strict=True)
            ]
            named_by = f"{as_opening(possessive(names[one]))} own words named {with_article(names[other])}"
            text = f"{named_by} {told[0]} and {told[1]}"
            passages = tuple(quotes[id_].content[0] for ids in named for id_ in ids if id_ in quotes)
            yield Line(text, describe_month(months[1]), passages[:_EVIDENCE], "finding")
