"""Read files into Documents: one module per format, and the walk over files and folders.

What cannot be read becomes a `Problem`; a reader never raises because of what it was given.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..types import Document, Problem
from ..types.piles import Piece
from . import csv_rows, html, jsonl, parquet, text, warc
from .compressed import STANDARD_INPUT
from .fields import read_row
from .pieces import Archive, cut_archive, whole_file

Reader = Callable[[Path], Iterator[Document | Problem]]

_LINES = Archive(jsonl.cut, jsonl.read_line)
_PAGES = Archive(warc.cut, warc.read_page)
ARCHIVES: dict[str, Archive] = {
    ".jsonl": _LINES,
    ".jsonl.gz": _LINES,
    ".jsonl.zst": _LINES,
    ".csv": Archive(csv_rows.cut, read_row),
    ".parquet": Archive(parquet.cut, read_row),
    ".warc": _PAGES,
    ".warc.gz": _PAGES,
}
READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": text.read,
    ".html": html.read,
    ".htm": html.read,
    **{suffix: archive.read for suffix, archive in ARCHIVES.items()},
}

# A story's own files and what commonly lies beside articles: not articles, and nothing to complain about.
_OWN_FILES = frozenset({"story.toml", "decisions.jsonl"})
_OWN_STEMS = frozenset({"readme", "licence", "license", "copying", "changelog"})
_OWN_SUFFIXES = frozenset({".json", ".toml", ".db", ".db-wal", ".db-shm", ".db-journal"})


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files, and the files of the folders (walked in sorted order); each once."""
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            real = file.absolute()
            if real not in seen:
                seen.add(real)
                yield file


def read_paths(paths: Iterable[Path]) -> Iterator[Document | Problem]:
    """Yield what the files, and the files of the folders, hold."""
    for file in find_files(paths):
        yield from read_file(file)


def read_file(path: Path) -> Iterator[Document | Problem]:
    """Yield what one file holds, read by its suffix."""
    if wrong := _why_not(path):
        yield wrong
    else:
        yield from READERS[_format(path)](path)


def cut_file(path: Path) -> Iterator[Piece | Problem]:
    """Yield the pieces of one file, to be read with `read_piece`, or why it cannot be read."""
    if wrong := _why_not(path):
        yield wrong
        return
    name = _format(path)
    if name in ARCHIVES:
        yield from cut_archive(ARCHIVES[name], path, name)
    else:
        yield whole_file(path, name)


def read_piece(piece: Piece, place: int) -> Iterator[Document | Problem]:
    """Yield what stands at one place of a piece, 0 and on; a piece of one article has one place."""
    if piece.documents:
        yield piece.documents[place]
    elif piece.format in ARCHIVES:
        number, raw = piece.records[place]
        yield from ARCHIVES[piece.format].read_record(raw, piece.path, number)
    else:
        yield from READERS[piece.format](piece.path)


def count_places(piece: Piece) -> int:
    """Return how many places a piece has."""
    return len(piece.documents or piece.records) if piece.documents or piece.format in ARCHIVES else 1


def _format(path: Path) -> str:
    """Return which format a file has, by its one or two last suffixes; what is not read is only its suffix."""
    if path == STANDARD_INPUT:
        return ".jsonl"
    two = "".join(path.suffixes[-2:]).lower()
    return two if two in READERS else path.suffix.lower()


def _why_not(path: Path) -> Problem | None:
    """Return why a path cannot be read, if it cannot."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    wrong = "" if path == STANDARD_INPUT else _not_a_file(path)
    what = _format(path)
    if not wrong and shown != str(path):  # no text file, and no database, can hold such a name
        wrong = "its name, or its folder's, is not UTF-8: rename it"
    elif not wrong and what not in READERS:
        wrong = f"format {what or '(no suffix)'} is not read; the formats are {', '.join(READERS)}"
    return Problem(shown, "read", wrong) if wrong else None


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
