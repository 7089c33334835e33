"""How far a second labeller, who saw no labels, agrees with the corpus.

    python -m training.agreement --sample 400 > blind.tsv     pairs to label: key, text with both mentions marked
    python -m training.agreement                              the figures of corpus/second-labels.csv

`corpus/second-labels.csv` keeps, for each pair, the label it had, the second label, the one settled on, and why. Its
figures are of the first two, before anything was settled.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.second_look import marked_text

from .corpus import read_corpus
from .examples import Example, corpus_examples

CORPUS = Path(__file__).parent.parent / "corpus"
LABELS = CORPUS / "second-labels.csv"
FIELDS = ("key", "first", "second", "settled", "why")
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Twice:
    """A pair labelled twice: "TYPE direction", or "NONE"; several types are joined by +."""

    first: str
    second: str


def main() -> int:
    """Print a sample to label, or the figures of the labels there are."""
    parser = argparse.ArgumentParser(prog="python -m training.agreement", description=__doc__)
    parser.add_argument("--sample", type=int, metavar="N", help="print N random pairs without their labels")
    options = parser.parse_args()
    if options.sample:
        for example in sample(corpus_examples(read_corpus(CORPUS)), options.sample):
            print(f"{key_of(example)}\t{marked_text(example.pair)}")
        return 0
    with LABELS.open(encoding="utf-8", newline="") as lines:
        pairs = [Twice(row["first"], row["second"]) for row in csv.DictReader(lines)]
    for name, value in agreement(pairs).items():
        print(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}")
    return 0


def sample(examples: Iterable[Example], count: int) -> list[Example]:
    """Return random examples, the same for the same corpus."""
    ordered = sorted(examples, key=key_of)
    return random.Random(_SEED).sample(ordered, min(count, len(ordered)))


def key_of(example: Example) -> str:
    """Return an example's name: it changes with its text or its mentions, not with its labels."""
    return hashlib.sha256(marked_text(example.pair).encode()).hexdigest()[:12]


def label_of(example: Example) -> str:
    """Return an example's labels as one: "THREATEN ab", "COERCE+SANCTION ab", "NONE"."""
    types = "+".join(sorted(example.types))
    return types if types == "NONE" else f"{types} {example.direction}"


def agreement(pairs: Sequence[Twice]) -> dict[str, float | int]:
    """Return agreement on the type (share, and Cohen's kappa), on whether anything is coded, and on the direction."""
    types = [(_type(pair.first), _type(pair.second)) for pair in pairs]
    coded = [pair for pair in pairs if "NONE" not in (pair.first, pair.second)]
    return {
        "pairs": len(pairs),
        "type": _share(a == b for a, b in types),
        "type_kappa": kappa(types),
        "coded_or_not_kappa": kappa([(str(a == "NONE"), str(b == "NONE")) for a, b in types]),
        "direction": _share(pair.first.split()[-1] == pair.second.split()[-1] for pair in coded),
    }


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa (1960): agreement beyond what the two labellers' habits would give by chance."""
    if not pairs:
        return 0.0
    observed = _share(a == b for a, b in pairs)
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[label] * other[label] for label in one) / len(pairs) ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def _type(label: str) -> str:
    return label.split(maxsplit=1)[0]


def _share(values: Iterable[bool]) -> float:
    values = list(values)
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
