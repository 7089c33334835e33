"""The formats people take away: every row keeps its sentence, and none can hurt the program that opens it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from detente.exporters import EXPORTERS
from detente.exporters.csv import COLUMNS, safe_cell
from detente.exporters.markdown import plain
from detente.exporters.polecat import COLUMNS as POLECAT_COLUMNS
from detente.types import UNKNOWN_DATE, Story
from sample_story import DOCUMENTS, EMPTY, EVENTS, STORY, long_story


def export(name: str, story: Story = STORY) -> str:
    out = io.StringIO()
    EXPORTERS[name](story, out)
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(EXPORTERS))
@pytest.mark.parametrize("story", [STORY, EMPTY, long_story(50)], ids=["sample", "empty", "long"])
def test_exports_are_the_same_each_time(name: str, story: Story) -> None:
    assert export(name, story) == export(name, story)


def test_csv_has_one_row_per_event_and_source_with_its_sentence() -> None:
    rows = list(csv.DictReader(io.StringIO(export("csv"))))
    texts = {d.id: d.text for d in DOCUMENTS}
    assert len(rows) == sum(len(e.mentions) for e in EVENTS)
    assert all(texts[r["document"]][int(r["start"]) : int(r["end"])] == r["sentence"] for r in rows)


def test_csv_names_parties_hedges_and_reprints() -> None:
    row = next(r for r in csv.DictReader(io.StringIO(export("csv"))) if r["outlet"] == "The Inland Mirror")
    assert (row["actors"], row["firmness"], row["hedges"], row["copy_of"]) == (
        "Ada Verne",
        "hedged",
        "reportedly",
        "doc-3",
    )


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "  =cmd()", "\r=1"])
def test_safe_cell_keeps_a_formula_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["words", -3.0, "-", "+", "", 5])
def test_safe_cell_leaves_the_rest_alone(cell: object) -> None:
    assert safe_cell(cell) == cell


def test_csv_guards_every_text_cell_against_formulas() -> None:
    documents = tuple(replace(d, publisher="=cmd|'/c calc'!A0", title="@x") for d in DOCUMENTS)
    rows = csv.reader(io.StringIO(export("csv", replace(STORY, documents=documents))))
    assert next(rows) == list(COLUMNS)
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "@"}]


def test_plover_lines_have_what_plover_requires_and_the_sentence() -> None:
    lines = [json.loads(line) for line in export("plover").splitlines()]
    assert len(lines) == len(EVENTS)
    assert all(line.keys() >= {"id", "date", "actor", "event", "text", "cite_info"} for line in lines)
    assert lines[0]["text"] == EVENTS[0].mentions[0].passage.text
    assert lines[0]["link"] == "phase-1"


def test_plover_says_what_is_planned_hedged_or_dated_only_by_its_report() -> None:
    comments = {line["id"]: line["comment"] for line in map(json.loads, export("plover").splitlines())}
    assert comments["event-8"].startswith("future")
    assert "hedged by every source" in comments["event-4"]
    undated = replace(STORY, events=(replace(EVENTS[0], when=UNKNOWN_DATE),))
    line = json.loads(export("plover", undated))
    assert (line["date"], line["comment"].split(";")[0]) == ("2023-03-14", "date of the report, not of the event")


def test_plover_leaves_out_an_event_that_has_no_date_at_all() -> None:
    nowhere = tuple(replace(d, published=UNKNOWN_DATE) for d in DOCUMENTS)
    story = replace(STORY, documents=nowhere, events=(replace(EVENTS[0], when=UNKNOWN_DATE),))
    assert export("plover", story) == ""


def test_polecat_has_forty_columns_in_every_row() -> None:
    rows = [line.split("\t") for line in export("polecat").splitlines()]
    assert len(POLECAT_COLUMNS) == 40
    assert {len(row) for row in rows} == {40}
    assert rows[1][POLECAT_COLUMNS.index("Contexts")] == "None"


def test_polecat_leaves_out_what_did_not_happen() -> None:
    negated = replace(STORY, events=tuple(replace(e, modality="negated") for e in STORY.events))
    assert export("polecat", negated).count("\n") == 1
    assert export("polecat", STORY).count("\n") > 1


def test_polecat_values_hold_no_tabs_or_breaks() -> None:
    documents = tuple(replace(d, publisher="A\tB\nC") for d in DOCUMENTS)
    rows = export("polecat", replace(STORY, documents=documents)).splitlines()
    assert "A B C" in rows[1].split("\t")


def test_markdown_footnotes_all_exist_and_are_all_used() -> None:
    text = export("markdown")
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    written = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert used == written
    assert len(used) > 5


def test_markdown_names_sources_reprints_and_gaps() -> None:
    text = export("markdown")
    assert "reprinted by The Inland Mirror" in text
    assert "1 document without a published date" in text
    assert "| more than $4 million |" in text


@pytest.mark.parametrize(
    "words", ["<script>x</script>", "[a](javascript:alert(1))", "a | b", "# head", "*x* _y_ `z`", "a\n\nb"]
)
def test_plain_makes_markdown_and_html_inert(words: str) -> None:
    shown = plain(words)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)[`*_\[\]|#]|<", shown)


def test_jsonl_writes_one_object_a_line_with_its_kind_first() -> None:
    lines = export("jsonl").splitlines()
    assert all(line.startswith('{"kind":"') for line in lines)
    assert {json.loads(line)["kind"] for line in lines} >= {"document", "event", "claim", "question", "phase"}


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_says_in_the_docs_what_it_leaves_out(name: str) -> None:
    page = Path(__file__).parents[2] / "docs" / "report-and-formats.md"
    assert f"| `{name}` |" in page.read_text(encoding="utf-8")
