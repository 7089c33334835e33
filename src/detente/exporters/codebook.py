"""The codebook: every table and column that leaves as CSV or Parquet, with its type, unit, values and meaning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

_FILE = Path(__file__).with_name("codebook.toml")

ColumnType = Literal["string", "integer", "number", "boolean", "date"]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A column: ``refers`` is the "table.column" that it points to, ``values`` are all that it may hold."""

    name: str
    type: ColumnType
    means: str
    unit: str = ""
    values: tuple[str, ...] = ()
    refers: str = ""


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table: ``key`` names the columns that tell its rows apart; it is empty where rows may repeat."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of a data package, and the files that stand alone."""

    table: tuple[Table, ...]
    file: tuple[Table, ...]


@cache
def load_codebook() -> Codebook:
    """Return the codebook of this version."""
    return msgspec.toml.decode(_FILE.read_bytes(), type=Codebook)


def codebook_markdown() -> str:
    """Return the codebook as a page for people."""
    book = load_codebook()
    parts = [_PREFACE, *(_section(table) for table in book.table), _FILES, *(_section(file) for file in book.file)]
    return "\n".join(parts)


_PREFACE = """# Codebook

Every table of `detente export package` (CSV) and `detente export parquet`, and every column. Made from
`exporters/codebook.toml`; a copy travels with each package.

Text is UTF-8. What is not known is NULL: an empty cell in CSV, never an empty text in Parquet. Dates are days of the
calendar where the text was published (ISO 8601), without a time zone; a date that is known less precisely is the
interval `…_start` to `…_end`, both inclusive, and stands beside it as it is known. Ids are hashes of content: the same
documents give the same ids. In CSV, a text that a spreadsheet would run as a formula begins with an apostrophe that is
not in the source; Parquet and JSON Lines have none. Offsets count characters (Unicode code points).
"""

_FILES = """# Files that stand alone
"""


def _section(table: Table) -> str:
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    head = f"## {table.name}\n\n{table.title}{key}\n\n| column | type | meaning |\n|---|---|---|\n"
    return head + "".join(f"| `{c.name}` | {c.type} | {'; '.join(_says(c))} |\n" for c in table.columns)


def _says(column: Column) -> Iterator[str]:
    yield column.means.replace("|", "\\|")
    if column.unit:
        yield f"unit: {column.unit}"
    if column.values:
        yield f"values: {', '.join(column.values)}"
    if column.refers:
        yield f"refers to `{column.refers}`"
