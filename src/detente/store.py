"""A story on disk: SQLite in WAL mode. It keeps documents and codings, and the told story for whoever reads it.

Codings are committed piece by piece as they are made, so a stopped build loses nothing and goes on where it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from .errors import StoryError
from .partitions import take_partitions, write_partitions
from .pile import Pile, document_row
from .told_tables import create_told, drop_told, read_told, told_before, told_inputs, write_told
from .types import Coding, Document, Problem, Story

SCHEMA_VERSION = 6
_SCHEMA = Path(__file__).with_name("schema.sql")
_INDEX_NEW = """
INSERT INTO document_fts (rowid, title, text)
SELECT rowid, title, text FROM document WHERE rowid NOT IN (SELECT id FROM document_fts_docsize)
"""
_KEPT = "what was coded is kept, run the same command again to go on"
_REMEDIES = (
    ("disk is full", f"the disk is full: free some space; {_KEPT}"),
    ("disk I/O error", f"the disk cannot be written (full, or failing): free some space; {_KEPT}"),
    ("readonly", "it cannot be written: make the folder writable, or copy the story somewhere else"),
    ("unable to open", "it cannot be opened: is the folder there, and may you write in it?"),
    ("locked", f"another program is writing to it: wait for it or close it; {_KEPT}"),
    ("malformed", "the file is damaged: move story.db away and run detente build, which reads the documents anew"),
    ("not a database", "cannot be opened as a story (file is not a database): move it away and run detente build"),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say what to do about an error of SQLite.

    Raises:
        StoryError: there was one.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StoryError(path, _remedy(error)) from error


def connect(path: Path) -> sqlite3.Connection:
    """Return a story.db, open; in a folder that cannot be written, a sound file can still be read.

    Raises:
        sqlite3.Error: it is no database, or cannot be opened.
    """
    db = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        db.close()
        waiting = path.with_name(path.name + "-wal").exists()  # of a build, or for one: not to be read without
        if waiting or not path.is_file() or not isinstance(error, sqlite3.OperationalError):
            raise
        db = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True, isolation_level=None)
    return db


class Store:
    """An open story.db. Use it as a context manager, or call `close`.

    Raises:
        StoryError: the file is no SQLite database, was written by a newer detente, or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with explained(path), ExitStack() as opened:
            self._db = opened.enter_context(closing(connect(path)))
            self._db.execute("PRAGMA foreign_keys=ON")
            # A commit may be lost with the power, and is then made again; the file stays sound.
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._prepare()
            opened.pop_all()
        self.pile = Pile(self._db)

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

    def documents(self) -> list[Document]:
        """Return every document, oldest id first."""
        rows = self._db.execute("SELECT body FROM document ORDER BY id")
        return [msgspec.json.decode(body, type=Document) for (body,) in rows]

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add documents; one that is there already stays as it is."""
        rows = (document_row(d, msgspec.json.encode(d).decode()) for d in documents)
        with self.transaction():
            self._db.executemany("INSERT OR IGNORE INTO document VALUES (?,?,?,?,?,?,?,?,?,?)", rows)

    def codings(self) -> Iterator[Coding]:
        """Yield every coding with what the telling half needs of it: without its blocks."""
        for (body,) in self._db.execute("SELECT body FROM coding ORDER BY document"):
            yield replace(msgspec.json.decode(body, type=Coding), blocks=())

    def problems(self) -> list[Problem]:
        """Return what could not be read or coded."""
        rows = self._db.execute("SELECT DISTINCT document, step, message FROM problem ORDER BY document, step, message")
        return [Problem(*row) for row in rows]

    def told(self) -> tuple[str, Story] | None:
        """Return the told story with the fingerprint of what it was told from; None before the first build."""
        return read_told(self._db)

    def told_before(self) -> Story | None:
        """Return the telling that the next one is compared with; None before the first build."""
        return told_before(self._db)

    def inputs(self) -> str:
        """Return the fingerprint of what the story was told from; "" before the first build."""
        return told_inputs(self._db)

    def save_story(self, story: Story, inputs: str) -> None:
        """Keep the told story as tables, in place of the one told before."""
        with self.transaction():
            write_told(self._db, story, inputs)
            self._db.execute(_INDEX_NEW)

    def write_partitions(self, folder: Path) -> None:
        """Write what the story is told from as Parquet, by month.

        Raises:
            StoryError: the folder cannot be written.
        """
        write_partitions(self._db, folder)

    def take_partitions(self, folder: Path, coder: str) -> None:
        """Put what `write_partitions` wrote in place of the documents, codings and pile that are here.

        Raises:
            StoryError: the folder is not whole or cannot be read, or another coder made it.
        """
        with self.transaction():
            take_partitions(self._db, folder, coder)

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str, str]]:
        """Return (kind, id, text) of what is told that contains all the words, best first: events, quotes, claims, …"""
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not query:
            return []
        rows = self._db.execute(
            "SELECT kind, id, text FROM passage_fts WHERE passage_fts MATCH ? ORDER BY rank LIMIT ?", (query, limit)
        )
        return rows.fetchall()

    def integrity(self) -> list[str]:
        """Return what SQLite's own checks complain of; nothing when the file is sound."""
        found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [f"dangling reference in {row[0]}" for row in self._db.execute("PRAGMA foreign_key_check")]

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise StoryError(self.path, "was written by a newer detente; upgrade detente, or build it anew elsewhere")
        if version < SCHEMA_VERSION:
            drop_told(self._db)
            self._db.execute("DROP TABLE IF EXISTS problem")  # every piece is read again, and says its problems again
        self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))
        create_told(self._db)
        if version < SCHEMA_VERSION:
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is done within, or leave the story as it was when anything goes wrong.

        Raises:
            StoryError: the disk is full, the folder is read-only, another program holds the file, or it is damaged.
        """
        with explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            with self._db:  # commits, or rolls back
                yield

    @contextmanager
    def building(self) -> Iterator[None]:
        """Keep every other build of this story out; the lock goes with this process, however it ends.

        Raises:
            StoryError: another build is at work, or the folder cannot be written.
        """
        with explained(self.path):
            lock = sqlite3.connect(self.path.with_name(".building"), timeout=0, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
            yield
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise StoryError(self.path, _remedy(error)) from error
            raise StoryError(self.path, "another build of this story is running: wait for it, or stop it") from error
        finally:
            lock.close()


def _remedy(error: sqlite3.Error) -> str:
    """Return what a person can do about an error of SQLite."""
    said = str(error)
    return next((remedy for words, remedy in _REMEDIES if words in said), f"cannot be used ({said})")
