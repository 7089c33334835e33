"""The ledger: golden cases, and each rule of its reasoning on its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.ledger_cases import load_cases, mark, tell

from detente.analysis import differences
from detente.analysis.differences import Side, explain, interval, is_rounding, overlap, ready
from detente.analysis.ledger import build_ledger, find_origins, support
from detente.types import Claim, Copy, Document, Firmness, Party, Passage, Qualifier, Quantity, When

CASES = load_cases()
VERDICT_FLOOR, REASON_FLOOR, FALSE_CONFLICTS = 0.97, 0.97, 0.01
BRANDT = Party("Ada Brandt", "a")
WORTH = "a|worth|money"
PAC = Party("Forward PAC", "pac", "a")


def claim(amount: float, qualifier: Qualifier = "exact", document: str = "d1", **changes: Any) -> Claim:
    """A claim about money given on 1 May 2031, with some fields changed."""
    value = Decimal(str(amount))
    place = Passage(document, 0, 9, f"${amount:g}")
    low, high = (None if qualifier == "at_most" else value), (None if qualifier == "at_least" else value)
    day = changes.pop("day", date(2031, 5, 1))
    rate, unit = changes.pop("rate", ""), changes.pop("unit", "USD")
    given = Claim(
        id=f"claim-{document}-{amount}-{qualifier}",
        passage=place,
        quantity=Quantity(place, low, high, unit, qualifier, "quantity.money", rate),
        subject=BRANDT,
        what="gave",
        scope="",
        question="a|give|money",
        as_of=When(day, day, "day", "stated"),
        basis="outlet",
        firmness=Firmness(),
        attribution="",
        rule="act.give",
    )
    return replace(given, **changes)


def reason(a: Claim, b: Claim, origins: dict[str, str] | None = None) -> str:
    return explain(ready(a, origins or {}, {}), ready(b, origins or {}, {})).reason


def side(amount: float, qualifier: Qualifier = "exact") -> Side:
    return ready(claim(amount, qualifier), {}, {})


def test_the_golden_cases_are_enough_and_a_third_are_traps() -> None:
    assert len(CASES) >= 150
    assert sum("trap" in case for case in CASES) >= len(CASES) / 3


def test_the_golden_ledger_keeps_its_floors() -> None:
    marks = [mark(case, tell(case)) for case in CASES]
    reasons = [right for m in marks for right in m.reasons]
    assert sum(m.verdict for m in marks) / len(marks) >= VERDICT_FLOOR
    assert sum(reasons) / len(reasons) >= REASON_FLOOR
    assert sum(m.false_conflict for m in marks) / len(marks) <= FALSE_CONFLICTS


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (claim(40), claim(40, document="d2"), "agrees"),
        (claim(40), claim(40, "at_least", "d2"), "compatible"),
        (claim(97, "at_least"), claim(250, document="d2"), "compatible"),
        (claim(300, "at_most"), claim(250, "at_least", "d2"), "compatible"),
        (claim(118.6), claim(119, document="d2"), "rounded"),
        (claim(40, rate="month"), claim(75, document="d2"), "different_quantity"),
        (claim(40, unit="EUR"), claim(75, document="d2"), "different_quantity"),
        (claim(40, scope="pledged"), claim(75, document="d2"), "different_quantity"),
        (claim(40, scope="others"), claim(75, document="d2"), "different_quantity"),
        (claim(40, scope="on adverts"), claim(75, document="d2"), "wider_scope"),
        (claim(90, scope="on adverts"), claim(75, document="d2"), "unexplained"),
        (claim(40, scope="on adverts"), claim(75, document="d2", scope="on travel"), "different_quantity"),
        (claim(40), claim(75, document="d2", day=date(2031, 6, 1)), "later_figure"),
        (claim(75), claim(40, document="d2", day=date(2031, 6, 1)), "unexplained"),
        (claim(40, subject=PAC), claim(75, document="d2"), "wider_scope"),
        (claim(40), claim(75, document="d2"), "unexplained"),
        (claim(40), claim(4000, document="d2"), "different_quantity"),
        (
            claim(75, question=WORTH),
            claim(40, document="d2", question=WORTH, day=date(2031, 6, 1)),
            "different_quantity",
        ),
        (claim(40, what="spent on adverts"), claim(75, document="d2", what="spent on travel"), "different_quantity"),
        (claim(40), claim(75, document="d2", firmness=Firmness("denied")), "different_quantity"),
        (claim(40), claim(40, document="d2", firmness=Firmness("denied")), "unexplained"),
    ],
)
def test_two_claims_differ_for_a_reason(a: Claim, b: Claim, expected: str) -> None:
    assert reason(a, b) == expected
    assert reason(b, a) == expected


def test_a_copy_is_no_second_source() -> None:
    assert reason(claim(40), claim(40, document="d2"), {"d2": "d1"}) == "copied"


def test_every_difference_says_why_in_one_sentence() -> None:
    because = explain(side(40), side(75)).because
    assert because.endswith(".")
    assert "$40" in because
    assert "$75" in because


@pytest.mark.parametrize("rule", differences.RULES, ids=lambda rule: rule.__name__)
def test_no_rule_explains_a_claim_by_itself_wrongly(rule: object) -> None:
    found = rule(side(40), side(75))  # type: ignore[operator]
    assert found is None


def test_about_reaches_a_tenth_to_either_side() -> None:
    assert interval(claim(100, "about")) == (Decimal(90), Decimal(110))


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [(side(40, "at_least"), side(75), True), (side(40, "at_most"), side(75), False), (side(40), side(40), True)],
)
def test_an_open_end_has_no_limit(a: Side, b: Side, shared: bool) -> None:
    assert overlap(a, b) is shared


@pytest.mark.parametrize(
    ("rough", "fine", "expected"),
    [("119", "118.6", True), ("240", "238.5", True), ("119", "131", False), ("0", "0.4", False)],
)
def test_a_rounding_keeps_to_its_own_digits(rough: str, fine: str, expected: bool) -> None:
    assert is_rounding(Decimal(rough), Decimal(fine)) is expected


def documents(*publishers: str) -> list[Document]:
    day = When(date(2031, 5, 1), date(2031, 5, 1), "day", "stated")
    return [Document(f"d{n}", "", publisher=name, published=day) for n, name in enumerate(publishers, 1)]


@pytest.mark.parametrize(
    ("claims", "publishers", "verdict"),
    [
        ([claim(40)], ("Courier",), "single"),
        ([claim(40), claim(75)], ("Courier",), "single"),
        ([claim(40), claim(40, document="d2")], ("Courier", "Herald"), "agree"),
        ([claim(40), claim(75, document="d2")], ("Courier", "Herald"), "conflict"),
        ([claim(40), claim(75, document="d2")], ("Courier", "Courier"), "compatible"),
        ([claim(40), claim(75, document="d2", firmness=Firmness("hedged"))], ("Courier", "Herald"), "compatible"),
        ([claim(40), claim(75, document="d2", scope="total")], ("Courier", "Herald"), "different_scope"),
    ],
)
def test_the_verdict_is_conflict_only_between_independent_firm_sources(
    claims: list[Claim], publishers: tuple[str, ...], verdict: str
) -> None:
    (question,) = build_ledger(claims, documents(*publishers), ())
    assert question.verdict == verdict


def test_claims_of_different_acts_are_different_questions() -> None:
    questions = build_ledger([claim(40), claim(40, document="d2", question="a|lose|money")], documents("C", "H"), ())
    assert [q.verdict for q in questions] == ["single", "single"]


def test_the_question_is_asked_in_words() -> None:
    (question,) = build_ledger([claim(40)], documents("Courier"), ())
    assert question.what == "How much did Ada Brandt give or spend?"


def test_a_chain_of_copies_leads_to_the_first() -> None:
    assert find_origins([Copy("d3", "d2", 1.0), Copy("d2", "d1", 1.0)]) == {"d3": "d1", "d2": "d1"}


def test_copies_of_each_other_end() -> None:
    assert set(find_origins([Copy("d1", "d2", 1.0), Copy("d2", "d1", 1.0)])) == {"d1", "d2"}


def test_the_best_supported_interval_is_the_one_most_sources_share() -> None:
    claims = [claim(97, "at_least"), claim(250, document="d2"), claim(300, "at_most", "d3"), claim(20, document="d4")]
    (question,) = build_ledger(claims, documents("A", "B", "C", "D"), ())
    low, high, supporters = support(question, claims)
    assert (low, high) == (Decimal(250), Decimal(250))
    assert set(supporters) == {c.id for c in claims[:3]}


def test_a_denied_figure_supports_nothing() -> None:
    claims = [claim(40, firmness=Firmness("denied"))]
    (question,) = build_ledger(claims, documents("A"), ())
    assert support(question, claims) == (None, None, ())


def test_many_claims_of_one_question_are_compared_with_their_neighbours() -> None:
    claims = [claim(n, document=f"d{n}") for n in range(1, 401)]
    (question,) = build_ledger(claims, [], ())
    assert len(question.claims) == 400
    assert len(question.differences) < 400 * 10


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [("", "quote-1", "conflict"), ("quote-1", "quote-2", "conflict"), ("quote-1", "quote-1", "single")],
)
def test_two_sources_that_one_document_sets_side_by_side_can_disagree(first: str, second: str, verdict: str) -> None:
    sides = [claim(34, attribution=first, id="x"), claim(27, attribution=second, id="y")]
    (question,) = build_ledger(sides, documents("Courier"), ())
    assert question.verdict == verdict


SOME_CLAIMS = st.lists(
    st.builds(
        claim,
        amount=st.sampled_from([4, 40, 75, 300]),
        qualifier=st.sampled_from(["exact", "about", "at_least", "at_most"]),
        document=st.sampled_from(["d1", "d2", "d3"]),
        scope=st.sampled_from(["", "in total", "to the League", "pledged"]),
        day=st.dates(date(2031, 4, 1), date(2031, 6, 1)),
        attribution=st.sampled_from(["", "quote-1", "quote-2"]),
        firmness=st.sampled_from([Firmness(), Firmness("hedged"), Firmness("denied")]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda made: made.id,
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(SOME_CLAIMS)
def test_a_row_is_in_conflict_just_where_two_firm_sources_stay_unexplained(made: list[Claim]) -> None:
    given_by = {c.id: c for c in made}
    for question in build_ledger(made, documents("Courier", "Herald", "Tribune"), ()):
        left = [(given_by[d.a], given_by[d.b]) for d in question.differences if d.reason == "unexplained"]
        assert (question.verdict == "conflict") == any(are_two_firm_sources(a, b) for a, b in left)


def are_two_firm_sources(a: Claim, b: Claim) -> bool:
    apart = a.passage.document_id != b.passage.document_id or a.attribution != b.attribution
    return apart and "hedged" not in (a.firmness.level, b.firmness.level)


def test_rows_with_more_sources_and_with_money_come_first() -> None:
    people = replace(
        claim(4, question="a|kill|people"), quantity=replace(claim(4).quantity, rule="quantity.count", unit="people")
    )
    rows = [people, claim(5, question="a|lose|money"), claim(40), claim(40, document="d2")]
    asked = [q.what for q in build_ledger(rows, documents("Courier", "Herald"), ())]
    assert [words.split(" ", 2)[:2] for words in asked] == [["How", "much"], ["How", "much"], ["How", "many"]]
    assert "give" in asked[0]
