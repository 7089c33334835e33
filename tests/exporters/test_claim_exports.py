"""The ledger as it leaves: a spreadsheet, FollowTheMoney statements, JSON-LD."""

import csv
import io
import json
from dataclasses import replace

import pytest

from detente.exporters import EXPORTERS
from detente.exporters.claims import COLUMNS
from detente.exporters.statements import COLUMNS as STATEMENT_COLUMNS
from detente.types import Copy, Firmness


def export(name, story):
    out = io.StringIO()
    EXPORTERS[name](story, out)
    return out.getvalue()


def rows(name, story):
    return list(csv.DictReader(io.StringIO(export(name, story))))


def with_claim(story, **changes):
    return replace(story, claims=(replace(story.claims[0], **changes),))


def test_a_claim_is_one_row_with_its_interval_verdict_and_sentence(story):
    (row,) = rows("claims", story)
    assert list(row) == list(COLUMNS)
    assert (row["low"], row["high"], row["unit"], row["qualifier"]) == ("40000000", "", "USD", "at_least")
    assert (row["verdict"], row["first_to_report"]) == ("single", "True")
    document = next(d for d in story.documents if d.id == row["document"])
    assert document.text[int(row["start"]) : int(row["end"])] == row["figure"]


def test_statements_say_who_states_the_figure_and_where(story):
    payment = [r for r in rows("statements", with_claim(story, question="b|give|money")) if r["schema"] == "Payment"]
    amount = next(r for r in payment if r["prop"] == "amount")
    assert list(amount) == list(STATEMENT_COLUMNS)
    assert (amount["value"], amount["original_value"]) == ("40000000", "more than $40 million")
    assert amount["dataset"] == "the-harbor-ledger"
    assert amount["origin"].startswith("doc-1:")
    payer = next(r for r in payment if r["prop"] == "payer")["value"]
    names = {r["value"] for r in rows("statements", story) if (r["entity_id"], r["prop"]) == (payer, "name")}
    assert names == {"Viktor Rask"}


def test_a_figure_that_was_not_paid_is_a_note(story):
    told = rows("statements", with_claim(story, question="b|worth|money"))
    assert {r["schema"] for r in told if r["entity_id"] == "question-1"} == {"Note"}


@pytest.mark.parametrize("name", ["statements"])
def test_denied_figures_and_copies_are_no_statements(name, story):
    denied = with_claim(story, firmness=Firmness("denied", ("denied",), -3.0))
    copied = replace(story, copies=(Copy("doc-1", "doc-0", 1.0),))
    assert "question-1" not in export(name, denied)
    assert "question-1" not in export(name, copied)


def test_statement_ids_differ(story):
    ids = [r["id"] for r in rows("statements", story)]
    assert len(ids) == len(set(ids))


def test_json_ld_sets_claims_beside_each_other_and_judges_none(story):
    told = json.loads(export("jsonld", story))
    kinds = {node["@type"] for node in told["@graph"]}
    assert kinds == {"NewsArticle", "Claim", "detente:Question"}
    question = next(n for n in told["@graph"] if n["@type"] == "detente:Question")
    ids = {n["@id"] for n in told["@graph"]}
    assert {n["@id"] for n in question["detente:claim"]} <= ids
    claim = next(n for n in told["@graph"] if n["@type"] == "Claim")
    assert claim["appearance"]["@id"] in ids
    assert "ClaimReview" not in export("jsonld", story)
