"""Web pages: the article's text, title, author and date out of the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ..types import Document, Problem
from .bounded import decode, read_bounded
from .record import Record, make_document

_HEAD = 4_000  # bytes at the top of a page where it speaks of itself
_MOST_TAGS = 100_000  # the longest live pages have half as many, and the time to read a page grows with their square
_MOST_ATTRIBUTES = 50_000  # of one tag: the parser compares each with every other
_LONG_TAG = re.compile(rf"<[^<>]{{{_MOST_ATTRIBUTES},}}")
_CHARSET = re.compile(rb"charset=[\"']?([\w.:-]{2,30})", re.I)
_REPORT = '<meta name="generator" content="detente'  # our own report, saved beside the articles


def read(path: Path) -> Iterator[Document | Problem]:
    """Yield the page's article and what was wrong with it."""
    content = read_bounded(path)
    if isinstance(content, Problem):
        yield content
    else:
        yield from read_content(content, str(path))


def read_content(content: bytes, path: str, url: str = "", place: str = "") -> Iterator[Document | Problem]:
    """Yield the article in a page's bytes and what was wrong with it; ``place`` names it if the path is of many."""
    place = place or path
    charset = _CHARSET.search(content[:_HEAD])
    decoded = decode(content, charset[1].decode("ascii") if charset else "")
    if decoded.failure:
        yield Problem(place, "read", decoded.failure)
    elif _REPORT not in decoded.text[:_HEAD]:
        yield from read_page(decoded.text, path, url, place)


def read_page(page: str, path: str, url: str = "", place: str = "") -> Iterator[Document | Problem]:
    """Yield the article in a page's HTML; ``url`` is where it was fetched from, if it was."""
    from trafilatura import bare_extraction

    if page.count("<") > _MOST_TAGS:
        yield Problem(place or path, "read", f"a page of more than {_MOST_TAGS:,} tags is not an article")
        return
    if any(max(tag[0].count("="), len(tag[0].split())) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)):
        yield Problem(place or path, "read", f"a tag of more than {_MOST_ATTRIBUTES:,} attributes is not an article's")
        return
    found = bare_extraction(
        page, url=url or None, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True
    )
    if found is None or isinstance(found, dict) or not found.text:
        yield Problem(place or path, "read", "no article was found in the page")
        return
    record = Record(
        body=found.text.replace("\n", "\n\n"),
        title=found.title or "",
        date=_stated_date(page),
        date_source="HTML metadata",
        url=url or found.url or "",
        publisher=found.sitename or "",
        author=found.author or "",
    )
    yield from make_document(record, path, place)


def _stated_date(page: str) -> str:
    """Return the date the page's markup states as its first publication; nothing is guessed from its text."""
    from htmldate import find_date

    latest = (date.today() + timedelta(days=1)).isoformat()
    found = find_date(page, extensive_search=False, original_date=True, min_date="1900-01-01", max_date=latest)
    return found or ""
