"""The told story as tables: one row per record, its fields as columns for SQL and pages, its whole as JSON.

A page reads the few rows that it shows; `read_told` makes the story whole again.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from .analysis.account import state_sentence
from .analysis.arc import uncounted_arc
from .analysis.key_events import importance
from .analysis.sources import UNNAMED, count_outlets
from .analysis.tallies import Tally, is_denied, is_hedged, lane_of, placeable, tally_events
from .rows import Row, story_records
from .types import (
    Attention,
    Attribution,
    Change,
    Characterisation,
    Claim,
    Document,
    Event,
    Expectation,
    Pair,
    Phase,
    Question,
    Reaction,
    Story,
    Talk,
    TurningPoint,
    When,
)

_SCHEMA = Path(__file__).with_name("told.sql")
# The fields of a Story that are tables of their own; every other field is kept whole in the table `told`.
_TABLES: dict[str, tuple[str, type]] = {
    "events": ("event", Event),
    "quotes": ("quote", Attribution),
    "claims": ("claim", Claim),
    "questions": ("question", Question),
    "phases": ("phase", Phase),
    "turning_points": ("turning_point", TurningPoint),
    "expectations": ("expectation", Expectation),
    "reactions": ("reaction", Reaction),
    "characterisations": ("characterisation", Characterisation),
    "pairs": ("pair", Pair),
    "talk": ("talk", Talk),
    "attention": ("attention", Attention),
    "changes": ("change", Change),
}
TOLD = ("event_mention", *(table for table, _ in _TABLES.values()), "told_document", "tally", "passage_fts", "told")
_UNSEARCHED = frozenset({"pair", "talk", "attention", "change"})  # they are no one's words
_LEADING = 16
_SHORT = ("path", "url", "source_id", "publisher", "author")
_FACETS = {
    "lane": "event",
    "type": "event",
    "quad": "event",
    "certainty": "event",
    "independent_sources": "event",
    "verdict": "question",
    "status": "expectation",
    "stance": "reaction",
    "quote_type": "quote",
}


@dataclass(frozen=True, slots=True)
class Extent:
    """How many documents a story is told from, by how many outlets, and how many of them repeat another."""

    documents: int
    outlets: int
    reprints: int


def create_told(db: sqlite3.Connection) -> None:
    """Make the told tables where they are missing."""
    db.executescript(_SCHEMA.read_text(encoding="utf-8"))


def clear_told(db: sqlite3.Connection) -> None:
    """Remove what was told, within the caller's transaction."""
    for table in TOLD:
        db.execute(f"DELETE FROM {table}")


def set_told_aside(db: sqlite3.Connection) -> None:
    """Remove what was told, within the caller's transaction; what changes are found by is held until the next one."""
    told = read_told(db)
    clear_told(db)
    if told is not None:
        kept = replace(told[1], documents=(), copies=(), claims=(), quotes=(), reactions=(), characterisations=())
        db.execute("DELETE FROM held")
        db.execute("INSERT INTO held VALUES (?)", (_json(kept),))


def told_before(db: sqlite3.Connection) -> Story | None:
    """Return the telling that the next one is compared with; None where there is none, or of an older detente."""
    held = db.execute("SELECT body FROM held").fetchone()
    try:
        if held:
            return msgspec.json.decode(held[0], type=Story)
        told = read_told(db)
    except msgspec.ValidationError:
        return None
    return told[1] if told else None


def drop_told(db: sqlite3.Connection) -> None:
    """Drop the told tables of an older detente: they are told anew, never migrated."""
    for table in (*TOLD, "held"):
        db.execute(f"DROP TABLE IF EXISTS {table}")


