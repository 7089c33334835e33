import csv
import io
from datetime import date

import pytest

from detente.cards import printable
from detente.explain import explain
from detente.tables import KINDS, as_csv, as_json, as_text, view_rows


@pytest.mark.parametrize("what", sorted(KINDS))
def test_every_view_has_rows_and_all_three_forms(story, what):
    rows = view_rows(story, what)
    assert rows
    assert as_json(rows).count("\n") == len(rows)
    assert len(list(csv.DictReader(io.StringIO(as_csv(rows))))) == len(rows)
    assert as_text(rows, story, 100)


def test_since_keeps_what_was_reported_on_or_after_that_day(story):
    assert len(view_rows(story, "events", date(2024, 5, 4))) == 1
    assert view_rows(story, "events", date(2024, 5, 5)) == []
    assert view_rows(story, "phases", date(2024, 5, 5))


def test_a_spreadsheet_does_not_run_an_article(story):
    rows = [{"kind": "reaction", "text": "=HYPERLINK(1)"}]
    assert "'=HYPERLINK(1)" in as_csv(rows)


def test_control_characters_of_a_document_do_not_reach_the_terminal():
    assert printable("a\x1b[31mb\u202ec") == "a [31mb c"


def test_a_card_says_who_did_what_in_words(story):
    text = as_text(view_rows(story, "events"), story, 100)
    assert "3 May 2024 · Ana Brandt → Viktor Rask · THREATEN (restrict) · hedged · 1 source, sure 0.90 · event-1" in (
        text.replace("\n  ", " ")
    )
    assert "(The Harbor Ledger)" in text.replace("\n    ", " ")


def test_an_expectation_says_when_it_is_due_and_an_actor_is_named(story):
    assert "open · deadline · due 1 July 2024" in as_text(view_rows(story, "forward"), story, 100)
    assert "Viktor Rask · said · direct" in as_text(view_rows(story, "quotes"), story, 100)


def test_explain_shows_the_sentence_the_rule_and_the_outlet(story):
    text = "\n".join(explain(story, "event-1"))
    assert "[President Ana Brandt reportedly threatened" in text
    assert "rule model" in text
    assert "The Harbor Ledger (2024-05-04)" in text
    assert explain(story, "event-none") == []


def test_explain_of_a_phase_leads_to_the_sentences_it_rests_on(story):
    text = "\n".join(explain(story, "phase-1"))
    assert "rests on event-1" in text
    assert "[The friendship is over.]" in text


def test_explain_names_parties(story):
    assert "  actor: Ana Brandt" in explain(story, "event-1")


def test_explain_of_a_question_shows_its_claims(story):
    text = "\n".join(explain(story, "question-1"))
    assert "more than $40 million (at_least, to her campaign" in text
