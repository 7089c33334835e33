"""The sources: who reported which event first, who repeated, who kept silent, who denies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...analysis.phrasing import event_text
from ...evidence import Library
from ...plain_words import count_of, describe_date
from ...rows import Row
from ...shelf.events import Choice, list_events
from ...told_tables import outlet_of
from ...types import Document, Event, SourceSummary
from ..asking import Ask
from .page import Shown, pager

_ON_A_PAGE = 25
_OUTLETS = 12  # columns of the matrix
_TOTALS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet did with one event: "first", "own", "copy", "denies" or "" for silent; words and an address."""

    kind: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """One event in the matrix."""

    when: str
    text: str
    address: str
    cells: tuple[Cell, ...]
    others: int
    id: str


def show(ask: Ask) -> Shown:
    """Return the outlets' totals, and one page of the matrix of events and outlets."""
    outlet = ask.query.get("outlet", "")
    choice = Choice({"outlet": outlet} if outlet else {}, ask.day("first"), ask.until, between=True)
    found = list_events(ask.reader, choice, ask.page, _ON_A_PAGE)
    library = Library(ask.reader.story(*found.items), texts=False)
    columns = _columns(found.items, library, outlet)
    totals = ask.reader.told("sources", tuple[SourceSummary, ...])
    shown = {
        "totals": [(s, ask.addresses.to("/sources", outlet=s.publisher), ask.addresses.to("/docs", outlet=s.publisher))
                   for s in totals[:_TOTALS]],
        "more": len(totals) - _TOTALS,
        "columns": columns, "outlet": outlet, "found": found, "all": ask.addresses.to("/sources"),
        "matrix": [_told(ask, event, columns, library) for event in found.items],
    }  # fmt: skip
    return Shown("Who reported what", shown, lambda: map(_row, totals), pager(ask, found))


def _row(each: SourceSummary) -> Row:
    return {"kind": "source", "publisher": each.publisher, "documents": each.documents, "copies": each.copies,
            "events": each.events, "hedged": each.hedged, "first_reports": each.first_reports}  # fmt: skip


def _columns(events: Sequence[Event], library: Library, outlet: str) -> list[str]:
    """Return the outlets with most of these events, in alphabetical order."""
    counts = Counter(
        name
        for event in events
        for name in {_outlet(library.documents.get(m.passage.document_id)) for m in event.mentions}
    )
    counts.pop("", None)
    most = {name for name, _ in counts.most_common(_OUTLETS)} | ({outlet} if outlet in counts else set())
    return sorted(most, key=str.casefold)


def _outlet(document: Document | None) -> str:
    return outlet_of(document) if document else ""


def _told(ask: Ask, event: Event, columns: Sequence[str], library: Library) -> Told:
    by_outlet: dict[str, list[tuple[date, str, bool, int]]] = {}
    for mention in event.mentions:
        document = library.documents.get(mention.passage.document_id)
        if document is not None:
            appeared = document.published.start or date.max
            denies = mention.firmness.level == "denied"
            report = (appeared, document.id, denies, mention.passage.start)
            by_outlet.setdefault(_outlet(document), []).append(report)
    own = [r[0] for reports in by_outlet.values() for r in reports if not library.is_reprint(r[1]) and r[0] < date.max]
    first = min(own, default=None)
    cells = tuple(_cell(ask, sorted(by_outlet.get(name, [])), first, library) for name in columns)
    text = event_text(event, library.names)
    return Told(describe_date(event.when), text[:1].upper() + text[1:], ask.addresses.to(f"/event/{event.id}"), cells,
                len(set(by_outlet) - set(columns)), event.id)  # fmt: skip


def _cell(ask: Ask, reports: Sequence[tuple[date, str, bool, int]], first: date | None, library: Library) -> Cell:
    if not reports:
        return Cell("", "silent", "")
    appeared, document, _, start = reports[0]
    address = ask.addresses.place(document, start)
    late = (appeared - first).days if first and appeared < date.max else 0
    after = f", {count_of(late, 'day')} after the first" if late > 0 else ""
    if any(denied for _, _, denied, _ in reports):
        return Cell("denies", f"denies it{after}", address)
    if all(library.is_reprint(document) for _, document, _, _ in reports):
        return Cell("copy", f"repeats another’s report{after}", address)
    return Cell("first", "first to report", address) if appeared == first else Cell("own", f"reported{after}", address)
