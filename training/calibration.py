"""Choose, on held-out rows of our own, how far to trust the coder: a temperature and a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

_AROUND = 2  # steps of a twentieth
_BETA = 0.8  # precision counts more than recall: a missed event is a gap, an invented one is a falsehood


def softmax(logits: NDArray[Any]) -> NDArray[Any]:
    """Return the rows as probabilities."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: NDArray[Any] = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def find_temperature(logits: NDArray[Any], labels: Sequence[int]) -> float:
    """Return the temperature under which the labels are likeliest."""
    rows = np.arange(len(labels))
    losses = {
        step / 20: float(-np.log(softmax(logits / (step / 20))[rows, labels] + 1e-9).mean()) for step in range(10, 60)
    }
    return min(losses, key=losses.__getitem__)


def find_threshold(probabilities: NDArray[Any], types: Sequence[Sequence[int]], none: int = 0) -> float:
    """Return the probability from which keeping a type gives the best F-score; precision weighs more.

    Each score is the mean of its own and its neighbours': the curve is flat, and its highest point is chance.
    """
    steps = range(4, 17)
    scores = [_f_score(probabilities, types, none, step / 20) for step in steps]
    around = [fmean(scores[max(0, place - _AROUND) : place + _AROUND + 1]) for place in range(len(scores))]
    return steps[around.index(max(around))] / 20


def _f_score(probabilities: NDArray[Any], types: Sequence[Sequence[int]], none: int, threshold: float) -> float:
    kept = [{int(k) for k in np.flatnonzero(row >= threshold) if k != none} for row in probabilities]
    gold = [set(row) - {none} for row in types]
    right = sum(len(a & b) for a, b in zip(kept, gold, strict=True))
    found, wanted = sum(map(len, kept)), sum(map(len, gold))
    weight = _BETA**2
    return (1 + weight) * right / (found + weight * wanted) if found + wanted else 0.0
