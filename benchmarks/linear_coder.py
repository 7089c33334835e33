"""The baseline to beat: a linear model on words and dependency paths, trained on the same rows as the event coder.

    python -m benchmarks.linear_coder --data DIR        DIR laid out like shared/eval

It prints type F1 of the linear model and of the trained coder on the gold rows that nobody may train on.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.events import Asked, ask, code_given, read_rows
from eval.scoring import load_scorer
from spacy.tokens import Doc, Token
from training.corpus import TYPES, read_corpus
from training.examples import Example, corpus_examples, held_out, licensed_examples

from detente.coding.coder import EventCoder, MarkedPair
from detente.coding.language import Language

CORPUS = Path(__file__).parent.parent / "corpus"
_EPOCHS = 8
_GOLD_WEIGHT = 3


class Perceptron:
    """An averaged perceptron over string features."""

    def __init__(self) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._step = 0

    def fit(self, rows: Sequence[tuple[list[str], str]]) -> None:
        """Learn from rows of (features, label); the same rows give the same model."""
        order = list(rows)
        shuffle = random.Random(20)
        for _ in range(_EPOCHS):
            shuffle.shuffle(order)
            for features, label in order:
                self._step += 1
                said = self.predict(features)
                if said != label:
                    self._move(features, label, 1.0)
                    self._move(features, said, -1.0)
        for label, weights in self._weights.items():
            for feature, total in self._totals[label].items():
                weights[feature] -= total / self._step

    def predict(self, features: Sequence[str]) -> str:
        """Return the best label; NONE where nothing speaks for any."""
        scores = {label: sum(map(self._weights[label].__getitem__, features)) for label in TYPES}
        return max(scores, key=scores.__getitem__)

    def _move(self, features: Sequence[str], label: str, by: float) -> None:
        for feature in features:
            self._weights[label][feature] += by
            self._totals[label][feature] += by * self._step


def main() -> None:
    """Train, score and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    scorer = load_scorer(data / "events/score.py")
    rows = read_rows(data / "events/dev.jsonl")
    asked = [found for row in rows if (found := ask(row)) is not None]
    language = Language()
    model = train(training_rows(data), language)
    said = [model.predict(list(features(doc, a.pair))) for doc, a in zip(_parses(language, asked), asked, strict=True)]
    linear = {
        a.row["id"]: [] if kind == "NONE" else [{"type": kind, "source": a.names[0], "target": a.names[1]}]
        for a, kind in zip(asked, said, strict=True)
    }
    coder = EventCoder.load()
    ours = code_given(asked, coder.predict([a.pair for a in asked]), coder.threshold)
    for name, coded in (("linear model", linear), ("event coder", ours)):
        counts, _, _ = scorer.score(rows, coded, True, True)
        f1 = {part: scorer.prf(counts[part], counts[f"{part}_g"], counts[f"{part}_p"])[2] for part in ("ty", "qu")}
        print(f"{name}: type F1 {f1['ty']:.3f}, quad F1 {f1['qu']:.3f}")


def training_rows(data: Path) -> list[Example]:
    """Return the rows that the event coder was trained on."""
    rows = [row for row in corpus_examples(read_corpus(CORPUS)) if not held_out(row.pair.text)]
    return rows + list(licensed_examples(data / "events/dev.jsonl", 1.0)) * _GOLD_WEIGHT


def train(rows: Sequence[Example], language: Language) -> Perceptron:
    """Return a model trained on rows; of two types it learns the first."""
    model = Perceptron()
    docs = (language.parse([row.pair.text])[0] for row in rows)
    model.fit([(list(features(doc, row.pair)), row.types[0]) for doc, row in zip(docs, rows, strict=True)])
    return model


def features(doc: Doc, pair: MarkedPair) -> Iterator[str]:
    """Yield words by their place around the mentions, word pairs, and the path between the mentions."""
    words = [token for token in doc if not token.is_space]
    for token in words:
        yield f"word={token.lemma_.lower()}"
        yield f"{_zone(token, pair)}={token.lemma_.lower()}"
    for left, right in itertools.pairwise(words):
        yield f"pair={left.lower_} {right.lower_}"
    path = list(_path(_head(doc, pair.a_start, pair.a_end), _head(doc, pair.b_start, pair.b_end)))
    yield "path=" + " ".join(token.lemma_.lower() for token in path)
    for token in path:
        yield f"on path={token.lemma_.lower()}"


def _zone(token: Token, pair: MarkedPair) -> str:
    if token.idx < pair.a_start:
        return "before"
    return "between" if token.idx < pair.b_start else "after"


def _head(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _path(first: Token | None, second: Token | None) -> Iterator[Token]:
    """Yield the words between two words in the dependency tree, their common ancestor included."""
    if first is None or second is None:
        return
    up, down = [first, *first.ancestors], [second, *second.ancestors]
    common = next((token for token in up if token in down), None)
    if common is None:
        return
    yield from up[1 : up.index(common) + 1]
    yield from reversed(down[1 : down.index(common)])


def _parses(language: Language, asked: Sequence[Asked]) -> list[Doc]:
    return language.parse([a.pair.text for a in asked])


if __name__ == "__main__":
    main()
