"""What is due: what is to come first, what became of the rest, nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.making import A, on

from detente.analysis.account_due import due_lines
from detente.analysis.telling import Telling
from detente.types import UNKNOWN_DATE, Expectation, Firmness, Outcome, Party, Passage, Story

TEXT = "Aldora will reopen the bridge by 1 July 2020."
PROMISE = Expectation("x1", Passage("d1", 0, len(TEXT), TEXT), "promise", A, "reopen the bridge", on("2020-07-01"),
                      on("2020-01-06"), Firmness(), "by hand")  # fmt: skip


def due(*rows: tuple[Expectation, str]) -> list[str]:
    story = Story(
        title="", actors=(), as_of=date(2020, 3, 1), documents=(), copies=(), events=(), phases=(), turning_points=(),
        claims=(), questions=(), quotes=(), expectations=tuple(x for x, _ in rows), reactions=(), characterisations=(),
        outcomes=tuple(Outcome(x.id, status) for x, status in rows), sources=(), gaps=(), problems=(),
    )  # fmt: skip
    return [f"{line.date_text} {line.text}" for line in due_lines(Telling.of(story))]


def other(number: int, **changes: object) -> Expectation:
    text = f"Aldora will mend bridge {number}."
    return replace(PROMISE, id=f"x{number}", passage=Passage("d1", 0, len(text), text), **changes)


def test_what_is_to_come_is_told_before_what_has_passed():
    coming, passed = other(2, due=on("2020-09-01")), other(3, due=on("2020-02-01"))
    lines = due((passed, "lapsed"), (coming, "open"))
    assert [line.split(" Promise")[0] for line in lines] == ["1 September 2020", "1 February 2020"]


def test_a_settled_statement_is_told_though_it_gives_no_date():
    assert due((other(2, due=UNKNOWN_DATE), "kept"))[0].endswith("kept: it happened")


@pytest.mark.parametrize(
    "expectation",
    [
        other(2, due=UNKNOWN_DATE),
        other(2, who=Party("the harbour board")),
        other(2, who=None, kind="prediction"),
    ],
)
def test_what_has_no_date_or_concerns_others_is_only_counted(expectation):
    assert due((expectation, "open")) == [
        " 1 more statement about the future: no date or outcome is known, or somebody else is meant"
    ]


def test_a_reprint_says_nothing_new():
    assert len(due((PROMISE, "open"), (replace(PROMISE, id="x2"), "open"))) == 1


def test_what_several_say_in_their_own_words_is_told_once():
    text = "The bridge will be reopened by Aldora, its queen said, by 1 July."
    again = replace(
        PROMISE, id="x2", passage=Passage("d2", 0, len(text), text), what="reopened the bridge, its queen said"
    )
    (line,) = due((PROMISE, "open"), (again, "open"))
    assert "(d1 and 1 other)" in line


def test_what_is_settled_is_told_before_what_passed_without_a_word():
    passed = [(other(n, due=on(f"2020-02-0{n}")), "lapsed") for n in range(1, 9)]
    lines = due(*passed, (other(9, due=on("2020-02-20"), what="row across"), "kept"))
    assert lines[0].endswith("kept: it happened")


def test_what_will_be_on_a_day_is_called_expected():
    assert due((replace(PROMISE, kind="prediction"), "open"))[0].startswith("1 July 2020 Expected: ")