def write_told(db: sqlite3.Connection, story: Story, inputs: str) -> None:
    """Keep a story in place of the one told before, within the caller's transaction."""
    clear_told(db)
    db.execute("DELETE FROM held")
    outlets = {d.id: outlet_of(d) for d in story.documents}
    appeared = {d.id: _iso(d.published.end) for d in story.documents}
    _insert(db, "told_document", _documents(story, outlets))
    told = ((row, record) for row, record in story_records(story) if not isinstance(record, Document))
    for kind, group in groupby(told, key=lambda pair: pair[0]["kind"]):
        if kind in TOLD:
            _write_kind(db, kind, group, (outlets, appeared))
    # What a reprint repeats is no second saying of it.
    db.execute("UPDATE quote SET spoken = 0 WHERE document IN (SELECT id FROM told_document WHERE copy_of IS NOT NULL)")
    _insert(db, "tally", (_columns(tally) for tally in tally_events(story.events)))
    rest = {f.name: getattr(story, f.name) for f in fields(story) if f.name not in (*_TABLES, "documents")}
    extent = Extent(len(outlets), count_outlets(story.documents), len(story.copies))
    rest |= {"arc": uncounted_arc(story), "facets": _facets(db), "inputs": inputs, "leading": _leading(db, story),
             "state": state_sentence(story), "extent": extent}  # fmt: skip
    db.executemany("INSERT INTO told VALUES (?,?)", ((key, _json(value)) for key, value in rest.items()))


def told_inputs(db: sqlite3.Connection) -> str:
    """Return the fingerprint of what was told, "" where nothing is."""
    row = db.execute("SELECT body FROM told WHERE key = 'inputs'").fetchone()
    return msgspec.json.decode(row[0], type=str) if row else ""


def read_told(db: sqlite3.Connection) -> tuple[str, Story] | None:
    """Return the told story whole, with the fingerprint of what it was told from; None where nothing is told."""
    kept = dict(db.execute("SELECT key, body FROM told"))
    if "inputs" not in kept:
        return None
    hints = get_type_hints(Story)
    values: dict[str, Any] = {
        f.name: msgspec.json.decode(kept[f.name], type=hints[f.name]) for f in fields(Story) if f.name in kept
    }
    for name, (table, kind) in _TABLES.items():
        bodies = db.execute(f"SELECT body FROM {table} ORDER BY rowid")
        values[name] = tuple(msgspec.json.decode(body, type=kind) for (body,) in bodies)
    rows = db.execute("SELECT d.body, t.body FROM told_document t JOIN document d USING (id) ORDER BY t.rowid")
    values["documents"] = tuple(
        replace(msgspec.json.decode(body, type=Document), published=msgspec.json.decode(published, type=When))
        for body, published in rows
    )
    return msgspec.json.decode(kept["inputs"], type=str), Story(**values)


def outlet_of(document: Document) -> str:
    """Return what a document's outlet is called, as in the summary of the sources."""
    return document.publisher or UNNAMED


def _write_kind(
    db: sqlite3.Connection,
    kind: str,
    group: Iterable[tuple[Row, object]],
    sources: tuple[Mapping[str, str], Mapping[str, str | None]],
) -> None:
    outlets, appeared = sources
    rows, mentions, words = [], [], []
    for row, record in group:
        found = row.get("mentions", ())
        flat = {k: v for k, v in row.items() if k not in {"kind", "mentions"}}
        rows.append({**flat, **_extra(record, appeared.get(row.get("document", ""))), "body": _json(record)})
        mentions += [{"event": row["id"], **_mention(m, outlets)} for m in found]
        text = " ".join(dict.fromkeys(m["text"] for m in found)) or row.get("text") or row.get("what")
        if kind not in _UNSEARCHED:
            words.append((kind, row["id"], text))
    _insert(db, kind, rows)
    _insert(db, "event_mention", mentions)
    db.executemany("INSERT INTO passage_fts VALUES (?,?,?)", words)


def _mention(mention: Row, outlets: Mapping[str, str]) -> Row:
    flat = {k: v for k, v in mention.items() if k != "hedges"}
    return {"attribution": None, **flat, "outlet": outlets.get(mention["document"])}


