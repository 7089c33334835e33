"""A story as the tables of the codebook: flat rows whose ids join, with every date's first and last day beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..rows import story_records
from ..types import (
    Actor,
    Attribution,
    Characterisation,
    Claim,
    Document,
    Event,
    Expectation,
    Proxy,
    Story,
    TurningPoint,
    When,
)
from .codebook import load_codebook
from .countries import state_of
from .series import dyad_months

Row = dict[str, Any]

_TABLES = {
    "document": "documents", "event": "events", "quote": "quotes", "claim": "claims", "question": "questions",
    "phase": "phases", "turning_point": "turning_points", "expectation": "expectations", "reaction": "reactions",
    "characterisation": "characterisations", "pair": "pairs", "attention": "attention", "problem": "problems",
    "record": "records", "indicator": "indicators",
}  # fmt: skip
_LINKS = {"phase": {"evidence": "evidence"}, "turning_point": {"events": "event"},
          "expectation": {"closed_by": "closed_by"}}  # fmt: skip
_FIRMEST = ("asserted", "hedged", "denied")


def story_tables(story: Story) -> dict[str, list[Row]]:
    """Return the rows of every table of the codebook, by its name; a row has at least the table's columns."""
    tables: dict[str, list[Row]] = {table.name: [] for table in load_codebook().table}
    asked = {claim: question.id for question in story.questions for claim in question.claims}
    for row, record in story_records(story):
        if row["kind"] in _TABLES:
            tables[_TABLES[row["kind"]]].append({**row, **_added(row, record, asked)})
        for name, part in _parts(row):
            tables[name].append(part)
    tables["actors"] = [row for actor in story.actors for row in _actors(actor)]
    tables["dyad_months"] = list(dyad_months(story))
    return tables


def _added(row: Row, record: object, asked: Mapping[str, str]) -> Row:
    """Return what a row holds beside what the record's own row does."""
    added: Row = {"month": f"{row['month']}-01"} if "month" in row else {}
    match record:
        case Document():
            added = _days("published", record.published)
        case Event():
            told = {mention.firmness.level for mention in record.mentions}
            added = {**_days("date", record.when), "firmness": next((f for f in _FIRMEST if f in told), None)}
        case Attribution() | Characterisation():
            added = _days("date", record.when)
        case Claim():
            added = {**_days("as_of", record.as_of), "topic": record.question, "question": asked.get(record.id)}
        case Expectation():
            added = _days("due", record.due)
        case TurningPoint():
            added = {"cause": " | ".join(cause.text for cause in record.causes)}
    return added


def _days(name: str, when: When) -> Row:
    return {f"{name}_start": when.start, f"{name}_end": when.end}


def _parts(row: Row) -> Iterator[tuple[str, Row]]:
    """Yield what a row holds lists of, as rows of their own tables."""
    if row["kind"] == "event":
        yield from _event_parts(row)
    elif row["kind"] == "question":
        yield from (("differences", {**difference, "question": row["id"]}) for difference in row["differences"])
    for field, relation in _LINKS.get(row["kind"], {}).items():
        for linked in dict.fromkeys(row[field]):
            yield "links", {"record": row["id"], "relation": relation, "linked": linked}


def _event_parts(row: Row) -> Iterator[tuple[str, Row]]:
    event = row["id"]
    for side in ("actor", "recipient"):
        for number, party in enumerate(row[side], 1):
            known = {"party": party.get("id"), "actor": party.get("via") or party.get("id"), "name": party["name"]}
            yield "event_parties", {"event": event, "side": side, "number": number, **known}
    for mention in row["mentions"]:
        hedges = "; ".join(mention["hedges"])
        yield "event_reports", {"attribution": None, **mention, "event": event, "hedges": hedges}
    for difference in row["differences"]:
        for version in difference["versions"]:
            for document in version["documents"]:
                told = {"about": difference["about"], "says": version["says"], "because": difference["because"]}
                yield "event_differences", {"event": event, "document": document, **told}


def _actors(actor: Actor) -> Iterator[Row]:
    """Yield an actor and what stands for it."""
    state = state_of(actor)
    things: tuple[Actor | Proxy, ...] = (actor, *actor.proxies)
    for thing in things:
        yield {
            "id": thing.id,
            "name": thing.name,
            "kind": thing.kind,
            "actor": actor.id,
            "country": state.iso if state else None,
            "cow": state.cow if state else None,
        }
