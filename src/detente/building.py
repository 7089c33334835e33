"""Build stories: one pass over a pile for one story or hundreds, then each story told from its codings.

The pile is cut into pieces; a piece that a story has coded is passed over, the others go through an engine, and what
comes back is committed twice a second. Killed at any moment, a build loses what was in work, and goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from .assembly import Parquet, Progress, tell
from .engines import map_inline
from .engines.processes import DEFAULT_LIMITS, Limits, available_cores, map_processes
from .engines.work import StoryWork, Task
from .errors import InputError
from .partitions import partitions_of
from .readers import count_places, cut_file, find_files
from .readers.compressed import STANDARD_INPUT
from .readers.pieces import documents_piece
from .types import Problem
from .types.piles import PieceCoding

if TYPE_CHECKING:
    from .story import StoryFolder

_FEW = 24  # documents below which starting processes costs more than it saves
_COMMIT = 0.5  # seconds of work that a killed build may lose, beside what its workers are at
_STORED = 16  # documents coded at a time that come from the store


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


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build: the engine (auto, inline, processes, ray) and its means, and a pile to read in place of each
    story's own documents ("-" is JSON Lines on standard input), and a folder where codings are kept as Parquet."""

    engine: str = "auto"
    address: str = "local"
    workers: int = 0
    limits: Limits = DEFAULT_LIMITS
    pile: tuple[Path, ...] = ()
    codings: Path | None = None


@dataclass(slots=True)
class _Tally:
    """Documents coded and failed so far, for one story."""

    coded: int = 0
    failed: int = 0


def build_stories(
    stories: Sequence[StoryFolder], options: BuildOptions, progress: Progress | None = None
) -> list[BuildSummary]:
    """Read, code and tell some stories; those that share their documents share one pass over them.

    Raises:
        InputError: nothing could be read and a story holds nothing.
        StoryError: another build of a story is running, or its store cannot be written.
        MissingPartError: a model, or an extra that a format or an engine needs, is missing or altered.
    """
    if options.codings:  # what is wrong is said before anything is coded
        partitions_of(options.codings, [story.folder for story in stories])
    with ExitStack() as locks:
        for story in stories:
            locks.enter_context(story.store.building())
        groups: dict[tuple[Path, ...], list[StoryFolder]] = {}
        for story in stories:
            groups.setdefault(options.pile or story.file.documents, []).append(story)
        summaries: dict[Path, BuildSummary] = {}
        for sources, group in groups.items():
            code_pass = _Pass(group, sources, options, progress)
            summaries.update(zip((s.folder for s in group), code_pass.run(), strict=True))
        workers = 1 if options.engine == "inline" else options.workers or available_cores()
        tell(stories, Parquet(options.codings, taken=False) if options.codings else None, workers, progress)
    return [summaries[story.folder] for story in stories]


