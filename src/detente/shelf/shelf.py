"""A telling open for reading: one snapshot per page, records by id or slice, and small stories made of them."""

from __future__ import annotations

import os
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

import msgspec

from ..analysis.arc import Arc
from ..analysis.tallies import Tally, gather_bins
from ..errors import StoryError
from ..store import SCHEMA_VERSION
from ..types import (
    Actor,
    Attribution,
    Change,
    Characterisation,
    Claim,
    Copy,
    Document,
    Event,
    Expectation,
    Outcome,
    Pair,
    Passage,
    Phase,
    Question,
    Reaction,
    Story,
    TurningPoint,
    When,
)
from .kept import Kept

PAGE = 50  # records of one page of a list
T = TypeVar("T")
TABLES: dict[type, str] = {
    Event: "event",
    Attribution: "quote",
    Claim: "claim",
    Question: "question",
    Phase: "phase",
    TurningPoint: "turning_point",
    Expectation: "expectation",
    Reaction: "reaction",
    Characterisation: "characterisation",
    Change: "change",
    Pair: "pair",
}
_KEPT = 64_000_000  # bytes kept of one build: orders of rows, counts and drawings
_MAPPED = 2_000_000_000  # bytes of a story that are read without copying them
_MANY = 400  # ids asked for in one statement


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page of a list: its items, which page it is, and how many items there are on all pages."""

    items: tuple[T, ...]
    page: int
    total: int
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which rows of a table: a condition in SQL of ours with its values, and the places they lie between, if any."""

    where: str = ""
    values: tuple[object, ...] = ()
    first: str = ""
    after: str = ""


class Shelf:
    """A story.db, or a telling beside it, that is only read; threads share it.

    ``told`` is the file of a telling as of a past day; its documents are those of the story.db.

    Raises:
        StoryError: there is no such file, or it is no story.
    """

    def __init__(self, path: Path, told: Path | None = None) -> None:
        self.path = path
        self._told = told
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._kept: dict[str, Kept] = {}
        if not path.is_file():
            raise StoryError(path.parent, f"not built yet; run: detente build {path.parent}")

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Open a reader that sees the story as it is now, whatever is built meanwhile.

        Raises:
            StoryError: nothing is told yet, or an older detente told it.
        """
        try:
            db = self._connection()
            try:
                db.execute("BEGIN")
                yield self._reader(db)
            finally:
                db.execute("ROLLBACK")
                self._idle.put(db)
        except sqlite3.Error as error:
            raise StoryError(self.path, f"cannot be read now ({error})") from error

    def close(self) -> None:
        """Close every connection that is not in use."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _connection(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except Empty:
            main = self._told or self.path
            db = sqlite3.connect(_read_only(main), uri=True, isolation_level=None, check_same_thread=False, timeout=5)
            if self._told:
                db.execute("ATTACH DATABASE ? AS pile", (_read_only(self.path),))
            db.execute("PRAGMA query_only=ON")
            db.execute("PRAGMA cache_size=-32000")
            db.execute(f"PRAGMA mmap_size={_MAPPED}")
            return db

    def _reader(self, db: sqlite3.Connection) -> Reader:
        ours = self._told is not None or db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        row = db.execute("SELECT body FROM told WHERE key = 'inputs'").fetchone() if ours else None
        if row is None:
            folder = self.path.parent
            raise StoryError(folder, f"not built yet, or by another detente; run: detente build {folder}")
        if row[0] not in self._kept:
            self._kept = {row[0]: Kept(_KEPT)}  # what was kept of an earlier build is of no use now
        return Reader(db, row[0].strip('"'), self._kept[row[0]])


