"""CSV that no spreadsheet can be hurt by."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

# A spreadsheet runs a cell that begins with one of these (full width in some languages) as a formula; a leading
# apostrophe keeps it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return (
        f"'{value}" if isinstance(value, str) and value.lstrip(" \n").startswith(_FORMULA) and len(value) > 1 else value
    )


def write_rows(file: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a header and one line per row; what is NULL is an empty cell.

    Raises:
        KeyError: a row lacks a column.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in rows)