class _Pass:
    """One pass over a pile for the stories that read it."""

    def __init__(
        self,
        stories: Sequence[StoryFolder],
        sources: tuple[Path, ...],
        options: BuildOptions,
        progress: Progress | None,
    ) -> None:
        self._stories = stories
        self._works = [StoryWork(story.actors, story.fingerprint()) for story in stories]
        self._sources = sources
        self._options = options
        self._progress = progress
        self._problems: list[Problem] = []
        self._tallies = [_Tally() for _ in stories]

    def run(self) -> list[BuildSummary]:
        """Code what is not coded yet, and take out what edited files no longer hold; return what was done."""
        for story in self._stories:
            story.store.pile.begin_pass()
        self._save_all(self._ray() if self._options.engine == "ray" else self._map(self._tasks()), placed=True)
        return [self._finish(number) for number in range(len(self._stories))]

    def _finish(self, number: int) -> BuildSummary:
        story = self._stories[number]
        with story.store.transaction():
            counts = story.store.pile.end_pass()
            story.store.pile.replace_pile_problems(self._problems)
        self._save_all(self._map(self._stored(number)), placed=False)
        total = story.store.pile.size()
        if not total:
            raise InputError(_nothing_read(story, self._sources, self._problems))
        tally = self._tallies[number]
        return BuildSummary(
            counts.read,
            counts.new,
            counts.superseded,
            tally.coded,
            total - tally.coded - tally.failed,
            tally.failed,
            story.store.pile.problem_count(),
        )

    def _tasks(self) -> Iterator[Task]:
        """Yield the pieces of the pile that a story asks for; each is cut when an engine has room for it."""
        for file in find_files(self._sources):
            for piece in cut_file(file):
                if isinstance(piece, Problem):
                    self._problems.append(piece)
                    continue
                asking = [n for n in range(len(self._stories)) if self._asks(n, piece.id, str(piece.path))]
                if asking:
                    known = frozenset((n, i) for n in asking for i in self._known(n, piece.id))
                    yield Task(piece, tuple(asking), known)

    def _asks(self, number: int, piece: str, path: str) -> bool:
        pile = self._stories[number].store.pile
        return pile.note(piece, path) and not pile.is_coded(piece, self._works[number].coder)

    def _known(self, number: int, piece: str) -> frozenset[str]:
        return self._stories[number].store.pile.known_documents(piece, self._works[number].coder)

    def _stored(self, number: int) -> Iterator[Task]:
        """Yield the documents whose files are gone and whose coding is stale."""
        pile = self._stories[number].store.pile
        waiting = pile.unread(self._works[number].coder)
        for start in range(0, len(waiting), _STORED):
            yield Task(documents_piece(pile.load(waiting[start : start + _STORED])), (number,))

    def _ray(self) -> Iterator[tuple[PieceCoding, ...]]:
        """Let a cluster read and code the pile; what it has seen is noted here."""
        from .engines.ray_data import map_ray

        if STANDARD_INPUT in self._sources:
            raise InputError("standard input is not read by a cluster: write it to a file that every node can see")
        files = list(find_files(self._sources))
        piles = [story.store.pile for story in self._stories]
        coded = [pile.coded_pieces(work.coder) for pile, work in zip(piles, self._works, strict=True)]
        for cut in map_ray(files, self._works, coded, self._options.address, self._options.limits):
            if cut.problem:
                self._problems.append(cut.problem)
                continue
            for pile in piles:
                pile.note(cut.piece, cut.path)
            if cut.codings:
                yield cut.codings

    def _map(self, tasks: Iterator[Task]) -> Iterator[tuple[PieceCoding, ...]]:
        engine = self._options.engine
        if engine == "auto":
            first = list(_at_least(tasks, _FEW))
            engine = "processes" if sum(count_places(t.piece) for t in first) >= _FEW else "inline"
            tasks = chain(first, tasks)
        if engine in {"processes", "ray"}:  # what a cluster has left to do is in the store, and is little
            return map_processes(tasks, self._works, self._options.workers, self._options.limits)
        return map_inline(tasks, self._works)

    def _save_all(self, outcomes: Iterable[tuple[PieceCoding, ...]], placed: bool) -> None:
        waiting: list[PieceCoding] = []
        due = time.monotonic() + _COMMIT
        done = 0
        for codings in outcomes:
            waiting += codings
            done += max(len(coding.documents) for coding in codings)
            if time.monotonic() >= due:
                self._save(waiting, placed)
                waiting.clear()
                due = time.monotonic() + _COMMIT
            if self._progress:
                self._progress("coding", done, 0)
        self._save(waiting, placed)

    def _save(self, codings: Sequence[PieceCoding], placed: bool) -> None:
        """Commit what some pieces say, each to its story; ``placed`` pieces lie in the pile."""
        by_story: dict[int, list[PieceCoding]] = {}
        for coding in codings:
            by_story.setdefault(coding.story, []).append(coding)
        for number, group in by_story.items():
            store, tally = self._stories[number].store, self._tallies[number]
            with store.transaction():
                for coding in group:
                    if placed:
                        store.pile.save(coding)
                    else:
                        store.pile.save_documents(coding.kept, coding.coder)
                        store.pile.add_problems(coding.problems)
            tally.failed += sum(coding.failed for coding in group)
            tally.coded += sum(len(c.documents) - len(c.unchanged) - c.failed for c in group)


def _at_least(tasks: Iterator[Task], places: int) -> Iterator[Task]:
    """Yield tasks until they have so many places."""
    for task in tasks:
        yield task
        places -= count_places(task.piece)
        if places <= 0:
            return


def _nothing_read(story: StoryFolder, sources: Sequence[Path], problems: Sequence[Problem]) -> str:
    places = ", ".join(map(str, sources)) or f"{story.folder}/documents and {story.folder}/articles"
    told = [*problems, *story.store.problems()]
    reasons = "".join(f"\n  {p.document}: {p.message}" for p in dict.fromkeys(told[:10]))
    return f"no document could be read from {places}; add some with: detente add {story.folder} FILES{reasons}"
