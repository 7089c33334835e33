"""Several stories, one pass; archives and standard input as piles."""

from __future__ import annotations

import gzip
import io
import json
import sys

import pytest
from fake_coding import fake_code, use_fake

from detente.cli import main
from detente.engines import work
from detente.errors import InputError, StoryError
from detente.story import open_story


@pytest.fixture(autouse=True)
def _fake(monkeypatch):
    use_fake(monkeypatch)


def _story(folder, name):
    folder.mkdir(parents=True)
    (folder / "story.toml").write_text(
        f'title = "{name} and Vance"\n[[actor]]\nid = "a"\nname = "Ana {name}"\naliases = ["{name}"]\n'
        '[[actor]]\nid = "b"\nname = "Tom Vance"\naliases = ["Vance"]\n'
    )
    return folder


def _rows(*names):
    texts = [f"{name} met in Halden on day {number}." for number, name in enumerate(names)]
    return "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts))


def _titles(folder):
    with open_story(folder) as story:
        return sorted(document.source_id for document in story.story().documents)


def test_a_shelf_of_stories_is_built_in_one_pass_that_reads_each_document_once(tmp_path, monkeypatch, capsys):
    stories = [_story(tmp_path / "shelf" / name, name) for name in ("Roe", "Kole", "Dane")]
    (tmp_path / "pile.jsonl").write_text(_rows("Roe and Vance", "Kole and Vance", "nobody", "Roe, Kole and Vance"))
    coded = []
    monkeypatch.setattr(work, "code_document", lambda d, c: coded.append(d.id) or fake_code(d, c))

    arguments = ["--stories", str(tmp_path / "shelf"), "--pile", str(tmp_path / "pile.jsonl"), "--engine", "inline"]
    assert main(["build", *arguments]) == 0

    assert [_titles(story) for story in stories] == [["0", "3"], ["1", "3"], []]
    assert len(coded) == 4
    assert capsys.readouterr().err.count("read     4 documents: 4 new") == 3


def test_processes_code_and_tell_a_shelf_as_inline_does(tmp_path):
    stories = [_story(tmp_path / "shelf" / name, name) for name in ("Roe", "Kole", "Dane")]
    (tmp_path / "pile.jsonl").write_text(_rows("Roe and Vance", "Kole and Vance", "nobody", "Roe, Kole and Vance"))

    main(["build", *map(str, stories), "--pile", str(tmp_path / "pile.jsonl"), "--engine", "processes"])

    assert [_titles(story) for story in stories] == [["0", "3"], ["1", "3"], []]


def test_a_story_that_joins_later_is_the_only_one_coded_for(tmp_path, monkeypatch, capsys):
    roe, kole = _story(tmp_path / "roe", "Roe"), _story(tmp_path / "kole", "Kole")
    (tmp_path / "pile.jsonl").write_text(_rows("Roe and Vance", "Kole and Vance"))
    pile = ["--pile", str(tmp_path / "pile.jsonl"), "--engine", "inline"]
    main(["build", str(roe), *pile])

    main(["build", str(roe), str(kole), *pile])

    said = capsys.readouterr().err
    assert "coded    0 now, 2 unchanged" in said
    assert _titles(kole) == ["1"]


def test_standard_input_is_json_lines_and_what_it_gave_stays(tmp_path, monkeypatch):
    story = _story(tmp_path / "roe", "Roe")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_rows("Roe and Vance", "nobody").encode())))
    main(["build", str(story), "--pile", "-", "--engine", "inline"])

    main(["build", str(story), "--engine", "inline"])

    assert _titles(story) == ["0"]


def test_shards_in_folders_below_are_one_pile(tmp_path):
    story = _story(tmp_path / "roe", "Roe")
    for shard in range(3):
        path = tmp_path / "pile" / f"y={shard}" / "part.jsonl.gz"
        path.parent.mkdir(parents=True)
        path.write_bytes(gzip.compress(_rows(f"Roe and Vance of {shard}").encode()))

    main(["build", str(story), "--pile", str(tmp_path / "pile"), "--engine", "inline"])

    assert len(_titles(story)) == 3


def test_a_build_of_nothing_says_what_to_name(capsys):
    assert main(["build"]) == InputError.exit_code
    assert "name a story" in capsys.readouterr().err


def test_a_cluster_does_not_read_standard_input(tmp_path, capsys):
    story = _story(tmp_path / "roe", "Roe")

    assert main(["build", str(story), "--pile", "-", "--engine", "ray"]) == StoryError.exit_code
    assert "every node can see" in capsys.readouterr().err