class Reader:
    """One snapshot of a telling. ``build`` changes whenever anything that is told does."""

    def __init__(self, db: sqlite3.Connection, build: str, kept: Kept) -> None:
        self.db = db
        self.build = build
        self.kept = kept

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.db.execute(sql, values).fetchall()

    def count(self, sql: str, *values: object) -> int:
        """Return the number that a query counts."""
        return int(self.db.execute(sql, values).fetchone()[0])

    def told(self, key: str, kind: Any) -> Any:  # noqa: ANN401 - as many kinds as there are keys
        """Return what is kept under a key of the table `told`, read once per build."""
        return self.kept.get(("told", key), lambda: msgspec.json.decode(self._told(key), type=kind))

    def _told(self, key: str) -> str:
        row = self.db.execute("SELECT body FROM told WHERE key = ?", (key,)).fetchone()
        return row[0] if row else "null"

    def facet(self, name: str) -> list[tuple[str, int]]:
        """Return how many records there are of each value of a column that pages choose by, the most frequent first."""
        facets: Mapping[str, list[tuple[str, int]]] = self.told("facets", dict[str, list[tuple[str, int]]])
        return facets.get(name, [])

    def records(self, kind: type[T], where: str, *values: object) -> tuple[T, ...]:
        """Return the records of a kind; ``where`` is what follows the table's name in SQL, never text of a request."""
        bodies = self.db.execute(f"SELECT body FROM {TABLES[kind]} {where}", values)
        return tuple(msgspec.json.decode(body, type=kind) for (body,) in bodies)

    def record(self, kind: type[T], record_id: str) -> T | None:
        """Return one record; None where there is none of that id."""
        return next(iter(self.records(kind, "WHERE id = ? LIMIT 1", record_id)), None)

    def named(self, kind: type[T], ids: Iterable[str]) -> tuple[T, ...]:
        """Return the records of these ids, in the order they are told."""
        wanted = list(dict.fromkeys(ids))[:_MANY]
        marks = ",".join("?" * len(wanted))
        return self.records(kind, f"WHERE id IN ({marks}) ORDER BY rowid", *wanted) if wanted else ()

    def slice(
        self,
        kind: type[T],
        choice: Choosing,
        order: str = "place",
        page: int = 1,
        size: int = PAGE,
    ) -> Slice[T]:
        """Return one page of the records that a condition holds for, in an order; both are SQL of ours."""
        rows, page, total = self.row_numbers(TABLES[kind], choice, order, page, size)
        marks = ",".join("?" * len(rows))
        bodies = dict(self.db.execute(f"SELECT rowid, body FROM {TABLES[kind]} WHERE rowid IN ({marks})", rows))
        return Slice(tuple(msgspec.json.decode(bodies[row], type=kind) for row in rows), page, total, size)

    def row_numbers(
        self, table: str, choice: Choosing, order: str, page: int, size: int = PAGE
    ) -> tuple[Sequence[int], int, int]:
        """Return the row numbers of one page of a table, which page it is, and how many rows all pages have.

        The order of all chosen rows is found once per build: every page of the list is a slice of it.
        """
        rows: array[int] = self.kept.get(
            ("order", table, choice.where, choice.values, order),
            lambda: array("I", self._ordered(table, choice, order)),
            lambda found: found.itemsize * len(found),
        )
        start, end = self._span(table, rows, choice)
        page = min(page, max(1, -(-(end - start) // size)))
        at = start + (page - 1) * size
        return rows[at : min(at + size, end)].tolist(), page, end - start

    def _ordered(self, table: str, choice: Choosing, order: str) -> Iterator[int]:
        found = self.db.execute(f"SELECT rowid FROM {table} {choice.where} ORDER BY {order}", choice.values)
        return (row for (row,) in found)

    def _span(self, table: str, rows: Sequence[int], choice: Choosing) -> tuple[int, int]:
        """Return where the rows between two places begin and end; such a list is in order of place."""

        def place(row: int) -> str:
            return str(self.db.execute(f"SELECT place FROM {table} WHERE rowid = ?", (row,)).fetchone()[0])

        start = bisect_left(rows, choice.first, key=place) if choice.first else 0
        end = bisect_left(rows, choice.after, start, key=place) if choice.after else len(rows)
        return start, end

    @property
    def title(self) -> str:
        """The story's title."""
        return str(self.told("title", str))

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The story's actors."""
        actors: tuple[Actor, ...] = self.told("actors", tuple[Actor, ...])
        return actors

    def arc(self) -> Arc:
        """Return the arc of the story, with its acts counted."""
        return self.kept.get("arc", self._arc)

    def _arc(self) -> Arc:
        arc: Arc = self.told("arc", Arc)
        return replace(arc, bins=gather_bins(self.tallies()))

    def tallies(self) -> tuple[Tally, ...]:
        """Return the acts counted by lane, and by week, month, quarter and year."""
        rows = self.rows("SELECT unit, lane, first, after, side, level, total, count FROM tally")
        day = date.fromisoformat
        return tuple(Tally(unit, lane, day(a), day(b), *rest) for unit, lane, a, b, *rest in rows)

    def documents(self, ids: Iterable[str], texts: bool) -> tuple[Document, ...]:
        """Return documents by id, with their told dates; without ``texts`` theirs is left unread."""
        return self._documents(ids, texts)[0]

    def _documents(self, ids: Iterable[str], texts: bool) -> tuple[tuple[Document, ...], tuple[Copy, ...]]:
        """Return documents by id, and which of them repeat another."""
        wanted = list(dict.fromkeys(ids))[:_MANY]
        marks = ",".join("?" * len(wanted))
        text, join = ("d.text", "JOIN document d ON d.id = t.id") if texts else ("''", "")
        rows = self.rows(
            f"SELECT t.copy_of, t.body, t.id, {text}, t.path, t.url, t.source_id, t.publisher, t.author, t.title "
            f"FROM told_document t {join} WHERE t.id IN ({marks}) ORDER BY t.rowid",
            *wanted,
        )
        documents = tuple(_document(columns, day) for _, day, *columns in rows)
        return documents, tuple(Copy(row[2], row[0], 1.0) for row in rows if row[0] is not None)

    def story(self, *records: object, texts: bool = False, **parts: object) -> Story:
        """Return a small story of these records: with the documents and attributions they rest on, and no more."""
        events = [r for r in records if isinstance(r, Event)]
        claims = [r for r in records if isinstance(r, Claim)]
        quotes = [r for r in records if isinstance(r, Attribution)]
        said = {m.attribution for e in events for m in e.mentions if m.attribution} if texts else set()
        said |= {c.attribution for c in claims if c.attribution}
        quotes += self.named(Attribution, said - {q.id for q in quotes})
        held = _held(records)
        documents, copies = self._documents((p.document_id for p in held), texts)
        whole = Story(
            title=self.title, actors=self.actors, as_of=self.arc().as_of, documents=documents,
            copies=copies, events=tuple(events), phases=(), turning_points=(),
            claims=tuple(claims), questions=tuple(r for r in records if isinstance(r, Question)), quotes=tuple(quotes),
            expectations=tuple(r for r in records if isinstance(r, Expectation)), outcomes=(),
            reactions=tuple(r for r in records if isinstance(r, Reaction)),
            characterisations=tuple(r for r in records if isinstance(r, Characterisation)), sources=(), gaps=(),
            problems=(),
        )  # fmt: skip
        return replace(whole, **parts) if parts else whole  # type: ignore[arg-type]

    def copies(self, ids: Iterable[str]) -> tuple[Copy, ...]:
        """Return which of these documents repeat another."""
        return self._documents(ids, texts=False)[1]

    def outcomes(self, expectations: Iterable[Expectation]) -> tuple[Outcome, ...]:
        """Return what became of expectations."""
        wanted = [e.id for e in expectations][:_MANY]
        marks = ",".join("?" * len(wanted))
        rows = self.rows(f"SELECT id, status, closed_by FROM expectation WHERE id IN ({marks})", *wanted)
        return tuple(Outcome(i, status, tuple(msgspec.json.decode(closed))) for i, status, closed in rows)


def _held(records: Iterable[object]) -> list[Passage]:
    """Return a passage of each document that the records rest on."""
    held: list[Passage] = []
    for record in records:
        match record:
            case Event():
                held += [m.passage for m in record.mentions]
            case Attribution():
                held += record.content
            case TurningPoint():
                held += record.causes
            case Claim() | Expectation() | Reaction() | Characterisation():
                held.append(record.passage)
    return held


def _document(columns: Sequence[str], published: str) -> Document:
    document_id, text, path, url, source_id, publisher, author, title = columns
    when = msgspec.json.decode(published, type=When)
    return Document(document_id, text, path, url, source_id, publisher, author, title, when)


def _read_only(path: Path) -> str:
    """The address of a file to be read; in a folder that cannot be written SQLite can set up no log beside it."""
    waiting = path.with_name(path.name + "-wal").exists()
    mode = "mode=ro" if waiting or os.access(path.parent, os.W_OK) else "immutable=1"
    return f"{path.resolve().as_uri()}?{mode}"
