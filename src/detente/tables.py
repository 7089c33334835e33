"""Rows as text: JSON Lines, CSV, or a table for people. Pure functions; only the command line prints."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .analysis.phrasing import actor_names
from .analysis.sayings import find_sayings
from .analysis.sources import UNNAMED
from .cards import CARDS, card, printable
from .cells import safe_cell
from .rows import Row, story_rows
from .types import Story

if TYPE_CHECKING:
    from rich.table import Table

# What a person sees of each kind; --json and --csv give every field.
COLUMNS: dict[str, tuple[str, ...]] = {
    "phase": ("start", "end", "label", "polarity", "sources", "id"),
    "turning_point": ("date", "earliest", "latest", "causes", "id"),
    "question": ("what", "verdict", "claims", "id"),
    "source": ("publisher", "documents", "own", "copies", "events", "hedged", "anonymous", "first_reports"),
    "saying": ("text", "speaker", "sources", "places", "differences", "id"),
    "gap": ("gap", "message"),
    "actor": ("id", "name", "actor_kind", "aliases", "stands_for"),
    "pair": ("between", "label", "since", "events", "sources", "balance", "id"),
    "talk": ("month", "actor", "recipient", "words", "deeds", "events"),
    "attention": ("month", "actor", "other", "quotes", "naming"),
    "change": ("change", "record", "text", "before", "record_id"),
    "document": ("published", "published_basis", "publisher", "title", "copy_of", "id"),
    "problem": ("document", "step", "message"),
    "record": ("date", "title", "giver", "receiver", "amount", "ceiling", "published", "id"),
    "indicator": ("name", "month", "value", "state", "unit", "records"),
    "record_check": ("claim", "verdict", "total", "scope", "because"),
}
_DATED = frozenset({"event", "phase", "turning_point", "record"})
KINDS: dict[str, tuple[str, ...]] = {
    "phases": ("phase", "turning_point"),
    "events": ("event",),
    "claims": ("question", "claim"),
    "quotes": ("quote",),
    "sayings": ("saying",),
    "reactions": ("reaction",),
    "forward": ("expectation",),
    "sources": ("source",),
    "gaps": ("gap", "problem"),
    "actors": ("actor", "pair"),
    "documents": ("document",),
    "characterisations": ("characterisation",),
    "talk": ("talk", "attention"),
    "changes": ("change",),
    "records": ("record_check", "record", "indicator"),
}


def view_rows(story: Story, what: str, since: date | None = None) -> list[Row]:
    """Return the rows of one view, in date order; with ``since`` only what was reported on or after that day."""
    kinds = KINDS[what]
    published = {d.id: d.published.text() for d in story.documents}
    publishers = {d.id: d.publisher or Path(d.path).name for d in story.documents}
    sayings = _saying_rows(story) if "saying" in kinds else []
    rows = [r for r in (*story_rows(story), *_summary_rows(story), *sayings) if r["kind"] in kinds]
    rows = [_with_publisher(r, publishers) for r in rows]
    if since is not None:
        rows = [r for r in rows if _reported_since(r, published, since.isoformat())]
    return sorted(rows, key=lambda r: (kinds.index(r["kind"]), _order(r, published)))


def spoken_by(rows: Iterable[Row], name: str, story: Story) -> list[Row]:
    """Return the rows whose speaker has a name in it, in any case; an actor's id stands for the actor's name."""
    names = actor_names(story.actors)
    return [r for r in rows if name.casefold() in names.get(r.get("speaker") or "", r.get("speaker") or "").casefold()]


def as_json(rows: Iterable[Row]) -> str:
    """Return rows as JSON Lines."""
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)


def as_csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV with a header holding every field; lists and objects as JSON."""
    fields = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {k: safe_cell(msgspec.json.encode(v).decode() if isinstance(v, list | dict) else v) for k, v in row.items()}
        )
    return out.getvalue()


