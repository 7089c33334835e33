"""Which figures are denied or taken back, and by whom; each kind of reason told once."""

from dataclasses import replace

import pytest
from tests.analysis.ledger_cases import load_cases, tell

from detente.analysis.disputes import find_disputes, is_withdrawn
from detente.analysis.reasons import reasons_once
from detente.types import Claim, Difference, Document


def told(text: str) -> tuple[tuple[Claim, ...], dict[str, Document]]:
    case = {"documents": [{"date": "2031-07-02", "publisher": "Courier", "text": text}]}
    return tell(case).claims, {"d1": Document("d1", text, publisher="Courier")}


@pytest.mark.parametrize(
    ("text", "kind", "by"),
    [
        ("Brandt planned to give $9 million a month. Keller denied it a week later.", "denied", "Keller"),
        ("Brandt gave $9 million to Keller. She later disputed the figure.", "denied", "Ada Brandt"),
        ("Brandt gave $9 million to Keller, a sum that the ministry disputes.", "denied", "the ministry"),
        ("Brandt denied giving $9 million to Keller.", "denied", "Brandt"),
        ("An earlier version of this article said that Brandt gave $9 million.", "withdrawn", "Courier"),
        ("Correction: Brandt gave $8 million, not $9 million.", "withdrawn", "Courier"),
    ],
)
def test_a_dispute_says_who_denies_a_figure(text: str, kind: str, by: str) -> None:
    claims, documents = told(text)
    (dispute,) = find_disputes([c for c in claims if "$9" in c.quantity.passage.text], documents)
    assert (dispute.kind, dispute.by) == (kind, by)


@pytest.mark.parametrize(
    "text",
    [
        "Brandt gave $9 million to Keller. Keller denied the affair.",
        "Brandt gave $9 million to Keller. Keller gave $3 million. Brandt denied it.",
        "Brandt gave $9 million to Keller.\n\nShe denied it.",
        "Brandt gave $9 million to Keller. Keller rejected the bill.",
    ],
)
def test_what_denies_something_else_is_no_dispute(text: str) -> None:
    claims, documents = told(text)
    assert find_disputes(claims[:1], documents) == ()


def test_the_right_figure_of_a_correction_stands() -> None:
    claims, _ = told("Correction: Brandt gave $8 million, not $9 million.")
    assert [is_withdrawn(claim) for claim in claims] == [False, True]


def test_each_kind_of_reason_is_told_once_with_the_number_of_pairs() -> None:
    first = Difference("a", "b", "agrees", "Both say $4 million.")
    pairs = (first, replace(first, b="c", because="Both say $5 million."), Difference("a", "d", "rounded", "Rounded."))
    assert reasons_once(pairs) == ("Rounded.", "Both say $4 million. (and 1 pair alike)")


def test_the_golden_cases_dispute_only_what_is_denied_or_taken_back() -> None:
    disputed = {case["id"] for case in load_cases() if any(q.disputes for q in tell(case).questions)}
    assert disputed >= {"denied-1", "withdrawn-1"}
    assert len(disputed) <= 14
