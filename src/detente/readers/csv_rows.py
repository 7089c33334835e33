"""CSV with a header row: one article a row, with the columns id, url, date, title, text and source or publisher."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..types import Problem
from .bounded import LONGEST_DOCUMENT, decode, describe
from .fields import TEXT_FIELDS
from .pieces import Cut

_LARGEST_FILE = 1_000_000_000  # bytes; a larger table is better given as JSON Lines, which is read line by line


def cut(path: Path) -> Cut:
    """Yield (line number, row) of a table."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        yield Problem(str(path), "read", describe(error))
        return
    decoded = decode(content)
    failure = "larger than 1 GB: convert it to .jsonl" if len(content) > _LARGEST_FILE else decoded.failure
    if failure:
        yield Problem(str(path), "read", failure)
        return
    yield from _cut_rows(decoded.text, path)
    if decoded.warning:
        yield Problem(str(path), "read", decoded.warning)


def _cut_rows(text: str, path: Path) -> Cut:
    csv.field_size_limit(LONGEST_DOCUMENT)  # the module's default refuses any article above 128 KB
    rows = csv.DictReader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_delimiter(text))
    try:
        columns = {name.strip().lower() for name in rows.fieldnames or ()}
        if not columns & {"title", "headline", *TEXT_FIELDS}:
            yield Problem(str(path), "read", "its first row must name columns: id, url, date, title, text, publisher")
            return
        for row in rows:
            yield rows.line_num, {key: value for key, value in row.items() if isinstance(key, str)}
    except csv.Error as error:
        yield Problem(f"{path}:{rows.line_num}", "read", f"the table breaks off here: {error}")


def _delimiter(text: str) -> str:
    header = text[: text.find("\n")] if "\n" in text[:10_000] else text[:10_000]
    return max(",;\t", key=header.count)
