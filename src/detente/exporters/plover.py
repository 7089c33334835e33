"""PLOVER as JSON Lines: one event a line, with its best sentence as ``text`` and its sources in ``cite_info``.

PLOVER requires a date. An event that is only known from a report carries the report's date, and ``comment`` says so;
an event with no date at all is left out. Modality has no field either, so ``comment`` holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TextIO

import msgspec

from .. import __version__
from ..types import Document, Event, EventMention, Party, Story
from .countries import State, state_of

_ORDER = ("id", "date", "enddate", "actor", "recipient", "event", "mode", "quad_code", "event_scale", "text",
          "text_info", "cite_info", "link", "coder", "comment")  # fmt: skip


def write(story: Story, file: TextIO) -> None:
    """Write every event that has a date, in order."""
    documents = {d.id: d for d in story.documents}
    states = {actor.id: state for actor in story.actors if (state := state_of(actor))}
    for event in story.events:
        start = event.when.start or event.when.end or _first_report(event, documents)
        if start is not None:
            fields = {**_parties(event, states), **dict(_fields(event, start, documents)), "link": _phase(story, start)}
            row = {key: fields[key] for key in _ORDER if fields[key] not in ("", [], None)}
            file.write(msgspec.json.encode(row).decode() + "\n")


def best_mention(event: Event) -> EventMention:
    """Return the report that says it most firmly and surely, the earliest among equals."""
    firmness = {"asserted": 0, "hedged": 1, "denied": 2}
    return min(event.mentions, key=lambda m: (firmness[m.firmness.level], -m.confidence, m.passage.document_id, m.id))


def _parties(event: Event, states: Mapping[str, State]) -> dict[str, list[dict[str, str]]]:
    return {
        "actor": [_entity(party, states) for party in event.actors],
        "recipient": [_entity(party, states) for party in event.recipients],
    }


def _fields(event: Event, start: date, documents: dict[str, Document]) -> Iterator[tuple[str, Any]]:
    mention = best_mention(event)
    place, end = mention.passage, event.when.end
    yield "id", event.id
    yield "date", start.isoformat()
    yield "enddate", end.isoformat() if end and end != start else ""
    yield "event", [event.type]
    yield "mode", [event.mode] if event.mode else []
    yield "quad_code", event.quad
    yield "event_scale", event.intensity
    yield "text", place.text
    yield "text_info", f"document {place.document_id}, characters {place.start}-{place.end}"
    yield "cite_info", " | ".join(_citations(event, documents))
    yield "coder", f"detente {__version__}, {mention.rule}"
    yield "comment", "; ".join(_comments(event))


def _phase(story: Story, start: date) -> str:
    """Return the id of the phase that a day lies in, "" where it lies in none."""
    return next((p.id for p in story.phases if p.start <= start and (p.end is None or start <= p.end)), "")


def _entity(party: Party, states: Mapping[str, State]) -> dict[str, str]:
    known = {"code": states[party.actor].iso} if party.actor in states else {}
    known |= {"entity_text": party.name}
    return {**known, "identifier_text": f"acting for {party.via}"} if party.via else known


def _citations(event: Event, documents: dict[str, Document]) -> Iterator[str]:
    for document_id in dict.fromkeys(m.passage.document_id for m in event.mentions):
        document = documents.get(document_id)
        if document:
            yield ", ".join(filter(None, (document.publisher, document.title, document.published.text(), document.url)))


def _comments(event: Event) -> Iterator[str]:
    tags = {"planned": "future", "hypothetical": "hypothetical", "negated": "negation"}
    if event.modality in tags:
        yield tags[event.modality]
    if event.when.precision != "day":
        yield (
            f"date known to the {event.when.precision}" if event.when.known else "date of the report, not of the event"
        )
    elif event.when.basis == "reported":
        yield "date of the report, not of the event"
    if all(m.firmness.level == "hedged" for m in event.mentions):
        yield "hedged by every source"
    yield f"confidence {event.confidence:.2f}, independent sources {event.independent_sources}"


def _first_report(event: Event, documents: dict[str, Document]) -> date | None:
    days = [
        documents[m.passage.document_id].published.start for m in event.mentions if m.passage.document_id in documents
    ]
    return min((day for day in days if day), default=None)
