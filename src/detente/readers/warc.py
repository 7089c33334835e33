"""WARC: the web pages of a crawl (responses in HTML), and the plain texts of a WET file (conversions)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..errors import MissingPartError
from ..types import Document, Problem
from ..types.piles import Raw
from . import html
from .bounded import LONGEST_DOCUMENT, decode
from .compressed import describe_stream
from .pieces import Cut
from .record import Record, make_document

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

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
            for number, record in enumerate(ArchiveIterator(file), 1):
                if found := _content(record):
                    yield number, found
    except (OSError, EOFError, ValueError, ArchiveLoadFailed) as error:
        yield Problem(f"{path}:{number}" if number else str(path), "read", describe_stream(error, number))


def read_page(page: Raw, path: Path, number: int) -> Iterator[Document | Problem]:
    """Yield the article in one record and what was wrong with it."""
    assert isinstance(page, dict), "cut yields pages"
    url = str(page["url"])
    if isinstance(content := page.get("page"), bytes):
        yield from html.read_content(content, str(path), url, f"{path}:{number}")
    elif isinstance(content := page.get("text"), bytes):
        yield from make_document(Record(decode(content).text, url=url), str(path), f"{path}:{number}")


def _content(record: ArcWarcRecord) -> Raw | None:
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
    return stream.read(LONGEST_DOCUMENT)
