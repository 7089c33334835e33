"""One module per output format: `EXPORTERS` write a file, `FOLDER_EXPORTERS` a folder of tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from ..types import Story
from . import claims, csv, jsonl, jsonld, markdown, package, plover, polecat, series, statements

Exporter = Callable[[Story, TextIO], None]

EXPORTERS: dict[str, Exporter] = {
    "jsonl": jsonl.write,
    "csv": csv.write,
    "markdown": markdown.write,
    "plover": plover.write,
    "polecat": polecat.write,
    "claims": claims.write,
    "statements": statements.write,
    "jsonld": jsonld.write,
    "series": series.write,
}
FOLDER_EXPORTERS: dict[str, Callable[[Story, Path], None]] = {
    "package": package.write_package,
    "parquet": package.write_parquet,
}
