"""One tidy CSV for spreadsheets: one row per event and source, each with its sentence."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import TextIO

from ..analysis.phrasing import actor_names, party_names
from ..cells import safe_cell
from ..types import Attribution, Document, Event, EventMention, Party, Story

COLUMNS = (
    "event_id", "date", "date_start", "date_end", "date_precision", "date_basis", "actors", "recipients", "actor_ids",
    "recipient_ids", "type", "mode", "quad", "intensity", "polarity", "modality", "confidence", "independent_sources",
    "firmness", "hedges", "attributed_to", "attribution_cue", "outlet", "title", "published", "published_basis", "url",
    "copy_of", "sentence", "document", "start", "end", "rule",
)  # fmt: skip


def write(story: Story, file: TextIO) -> None:
    """Write a header and one row per event and source, in order of date."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    documents = {d.id: d for d in story.documents}
    quotes = {q.id: q for q in story.quotes}
    names = actor_names(story.actors)
    copies = {c.document_id: c.of for c in story.copies}
    for event in story.events:
        for mention in event.mentions:
            document = documents.get(mention.passage.document_id, Document(mention.passage.document_id, ""))
            cells = (
                *_event_cells(event, names),
                *_mention_cells(mention, quotes.get(mention.attribution)),
                *_document_cells(document, copies.get(document.id, "")),
                mention.passage.text, document.id, mention.passage.start, mention.passage.end, mention.rule,
            )  # fmt: skip
            writer.writerow([safe_cell(cell) for cell in cells])


def _event_cells(event: Event, names: Mapping[str, str]) -> Iterator[object]:
    when = event.when
    yield from (event.id, when.text(), when.start, when.end, when.precision, when.basis)
    yield from (_names(event.actors, names), _names(event.recipients, names))
    yield from (_ids(event.actors), _ids(event.recipients))
    yield from (event.type, event.mode, event.quad, event.intensity)
    yield from (event.polarity, event.modality, round(event.confidence, 3), event.independent_sources)


def _mention_cells(mention: EventMention, said: Attribution | None) -> Iterator[object]:
    yield mention.firmness.level
    yield "; ".join(mention.firmness.words)
    yield (said.speaker.name if said.speaker else said.source.text if said.source else said.basis) if said else ""
    yield said.cue.text if said and said.cue else ""


def _document_cells(document: Document, copy_of: str) -> Iterator[object]:
    yield from (document.publisher, document.title, document.published.text(), document.published.basis)
    yield from (document.url, copy_of)


def _names(parties: tuple[Party, ...], names: Mapping[str, str]) -> str:
    return "; ".join(party_names((party,), names) for party in parties)


def _ids(parties: tuple[Party, ...]) -> str:
    """Return which of the story's actors take part, by themselves or by what stands for them."""
    return "; ".join(dict.fromkeys(party.actor for party in parties if party.actor))