def _extra(record: object, appeared: str | None) -> Row:
    """Return a record's columns that only pages read; ``appeared`` is the day its document was published."""
    match record:
        case Event():
            return _event_columns(record)
        case Attribution():
            said = _iso(record.when.start or record.when.end)
            spoken = record.kind in ("direct", "mixed")
            return {"place": _place(said or appeared, record.id), "spoken": spoken, "who": _who(record)}
        case Question():
            reasons = [difference.reason for difference in record.differences]
            return {"answers": len(record.claims), "unexplained": reasons.count("unexplained")}
        case Expectation():
            return {"place": _place(_iso(record.due.start or record.due.end), record.id)}
        case Reaction():
            return {"place": _place(appeared, record.id)}
    return {}


def _event_columns(event: Event) -> Row:
    when = event.when
    listed = (when.end if when.basis == "reported" else when.start) or when.end
    told = "denied" if is_denied(event) else "hedged" if event.mentions and is_hedged(event) else "asserted"
    return {
        "place": _place(_iso(listed), event.id),
        "lane": lane_of(event),
        "certainty": told if event.modality == "asserted" else event.modality,
        "drawn": bool(lane_of(event)) and placeable(event, "year") and not is_denied(event),
        "weight": round(importance(event), 4) if event.mentions else 0.0,
    }


def _who(said: Attribution) -> str | None:
    if said.speaker is None:
        return said.source.text if said.source else None
    return said.speaker.id or said.speaker.name


def _documents(story: Story, outlets: Mapping[str, str]) -> Iterator[Row]:
    copies = {copy.document_id: copy.of for copy in story.copies}
    events = Counter(m.passage.document_id for e in story.events for m in e.mentions)
    quotes = Counter(q.content[0].document_id for q in story.quotes if q.content)
    claims = Counter(c.passage.document_id for c in story.claims)
    for document in story.documents:
        yield {
            "id": document.id,
            "outlet": outlets[document.id],
            "title": document.title,
            "published": document.published.text() or None,
            "place": _place(_iso(document.published.end), document.id),
            "copy_of": copies.get(document.id),
            "events": events[document.id],
            "quotes": quotes[document.id],
            "claims": claims[document.id],
            "characters": len(document.text),
            **{name: getattr(document, name) for name in _SHORT},
            "body": _json(document.published),
        }


def _leading(db: sqlite3.Connection, story: Story) -> dict[str, list[str]]:
    """Return, for each phase, the ids of the events that weigh most: those that a page may tell of it."""
    query = (
        "SELECT id FROM event WHERE drawn AND modality IN ('asserted', 'planned') AND place >= ? AND place < ? "
        f"ORDER BY weight DESC, id LIMIT {_LEADING}"
    )
    ends = {phase.id: f"{phase.end} ~" if phase.end else "~" for phase in story.phases}
    return {p.id: [i for (i,) in db.execute(query, (p.start.isoformat(), ends[p.id]))] for p in story.phases}


def _facets(db: sqlite3.Connection) -> dict[str, list[tuple[str, int]]]:
    """Return how many records there are of each kind, for each way to choose among them; the most frequent first."""
    facets = {
        name: db.execute(f"SELECT {name}, count(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40").fetchall()
        for name, table in _FACETS.items()
    }
    facets["who"] = db.execute(
        "SELECT who, count(*) FROM quote WHERE spoken AND who IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40"
    ).fetchall()
    facets["outlet"] = db.execute(
        "SELECT outlet, count(DISTINCT event) FROM event_mention GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 40"
    ).fetchall()
    return {name: [(str(value), count) for value, count in counts] for name, counts in facets.items()}


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names, marks = ", ".join(f'"{name}"' for name in first), ",".join("?" * len(first))
    pick = itemgetter(*first)
    cells = ([_cell(value) for value in pick(row)] for row in chain((first,), rows))
    db.executemany(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", cells)


def _cell(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return _json(value) if isinstance(value, list | dict) else value


def _columns(tally: Tally) -> Row:
    return {f.name: getattr(tally, f.name) for f in fields(tally)}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _place(day: str | None, record_id: str) -> str:
    """Return where a record stands in a list by day: those of an unknown day come last."""
    return f"{day or '~'} {record_id}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
