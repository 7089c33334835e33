"""JSON Lines and CSV: one article a line or row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.readers import jsonl, read_file
from detente.readers.fields import record_of
from detente.readers.record import make_document
from detente.types import Document, Problem

_ROW = {
    "id": "q7",
    "url": "https://quay.example/row",
    "date": "2024-06-05",
    "title": "Harbour row deepens",
    "text": "The two met on Monday.",
    "source": "The Quay",
}


def _write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n")
    return path


def test_a_line_gives_a_document_with_its_fields(tmp_path: Path) -> None:
    (document,) = read_file(_write(tmp_path / "a.jsonl", _ROW))

    assert isinstance(document, Document)
    assert document.text == "Harbour row deepens\n\nThe two met on Monday."
    assert (document.source_id, document.publisher, document.url) == ("q7", "The Quay", "https://quay.example/row")
    assert (document.published.text(), document.published.reason) == ("2024-06-05", "field date")


def test_a_row_gives_the_same_document_as_a_line(tmp_path: Path) -> None:
    (from_line,) = read_file(_write(tmp_path / "a.jsonl", _ROW))
    quoted = ",".join(f'"{value}"' for value in _ROW.values())
    (from_row,) = read_file(_write(tmp_path / "a.csv", ",".join(_ROW), quoted))

    assert isinstance(from_line, Document)
    assert isinstance(from_row, Document)
    assert from_line.id == from_row.id


@pytest.mark.parametrize("header", ["id;title;text", "id\ttitle\ttext"])
def test_other_separators_are_understood(tmp_path: Path, header: str) -> None:
    separator = header[2]

    (document,) = read_file(_write(tmp_path / "a.csv", header, separator.join(["1", "Row", "The two met, again."])))

    assert isinstance(document, Document)
    assert document.text == "Row\n\nThe two met, again."


@pytest.mark.parametrize(
    "line",
    ['{"title": ', "[1, 2]", '"text"', "null", '{"a":' * 6_000, "1" * 5_000, '{"id": 1}', "\x00\x01\x02\x03"],
)
def test_a_bad_line_is_a_problem_with_its_number_and_the_rest_is_read(tmp_path: Path, line: str) -> None:
    problem, document = read_file(_write(tmp_path / "a.jsonl", line, _ROW))

    assert isinstance(problem, Problem)
    assert problem.document.endswith("a.jsonl:1")
    assert isinstance(document, Document)


def test_a_line_longer_than_any_document_is_a_problem_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_DOCUMENT", 1_000)
    path = _write(tmp_path / "a.jsonl", {"text": "word " * 700}, _ROW)

    problem, document = read_file(path)

    assert isinstance(problem, Problem)
    assert isinstance(document, Document)


def test_a_character_split_in_two_is_dropped(tmp_path: Path) -> None:
    (document,) = read_file(_write(tmp_path / "a.jsonl", '{"text": "The two \\ud800met."}'))

    assert isinstance(document, Document)
    assert document.text == "The two met."


def test_without_a_publisher_the_host_is_the_publisher(tmp_path: Path) -> None:
    (document,) = read_file(_write(tmp_path / "a.jsonl", {"url": "https://www.quay.example/a", "text": "They met."}))

    assert isinstance(document, Document)
    assert document.publisher == "quay.example"


def test_a_table_without_a_header_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_file(_write(tmp_path / "a.csv", "1,2,3", "4,5,6"))

    assert isinstance(problem, Problem)
    assert "title" in problem.message


def test_a_long_article_in_a_table_is_read(tmp_path: Path) -> None:
    (document,) = read_file(_write(tmp_path / "a.csv", "title,text", f'Row,"{"The two met. " * 20_000}"'))

    assert isinstance(document, Document)
    assert len(document.text) > 200_000


_VALUE = st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.none(), st.lists(st.text(max_size=5)))


@given(st.dictionaries(st.sampled_from([*_ROW, "author", "authors", "published"]), _VALUE))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_no_row_ever_fails(row: dict[str, object]) -> None:
    for found in make_document(record_of(row), "a.jsonl"):
        assert isinstance(found, Document | Problem)
