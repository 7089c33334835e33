"""The fields of one row of a table or one line of JSON, under the names that common sources use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..types import Document, Problem
from ..types.piles import Raw
from .front_matter import FrontMatter
from .record import Record, make_document

DATE_FIELDS = ("date", "published", "published_at", "publish_date", "pubdate", "date_published")
TEXT_FIELDS = ("text", "body", "content", "article", "summary", "description")


def read_row(row: Raw, path: Path, number: int) -> Iterator[Document | Problem]:
    """Yield the document of a table's row and what was wrong with it."""
    assert isinstance(row, dict), "a table is cut into rows"
    yield from make_document(record_of(row), str(path), f"{path}:{number}")


def record_of(row: Mapping[str, object]) -> Record:
    """Return the record of a row; missing fields are empty."""
    fields = FrontMatter("", {str(key).strip().lower(): _plain(value) for key, value in row.items() if key})
    date_field = next((name for name in DATE_FIELDS if fields.text(name)), "date")
    return Record(
        body=fields.text(*TEXT_FIELDS),
        title=fields.text("title", "headline"),
        date=fields.text(date_field),
        date_source=f"field {date_field}",
        url=fields.text("url", "link"),
        source_id=fields.text("id", "source_id"),
        publisher=fields.text("publisher", "source", "outlet"),
        author=fields.names("author", "authors"),
    )


def _plain(value: object) -> object:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
