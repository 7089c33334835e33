"""A tree of openings never hides a place where a rule fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.timex.openings import Openings
from detente.coding.timex.rules import compile_pattern, date_rules

WORDS = ["March", "may", "3", "two", "days", "ago", "last", "week", "the", "in", "1999", "’", "-", "next", "half", "to"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("they met in May", [(12, (0,))]),
        ("a mayor", []),
        ("MAY 5, may 6", [(0, (0,)), (4, (1,)), (7, (0,)), (11, (1,))]),
        ("$5 or 5", [(6, (1,))]),
    ],
)
def test_a_place_is_told_with_the_rules_that_may_begin_there(
    text: str, places: list[tuple[int, tuple[int, ...]]]
) -> None:
    assert list(Openings([r"(?<![\w$])(?:may)(?!\w)", r"\d+"]).places(text, 0)) == places


def test_what_stands_before_a_rule_does_not_hide_it() -> None:
    assert list(Openings([r"(?<=during )may"]).places("during May", 0)) == [(7, (0,))]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
def test_no_date_is_hidden(words: list[str]) -> None:
    text = " ".join(words)
    told = dict(OPENINGS.places(text, 0))
    fits = {(m.start(), n) for n, pattern in enumerate(PATTERNS) for m in pattern.finditer(text)}
    assert all(number in told[start] for start, number in fits)


PATTERNS = [compile_pattern(rule.pattern) for rule in date_rules()]
OPENINGS = Openings([pattern.pattern for pattern in PATTERNS])
