"""The account's figures: what several reports give, each figure once, and no disagreement made of one report."""

from __future__ import annotations

from datetime import date

from tests.analysis.ledger_cases import tell

from detente.analysis.account_figures import figure_lines
from detente.analysis.telling import Telling
from detente.types import Document, Story, When


def figures(*reports: tuple[str, str]) -> list[str]:
    """Return the account's lines for reports (publisher, text), one a day from 1 March 2031 on."""
    days = [date(2031, 3, 1 + number) for number in range(len(reports))]
    told = tell({
        "documents": [
            {"date": day.isoformat(), "publisher": publisher, "text": text}
            for day, (publisher, text) in zip(days, reports, strict=True)
        ]
    })  # fmt: skip
    documents = tuple(
        Document(f"d{number}", text, publisher=publisher, published=When(day, day, "day", "stated"))
        for number, (day, (publisher, text)) in enumerate(zip(days, reports, strict=True), 1)
    )
    story = Story(
        title="", actors=(), as_of=days[-1], documents=documents, copies=(), events=(), phases=(), turning_points=(),
        claims=told.claims, questions=told.questions, quotes=(), expectations=(), reactions=(), characterisations=(),
        outcomes=(), sources=(), gaps=(), problems=(),
    )  # fmt: skip
    return [line.text for line in figure_lines(Telling.of(story))]


def test_a_figure_is_given_once_with_all_who_give_it():
    (line,) = figures(
        ("Courier", "Ada Brandt donated $4 million to the League."),
        ("Herald", "Brandt donated $4 million to the League."),
    )
    assert line.endswith("$4 million (Courier, Herald) — The sources agree")


def test_one_outlet_that_repeats_itself_is_no_agreement_of_sources():
    (line,) = figures(
        ("Courier", "Ada Brandt donated $4 million to the League."),
        ("Courier", "Brandt donated $4 million to the League."),
    )
    assert line.endswith("$4 million (Courier) — in 2 reports of one outlet")


def test_two_figures_of_one_outlet_are_no_disagreement_and_say_whose_they_are():
    (line,) = figures(
        ("Courier", "Ada Brandt earned $4 million in 2030."), ("Courier", "Ada Brandt earned $9 million in 2030.")
    )
    assert "The figures differ: Courier gives both $4 million and $9 million, and nothing explains it" in line


def test_a_disagreement_of_two_outlets_comes_before_what_agrees():
    lines = figures(
        ("Courier", "Ada Brandt donated $4 million to the League. Olof Keller earned $7 million in 2030."),
        ("Herald", "Brandt donated $4 million to the League. Keller earned $3 million in 2030."),
    )
    assert ["disagree" in line for line in lines] == [True, False]


def test_shares_of_one_sentence_are_parts_of_one_comparison():
    assert figures(("Courier", "A poll put Ada Brandt at 48 percent of the votes to 41 percent for the rest.")) == [
        "1 more question in the ledger, most of them with one report's figure"
    ]


def test_what_one_report_counts_is_left_to_the_ledger_and_money_of_an_actor_is_told():
    lines = figures(("Courier", "Ada Brandt laid off 400 workers. Ada Brandt lent $6 million to the mill."))
    assert lines == [
        "How much did Ada Brandt lend or owe? $6 million (Courier)",
        "1 more question in the ledger, most of them with one report's figure",
    ]
