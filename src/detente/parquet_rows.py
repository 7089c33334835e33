"""Rows in a Parquet file: it is there whole or not at all, and is left alone when it holds the same rows already."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import MissingPartError

if TYPE_CHECKING:
    import pyarrow

Row = tuple[object, ...]
Columns = Mapping[str, str]  # name to type: text, integer, bytes, day

_HASH = b"detente.rows"
_ROWS = 256  # in memory at a time


def need_parquet() -> None:
    """Do nothing where Parquet can be read and written.

    Raises:
        MissingPartError: the extra that does so is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - whether it is there is the question
    except ModuleNotFoundError as error:
        raise MissingPartError("Parquet", "pip install 'detente[archive]'") from error


def write_rows(path: Path, columns: Columns, rows: Callable[[], Iterable[Row]]) -> str:
    """Write rows, asked for once to hash them and once more to write them; return their hash.

    Raises:
        OSError: the file cannot be written.
    """
    from pyarrow.parquet import ParquetWriter

    digest = _digest(rows())
    if path.is_file() and _hash_in(path) == digest:
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = _schema(columns).with_metadata({_HASH: digest.encode()})
    beside = path.with_name(f".{path.name}.new")  # readers of a data set pass over hidden files
    try:
        with ParquetWriter(beside, schema, compression="zstd") as writer:
            every = iter(rows())
            while batch := list(islice(every, _ROWS)):
                writer.write_batch(_batch(batch, schema))
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return digest


def read_rows(path: Path, columns: Columns, digest: str) -> Iterator[Row]:
    """Yield the rows of a file that was written with such columns and this hash.

    Raises:
        ValueError: it holds something else, or is damaged.
        OSError: it cannot be read.
    """
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        if not file.schema_arrow.equals(_schema(columns)) or _hash_in(path) != digest:
            raise ValueError(f"{path.name} is not the file that was written")
        for batch in file.iter_batches(batch_size=_ROWS):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _batch(rows: Sequence[Row], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    import pyarrow

    columns = zip(zip(*rows, strict=True), schema.types, strict=True)
    return pyarrow.record_batch([pyarrow.array(values, kind) for values, kind in columns], schema=schema)


def _hash_in(path: Path) -> str:
    """Return the hash of the rows that a file was written with, "" where it has none."""
    import pyarrow
    from pyarrow.parquet import read_schema

    try:
        return ((read_schema(path).metadata or {}).get(_HASH) or b"").decode(errors="replace")
    except (OSError, pyarrow.ArrowException):
        return ""


def _schema(columns: Columns) -> pyarrow.Schema:
    import pyarrow

    kinds = {"text": pyarrow.string(), "integer": pyarrow.int64(), "bytes": pyarrow.binary(), "day": pyarrow.date32()}
    return pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()])


def _digest(rows: Iterable[Row]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for row in rows:
        digest.update(repr(row).encode("utf-8", errors="surrogatepass"))
    return digest.hexdigest()
