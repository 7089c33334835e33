"""One module per output format; `EXPORTERS` names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from ..types import Story
from . import claims, csv, jsonl, jsonld, markdown, plover, polecat, statements

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
}
