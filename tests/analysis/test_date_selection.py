"""Date selection: days that documents name afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from tests.analysis.making import on

from detente.analysis.dates import date_votes, select_dates, story_votes
from detente.types import UNKNOWN_DATE, Coding, Passage, Timex

RAID, TALKS = date(2024, 5, 3), date(2024, 6, 20)


def timex(day: str) -> Timex:
    return Timex(Passage("d", 0, len(day), day), "DATE", day, "", on(day), "by hand")


def test_a_day_gets_a_vote_from_each_document_that_names_it_and_half_a_one_from_its_own():
    votes = date_votes([(on("2024-05-03"), [timex("2024-05-03"), timex("2024-05-03")]), (on("2024-06-01"), [])])
    assert votes == {RAID: 1.5, date(2024, 6, 1): 0.5}


def test_days_ahead_and_dates_vaguer_than_a_day_have_no_vote():
    assert date_votes([(on("2024-05-03"), [timex("2024-06-20"), timex("2024-05"), timex("2023")])]) == {RAID: 0.5}


def test_an_undated_document_votes_for_the_days_it_names():
    assert story_votes([Coding("d1", "test", UNKNOWN_DATE, timexes=(timex("2024-05-03"),))]) == {RAID: 1.0}


@pytest.mark.parametrize(
    ("count", "first", "expected"),
    [(1, date.min, (RAID,)), (2, date.min, (RAID, TALKS)), (1, date(2024, 6, 1), (TALKS,)), (0, date.min, ())],
)
def test_the_days_with_most_votes_are_selected_in_order(count, first, expected):
    votes = {TALKS: 2.0, RAID: 5.0, date(2024, 5, 9): 0.5}
    assert select_dates(votes, count, first) == expected


def test_without_a_number_days_far_below_the_mean_are_left_out():
    assert select_dates({TALKS: 2.0, RAID: 5.0, date(2024, 5, 9): 0.5}) == (RAID, TALKS)


def test_no_votes_no_dates():
    assert select_dates({}) == ()
