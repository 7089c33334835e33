"""One map over documents, more than one way: inline, or over processes.

An engine yields (document, Coding or Problem) in any order; one bad document never stops the run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from .pipeline import Coder, code_document, load_coder
from .types import Actor, Coding, Document, Problem

Outcome = tuple[Document, Coding | Problem]
_worker_coder: Coder | None = None


def map_inline(documents: Iterable[Document], make_coder: Callable[[], Coder]) -> Iterator[Outcome]:
    """Code documents one after another in this process."""
    coder: Coder | None = None
    for document in documents:
        coder = coder or make_coder()
        yield document, _code_safely(document, coder)


def map_processes(documents: Sequence[Document], actors: tuple[Actor, ...], workers: int = 0) -> Iterator[Outcome]:
    """Code documents over several processes (as many as cores, unless told)."""
    count = min(workers or os.cpu_count() or 1, len(documents))
    with ProcessPoolExecutor(count, initializer=_start_worker, initargs=(actors,)) as pool:
        waiting = {pool.submit(_code_in_worker, document): document for document in documents}
        for done in as_completed(waiting):
            try:
                yield waiting[done], done.result()
            except BrokenProcessPool:
                message = "the worker process died; run build again with --engine inline to see where"
                yield waiting[done], Problem(waiting[done].id, "coding", message)


def _start_worker(actors: tuple[Actor, ...]) -> None:
    global _worker_coder
    _worker_coder = load_coder(actors)


def _code_in_worker(document: Document) -> Coding | Problem:
    assert _worker_coder is not None, "the initializer loads the coder"
    return _code_safely(document, _worker_coder)


def _code_safely(document: Document, coder: Coder) -> Coding | Problem:
    """Return the coding, or the Problem that kept this one document from being coded."""
    try:
        return code_document(document, coder)
    except (ValueError, ArithmeticError, LookupError, RecursionError, MemoryError) as error:
        return Problem(document.id, "coding", f"{type(error).__name__}: {error}")
