"""PLOVER as JSON Lines: one event a line, with its best sentence as ``text`` and its sources in ``cite_info``.

PLOVER requires a date. An event that is only known from a report carries the report's date, and ``comment`` says so;
an event with no date at all is left out. Modality has no field either, so ``comment`` holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

import msgspec

from .. import __version__
from ..types import Document, Event, EventMention, Party, Phase, Story


def write(story: Story, file: TextIO) -> None:
    """Write every event that has a date, in order."""
    documents = {d.id: d for d in story.documents}
    for event in story.events:
        start = event.when.start or event.when.end or _first_report(event, documents)
        if start is not None:
            row = {
                key: value for key, value in _row(event, start, documents, story.phases) if value not in ("", [], None)
            }
            file.write(msgspec.json.encode(row).decode() + "\n")


def best_mention(event: Event) -> EventMention:
    """Return the report that says it most firmly and surely, the earliest among equals."""
    firmness = {"asserted": 0, "hedged": 1, "denied": 2}
    return min(event.mentions, key=lambda m: (firmness[m.firmness.level], -m.confidence, m.passage.document_id, m.id))


def _row(
    event: Event, start: date, documents: dict[str, Document], phases: tuple[Phase, ...]
) -> Iterator[tuple[str, Any]]:
    mention = best_mention(event)
    end = event.when.end
    yield "id", event.id
    yield "date", start.isoformat()
    yield "enddate", end.isoformat() if end and end != start else ""
    yield "actor", [_entity(p) for p in event.actors]
    yield "recipient", [_entity(p) for p in event.recipients]
    yield "event", [event.type]
    yield "mode", [event.mode] if event.mode else []
    yield "quad_code", event.quad
    yield "event_scale", event.intensity
    yield "text", mention.passage.text
    yield (
        "text_info",
        f"document {mention.passage.document_id}, characters {mention.passage.start}-{mention.passage.end}",
    )
    yield "cite_info", " | ".join(_citations(event, documents))
    yield "link", next((p.id for p in phases if p.start <= start and (p.end is None or start <= p.end)), "")
    yield "coder", f"detente {__version__}, {mention.rule}"
    yield "comment", "; ".join(_comments(event))


def _entity(party: Party) -> dict[str, str]:
    known = {"entity_text": party.name}
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
