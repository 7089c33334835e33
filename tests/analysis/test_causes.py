"""Causes are what sentences state; the rules' own examples hold."""

from __future__ import annotations

from datetime import date

import pytest
from tests.analysis.making import coding, document, mention, on

from detente.analysis.causes import CauseRule, causes_of_turn, stated_causes
from detente.analysis.merge import merge_events
from detente.rulebook import load_rules
from detente.types import Passage

RULES = load_rules("telling/causes", CauseRule)


def causes(text: str) -> list[str]:
    return [cause.text for cause in stated_causes(Passage("d1", 10, 10 + len(text), text))]


@pytest.mark.parametrize("example", [e for rule in RULES for e in rule.examples])
def test_every_rule_finds_a_cause_in_its_examples(example):
    assert causes(example)


@pytest.mark.parametrize("sentence", [n for rule in RULES for n in rule.never])
def test_every_rule_leaves_its_counter_examples_alone(sentence):
    assert causes(sentence) == []


def test_a_cause_is_a_slice_of_its_document():
    text = "The two fell out over the price of gas, said an aide."
    (cause,) = stated_causes(Passage("d1", 100, 100 + len(text), text))
    assert cause.text == text[cause.start - 100 : cause.end - 100]


def test_who_says_it_is_no_part_of_the_cause():
    assert causes("The two fell out over the price of gas, said an aide.") == ["the price of gas"]


def test_rival_causes_of_a_turn_are_kept_side_by_side():
    reports = [mention("Aldora broke ties with Berenia over the arrest of its envoy.", "SANCTION", on("2024-05-03")),
               mention("Aldora cut ties with Berenia because of the unpaid grain debt.", "SANCTION",
                       on("2024-05-03"), "d2")]  # fmt: skip
    events = merge_events([coding(m) for m in reports], [document("d1"), document("d2")], ())
    told = causes_of_turn(date(2024, 5, 3), "-", events, ())
    assert [cause.text for cause in told] == ["the arrest of its envoy", "the unpaid grain debt"]


@pytest.mark.parametrize("text", ["", "after " * 20_000, "over" * 50_000, "row over " + "x" * 100_000])
def test_hostile_sentences_take_no_time(text):
    assert isinstance(causes(text), list)
