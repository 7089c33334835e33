"""Published dates as sources state them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.readers.dates import date_in_url, read_published


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-06-06T01:14:51Z", "2024-06-06"),
        ("2024-06-06 01:14:51+02:00", "2024-06-06"),
        ("2024/6/5", "2024-06-05"),
        ("20240605", "2024-06-05"),
        ("Thu, 06 Jun 2024 01:14:51 GMT", "2024-06-06"),
        ("June 6th, 2024, 9:10 a.m.", "2024-06-06"),
        ("Thursday 6 June 2024", "2024-06-06"),
        ("6 Sept. 2024", "2024-09-06"),
        ("13/06/2024", "2024-06-13"),
        ("06/13/2024", "2024-06-13"),
        ("1717632000", "2024-06-06"),
        ("1717632000000", "2024-06-06"),
        ("June 2024", "2024-06"),
        ("2024-06", "2024-06"),
        ("2024", "2024"),
    ],
)
def test_a_stated_date_is_read_no_more_precisely_than_written(written: str, iso: str) -> None:
    published = read_published(written, "field date", "")

    assert published.when.text() == iso
    assert (published.when.basis, published.when.reason, published.problem) == ("stated", "field date", "")


def test_of_a_date_whose_day_and_month_cannot_be_told_apart_only_the_year_is_kept() -> None:
    when = read_published("05/06/2024", "field date", "").when

    assert (when.start, when.end, when.precision) == (date(2024, 1, 1), date(2024, 12, 31), "year")


@pytest.mark.parametrize(
    "written",
    ["0000-01-01", "9999-12-31", "0001-01-01", "2024-02-30", "2024-13-01", "soon", "99/99/2024", "9999999999"],
)
def test_a_nonsense_date_is_a_problem_and_the_date_stays_unknown(written: str) -> None:
    published = read_published(written, "front matter", "")

    assert not published.when.known
    assert written in published.problem


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://quay.example/2024/06/05/harbour", "2024-06-05"),
        ("https://quay.example/news/2024-06-05-harbour.html", "2024-06-05"),
        ("https://quay.example/world/2024/mar/22/harbour", "2024-03-22"),
        ("https://quay.example/a/20240605/harbour", "2024-06-05"),
        ("https://quay.example/2024/06/harbour", "2024-06"),
        ("https://quay.example/2024/13/45/harbour", ""),
        ("https://quay.example/9999/01/01/harbour", ""),
        ("https://quay.example/id/60241376", ""),
        ("https://quay.example/?d=2024-06-05", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_the_url_own_date(url: str, iso: str) -> None:
    assert date_in_url(url).text() == iso


def test_the_url_date_stands_in_for_a_missing_one() -> None:
    when = read_published("", "field date", "https://quay.example/2024/06/05/harbour").when

    assert (when.text(), when.basis, when.reason) == ("2024-06-05", "stated", "URL")


def test_the_url_date_stands_in_for_a_nonsense_one_and_the_problem_is_kept() -> None:
    published = read_published("9999-01-01", "field date", "https://quay.example/2024/06/05/harbour")

    assert published.when.text() == "2024-06-05"
    assert "not plausible" in published.problem


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_date_ever_fails(written: str, url: str) -> None:
    when = read_published(written, "field date", url).when

    assert when.known == (when.basis == "stated")
