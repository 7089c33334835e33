"""The one coding function that every engine maps over a pile: a piece in, what it says to each story out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import msgspec

from ..coding.relevance import Relevance
from ..pipeline import Coder, code_document, load_coder
from ..readers import count_places, read_piece
from ..types import Actor, Coding, Document, Problem
from ..types.piles import CodedDocument, Piece, PieceCoding

Watch = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class StoryWork:
    """What one story asks of a pile: its actors, and the fingerprint of the coder that codes for it."""

    actors: tuple[Actor, ...]
    coder: str


@dataclass(frozen=True, slots=True)
class Task:
    """A piece, the numbers of the stories that have not coded it, and the documents they have coded of it all the same.

    ``broken`` says at which places a worker broke, in which step (read, coding) and how: they are not tried again.
    """

    piece: Piece
    stories: tuple[int, ...] = (0,)
    known: frozenset[tuple[int, str]] = frozenset()
    broken: tuple[tuple[int, str, str], ...] = ()


def unwatched(place: int, step: str) -> None:
    """Take note of nothing: the watch of an engine that cannot stop a document."""


class PileCoder:
    """Codes pieces for one story or many in one pass. The models are loaded when the first document concerns one."""

    def __init__(self, stories: Sequence[StoryWork]) -> None:
        self.stories = tuple(stories)
        self._relevance = Relevance([story.actors for story in stories])
        self._coders: tuple[Coder, ...] = ()

    def _load(self, place: int, watch: Watch) -> None:
        if not self._coders:
            watch(place, "load")
            first = load_coder(self.stories[0].actors)
            self._coders = tuple(replace(first, actors=story.actors) for story in self.stories)

    def prepare(self) -> None:
        """Load the models and code a sentence, so that processes forked from this one have all that is made at first.

        Raises:
            MissingPartError: a model is missing or altered.
        """
        self._load(0, unwatched)
        names = " and ".join(actor.name for actor in self.stories[0].actors)
        code_safely(Document("doc-000000000000", f"{names} met in Geneva on 3 June 2024."), self._coders[0])

    def code(self, task: Task, watch: Watch = unwatched) -> tuple[PieceCoding, ...]:
        """Return what a piece says to each story that asks.

        ``watch`` is told each place and step (read, load, coding) before it begins.

        Raises:
            MissingPartError: a model is missing or altered.
        """
        drafts = {number: _Draft() for number in task.stories}
        problems = list(task.piece.problems)
        broken = {(place, step): reason for place, step, reason in task.broken}
        for place in range(count_places(task.piece)):
            watch(place, "read")
            for item in _read(task.piece, place, broken.get((place, "read"), "")):
                if isinstance(item, Problem):
                    problems.append(item)
                else:
                    self._code_document(item, task, drafts, broken.get((place, "coding"), ""), place, watch)
        return tuple(self._finished(number, draft, task.piece, problems) for number, draft in drafts.items())

    def _code_document(
        self, document: Document, task: Task, drafts: dict[int, _Draft], broken: str, place: int, watch: Watch
    ) -> None:
        concerned = self._relevance.concerned(document)
        for number, draft in drafts.items():
            draft.documents.append(document.id)
            if number not in concerned:
                draft.set_aside(document)
            elif (number, document.id) in task.known:
                draft.unchanged.append(document.id)
            elif broken:
                draft.fail(document, _uncoded(document, broken))
            else:
                self._load(place, watch)
                watch(place, "coding")
                draft.take(document, code_safely(document, self._coders[number]), bool(task.piece.documents))

    def _finished(self, number: int, draft: _Draft, piece: Piece, problems: Sequence[Problem]) -> PieceCoding:
        return PieceCoding(
            story=number,
            piece=piece.id,
            path=str(piece.path),
            coder=self.stories[number].coder,
            documents=tuple(draft.documents),
            kept=tuple(draft.kept),
            aside=tuple(sorted(draft.aside.items())),
            first_aside=draft.first_aside,
            unchanged=tuple(draft.unchanged),
            problems=(*problems, *draft.problems),
        )


def code_safely(document: Document, coder: Coder) -> Coding | Problem:
    """Return the coding, or the Problem that kept this one document from being coded."""
    try:
        return code_document(document, coder)
    except MemoryError:
        return _uncoded(document, "MemoryError: more than a document may take: split it, or allow more with --memory")
    except (ValueError, ArithmeticError, LookupError, RecursionError) as error:
        return _uncoded(document, f"{type(error).__name__}: {error}")


def _uncoded(document: Document, why: str) -> Problem:
    """Return the Problem of a document that is read and not coded, with the file it came from."""
    return Problem(document.id, "coding", f"{document.path}: {why}" if document.path else why)


def _read(piece: Piece, place: int, broken: str) -> Iterator[Document | Problem]:
    if not broken:
        return read_piece(piece, place)
    number = f":{piece.records[place][0]}" if piece.records else ""
    return iter((Problem(f"{piece.path}{number}", "read", broken),))


def says_nothing(coding: Coding) -> bool:
    """Return whether a coding tells the story nothing: its document does not concern the actors after all."""
    said = (coding.mentions, coding.attributions, coding.events, coding.claims, coding.characterisations)
    return not any(chain(said, (coding.expectations, coding.reactions, coding.problems)))


@dataclass(slots=True)
class _Draft:
    """What has been found of a piece so far for one story."""

    documents: list[str] = field(default_factory=list)
    kept: list[CodedDocument] = field(default_factory=list)
    aside: Counter[str] = field(default_factory=Counter)
    first_aside: str = ""
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def set_aside(self, document: Document) -> None:
        """Count a document that does not concern the actors."""
        self.aside[document.published.end.isoformat() if document.published.end else ""] += 1
        self.first_aside = self.first_aside or document.title or document.path

    def fail(self, document: Document, problem: Problem) -> None:
        """Keep a document that could not be coded, and why."""
        self.kept.append(CodedDocument(document, None))
        self.problems.append(problem)

    def take(self, document: Document, outcome: Coding | Problem, stored: bool) -> None:
        """Keep a document's coding; a stored document is kept even where it says nothing: its file may be gone."""
        if isinstance(outcome, Problem):
            self.fail(document, outcome)
        elif says_nothing(outcome) and not stored:
            self.set_aside(document)
        else:
            self.kept.append(CodedDocument(document, msgspec.json.encode(outcome).decode()))
