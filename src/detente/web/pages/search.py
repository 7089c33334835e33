"""Search: the words of a reader in documents, quotes, figures and events."""

from __future__ import annotations

from dataclasses import dataclass

from ...rows import Row
from ...shelf.search import find_documents, find_passages
from ..asking import Ask
from .page import Shown

_LEADS = {"event": "/event/", "question": "/claims/", "expectation": "/forward/"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One find: its kind, its words in pieces of which every second one was searched for, and where it leads."""

    kind: str
    pieces: tuple[str, ...]
    address: str
    note: str


def show(ask: Ask) -> Shown:
    """Return what has all the words."""
    words = ask.query.get("q", "")
    passages = [
        Hit(f.kind.replace("_", " "), f.pieces, _lead(ask, f.kind, f.id, f.document, f.start), f.outlet)
        for f in find_passages(ask.reader, words)
    ]
    documents = [
        Hit("document", f.pieces, ask.addresses.to(f"/doc/{f.id}"), f.outlet) for f in find_documents(ask.reader, words)
    ]
    rows: list[Row] = [{"kind": h.kind, "text": "".join(h.pieces), "outlet": h.note} for h in (*passages, *documents)]
    values = {"words": words, "passages": passages, "documents": documents}
    return Shown(f"Search: {words}" if words else "Search", values, lambda: rows)


def _lead(ask: Ask, kind: str, record_id: str, document: str, start: int) -> str:
    if kind in _LEADS:
        return ask.addresses.to(_LEADS[kind] + record_id)
    return ask.addresses.place(document, start) if document else ""
