"""Pieces over several processes, each watched: one that dies or hangs is replaced, and its document is a Problem."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DetenteError, WorkerError
from ..types import Problem
from ..types.piles import PieceCoding
from .work import PileCoder, StoryWork, Task

if TYPE_CHECKING:
    from ctypes import Array, c_double

    Clock = Array[c_double]

_STEPS = ("load", "read", "coding")
_TIRED = 200  # MB that a worker may grow by, over many documents, before a fresh one takes its place
_FRESH_STARTS = 3  # workers that may break one after another before they have begun a document
_LOOK = 0.5  # seconds between looks at the clocks


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds in one step (reading, coding), and megabytes beside the models."""

    seconds: float = 300.0
    megabytes: int = 2_000


DEFAULT_LIMITS = Limits()


def map_processes(
    tasks: Iterable[Task], stories: Sequence[StoryWork], workers: int = 0, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[PieceCoding, ...]]:
    """Code pieces over processes, as many as there are cores unless told; a task is taken when a worker is free.

    Raises:
        MissingPartError: a model is missing or altered.
        WorkerError: worker processes break before they begin.
    """
    crew = Crew(stories, workers or available_cores(), limits)
    try:
        yield from crew.run(iter(tasks))
    finally:
        crew.stop()


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process, this end of its pipe, its clock (place and step as one number, since when), and the task it is at.

    The clock has no lock: a build that is killed while it holds one would leave its workers waiting for ever.
    """

    process: BaseProcess
    connection: Connection
    clock: Clock
    task: Task | None = None

    def at(self) -> tuple[int, str, float]:
        """Return the place in the piece and the step that it is at, and for how many seconds."""
        place, step = divmod(int(self.clock[0]), len(_STEPS))
        return place, _STEPS[step], time.monotonic() - self.clock[1]

    def end(self) -> str:
        """Kill it and return how it ended."""
        self.process.join(0.2)
        self.process.kill()
        self.process.join()
        self.connection.close()
        code = self.process.exitcode or 0
        return f"the worker process was ended by {signal.Signals(-code).name}" if code < 0 else "the worker broke off"


class Crew:
    """Worker processes and what they are at. They live until `stop`; ``method`` is how they start, if not as usual."""

    def __init__(self, stories: Sequence[StoryWork], size: int, limits: Limits, method: str | None = None) -> None:
        self._stories = tuple(stories)
        self._size = size
        self._limits = limits
        self._context: Any = multiprocessing.get_context(method)
        self._forked: PileCoder | None = None
        self._workers: list[_Worker] = []
        self._again: list[Task] = []
        self._false_starts = 0

    def run(self, tasks: Iterator[Task]) -> Iterator[tuple[PieceCoding, ...]]:
        """Yield what the workers send, until there is no task left."""
        ahead = next(tasks, None)
        while True:
            while (ahead or self._again) and (worker := self._free_worker()):
                if self._again:
                    self._give(worker, self._again.pop())
                elif ahead:
                    self._give(worker, ahead)
                    # The next task is cut while the workers are busy with theirs.
                    ahead = next(tasks, None)
            busy = {worker.connection: worker for worker in self._workers if worker.task}
            if not busy:
                return
            for connection in wait(list(busy), _LOOK):
                assert isinstance(connection, Connection)
                yield from self._take(busy[connection])
            yield from self._stop_the_late()

    def stop(self) -> None:
        """End every worker."""
        for worker in self._workers:
            worker.process.kill()
            worker.end()
        self._workers.clear()

    def _free_worker(self) -> _Worker | None:
        free = next((worker for worker in self._workers if not worker.task), None)
        if free or len(self._workers) >= self._size:
            return free
        self._workers.append(self._start())
        return self._workers[-1]

    def _start(self) -> _Worker:
        """Start a worker; where processes are forked they share the models, loaded once and before the first."""
        if self._context.get_start_method() == "fork" and not self._forked:
            self._forked = PileCoder(self._stories)
            self._forked.prepare()
        here, there = self._context.Pipe()
        clock: Clock = self._context.RawArray("d", [0.0, time.monotonic()])
        ends = (there, here if self._forked else None)
        arguments = (ends, clock, self._forked or self._stories, self._limits, os.getpid())
        process: BaseProcess = self._context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        there.close()
        return _Worker(process, here, clock)

    def _give(self, worker: _Worker, task: Task) -> None:
        worker.task = task
        worker.clock[1] = time.monotonic()
        worker.clock[0] = 0.0
        with suppress(BrokenPipeError, ConnectionResetError):  # it died while idle: its pipe will say so
            worker.connection.send(task)

    def _take(self, worker: _Worker) -> Iterator[tuple[PieceCoding, ...]]:
        """Yield what a worker has sent; replace it if it has died, or has grown too large."""
        try:
            sent = worker.connection.recv()
        except (EOFError, ConnectionResetError):
            self._workers.remove(worker)
            yield from self._retry(worker, worker.end())
            return
        if isinstance(sent, DetenteError):
            raise sent
        codings, tired = sent
        self._false_starts = 0
        worker.task = None
        if tired:
            self._workers.remove(worker)
            worker.end()
        yield codings

    def _stop_the_late(self) -> Iterator[tuple[PieceCoding, ...]]:
        for worker in [w for w in self._workers if w.task]:
            _, step, seconds = worker.at()
            if step != "load" and seconds > self._limits.seconds:
                self._workers.remove(worker)
                worker.process.kill()
                worker.end()
                late = f"took longer than {self._limits.seconds:g} seconds; stopped"
                yield from self._retry(worker, f"{late}: split it, or allow more with --seconds")

    def _retry(self, worker: _Worker, how: str) -> Iterator[tuple[PieceCoding, ...]]:
        """Put a broken worker's task back without the place where it broke."""
        assert worker.task is not None, "only the busy are waited for"
        place, step, _ = worker.at()
        if step == "load":
            self._false_starts += 1
            if self._false_starts >= _FRESH_STARTS:
                raise WorkerError(how)
            self._again.append(worker.task)
        elif (place, step) in {(p, s) for p, s, _ in worker.task.broken}:
            yield tuple(self._given_up(worker.task, how))
        else:
            self._again.append(replace(worker.task, broken=(*worker.task.broken, (place, step, how))))

    def _given_up(self, task: Task, how: str) -> Iterator[PieceCoding]:
        """Yield a piece that breaks its worker whatever is left out of it, as a Problem."""
        problem = Problem(str(task.piece.path), "read", how)
        for story in task.stories:
            coder = self._stories[story].coder
            yield PieceCoding(story, task.piece.id, str(task.piece.path), coder, (), (), problems=(problem,))


