"""One module per output format; `EXPORTERS` names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from ..types import Story
from . import csv, jsonl, markdown, plover, polecat

Exporter = Callable[[Story, TextIO], None]

EXPORTERS: dict[str, Exporter] = {
    "jsonl": jsonl.write,
    "csv": csv.write,
    "markdown": markdown.write,
    "plover": plover.write,
    "polecat": polecat.write,
}
