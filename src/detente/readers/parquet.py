"""Parquet: one article a row, with the columns id, url, date, title, text and source or publisher."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..errors import MissingPartError
from ..types import Problem
from .bounded import LONGEST_DOCUMENT
from .fields import DATE_FIELDS, TEXT_FIELDS
from .pieces import Cut

_ROWS = 256  # decoded at a time
_WANTED = frozenset(
    {"id", "source_id", "url", "link", "title", "headline", "publisher", "source", "outlet", "author", "authors"}
    | {*DATE_FIELDS, *TEXT_FIELDS}
)


def cut(path: Path) -> Cut:
    """Yield (row number, row) of a file, only the columns that an article has.

    Raises:
        MissingPartError: the extra that reads Parquet is not installed.
    """
    try:
        import pyarrow as arrow
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise MissingPartError(f"reading {path.name}", "pip install 'detente[archive]'") from error
    number = 0
    try:
        with ParquetFile(path) as table:
            columns = [name for name in table.schema_arrow.names if name.strip().lower() in _WANTED]
            if not {name.strip().lower() for name in columns} & {"title", "headline", *TEXT_FIELDS}:
                yield Problem(str(path), "read", "no column is named text or title")
                return
            for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield number, {name: _plain(value) for name, value in row.items()}
    except FileNotFoundError:
        yield Problem(str(path), "read", "no such file (moved or deleted?)")
    except (OSError, arrow.ArrowException) as error:
        where = f"{path}:{number}" if number else str(path)
        yield Problem(
            where, "read", f"not a Parquet file that can be read{' on' if number else ''}: {str(error)[:200]}"
        )


def _plain(value: object) -> object:
    """Return a value as a text source would give it."""
    if isinstance(value, bytes):
        return value[:LONGEST_DOCUMENT].decode("utf-8", errors="replace")
    if isinstance(value, date):  # or a datetime
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | None) else str(value)
