"""Event data without a story: one document after another is read and coded, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .engines import map_inline
from .pipeline import assemble, load_coder
from .readers import read_paths
from .types import Actor, Document, Problem, Story


def code_paths(paths: Iterable[Path], actors: tuple[Actor, ...]) -> Iterator[Story | Problem]:
    """Yield the story of each document by itself, in order, or why it could not be read or coded.

    Memory does not grow with the number of documents; nothing is merged or folded across them.

    Raises:
        MissingPartError: a model is missing or altered.
    """
    problems: list[Problem] = []
    documents = _keep_problems(read_paths(paths), problems)
    for document, coding in map_inline(documents, lambda: load_coder(actors)):
        yield from _drain(problems)
        yield coding if isinstance(coding, Problem) else assemble(document.title, actors, [document], [coding])
    yield from _drain(problems)


def _keep_problems(items: Iterable[Document | Problem], problems: list[Problem]) -> Iterator[Document]:
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
        else:
            yield item


def _drain(problems: list[Problem]) -> Iterator[Problem]:
    yield from problems
    problems.clear()