def as_text(rows: Sequence[Row], story: Story, width: int) -> str:
    """Return rows for a terminal ``width`` columns wide: sentences as cards, short records as tables."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, color_system=None, emoji=False, markup=False)
    for kind in dict.fromkeys(row["kind"] for row in rows):
        group = [row for row in rows if row["kind"] == kind]
        if kind in CARDS:
            out.write(f"{kind.replace('_', ' ')}s ({len(group)})\n\n")
            out.write("".join(card(row, story, width) for row in group))
        else:
            console.print(_table(kind, group))
    return out.getvalue()


def _table(kind: str, rows: Sequence[Row]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    columns = COLUMNS[kind]
    table = Table(box=box.SIMPLE_HEAD, title=f"{kind.replace('_', ' ')}s ({len(rows)})", title_justify="left")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in {"id", "date", "start"})
    for row in rows:
        table.add_row(*(Text(printable(cell(row, column))) for column in columns))
    return table


def cell(row: Row, column: str) -> str:
    """Return what a person reads in one cell."""
    value = row.get(column)
    if isinstance(value, list):
        return str(len(value)) if column in {"claims", "events"} else "; ".join(_one(v) for v in value)
    return "" if value is None else str(value)


def _one(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or value)
    return str(value)


def _summary_rows(story: Story) -> list[Row]:
    """Rows of views that are no part of the export contract."""
    publishers = {document.id: document.publisher or UNNAMED for document in story.documents}
    unnamed = Counter(publishers.get(q.content[0].document_id) for q in story.quotes if q.basis == "anonymous")
    sources: list[Row] = [
        {
            "kind": "source",
            "publisher": s.publisher,
            "documents": s.documents,
            "own": s.documents - s.copies,
            "copies": s.copies,
            "events": s.events,
            "hedged": s.hedged,
            "anonymous": unnamed[s.publisher],
            "first_reports": s.first_reports,
        }
        for s in story.sources
    ]
    gaps: list[Row] = [{"kind": "gap", "gap": g.kind, "message": g.message} for g in story.gaps]
    return [*sources, *gaps, *_actor_rows(story)]


def _saying_rows(story: Story) -> list[Row]:
    documents = {document.id: document for document in story.documents}
    return [
        {
            "kind": "saying",
            "id": saying.id,
            "text": saying.text,
            "speaker": saying.speaker.name if saying.speaker else None,
            "sources": saying.sources,
            "places": list(saying.places),
            "differences": [difference.because for difference in saying.differences],
        }
        for saying in find_sayings(story.quotes, documents, story.copies)
    ]


def _actor_rows(story: Story) -> list[Row]:
    rows: list[Row] = []
    for actor in story.actors:
        rows.append(
            {
                "kind": "actor",
                "id": actor.id,
                "name": actor.name,
                "actor_kind": actor.kind,
                "aliases": [*actor.aliases, *actor.roles],
                "stands_for": "",
            }
        )
        rows += [
            {
                "kind": "actor",
                "id": p.id,
                "name": p.name,
                "actor_kind": p.kind,
                "aliases": list(p.aliases),
                "stands_for": actor.name,
            }
            for p in actor.proxies
        ]
    return rows


def _with_publisher(row: Row, publishers: dict[str, str]) -> Row:
    """Return a row with the outlet beside every document it names."""
    if "mentions" in row:
        return {**row, "mentions": [_with_publisher(m, publishers) for m in row["mentions"]]}
    return {**row, "publisher": publishers.get(row["document"], "")} if "document" in row else row


def _reported_since(row: Row, published: dict[str, str], since: str) -> bool:
    """Return whether one of a record's documents came out by then; a record of no one document is always kept."""
    documents = [m["document"] for m in row.get("mentions", [])] or [row.get("document", row.get("id", ""))]
    days = [published[d] for d in documents if d in published]
    return not days or max(days) >= since


def _order(row: Row, published: dict[str, str]) -> tuple[bool, str, str]:
    when = row.get("date") or row.get("start") if row["kind"] in _DATED else row.get("month")
    key = str(when or row.get("due") or row.get("published") or published.get(row.get("document", ""), "") or "")
    return (not key, key, str(row.get("id", "")))
