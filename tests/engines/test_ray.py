"""A cluster of two nodes, one of which is killed while it codes: the story is the one that the inline engine tells."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from detente.building import BuildOptions
from detente.story import open_story

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "saudi-iran"


def _told(folder):
    """Everything that is told, byte for byte."""
    with sqlite3.connect(folder / "story.db") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%body TEXT%'")]
        found = {name: db.execute(f"SELECT body FROM {name} ORDER BY rowid").fetchall() for name in tables}
    return {name: sorted(rows) if name in {"document", "coding"} else rows for name, rows in found.items()}


@pytest.fixture
def cluster(monkeypatch):
    """Two nodes of one core each."""
    # On a busy machine a node's agent is slow to say that it is there.
    monkeypatch.setenv("RAY_agent_register_timeout_ms", "120000")
    monkeypatch.setenv("RAY_worker_niceness", "0")
    import ray
    from ray.cluster_utils import Cluster

    started = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    yield started, started.add_node(num_cpus=1)
    ray.shutdown()
    started.shutdown()


def _build(folder, options, progress=None):
    """Build a copy of the example; its documents' paths are relative, and so the same wherever it lies."""
    shutil.copytree(EXAMPLE, folder / "story", ignore=shutil.ignore_patterns("*.db*"))
    os.chdir(folder)
    with open_story("story") as story:
        return story.build(options=options, progress=progress)


@pytest.mark.cluster
def test_a_node_that_dies_costs_time_and_nothing_else(tmp_path, monkeypatch, cluster):
    nodes, second = cluster
    monkeypatch.chdir(tmp_path)
    killed = threading.Event()

    def kill_a_node_at_work(stage, done, total):
        if stage == "coding" and done and not killed.is_set():
            killed.set()
            nodes.remove_node(second, allow_graceful=False)

    _build(tmp_path / "inline", BuildOptions("inline"))
    summary = _build(tmp_path / "spread", BuildOptions("ray", nodes.address), kill_a_node_at_work)

    assert killed.is_set()
    assert summary.failed == 0
    assert _told(tmp_path / "spread" / "story") == _told(tmp_path / "inline" / "story")
