"""The documents: a list of them, and one with everything that was read from it beside its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...analysis.phrasing import event_text
from ...evidence import Library, describe_published, safe_url
from ...plain_words import describe_figure
from ...rows import Row
from ...shelf.documents import document, list_documents, read_from, reprints
from ...types import Attribution, Characterisation, Claim, Document, Event, Expectation, Reaction
from ..asking import Ask, NothingThereError
from .page import Pager, Shown, pager

_WINDOW = 30_000  # characters of a document on one page
_WHOLE = 2_000_000  # and on one of a site of files, whose links cannot name a page
_ALONE = 12_000  # characters of one paragraph; a longer one is a list or a broken page
_BESIDE = 24  # records shown beside one paragraph


@dataclass(frozen=True, slots=True)
class Read:
    """Something read from a sentence: what kind of thing, in words, where it leads, and the span it was read from."""

    kind: str
    words: str
    address: str
    start: int
    end: int
    hedges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text: plain, evidence ("read") or hedging words in it ("hedge"); ``anchor`` where one starts."""

    text: str
    mark: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its number, its stretches, and what was read from it."""

    number: int
    stretches: tuple[Stretch, ...]
    beside: tuple[Read, ...]
    more: int


def show(ask: Ask) -> Shown:
    """Return one page of the list of documents."""
    outlet = ask.query.get("outlet", "")
    found = list_documents(ask.reader, outlet, ask.page)
    values = {
        "documents": [(d, ask.addresses.to(f"/doc/{d.id}")) for d in found.items],
        "found": found,
        "outlet": outlet,
        "all": ask.addresses.to("/docs"),
    }
    rows: list[Row] = [
        {"kind": "document", "id": d.id, "publisher": d.outlet, "title": d.title, "published": d.day,
         "events": d.events, "quotes": d.quotes, "claims": d.claims, "copy_of": d.copy_of} for d in found.items
    ]  # fmt: skip
    return Shown("Documents", values, lambda: rows, pager(ask, found))


def one(ask: Ask) -> Shown:
    """Return one document, marked, with all that was read from it."""
    found = document(ask.reader, ask.record)
    if found is None:
        raise NothingThereError(ask.record)
    records = read_from(ask.reader, found.id)
    names = Library(ask.reader.story()).names
    reads = sorted((r for record in records for r in _reads(ask, record, found, names)), key=lambda r: (r.start, r.end))
    windows = _windows(found.text, _WHOLE if ask.still else _WINDOW)
    number = _window_number(ask, windows)
    first = windows[number - 1]
    copies = ask.reader.copies([found.id])
    original = ask.reader.documents([copies[0].of], texts=False) if copies else ()
    values = {
        "document": found,
        "paragraphs": list(_paragraphs(found.text, first, reads)),
        "published": describe_published(found),
        "url": safe_url(found.url),
        "original": [(d.publisher or d.title, ask.addresses.to(f"/doc/{d.id}")) for d in original],
        "reprints": [(outlet, ask.addresses.to(f"/doc/{i}")) for i, outlet in reprints(ask.reader, found.id)],
        "count": len(reads),
        "cite": _cite(found),
    }
    return Shown(found.title or found.path or found.id, values, lambda: _rows(reads, found),
                 _pager(ask, number, len(windows)))  # fmt: skip


def _reads(ask: Ask, record: object, found: Document, names: Mapping[str, str]) -> Iterator[Read]:
    to = ask.addresses.to
    match record:
        case Event():
            text = event_text(record, names)
            for mention in record.mentions:
                if mention.passage.document_id == found.id:
                    yield Read("event", text[:1].upper() + text[1:], to(f"/event/{record.id}"), mention.passage.start,
                               mention.passage.end, mention.firmness.words)  # fmt: skip
        case Attribution():
            who = names.get(record.speaker.id, record.speaker.name) if record.speaker else (
                record.source.text if record.source else "nobody named")  # fmt: skip
            kind = "quote" if record.kind in ("direct", "mixed") else "attribution"
            piece = record.content[0]
            cue = f", “{record.cue.text}”" if record.cue else ""
            yield Read(kind, f"{who}{cue}", "", piece.start, piece.end, record.firmness.words)
        case Claim():
            words = describe_figure(record.quantity) + (f", {record.scope}" if record.scope else "")
            yield Read("figure", words, "", record.quantity.passage.start, record.quantity.passage.end)
        case Characterisation():
            yield Read("state", record.state, "", record.passage.start, record.passage.end, record.firmness.words)
        case Expectation():
            yield Read(
                "to come", f"{record.kind}", to(f"/forward/{record.id}"), record.passage.start, record.passage.end
            )
        case Reaction():
            yield Read(
                "reaction", record.stance, to(f"/reactions/{record.id}"), record.passage.start, record.passage.end
            )


def _windows(text: str, size: int) -> list[tuple[int, int]]:
    """Return the stretches of a text that make a page each, cut between paragraphs where that is possible."""
    windows, start = [], 0
    while len(text) - start > size:
        cut = text.rfind("\n", start + size // 2, start + size) + 1 or start + size
        windows.append((start, cut))
        start = cut
    return [*windows, (start, len(text))]


def _window_number(ask: Ask, windows: Sequence[tuple[int, int]]) -> int:
    at = ask.query.get("at", "")
    if at.isascii() and at.isdigit() and len(at) < 10 and "page" not in ask.query:
        return next((n for n, (_, end) in enumerate(windows, 1) if int(at) < end), len(windows))
    return min(ask.page, len(windows))


def _pager(ask: Ask, number: int, pages: int) -> Pager | None:
    if pages == 1:
        return None
    to = [ask.again(page=n, at="") for n in (number - 1, number + 1, 1, pages)]
    return Pager(number, pages, pages, to[0] if number > 1 else "", to[1] if number < pages else "",
                 to[2] if number > 2 else "", to[3] if number < pages - 1 else "")  # fmt: skip


def _paragraphs(text: str, window: tuple[int, int], reads: Sequence[Read]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a window, each with what was read from it."""
    number = text.count("\n", 0, window[0])
    start, left = window[0], 0
    while start < window[1]:
        end = text.find("\n", start, min(window[1], start + _ALONE))
        end = end if end >= 0 else min(window[1], start + _ALONE)
        if text[start:end].strip():
            number += 1
            while left < len(reads) and reads[left].end <= start:
                left += 1
            inside = [r for r in reads[left:] if r.start < end and r.end > start] if left < len(reads) else []
            beside = _distinct(r for r in inside if r.start >= start)
            yield Paragraph(number, tuple(_stretches(text, (start, end), inside)), tuple(beside[:_BESIDE]),
                            max(0, len(beside) - _BESIDE))  # fmt: skip
        start = end + 1 if end < len(text) and text[end : end + 1] == "\n" else max(end, start + 1)


