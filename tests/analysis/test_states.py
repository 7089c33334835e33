"""States: a burst of reports turns a story where reports far apart do not, and one contrary report stops no turn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.analysis.signals import Signal, by_day
from detente.analysis.states import find_spans
from detente.types import Polarity

START = date(2020, 1, 1)
GOOD = [(0, "+", 0.9), (20, "+", 0.9), (40, "+", 0.9)]


def spans(*signs: tuple[int, Polarity, float]) -> list[tuple[Polarity, int]]:
    days = by_day(
        Signal(START + timedelta(days=after), polarity, weight, False, f"s{i}")
        for i, (after, polarity, weight) in enumerate(signs)
    )
    order = list(days)
    return [(span.polarity, (order[span.first] - START).days) for span in find_spans(days)]


@pytest.mark.parametrize(("apart", "found"), [(3, [("+", 0), ("-", 60)]), (30, [("+", 0)])])
def test_two_reports_within_days_turn_a_story_and_the_same_a_month_apart_do_not(apart, found):
    assert spans(*GOOD, (60, "-", 0.5), (60 + apart, "-", 0.5)) == found


def test_one_report_turns_nothing_however_strong_its_words():
    assert spans(*GOOD, (60, "-", 1.1)) == [("+", 0)]


def test_a_quarrel_is_found_on_its_worst_day_though_friendly_acts_are_told_amid_it():
    quarrel = [(60, "-", 0.7), (61, "+", 0.9), (62, "-", 0.9), (64, "-", 0.9), (65, "+", 0.4)]
    assert spans(*GOOD, *quarrel) == [("+", 0), ("-", 62)]


def test_praise_and_blame_in_turn_are_mixed():
    assert [polarity for polarity, _ in spans(*((14 * i, "+-"[i % 2], 0.8) for i in range(12)))] == ["0"]
