"""Causes are what sentences state; the rules' own examples hold."""

from __future__ import annotations

from dataclasses import replace
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


REPORT = (
    "Aldora broke off its talks with Berenia on Friday.\n\nThe queen was upset because the canal toll doubled.\n\n"
    "Wool is dear.\n\nThe cause of the fire was a lamp.\n\n"
    "Why now? Her aides say the grain debt. Others, who asked not to be named, point to the fleet. Rain fell."
)


def test_a_report_of_the_turn_may_explain_it_beside_the_sentence_that_tells_it():
    break_off = mention(REPORT.split(".")[0] + ".", "SANCTION", on("2024-05-03"))
    report = replace(document("d1", "2024-05-04"), text=REPORT)
    events = merge_events([coding(break_off)], [report], ())
    told = causes_of_turn(date(2024, 5, 3), "-", events, (), [report])
    assert {cause.text for cause in told} == {
        "the canal toll doubled",
        "Her aides say the grain debt",
        "Others, who asked not to be named, point to the fleet",
    }
    assert all(REPORT[cause.start : cause.end] == cause.text for cause in told)


@pytest.mark.parametrize(("name", "published"), [("d1", "2024-09-01"), ("d7", "2024-05-04")])
def test_a_report_of_another_time_or_of_something_else_explains_nothing(name, published):
    break_off = mention(REPORT.split(".")[0] + ".", "SANCTION", on("2024-05-03"))
    events = merge_events([coding(break_off)], [document("d1")], ())
    report = replace(document(name, published), text=REPORT)
    assert causes_of_turn(date(2024, 5, 3), "-", events, (), [report]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Why now? " * 20_000,
        "the " * 50_000,
        "upset " * 30_000,
        "after " * 20_000,
        "over" * 50_000,
        "row over " + "x" * 100_000,
    ],
)
def test_hostile_sentences_take_no_time(text):
    assert isinstance(causes(text), list)
