"""What the series show beside the phases: words without deeds, one-sided dealings, attention, and the mood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..plain_words import count_of, describe_day, describe_span
from ..types import Actor, Event, Phase, Story
from .attention import attention_lines
from .divergence import divergence_lines
from .lines import Line
from .mood import mood_lines
from .phrasing import as_opening, best_mention, with_article
from .signals import concerns_pair, likely_day, pair_of

_MATERIAL = frozenset({2, 4})
_LATER = timedelta(days=60)  # a deed this long after the words warmed is worth a line
_ACTS = 6  # acts in a phase from which an imbalance says something
_TIMES = 3  # how many times more one side acts
_EVIDENCE = 6


def find_findings(story: Story) -> tuple[Line, ...]:
    """Return the findings about a story's pair: words and deeds, direction, attention, and the reactions quoted."""
    pair = pair_of(story.actors)
    events = [event for event in story.events if concerns_pair(event, pair) and event.modality == "asserted"]
    return (
        *(line for phase in story.phases for line in _words_before_deeds(phase, events, story.as_of)),
        *(line for phase in story.phases for line in _one_sided(phase, events, story.actors)),
        *divergence_lines(story),
        *attention_lines(story),
        *mood_lines(story),
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
        one, other = with_article(names[most]), with_article(names[least])
        text = f"{as_opening(one)} acted {len(acts[most])} times and {other} {times}"
        passages = tuple(best_mention(event).passage for event in acts[most])[:_EVIDENCE]
        days = describe_span(phase.start, phase.end) if phase.end else f"since {describe_day(phase.start)}"
        yield Line(f"{text} in this phase ({phase.label}, {days})", days, passages, "finding")
