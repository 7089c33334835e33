"""Fit the weights of the pronoun resolver on GAP's development half: ``python -m training.pronouns --data DIR``.

A linear score per person named nearby, a softmax over them and "somebody else", fitted by L-BFGS. How strongly the
weights are held back is chosen by cross-validation on the same half; the validation half is only for measuring.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from eval.coref import NAMES, choose, f1, read_cases
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from detente.coding.language import Language
from detente.coding.mentions.antecedents import PRONOUNS, features

WEIGHTS = Path(__file__).parents[1] / "src" / "detente" / "rules" / "actors" / "pronoun_weights.csv"
_RARE = 12  # a feature seen fewer times is left out
_FOLDS = 4
_PENALTIES = (1e-4, 3e-4, 1e-3, 3e-3)
_SMALLEST = 0.005  # weights nearer to nought are not written

Array = NDArray[np.float64]


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
    there: NDArray[np.bool_]
    right: NDArray[np.bool_]


def read_rows(path: Path, language: Language) -> list[Row]:
    """Return the rows of a GAP file whose pronoun the resolver knows."""
    rows = []
    for case in read_cases(path, language):
        if case.pronoun.lower_ in PRONOUNS:
            told = features(case.sentences, case.index, case.pronoun, case.people)
            rows.append(Row(tuple(p.key for p, _ in told), tuple(dict(named) for _, named in told), case.meant))
    return rows


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


def fit(table: Table, penalty: float) -> Array:
    """Return the weights under which the right people are likeliest."""
    usable = table.right.any(axis=1)
    values, there, right = table.values[usable], table.there[usable], table.right[usable]

    def loss(weights: Array) -> tuple[float, Array]:
        chance = _softmax(values @ weights, there)
        hit = np.maximum((chance * right).sum(axis=1), 1e-9)
        slope = chance * right / hit[:, None] - chance
        gradient = -np.einsum("rp,rpf->f", slope, values) / len(values) + 2 * penalty * weights
        return float(-np.log(hit).mean() + penalty * weights @ weights), gradient

    best: Array = minimize(loss, np.zeros(values.shape[2]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return best


def score(rows: Sequence[Row], table: Table, weights: Array) -> float:
    """Return F1 on the names A and B."""
    chances = _softmax(table.values @ weights, table.there)
    pairs = []
    for row, chance in zip(rows, chances, strict=True):
        said = choose(dict(zip(row.keys, (float(value) for value in chance), strict=False)))
        pairs += [(said == name, name in row.meant) for name in NAMES]
    return f1(pairs)


def choose_penalty(rows: Sequence[Row], names: Sequence[str]) -> tuple[float, dict[float, float]]:
    """Return the penalty with the best mean F1 over the folds, and every penalty's."""
    means = {}
    for penalty in _PENALTIES:
        scores = []
        for fold in range(_FOLDS):
            inside = [row for index, row in enumerate(rows) if index % _FOLDS != fold]
            outside = [row for index, row in enumerate(rows) if index % _FOLDS == fold]
            weights = fit(tabulate(inside, names), penalty)
            scores.append(score(outside, tabulate(outside, names), weights))
        means[penalty] = sum(scores) / len(scores)
    return max(means, key=lambda penalty: means[penalty]), means


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds coref/gap-development.tsv")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    chosen: Any = parser.parse_args(arguments)
    rows = read_rows(chosen.data / "coref" / "gap-development.tsv", Language())
    seen = Counter(name for row in rows for told in row.told for name in told)
    names = sorted(name for name, times in seen.items() if times >= _RARE)
    penalty, means = choose_penalty(rows, names)
    print({each: round(mean, 4) for each, mean in means.items()}, "chosen", penalty)
    weights = fit(tabulate(rows, names), penalty)
    with chosen.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((n, round(float(w), 3)) for n, w in zip(names, weights, strict=True) if abs(w) >= _SMALLEST)


def _softmax(scores: Array, there: NDArray[np.bool_]) -> Array:
    shut = np.where(there, scores, -np.inf)
    raised: Array = np.exp(shut - shut.max(axis=1, keepdims=True))
    shares: Array = raised / raised.sum(axis=1, keepdims=True)
    return shares


if __name__ == "__main__":
    main()
