"""JSON Lines: one article a line, with the fields id, url, date, title, text and source or publisher."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..types import Document, Problem
from .bounded import LONGEST_DOCUMENT, decode, describe
from .fields import record_of
from .record import make_document


def read(path: Path) -> Iterator[Document | Problem]:
    """Yield a document for each line; a line that cannot be read is a Problem with its number."""
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LONGEST_DOCUMENT):
                number += 1
                whole = line.endswith(b"\n") or len(line) < LONGEST_DOCUMENT
                while not whole and (rest := lines.readline(LONGEST_DOCUMENT)):
                    whole, line = rest.endswith(b"\n"), b""
                yield from _read_line(line, path, number)
    except OSError as error:
        yield Problem(str(path), "read", describe(error))


def _read_line(line: bytes, path: Path, number: int) -> Iterator[Document | Problem]:
    place = f"{path}:{number}"
    if not line:
        yield Problem(place, "read", f"the line is longer than {LONGEST_DOCUMENT // 1_000_000} MB")
        return
    decoded = decode(line)
    if decoded.failure:
        yield Problem(place, "read", f"the line is {decoded.failure}")
        return
    if not decoded.text.strip():
        return
    try:
        row = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        yield Problem(place, "read", f"the line is not JSON: {error}")
        return
    if not isinstance(row, dict):
        yield Problem(place, "read", "the line is not a JSON object with fields such as title and text")
        return
    yield from make_document(record_of(row), str(path), place)
