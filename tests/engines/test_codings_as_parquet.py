"""Codings kept as Parquet: by story and month, written whole, told from like the store."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3

import pyarrow.dataset
import pytest
from fake_coding import use_fake

from detente import parquet_rows
from detente.building import BuildOptions, build_stories
from detente.cli import main
from detente.errors import InputError, StoryError
from detente.story import open_story

_ROWS = [
    {"id": "1", "date": "2024-05-03", "source": "The Quay", "text": "Roe and Vance met in Halden."},
    {"id": "2", "date": "2024-05-21", "source": "The Mole", "text": "Roe and Vance met again."},
    {"id": "3", "date": "2024-06-01", "source": "The Quay", "text": "Roe and Vance parted."},
    {"id": "4", "date": "2024-06-02", "source": "The Quay", "text": "The harbour was quiet."},
    {"id": "5", "text": "Roe and Vance, on no day. WRONG"},
]


@pytest.fixture(autouse=True)
def _fake(monkeypatch):
    use_fake(monkeypatch)


def _story(folder, rows=_ROWS):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.toml").write_text(
        'title = "Roe and Vance"\ndocuments = ["pile.jsonl"]\n'
        '[[actor]]\nid = "a"\nname = "Ana Roe"\naliases = ["Roe"]\n'
        '[[actor]]\nid = "b"\nname = "Tom Vance"\naliases = ["Vance"]\n'
    )
    (folder / "pile.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def _build(folder, codings):
    with open_story(folder) as story:
        return build_stories([story], BuildOptions("inline", codings=codings))


def _copy(folder, to):
    """A story folder on another machine: story.toml, and no documents."""
    to.mkdir(parents=True)
    shutil.copy(folder / "story.toml", to)
    return to


def _kept(folder):
    """Everything in the store, byte for byte."""
    with sqlite3.connect(folder / "story.db") as db:
        named = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' ORDER BY name"
        )
        return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall()) for (name,) in named.fetchall()}


def _files(folder):
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}


def test_other_tools_read_documents_by_story_and_month(tmp_path):
    _build(_story(tmp_path / "roe"), tmp_path / "codings")

    table = pyarrow.dataset.dataset(tmp_path / "codings", partitioning="hive").to_table().sort_by("document")

    found = {(row["story"], row["month"], str(row["published"]), row["outlet"]) for row in table.to_pylist()}
    assert found == {
        ("roe", "2024-05", "2024-05-03", "The Quay"),
        ("roe", "2024-05", "2024-05-21", "The Mole"),
        ("roe", "2024-06", "2024-06-01", "The Quay"),
        ("roe", "undated", "None", ""),
    }
    assert [row["coding"] is None for row in table.to_pylist()].count(True) == 1


def test_the_story_told_from_parquet_is_the_one_told_from_the_store(tmp_path):
    here = _story(tmp_path / "here" / "roe")
    _build(here, tmp_path / "codings")
    there = _copy(here, tmp_path / "there" / "roe")

    assert main(["tell", str(there), "--codings", str(tmp_path / "codings")]) == 0

    assert _kept(there) == _kept(here)


def test_telling_from_parquet_replaces_what_a_store_held(tmp_path):
    _build(_story(tmp_path / "here" / "roe"), tmp_path / "codings")
    there = _story(tmp_path / "there" / "roe", [_ROWS[0] | {"text": "Roe and Vance did something else."}])
    _build(there, None)

    main(["tell", str(there), "--codings", str(tmp_path / "codings")])

    assert _kept(there)["document"] == _kept(tmp_path / "here" / "roe")["document"]


def test_a_second_build_writes_only_the_months_that_changed(tmp_path):
    folder = _story(tmp_path / "roe")
    _build(folder, tmp_path / "codings")
    before = _files(tmp_path / "codings")

    _story(folder, [*_ROWS[:2], *_ROWS[3:]])
    _build(folder, tmp_path / "codings")

    after = _files(tmp_path / "codings")
    assert set(before) - set(after) == {"story=roe/month=2024-06/documents.parquet"}
    may = "story=roe/month=2024-05/documents.parquet"
    assert after[may] == before[may]


def test_writing_that_is_stopped_leaves_whole_files_and_is_made_good(tmp_path, monkeypatch):
    folder = _story(tmp_path / "roe")
    put, replaced = os.replace, []

    def stop_after_two(beside, path):
        if len(replaced) == 2:
            raise KeyboardInterrupt
        replaced.append(path)
        put(beside, path)

    monkeypatch.setattr(parquet_rows.os, "replace", stop_after_two)
    with pytest.raises(KeyboardInterrupt):
        _build(folder, tmp_path / "codings")
    monkeypatch.undo()
    with (
        pytest.raises(StoryError, match="not all: write them with detente build --codings"),
        open_story(folder) as story,
    ):
        story.store.take_partitions(tmp_path / "codings" / "story=roe", story.fingerprint())

    use_fake(monkeypatch)
    _build(folder, tmp_path / "codings")
    there = _copy(folder, tmp_path / "there" / "roe")
    main(["tell", str(there), "--codings", str(tmp_path / "codings")])
    assert _kept(there)["coding"] == _kept(folder)["coding"]


def test_a_damaged_file_is_named_and_the_store_stays_as_it_was(tmp_path, capsys):
    folder = _story(tmp_path / "roe")
    _build(folder, tmp_path / "codings")
    before = _kept(folder)
    path = tmp_path / "codings" / "story=roe" / "month=2024-05" / "documents.parquet"
    path.write_bytes(path.read_bytes()[:-40])

    assert main(["tell", str(folder), "--codings", str(tmp_path / "codings")]) == 3

    assert "write it anew: detente build --codings" in capsys.readouterr().err
    assert _kept(folder) == before


def test_codings_for_other_actors_are_refused(tmp_path, capsys):
    _build(_story(tmp_path / "here" / "roe"), tmp_path / "codings")
    there = _copy(tmp_path / "here" / "roe", tmp_path / "there" / "roe")
    other = (there / "story.toml").read_text().replace("Tom Vance", "Tim Vance")
    (there / "story.toml").write_text(other)

    assert main(["tell", str(there), "--codings", str(tmp_path / "codings")]) == 3

    assert "coded for other actors" in capsys.readouterr().err


def test_a_story_that_was_never_built_is_not_told(tmp_path, capsys):
    assert main(["tell", str(_story(tmp_path / "roe"))]) == 3

    assert "nothing is coded yet; run: detente build" in capsys.readouterr().err


def test_stories_of_one_name_are_refused_before_anything_is_coded(tmp_path):
    stories = [_story(tmp_path / shelf / "roe") for shelf in ("east", "west")]

    with (
        open_story(stories[0]) as east,
        open_story(stories[1]) as west,
        pytest.raises(InputError, match="two stories are named roe"),
    ):
        build_stories([east, west], BuildOptions("inline", codings=tmp_path / "codings"))


def test_several_stories_are_told_at_a_time(tmp_path, capsys):
    stories = [_story(tmp_path / "shelf" / name) for name in ("roe", "vance")]
    for story in stories:
        _build(story, tmp_path / "codings")

    assert (
        main(["tell", "--stories", str(tmp_path / "shelf"), "--codings", str(tmp_path / "codings"), "--workers", "2"])
        == 0
    )

    assert capsys.readouterr().err.count("told     0 events") == 2
