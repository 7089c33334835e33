"""A folder of tables that researchers can deposit: a data package (CSV and its schema), or the same as Parquet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from .. import __version__
from ..cells import write_rows
from ..errors import InputError
from ..parquet_rows import need_parquet
from ..types import Story
from .codebook import Column, Table, codebook_markdown, load_codebook
from .flat import Row, story_tables

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_ODD = re.compile(r"[^a-z0-9]+")
_Write = Callable[[Path, Table, Sequence[Row]], None]


def write_package(story: Story, folder: Path) -> None:
    """Write every table as CSV, with ``datapackage.json`` and ``codebook.md``; what is there by those names goes.

    Raises:
        InputError: the folder cannot be written.
    """
    files = _write_tables(story, folder, "csv", _write_csv)
    described = [_resource(table, file) for table, file in zip(load_codebook().table, files, strict=True)]
    package = {
        "$schema": _PROFILE,
        "name": _ODD.sub("-", story.title.lower()).strip("-") or "story",
        "title": story.title,
        "description": f"Coded by detente {__version__} from {len(story.documents)} documents"
        + (f", as of {story.as_of}." if story.as_of else ".")
        + " The sentences are their publishers'. See codebook.md.",
        "resources": described,
    }
    _put(folder / "datapackage.json", msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n")


def write_parquet(story: Story, folder: Path) -> None:
    """Write every table as Parquet, typed, with ``codebook.md``.

    Raises:
        InputError: the folder cannot be written.
        MissingPartError: the extra that writes Parquet is not installed.
    """
    need_parquet()
    _write_tables(story, folder, "parquet", _write_parquet)


def _write_tables(story: Story, folder: Path, suffix: str, write: _Write) -> list[Path]:
    tables = story_tables(story)
    files = [folder / f"{table.name}.{suffix}" for table in load_codebook().table]
    _put(folder / "codebook.md", codebook_markdown().encode())
    for table, file in zip(load_codebook().table, files, strict=True):
        try:
            write(file, table, tables[table.name])
        except OSError as error:
            raise InputError(f"{file}: cannot be written ({error.strerror}); give another -o FOLDER") from error
    return files


def _put(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); give another -o FOLDER") from error


def _write_csv(path: Path, table: Table, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_rows(file, [column.name for column in table.columns], rows)


def _write_parquet(path: Path, table: Table, rows: Sequence[Row]) -> None:
    import pyarrow
    from pyarrow.parquet import write_table

    kinds = {"string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(),
             "boolean": pyarrow.bool_(), "date": pyarrow.date32()}  # fmt: skip
    fields = [pyarrow.field(c.name, kinds[c.type], metadata={"description": c.means, "unit": c.unit})
              for c in table.columns]  # fmt: skip
    columns = [[_typed(row[column.name], column) for row in rows] for column in table.columns]
    schema = pyarrow.schema(fields, metadata={"description": table.title})
    write_table(pyarrow.table(columns, schema=schema), path, compression="zstd")


def _typed(value: object, column: Column) -> object:
    """Return a value as its column's type; an empty text is one that is not known."""
    if value == "":
        return None
    if column.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return float(value) if column.type == "number" and isinstance(value, int) else value


def _resource(table: Table, file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    schema: dict[str, Any] = {"fields": [_field(column, column.name in table.key) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if keys := [_foreign_key(column, table) for column in table.columns if column.refers]:
        schema["foreignKeys"] = keys
    return {
        "name": table.name, "path": file.name, "type": "table", "title": table.title, "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "schema": schema,
    }  # fmt: skip


def _field(column: Column, required: bool) -> dict[str, Any]:
    unit = f" Unit: {column.unit}." if column.unit else ""
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": f"{column.means}.{unit}"}
    if column.type == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    values = [int(value) for value in column.values] if column.type == "integer" else list(column.values)
    constraints = {key: value for key, value in (("required", required), ("enum", values)) if value}
    return {**field, "constraints": constraints} if constraints else field


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    resource, field = column.refers.split(".")
    return {"fields": [column.name], "reference": {"resource": "" if resource == table.name else resource,
                                                    "fields": [field]}}  # fmt: skip
