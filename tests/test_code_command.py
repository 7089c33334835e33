"""Event data from files, without a story."""

import json

import pytest

from detente.cli import main
from detente.exporters.polecat import COLUMNS

ARTICLE = """---
title: Brandt turns on Rask
published: 2024-05-04
outlet: Northern Post
---
Ana Brandt threatened on Friday to cancel Viktor Rask's contracts with the port.
"""
STORY = """title = "Brandt and Rask"
[[actor]]
id = "a"
name = "Ana Brandt"
aliases = ["Brandt"]
[[actor]]
id = "b"
name = "Viktor Rask"
aliases = ["Rask"]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("code")
    (folder / "story.toml").write_text(STORY, encoding="utf-8")
    (folder / "one.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def run(folder, capsys, *flags):
    code = main(["code", str(folder / "one.md"), "--story", str(folder), *flags])
    return code, capsys.readouterr()


def test_events_come_as_json_lines(folder, capsys):
    code, said = run(folder, capsys)
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert code == 0
    assert ("THREATEN", "2024-05-03") in {(row["type"], row["date"]) for row in rows}


def test_plover_and_polecat_are_written_as_the_exports_write_them(folder, capsys):
    _, said = run(folder, capsys, "--plover")
    assert {"THREATEN"} <= {kind for line in said.out.splitlines() for kind in json.loads(line)["event"]}
    _, said = run(folder, capsys, "--polecat")
    header, *rows = said.out.splitlines()
    assert header.split("\t") == list(COLUMNS)
    assert rows
    assert all(len(row.split("\t")) == 40 for row in rows)


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(folder, capsys):
    missing = folder / "broken.jsonl"
    missing.write_text("{not json\n", encoding="utf-8")
    code = main(["code", str(missing), str(folder / "one.md"), "--story", str(folder)])
    said = capsys.readouterr()
    assert code == 1
    assert "broken.jsonl" in said.err
    assert "THREATEN" in said.out
    missing.unlink()


def test_the_actors_must_be_named(folder, capsys):
    with pytest.raises(SystemExit):
        main(["code", str(folder / "one.md")])
    assert "--actors" in capsys.readouterr().err
