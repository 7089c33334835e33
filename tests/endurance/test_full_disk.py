"""A disk that is really full: a small file system in memory, mounted for the test where that is permitted."""

from __future__ import annotations

import os
import random
import shutil
import subprocess

import pytest
from breakable import build, make_story

from detente.errors import StoryError
from detente.store import Store

_RUNS = int(os.environ.get("DETENTE_FAULTS", "2"))
_DOCUMENTS = 600


def _mount(folder, kilobytes, *more):
    options = ",".join((f"size={kilobytes}k", *more))
    return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)


@pytest.fixture
def disk(tmp_path):
    """A file system of 4 MB; skipped where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not shutil.which("mount") or _mount(folder, 4_096).returncode:
        pytest.skip("needs the right to mount a small file system (root)")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("run", range(_RUNS))
def test_a_build_that_fills_the_disk_says_so_leaves_the_store_sound_and_goes_on_when_there_is_space(disk, run):
    story = make_story(disk / "story", _DOCUMENTS)
    for log in ("said.log", "coded.log"):
        (story / log).symlink_to(disk.parent / log)
    Store(story / "story.db").close()
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "ballast").write_bytes(bytes(free - random.Random(run).randrange(40_000, 300_000)))

    code, said = build(story, "inline")
    assert (code, "free some space" in said, "Traceback" in said) == (StoryError.exit_code, True, False), said
    with Store(story / "story.db") as store:
        assert store.integrity() == []

    _mount(disk, 16_384, "remount")
    assert build(story, "inline")[0] == 0
    assert build(story, "check") == (0, "sound: every passage matches its document\n")
    with Store(story / "story.db") as store:
        assert (store.pile.size(), len(store.documents())) == (_DOCUMENTS, _DOCUMENTS // 2)
