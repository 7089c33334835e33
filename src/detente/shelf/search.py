"""Full-text search over what is told and over the documents, best first."""

from __future__ import annotations

from dataclasses import dataclass

from .shelf import Reader

_MOST = 40
_WEIGHED = 2_000  # matches, above which the first are shown in place of the best
_OPEN, _CLOSE = "\x02", "\x03"  # around what was found; no document keeps control characters through FTS snippets


@dataclass(frozen=True, slots=True)
class Find:
    """One find: its kind and id, its words in pieces of which every second was searched for, and where it stands."""

    kind: str
    id: str
    pieces: tuple[str, ...]
    outlet: str
    document: str = ""
    start: int = 0


def find_passages(reader: Reader, words: str) -> list[Find]:
    """Return the events, quotes, figures and other records that have all the words."""
    query = _query(words)
    if not query:
        return []
    rows = reader.rows(
        f"SELECT kind, id, snippet(passage_fts, 2, '{_OPEN}', '{_CLOSE}', ' … ', 40) FROM passage_fts "
        f"WHERE passage_fts MATCH ? AND rowid IN ({_best(reader, 'passage_fts', query, _MOST)})",
        query,
        query,
    )
    return [Find(kind, i, _pieces(text), *_place(reader, kind, i)) for kind, i, text in rows]


def find_documents(reader: Reader, words: str) -> list[Find]:
    """Return the documents that have all the words."""
    query = _query(words)
    if not query:
        return []
    rows = reader.rows(
        f"SELECT t.id, t.outlet, snippet(document_fts, 1, '{_OPEN}', '{_CLOSE}', ' … ', 30) FROM document_fts "
        "JOIN document d ON d.rowid = document_fts.rowid JOIN told_document t ON t.id = d.id "
        f"WHERE document_fts MATCH ? AND document_fts.rowid IN ({_best(reader, 'document_fts', query, _MOST // 2)})",
        query,
        query,
    )
    return [Find("document", i, _pieces(text), outlet) for i, outlet, text in rows]


def _best(reader: Reader, table: str, query: str, most: int) -> str:
    """Return SQL for the rows that match a query best, or for the first ones where too many match to weigh them all."""
    found = reader.count(f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {_WEIGHED})", query)
    order = "rank" if found < _WEIGHED else "rowid"
    return f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY {order} LIMIT {most}"


def _query(words: str) -> str:
    """Return words as an FTS5 query that asks for all of them, whatever signs they hold."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\x00", " ").split()[:12])


def _place(reader: Reader, kind: str, record_id: str) -> tuple[str, str, int]:
    """Return the outlet, document and offset of a record."""
    table = {"event": "event_mention"}.get(kind, kind)
    column = "event" if kind == "event" else "id"
    if table not in {"event_mention", "quote", "claim", "expectation", "reaction", "characterisation"}:
        return "", "", 0
    rows = reader.rows(
        f"SELECT t.outlet, r.document, r.start FROM {table} r JOIN told_document t ON t.id = r.document "
        f"WHERE r.{column} = ? LIMIT 1",
        record_id,
    )
    return rows[0] if rows else ("", "", 0)


def _pieces(text: str) -> tuple[str, ...]:
    """Return a snippet cut at its marks: every second piece was searched for."""
    return tuple(text.replace(_CLOSE, _OPEN).split(_OPEN))
