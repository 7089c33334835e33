"""A pile of documents cut into pieces, and what one piece says to one story."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .base import Document, Problem

Raw = bytes | dict[str, object]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a pile that one worker reads at a time: an article file, or some records of an archive.

    ``id`` is a hash of its content, so that a piece is known again wherever it lies. ``records`` are (number in the
    file, what stands there), not read yet; a file that is one article has none, and is opened by its path.
    ``documents`` are set instead of both when they are read already.
    """

    id: str
    path: Path
    format: str
    records: tuple[tuple[int, Raw], ...] = ()
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document with its coding as JSON, as a store keeps it; None where coding it failed."""

    document: Document
    coding: str | None


@dataclass(frozen=True, slots=True)
class PieceCoding:
    """What one piece says to one story.

    ``documents`` are the ids of all its documents, ``kept`` those that concern the story's actors, ``aside`` how many
    others were published on each day (ISO 8601; "" for the undated), and ``first_aside`` names the first of them.
    ``unchanged`` are the ids of those that were coded before.
    """

    story: int
    piece: str
    path: str
    coder: str
    documents: tuple[str, ...]
    kept: tuple[CodedDocument, ...]
    aside: tuple[tuple[str, int], ...] = ()
    first_aside: str = ""
    unchanged: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> int:
        """How many documents could not be coded."""
        return sum(each.coding is None for each in self.kept)


@dataclass(frozen=True, slots=True)
class Aside:
    """The documents that were read and set aside because they do not concern the actors."""

    documents: int = 0
    undated: int = 0
    first: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


NOTHING_ASIDE = Aside()
