"""Read files into Documents: one module per format, and the walk over files and folders.

What cannot be read becomes a `Problem`; a reader never raises because of what it was given.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..types import Document, Problem
from . import csv_rows, html, jsonl, text

Reader = Callable[[Path], Iterator[Document | Problem]]

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
    ".csv": csv_rows.read,
}

# A story's own files and what commonly lies beside articles: not articles, and nothing to complain about.
_OWN_FILES = frozenset({"story.toml", "decisions.jsonl"})
_OWN_STEMS = ("readme", "licence", "license", "copying", "changelog")
_OWN_SUFFIXES = frozenset({".json", ".toml", ".db", ".db-wal", ".db-shm", ".db-journal"})


def read_paths(paths: Iterable[Path]) -> Iterator[Document | Problem]:
    """Yield what the files, and the files of the folders (walked in sorted order), hold; each file once."""
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            real = file.absolute()
            if real not in seen:
                seen.add(real)
                yield from read_file(file)


def read_file(path: Path) -> Iterator[Document | Problem]:
    """Yield what one file holds, read by its suffix."""
    reader = READERS.get(path.suffix.lower())
    if not path.exists():
        yield Problem(str(path), "read", "no such file or folder (moved or deleted?)")
        return
    if reader is None:
        what = path.suffix or "(no suffix)"
        yield Problem(str(path), "read", f"format {what} is not read; the formats are {', '.join(READERS)}")
        return
    yield from reader(path)


def _files(path: Path) -> Iterator[Path]:
    """Yield the path itself, or the files below a folder that may be articles."""
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not _is_own(name))


def _is_own(name: str) -> bool:
    lowered = name.lower()
    hidden = lowered.startswith((".", "~$"))
    return hidden or lowered in _OWN_FILES or lowered.startswith(_OWN_STEMS) or Path(lowered).suffix in _OWN_SUFFIXES
