"""Why a record says what it says: its sentence in its place, the rule or model that made it, and its sources."""

from __future__ import annotations

from collections.abc import Iterator

from .rows import Row, story_rows
from .types import Document, Story

_CONTEXT = 160  # characters shown either side of a passage
_HIDDEN = {
    "kind",
    "evidence",
    "events",
    "mentions",
    "differences",
    "causes",
    "sentence",
    "text",
    "start",
    "end",
    "document",
}


def explain(story: Story, record_id: str) -> list[str]:
    """Return the lines that explain one record of a story; none when there is no such id."""
    rows = [row for row in story_rows(story) if row.get("id") == record_id]
    documents = {d.id: d for d in story.documents}
    return [line for row in rows[:1] for line in _explain_row(row, documents, story)]


def _explain_row(row: Row, documents: dict[str, Document], story: Story) -> Iterator[str]:
    yield f"{row['kind']} {row['id']}"
    for key, value in row.items():
        if key not in _HIDDEN and value not in (None, "", []):
            yield f"  {key}: {_in_words(value)}"
    for place in _places(row):
        yield from _evidence(place, documents)
    for difference in row.get("differences", []) if row["kind"] == "event" else ():
        versions = "; ".join(_version(version, documents) for version in difference["versions"])
        yield f"  its reports differ on the {difference['about']}: {versions}. {difference['because']}"
    for difference in row.get("differences", []) if row["kind"] == "question" else ():
        yield f"  {difference['a']} and {difference['b']}: {difference['reason']}. {difference['because']}".rstrip()
    if row["kind"] == "question":
        yield from _claims_of(row, documents, story)
    named = row.get("evidence") or row.get("events") or ()
    rests_on = set(named) if isinstance(named, list) else {row["record_id"]} if row["kind"] == "change" else set()
    for record in story_rows(story):
        if record.get("id") in rests_on:
            yield f"  rests on {record['id']}"
            yield from (line for place in _places(record)[:1] for line in _evidence(place, documents))


def _version(version: Row, documents: dict[str, Document]) -> str:
    outlets = [documents[id_].publisher or documents[id_].path for id_ in version["documents"] if id_ in documents]
    return f"{version['says']} ({', '.join(dict.fromkeys(outlets))})"


def _in_words(value: object) -> str:
    """Return a value as a person reads it: parties by name, with whom they stand for."""
    if isinstance(value, list):
        return ", ".join(_in_words(item) for item in value)
    if isinstance(value, dict) and "name" in value:
        return f"{value['name']} (for {value['via']})" if "via" in value else str(value["name"])
    if isinstance(value, dict) and "label" in value:
        return f"{value['label']} from {value['start']}"
    return str(value)


def _claims_of(row: Row, documents: dict[str, Document], story: Story) -> Iterator[str]:
    for claim in story_rows(story):
        if claim["kind"] == "claim" and claim["id"] in row["claims"]:
            scope = f", {claim['scope']}" if claim["scope"] else ""
            yield f"  {claim['id']}: {claim['text']} ({claim['qualifier']}{scope}; as of {claim['as_of'] or 'unknown'})"
            yield from _evidence(claim, documents)


def _places(row: Row) -> list[Row]:
    return row.get("mentions") or row.get("causes") or ([row] if "document" in row and "start" in row else [])


def _evidence(place: Row, documents: dict[str, Document]) -> Iterator[str]:
    document = documents.get(place["document"])
    if document is None:
        return
    start, end = place["start"], place["end"]
    before = document.text[max(0, start - _CONTEXT) : start].replace("\n", " ")
    after = document.text[end : end + _CONTEXT].replace("\n", " ")
    yield f"  in {document.publisher or document.path} ({document.published.text() or 'undated'}): {document.title}"
    yield f"    …{before}[{document.text[start:end]}]{after}…"
    made = [f"{key} {place[key]}" for key in ("rule", "confidence", "hedged", "denied") if place.get(key)]
    if made:
        yield f"    made by {', '.join(made)}"
