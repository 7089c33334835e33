"""The tables that researchers take away: documented, typed, joined by ids, the same each time."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.exporters import claims as claims_csv
from detente.exporters import csv as events_csv
from detente.exporters.codebook import codebook_markdown, load_codebook
from detente.exporters.flat import story_tables
from detente.exporters.package import write_package, write_parquet
from detente.types import Story
from sample_story import EMPTY, STORY, long_story

TABLES = {table.name: table for table in load_codebook().table}
FILES = {table.name: table for table in load_codebook().file}
_PYTHON = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "date": (date, str)}


@pytest.fixture
def package(tmp_path):
    write_package(STORY, tmp_path / "package")
    return tmp_path / "package"


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def ids(story: Story, refers: str) -> set[object]:
    table, column = refers.split(".")
    return {row[column] for row in story_tables(story)[table]}


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("story", [STORY, EMPTY, long_story(40)], ids=["sample", "empty", "long"])
def test_every_row_has_the_columns_of_the_codebook_in_their_types(story, name):
    for row in story_tables(story)[name]:
        for column in TABLES[name].columns:
            value = row[column.name]
            assert value is None or isinstance(value, _PYTHON[column.type]), (column.name, value)
            assert not column.values or value in (None, "") or str(value) in column.values, (column.name, value)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_keys_tell_rows_apart_and_what_a_column_refers_to_is_there(name):
    rows = story_tables(STORY)[name]
    key = TABLES[name].key
    assert not key or len({tuple(str(row[k]) for k in key) for row in rows}) == len(rows)
    for column in TABLES[name].columns:
        if column.refers:
            assert {row[column.name] for row in rows} - {None, ""} <= ids(STORY, column.refers), column.name


@pytest.mark.parametrize("name", sorted(TABLES))
def test_keys_and_references_name_columns_that_exist(name):
    columns = {column.name for column in TABLES[name].columns}
    assert set(TABLES[name].key) <= columns
    for column in TABLES[name].columns:
        if column.refers:
            table, field = column.refers.split(".")
            assert field in {c.name for c in TABLES[table].columns}


@pytest.mark.parametrize(("name", "columns"), [("csv", events_csv.COLUMNS), ("claims", claims_csv.COLUMNS)])
def test_the_columns_of_files_that_stand_alone_are_in_the_codebook(name, columns):
    assert tuple(column.name for column in FILES[name].columns) == columns


def test_who_took_part_is_found_by_id_with_the_actor_that_a_company_stands_for(package):
    rows = [row for row in read(package, "event_parties") if row["event"] == "event-2"]
    assert [(r["side"], r["party"], r["actor"], r["name"]) for r in rows] == [
        ("actor", "verne-lines", "a", "Verne Lines"),
        ("recipient", "b", "b", "Bruno Castell"),
    ]


def test_a_vague_date_is_an_interval_of_days_and_what_is_open_is_empty(package):
    events = {row["id"]: row for row in read(package, "events")}
    claims = {row["id"]: row for row in read(package, "claims")}
    assert (events["event-7"]["date_start"], events["event-7"]["date_end"]) == ("2025-01-01", "2025-05-02")
    assert (claims["claim-1"]["low"], claims["claim-1"]["high"]) == ("4000000", "")
    assert claims["claim-1"]["question"] == "question-1"


def test_the_package_describes_every_file_with_its_hash(package):
    described = json.loads((package / "datapackage.json").read_text())
    assert {r["path"] for r in described["resources"]} | {"datapackage.json", "codebook.md"} == {
        path.name for path in package.iterdir()
    }
    for resource in described["resources"]:
        content = (package / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [f["name"] for f in resource["schema"]["fields"]] == content.decode().split("\n")[0].split(",")


def test_the_same_story_gives_the_same_package(tmp_path):
    for name in ("one", "two"):
        write_package(STORY, tmp_path / name)
    assert [p.read_bytes() for p in sorted((tmp_path / "one").iterdir())] == [
        p.read_bytes() for p in sorted((tmp_path / "two").iterdir())
    ]


def test_no_text_of_a_document_becomes_a_formula(tmp_path):
    documents = tuple(replace(d, title="＝HYPERLINK(1)", publisher="\t=cmd()") for d in STORY.documents)
    write_package(replace(STORY, documents=documents), tmp_path)
    assert {(row["title"], row["publisher"]) for row in read(tmp_path, "documents")} == {
        ("'＝HYPERLINK(1)", "'\t=cmd()")
    }


def test_parquet_is_typed_and_holds_no_empty_text(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(STORY, tmp_path)
    events = parquet.read_table(tmp_path / "events.parquet")
    assert str(events.schema.field("date_start").type) == "date32[day]"
    assert events.schema.field("intensity").metadata[b"unit"].startswith(b"PLOVER points")
    assert set(events["mode"].to_pylist()) == {None}
    reports = parquet.read_table(tmp_path / "event_reports.parquet").to_pylist()
    assert {row["hedged"] for row in reports} == {True, False}


@pytest.mark.parametrize("write", [write_package, write_parquet])
def test_a_folder_that_cannot_be_written_is_said(tmp_path, write):
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError, match="give another -o FOLDER"):
        write(STORY, tmp_path / "taken")


def test_the_codebook_page_is_up_to_date():
    page = Path(__file__).parent.parent.parent / "docs" / "codebook.md"
    assert page.read_text(encoding="utf-8") == codebook_markdown(), "run: python docs/generate.py"


@pytest.mark.parametrize("number", range(2))
def test_the_python_of_the_docs_runs_as_it_is_written(tmp_path, monkeypatch, number):
    pytest.importorskip("pandas")
    page = Path(__file__).parent.parent.parent / "docs" / "report-and-formats.md"
    recipe = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)[number]
    write_package(STORY, tmp_path / "package")
    write_parquet(STORY, tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    exec(recipe, names)

    assert len(names["parties" if number == 0 else "monthly"]) > 5
