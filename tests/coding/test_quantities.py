"""Quantities: every form of amount, what is left alone, and hostile text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.figures.bounds import BoundRule
from detente.coding.figures.changes import ChangeRule
from detente.coding.figures.numerals import find_numerals
from detente.coding.quantities import ExcludedRule, find_quantities
from detente.rulebook import load_rules
from detente.types import Passage, Quantity

BOUNDS = load_rules("quantities/bounds", BoundRule)
CHANGES = load_rules("quantities/changes", ChangeRule)
EXCLUDED = load_rules("quantities/excluded", ExcludedRule)


def found(text: str) -> list[Quantity]:
    return find_quantities(Passage("d", 0, len(text), text))


def short(text: str) -> list[tuple[str, str, str, str]]:
    """Low, high, unit and qualifier of each quantity, as plain text."""
    return [(plain(q.low), plain(q.high), q.unit, q.qualifier) for q in found(text)]


def plain(value: Decimal | None) -> str:
    return "-" if value is None else f"{value.normalize():f}"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "qualifier"),
    [
        ("She paid $54K.", "54000", "54000", "USD", "exact"),
        ("It cost a quarter of a billion dollars.", "250000000", "250000000", "USD", "exact"),
        ("It cost three-quarters of a billion dollars.", "750000000", "750000000", "USD", "exact"),
        ("It cost half a million euros.", "500000", "500000", "EUR", "exact"),
        ("It cost €20 to 30 million.", "20000000", "30000000", "EUR", "range"),
        ("It cost $20 million to $30 million.", "20000000", "30000000", "USD", "range"),
        ("It cost between £2m and £3m.", "2000000", "3000000", "GBP", "range"),
        ("They are worth either $43 billion or $55 billion.", "43000000000", "55000000000", "USD", "range"),
        ("It cost hundreds of millions of dollars.", "100000000", "-", "USD", "vague"),
        ("It cost a few dollars.", "2", "-", "USD", "vague"),
        ("It cost more than $97 million.", "97000000", "-", "USD", "at_least"),
        ("It cost over $250 million.", "250000000", "-", "USD", "at_least"),
        ("It cost as much as $300 million.", "-", "300000000", "USD", "at_most"),
        ("It cost $3 million or more.", "3000000", "-", "USD", "at_least"),
        ("It cost about $3 million or less.", "-", "3000000", "USD", "at_most"),
        ("It cost nearly $916 million.", "916000000", "916000000", "USD", "about"),
        ("It cost $1 trillion or so.", "1000000000000", "1000000000000", "USD", "about"),
        ("It fell 24 cents.", "0.24", "0.24", "USD", "exact"),
        ("It costs 15 dollars and 50 cents.", "15.5", "15.5", "USD", "exact"),
        ("It cost C$5 million.", "5000000", "5000000", "CAD", "exact"),
        ("It cost Rs 50 crore.", "500000000", "500000000", "INR", "exact"),
        ("It rose 12 percent.", "12", "12", "%", "exact"),
        ("It rose 1.5 percentage points.", "1.5", "1.5", "percentage points", "exact"),
        ("It rose 7 to 10 percent.", "7", "10", "%", "range"),
        ("Thousands of lawsuits were filed.", "1000", "-", "lawsuits", "vague"),
        ("Some 20 northern senators left.", "20", "20", "senators", "about"),
        ("The siege took 130 days.", "130", "130", "days", "exact"),
        ("A 90-day truce began.", "90", "90", "days", "exact"),
        ("More than two decades passed.", "2", "-", "decades", "at_least"),
        ("At least three by-elections follow.", "3", "-", "by-elections", "at_least"),
        ("She secures 165 ahead of the deadline.", "165", "165", "", "exact"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_an_interval(text: str, low: str, high: str, unit: str, qualifier: str) -> None:
    assert short(text) == [(low, high, unit, qualifier)]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("It costs $45 million a month.", "month"),
        ("It costs $3 per share.", "share"),
        ("It pumps 10 million barrels a day.", "day"),
        ("They paid a monthly $4 million.", "month"),
        ("It costs €5 million annually.", "year"),
        ("It costs $5 million ahead of the vote.", ""),
    ],
)
def test_a_rate_is_kept_beside_the_amount(text: str, rate: str) -> None:
    assert [q.rate for q in found(text)] == [rate]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 they fell out, and in the 1990s they made up.",
        "They met on 3 March 2031 at 9:30.",
        "Ada Brandt, 54, resigned.",
        "Staff at No 10 said so.",
        "The two men left.",
        "No one came.",
        "The G20 met.",
        "She won 6-3.",
        "Nothing is counted here.",
        "",
    ],
)
def test_dates_names_ages_and_scores_are_no_amounts(text: str) -> None:
    assert found(text) == []


def test_a_change_from_one_value_to_another_is_two_amounts_and_no_range() -> None:
    assert short("It fell 24 cents to $42.46.") == [
        ("0.24", "0.24", "USD", "exact"),
        ("42.46", "42.46", "USD", "exact"),
    ]


def test_the_span_is_the_number_as_written() -> None:
    text = "Brandt gave more than $40 million to it."
    passage = Passage("d", 100, 100 + len(text), text)
    quantity = find_quantities(passage)[0]
    assert (quantity.passage.start, quantity.passage.text) == (100 + text.index("$40"), "$40 million")


@pytest.mark.parametrize("rule", BOUNDS, ids=lambda rule: rule.id)
def test_each_bound_holds_for_its_examples_and_leaves_the_others(rule: BoundRule) -> None:
    assert rule.examples
    assert rule.never
    assert [found(example)[0].rule for example in rule.examples] == [rule.id] * len(rule.examples)
    assert all(quantity.rule != rule.id for never in rule.never for quantity in found(never))


@pytest.mark.parametrize("rule", CHANGES, ids=lambda rule: rule.id)
def test_each_change_is_read_in_its_examples_and_not_in_the_others(rule: ChangeRule) -> None:
    assert rule.examples
    assert rule.never
    assert all(rule.change in {quantity.change for quantity in found(example)} for example in rule.examples)
    assert all(rule.change not in {quantity.change for quantity in found(never)} for never in rule.never)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Debts fell by $3 billion to $40 billion.", ["by", "to"]),
        ("Visits dropped from 40 to 3 a month.", ["from"]),
        ("Support fell five percentage points, to 38%.", ["by", "to"]),
        ("The tariff was raised to 25% from 10%.", ["to", "from"]),
        ("It raised $30 million for the party.", [""]),
        ("It cut $3 million from the budget.", [""]),
    ],
)
def test_a_fall_of_is_not_a_fall_to(text: str, changes: list[str]) -> None:
    assert [quantity.change for quantity in found(text)] == changes


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("Verne doubled her gift to the party.", "2"),
        ("The fee was halved.", "0.5"),
        ("The council quadrupled the fee.", "4"),
        ("The council saw a tenfold rise in visas.", "10"),
        ("It was twice as much as the port had asked for.", "2"),
        ("The office was cut in half.", "0.5"),
    ],
)
def test_a_multiple_is_a_number_of_times(text: str, factor: str) -> None:
    assert [(plain(q.low), q.unit, q.change) for q in found(text)] == [(factor, "times", "by")]


@pytest.mark.parametrize("rule", EXCLUDED, ids=lambda rule: rule.id)
def test_each_exclusion_takes_its_examples_and_leaves_the_others(rule: ExcludedRule) -> None:
    assert rule.examples
    assert rule.never
    assert [found(example) for example in rule.examples] == [[]] * len(rule.examples)
    assert all(found(never) for never in rule.never)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-one thousand two hundred and six", "21206"),
        ("two and a half million", "2500000"),
        ("three million and a half", "3500000"),
        ("one hundred and thirty-two fifths", "26.4"),
        ("minus five point two", "-5.2"),
        ("1.234.567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1½ million", "1500000"),
        ("one in five", "0.2"),
        ("nine out of ten voters", "0.9"),
        ("three dozen", "36"),
        ("£5m", "5000000"),
        ("10 bln", "10000000000"),
    ],
)
def test_a_numeral_has_its_value(text: str, value: str) -> None:
    assert [plain(numeral.value) for numeral in find_numerals(text)] == [value]


@pytest.mark.parametrize("text", ["the third quarter", "a third term", "someone", "the fourth man", "often"])
def test_ordinals_and_parts_of_words_are_no_numerals(text: str) -> None:
    assert find_numerals(text) == []


_PIECES = (
    "$ € £ 5 12 20,000 3.5 million billion percent % to - and or about nearly at least more than less a of half "
    "quarter hundreds thousands people days per month two three 2019 May , . ½ İ ﬁ \u00a0 \t 1/0 3/4 point minus third"
)
_WORDS = st.sampled_from(_PIECES.split(" "))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(_WORDS, max_size=30).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_ordered_intervals_inside_the_text(text: str) -> None:
    for quantity in found(text):
        place = quantity.passage
        assert 0 <= place.start < place.end <= len(text)
        assert place.text == text[place.start : place.end]
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@pytest.mark.parametrize(
    "piece",
    ["9", "1,000 ", "$", "one hundred and ", "a quarter of ", "5 to ", "about ", "1.", "-", "May 5 ", "(", "5%"],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        found(text)
        return time.process_time() - start

    cost(1_000)
    assert cost(16_000) < 20 * max(cost(4_000), 0.005)