def _distinct(reads: Iterable[Read]) -> list[Read]:
    return list({(r.kind, r.words, r.address): r for r in reversed(list(reads))}.values())[::-1]


def _stretches(text: str, span: tuple[int, int], reads: Sequence[Read]) -> Iterator[Stretch]:
    """Yield a paragraph's text cut wherever a mark begins or ends."""
    hedged = [place for r in reads for place in _hedges(text, r)]
    cuts = {span[0], span[1]}
    cuts |= {min(max(at, span[0]), span[1]) for r in reads for at in (r.start, r.end)}
    cuts |= {min(max(at, span[0]), span[1]) for place in hedged for at in place}
    starts = {r.start for r in reads}
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        covered = any(r.start <= left and right <= r.end for r in reads)
        doubt = any(a <= left and right <= b for a, b in hedged)
        mark = "hedge" if doubt else "read" if covered else ""
        yield Stretch(text[left:right], mark, f"c{left}" if left in starts else "")


def _hedges(text: str, read: Read) -> Iterator[tuple[int, int]]:
    sentence = text[read.start : read.end].lower()
    for word in read.hedges[:8]:
        at = sentence.find(word.lower()) if word else -1
        if at >= 0:
            yield read.start + at, read.start + at + len(word)


def _cite(found: Document) -> str:
    parts = [
        f"“{found.title}”" if found.title else "",
        found.publisher,
        describe_published(found, short=True),
        found.url,
    ]
    return ", ".join(filter(None, parts)) + "."


def _rows(reads: Iterable[Read], found: Document) -> Iterator[Row]:
    for read in reads:
        yield {"kind": read.kind, "document": found.id, "start": read.start, "end": read.end, "words": read.words,
               "text": found.text[read.start : read.end]}  # fmt: skip
