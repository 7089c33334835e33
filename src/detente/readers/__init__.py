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
_OWN_STEMS = frozenset({"readme", "licence", "license", "copying", "changelog"})
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
    if wrong := _not_a_file(path):
        yield Problem(str(path), "read", wrong)
    elif reader is None:
        what = path.suffix or "(no suffix)"
        yield Problem(str(path), "read", f"format {what} is not read; the formats are {', '.join(READERS)}")
    else:
        yield from reader(path)


def _not_a_file(path: Path) -> str:
    """Return why a path is nothing to open, or "": opening a pipe would wait for ever."""
    if not os.path.exists(path):
        return "no such file or folder (moved or deleted?)"
    if os.path.isdir(path):
        return "the folder cannot be opened"
    return "" if os.path.isfile(path) else "not an ordinary file"


def _files(path: Path) -> Iterator[Path]:
    """Yield the path itself, or the files below a folder that may be articles, and folders that cannot be opened."""
    if not os.path.isdir(path):
        yield path
        return
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(path, onerror=closed.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not _is_own(name))
    yield from (Path(error.filename) for error in closed)


def _is_own(name: str) -> bool:
    """Return whether a file is hidden, the story's own, or what commonly lies beside articles."""
    lowered = Path(name.lower())
    hidden = name.startswith((".", "~$"))
    return hidden or str(lowered) in _OWN_FILES or lowered.stem in _OWN_STEMS or lowered.suffix in _OWN_SUFFIXES
