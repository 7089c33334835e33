import csv
import io
from datetime import date

import pytest

from detente.explain import explain
from detente.tables import KINDS, as_csv, as_json, as_text, printable, view_rows


@pytest.mark.parametrize("what", sorted(KINDS))
def test_every_view_has_rows_and_all_three_forms(story, what):
    rows = view_rows(story, what)
    assert rows
    assert as_json(rows).count("\n") == len(rows)
    assert len(list(csv.DictReader(io.StringIO(as_csv(rows))))) == len(rows)
    assert as_text(rows, 100)


def test_since_keeps_what_was_reported_on_or_after_that_day(story):
    assert len(view_rows(story, "events", date(2024, 5, 4))) == 1
    assert view_rows(story, "events", date(2024, 5, 5)) == []


def test_a_spreadsheet_does_not_run_an_article(story):
    rows = [{"kind": "reaction", "text": "=HYPERLINK(1)"}]
    assert "'=HYPERLINK(1)" in as_csv(rows)


def test_control_characters_of_a_document_do_not_reach_the_terminal():
    assert printable("a\x1b[31mb\u202ec") == "a [31mb c"


def test_explain_shows_the_sentence_the_rule_and_the_outlet(story):
    text = "\n".join(explain(story, "event-1"))
    assert "[President Ana Brandt reportedly threatened" in text
    assert "rule model" in text
    assert "The Harbor Ledger (2024-05-04)" in text
    assert explain(story, "event-none") == []


def test_explain_of_a_question_shows_its_claims(story):
    text = "\n".join(explain(story, "question-1"))
    assert "more than $40 million (at_least, to her campaign" in text
