"""Dates in words are no more precise than the record, and amounts read as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.plain_words import (
    count_of,
    describe_amount,
    describe_date,
    describe_days,
    describe_figure,
    describe_quantity,
    describe_span,
)
from detente.types import UNKNOWN_DATE, DateBasis, Passage, Quantity, When


def when(start: date | None, end: date | None, basis: DateBasis = "stated") -> When:
    return When(start, end, "unknown", basis)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 6, 5), date(2025, 6, 5), "5 June 2025"),
        (date(2025, 6, 1), date(2025, 6, 30), "June 2025"),
        (date(2025, 4, 1), date(2025, 6, 30), "second quarter of 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2022, 1, 1), date(2024, 12, 31), "2022 to 2024"),
        (date(2025, 6, 1), date(2025, 8, 31), "June to August 2025"),
        (date(2024, 12, 1), date(2025, 1, 31), "December 2024 to January 2025"),
        (date(2025, 5, 30), date(2025, 6, 5), "between 30 May and 5 June 2025"),
        (date(2025, 6, 3), date(2025, 6, 9), "between 3 and 9 June 2025"),
        (date(2025, 6, 7), date(2025, 6, 8), "7 or 8 June 2025"),
        (date(2024, 12, 31), date(2025, 1, 1), "31 December 2024 or 1 January 2025"),
        (date(1, 1, 1), date(9999, 12, 31), "1 to 9999"),
    ],
)
def test_describe_date_says_the_interval_and_no_more(start: date, end: date, words: str) -> None:
    assert describe_date(when(start, end)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 9, 2), date(2025, 12, 31), "late 2025"),
        (date(2025, 9, 1), date(2025, 12, 31), "late 2025"),
        (date(2025, 6, 1), date(2025, 6, 30), "June 2025"),
        (date(2025, 6, 1), date(2025, 8, 31), "June to August 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 1, 1), date(2025, 5, 2), "early 2025"),
        (date(2025, 5, 2), date(2025, 9, 1), "mid-2025"),
        (date(2025, 6, 21), date(2025, 6, 30), "late June 2025"),
        (date(2025, 6, 1), date(2025, 6, 10), "early June 2025"),
        (date(2025, 2, 1), date(2025, 11, 3), "between 1 February and 3 November 2025"),
        (date(2024, 12, 20), date(2025, 1, 10), "between 20 December 2024 and 10 January 2025"),
    ],
)
def test_describe_date_keeps_a_vague_date_vague(start: date, end: date, words: str) -> None:
    assert describe_date(when(start, end, "vague")) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (UNKNOWN_DATE, "date unknown"),
        (when(None, date(2025, 6, 5)), "by 5 June 2025"),
        (when(date(2025, 6, 5), None), "5 June 2025 or later"),
        (when(date(2025, 6, 5), date(2025, 6, 5), "reported"), "reported 5 June 2025"),
        (when(date(2025, 6, 5), date(2025, 6, 4)), "date unknown"),
    ],
)
def test_describe_date_says_what_is_not_known(value: When, words: str) -> None:
    assert describe_date(value) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 5, 30), date(2025, 6, 5), "reported 5 June 2025"),
        (date(2025, 6, 4), date(2025, 6, 5), "reported 5 June 2025"),
        (date(2026, 1, 1), date(2026, 1, 31), "reported January 2026"),
        (date(2025, 12, 26), date(2026, 1, 31), "reported January 2026"),
        (date(2025, 5, 26), date(2025, 6, 10), "reported early June 2025"),
        (date(2024, 12, 26), date(2025, 12, 31), "reported 2025"),
        (date(2025, 5, 26), date(2025, 6, 29), "reported between 26 May and 29 June 2025"),
        (date(1, 1, 1), date(9999, 12, 31), "reported 1 to 9999"),
    ],
)
def test_describe_date_names_when_the_report_appeared(start: date, end: date, words: str) -> None:
    assert describe_date(when(start, end, "reported")) == words


def test_describe_date_gives_the_published_date_beside_an_unknown_one() -> None:
    published = when(date(2025, 6, 1), date(2025, 6, 30), "inferred")
    assert describe_date(UNKNOWN_DATE, published) == "date unknown (published June 2025)"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 6, 3), date(2025, 6, 9), "3 to 9 June 2025"),
        (date(2024, 5, 30), date(2025, 6, 5), "30 May 2024 to 5 June 2025"),
        (date(2025, 6, 1), date(2025, 6, 30), "June 2025"),
        (date(2025, 6, 5), date(2025, 6, 5), "5 June 2025"),
    ],
)
def test_describe_span_says_from_when_to_when(start: date, end: date, words: str) -> None:
    assert describe_span(start, end) == words


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.dates(), st.dates(), st.booleans())
def test_describe_days_names_the_year_of_any_interval(one: date, other: date, vague: bool) -> None:
    first, last = sorted((one, other))
    assert str(last.year) in describe_days(first, last, vague)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("250000000", "USD", "$250 million"),
        ("1250000000", "EUR", "€1.25 billion"),
        ("2000000000000", "USD", "$2 trillion"),
        ("-3500", "USD", "-$3,500"),
        ("12.5", "%", "12.5%"),
        ("3", "lawsuits", "3 lawsuits"),
        ("4000000", "CHF", "4 million CHF"),
    ],
)
def test_describe_amount_reads_as_written(value: str, unit: str, words: str) -> None:
    assert describe_amount(Decimal(value), unit) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (75_000_000, 100_000_000, "$75 million to $100 million"),
        (250_000_000, None, "at least $250 million"),
        (None, 300_000_000, "at most $300 million"),
        (5, 5, "$5"),
        (None, None, "some"),
    ],
)
def test_describe_quantity_says_its_bounds(low: int | None, high: int | None, words: str) -> None:
    ends = [None if value is None else Decimal(value) for value in (low, high)]
    assert describe_quantity(Quantity(Passage("d", 0, 4, "some"), ends[0], ends[1], "USD", "vague", "r")) == words


@pytest.mark.parametrize(("number", "words"), [(1, "1 source"), (0, "0 sources"), (1_200, "1,200 sources")])
def test_count_of_agrees_in_number(number: int, words: str) -> None:
    assert count_of(number, "source") == words


@pytest.mark.parametrize(
    ("words", "low", "high", "said"),
    [
        ("20 and 40 barrels", 20, 40, "between 20 and 40 barrels"),
        ("20 to 40 barrels", 20, 40, "20 to 40 barrels"),
        ("two and a half tons", 2.5, 2.5, "two and a half tons"),
    ],
)
def test_a_range_has_its_between_back(words: str, low: float, high: float, said: str) -> None:
    passage = Passage("d", 0, len(words), words)
    quantity = Quantity(passage, Decimal(str(low)), Decimal(str(high)), "barrels", "exact", "by hand")
    assert describe_figure(quantity) == said
