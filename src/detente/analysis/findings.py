"""What the series show beside the phases: words without deeds, one-sided dealings, attention that falls or rises."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ..plain_words import count_of, describe_day, describe_month
from ..types import Actor, Attribution, Event, Passage, Phase, Story
from .lines import Line
from .phrasing import best_mention
from .signals import concerns_pair, likely_day

_MATERIAL = frozenset({2, 4})
_LATER = timedelta(days=60)  # a deed this long after the words warmed is worth a line
_ACTS = 6  # acts in a phase from which an imbalance says something
_TIMES = 3  # how many times more one side acts
_LOUD = 5  # mentions in a month from which a fall or rise says something
_EVIDENCE = 6


def find_findings(story: Story) -> tuple[Line, ...]:
    """Return the findings of a story of two: words and deeds, direction, attention, and the reactions quoted."""
    events = [event for event in story.events if concerns_pair(event) and event.modality == "asserted"]
    return (
        *(line for phase in story.phases for line in _words_before_deeds(phase, events, story.as_of)),
        *(line for phase in story.phases for line in _one_sided(phase, events, story.actors)),
        *(line for actor in story.actors for line in _attention(actor, story)),
        *_reactions(story),
    )


def _words_before_deeds(phase: Phase, events: Sequence[Event], as_of: date | None) -> Iterator[Line]:
    """Yield a line where words warmed well before any deed did, or where no deed has followed."""
    if phase.label != "thaw":
        return
    good = [(day, e) for e in events if e.polarity == "+" and (day := likely_day(e.when)) and day >= phase.start]
    deeds = sorted(((day, e) for day, e in good if e.quad in _MATERIAL), key=lambda d: (d[0], d[1].id))
    words = tuple(best_mention(e).passage for day, e in good if e.quad not in _MATERIAL and e.mentions)[:_EVIDENCE]
    start = describe_day(phase.start)
    if deeds and deeds[0][0] - phase.start >= _LATER and words:
        first = best_mention(deeds[0][1]).passage
        text = (
            f"Words warmed on {start}; the first deed that the sources report followed on {describe_day(deeds[0][0])}"
        )
        yield Line(text, start, (*words, first), "finding")
    elif not deeds and words and as_of is not None and as_of - phase.start >= _LATER:
        yield Line(f"Words warmed on {start}; no source reports a deed since", start, words, "finding")


def _one_sided(phase: Phase, events: Sequence[Event], actors: Sequence[Actor]) -> Iterator[Line]:
    """Yield a line where one side did most of the acting."""
    acts: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        day = likely_day(event.when)
        sides = {party.actor for party in event.actors} & {actor.id for actor in actors}
        if (
            day
            and phase.start <= day
            and (phase.end is None or day <= phase.end)
            and len(sides) == 1
            and event.mentions
        ):
            acts[sides.pop()].append(event)
    names = {actor.id: actor.name for actor in actors}
    if len(names) < 2 or sum(map(len, acts.values())) < _ACTS:
        return
    most, least = sorted(list(names)[:2], key=lambda id_: -len(acts[id_]))
    if len(acts[most]) >= _TIMES * max(len(acts[least]), 1):
        times = count_of(len(acts[least]), "time")
        text = f"{names[most]} acted {len(acts[most])} times and {names[least]} {times} in this phase"
        passages = tuple(best_mention(event).passage for event in acts[most])[:_EVIDENCE]
        yield Line(f"{text} ({phase.label})", describe_day(phase.start), passages, "finding")


def _attention(actor: Actor, story: Story) -> Iterator[Line]:
    """Yield a line where an actor's own words stop naming the other from one covered month to the next, or begin to."""
    others = [other for other in story.actors if other.id != actor.id]
    if len(others) != 1:
        return
    said = _naming(actor, others[0], story)
    covered = sorted({_month(d.published.end) for d in story.documents if d.published.end is not None})
    for before, after in pairwise(covered):
        counts = len(said[before]), len(said[after])
        if max(counts) >= _LOUD and min(counts) * _LOUD <= max(counts):
            text = (f"{actor.name}'s quoted words named {others[0].name} {counts[0]} times in {describe_month(before)} "
                    f"and {counts[1]} times in {describe_month(after)}")  # fmt: skip
            yield Line(text, describe_month(after), tuple(said[before] + said[after])[:_EVIDENCE], "finding")


def _naming(actor: Actor, other: Actor, story: Story) -> dict[date, list[Passage]]:
    """Return, by month of publication, the passages of an actor's own words that name the other."""
    names = "|".join(re.escape(name) for name in (other.name, *other.aliases))
    pattern = re.compile(rf"\b(?:{names})\b")
    published = {document.id: document.published.end for document in story.documents}
    said: dict[date, list[Passage]] = defaultdict(list)
    for quote in story.quotes:
        if quote.content and _speaks(actor, quote) and pattern.search(quote.text):
            day = published.get(quote.content[0].document_id)
            if day is not None:
                said[_month(day)].append(quote.content[0])
    return said


def _speaks(actor: Actor, quote: Attribution) -> bool:
    return quote.kind != "indirect" and quote.speaker is not None and quote.speaker.actor == actor.id


def _month(day: date) -> date:
    return day.replace(day=1)


def _reactions(story: Story) -> Iterator[Line]:
    """Yield the count of the reactions quoted, by stance; what an outlet says of the mood is its own word."""
    if story.reactions:
        counts = Counter(reaction.stance for reaction in story.reactions)
        stances = ", ".join(
            f"{count} {stance}" for stance, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
        )
        passages = tuple(reaction.passage for reaction in story.reactions)
        yield Line(f"Reactions quoted: {len(story.reactions)} ({stances})", "", passages, "finding")
