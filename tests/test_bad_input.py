"""What goes wrong for real people: each ends in a clear message, never a traceback, and nothing kept is lost."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli import main

STORY = """
title = "Brandt and Rask"
documents = ["articles"]
[[actor]]
id = "a"
name = "Ana Brandt"
aliases = ["Brandt"]
pronouns = ["she"]
[[actor]]
id = "b"
name = "Viktor Rask"
aliases = ["Rask"]
pronouns = ["he"]
"""
GOOD = "Brandt rebukes Rask\n\nPresident Ana Brandt criticised Viktor Rask on 3 May 2024 over the harbour bill.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "story.toml").write_text(STORY, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    return tmp_path


def build(folder, capsys):
    code = main(["build", str(folder), "--engine", "inline"])
    return code, capsys.readouterr().err


def test_an_empty_folder_is_exit_code_3_and_says_what_to_do(folder, capsys):
    code, said = build(folder, capsys)
    assert code == 3
    assert "detente add" in said


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\xff\xfe" * 4000,
        b"",
        b"---\ntitle: [unclosed\ndate: {{\n---\n",
    ],
    ids=["binary", "empty", "only broken front matter"],
)
def test_a_file_that_holds_nothing_is_a_problem_beside_the_good_ones(folder, capsys, content):
    (folder / "articles" / "bad.txt").write_bytes(content)
    (folder / "articles" / "good.txt").write_text(GOOD, encoding="utf-8")
    code, said = build(folder, capsys)
    assert code == 0
    assert "bad.txt" in said


@pytest.mark.parametrize("stated", ["0000-01-01", "9999-12-31", "yesterday-ish"])
def test_a_nonsense_date_leaves_the_document_undated(folder, capsys, stated):
    (folder / "articles" / "a.md").write_text(f"---\ntitle: T\ndate: '{stated}'\n---\n{GOOD}", encoding="utf-8")
    code, said = build(folder, capsys)
    assert code == 0
    assert "Traceback" not in said
    main(["show", "documents", str(folder), "--json"])
    assert '"published":null' in capsys.readouterr().out


def test_broken_front_matter_and_invalid_utf8_still_give_the_text(folder, capsys):
    (folder / "articles" / "a.md").write_bytes(b"---\ntitle: [x\n---\n" + GOOD.encode() + b"\xe9\xff caf\xe9\n")
    code, _ = build(folder, capsys)
    assert code == 0
    main(["show", "documents", str(folder), "--json"])
    assert capsys.readouterr().out.count('"kind":"document"') == 1


def test_one_endless_line_does_not_end_the_run(folder, capsys):
    (folder / "articles" / "huge.txt").write_bytes(b"Brandt and Rask " * 3_400_000)
    (folder / "articles" / "good.txt").write_text(GOOD, encoding="utf-8")
    code, said = build(folder, capsys)
    assert code == 0
    assert "huge.txt" in said


def test_a_file_that_vanished_keeps_its_document(folder, capsys):
    path = folder / "articles" / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    assert build(folder, capsys)[0] == 0
    path.unlink()
    assert build(folder, capsys)[0] == 0
    main(["show", "documents", str(folder), "--json"])
    assert "good.txt" in capsys.readouterr().out


def test_an_edited_file_replaces_its_document(folder, capsys):
    path = folder / "articles" / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    build(folder, capsys)
    path.write_text(GOOD.replace("3 May", "4 May"), encoding="utf-8")
    _, said = build(folder, capsys)
    assert "1 superseded" in said
    main(["show", "documents", str(folder), "--json"])
    assert capsys.readouterr().out.count('"kind":"document"') == 1


def test_two_actors_with_one_alias_are_refused_before_anything_starts(folder, capsys):
    text = STORY.replace('["Rask"]', '["brandt"]')
    (folder / "story.toml").write_text(text, encoding="utf-8")
    code, said = build(folder, capsys)
    assert code == 3
    assert "both 'a' and 'b'" in said
    assert not (folder / "story.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "nothing"], 2),
        (["show", "events", "--as-of", "someday"], 2),
        (["view", "--port", "99999"], 2),
        (["view", "--port", "-3"], 2),
        (["build", "--workers", "-1"], 2),
        (["build", "--seconds", "nan"], 2),
        (["build", "--seconds", "0"], 2),
        (["frobnicate"], 3),
        (["keep", "nowhere", "2024-05-03"], 3),
        (["build"], 3),
        (["build", "--stories", "nowhere"], 3),
    ],
)
def test_wrong_usage_is_told_apart_from_bad_input(arguments, code, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        result = main(arguments)
    except SystemExit as stop:
        result = stop.code
    assert result == code


@pytest.mark.parametrize("question", [["show", "events"], ["search", "harbour"]])
def test_asking_before_building_says_how_to_build(folder, capsys, question):
    assert main([*question, str(folder)]) == 3
    assert "detente build" in capsys.readouterr().err


def test_an_output_that_is_full_is_named_and_python_says_nothing_of_it(folder):
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full, a device of Linux")
    text = folder / "a.txt"
    text.write_text(GOOD, encoding="utf-8")
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "detente", "dates", text],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
        )
    assert (ran.returncode, ran.stderr) == (3, "detente: the output: No space left on device\n")


def test_a_closed_output_ends_in_no_traceback(folder):
    text = folder / "a.txt"
    text.write_text(GOOD, encoding="utf-8")
    command = f"exec {shlex.quote(sys.executable)} -m detente dates {shlex.quote(str(text))} >&-"
    ran = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_rows_are_utf8_whatever_the_locale(folder):
    text = folder / "a.txt"
    text.write_text("They met in “early June” of 2024.", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "detente", "dates", text, "--timeml"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=120,
    )
    assert "“<TIMEX3" in ran.stdout.decode("utf-8"), ran.stderr


def test_a_folder_that_no_story_can_be_written_in_is_named(folder, tmp_path, capsys):
    article = tmp_path / "a.txt"
    article.write_text(GOOD, encoding="utf-8")
    assert main(["init", str(article / "new"), str(article), "--actors", "Ana Brandt", "Viktor Rask"]) == 3
    assert "choose another folder" in capsys.readouterr().err


def test_what_is_added_is_read_whatever_story_toml_names(folder, tmp_path, capsys):
    (folder / "articles" / "a.txt").write_text(GOOD, encoding="utf-8")
    extra = tmp_path / "extra.txt"
    extra.write_text(GOOD.replace("3 May", "9 May"), encoding="utf-8")
    assert main(["add", str(folder), str(extra)]) == 0
    _, said = build(folder, capsys)
    assert "read     2 documents" in said


def test_a_story_folder_with_more_paths_takes_them_in(folder, tmp_path, capsys):
    (folder / "articles" / "a.txt").write_text(GOOD, encoding="utf-8")
    extra = tmp_path / "more" / "b.txt"
    extra.parent.mkdir()
    extra.write_text(GOOD.replace("3 May", "9 May"), encoding="utf-8")
    assert main([str(folder), str(extra)]) == 0
    assert "1 copied" in capsys.readouterr().err


def test_init_never_changes_an_existing_story(folder, tmp_path, capsys):
    article = tmp_path / "a.txt"
    article.write_text(GOOD, encoding="utf-8")
    assert main(["init", str(folder), str(article), "--actors", "Ana Brandt", "Viktor Rask"]) == 3
    assert "exists already" in capsys.readouterr().err
