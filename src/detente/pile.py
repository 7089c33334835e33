"""What a store keeps of the pile its documents were read from: which pieces are coded, and what was set aside.

Every change is one transaction, and saving a piece twice changes nothing, so a build that is killed goes on where it
was. A pass over the pile notes each piece it sees, so that what an edited file no longer holds can be taken out.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from .told_tables import set_told_aside
from .types import Document, Problem
from .types.piles import Aside, CodedDocument, PieceCoding

_ID_BYTES = 6
_NAMED = 5
_PASS = """
CREATE TEMP TABLE IF NOT EXISTS seen (piece TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS seen_path (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS fresh (piece TEXT PRIMARY KEY) WITHOUT ROWID;
DELETE FROM seen; DELETE FROM seen_path; DELETE FROM fresh;
"""
_SAVE_PIECE = """
INSERT INTO piece VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET path = excluded.path, coder = excluded.coder,
documents = excluded.documents, aside = excluded.aside, days = excluded.days, first_aside = excluded.first_aside,
failed = excluded.failed
"""
_SAVE_DOCUMENT = """
INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET path = excluded.path,
author = excluded.author, body = excluded.body
"""
_STALE = """
SELECT id, documents FROM piece
WHERE path IN (SELECT path FROM seen_path) AND id NOT IN (SELECT piece FROM seen)
"""


@dataclass(frozen=True, slots=True)
class PassCounts:
    """What a pass over the pile found, in documents: read in all, new, and superseded by an edit."""

    read: int
    new: int
    superseded: int


class Pile:
    """The pieces in an open store. Every method that changes anything runs within the caller's transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def is_coded(self, piece: str, coder: str) -> bool:
        """Return whether every document of a piece is coded by a coder."""
        row = self._db.execute("SELECT coder, failed FROM piece WHERE id = ?", (piece,)).fetchone()
        return row is not None and row[0] == coder and not row[1]

    def coded_pieces(self, coder: str) -> frozenset[str]:
        """Return the pieces of which every document is coded by a coder."""
        return frozenset(
            i for (i,) in self._db.execute("SELECT id FROM piece WHERE coder = ? AND NOT failed", (coder,))
        )

    def known_documents(self, piece: str, coder: str) -> frozenset[str]:
        """Return the documents of a piece that are coded by a coder although others of it are not."""
        query = (
            "SELECT c.document FROM place p JOIN coding c ON c.document = p.document WHERE p.piece = ? AND c.coder = ?"
        )
        return frozenset(i for (i,) in self._db.execute(query, (piece, coder)))

    def begin_pass(self) -> None:
        """Forget what the last pass saw."""
        self._db.executescript(_PASS)

    def note(self, piece: str, path: str) -> bool:
        """Note that a pass saw a piece at a path; return False when it has seen it already."""
        self._db.execute("INSERT OR IGNORE INTO seen_path VALUES (?)", (path,))
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (piece,)).rowcount == 1

    def save(self, coding: PieceCoding) -> None:
        """Keep what a piece says, in place of what it said before."""
        if self._db.execute("SELECT 1 FROM piece WHERE id = ?", (coding.piece,)).fetchone() is None:
            self._db.execute("INSERT OR IGNORE INTO fresh VALUES (?)", (coding.piece,))
        self._db.execute(_SAVE_PIECE, _piece_row(coding))
        self._db.execute("DELETE FROM problem WHERE piece = ?", (coding.piece,))
        self.save_documents(coding.kept, coding.coder)
        self._db.executemany(
            "INSERT OR IGNORE INTO place VALUES (?,?)", ((coding.piece, each.document.id) for each in coding.kept)
        )
        self._let_go(coding)
        self.add_problems(coding.problems, coding.piece)

    def save_documents(self, kept: Iterable[CodedDocument], coder: str) -> None:
        """Keep documents with their codings; of a document found twice, the first by path, then by content, is kept."""
        for each in kept:
            body = msgspec.json.encode(each.document).decode()
            held = self._db.execute("SELECT path, body FROM document WHERE id = ?", (each.document.id,)).fetchone()
            coded = self._db.execute("SELECT coder FROM coding WHERE document = ?", (each.document.id,)).fetchone()
            if held and coded == (coder,) and tuple(held) < (each.document.path, body):
                continue
            self._db.execute(_SAVE_DOCUMENT, document_row(each.document, body))
            if each.coding is not None:
                self._db.execute("INSERT OR REPLACE INTO coding VALUES (?,?,?)", (each.document.id, coder, each.coding))

    def add_problems(self, problems: Iterable[Problem], piece: str = "") -> None:
        """Keep problems of a piece, or of the pile."""
        rows = ((p.document, p.step, p.message, piece) for p in problems)
        self._db.executemany("INSERT OR IGNORE INTO problem VALUES (?,?,?,?)", rows)

    def end_pass(self) -> PassCounts:
        """Take out what edited files no longer hold; a file that is gone keeps its documents."""
        stale = dict(self._db.execute(_STALE))
        before = {i for blob in stale.values() for i in _ids(blob)}
        fresh = self._db.execute("SELECT documents FROM fresh JOIN piece ON piece.id = fresh.piece")
        new = 0
        kept: set[bytes] = set()
        for (blob,) in fresh:
            again = [i for i in _ids(blob) if i in before] if before else []
            new += len(blob) // _ID_BYTES - len(again)
            kept.update(again)  # a document may lie in several files
        self._remove(stale)
        size = "SELECT ifnull(sum(length(documents)), 0) FROM piece JOIN seen ON seen.piece = piece.id"
        read = int(self._db.execute(size).fetchone()[0]) // _ID_BYTES
        return PassCounts(read, new, len(before - kept))

    def unread(self, coder: str) -> list[str]:
        """Return the documents that no file gave this time and that are coded by another coder, or not at all."""
        query = (
            "SELECT d.id FROM document d LEFT JOIN coding c ON c.document = d.id WHERE c.coder IS NOT ? AND NOT EXISTS "
            "(SELECT 1 FROM place p JOIN seen s ON s.piece = p.piece WHERE p.document = d.id) ORDER BY d.id"
        )
        return [i for (i,) in self._db.execute(query, (coder,))]

    def load(self, documents: Iterable[str]) -> list[Document]:
        """Return some documents."""
        rows = (self._db.execute("SELECT body FROM document WHERE id = ?", (i,)).fetchone() for i in documents)
        return [msgspec.json.decode(body, type=Document) for (body,) in rows]

    def size(self) -> int:
        """Return how many documents the story has read: those of all pieces, and those that are in none."""
        placed = self._db.execute("SELECT ifnull(sum(length(documents)), 0) FROM piece").fetchone()[0]
        query = (
            "SELECT count(*) FROM document WHERE NOT EXISTS (SELECT 1 FROM place WHERE place.document = document.id)"
        )
        return int(placed) // _ID_BYTES + int(self._db.execute(query).fetchone()[0])

    def problem_count(self) -> int:
        """Return how many problems there are."""
        query = "SELECT count(*) FROM (SELECT DISTINCT document, step, message FROM problem)"
        return int(self._db.execute(query).fetchone()[0])

    def inputs(self, *more: object) -> str:
        """Return a fingerprint of everything a story is told from, and of what else is given."""
        digest = hashlib.sha256(repr(more).encode())
        for query in (
            "SELECT document, coder FROM coding ORDER BY document",
            "SELECT id FROM document ORDER BY id",
            "SELECT id, aside FROM piece WHERE aside ORDER BY id",
            "SELECT DISTINCT document, step, message FROM problem ORDER BY document, step, message",
        ):
            for row in self._db.execute(query):
                digest.update(repr(row).encode())
        return f"inputs-{digest.hexdigest()[:24]}"

    def replace_pile_problems(self, problems: Iterable[Problem]) -> None:
        """Keep these problems of the pile in place of those of the last pass; those of its pieces stay."""
        self._db.execute("DELETE FROM problem WHERE piece = ''")
        self.add_problems(problems)

    def aside(self, as_of: date | None = None) -> Aside:
        """Return what was set aside of what had been published by a day; the undated only where no day is given."""
        query = "SELECT key, sum(value) FROM piece, json_each(piece.days) WHERE aside GROUP BY key ORDER BY key"
        last = as_of.isoformat() if as_of else None
        days = {day: n for day, n in self._db.execute(query) if last is None or (day and day <= last)}
        named = self._db.execute(
            "SELECT first_aside FROM piece WHERE aside AND (?1 IS NULL OR NOT EXISTS "
            "(SELECT 1 FROM json_each(piece.days) WHERE key > ?1 OR key = '')) ORDER BY path, id LIMIT ?2",
            (last, _NAMED),
        )
        first = tuple(name for (name,) in named)
        return Aside(sum(days.values()), days.get("", 0), first, tuple(day for day in days if day))

    def _let_go(self, coding: PieceCoding) -> None:
        """Take out documents of a piece that do not concern the actors any more."""
        held = {each.document.id for each in coding.kept} | set(coding.unchanged)
        aside = json.dumps([i for i in coding.documents if i not in held])
        query = "SELECT id FROM document WHERE id IN (SELECT value FROM json_each(?))"
        gone = [i for (i,) in self._db.execute(query, (aside,))]
        self._db.executemany("DELETE FROM place WHERE piece = ? AND document = ?", ((coding.piece, i) for i in gone))
        self._remove_unplaced(gone)

    def _remove(self, pieces: Iterable[str]) -> None:
        placed = []
        for piece in pieces:
            placed += [i for (i,) in self._db.execute("SELECT document FROM place WHERE piece = ?", (piece,))]
            self._db.execute("DELETE FROM piece WHERE id = ?", (piece,))
            self._db.execute("DELETE FROM problem WHERE piece = ?", (piece,))
        self._remove_unplaced(placed)

    def _remove_unplaced(self, documents: Sequence[str]) -> None:
        query = "SELECT 1 FROM place WHERE document = ?"
        gone = [i for i in documents if self._db.execute(query, (i,)).fetchone() is None]
        if gone:
            set_told_aside(self._db)
            self._db.executemany("DELETE FROM document WHERE id = ?", ((i,) for i in gone))


def document_row(document: Document, body: str) -> tuple[str, ...]:
    """Return a document as a row of its table."""
    d = document
    return (d.id, d.path, d.url, d.source_id, d.publisher, d.author, d.title, d.text, d.published.text(), body)


def _piece_row(coding: PieceCoding) -> tuple[object, ...]:
    ids = b"".join(bytes.fromhex(i.removeprefix("doc-")) for i in coding.documents)
    aside = dict(coding.aside)
    return (
        coding.piece,
        coding.path,
        coding.coder,
        ids,
        sum(aside.values()),
        json.dumps(aside),
        coding.first_aside,
        coding.failed,
    )


def _ids(blob: bytes) -> Iterator[bytes]:
    return (blob[i : i + _ID_BYTES] for i in range(0, len(blob), _ID_BYTES))
