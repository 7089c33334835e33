"""Public records of a story, for the command line and Python: load files, replay what is kept, ask the services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .connectors import CONNECTORS, Connector, Page, Parsed, Request
from .connectors.pages import FILE
from .connectors.settings import load_service
from .errors import InputError, RecordsError, ServiceError
from .record_store import RecordStore
from .types import Watch, make_id

_LARGEST = 256_000_000  # bytes of a file


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one file, or replaying one service, brought: entries read, records new, and notes."""

    name: str
    service: str
    rows: int
    new: int
    notes: tuple[str, ...] = ()


def known_services(names: Sequence[str]) -> tuple[str, ...]:
    """Return the services named, all of them for none.

    Raises:
        InputError: there is no such service.
    """
    unknown = [name for name in names if name not in CONNECTORS]
    if unknown:
        raise InputError(f"no service {unknown[0]!r}; there are {', '.join(CONNECTORS)}")
    return tuple(names) or tuple(CONNECTORS)


def load_file(store: RecordStore, path: Path, service: str = "") -> Loaded:
    """Keep a file that a service gave, with its records. The service is told from the content if it is not given.

    Raises:
        InputError: the file cannot be read, or no service's answer looks like it.
        ResponseError: it is a service's, but cut off or changed.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: over {_LARGEST // 1_000_000} MB; split it, or fetch it with --online")
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    name = service or recognise(path.name, body)
    if not name:
        known = ", ".join(CONNECTORS)
        raise InputError(f"{path}: looks like no answer of {known}; say which it is with --service")
    # Only the file's name is kept: where it lies on this machine is nobody's business.
    page = Page(Request(name, FILE, path.name), body, 0)
    try:
        parsed = CONNECTORS[name].parse(page)
    except RecordsError as error:
        raise InputError(f"{path}: {error}") from error
    return Loaded(path.name, name, parsed.rows, store.keep(page, parsed), parsed.notes)


def recognise(name: str, body: bytes) -> str:
    """Return the service whose answer a file looks like; "" for none."""
    return next((service for service, c in CONNECTORS.items() if c.recognises(name, body)), "")


def replay(store: RecordStore, services: Iterable[str] = ()) -> Iterator[Loaded]:
    """Read every kept answer again, offline: after detente has learnt to read more, its records grow.

    Raises:
        ResponseError: an answer that was read once no longer is.
    """
    for service in services or CONNECTORS:
        rows = new = 0
        for page in list(store.pages(service)):
            parsed = CONNECTORS[service].parse(page)
            rows, new = rows + parsed.rows, new + store.keep(page, parsed)
        if rows:
            yield Loaded("kept answers", service, rows, new)


def fetch(store: RecordStore, service: str, watch: Watch, send: Callable[[Request], Page], now: datetime) -> Loaded:
    """Ask a service what the watch list calls for, keeping each page as it comes; a stopped run is gone on with.

    ``send`` is `Transport.send`. A page that cannot be read is kept with the reason, and ends the run.

    Raises:
        RecordsError: the service does not answer, refuses, or has changed; what was kept stays.
        MissingPartError: a key or a package is missing.
    """
    connector, most = CONNECTORS[service], load_service(service).limits.most_pages
    listed = make_id("watch", watch)
    run = store.begin_run(service, listed, now)
    rows = new = 0
    notes: list[str] = []
    for first in connector.requests(watch):
        waiting, asked, before = [first], 0, ""
        while waiting:
            request = waiting.pop(0)
            asked += 1
            if asked > most:
                raise ServiceError(
                    service, f"more than {most} pages for one question", "narrow [watch]; what was kept stays"
                )
            page, parsed, kept = _answer(store, connector, request, send, run)
            rows, new = rows + parsed.rows, new + kept
            notes += parsed.notes
            if page.sha256 == before:
                raise ServiceError(
                    service, "answers every next page with the same one", "fetch again later, or report it"
                )
            before = page.sha256
            waiting += connector.next_page(page) if parsed.rows else ()
    store.finish_run(run, service, listed, now)
    return Loaded("answers", service, rows, new, tuple(dict.fromkeys(notes)))


def _answer(
    store: RecordStore, connector: Connector, request: Request, send: Callable[[Request], Page], run: str
) -> tuple[Page, Parsed, int]:
    """Return the page for a question, kept from this run or asked now, what it holds, and how much of that is new."""
    kept = store.answered(request, run)
    page = kept or send(request)
    try:
        parsed = connector.parse(page)
        connector.next_page(page)  # a next page that cannot be read makes this one unreadable, too
    except RecordsError as error:
        store.keep_unread(page, str(error), run)
        raise
    return page, parsed, 0 if kept else store.keep(page, parsed, run)
