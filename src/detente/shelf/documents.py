"""Documents: which there are, and all that was read from one."""

from __future__ import annotations

from dataclasses import dataclass

from ..types import Attribution, Characterisation, Claim, Document, Event, Expectation, Reaction
from .shelf import Choosing, Reader, Slice

_MOST = 400  # records of a kind that are shown beside one document


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a list shows it: when, who, what, what was read from it, and what it repeats."""

    id: str
    outlet: str
    title: str
    day: str
    events: int
    quotes: int
    claims: int
    copy_of: str


def list_documents(reader: Reader, outlet: str, page: int) -> Slice[Listed]:
    """Return one page of the documents, of one outlet if given, in order of day."""
    choice = Choosing("WHERE outlet = ?", (outlet,)) if outlet else Choosing()
    numbers, page, total = reader.row_numbers("told_document", choice, "place", page)
    rows = reader.rows(
        "SELECT id, outlet, title, ifnull(published, ''), events, quotes, claims, ifnull(copy_of, '') "
        f"FROM told_document WHERE rowid IN ({','.join('?' * len(numbers))}) ORDER BY place",
        *numbers,
    )
    return Slice(tuple(Listed(*row) for row in rows), page, total)


def document(reader: Reader, document_id: str) -> Document | None:
    """Return one document; None where there is none of that id."""
    return next(iter(reader.documents([document_id], texts=True)), None)


def reprints(reader: Reader, document_id: str) -> list[tuple[str, str]]:
    """Return the ids and outlets of documents that repeat this one."""
    return reader.rows("SELECT id, outlet FROM told_document WHERE copy_of = ? ORDER BY place LIMIT 100", document_id)


def read_from(reader: Reader, document_id: str) -> list[object]:
    """Return every record that rests on a document."""
    limit = f"LIMIT {_MOST}"
    mentioned = "WHERE id IN (SELECT event FROM event_mention WHERE document = ?)"
    records: list[object] = [*reader.records(Event, f"{mentioned} {limit}", document_id)]
    for kind in (Attribution, Claim, Characterisation, Expectation, Reaction):
        records += reader.records(kind, f"WHERE document = ? {limit}", document_id)
    return records
