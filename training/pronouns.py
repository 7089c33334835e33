"""Fit the weights of the pronoun resolver on GAP's development half: ``python -m training.pronouns --data DIR``.

First those of grammar and distance alone, a table of the rules; then those of grammar, distance and the attention of
the coder in ``--models``, written into that coder's sidecar: run it again after each training of the coder. The
penalty on large weights is the one that makes left-out rows of the same half likeliest; the validation half is only for
measuring (`python -m eval coref`). With ``--also eight-bits.onnx`` (another rounding of the same network, as
`training.train` writes it) each row is seen through both, so that no weight hangs on how a matrix was rounded.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from eval.coref import Case, read_cases

from detente.coding.coder import MODELS, open_session, open_tokenizer
from detente.coding.encoder import ATTENTION, Encoder
from detente.coding.language import Language
from detente.coding.mentions.antecedents import CLEAR, PRONOUNS, features
from detente.coding.mentions.second_look import SecondLook

from .ranking import Array, Row, fit, left_out_shares, likelihood, score, tabulate

WEIGHTS = Path(__file__).parents[1] / "src" / "detente" / "rules" / "actors" / "pronoun_weights.csv"
_RARE = 12  # a feature seen fewer times is left out
_PENALTIES = (5e-4, 1e-3, 2e-3, 4e-3)
_ATTENTION_PENALTIES = (0.03, 0.06, 0.12, 0.24)  # on 144 features each of which is there for everybody
_SMALLEST = 0.005  # weights nearer to nought are not written


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds coref/gap-development.tsv")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--models", type=Path, default=MODELS, help="the coder's folder")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="the same network, rounded otherwise")
    chosen: Any = parser.parse_args(arguments)
    language, development = Language(), chosen.data / "coref" / "gap-development.tsv"
    models = [chosen.models / "coder.onnx", *chosen.also]
    looks = [open_look(model, chosen.models / "tokenizer.json") for model in models]
    read = [read_rows(development, language, look) for _, look in looks]
    penalty, weights, first = fit_first(read[0][0])
    write_table(chosen.out, weights)
    rows, seen = ([row for part in parts for row in part] for parts in zip(*read, strict=True))
    second = fit_second(rows, seen, penalty, np.concatenate([first] * len(read)))
    write_sidecar(chosen.models, looks[0][0], second)


def open_look(model: Path, tokenizer: Path) -> tuple[list[str], SecondLook]:
    """Return the outputs of a model's attention, and a second look that has no weights yet.

    Raises:
        SystemExit: the model does not tell its attention.
    """
    session = open_session(model.read_bytes())
    outputs = [output.name for output in session.get_outputs() if output.name.startswith(ATTENTION)]
    if not outputs:
        raise SystemExit(f"the model does not tell its attention: python -m training.attention {model.parent}")
    encoder = Encoder(session, open_tokenizer(tokenizer.read_bytes()), outputs)
    return outputs, SecondLook(encoder, {})


def read_rows(path: Path, language: Language, look: SecondLook) -> tuple[list[Row], list[Row]]:
    """Return the rows of a GAP file whose pronoun the resolver knows, and the same with what the look sees."""
    rows, seen = [], []
    for case in read_cases(path, language):
        if case.pronoun.lower_ in PRONOUNS:
            asked = case.sentences, case.index, case.pronoun, case.people
            rows.append(_row(case, {person.key: dict(told) for person, told in features(*asked)}))
            seen.append(_row(case, {key: dict(told) for key, told in look.features(*asked).items()}))
    return rows, seen


def fit_first(rows: Sequence[Row]) -> tuple[float, dict[str, float], Array]:
    """Return the penalty and the weights of grammar and distance, and the shares they give rows left out."""
    names = _common(rows)
    table = tabulate(rows, names)
    found = {penalty: left_out_shares(table, penalty) for penalty in _PENALTIES}
    best = max(_PENALTIES, key=lambda penalty: likelihood(table, found[penalty]))
    print(f"grammar and distance, rows left out: F1 {score(rows, found[best]):.4f}, penalty {best}")
    return best, _named(names, fit(table, best)), found[best]


def fit_second(rows: Sequence[Row], seen: Sequence[Row], penalty: float, first: Array) -> dict[str, float]:
    """Return the weights of all features together; print what they bring where the first are in doubt."""
    names, heads = _common(rows), list(seen[0].told[0])
    table = tabulate([_both(*pair) for pair in zip(rows, seen, strict=True)], [*names, *heads])
    spread = table.values[table.there][:, len(names) :].var(axis=0)  # a penalty on each as if it were standardised
    tried = [np.concatenate([np.full(len(names), penalty), each * spread]) for each in _ATTENTION_PENALTIES]
    shares = [left_out_shares(table, penalties) for penalties in tried]
    best = max(range(len(tried)), key=lambda number: likelihood(table, shares[number]))
    penalties, found = tried[best], shares[best]
    doubt = first[:, :-1].max(axis=1, initial=0.0) < CLEAR
    figure = score(rows, np.where(doubt[:, None], found, first))
    print(f"and attention where in doubt ({doubt.mean():.0%}): F1 {figure:.4f}, penalty {_ATTENTION_PENALTIES[best]}")
    return _named([*names, *heads], fit(table, penalties))


def write_table(path: Path, weights: dict[str, float]) -> None:
    """Write weights as a table of the rules."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows(weights.items())


def write_sidecar(folder: Path, outputs: Sequence[str], weights: dict[str, float]) -> None:
    """Write the weights of a second look into the sidecar of a folder's coder."""
    path = folder / "coder.json"
    sidecar = json.loads(path.read_text(encoding="utf-8")) | {"pronouns": {"outputs": [*outputs], "weights": weights}}
    path.write_text(json.dumps(sidecar, indent=1) + "\n", encoding="utf-8")


def _row(case: Case, told: dict[str, dict[str, float]]) -> Row:
    return Row(tuple(told), tuple(told.values()), case.meant)


def _both(one: Row, other: Row) -> Row:
    """Return a row with the features of two."""
    return Row(one.keys, tuple(a | b for a, b in zip(one.told, other.told, strict=True)), one.meant)


def _common(rows: Sequence[Row]) -> list[str]:
    seen = Counter(name for row in rows for told in row.told for name in told)
    return sorted(name for name, times in seen.items() if times >= _RARE)


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True) if abs(w) >= _SMALLEST}


if __name__ == "__main__":
    main()
