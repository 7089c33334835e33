"""A story on disk: SQLite in WAL mode. It keeps documents and codings, and the told story for whoever reads it.

Each document's coding is committed when it is made, so a stopped build loses nothing and goes on where it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from .errors import StoryError
from .told_tables import clear_told, create_told, drop_told, read_told, write_told
from .types import Coding, Document, Problem, Story

SCHEMA_VERSION = 2
_SCHEMA = Path(__file__).with_name("schema.sql")


class Store:
    """An open story.db. Use it as a context manager, or call `close`.

    Raises:
        StoryError: the file is no SQLite database, was written by a newer detente, or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA foreign_keys=ON")
            self._prepare()
        except sqlite3.Error as error:
            raise StoryError(path, f"cannot be opened as a story ({error})") from error

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

    def document_paths(self) -> dict[str, set[str]]:
        """Return the ids of the documents read from each path."""
        paths: dict[str, set[str]] = {}
        for path, document_id in self._db.execute("SELECT path, id FROM document"):
            paths.setdefault(path, set()).add(document_id)
        return paths

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Add documents; one that is there already stays as it is."""
        with self._transaction():
            self._db.executemany(
                "INSERT OR IGNORE INTO document VALUES (?,?,?,?,?,?,?,?,?,?)",
                (
                    (
                        d.id,
                        d.path,
                        d.url,
                        d.source_id,
                        d.publisher,
                        d.author,
                        d.title,
                        d.text,
                        d.published.text(),
                        msgspec.json.encode(d).decode(),
                    )
                    for d in documents
                ),
            )

    def remove_documents(self, ids: Iterable[str]) -> None:
        """Remove documents that an edited file no longer yields, with their codings."""
        with self._transaction():
            clear_told(self._db)
            self._db.executemany("DELETE FROM document WHERE id = ?", ((i,) for i in ids))

    def coded_by(self) -> dict[str, str]:
        """Return the coder's fingerprint for every coded document."""
        return dict(self._db.execute("SELECT document, coder FROM coding"))

    def codings(self) -> Iterator[Coding]:
        """Yield every coding."""
        for (body,) in self._db.execute("SELECT body FROM coding ORDER BY document"):
            yield msgspec.json.decode(body, type=Coding)

    def save_coding(self, coding: Coding) -> None:
        """Keep a document's coding, in place of an older one; its earlier problems are over."""
        with self._transaction():
            self._db.execute("DELETE FROM problem WHERE document = ? AND step = 'coding'", (coding.document_id,))
            self._db.execute(
                "INSERT OR REPLACE INTO coding VALUES (?,?,?)",
                (coding.document_id, coding.coder, msgspec.json.encode(coding).decode()),
            )

    def problems(self) -> list[Problem]:
        """Return what could not be read or coded."""
        rows = self._db.execute("SELECT document, step, message FROM problem ORDER BY document, step, message")
        return [Problem(*row) for row in rows]

    def replace_reading_problems(self, problems: Iterable[Problem]) -> None:
        """Keep these problems in place of those met when the documents were last read; coding's own stay."""
        with self._transaction():
            self._db.execute("DELETE FROM problem WHERE step != 'coding'")
            self._insert_problems(problems)

    def add_problem(self, problem: Problem) -> None:
        """Keep one more problem."""
        with self._transaction():
            self._insert_problems((problem,))

    def told(self) -> tuple[str, Story] | None:
        """Return the told story with the fingerprint of what it was told from; None before the first build."""
        return read_told(self._db)

    def save_story(self, story: Story, inputs: str) -> None:
        """Keep the told story as tables, in place of the one told before."""
        with self._transaction():
            write_told(self._db, story, inputs)
            self._db.execute("INSERT INTO document_fts(document_fts) VALUES ('rebuild')")

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str, str]]:
        """Return (kind, id, text) of quotes, claims and events that contain all the words, best first."""
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
        self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))
        create_told(self._db)
        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:  # commits, or rolls back when anything goes wrong
            yield

    def _insert_problems(self, problems: Iterable[Problem]) -> None:
        rows = ((p.document, p.step, p.message) for p in problems)
        self._db.executemany("INSERT OR IGNORE INTO problem VALUES (?,?,?)", rows)
