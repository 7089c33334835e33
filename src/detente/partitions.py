"""What a story is told from as Parquet, for other tools, other machines and archives: a folder a story and month.

    FOLDER/story=NAME/month=2024-05/documents.parquet   a row a document that concerns the actors, and its coding
    FOLDER/story=NAME/month=undated/documents.parquet
    FOLDER/story=NAME/_piece.parquet …                  the pile they come from: what `pile.py` keeps of it
    FOLDER/story=NAME/_whole.json                       the hash of each file, written last: the folder is whole

Programs that read a data set pass over names that begin with "_". Writing twice, or being killed, does no harm.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import msgspec

from .errors import InputError, StoryError
from .parquet_rows import Columns, Row, need_parquet, read_rows, write_rows
from .pile import document_row
from .told_tables import set_told_aside
from .types import Document

_WHOLE = "_whole.json"
_DOCUMENTS: Columns = {
    "document": "text",
    "published": "day",
    "published_end": "day",
    "outlet": "text",
    "title": "text",
    "url": "text",
    "coder": "text",
    "hash": "text",
    "body": "text",
    "coding": "text",
}
_PILE: dict[str, Columns] = {
    "piece": {
        "id": "text",
        "path": "text",
        "coder": "text",
        "documents": "bytes",
        "aside": "integer",
        "days": "text",
        "first_aside": "text",
        "failed": "integer",
    },
    "place": {"piece": "text", "document": "text"},
    "problem": {"document": "text", "step": "text", "message": "text", "piece": "text"},
}
_HELD = "FROM document d LEFT JOIN coding c ON c.document = d.id"
_STARTS = "json_extract(ifnull(c.body, d.body), '$.published.start')"
_ENDS = "json_extract(ifnull(c.body, d.body), '$.published.end')"
_MONTHS = f"SELECT ifnull(substr({_STARTS}, 1, 7), 'undated') AS month, d.id {_HELD} ORDER BY month, d.id"
_OF_MONTH = f"""
SELECT d.id, {_STARTS}, {_ENDS}, d.publisher, d.title, d.url, c.coder, d.body, c.body
{_HELD} WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.id
"""


def partitions_of(folder: Path, stories: Sequence[Path]) -> list[Path]:
    """Return where each story of some folders is kept as Parquet.

    Raises:
        InputError: two stories have one name.
        MissingPartError: the extra that reads and writes Parquet is not installed.
    """
    need_parquet()
    names = [story.resolve().name for story in stories]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError(
            f"two stories are named {twice}, and their codings would lie in one folder: rename one of them"
        )
    return [folder / f"story={quote(name, safe='')}" for name in names]


def write_partitions(db: sqlite3.Connection, folder: Path) -> None:
    """Write the documents, codings and pile of a store, in place of what the folder held.

    Raises:
        StoryError: the folder cannot be written.
    """
    with _explained(folder, "written"):
        folder.mkdir(parents=True, exist_ok=True)
        whole = {}
        for month, found in groupby(db.execute(_MONTHS).fetchall(), lambda row: str(row[0])):
            name = f"month={month}/documents.parquet"
            whole[name] = write_rows(folder / name, _DOCUMENTS, partial(_documents, db, [i for _, i in found]))
        for table, columns in _PILE.items():
            query = f"SELECT {','.join(columns)} FROM {table} ORDER BY {','.join(columns)}"
            whole[f"_{table}.parquet"] = write_rows(folder / f"_{table}.parquet", columns, partial(db.execute, query))
        for old in folder.glob("month=*/documents.parquet"):
            if old.relative_to(folder).as_posix() not in whole:
                old.unlink()
                old.parent.rmdir()
        beside = folder / f".{_WHOLE}.new"
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(whole)))
        beside.replace(folder / _WHOLE)


def take_partitions(db: sqlite3.Connection, folder: Path, coder: str) -> None:
    """Put what a folder holds in place of all documents, codings and pile of a store, within the caller's transaction.

    Raises:
        StoryError: there is no such folder, it is not whole or cannot be read, or another coder made it.
    """
    with _explained(folder, "read"):
        whole = msgspec.json.decode((folder / _WHOLE).read_bytes(), type=dict[str, str])
        set_told_aside(db)
        for table in ("place", "coding", *_PILE, "document"):
            db.execute(f"DELETE FROM {table}")
        for name in sorted(name for name in whole if not name.startswith("_")):
            for row in read_rows(folder / name, _DOCUMENTS, whole[name]):
                named = dict(zip(_DOCUMENTS, row, strict=True))
                if named["coder"] not in {coder, None}:
                    raise StoryError(folder, "was coded for other actors, or by other rules or models: build it anew")
                _take_document(db, named)
        for table, columns in _PILE.items():
            rows = read_rows(folder / f"_{table}.parquet", columns, whole[f"_{table}.parquet"])
            db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})", rows)


def _documents(db: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Row]:
    """Yield some documents as rows, in order."""
    for i, start, end, *about, coder, body, coding in db.execute(_OF_MONTH, (msgspec.json.encode(ids).decode(),)):
        content = blake2b(f"{body}{coding}".encode(), digest_size=16).hexdigest()
        yield (
            i,
            start and date.fromisoformat(start),
            end and date.fromisoformat(end),
            *about,
            coder,
            content,
            body,
            coding,
        )


def _take_document(db: sqlite3.Connection, row: dict[str, object]) -> None:
    document = msgspec.json.decode(str(row["body"]), type=Document)
    db.execute("INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?)", document_row(document, str(row["body"])))
    if row["coding"] is not None:
        db.execute("INSERT INTO coding VALUES (?,?,?)", (document.id, row["coder"], row["coding"]))


@contextmanager
def _explained(folder: Path, what: str) -> Iterator[None]:
    """Turn what is wrong with a folder into one error that says what to do."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoryError(folder, "no codings are here, or not all: write them with detente build --codings") from error
    except (OSError, ValueError, KeyError, sqlite3.IntegrityError) as error:
        remedy = (
            "free some space, or make it writable" if what == "written" else "write it anew: detente build --codings"
        )
        raise StoryError(folder, f"cannot be {what} ({str(error)[:200]}): {remedy}") from error
