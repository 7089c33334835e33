"""Pieces over a Ray cluster with Ray Data: its nodes cut the files, and code the pieces in actors that live on.

Every node must see the files under the same paths, and have detente installed. A node that dies is Ray's to make good:
its pieces are coded again elsewhere. A document that breaks its worker is ours: each actor works through a watched
process, as the processes engine does.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ClusterError, MissingPartError
from ..readers import cut_file
from ..types import Problem
from ..types.piles import PieceCoding
from .processes import Crew, Limits
from .work import StoryWork, Task

if TYPE_CHECKING:
    import ray.data

_BLOCK = 250_000  # bytes of pieces, or of codings, that travel together: a second or two of work
_ANSWER = 10.0  # seconds that a cluster may take to answer
_CUTTING = 0.25  # of a core, for a task that cuts a file: it waits for the disk


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece that was cut, and what it says to each story that asked; or why a file could not be cut."""

    path: str
    piece: str = ""
    codings: tuple[PieceCoding, ...] = ()
    problem: Problem | None = None


def map_ray(
    files: Sequence[Path], stories: Sequence[StoryWork], coded: Sequence[frozenset[str]], address: str, limits: Limits
) -> Iterator[Cut]:
    """Yield every piece of the files, coded for each story that has not ``coded`` it.

    ``address`` is "local" (a cluster of this machine alone, for this build), "auto" (the one this machine is part of)
    or that of a cluster.

    Raises:
        MissingPartError: Ray is not installed.
        ClusterError: the cluster cannot be reached.
    """
    with _cluster(address) as cores:
        rows = _dataset(files, stories, coded, limits, cores)
        for batch in rows.iter_batches(batch_size=None, prefetch_batches=0):
            for cut in batch["cut"]:
                yield pickle.loads(cut)


def _dataset(
    files: Sequence[Path],
    stories: Sequence[StoryWork],
    coded: Sequence[frozenset[str]],
    limits: Limits,
    cores: int,
) -> ray.data.Dataset:
    import ray.data

    # Ray Data starts the actors of a node that dies elsewhere, and does again what they were at.
    paths = ray.data.from_items([{"path": str(path)} for path in files], override_num_blocks=max(1, len(files)))
    held = {"coded": ray.put(list(coded)), "folder": os.getcwd()}
    pieces = paths.map_batches(_cut, batch_size=1, num_cpus=_CUTTING, fn_kwargs=held)  # type: ignore[arg-type]
    return pieces.map_batches(
        _Coding,
        batch_size=1,
        num_cpus=1 - _CUTTING,  # on every core there is room to cut beside
        concurrency=cores,
        fn_constructor_kwargs={"stories": tuple(stories), "limits": limits, "folder": os.getcwd()},
    )


def _cut(batch: dict[str, Any], coded: Any, folder: str) -> Iterator[dict[str, list[bytes]]]:  # noqa: ANN401
    """Yield the pieces of one file, each with the stories that ask for it."""
    import ray

    os.chdir(folder)  # paths may be relative
    done: list[frozenset[str]] = ray.get(coded) if isinstance(coded, ray.ObjectRef) else coded
    for path in batch["path"]:
        for piece in cut_file(Path(path)):
            if isinstance(piece, Problem):
                yield {"task": [pickle.dumps(Cut(path, problem=piece))]}
                continue
            asking = tuple(number for number, pieces in enumerate(done) if piece.id not in pieces)
            found = Task(piece, asking) if asking else Cut(path, piece.id)
            yield {"task": [pickle.dumps(found)]}


class _Coding:
    """An actor: it keeps one watched process, which loads the models once."""

    def __init__(self, stories: tuple[StoryWork, ...], limits: Limits, folder: str) -> None:
        os.chdir(folder)
        self._crew = Crew(stories, 1, limits, "spawn")

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """Return what the pieces of a batch say."""
        return {"cut": [self._code(task) for task in batch["task"]]}

    def _code(self, pickled: bytes) -> bytes:
        task = pickle.loads(pickled)
        if isinstance(task, Cut):
            return pickled
        codings = tuple(coding for found in self._crew.run(iter((task,))) for coding in found)
        return pickle.dumps(Cut(str(task.piece.path), task.piece.id, codings))


@contextmanager
def _cluster(address: str) -> Iterator[int]:
    """Join a cluster, or start one of this machine alone; give how many cores it has, and leave it at the end."""
    if ":" in address:
        _knock(address)
    try:
        import ray
        import ray.data
    except ModuleNotFoundError as error:
        raise MissingPartError("Ray", "pip install 'detente[ray]'") from error
    mine = not ray.is_initialized()
    if mine:
        _connect(address)
    context = ray.data.DataContext.get_current()
    before = (context.target_max_block_size, context.enable_progress_bars)
    context.target_max_block_size, context.enable_progress_bars = _BLOCK, False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        yield max(1, int(ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
    finally:
        context.target_max_block_size, context.enable_progress_bars = before
        if mine:
            ray.shutdown()


def _connect(address: str) -> None:
    """Join a cluster, or start one.

    Raises:
        ClusterError: nobody answers at the address, or no cluster starts here.
    """
    import ray

    dashboard = False if address == "local" else None
    try:
        ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False, include_dashboard=dashboard)
    except Exception as error:  # where a node does not start in time Ray raises no narrower one
        raise ClusterError(address, str(error).partition("\n")[0]) from error


def _knock(address: str) -> None:
    """Look whether anybody listens at HOST:PORT: Ray itself would ask again for four minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_ANSWER).close()
    except (OSError, ValueError, OverflowError) as error:
        raise ClusterError(address, f"nobody answers: {error}") from error
