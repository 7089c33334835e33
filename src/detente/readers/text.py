"""Plain text and Markdown, with or without front matter: one document a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..types import Document, Problem
from .bounded import clean, decode, read_bounded
from .dates import read_published
from .front_matter import FrontMatter, split_front_matter
from .record import Record, make_document

_MARKDOWN_TITLE = re.compile(r"\s{0,50}# {1,4}(?P<title>\S[^\n]{0,300}?)[ #]{0,10}(?:\n|$)")
_FIRST_LINE = re.compile(r"\s{0,50}(?P<title>\S[^\n]{2,180})\n[ \t]{0,20}\n")
_LONGEST_DATE = 40  # characters: "Wednesday, 30 September 2026, 10:45 p.m."
_SENTENCE_END = (".", "!", ",", ";", ":", '."', ".”", "…")


def read(path: Path) -> Iterator[Document | Problem]:
    """Yield the file's document and what was wrong with it."""
    content = read_bounded(path)
    if isinstance(content, Problem):
        yield content
        return
    decoded = decode(content)
    if decoded.failure:
        yield Problem(str(path), "read", decoded.failure)
        return
    matter = split_front_matter(clean(decoded.text))
    yield from make_document(_record(matter), str(path))
    yield from (Problem(str(path), "read", what) for what in (decoded.warning, matter.problem) if what)


def _record(matter: FrontMatter) -> Record:
    return Record(
        body=matter.body,
        title=matter.text("title", "headline") or _title(matter.body),
        date=matter.text("date", "published", "pubdate"),
        date_source="front matter",
        url=matter.text("url", "link", "canonical_url"),
        source_id=matter.text("id", "source_id"),
        publisher=matter.text("publisher", "source", "outlet"),
        author=matter.names("authors", "author"),
    )


def _title(body: str) -> str:
    """Return a Markdown title, or a first line that stands alone and is neither a sentence nor a date; else ""."""
    if match := _MARKDOWN_TITLE.match(body):
        return match["title"]
    match = _FIRST_LINE.match(body)
    if match and _is_date(match["title"].strip()):
        match = _FIRST_LINE.match(body, match.end())
    title = match["title"].strip() if match else ""
    return "" if title.endswith(_SENTENCE_END) else title


def _is_date(line: str) -> bool:
    return len(line) < _LONGEST_DATE and read_published(line, "first line", "").when.known
