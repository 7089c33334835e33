"""Let earlier models teach the next: a label is one type, their mean answer tells how near the others stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean
from typing import Protocol

from detente.coding.coder import Prediction
from detente.coding.marked import MarkedPair

from .corpus import TYPES
from .examples import Example


class Teacher(Protocol):
    """A trained coder."""

    def predict(self, pairs: Sequence[MarkedPair]) -> list[Prediction]:
        """Return a prediction for each pair."""


def teach(examples: Sequence[Example], teachers: Sequence[Teacher]) -> list[Example]:
    """Return the examples with the teachers' mean answer, where its likeliest type is a label's.

    One model that learns it is as steady as several together (Hinton, Vinyals & Dean 2015). Where they contradict the
    label, a line's writer knew better.
    """
    pairs = [example.pair for example in examples]
    answers = [teacher.predict(pairs) for teacher in teachers]
    means = [_mean(told) for told in zip(*answers, strict=True)]
    return [
        replace(example, taught=mean) if TYPES[mean.index(max(mean))] in example.types else example
        for example, mean in zip(examples, means, strict=True)
    ]


def _mean(told: Sequence[Prediction]) -> tuple[float, ...]:
    return tuple(fmean(prediction.types[kind] for prediction in told) for kind in TYPES)
