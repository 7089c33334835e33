"""Event data without a story: one document after another is read and coded, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .engines.work import code_safely
from .pipeline import Coder, assemble, load_coder
from .readers import read_paths
from .types import Actor, Problem, Story


def code_paths(paths: Iterable[Path], actors: tuple[Actor, ...]) -> Iterator[Story | Problem]:
    """Yield the story of each document by itself, in order, or why it could not be read or coded.

    Memory does not grow with the number of documents; nothing is merged or folded across them.

    Raises:
        MissingPartError: a model is missing or altered.
    """
    coder: Coder | None = None
    for found in read_paths(paths):
        if isinstance(found, Problem):
            yield found
            continue
        coder = coder or load_coder(actors)
        coding = code_safely(found, coder)
        yield coding if isinstance(coding, Problem) else assemble(found.title, actors, [found], [coding])
