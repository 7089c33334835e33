"""The fit of the pronoun resolver's weights, on rows made by hand."""

from __future__ import annotations

import pytest
from training.pronouns import Row, choose_penalty, fit, score, tabulate

NAMES = ["near", "subject"]
NEAR_FIRST = Row(("A", "B"), ({"near": 1.0}, {"subject": 1.0}), frozenset({"A"}))
NEAR_SECOND = Row(("A", "B"), ({"subject": 1.0}, {"near": 1.0}), frozenset({"B"}))
NEITHER = Row(("A", "name:roe"), ({"subject": 1.0}, {"near": 1.0}), frozenset())
ROWS = [NEAR_FIRST, NEAR_SECOND] * 10


def test_what_tells_the_right_person_gets_weight() -> None:
    near, subject = fit(tabulate(ROWS, NAMES), 1e-3)
    assert near > 0 > subject


def test_fitted_weights_find_the_names_that_are_meant() -> None:
    table = tabulate(ROWS, NAMES)
    assert score(ROWS, table, fit(table, 1e-3)) == 1.0
    assert score(ROWS, table, -fit(table, 1e-3)) == 0.0


def test_where_neither_name_is_meant_anybody_else_is_right() -> None:
    assert tabulate([NEITHER], NAMES).right.tolist() == [[False, True, True]]


def test_a_name_the_resolver_never_saw_teaches_nothing() -> None:
    unseen = Row(("B",), ({"near": 1.0},), frozenset({"A"}))
    assert fit(tabulate([*ROWS, unseen], NAMES), 1e-3) == pytest.approx(fit(tabulate(ROWS, NAMES), 1e-3))


def test_the_penalty_is_chosen_on_rows_left_out() -> None:
    best, means = choose_penalty(ROWS, NAMES)
    assert best in means
    assert means[best] == max(means.values())
