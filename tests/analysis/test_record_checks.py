"""Claims beside filings: agrees, differs, cannot tell, nothing loaded."""

from datetime import date
from decimal import Decimal

import pytest
from public_cases import PAC, RASK, action, gift, record

from detente.analysis.checks import check_claims
from detente.analysis.public_records import WHOLE
from detente.connectors.openfec import MEMO
from detente.types import Actor, Claim, Document, Firmness, Party, Passage, Proxy, Quantity, When

ACTORS = (
    Actor("a", "Ana Brandt", "person"),
    Actor("b", "Viktor Rask", "person", proxies=(Proxy("pac", "Forward PAC", "body", ("Forward",)),)),
)
PUBLISHED = When(date(2024, 12, 10), date(2024, 12, 10), "day", "stated")
DOCUMENT = Document("doc-1", "words", published=PUBLISHED)


def claim(low, high, qualifier="exact", *, scope="", subject=RASK, question="b|give|money", unit="USD", text="words"):
    amount = Quantity(
        Passage("doc-1", 0, 5, "words"), low and Decimal(low), high and Decimal(high), unit, qualifier, "money"
    )
    return Claim(
        "claim-1", Passage("doc-1", 0, 5, text), amount, subject, "gave", scope, question, PUBLISHED, "outlet",
        Firmness(), "", "rule",
    )  # fmt: skip


def check(one, *filings):
    found = check_claims([one], filings, ACTORS, [DOCUMENT])
    return found[0] if found else None


def whole(key, day, amount, flags=(), **more):
    return gift(key, day, amount, flags=(WHOLE, *flags), **more)


GIFTS = (whole("1", "2024-07-05", "25000000"), whole("2", "2024-10-15", "50000000"))


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "verdict"),
    [
        ("75000000", "75000000", "exact", "agrees"),
        ("75200000", "75200000", "exact", "agrees"),  # a press figure is rounded
        ("70000000", "70000000", "about", "agrees"),
        ("70000000", None, "at_least", "agrees"),
        (None, "100000000", "at_most", "agrees"),
        ("100000000", "100000000", "exact", "differs"),
        ("100000000", None, "at_least", "differs"),
        (None, "50000000", "at_most", "differs"),
        ("60000000", "60000000", "about", "differs"),
    ],
)
def test_a_claim_is_set_beside_the_sum_of_the_filings(low, high, qualifier, verdict):
    found = check(claim(low, high, qualifier), *GIFTS)
    assert (found.verdict, found.total) == (verdict, Decimal(75_000_000))
    assert "2 filed rows add up to $75 million" in found.because


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "verdict"),
    [
        ("100000000", None, "at_least", "cannot_tell"),  # more rows may follow
        ("70000000", None, "at_least", "agrees"),  # more rows only make it more
        (None, "100000000", "at_most", "cannot_tell"),
        (None, "50000000", "at_most", "differs"),
    ],
)
def test_a_part_of_the_filings_says_less(low, high, qualifier, verdict):
    part = [gift(f.key, f.when.text(), str(f.amount), answer="q", of=9) for f in GIFTS]
    found = check(claim(low, high, qualifier), *part)
    assert found.verdict == verdict
    if verdict == "cannot_tell":
        assert "only a part of 9 rows is loaded" in found.because


def test_nothing_loaded_says_how_to_load_it():
    found = check(claim("1", "1"))
    assert (found.verdict, found.total, found.records) == ("nothing_loaded", None, ())
    assert "detente records load" in found.because


def test_only_what_was_filed_before_the_claim_counts():
    late = whole("3", "2025-01-05", "1000000000")
    found = check(claim("75000000", "75000000"), *GIFTS, late)
    assert (found.verdict, found.end) == ("agrees", date(2024, 12, 10))
    assert found.scope.endswith("up to 10 December 2024")


def test_a_campaign_is_its_two_year_cycle():
    early = whole("3", "2022-10-05", "1000000000")
    found = check(claim("75000000", "75000000", scope="in the 2024 campaign"), *GIFTS, early)
    assert (found.verdict, found.start, found.end) == ("agrees", date(2023, 1, 1), date(2024, 12, 31))


def test_a_named_receiver_narrows_what_is_compared():
    other = whole("3", "2024-08-01", "900000000", receiver=Party("Other PAC"))
    found = check(claim("75000000", "75000000", scope="to Forward"), *GIFTS, other)
    assert found.verdict == "agrees"
    assert "to Forward PAC" in found.scope


def test_memos_are_not_counted_twice():
    found = check(claim("75000000", "75000000"), *GIFTS, whole("4", "2024-10-16", "75000000", (MEMO,)))
    assert found.verdict == "agrees"


def test_a_committees_spending_is_checked_by_its_expenditures():
    spent = record("expenditure", "1", "2024-10-01", "97000000", service="openfec", giver=PAC, flags=(WHOLE,))
    found = check(claim("97000000", None, "at_least", subject=PAC), spent)
    assert found.verdict == "agrees"
    assert found.scope.startswith("independent expenditures by Forward PAC")


@pytest.mark.parametrize(
    "one",
    [
        claim("1", "1", question="b|lose|money"),
        claim("1", "1", unit="votes"),
        claim("1", "1", subject=Party("the state")),
    ],
)
def test_other_claims_are_left_alone(one):
    assert check(one, *GIFTS) is None


RASCO = Party("Rasco", "rasco", "b")
LAUNCH = action("X1", "2024-04-04", "120", ceiling=Decimal(5_923_580_297))


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "verdict", "words"),
    [
        (
            "5900000000",
            "5900000000",
            "exact",
            "agrees",
            "$5.92 billion is the ceiling of X1, which is no money; $120 obligated",
        ),
        ("5900000000", None, "at_least", "agrees", "is the ceiling of X1"),
        ("120", "120", "exact", "agrees", "$120 obligated in 1 action; the claim says"),
        ("900", "900", "exact", "cannot_tell", "orders under a vehicle may not be loaded"),
        ("1", None, "at_least", "cannot_tell", "$120 obligated"),
    ],
)
def test_a_figure_about_contracts_is_money_or_a_ceiling(low, high, qualifier, verdict, words):
    found = check(claim(low, high, qualifier, subject=RASCO, question="rasco|contract|money"), LAUNCH)
    assert (found.verdict, found.total) == (verdict, Decimal(120))
    assert words in found.because


def test_contracts_are_checked_only_where_contracts_are_loaded():
    one = claim("1", "1", subject=RASCO, question="rasco|contract|money")
    assert check(one, *GIFTS) is None
    later = action("X1", "2025-04-04", "120")
    assert check(one, later).verdict == "nothing_loaded"
