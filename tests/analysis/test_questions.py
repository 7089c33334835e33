"""Questions in words: a sentence for every row, whatever its source says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.ledger_cases import read
from tests.coding.test_claims import PUBLISHED

from detente.analysis.questions import fragment, question_text
from detente.coding.claims import find_claims
from detente.coding.figures.acts import ActRule
from detente.rulebook import load_rules
from detente.types import Claim, Document, Party, Passage

ACTS = load_rules("claims/acts", ActRule)


def claims(text: str) -> list[Claim]:
    return list(find_claims(read(Document("d", text, published=PUBLISHED))))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Brandt gave $4 million to Keller.", "How much did Ada Brandt give or spend?"),
        ("Brandt gives $4 million a month to Keller.", "How much did Ada Brandt give or spend per month?"),
        ("Brandt plans to give $4 million to Keller.", "How much was Ada Brandt to give or spend?"),
        ("Brandt laid off 400 workers.", "How many workers did Ada Brandt cut?"),
        ("About 40 MPs backed Brandt.", "How many MPs backed Ada Brandt?"),
        ("Brandt's shares fell 14 percent.", "By what percentage did Ada Brandt fall?"),
        ("Ostia launched 12 rockets.", "How many rockets are reported in attacks or strikes involving Ostia?"),
        ("The raid by Ostia killed 12 people.", "How many deaths are reported in connection with Ostia?"),
        (
            "Brandt has a target of $4 million for the whole of the estate.",
            "What figure is given for Ada Brandt: “Brandt has a target of … for the whole of the estate”?",
        ),
    ],
)
def test_a_row_asks_in_the_words_of_its_act_or_quotes_its_source(text: str, asked: str) -> None:
    assert question_text(claims(text)) == asked


def test_a_common_noun_as_subject_is_written_small() -> None:
    (claim,) = claims("Brandt gave $4 million to Keller.")
    assert question_text([replace(claim, subject=Party("The mayor"))]) == "How much did the mayor give or spend?"


def test_a_figure_of_nobody_is_quoted() -> None:
    (claim,) = claims("Brandt gave $4 million to Keller.")
    asked = question_text([replace(claim, subject=Party("unstated"))])
    assert asked == "What figure is given: “Brandt gave … to Keller”?"


def test_few_words_are_not_quoted() -> None:
    (claim,) = claims("Brandt? About $4 million.")
    assert question_text([claim]) == "What figure is given for Ada Brandt?"


@pytest.mark.parametrize("rule", ACTS, ids=lambda rule: rule.id)
def test_the_words_of_every_act_make_a_question(rule: ActRule) -> None:
    for asked in (rule.ask, *rule.asks.values()):
        assert re.match(r"(?:How|What|By what)\s", asked)
        assert asked.endswith("?") == ("{subject}" in asked)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_around_a_figure_give_a_short_question(before: str, after: str) -> None:
    (claim,) = claims("Brandt gave $4 million to Keller.")
    amount = claim.quantity.passage
    text = f"{before} {amount.text} {after}"
    passage = Passage("d", amount.start - len(before) - 1, amount.start - len(before) - 1 + len(text), text)
    quoted = fragment(replace(claim, passage=passage))
    assert quoted == "" or quoted.count("…") >= 1
    assert len(quoted.split()) <= 14 + quoted.count("…")


def test_a_row_of_one_recipient_names_it() -> None:
    told = claims("Brandt gave $4 million to Forward PAC. Brandt gave $9 million to her own Forward PAC.")
    assert question_text(told) == "How much did Ada Brandt give or spend (to Forward PAC)?"


def test_a_row_of_one_day_s_deaths_names_the_day() -> None:
    told = claims("Ostia executed 12 prisoners on Monday. On Monday Ostia executed 12 men on Monday.")
    assert question_text(told[:1] * 2) == "How many people did Ostia execute (19 May 2031)?"
