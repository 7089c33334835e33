"""Plain text and Markdown with front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.readers.front_matter import split_front_matter
from detente.readers.text import read
from detente.types import Document, Problem

_FRONT = """---
title: "Harbour row deepens"
authors:
  - username: '@dpell'
    name: 'Dana Pell'
  - name: Tom Reyes
date: "2024-06-06T01:14:51Z"
tags:
  - Politics
publisher: The Quay
url: https://quay.example/row
---
"""


def _read(path: Path, text: str) -> list[Document | Problem]:
    path.write_text(text, encoding="utf-8")
    return list(read(path))


def test_front_matter_gives_the_fields(tmp_path: Path) -> None:
    (document,) = _read(tmp_path / "a.md", _FRONT + "\nThe two met on Monday.\n")

    assert isinstance(document, Document)
    assert document.title == "Harbour row deepens"
    assert document.author == "Dana Pell, Tom Reyes"
    assert (document.publisher, document.url) == ("The Quay", "https://quay.example/row")
    assert (document.published.text(), document.published.reason) == ("2024-06-06", "front matter")


def test_the_text_begins_with_a_title_that_the_body_does_not_give(tmp_path: Path) -> None:
    (document,) = _read(tmp_path / "a.md", _FRONT + "\nThe two met on Monday.\n")

    assert isinstance(document, Document)
    assert document.text == "Harbour row deepens\n\nThe two met on Monday."


@pytest.mark.parametrize("heading", ["# Harbour row deepens", "Harbour Row Deepens.", "**Harbour row deepens**"])
def test_a_title_the_body_gives_is_not_said_twice(tmp_path: Path, heading: str) -> None:
    (document,) = _read(tmp_path / "a.md", f"{_FRONT}\n{heading}\n\nThe two met on Monday.\n")

    assert isinstance(document, Document)
    assert document.text == f"{heading}\n\nThe two met on Monday."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Harbour row\n\nThe two met.", "Harbour row"),
        ("Harbour row deepens\n\nThe two met.", "Harbour row deepens"),
        ("The two met.\n\nThey talked.", ""),
        ("Monday, June 3, 2024\n\nThe two met.", ""),
        ("3 June 2024\n\nHarbour row deepens\n\nThe two met.", "Harbour row deepens"),
        ("The two met\nat the harbour.", ""),
    ],
)
def test_without_front_matter_a_first_line_that_is_no_sentence_is_the_title(
    tmp_path: Path, text: str, title: str
) -> None:
    (document,) = _read(tmp_path / "a.txt", text)

    assert isinstance(document, Document)
    assert (document.title, document.text, document.published.known) == (title, text, False)


def test_broken_front_matter_is_a_problem_and_the_body_and_plain_lines_are_read(tmp_path: Path) -> None:
    text = "---\ntitle: Row: deepens: [now\ndate: 2024-06-05\n---\nThe two met on Monday.\n"

    document, problem = _read(tmp_path / "a.md", text)

    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert document.text.endswith("The two met on Monday.")
    assert document.published.text() == "2024-06-05"
    assert "not valid YAML (line 2)" in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: Row\n\nThe two met.", "not closed"),
        ("---\na: " + "[" * 9_000 + "\n---\nThe two met.", "front matter"),
        ("---\na: &x [*x]\nb: {? [1] : 2}\n---\nThe two met.", "front matter"),
    ],
)
def test_front_matter_that_cannot_be_read_is_a_problem_beside_the_document(
    tmp_path: Path, text: str, message: str
) -> None:
    document, problem = _read(tmp_path / "a.md", text)

    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert message in problem.message


def test_a_passage_between_rules_of_dashes_is_not_front_matter() -> None:
    text = "---\nThe two met.\n---\nThey talked."

    assert split_front_matter(text).body == text


def test_a_nonsense_date_leaves_the_published_date_unknown_with_a_problem(tmp_path: Path) -> None:
    document, problem = _read(tmp_path / "a.md", "---\ntitle: Row\ndate: 9999-01-01\n---\nThe two met.\n")

    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert not document.published.known
    assert problem.document == document.id
    assert "9999-01-01" in problem.message


def test_a_foreign_text_is_skipped_by_name(tmp_path: Path) -> None:
    text = "Le ministre a rencontré la maire lundi au port, et les deux ont promis de reprendre le dialogue en mai."

    (problem,) = _read(tmp_path / "a.txt", text)

    assert isinstance(problem, Problem)
    assert "French" in problem.message


@pytest.mark.parametrize("text", ["Reyes hails Ferro", "Ana Ferro, Tom Reyes, Dana Pell", "Sì, Reyes: la dolce vita"])
def test_a_text_too_short_to_tell_is_kept(tmp_path: Path, text: str) -> None:
    assert isinstance(_read(tmp_path / "a.txt", text)[0], Document)
