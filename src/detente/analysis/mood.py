"""The mood: the reactions that reports quote, by the event they respond to, beside an outlet's own summary of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..plain_words import count_of
from ..types import Event, Reaction, Story
from .lines import Line
from .phrasing import actor_names, event_text, quoted, source_name
from .responses import is_summary


def mood_lines(story: Story) -> Iterator[Line]:
    """Yield the reactions to each event by stance, then each summary of the mood with what is quoted beside it."""
    quotes = [reaction for reaction in story.reactions if not is_summary(reaction)]
    events = {event.id: event for event in story.events}
    answered = {response.reaction: events.get(response.event) for response in story.responses}
    groups: dict[str, list[Reaction]] = defaultdict(list)
    for reaction in quotes:
        event = answered.get(reaction.id)
        groups[event.id if event else ""].append(reaction)
    names = actor_names(story.actors)
    for id_, reactions in sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[0])):
        to = f" to what is told here: {event_text(events[id_], names)}" if id_ else ""
        passages = tuple(reaction.passage for reaction in reactions)
        yield Line(f"Reactions quoted{to}: {len(reactions)} ({_stances(reactions)})", "", passages, "finding")
    documents = {document.id: document for document in story.documents}
    for summary in (reaction for reaction in story.reactions if is_summary(reaction)):
        beside = [r for r in quotes if r.passage.document_id == summary.passage.document_id]
        if not beside:
            beside = [r for r in quotes if _same_event(answered, r, summary)]
        counted = f"of {count_of(len(beside), 'reaction')} quoted beside it, {_stances(beside)}" if beside else ""
        said = f"{source_name(summary.passage, documents)} calls the mood {summary.stance}: “{quoted(summary.passage)}”"
        passages = (summary.passage, *(reaction.passage for reaction in beside))
        yield Line(f"{said}; {counted or 'it quotes no reaction'}", "", passages, "finding")


def _same_event(answered: dict[str, Event | None], one: Reaction, other: Reaction) -> bool:
    event = answered.get(one.id)
    return event is not None and event is answered.get(other.id)


def _stances(reactions: Sequence[Reaction]) -> str:
    counts = Counter(reaction.stance for reaction in reactions)
    return ", ".join(f"{count} {stance}" for stance, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
