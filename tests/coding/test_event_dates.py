"""Event dates: 493 cases written for this project, and the behaviours they rest on."""

from __future__ import annotations

import json
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from detente.coding.dates import cut_sentences, tag_dates
from detente.coding.event_dates import event_date
from detente.coding.layout import find_blocks
from detente.coding.timex.clauses import find_clauses
from detente.coding.timex.values import days_of, when_of
from detente.types import UNKNOWN_DATE, Block, BlockKind, Document, Modality, Passage, Reading, Sentence, When

Case = dict[str, Any]

GOLDEN = Path(__file__).parent.parent / "golden" / "event_dates.jsonl"
CASES: list[Case] = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
# Known to be wrong; a case that becomes right is to be taken out, a case that becomes wrong is not to be put in.
FAILING = {f"event-date-{number}" for number in (221, 249, 250, 387, 388, 389, 403, 443, 475, 481)}


def reading(text: str, published: str, block: BlockKind = "body") -> Reading:
    """Read a text: one paragraph of one kind, or the blocks that its lines make."""
    when = published_when(published)
    document = Document("d", text, published=when)
    blocks = find_blocks(document) if "\n" in text else (Block(block, Passage("d", 0, len(text), text)),)
    pieces = [
        (block.passage.slice(start, end), paragraph, block.kind)
        for paragraph, block in enumerate(blocks)
        for start, end in cut_sentences(block.passage.text)
    ]
    sentences = tuple(Sentence(piece, index, paragraph, kind) for index, (piece, paragraph, kind) in enumerate(pieces))
    return Reading(document, (), when, sentences, (), tag_dates(sentences, when), (), ())


def published_when(text: str) -> When:
    """Read a published date: a day, a month that was inferred, a bound ("2024-01-01.."), or none."""
    if not text:
        return UNKNOWN_DATE
    if text.endswith(".."):
        return When(date.fromisoformat(text[:10]), None, "unknown", "inferred")
    days = days_of(text)
    assert days is not None
    return when_of(days, "stated" if len(text) == len("2025-06-06") else "inferred")


def dated(text: str, event: str, published: str = "2025-06-06", modality: Modality = "asserted") -> When:
    start = text.index(event)
    return event_date(reading(text, published), Passage("d", start, start + len(event), event), modality)


def is_right(case: Case) -> bool:
    when = dated(case["text"], case["event"], case["published"], case["modality"])
    if case["start"] is None:
        return when.basis == case["basis"] and when.precision != "day"
    return when.basis == case.get("basis", when.basis) and (str(when.start), str(when.end)) == (
        case["start"],
        case["end"],
    )


def test_there_are_at_least_250_cases() -> None:
    assert len(CASES) >= 250


@pytest.mark.parametrize("case", [c for c in CASES if c["id"] not in FAILING], ids=lambda c: c["id"])
def test_event_date_is_right(case: Case) -> None:
    assert is_right(case)


@pytest.mark.parametrize("case", [c for c in CASES if c["id"] in FAILING], ids=lambda c: c["id"])
def test_known_failures_still_fail(case: Case) -> None:
    assert not is_right(case)


def test_at_least_nine_in_ten_cases_are_right() -> None:
    assert len(FAILING) <= len(CASES) // 10


def test_a_headline_without_a_date_is_dated_to_the_day_before_the_report_at_most() -> None:
    text = "Premier sacks rival"
    when = event_date(reading(text, "2025-06-06", "title"), Passage("d", 8, 13, "sacks"), "asserted")
    assert (when.start, when.end, when.basis) == (date(2025, 6, 5), date(2025, 6, 6), "reported")


def test_a_whole_sentence_is_dated_by_its_main_clause() -> None:
    text = "Okoro, who took office in January, on Thursday threatened to cut aid."
    assert dated(text, text).start == date(2025, 6, 5)


def test_a_reported_event_is_dated_by_what_is_said_not_by_the_saying() -> None:
    text = "The minister said on Thursday that Varga had resigned in March."
    assert dated(text, text).text() == "2025-03"


def test_a_planned_event_is_not_dated_by_the_day_it_was_announced() -> None:
    when = dated("Brandt said on Monday that she would visit Orsk.", "visit", modality="planned")
    assert when.basis == "reported"


def test_an_event_outside_every_sentence_gets_the_date_of_the_report() -> None:
    when = event_date(reading("", "2025-06-06"), Passage("d", 0, 0, ""), "asserted")
    assert when.basis == "reported"


def test_a_date_is_not_carried_into_what_is_told_in_the_present() -> None:
    assert dated("Ties were cut on 3 May 2016. The two sides are talking again.", "talking").basis == "reported"


def test_a_quoted_phrase_belongs_to_the_sentence_around_it() -> None:
    text = "The office is to “delete itself” by July 4, 2026."
    assert dated(text, "delete itself", modality="planned").start == date(2026, 7, 4)


def test_in_a_text_without_a_dateline_the_date_holds_until_the_next() -> None:
    text = "It all broke in June 2025. The two traded insults. Nobody laughed.\n\nThen she threatened him."
    assert dated(text, "threatened", published="").text() == "2025-06"
    assert dated(text, "threatened").basis == "reported"


def test_a_year_is_not_carried_to_the_next_sentence() -> None:
    assert dated("Ties were cut in 2016. The premier apologised.", "apologised").basis == "reported"


def test_clauses_cover_the_sentence_once() -> None:
    text = 'On Monday Brandt, whose party lost in 2022, said (again) that it "failed", and left — at last.'
    spans = sorted(span for clause in find_clauses(text) for span in clause.spans)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["two days after May 3 ", "who said, ", "and ", "that he had ", '"', "(", "in May, ", "after ", "x"]
)
def test_a_monstrous_sentence_is_dated_in_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    clock = time.process_time()
    find_clauses(text[:20_000])
    passage = Passage("d", 0, len(text), text)
    sentences = (Sentence(passage, 0, 0, "body"),)
    timexes = tag_dates((Sentence(passage.slice(45_000, 55_000), 0, 0, "body"),), published_when("2025-06-06"))
    whole = Reading(Document("d", text), (), UNKNOWN_DATE, sentences, (), timexes, (), ())
    event_date(whole, passage.slice(50_000, 50_004), "asserted")
    event_date(whole, passage, "asserted")
    assert time.process_time() - clock < 3


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize(
    "text",
    [
        "Orlan quit nearly two days after a call today.",
        "In the year ended today, Orlan quit.",
        "Orlan quit about a week before today.",
        "Orlan quit on the 10th anniversary of a call today.",
        "Orlan quit after a call today.",
    ],
)
def test_the_ends_of_the_calendar_are_survived_by_what_is_counted(text: str, published: str) -> None:
    when = dated(text, "quit", published)
    assert when.start is None or when.end is None or when.start <= when.end
