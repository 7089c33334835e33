"""Commands for public records: load files, replay or fetch, list, status."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .common import say

if TYPE_CHECKING:
    from ..record_store import RecordStore
    from .common import Commands


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
    records = commands.add_parser("records", help="public records beside the press: load, fetch, list, status")
    actions = records.add_subparsers(metavar="ACTION", required=True)
    load = actions.add_parser("load", help="read files that a service gave (JSON, ATOM, CSV); nothing is asked online")
    load.add_argument("story", type=Path)
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument(
        "--service", default="", metavar="NAME", help="which service it is; told from the content if left out"
    )
    load.set_defaults(run=_load)
    listing = actions.add_parser("list", help="every record that is kept, in order of date")
    listing.add_argument("story", type=Path, nargs="?", default=Path())
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON Lines, every field")
    form.add_argument("--csv", action="store_true", help="CSV, every field")
    listing.set_defaults(run=_list)
    status = actions.add_parser("status", help="what is kept of each service, what is missing, calls left today")
    status.add_argument("story", type=Path, nargs="?", default=Path())
    status.set_defaults(run=_status)


def _open(folder: Path) -> RecordStore:
    from ..record_store import RecordStore
    from ..storyfile import read_story_file

    read_story_file(folder)  # says so if this is no story
    return RecordStore(folder / "story.db")


def _load(options: argparse.Namespace) -> int:
    from ..connectors import CONNECTORS
    from ..errors import InputError
    from ..plain_words import count_of
    from ..records import load_file

    if options.service and options.service not in CONNECTORS:
        raise InputError(f"no service {options.service!r}; there are {', '.join(CONNECTORS)}")
    failed = 0
    with _open(options.story) as store:
        for path in options.files:
            try:
                loaded = load_file(store, path, options.service)
            except InputError as error:
                say(f"detente: {error}")
                failed += 1
                continue
            say(
                f"{loaded.name}: {loaded.service}, {count_of(loaded.rows, 'entry', 'entries')}, {count_of(loaded.new, 'new record')}"
            )
            for note in loaded.notes:
                say(f"  {note}")
    if failed < len(options.files):
        say(f"now run: detente build {options.story}")
    return 3 if failed else 0


def _list(options: argparse.Namespace) -> int:
    from ..public_rows import record_row
    from ..tables import as_csv, as_json

    with _open(options.story) as store:
        records = sorted(store.records(), key=lambda r: (r.when.text(), r.id))
    rows = [record_row(record) for record in records]
    if options.json or options.csv:
        sys.stdout.write(as_json(rows) if options.json else as_csv(rows))
        return 0
    from ..cards import printable

    for row in rows:
        amount = f"{row['amount']:,.2f} {row['unit']}" if row["amount"] is not None else ""
        ceiling = f" (ceiling {row['ceiling']:,.2f}: no money)" if row["ceiling"] is not None else ""
        parts = (
            row["date"] or "undated",
            row["title"],
            " → ".join(filter(None, (row["giver"], row["receiver"]))),
            amount + ceiling,
        )
        sys.stdout.write(printable("  ".join(filter(None, parts))) + "\n")
    if not rows:
        say(f"no public records yet; detente records load {options.story} FILE")
    return 0


def _status(options: argparse.Namespace) -> int:
    from ..plain_words import count_of

    with _open(options.story) as store:
        services, notes, unfinished = store.status(), store.notes(), store.unfinished()
    for each in services:
        span = f", {each.first} to {each.last}" if each.first else ""
        problems = f", {each.problems} that could not be read" if each.problems else ""
        sys.stdout.write(
            f"{each.service}: {count_of(each.responses, 'answer')}{problems}, {count_of(each.records, 'record')}{span}\n"
        )
    for service, asked, note in notes:
        sys.stdout.write(f"  {service} ({asked}): {note}\n")
    for service in unfinished:
        sys.stdout.write(f"  {service}: the last fetch was stopped; fetch again to go on\n")
    if not services:
        say(f"no public records yet; detente records load {options.story} FILE")
    return 0
