"""WARC: the web pages of a crawl (responses in HTML), and the plain texts of a WET file (conversions)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..errors import MissingPartError
from ..types import Document, Problem
from ..types.piles import Raw
from . import html
from .bounded import LONGEST_DOCUMENT, decode
from .compressed import CUT_SHORT, describe_stream
from .pieces import Cut
from .record import Record, make_document

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_CHUNK = 65_536  # bytes
# What the archive's reader raises on records that are not as they should be (a response without its address).
_DAMAGED = (*CUT_SHORT, ValueError, AttributeError, LookupError, TypeError)
_HTML = ("text/html", "application/xhtml+xml")


def cut(path: Path) -> Cut:
    """Yield (number, {url, page or text}) of each record that may be an article; its crawl date is not its own.

    Raises:
        MissingPartError: the extra that reads WARC is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ModuleNotFoundError as error:
        raise MissingPartError(f"reading {path.name}", "pip install 'detente[archive]'") from error
    number = 0
    try:
        with path.open("rb") as file:
            for number, record in enumerate(_records(ArchiveIterator(file)), 1):
                yield from _cut_record(record, f"{path}:{number}", number)
    except (*_DAMAGED, ArchiveLoadFailed) as error:
        yield Problem(f"{path}:{number}" if number else str(path), "read", describe_stream(error, number))


def _records(archive: Iterable[ArcWarcRecord]) -> Iterator[ArcWarcRecord]:
    """Yield the records of an archive; its reader would print a warning, without the file's name, of a wrong length."""
    records = iter(archive)
    while True:
        with redirect_stderr(StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _cut_record(record: ArcWarcRecord, place: str, number: int) -> Cut:
    """Yield what a record holds if it may be an article, or why it cannot be had whole."""
    found = _content(record)
    longer = any(isinstance(part, bytes) and len(part) > LONGEST_DOCUMENT for part in (found or {}).values())
    while record.raw_stream.read(_CHUNK):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        yield Problem(place, "read", "the file breaks off within this record, what stands before it is read")
    elif longer:
        yield Problem(place, "read", f"longer than {LONGEST_DOCUMENT // 1_000_000} MB, the most one document may have")
    elif found:
        yield number, found


def read_page(page: Raw, path: Path, number: int) -> Iterator[Document | Problem]:
    """Yield the article in one record and what was wrong with it."""
    assert isinstance(page, dict), "cut yields pages"
    url = str(page["url"])
    if isinstance(content := page.get("page"), bytes):
        yield from html.read_content(content, str(path), url, f"{path}:{number}")
    elif isinstance(content := page.get("text"), bytes):
        yield from make_document(Record(decode(content).text, url=url), str(path), f"{path}:{number}")


def _content(record: ArcWarcRecord) -> dict[str, object] | None:
    """Return what a record holds if it may be an article: a page that was found, or a page's text."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "conversion":
        return {"url": url, "text": _bytes(record.content_stream())}
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    if record.http_headers.get_statuscode() != "200" or kind not in _HTML:
        return None
    return {"url": url, "page": _bytes(record.content_stream())}


def _bytes(stream: BinaryIO) -> bytes:
    return stream.read(LONGEST_DOCUMENT + 1)
