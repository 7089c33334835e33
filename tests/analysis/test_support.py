"""What a stage rests on: one word holds for months, a founded state lasts until it is contradicted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.analysis.signals import Signal
from detente.analysis.support import find_stretches
from detente.types import Polarity

START = date(2020, 1, 1)
END = date(2024, 1, 1)


def sign(after: int, polarity: Polarity = "+", weight: float = 0.9, **more) -> Signal:
    name = more.pop("name", f"s{after}")
    return Signal(START + timedelta(days=after), polarity, weight, more.pop("material", False), name, **more)


def stretches(*signs: Signal, polarity: Polarity = "+", one_source: bool = False):
    days: dict[date, list[Signal]] = {}
    for each in sorted(signs, key=lambda sign: sign.day):
        days.setdefault(each.day, []).append(each)
    told_by = {each.id: frozenset({"one" if one_source else each.id}) for each in signs}
    found = find_stretches(polarity, days, END, told_by)
    return [((each.start - START).days, each.clear) for each in found]


def test_one_sources_word_holds_for_four_months():
    assert stretches(sign(0)) == [(0, True), (121, False)]


def test_a_fainter_word_holds_for_less():
    assert stretches(sign(0), sign(110, weight=0.2), one_source=True) == [(0, True), (151, False)]


def test_a_faint_sign_carries_no_label():
    assert stretches(sign(0, weight=0.5)) == [(0, False)]


def test_faint_signs_add_up_and_what_speaks_against_takes_away():
    assert stretches(sign(0, weight=0.4), sign(20, weight=0.4)) == [(0, True), (101, False)]
    assert stretches(sign(0, weight=0.4), sign(10, "-", weight=0.5), sign(20, weight=0.4)) == [(0, False)]


@pytest.mark.parametrize(
    "lasting",
    [
        (sign(0), sign(30)),
        (sign(0, material=True),),
        (sign(0, state="alliance"),),
    ],
    ids=["two sources", "a deed", "a writer's own word"],
)
def test_what_is_founded_lasts(lasting):
    assert stretches(*lasting) == [(0, True)]


def test_one_source_that_says_it_twice_founds_nothing():
    assert stretches(sign(0), sign(30), one_source=True) == [(0, True), (151, False)]


def test_a_faint_sign_long_ago_adds_nothing_to_one_of_today():
    assert stretches(sign(0, weight=0.4), sign(300, weight=0.4)) == [(0, False)]
    assert stretches(sign(0, weight=0.4), sign(300), one_source=True) == [(0, False), (300, True), (421, False)]


def test_what_was_forgotten_begins_again_with_the_next_sure_sign():
    assert stretches(sign(0), sign(500), one_source=True) == [(0, True), (121, False), (500, True), (621, False)]


def test_words_alone_that_three_sources_contradict_carry_no_label():
    kind = [sign(day) for day in (0, 10, 20, 30, 40, 50)]
    harsh = [sign(day, "-") for day in (5, 15, 25)]
    assert stretches(*kind, *harsh[:2], sign(25, "-", name="s15")) == [(0, True)]
    assert stretches(*sorted([*kind, *harsh], key=lambda s: s.day)) == [(0, False)]
    assert stretches(sign(0, material=True, name="deed"), *kind[1:], *harsh) == [(0, True)]


def test_a_lasting_state_contradicted_on_two_days_is_unclear_from_the_first_of_them():
    deed = sign(0, material=True)
    assert stretches(deed, sign(200, "-", weight=0.4), sign(300, "-", weight=0.4)) == [(0, True), (200, False)]


@pytest.mark.parametrize(
    "doubts",
    [
        (sign(200, "-"),),
        (sign(200, "-", weight=0.2), sign(300, "-", weight=0.2)),
        (sign(200, "-"), sign(250), sign(300, "-")),
    ],
    ids=["one day", "too faint", "answered in between"],
)
def test_a_lasting_state_survives_less(doubts):
    assert stretches(sign(0, material=True), *doubts) == [(0, True)]


def test_a_contradicted_state_holds_again_from_its_next_sure_sign():
    doubts = (sign(200, "-", weight=0.4), sign(300, "-", weight=0.4))
    again = sign(400, material=True)
    assert stretches(sign(0, material=True), *doubts, again) == [(0, True), (200, False), (400, True)]


def test_the_end_of_the_calendar_is_no_error():
    day = date(9999, 12, 30)
    (only,) = find_stretches("+", {day: [Signal(day, "+", 0.9, False, "x")]}, date.max, {"x": frozenset("x")})
    assert only.clear


@pytest.mark.parametrize(("names", "founded"), [(("one", "one"), False), (("one", "other"), True)])
def test_only_what_several_sources_say_carries_a_strong_label(names, founded):
    days = {each.day: [each] for each in (sign(0), sign(30))}
    told_by = {f"s{after}": frozenset({name}) for after, name in zip((0, 30), names, strict=True)}
    assert find_stretches("+", days, END, told_by)[0].founded is founded
