"""Public records on disk, in story.db beside the rest: what services answered, and what was read from it.

Only ever added to. A page and its records are kept together or not at all, so a stopped fetch leaves nothing half.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from .connectors import Page, Parsed, Request
from .store import connect, explained
from .types import PublicRecord, make_id

_SCHEMA = Path(__file__).with_name("record_schema.sql")
_RESUME = timedelta(hours=24)  # an unfinished fetch this recent is gone on with


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """What is kept of one service: answers, those that could not be read, records, and the span of days."""

    service: str
    responses: int
    problems: int
    records: int
    first: str
    last: str
    fetched: str


class RecordStore:
    """The public records of an open story.db. Use it as a context manager, or call `close`.

    Raises:
        StoryError: the file is no SQLite database, or it cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with explained(path), ExitStack() as opened:
            self._db = opened.enter_context(closing(connect(path)))
            self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))
            opened.pop_all()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the database; what was committed stays."""
        self._db.close()

    def keep(self, page: Page, parsed: Parsed, run: str = "") -> int:
        """Keep a page with the records read from it, both or neither; return how many of them are new."""
        with self._transaction():
            self._keep_response(page, (parsed.rows, parsed.notes, ""), run)
            before = self._db.total_changes
            self._db.executemany(
                "INSERT OR IGNORE INTO public_record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (_row(record) for record in parsed.records),
            )
            return self._db.total_changes - before

    def keep_unread(self, page: Page, problem: str, run: str = "") -> None:
        """Keep an answer that could not be read, with the reason; it is never replayed."""
        with self._transaction():
            self._keep_response(page, (0, (), problem), run)

    def answered(self, request: Request, run: str) -> Page | None:
        """Return the page that answered a question in this run, if it was read."""
        rows = self._pages("WHERE r.request = ? AND r.run = ? AND r.problem = '' ORDER BY r.id DESC", (request.id, run))
        return next(rows, None)

    def pages(self, service: str) -> Iterator[Page]:
        """Yield every page of a service that could be read, in the order they came."""
        return self._pages("WHERE r.service = ? AND r.problem = '' ORDER BY r.id", (service,))

    def records(self) -> list[PublicRecord]:
        """Return every version of every record, the latest reading of each, in the order they came."""
        rows = self._db.execute(
            "SELECT body FROM public_record WHERE rowid IN (SELECT max(rowid) FROM public_record GROUP BY id, source) "
            "ORDER BY rowid"
        )
        return [msgspec.json.decode(body, type=PublicRecord) for (body,) in rows]

    def fingerprint(self) -> str:
        """Return what changes when a record is added."""
        return str(self._db.execute("SELECT count(*), max(rowid) FROM public_record").fetchone())

    def begin_run(self, service: str, watch: str, now: datetime) -> str:
        """Return the id of the run to fetch in: an unfinished one of the same watch list and day, or a new one."""
        row = self._db.execute(
            "SELECT run, at FROM record_run WHERE service = ? AND watch = ? AND event = 'started' AND run NOT IN "
            "(SELECT run FROM record_run WHERE event = 'finished') ORDER BY rowid DESC",
            (service, watch),
        ).fetchone()
        if row and now - datetime.fromisoformat(row[1]) < _RESUME:
            return str(row[0])
        before = self._db.execute("SELECT count(*) FROM record_run").fetchone()[0]
        run = make_id("run", service, watch, now.isoformat(), before)
        self._event(run, service, watch, "started", now)
        return run

    def finish_run(self, run: str, service: str, watch: str, now: datetime) -> None:
        """Note that every question of a run is answered."""
        self._event(run, service, watch, "finished", now)

    def unfinished(self) -> list[str]:
        """Return the services whose last fetch was stopped."""
        rows = self._db.execute(
            "SELECT service FROM record_run GROUP BY service HAVING max(CASE event WHEN 'started' THEN at END) > "
            "ifnull(max(CASE event WHEN 'finished' THEN at END), '')"
        )
        return [str(service) for (service,) in rows]

    def status(self) -> list[ServiceStatus]:
        """Return what is kept of each service."""
        rows = self._db.execute(
            "SELECT r.service, count(*), sum(r.problem != ''), p.records, p.first, p.last, max(r.fetched) "
            "FROM raw_response r LEFT JOIN (SELECT service, count(DISTINCT id) AS records, "
            "min(nullif(date, '')) AS first, max(date) AS last FROM public_record GROUP BY service) p USING (service) "
            "GROUP BY r.service ORDER BY r.service"
        )
        return [ServiceStatus(s, n, bad, r or 0, a or "", b or "", f or "") for s, n, bad, r, a, b, f in rows]

    def notes(self) -> list[tuple[str, str, str]]:
        """Return (service, question or file, note) of every answer that has a note or a problem."""
        rows = self._db.execute(
            "SELECT service, iif(watch = '', url, watch), notes, problem FROM raw_response "
            "WHERE notes != '[]' OR problem != '' ORDER BY id"
        )
        told = ((s, w, n) for s, w, notes, problem in rows for n in (*msgspec.json.decode(notes), problem) if n)
        return list(dict.fromkeys(told))

    def _keep_response(self, page: Page, read: tuple[int, tuple[str, ...], str], run: str) -> None:
        asked, rows, notes, problem = page.request, *read
        seen = self._db.execute(
            "SELECT 1 FROM raw_response WHERE request = ? AND run = ? AND sha256 = ? AND problem = ?",
            (asked.id, run, page.sha256, problem),
        ).fetchone()
        if seen:
            return
        self._db.execute("INSERT OR IGNORE INTO raw_body VALUES (?,?)", (page.sha256, zlib.compress(page.body)))
        self._db.execute(
            "INSERT INTO raw_response VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                run,
                asked.service,
                asked.id,
                asked.method,
                asked.url,
                _json(asked.params),
                asked.body,
                asked.watch,
                page.status,
                _json(page.headers),
                page.fetched.isoformat() if page.fetched else None,
                page.sha256,
                rows,
                _json(notes),
                problem,
            ),
        )

    def _pages(self, where: str, values: tuple[str, ...]) -> Iterator[Page]:
        rows = self._db.execute(
            "SELECT r.service, r.method, r.url, r.params, r.asked, r.watch, r.status, r.headers, r.fetched, b.body "
            f"FROM raw_response r JOIN raw_body b USING (sha256) {where}",
            values,
        )
        for service, method, url, params, asked, watch, status, headers, fetched, body in rows:
            pairs = msgspec.json.decode(params, type=tuple[tuple[str, str], ...])
            yield Page(
                Request(service, method, url, pairs, asked, watch),
                zlib.decompress(body),
                status,
                msgspec.json.decode(headers, type=tuple[tuple[str, str], ...]),
                datetime.fromisoformat(fetched) if fetched else None,
            )

    def _event(self, run: str, service: str, watch: str, event: str, now: datetime) -> None:
        with self._transaction():
            self._db.execute(
                "INSERT OR IGNORE INTO record_run VALUES (?,?,?,?,?)", (run, service, watch, event, now.isoformat())
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with explained(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            with self._db:  # commits, or rolls back when anything goes wrong
                yield


def _row(record: PublicRecord) -> tuple[object, ...]:
    body = _json(record)
    return (
        record.id, record.source, make_id("digest", body), record.service, record.kind, record.title,
        record.giver.name, record.receiver.name, record.when.text(), record.published.text(), _float(record.amount),
        _float(record.ceiling), record.unit, record.group, ", ".join(record.flags), record.url, body,
    )  # fmt: skip


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
