"""A pile cut into pieces: the cheap half of reading, done by one process, so that workers do the rest."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ..types import Document, Problem
from ..types.piles import Piece, Raw
from .bounded import read_bounded

Cut = Iterator[tuple[int, Raw] | Problem]

_FEWEST, _MOST = 8, 64  # records in a piece
_ONE_IN = 24  # after the fewest, one record in so many ends its piece
_LARGEST = 1_000_000  # bytes of records after which a piece ends


@dataclass(frozen=True, slots=True)
class Archive:
    """A format of many records a file: how to cut a file into records, and how to read a record cut from it."""

    cut: Callable[[Path], Cut]
    read_record: Callable[[Raw, Path, int], Iterator[Document | Problem]]

    def read(self, path: Path) -> Iterator[Document | Problem]:
        """Yield what each record of a file gives; one that cannot be read is a Problem with its number."""
        for found in self.cut(path):
            if isinstance(found, Problem):
                yield found
            else:
                yield from self.read_record(found[1], path, found[0])


def cut_archive(archive: Archive, path: Path, name: str) -> Iterator[Piece]:
    """Yield the pieces of an archive.

    Where a piece ends depends on the records themselves, so that a record put in or taken out changes one piece or
    two and leaves the others as they were.
    """
    records: list[tuple[int, Raw]] = []
    problems: list[Problem] = []
    digest, size = _digest(name), 0
    for found in archive.cut(path):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        content = found[1] if isinstance(found[1], bytes) else msgspec.msgpack.encode(found[1])
        records.append(found)
        digest.update(len(content).to_bytes(8, "little") + content)
        size += len(content)
        last = len(records) >= _FEWEST and zlib.crc32(content) % _ONE_IN == 0
        if last or len(records) >= _MOST or size >= _LARGEST:
            yield Piece(digest.hexdigest(), path, name, tuple(records), problems=tuple(problems))
            records, problems, digest, size = [], [], _digest(name), 0
    if records or problems:
        digest.update("".join(p.message for p in problems).encode())
        yield Piece(digest.hexdigest(), path, name, tuple(records), problems=tuple(problems))


def whole_file(path: Path, name: str) -> Piece:
    """Return the piece that a file of one article is."""
    content = read_bounded(path)
    digest = _digest(name)
    digest.update(content.message.encode() if isinstance(content, Problem) else content)
    return Piece(digest.hexdigest(), path, name)


def documents_piece(documents: Iterable[Document]) -> Piece:
    """Return the piece that some documents make which are read already."""
    documents = tuple(documents)
    digest = _digest("documents")
    for document in documents:
        digest.update(document.id.encode())
    return Piece(digest.hexdigest(), Path(), "documents", documents=documents)


def _digest(name: str) -> hashlib.blake2b:
    # The same bytes under another format are another reading.
    return hashlib.blake2b(name.encode(), digest_size=12)
