"""Worker processes: streamed to, watched, replaced."""

from __future__ import annotations

import multiprocessing
import os

import pytest
from fake_coding import ROE, FakeCoder, about, task, use_fake

from detente.engines import map_inline, work
from detente.engines.processes import Crew, Limits, map_processes
from detente.engines.work import StoryWork
from detente.errors import MissingPartError, WorkerError
from detente.types.piles import Piece

_STORIES = (StoryWork(ROE, "fake"),)


@pytest.fixture(autouse=True)
def _fake(monkeypatch):
    use_fake(monkeypatch)


def _pieces(count):
    return [task(*(about("Roe and Vance", 10 * n + k) for k in range(3))) for n in range(count)]


def _by_piece(outcomes):
    return {coding.piece: coding for codings in outcomes for coding in codings}


def test_processes_say_what_inline_says():
    pieces = _pieces(8)

    assert _by_piece(map_processes(pieces, _STORIES, 2)) == _by_piece(map_inline(pieces, _STORIES))


@pytest.mark.parametrize(
    ("word", "message"),
    [("DIE", "ended by SIGKILL"), ("HANG", "took longer than 1 seconds"), ("GREEDY", "MemoryError")],
)
def test_a_document_that_breaks_its_worker_is_a_problem_and_the_rest_is_coded(word, message):
    bad = about("Roe and Vance", 1, word)
    pieces = [task(about("Roe and Vance", 0), bad, about("Roe and Vance", 2)), *_pieces(3)]

    found = _by_piece(map_processes(pieces, _STORIES, 2, Limits(seconds=1, megabytes=500)))

    problems = [p for coding in found.values() for p in coding.problems]
    assert [p.document for p in problems] == [bad.id]
    assert message in problems[0].message
    assert sum(each.coding is not None for coding in found.values() for each in coding.kept) == 11


def test_pieces_are_taken_only_as_workers_have_room():
    taken = []

    def pieces():
        for piece in _pieces(20):
            taken.append(piece)
            yield piece

    outcomes = map_processes(pieces(), _STORIES, 2)
    next(outcomes)

    assert len(taken) <= 4
    outcomes.close()


def test_a_missing_model_is_said_by_the_one_who_asked(monkeypatch):
    def refuse(_):
        raise MissingPartError("the model", "install it")

    monkeypatch.setattr(work, "load_coder", refuse)

    with pytest.raises(MissingPartError, match="install it"):
        list(map_processes(_pieces(1), _STORIES, 1))


class _Fatal:
    """Ends the process that receives it."""

    def __reduce__(self):
        return os._exit, (3,)


def test_workers_that_break_before_they_begin_stop_the_build():
    fatal = work.Task(Piece("fatal", _Fatal(), ".txt"))

    with pytest.raises(WorkerError, match="--engine inline"):
        list(map_processes([fatal], _STORIES, 1))


def test_forked_workers_share_models_that_are_loaded_once(monkeypatch):
    loaded = multiprocessing.get_context("fork").Value("i", 0)

    def load(actors):
        with loaded:
            loaded.value += 1
        return FakeCoder(actors)

    monkeypatch.setattr(work, "load_coder", load)

    crew = Crew(_STORIES, 2, Limits(), "fork")
    found = list(crew.run(iter(_pieces(6))))
    crew.stop()

    assert (len(found), loaded.value) == (6, 1)