def _work(
    ends: tuple[Connection, Connection | None],
    clock: Clock,
    work: PileCoder | tuple[StoryWork, ...],
    limits: Limits,
    parent: int,
) -> None:
    """Code one task after another until the pipe closes: what a worker process does.

    ``ends`` are its end of the pipe and, where it was forked and has it too, the parent's.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told too, and ends its workers
    connection, parents_end = ends
    if parents_end:
        parents_end.close()  # or the pipe would stay open when the parent is killed
    coder = work if isinstance(work, PileCoder) else PileCoder(work)
    loaded = 0.0

    def watch(place: int, step: str) -> None:
        nonlocal loaded
        if os.getppid() != parent:
            os._exit(1)  # the build was killed: nobody waits for the rest
        if step == "coding" and not loaded:  # the models have just been loaded
            loaded = _peak_memory()
            _limit_memory(limits.megabytes)
        clock[1] = time.monotonic()
        clock[0] = float(place * len(_STEPS) + _STEPS.index(step))

    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while _has_task(connection, parent):
            task = connection.recv()
            try:
                codings = coder.code(task, watch)
            except DetenteError as error:
                connection.send(error)
                return
            connection.send((codings, bool(loaded) and _peak_memory() > loaded + _TIRED))


def _has_task(connection: Connection, parent: int) -> bool:
    """Wait for a task; return False when the parent was killed: workers forked later hold its end of the pipe, too."""
    while not connection.poll(_LOOK):
        if os.getppid() != parent:
            return False
    return True


def _peak_memory() -> float:
    """Return the most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _limit_memory(megabytes: int) -> None:
    """Let this process allocate so much more than it has now, where the system can tell what it has (Linux)."""
    with suppress(OSError, ValueError, StopIteration):
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        used = next(int(line.split()[1]) for line in status if line.startswith("VmData:"))
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, ((used + megabytes * 1024) * 1024, most))
