from datetime import date

import pytest

from detente.types import Passage, When, make_id, precision_of


@pytest.mark.parametrize(
    ("start", "end", "precision", "text"),
    [
        (date(2025, 6, 5), date(2025, 6, 5), "day", "2025-06-05"),
        (date(2025, 6, 1), date(2025, 6, 30), "month", "2025-06"),
        (date(2024, 2, 1), date(2024, 2, 29), "month", "2024-02"),
        (date(2025, 10, 1), date(2025, 12, 31), "quarter", "2025-Q4"),
        (date(2025, 11, 1), date(2026, 1, 31), "quarter", "2025-11-01"),
        (date(2025, 2, 1), date(2025, 4, 30), "quarter", "2025-02-01"),
        (date(2025, 1, 1), date(2025, 12, 31), "year", "2025"),
        (date(2025, 5, 30), date(2025, 6, 5), "month", "2025-05-30"),
        (date(2024, 11, 6), None, "unknown", ""),
        (None, None, "unknown", ""),
    ],
)
def test_a_date_is_written_no_longer_than_it_is_known(start, end, precision, text):
    assert When(start, end, precision, "stated").text() == text


def test_slices_of_a_passage_keep_document_offsets():
    sentence = Passage("d", 10, 24, "Brandt resigns")
    assert sentence.slice(7, 14) == Passage("d", 17, 24, "resigns")
    assert sentence.covers(sentence.slice(7, 14))
    assert not sentence.covers(Passage("e", 17, 24, "resigns"))


def test_ids_depend_on_content_only():
    assert make_id("event", "a", 1) == make_id("event", "a", 1)
    assert make_id("event", "a", 1) != make_id("event", "a1", "")


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        (date(2025, 6, 5), date(2025, 6, 5), "day"),
        (date(2015, 12, 28), date(2016, 1, 3), "month"),
        (date(2025, 6, 1), date(2025, 6, 30), "month"),
        (date(2025, 10, 1), date(2025, 12, 31), "quarter"),
        (date(2024, 1, 1), date(2024, 12, 31), "year"),
        (date(2016, 1, 1), date(2019, 12, 31), "unknown"),
    ],
)
def test_an_interval_is_as_precise_as_the_unit_of_its_length(start, end, precision):
    assert precision_of(start, end) == precision
