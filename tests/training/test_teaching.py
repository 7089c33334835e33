"""What earlier models make of an example goes with it, unless they contradict its label."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from training.corpus import TYPES
from training.examples import Example
from training.teaching import teach

from detente.coding.coder import Prediction
from detente.coding.marked import MarkedPair

PAIR = MarkedPair("Roe thanked Doe.", 0, 3, 12, 15)


class Sure:
    """A teacher that gives one type most of its trust."""

    def __init__(self, kind: str, share: float) -> None:
        self._types = {known: (1 - share) / (len(TYPES) - 1) for known in TYPES} | {kind: share}

    def predict(self, pairs: Sequence[MarkedPair]) -> list[Prediction]:
        return [Prediction(self._types, {}, {}) for _ in pairs]


def test_the_mean_of_the_teachers_is_taught() -> None:
    (taught,) = teach([Example(PAIR, ("SUPPORT",), "ab")], [Sure("SUPPORT", 0.9), Sure("SUPPORT", 0.5)])
    assert taught.taught[TYPES.index("SUPPORT")] == pytest.approx(0.7)
    assert sum(taught.taught) == pytest.approx(1)


def test_teachers_who_contradict_the_label_are_not_heard() -> None:
    (taught,) = teach([Example(PAIR, ("SUPPORT",), "ab")], [Sure("ACCUSE", 0.9), Sure("SUPPORT", 0.5)])
    assert taught.taught == ()


def test_one_of_several_labels_is_enough() -> None:
    (taught,) = teach([Example(PAIR, ("SANCTION", "COERCE"), "ab")], [Sure("COERCE", 0.6)])
    assert taught.taught
