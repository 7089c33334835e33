"""What the ledger answers to a question in plain words."""

from dataclasses import replace
from datetime import date

import pytest

from detente.answers import answer, find_questions, first_reports
from detente.types import Copy, Dispute, Question


def other(story, id_, what):
    claim = replace(story.claims[0], id=f"claim-{id_}", scope="", passage=replace(story.claims[0].passage, text=what))
    return claim, Question(f"question-{id_}", what, (claim.id,), "single", ())


@pytest.fixture
def ledger(story):
    fines, question = other(story, "2", "How much was Ana Brandt fined?")
    return replace(story, claims=(*story.claims, fines), questions=(*story.questions, question))


def test_the_row_that_shares_the_words_is_found_whatever_their_form(ledger):
    assert find_questions(ledger, "fines of Brandt")[0].id == "question-2"
    assert find_questions(ledger, "what did Rask give to the campaign")[0].id == "question-1"


@pytest.mark.parametrize("asked", ["", "?!", '" OR what:', "zzqq"])
def test_words_the_ledger_does_not_know_find_nothing(ledger, asked):
    assert find_questions(ledger, asked) == []


def test_an_answer_shows_figure_scope_source_and_sentence(story):
    text = "\n".join(answer(story.questions[0], story))
    for part in ("How much did Viktor Rask give?", "One figure only", "more than $40 million", "to her campaign",
                 "The Harbor Ledger", "claim-1"):  # fmt: skip
        assert part in text


def test_an_answer_says_who_was_first_and_what_most_support(story):
    again = replace(story.claims[0], id="claim-9")
    told = replace(story, claims=(*story.claims, again))
    question = replace(story.questions[0], claims=("claim-1", "claim-9"), verdict="agree")
    text = "\n".join(answer(question, told))
    assert "Most support $40 million or more: 2 of 2 claims" in text
    assert "First reported by The Harbor Ledger" in text


def test_a_copy_is_never_first(story):
    documents = {d.id: d for d in story.documents}
    assert [c.id for _, c in first_reports(story.claims, documents, {})] == ["claim-1"]
    assert first_reports(story.claims, documents, {"doc-1": Copy("doc-1", "doc-0", 1.0).of}) == []


def test_the_first_day_is_the_published_one(story):
    documents = {d.id: d for d in story.documents}
    assert {day for day, _ in first_reports(story.claims, documents, {})} == {date(2024, 5, 4)}


def test_a_row_with_all_the_words_comes_before_a_shorter_one_with_some(story):
    long = other(story, "3", "How much did Viktor Rask give or spend on the harbour election of her rivals?")
    short = other(story, "4", "How much was a donor to give?")
    told = replace(story, claims=(*story.claims, long[0], short[0]), questions=(short[1], long[1]))
    assert [question.id for question in find_questions(told, "how much did Rask give")] == ["question-3", "question-4"]


def test_an_answer_says_who_denies_a_figure(story):
    dispute = Dispute("claim-1", "denied", "Ana Brandt", replace(story.claims[0].passage, text="Brandt denied it"))
    told = replace(story.questions[0], disputes=(dispute,))
    assert "disputed: denied by Ana Brandt: “Brandt denied it”" in "\n".join(answer(told, story))
