"""A linear score per person, a softmax over them and "somebody else": rows as arrays, the fit, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from eval.coref import NAMES, choose, f1
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

FOLDS = 5

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One pronoun: the people it could mean, each with its features, and which of the names A and B it does mean."""

    keys: tuple[str, ...]
    told: tuple[dict[str, float], ...]
    meant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as arrays: features by row and person, who is there, and who would be right; the last person is nobody."""

    values: Array
    there: Mask
    right: Mask

    def take(self, rows: Mask) -> Table:
        """Return some of the rows."""
        return Table(self.values[rows], self.there[rows], self.right[rows])


def tabulate(rows: Sequence[Row], names: Sequence[str]) -> Table:
    """Return the rows as arrays; where neither name is meant, anybody else is right."""
    place = {name: index for index, name in enumerate(names)}
    most = max((len(row.keys) for row in rows), default=0)
    values = np.zeros((len(rows), most + 1, len(names)))
    there = np.zeros((len(rows), most + 1), dtype=bool)
    right = np.zeros_like(there)
    for r, row in enumerate(rows):
        there[r, -1] = True
        right[r, -1] = not row.meant
        for p, (key, told) in enumerate(zip(row.keys, row.told, strict=True)):
            there[r, p] = True
            right[r, p] = key in row.meant if row.meant else key not in NAMES
            for name, value in told.items():
                if name in place:
                    values[r, p, place[name]] = value
    return Table(values, there, right)


def fit(table: Table, penalty: float | Array) -> Array:
    """Return the weights under which the right people are likeliest; a penalty for all weights, or one for each."""
    usable = table.take(np.asarray(table.right.any(axis=1)))
    there, right, known = usable.there, usable.right, usable.values[usable.there]

    def loss(weights: Array) -> tuple[float, Array]:
        scores = np.zeros(there.shape)
        scores[there] = known @ weights
        chance = _softmax(scores, there)
        hit = np.maximum((chance * right).sum(axis=1), 1e-9)
        slope = chance * right / hit[:, None] - chance
        gradient = -(slope[there] @ known) / len(right) + 2 * penalty * weights
        return float(-np.log(hit).mean() + (penalty * weights) @ weights), gradient

    start = np.zeros(known.shape[1])
    best: Array = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return best


def shares(table: Table, weights: Array) -> Array:
    """Return each person's share of each row."""
    return _softmax(table.values @ weights, table.there)


def left_out_shares(table: Table, penalty: float | Array) -> Array:
    """Return each person's share by the weights fitted on the other folds."""
    found = np.zeros(table.there.shape)
    for out in _folds(len(found)):
        found[out] = shares(table.take(out), fit(table.take(~out), penalty))
    return found


def likelihood(table: Table, found: Array) -> float:
    """Return the mean logarithm of the share of the right people, where they are among those named."""
    hit = (found * table.right).sum(axis=1)[table.right.any(axis=1)]
    return float(np.log(np.maximum(hit, 1e-9)).mean())


def score(rows: Sequence[Row], found: Array) -> float:
    """Return F1 on the names A and B."""
    pairs = []
    for row, chance in zip(rows, found, strict=True):
        said = choose(dict(zip(row.keys, (float(value) for value in chance), strict=False)))
        pairs += [(said == name, name in row.meant) for name in NAMES]
    return f1(pairs)


def _folds(count: int) -> Iterator[Mask]:
    """Yield which rows each fold leaves out."""
    fold = np.arange(count) % FOLDS
    for number in range(FOLDS):
        yield np.array(fold == number)


def _softmax(scores: Array, there: Mask) -> Array:
    shut = np.where(there, scores, -np.inf)
    raised: Array = np.exp(shut - shut.max(axis=1, keepdims=True))
    parts: Array = raised / raised.sum(axis=1, keepdims=True)
    return parts
