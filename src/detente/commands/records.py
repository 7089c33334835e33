"""Commands for public records: load files, replay or fetch, list, status; save answers as fixtures."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_form_flags, add_story, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..connectors.transport import Transport
    from ..record_store import RecordStore
    from ..records import Loaded
    from ..types import Watch
    from .common import Commands

_WHICH = "all that the watch list calls for if left out"


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
    records = commands.add_parser("records", help="public records beside the press: load, fetch, list, status")
    actions = records.add_subparsers(metavar="ACTION", required=True)
    load = actions.add_parser("load", help="read files that a service gave (JSON, ATOM, CSV); nothing is asked online")
    load.add_argument("story", type=Path, metavar="STORY", help="its folder")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE", help="as the service gave it")
    load.add_argument(
        "--service", default="", metavar="NAME", help="which service it is; told from the content if left out"
    )
    load.set_defaults(run=_load)
    fetch = actions.add_parser("fetch", help="read what is kept again, offline; with --online, ask the services")
    fetch.add_argument("story", type=Path, metavar="STORY", help="its folder")
    fetch.add_argument("services", nargs="*", metavar="SERVICE", help=_WHICH)
    where = fetch.add_mutually_exclusive_group()
    where.add_argument("--offline", action="store_true", help="ask nobody (the default)")
    where.add_argument("--online", action="store_true", help="ask the services for what [watch] in story.toml names")
    fetch.set_defaults(run=_fetch)
    saving = actions.add_parser(
        "record", help="ask the services and save real answers as test fixtures, without addresses"
    )
    saving.add_argument("story", type=Path, metavar="STORY", help="its folder: story.toml says what to ask")
    saving.add_argument("services", nargs="*", metavar="SERVICE", help=_WHICH)
    saving.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER", help="where the answers are written"
    )
    saving.set_defaults(run=_record)
    listing = actions.add_parser("list", help="every record that is kept, in order of date")
    add_story(listing)
    add_form_flags(listing)
    listing.set_defaults(run=_list)
    status = actions.add_parser("status", help="what is kept of each service, what is missing, calls left today")
    add_story(status)
    status.set_defaults(run=_status)


def _calls_left() -> list[str]:
    """Return how many calls of each limited service are left, where any were made."""
    from ..connectors import CONNECTORS
    from ..connectors.quota import Quota, default_path
    from ..connectors.settings import load_service

    if not default_path().exists():
        return []
    limits = {name: load_service(name).limits.calls_per_day for name in CONNECTORS}
    now = datetime.now(UTC)
    with closing(Quota(default_path())) as quota:
        left = {name: quota.left(name, limit, now) for name, limit in limits.items() if limit}
    return [f"{name}: {n} of {limits[name]} calls of 24 hours left" for name, n in left.items() if n < limits[name]]


def _open(folder: Path) -> RecordStore:
    from ..record_store import RecordStore
    from ..storyfile import read_story_file

    read_story_file(folder)  # says so if this is no story
    return RecordStore(folder / "story.db")


def _load(options: argparse.Namespace) -> int:
    from ..errors import InputError
    from ..records import known_services, load_file

    known_services([options.service] if options.service else [])
    failed = 0
    with _open(options.story) as store:
        for path in options.files:
            try:
                loaded = load_file(store, path, options.service)
            except InputError as error:
                say(f"detente: {error}")
                failed += 1
                continue
            _report(loaded)
    if failed < len(options.files):
        say(f"now run: detente build {options.story}")
    return 3 if failed else 0


def _fetch(options: argparse.Namespace) -> int:
    from ..records import fetch, known_services, replay

    services = known_services(options.services)
    if options.online:

        def keep(service: str, watch: Watch, transport: Transport) -> None:
            with _open(options.story) as store:
                _report(fetch(store, service, watch, transport.send, datetime.now(UTC)))

        return _ask_each(options.story, services, keep)
    with _open(options.story) as store:
        replayed = list(replay(store, services))
    for each in replayed:
        _report(each)
    if not replayed:
        say("nothing is kept yet: load files, or ask the services with --online")
    return 0


def _record(options: argparse.Namespace) -> int:
    from ..fixtures import save_fixtures
    from ..records import known_services

    def save(service: str, watch: Watch, transport: Transport) -> None:
        for path in save_fixtures(service, watch, transport.send, options.output):
            say(f"Wrote {path}")

    return _ask_each(options.story, known_services(options.services), save)


def _ask_each(folder: Path, services: Sequence[str], ask: Callable[[str, Watch, Transport], None]) -> int:
    """Ask each service that the watch list calls for; one that fails does not keep the others from being asked."""
    import logging
    from dataclasses import replace

    from ..connectors import CONNECTORS
    from ..connectors.quota import Quota, default_path
    from ..connectors.transport import Transport
    from ..errors import DetenteError
    from ..storyfile import read_story_file

    # What is asked again is told in our own words, when it was in vain; stamina's line would say no more.
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    watch = replace(read_story_file(folder).watch, until=datetime.now(UTC).date())
    called = [name for name in services if next(iter(CONNECTORS[name].requests(watch)), None) is not None]
    if not called:
        say(f"nothing to ask: name recipients, committees, orders or series under [watch] in {folder / 'story.toml'}")
    worst = 0
    with closing(Quota(default_path())) as quota, Transport(quota) as transport:
        for service in called:
            try:
                ask(service, watch, transport)
            except DetenteError as error:
                say(f"detente: {error}")
                worst = max(worst, error.exit_code)
    return worst


def _report(loaded: Loaded) -> None:
    from ..plain_words import count_of

    entries, new = count_of(loaded.rows, "entry", "entries"), count_of(loaded.new, "new record")
    say(f"{loaded.name}: {loaded.service}, {entries}, {new}")
    for note in loaded.notes:
        say(f"  {note}")


def _list(options: argparse.Namespace) -> int:
    from ..analysis.public_records import current_versions, without_strangers
    from ..public_rows import record_row
    from ..storyfile import read_story_file
    from ..tables import as_csv, as_json

    file = read_story_file(options.story)
    with _open(options.story) as store:
        current = without_strangers(current_versions(store.records()), file.watch, file.actors)
    records = sorted(current, key=lambda r: (r.when.text(), r.id))
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
        answers, records = count_of(each.responses, "answer"), count_of(each.records, "record")
        sys.stdout.write(f"{each.service}: {answers}{problems}, {records}{span}\n")
    for service, asked, note in notes:
        sys.stdout.write(f"  {service} ({asked}): {note}\n")
    for line in _calls_left():
        sys.stdout.write(f"  {line}\n")
    for service in unfinished:
        sys.stdout.write(f"  {service}: the last fetch was stopped; fetch again to go on\n")
    if not services:
        say(f"no public records yet; detente records load {options.story} FILE")
    return 0
