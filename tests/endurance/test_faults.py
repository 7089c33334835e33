"""Whatever breaks a build, the store opens, `check` passes, and the next build ends the work.

DETENTE_FAULTS=50 runs each kind of fault so often together; the suite runs a few.
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import time

import pytest
from breakable import build, make_story, start_build

from detente.errors import StoryError
from detente.store import Store
from detente.story import StoryFolder

_RUNS = int(os.environ.get("DETENTE_FAULTS", "3"))
_FULL = 300  # documents


def _killed(story, dice):
    process = start_build(story, 0.0, "inline")
    time.sleep(dice.random() * 0.4)
    process.kill()
    process.join()


def _disk_full(story, dice):
    """A file that cannot grow is what SQLite sees of a full disk."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    size = (story / "story.db").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + dice.randrange(2_000, 150_000), hard))
    try:
        code, said = build(story, "inline")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert code == 0 or (code == StoryError.exit_code and "free some space" in said), said


def _torn_log(story, dice):
    """Power fails: what was written last is there in part."""
    _killed(story, dice)
    log = story / "story.db-wal"
    if log.exists() and (size := log.stat().st_size):
        os.truncate(log, dice.randrange(size))


_FAULTS = (_killed, _disk_full, _torn_log)


@pytest.mark.parametrize("run", range(_RUNS))
def test_after_any_fault_the_store_is_sound_and_the_build_goes_on(tmp_path, run):
    story, dice = make_story(tmp_path / "story", _FULL), random.Random(run)
    Store(story / "story.db").close()

    for fault in (_FAULTS[run % len(_FAULTS)], dice.choice(_FAULTS)):
        fault(story, dice)
        with Store(story / "story.db") as store:
            assert store.integrity() == []
    code, said = build(story, "inline")

    assert code == 0, said
    assert build(story, "check") == (0, "sound: every passage matches its document\n")
    with Store(story / "story.db") as store:
        assert (store.pile.size(), len(store.documents())) == (_FULL, _FULL // 2)


def test_two_builds_at_once_are_one_build_and_a_clear_word(tmp_path):
    story = make_story(tmp_path / "story", 40)
    with Store(story / "story.db") as store, store.building():
        code, said = build(story, "inline")

    assert (code, "another build of this story is running" in said) == (StoryError.exit_code, True)
    assert build(story, "inline")[0] == 0


def test_a_store_that_another_program_holds_is_named_with_what_to_do(tmp_path):
    story = make_story(tmp_path / "story", 40)
    with Store(story / "story.db") as store:
        store._db.execute("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(story / "story.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoryError, match=r"story\.db: another program is writing to it"), store.transaction():
            pass
        other.close()


def test_a_folder_that_cannot_be_written_can_be_asked_and_says_why_it_is_not_built(tmp_path, monkeypatch):
    story = make_story(tmp_path / "story", 40)
    build(story, "inline")
    monkeypatch.setattr(sqlite3, "connect", _read_only(sqlite3.connect))

    with StoryFolder(story) as opened:
        assert len(opened.story().documents) == 20
        with pytest.raises(StoryError, match="make the folder writable"), opened.store.transaction():
            opened.store._db.execute("DELETE FROM coding")


def test_a_damaged_store_says_how_to_mend_it(tmp_path):
    story = make_story(tmp_path / "story", 40)
    build(story, "inline")
    path = story / "story.db"
    content = bytearray(path.read_bytes())
    content[4096 : len(content) // 2] = os.urandom(len(content) // 2 - 4096)
    path.write_bytes(content)

    code, said = build(story, "inline")

    assert code == StoryError.exit_code
    assert "move story.db away" in said


def _read_only(connect):
    """Return a `connect` as it is in a folder that cannot be written: root may write anywhere."""

    def opened(path, *arguments, uri=False, **more):
        if uri:
            return connect(path, *arguments, uri=True, **more)
        return connect(f"file:{path}?mode=ro", *arguments, uri=True, factory=_Unwritable, **more)

    return opened


class _Unwritable(sqlite3.Connection):
    """A database in write-ahead mode can make no log beside it, and so not even be read."""

    def execute(self, statement, *values):
        if statement.startswith("PRAGMA journal_mode"):
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return super().execute(statement, *values)
