"""A story folder: read its documents, build it, ask it. The command line is a thin layer over this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from . import __version__
from .coding.coder import coder_fingerprint as event_model_fingerprint
from .coding.language import DEFAULT_MODEL
from .engines import Outcome, map_inline, map_processes
from .errors import InputError, StoryError
from .pipeline import assemble, coder_fingerprint, load_coder
from .readers import read_paths
from .store import Store
from .storyfile import NAME, StoryFile, read_story_file
from .types import (
    Actor,
    Attribution,
    Claim,
    Document,
    Event,
    Expectation,
    Gap,
    Phase,
    Problem,
    Question,
    Story,
    TurningPoint,
    make_id,
)

Progress = Callable[[str, int, int], None]
_FEW = 24  # documents below which starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did, in documents: read from files, new, superseded by an edit, coded now, unchanged, failed."""

    read: int
    new: int
    superseded: int
    coded: int
    unchanged: int
    failed: int
    problems: int


class StoryFolder:
    """An open story folder (story.toml, story.db). Close it, or use `with detente.open(path) as story`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file: StoryFile = read_story_file(folder)
        self.store = Store(folder / "story.db")

    def __enter__(self) -> StoryFolder:
        """Return the folder itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of story.toml."""
        return self.file.actors

    def build(self, engine: str = "auto", progress: Progress | None = None) -> BuildSummary:
        """Read new documents, code what is not coded yet by these rules and models, and tell the story anew.

        ``progress`` is called with the stage, how many documents are done, and how many there are.

        Raises:
            InputError: nothing could be read and the story holds nothing.
            MissingPartError: a model is missing or altered.
        """
        read, new, superseded = self._read(progress)
        fingerprint = self._fingerprint()
        coded_by = self.store.coded_by()
        documents = self.store.documents()
        waiting = [d for d in documents if coded_by.get(d.id) != fingerprint]
        failed = self._code(waiting, engine, progress)
        problems = len(self.store.problems())
        inputs = make_id(
            "inputs", __version__, self.file.title, fingerprint, *(d.id for d in documents), failed, problems
        )
        told = self.store.told()
        if told is None or told[0] != inputs:
            self.store.save_story(self._assemble(None), inputs)
        return BuildSummary(
            read, new, superseded, len(waiting) - failed, len(documents) - len(waiting), failed, problems
        )

    def story(self, as_of: date | str | None = None) -> Story:
        """Return the told story, as of a publication day (a date, or text such as "2025-06-05") if one is given.

        Raises:
            StoryError: it has not been built yet.
            ValueError: the text is no ISO 8601 day.
        """
        as_of = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        told = self.store.told()
        if told is None:
            raise StoryError(self.folder, f"not built yet; run: detente build {self.folder}")
        return told[1] if as_of is None else self._assemble(as_of)

    def events(self, as_of: date | str | None = None) -> tuple[Event, ...]:
        """Return the events."""
        return self.story(as_of).events

    def phases(self, as_of: date | str | None = None) -> tuple[Phase, ...]:
        """Return the phases."""
        return self.story(as_of).phases

    def turning_points(self, as_of: date | str | None = None) -> tuple[TurningPoint, ...]:
        """Return the turning points."""
        return self.story(as_of).turning_points

    def questions(self, as_of: date | str | None = None) -> tuple[Question, ...]:
        """Return the ledger's rows."""
        return self.story(as_of).questions

    def claims(self, as_of: date | str | None = None) -> tuple[Claim, ...]:
        """Return the claims with a figure."""
        return self.story(as_of).claims

    def quotes(self, as_of: date | str | None = None) -> tuple[Attribution, ...]:
        """Return the attributions; `kind` tells direct, mixed and indirect ones apart."""
        return self.story(as_of).quotes

    def expectations(self, as_of: date | str | None = None) -> tuple[Expectation, ...]:
        """Return what was promised, threatened or due."""
        return self.story(as_of).expectations

    def gaps(self, as_of: date | str | None = None) -> tuple[Gap, ...]:
        """Return what the story does not know."""
        return self.story(as_of).gaps

    def _read(self, progress: Progress | None) -> tuple[int, int, int]:
        """Read the story's documents into the store; return how many were read, new, and superseded."""
        known = self.store.document_paths()
        before = {i for ids in known.values() for i in ids}
        documents, problems = _sort_out(read_paths(self.file.documents), progress)
        self.store.add_documents(documents)
        self.store.replace_reading_problems(problems)
        ids = {d.id for d in documents}
        # An edited file yields a new document in place of its old one; a file that is gone keeps its documents.
        stale = {i for path in {d.path for d in documents} for i in known.get(path, set())} - ids
        if stale:
            self.store.remove_documents(stale)
        if not (before | ids):
            raise InputError(_nothing_read(self.file, self.folder, problems))
        return len(documents), len(ids - before), len(stale)

    def _fingerprint(self) -> str:
        return coder_fingerprint(self.actors, DEFAULT_MODEL, event_model_fingerprint())

    def _code(self, waiting: Sequence[Document], engine: str, progress: Progress | None) -> int:
        """Code the waiting documents, each kept as soon as it is done; return how many failed."""
        failed = 0
        for done, (_, outcome) in enumerate(self._map(waiting, engine), 1):
            if isinstance(outcome, Problem):
                self.store.add_problem(outcome)
                failed += 1
            else:
                self.store.save_coding(outcome)
            if progress:
                progress("coding", done, len(waiting))
        return failed

    def _map(self, waiting: Sequence[Document], engine: str) -> Iterator[Outcome]:
        if engine == "processes" or (engine == "auto" and len(waiting) >= _FEW):
            return map_processes(waiting, self.actors)
        return map_inline(waiting, lambda: load_coder(self.actors))

    def _assemble(self, as_of: date | None) -> Story:
        codings = list(self.store.codings())
        story = assemble(self.file.title, self.actors, self.store.documents(), codings, as_of)
        return replace(story, problems=story.problems + tuple(self.store.problems()))


def open_story(folder: Path | str) -> StoryFolder:
    """Return an open story folder.

    Raises:
        StoryError: there is no usable story.toml, or story.db cannot be opened.
    """
    return StoryFolder(Path(folder))


def is_story(path: Path) -> bool:
    """Return whether a path is a story folder."""
    return (path / NAME).is_file()


def _sort_out(items: Iterable[Document | Problem], progress: Progress | None) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            documents.append(item)
            if progress:
                progress("reading", len(documents), 0)
    return documents, problems


def _nothing_read(file: StoryFile, folder: Path, problems: Sequence[Problem]) -> str:
    places = ", ".join(str(p) for p in file.documents) or f"{folder}/documents and {folder}/articles"
    reasons = "".join(f"\n  {p.document}: {p.message}" for p in problems[:10])
    return f"no document could be read from {places}; add some with: detente add {folder} FILES{reasons}"
