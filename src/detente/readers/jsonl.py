"""JSON Lines: one article a line, with the fields id, url, date, title, text and source or publisher."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..types import Document, Problem
from ..types.piles import Raw
from .bounded import LONGEST_DOCUMENT, decode
from .compressed import CUT_SHORT, describe_stream, open_stream
from .fields import record_of
from .pieces import Cut
from .record import make_document


def cut(path: Path) -> Cut:
    """Yield (number, line) of a file, decompressed if need be, or of standard input ("-"); overlong lines are empty."""
    number = 0
    try:
        with open_stream(path) as lines:
            while line := lines.readline(LONGEST_DOCUMENT):
                number += 1
                whole = line.endswith(b"\n") or len(line) < LONGEST_DOCUMENT
                while not whole and (rest := lines.readline(LONGEST_DOCUMENT)):
                    whole, line = rest.endswith(b"\n"), b""
                if line.strip() or not line:
                    yield number, line
    except CUT_SHORT as error:
        yield Problem(f"{path}:{number}" if number else str(path), "read", describe_stream(error, number))


def read_line(line: Raw, path: Path, number: int) -> Iterator[Document | Problem]:
    """Yield the document of one line and what was wrong with it."""
    place = f"{path}:{number}"
    if not isinstance(line, bytes) or not line:
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
