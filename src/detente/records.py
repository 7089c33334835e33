"""Public records of a story, for the command line and Python: load files, replay what is kept, ask the services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .connectors import CONNECTORS, Page, Request
from .connectors.pages import FILE
from .errors import InputError, RecordsError
from .record_store import RecordStore

_LARGEST = 256_000_000  # bytes of a file


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one file, or replaying one service, brought: entries read, records new, and notes."""

    name: str
    service: str
    rows: int
    new: int
    notes: tuple[str, ...] = ()


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
