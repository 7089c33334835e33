"""A build that is killed loses what was in work, and nothing else."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from breakable import build, coded, coded_twice, count_saves, kept, make_story, start_build

from detente.engines.processes import available_cores
from detente.store import Store

_PIECE = 64  # the most documents a worker holds


@pytest.mark.parametrize("engine", ["inline", "processes"])
def test_killed_ten_times_a_build_loses_no_document_and_codes_none_twice(tmp_path, engine):
    story, dice = make_story(tmp_path / "story", 1_200), random.Random(7)
    Store(story / "story.db").close()
    count_saves(story)

    for _ in range(10):
        process = start_build(story, 0.001, engine)
        time.sleep(dice.random() * 0.15)
        process.kill()  # its workers notice by themselves
        process.join()
    code, said = build(story, engine)

    assert code == 0, said
    assert kept(story) == (1_200, 600, 0)
    assert coded_twice(story) <= 10 * 2 * _PIECE
    assert build(story, "check")[0] == 0


def test_workers_end_when_the_build_is_killed(tmp_path):
    story = make_story(tmp_path / "story", 400)
    process = start_build(story, 0.01)
    while not coded(story):
        time.sleep(0.01)
    process.kill()
    process.join()
    time.sleep(0.2)

    before = len(coded(story))
    time.sleep(0.2)

    assert before == len(coded(story)) < 200


@pytest.mark.skipif(available_cores() < 2, reason="needs two cores: one worker that works and one that waits")
def test_a_worker_that_has_nothing_to_do_ends_too_when_the_build_is_killed(tmp_path):
    story = make_story(tmp_path / "story", 8)  # two pieces: one of documents that take long, one that is soon done
    process = start_build(story, 30)
    workers = set()
    while len(workers) < 2:
        time.sleep(0.05)
        workers |= _children(process.pid)
    time.sleep(0.5)

    process.kill()
    process.join()
    until = time.monotonic() + 15
    while all(map(_is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    alive = set(filter(_is_alive, workers))
    for worker in alive:
        os.kill(worker, signal.SIGKILL)

    assert alive < workers


def _children(pid):
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def _is_alive(pid):
    """Whether a process runs; one that ended and that nobody has waited for is a zombie (state Z)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_second_build_codes_only_what_is_new(tmp_path):
    story = make_story(tmp_path / "story", 300)
    build(story)
    with (story / "pile" / "0.jsonl").open("a") as file:
        file.write('{"id": "new", "text": "Roe and Vance met once more, and this time it was dry."}\n')
    before = len(coded(story))

    _, said = build(story)

    assert "301 documents: 1 new, 0 superseded" in said
    assert len(coded(story)) - before <= _PIECE


def test_the_same_pile_somewhere_else_is_not_coded_again(tmp_path):
    story = make_story(tmp_path / "story", 100)
    build(story)
    (story / "pile" / "1.jsonl").rename(story / "pile" / "moved.jsonl")

    _, said = build(story)

    assert "coded    0 now, 100 unchanged" in said


def test_a_line_taken_out_of_a_pile_is_taken_out_of_the_story(tmp_path):
    story = make_story(tmp_path / "story", 100)
    build(story)
    path = story / "pile" / "0.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))

    _, said = build(story)

    assert "99 documents: 0 new, 1 superseded" in said
    count_saves(story)
    assert kept(story)[:2] == (99, 49)


def test_new_rules_code_everything_again_and_a_file_that_is_gone_from_the_store(tmp_path, monkeypatch):
    story = make_story(tmp_path / "story", 100)
    build(story)
    (story / "pile" / "1.jsonl").unlink()
    (story / "pile" / "0.jsonl").rename(story / "pile" / "2.jsonl")
    (story / "pile" / "1.jsonl").write_text('{"id": "1", "text": "Roe and Vance met in a file that will be gone."}\n')
    build(story)
    (story / "pile" / "1.jsonl").unlink()
    monkeypatch.setenv("FAKE_CODER", "newer")

    _, said = build(story)

    assert "coded    51 now, 0 unchanged, 0 failed" in said


def test_a_document_that_two_edited_files_still_hold_is_not_counted_twice(tmp_path):
    story = make_story(tmp_path / "story", 4)
    first, second = (story / "pile" / name for name in ("0.jsonl", "1.jsonl"))
    second.write_text(first.read_text() + second.read_text())
    build(story)
    for number, path in enumerate((first, second)):
        path.write_text(
            path.read_text() + f'{{"id": "new {number}", "text": "Roe and Vance met for the {number}th time."}}\n'
        )

    _, said = build(story)

    assert "2 new, 0 superseded" in said
