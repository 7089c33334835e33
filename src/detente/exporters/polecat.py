"""POLECAT's 40 columns, tab separated: one row per event and source, as in its weekly files.

What the news text does not give (sectors, places, Wikipedia ids) is "None", as POLECAT writes a missing value.
Countries are those of the story's actors that are states, and of who stands for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from ..types import Document, Event, Party, Story
from .countries import State, state_of

_SIDE = ("{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title", "{0} Name Raw",
         "Wikipedia {0} ID")  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in _SIDE), *(name.format("Recipient") for name in _SIDE),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
_NONE = "None"
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def write(story: Story, file: TextIO) -> None:
    """Write the header and one row per event and source.

    No column could say that something did not happen, so negated and hypothetical events are left out.
    """
    write_header(file)
    write_events(story, file)


def write_header(file: TextIO) -> None:
    """Write the line of column names."""
    file.write("\t".join(COLUMNS) + "\n")


def write_events(story: Story, file: TextIO) -> None:
    """Write one row per event and source, without the header."""
    documents = {d.id: d for d in story.documents}
    people = {p.id: p.name for p in story.actors if p.kind == "person"}
    states = {actor.id: state for actor in story.actors if (state := state_of(actor))}
    for event in (e for e in story.events if e.modality in {"asserted", "planned"}):
        for document_id in dict.fromkeys(m.passage.document_id for m in event.mentions):
            row = _row(event, documents.get(document_id, Document(document_id, "")), people)
            row |= _countries("Actor", event.actors, states) | _countries("Recipient", event.recipients, states)
            file.write("\t".join(row[column] for column in COLUMNS) + "\n")


def _row(event: Event, document: Document, people: dict[str, str]) -> dict[str, str]:
    parties = (*event.actors, *event.recipients)
    filled = dict.fromkeys(COLUMNS, _NONE) | {
        "Event ID": event.id,
        "Event Date": event.when.start.isoformat() if event.when.start else _NONE,
        "Event Type": event.type,
        "Event Mode": event.mode or _NONE,
        "Intensity": str(event.intensity),
        "Quad Code": _QUADS.get(event.quad, _NONE),
        "Source": document.publisher,
        "Publication Date": document.published.text(),
        "Story People": _join(people[p.actor] for p in parties if p.actor in people),
        "Story Organizations": _join(p.name for p in parties if p.via),
        "Language": document.language,
        "Version": "detente",
    }
    filled |= _names("Actor", event.actors) | _names("Recipient", event.recipients)
    return {column: _clean(value) for column, value in filled.items()}


def _names(side: str, parties: tuple[Party, ...]) -> dict[str, str]:
    return {f"{side} Name": _join(p.name for p in parties), f"{side} Name Raw": _join(p.name for p in parties)}


def _countries(side: str, parties: tuple[Party, ...], states: dict[str, State]) -> dict[str, str]:
    found = dict.fromkeys(states[p.actor] for p in parties if p.actor in states)
    codes = {"Country": [state.iso for state in found], "COW": [str(state.cow) for state in found if state.cow]}
    return {f"{side} {name}": ";".join(values) or _NONE for name, values in codes.items()}


def _join(names: Iterator[str]) -> str:
    # A semicolon parts values, so a name may hold none.
    return ";".join(dict.fromkeys(name.replace(";", ",") for name in names))


def _clean(value: str) -> str:
    return " ".join(value.split()) or _NONE
