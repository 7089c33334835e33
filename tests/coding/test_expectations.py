"""What is said to be coming: promises, threats, predictions, deadlines, scheduled things, and when they are due."""

from __future__ import annotations

from typing import Any

import pytest
from tests.coding.invented_actors import STATES, read

from detente.coding.expectations import expectation_patterns, expectation_rules, find_expectations
from detente.types import Expectation


def only(text: str, **options: Any) -> Expectation:
    found = find_expectations(read(text, **options))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("rule", expectation_rules(), ids=lambda rule: rule.id)
def test_expectation_rules_match_their_examples_and_nothing_else(rule: Any) -> None:
    pattern = expectation_patterns()[rule.id]
    assert rule.examples
    assert rule.never
    assert [text for text in rule.examples if not pattern.search(text)] == []
    assert [text for text in rule.never if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("text", "kind", "who", "what"),
    [
        ("Brandt vowed to leave the coalition.", "promise", "a", "to leave the coalition"),
        ("Rask threatened to cancel the contracts.", "threat", "b", "to cancel the contracts"),
        ("Brandt is scheduled to speak on Tuesday.", "scheduled", "a", "to speak on Tuesday"),
        ("Brandt will return in June.", "prediction", "a", "return in June"),
        ("Rask plans to visit Oslo.", "prediction", "b", "to visit Oslo"),
        ("Skylark is due to launch a rocket.", "scheduled", "skylark", "to launch a rocket"),
    ],
)
def test_who_is_to_do_what(text: str, kind: str, who: str, what: str) -> None:
    found = only(text)
    assert (found.kind, found.who and found.who.id, found.what) == (kind, who, what)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Brandt will speak on 9 June 2024.", "2024-06-09"),
        ("Brandt and Rask agreed to meet within two months.", "2024-07"),
        ("Brandt vowed to answer within three weeks.", "2024-05-25"),
        ("Brandt will return one day.", ""),
        ("Brandt is to speak tomorrow.", "2024-05-05"),
        ("Brandt announced on Friday that she would resign within two months.", "2024-07"),
        ("Brandt announced Friday that she would resign on Monday.", "2024-05-06"),
        ("Brandt was to open the mill on Wednesday.", "2024-05-08"),
        ("Brandt may return in March.", "2025-03"),
        ("Rask wants the law on his desk by 31 May.", "2024-05-31"),
        ("On Monday Brandt will answer.", "2024-05-06"),
        ("Brandt answered ahead of a 2 pm Monday deadline.", "2024-05-06"),
        ("Brandt was told she had 48 hours to leave.", "2024-05-06"),
        ("Brandt committed herself to running the mill for another five years.", "2029-05"),
        ("Rask vowed to stay after Brandt won the vote on Saturday.", ""),
        ("Rask is set to “stop work” by 4 July 2024.", "2024-07-04"),
        ("“Rask will hear from me,” Brandt told reporters at the mill on Monday.", ""),
        ("Brandt will not yield, she wrote in March.", ""),
        ("Brandt gave no sign that she will go, she dismissed two aides on Monday.", ""),
        ("Brandt will win her current quarrel with Rask.", ""),
        ("Brandt wants to see Rask after she recently insulted his aides.", ""),
        ("Brandt agreed on Friday to pay Rask.", ""),
        ("Brandt vowed to go on regardless of Tuesday's vote.", ""),
    ],
)
def test_when_it_is_due_is_no_more_precise_than_the_text(text: str, due: str) -> None:
    assert only(text).due.text() == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Brandt and Rask spoke. Nominations close at 2 pm on Monday.", "2024-05-06"),
        ("Brandt and Rask spoke. Aides have arranged another call for Tuesday.", "2024-05-07"),
    ],
)
def test_what_has_a_due_date_needs_no_actor_in_its_own_sentence(text: str, due: str) -> None:
    assert only(text).due.text() == due


def test_a_promise_told_later_was_said_on_the_day_that_opens_the_sentence() -> None:
    found = only("On 30 April Brandt had vowed to leave on 2 May.")
    assert (found.said.text(), found.due.text()) == ("2024-04-30", "2024-05-02")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Rask said that Brandt would resign.", "a"),
        ("Rask said that voters would follow Brandt.", None),
        ("Brandt, the chancellor, is expected in Oslo soon.", "a"),
        ("Rask invited Brandt to visit Oslo.", "a"),
        ("Brandt would answer soon, Rask said.", "a"),
    ],
)
def test_in_reported_words_their_own_subject_is_to_do_it(text: str, who: str | None) -> None:
    found = only(text)
    assert (found.who and found.who.id) == who


def test_said_is_the_day_of_the_report() -> None:
    assert only("Brandt will return.").said.text() == "2024-05-04"


@pytest.mark.parametrize(
    "text",
    [
        "Will Brandt return?",
        "Brandt agreed with Rask.",
        "Brandt agreed to a truce.",
        "The rain will stop.",
        "In 2019 Rask said he would leave on 3 May 2019.",
        "Brandt spoke for an hour.",
        "Analysts said that duties would hurt Rask.",
        "Brandt spoke. Boys will be boys, an aide said.",
        "She added that Brandt would be 82 by then.",
        "Party leaders said they disagreed with Rask and would press ahead.",
        "Olga Holm, who beat Brandt, vowed to cut taxes.",
    ],
)
def test_questions_the_past_and_what_concerns_nobody_are_left_out(text: str) -> None:
    assert find_expectations(read(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Chile agreed to reopen their embassies.",
        "Olga Holm, who beat Chile, vowed to leave Norway.",
        "The winner over Norway vowed to leave Chile.",
    ],
)
def test_nobody_is_named_where_it_is_not_clear_who(text: str) -> None:
    assert only(text, actors=STATES).who is None


def test_an_undated_document_still_has_expectations() -> None:
    found = only("Brandt vowed to answer within three weeks.", published="")
    assert not found.due.known


@pytest.mark.parametrize(
    "text",
    [
        "Brandt, who has until now avoided Rask, smiled.",
        "The quarrel of Brandt and Rask had three weeks to go.",
        "The illness that struck Brandt returned within six months.",
        "Brandt unveiled a new plan on Monday.",
    ],
)
def test_a_stretch_of_time_that_is_over_is_no_deadline(text: str) -> None:
    assert find_expectations(read(text)) == ()
