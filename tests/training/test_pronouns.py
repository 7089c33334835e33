"""The fit of the pronoun resolver's weights, on rows made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from training.pronouns import fit_first, fit_second, write_sidecar
from training.ranking import Row, fit, left_out_shares, likelihood, score, shares, tabulate

NAMES = ["near", "subject"]
NEAR_FIRST = Row(("A", "B"), ({"near": 1.0}, {"subject": 1.0}), frozenset({"A"}))
NEAR_SECOND = Row(("A", "B"), ({"subject": 1.0}, {"near": 1.0}), frozenset({"B"}))
NEITHER = Row(("A", "name:roe"), ({"subject": 1.0}, {"near": 1.0}), frozenset())
ROWS = [NEAR_FIRST, NEAR_SECOND] * 10


def seen(row: Row, right: float, wrong: float) -> Row:
    """Return a row of attention: one value for whom it means, another for the others."""
    return Row(row.keys, tuple({"head": right if key in row.meant else wrong} for key in row.keys), row.meant)


def test_what_tells_the_right_person_gets_weight() -> None:
    near, subject = fit(tabulate(ROWS, NAMES), 1e-3)
    assert near > 0 > subject


def test_what_costs_more_gets_less_weight() -> None:
    near, _ = fit(tabulate(ROWS, NAMES), np.array([1e-3, 1e-3]))
    dear, _ = fit(tabulate(ROWS, NAMES), np.array([1.0, 1e-3]))
    assert 0 < dear < near


def test_fitted_weights_find_the_names_that_are_meant() -> None:
    table = tabulate(ROWS, NAMES)
    weights = fit(table, 1e-3)
    assert score(ROWS, shares(table, weights)) == 1.0
    assert score(ROWS, shares(table, -weights)) == 0.0


def test_where_neither_name_is_meant_anybody_else_is_right() -> None:
    assert tabulate([NEITHER], NAMES).right.tolist() == [[False, True, True]]


def test_a_name_the_resolver_never_saw_teaches_nothing() -> None:
    unseen = Row(("B",), ({"near": 1.0},), frozenset({"A"}))
    assert fit(tabulate([*ROWS, unseen], NAMES), 1e-3) == pytest.approx(fit(tabulate(ROWS, NAMES), 1e-3))


def test_rows_left_out_are_judged_by_the_others() -> None:
    odd = Row(("A", "B"), ({"odd": 1.0}, {}), frozenset({"A"}))
    table = tabulate([odd, *ROWS], [*NAMES, "odd"])
    found = left_out_shares(table, 1e-3)
    assert found[0, 0] == pytest.approx(found[0, 1])  # nobody else has what speaks for A here
    assert found[1, 0] > found[1, 1]
    assert likelihood(table, found) < likelihood(table, shares(table, fit(table, 1e-3)))


def test_attention_is_weighed_with_grammar_and_distance() -> None:
    penalty, weights, first = fit_first(ROWS)
    assert weights["near"] > 0
    together = fit_second(ROWS, [seen(row, 3.0, -3.0) for row in ROWS], penalty, first)
    assert together["head"] > 0
    assert 0 < together["near"] < weights["near"]


def test_weights_are_written_beside_what_the_sidecar_says(tmp_path: Path) -> None:
    (tmp_path / "coder.json").write_text('{"sha256": "abc"}', encoding="utf-8")
    write_sidecar(tmp_path, ["attention.3"], {"head": 0.5})
    told = json.loads((tmp_path / "coder.json").read_text(encoding="utf-8"))
    assert told == {"sha256": "abc", "pronouns": {"outputs": ["attention.3"], "weights": {"head": 0.5}}}
