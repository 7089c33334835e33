"""Reading files and folders: what is read, what is passed over, and what bad input gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente.readers import READERS, read_paths
from detente.types import Document, Problem

_ARTICLE = "Ana Ferro met Tom Reyes at the harbour on Monday.\n"


def _documents(*paths: Path) -> list[Document]:
    return [found for found in read_paths(paths) if isinstance(found, Document)]


def _problems(*paths: Path) -> list[Problem]:
    return [found for found in read_paths(paths) if isinstance(found, Problem)]


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} says: {_ARTICLE}")

    assert [Path(d.path).name for d in _documents(tmp_path)] == ["a.txt", "b.txt", "c.md"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_ARTICLE)

    assert len(_documents(tmp_path, tmp_path / "a.txt")) == 1


@pytest.mark.parametrize(
    "name",
    ["story.toml", "README.md", "LICENSE", "gold.json", "story.db", "story.db-wal", "decisions.jsonl", ".hidden.txt"],
)
def test_what_lies_beside_articles_is_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(_ARTICLE)

    assert list(read_paths([tmp_path])) == []


def test_an_unknown_format_is_a_problem_that_names_the_formats(tmp_path: Path) -> None:
    (tmp_path / "article.docx").write_text(_ARTICLE)

    (problem,) = _problems(tmp_path)

    assert problem.document.endswith("article.docx")
    assert all(suffix in problem.message for suffix in READERS)


def test_a_name_that_is_not_utf8_is_a_problem_that_can_be_written_down(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    odd.write_text(_ARTICLE)
    (tmp_path / "good.txt").write_text(_ARTICLE)

    (problem,) = _problems(tmp_path)

    assert problem.document.encode().endswith("caf\ufffd.txt".encode())
    assert "rename it" in problem.message
    assert len(_documents(tmp_path)) == 1


def test_an_article_about_a_licence_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "license-revoked.txt").write_text(_ARTICLE)

    assert len(_documents(tmp_path)) == 1


def test_a_pipe_is_a_problem_and_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    assert "not an ordinary file" in _problems(tmp_path)[0].message


def test_a_folder_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)

    assert "the folder cannot be opened" in _problems(tmp_path)[0].message


def test_a_name_too_long_is_a_problem() -> None:
    assert "no such file" in _problems(Path("a" * 5_000))[0].message


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text(_ARTICLE)

    assert len(_documents(tmp_path)) == 1


@pytest.mark.parametrize("name", ["gone.txt", "gone.jsonl", "gone.csv", "gone.html", "gone"])
def test_a_path_that_does_not_exist_is_a_problem(tmp_path: Path, name: str) -> None:
    (problem,) = _problems(tmp_path / name)

    assert "no such file" in problem.message


@pytest.mark.parametrize("suffix", list(READERS))
def test_a_file_that_vanishes_between_listing_and_reading_is_a_problem(tmp_path: Path, suffix: str) -> None:
    (found,) = READERS[suffix](tmp_path / f"gone{suffix}")

    assert isinstance(found, Problem)
    assert "no such file" in found.message


@pytest.mark.parametrize("suffix", list(READERS))
@pytest.mark.parametrize("content", [b"", b"\n \n", bytes(range(256)) * 8, b"\x00" * 50, b"%PDF-1.7 harbour"])
def test_empty_and_binary_files_are_problems(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(content)

    found = list(read_paths([path]))

    assert not [f for f in found if isinstance(f, Document)]


def test_a_symbolic_link_to_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")

    assert "no such file" in _problems(tmp_path)[0].message


def test_the_same_article_has_the_same_id_wherever_it_lies(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(_ARTICLE)

    first, second = _documents(tmp_path)

    assert first.id == second.id
    assert first.path != second.path
