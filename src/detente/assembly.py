"""Tell stories from their codings, several at a time: those in each story's store, or those kept as Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import StoryError
from .partitions import partitions_of

if TYPE_CHECKING:
    from .story import StoryFolder

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Parquet:
    """A folder of codings as Parquet, which stories are told from, or which is written for them once they are told."""

    folder: Path
    taken: bool


def retell(stories: Sequence[StoryFolder], codings: Path | None, workers: int, progress: Progress | None) -> None:
    """Tell some stories anew from their stores, or from ``codings`` as Parquet, which replace what the stores held.

    Raises:
        StoryError: a story is being built, or was never, or its codings cannot be read.
        MissingPartError: the extra that reads Parquet is not installed.
    """
    with ExitStack() as locks:
        for story in stories:
            locks.enter_context(story.store.building())
            if not codings and not story.store.pile.size():
                raise StoryError(story.folder, f"nothing is coded yet; run: detente build {story.folder}")
        tell(stories, Parquet(codings, taken=True) if codings else None, workers, progress)


def tell(
    stories: Sequence[StoryFolder], codings: Parquet | None, workers: int, progress: Progress | None = None
) -> None:
    """Tell each story, over so many processes where there are several."""
    places = partitions_of(codings.folder, [story.folder for story in stories]) if codings else [None] * len(stories)
    step = partial(_tell, taken=bool(codings and codings.taken))
    with ExitStack() as opened:
        done: Iterator[None]
        if min(len(stories), workers) > 1:
            pool = opened.enter_context(ProcessPoolExecutor(min(len(stories), workers)))
            done = pool.map(partial(_tell_folder, step), [story.folder for story in stories], places)
        else:
            done = map(step, stories, places)
        for number, _ in enumerate(done, 1):
            if progress:
                progress("telling", number, len(stories))


def _tell_folder(step: Callable[[StoryFolder, Path | None], None], folder: Path, place: Path | None) -> None:
    from .story import open_story

    with open_story(folder) as story:
        step(story, place)


def _tell(story: StoryFolder, place: Path | None, taken: bool) -> None:
    if place and taken:
        story.store.take_partitions(place, story.fingerprint())
    story.tell()
    if place and not taken:
        story.store.write_partitions(place)
