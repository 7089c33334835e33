"""Rows as text: JSON Lines, CSV, or a table for people. Pure functions; only the command line prints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .rows import Row, story_rows
from .types import Story

if TYPE_CHECKING:
    from rich.table import Table

# What a person sees of each kind; --json and --csv give every field.
COLUMNS: dict[str, tuple[str, ...]] = {
    "phase": ("start", "end", "label", "polarity", "sources"),
    "turning_point": ("date", "earliest", "latest", "causes"),
    "event": ("date", "actor", "type", "recipient", "modality", "independent_sources", "confidence", "text", "id"),
    "question": ("what", "verdict", "claims", "id"),
    "claim": ("subject", "text", "qualifier", "what", "scope", "as_of", "basis", "publisher", "id"),
    "quote": ("speaker", "cue", "text", "quote_type", "firmness", "publisher", "id"),
    "reaction": ("author", "stance", "toward", "text", "publisher"),
    "expectation": ("due", "status", "type", "who", "what", "said", "id"),
    "source": ("publisher", "documents", "copies", "events", "hedged", "first_reports"),
    "gap": ("gap", "message"),
    "actor": ("id", "name", "actor_kind", "aliases", "stands_for"),
    "document": ("published", "published_basis", "publisher", "title", "copy_of", "id"),
    "problem": ("document", "step", "message"),
    "characterisation": ("date", "state", "polarity", "cause", "text", "publisher"),
}
KINDS: dict[str, tuple[str, ...]] = {
    "phases": ("phase", "turning_point"),
    "events": ("event",),
    "claims": ("question", "claim"),
    "quotes": ("quote",),
    "reactions": ("reaction",),
    "forward": ("expectation",),
    "sources": ("source",),
    "gaps": ("gap", "problem"),
    "actors": ("actor",),
    "documents": ("document",),
    "characterisations": ("characterisation",),
}


def view_rows(story: Story, what: str, since: date | None = None) -> list[Row]:
    """Return the rows of one view, in date order; with ``since`` only what was reported on or after that day."""
    kinds = KINDS[what]
    published = {d.id: d.published.text() for d in story.documents}
    publishers = {d.id: d.publisher or Path(d.path).name for d in story.documents}
    rows = [r for r in (*story_rows(story), *_summary_rows(story)) if r["kind"] in kinds]
    rows = [{**r, "publisher": publishers.get(r["document"], "")} if "document" in r else r for r in rows]
    if since is not None:
        rows = [r for r in rows if _reported(r, published) >= since.isoformat()]
    return sorted(rows, key=lambda r: (kinds.index(r["kind"]), _order(r, published)))


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
            {
                k: _safe_cell(msgspec.json.encode(v).decode() if isinstance(v, list | dict) else v)
                for k, v in row.items()
            }
        )
    return out.getvalue()


def as_text(rows: Sequence[Row], width: int) -> str:
    """Return rows as one table per kind, for a terminal ``width`` columns wide."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, color_system=None, emoji=False, markup=False)
    for kind in dict.fromkeys(row["kind"] for row in rows):
        console.print(_table(kind, [row for row in rows if row["kind"] == kind]))
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
    if column == "text" and "mentions" in row:
        value = row["mentions"][0]["text"] if row["mentions"] else ""
    if isinstance(value, list):
        return str(len(value)) if column == "claims" else "; ".join(_one(v) for v in value)
    return "" if value is None else str(value)


def printable(text: str) -> str:
    """Return text without control characters: a document must not move the reader's cursor or colours."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _one(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or value)
    return str(value)


def _safe_cell(value: object) -> object:
    # A spreadsheet runs a cell that begins like a formula; a leading apostrophe keeps it text.
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"} and len(value) > 1 else value


def _summary_rows(story: Story) -> list[Row]:
    """Rows of views that are no part of the export contract."""
    sources: list[Row] = [
        {
            "kind": "source",
            "publisher": s.publisher,
            "documents": s.documents,
            "copies": s.copies,
            "events": s.events,
            "hedged": s.hedged,
            "first_reports": s.first_reports,
        }
        for s in story.sources
    ]
    gaps: list[Row] = [{"kind": "gap", "gap": g.kind, "message": g.message} for g in story.gaps]
    return [*sources, *gaps, *_actor_rows(story)]


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


def _reported(row: Row, published: dict[str, str]) -> str:
    documents = [m["document"] for m in row.get("mentions", [])] or [row.get("document", row.get("id", ""))]
    return max((published.get(d, "") for d in documents), default="")


def _order(row: Row, published: dict[str, str]) -> tuple[bool, str, str]:
    when = row.get("date") or row.get("start") if row["kind"] in {"event", "phase", "turning_point"} else None
    key = str(when or row.get("due") or row.get("published") or published.get(row.get("document", ""), "") or "")
    return (not key, key, str(row.get("id", "")))
