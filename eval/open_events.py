"""Code sentences without being told whom to look for: names and noun phrases are the actors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from detente.coding.coder import NONE, EventCoder, MarkedPair, Prediction
from detente.coding.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_SUBJECTS = {"nsubj", "nsubjpass", "agent"}
_NAMES = {"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"}
_LONGEST = 7  # noun phrases of a sentence that are looked at
_NAMED = (0.4, 0.7, 1.0)  # how much a pair counts with no name, one, two: actors in the news are mostly named
Coded = dict[str, list[dict[str, Any]]]


def code_open(texts: Sequence[tuple[str, str]], coder: EventCoder, language: Language) -> Coded:
    """Return the likeliest event of each sentence, for the pair of noun phrases the coder is surest about."""
    docs = language.parse([text for _, text in texts])
    pairs = [find_pairs(doc) for doc in docs]
    asked = [_marked(doc, pair) for doc, found in zip(docs, pairs, strict=True) for pair in found]
    answers = iter(coder.predict(asked))
    coded: Coded = {}
    for (row_id, _), found in zip(texts, pairs, strict=True):
        options = [(_event(pair, next(answers)), _NAMED[_named(pair[0]) + _named(pair[1])]) for pair in found]
        best = max(options, key=lambda option: option[0][0] * option[1], default=((0.0, {}), 0.0))[0]
        coded[row_id] = [best[1]] if best[0] >= coder.threshold else []
    return coded


def find_pairs(doc: Doc) -> list[tuple[Span, Span]]:
    """Return pairs of noun phrases of a sentence in reading order, one of the two a subject."""
    chunks = [chunk for chunk in doc.noun_chunks if chunk.root.pos_ != "PRON"][:_LONGEST]
    return [(a, b) for a, b in combinations(chunks, 2) if {a.root.dep_, b.root.dep_} & _SUBJECTS]


def _named(chunk: Span) -> bool:
    return any(token.ent_type_ in _NAMES for token in chunk)


def _marked(doc: Doc, pair: tuple[Span, Span]) -> MarkedPair:
    first, second = pair
    return MarkedPair(doc.text, first.start_char, first.end_char, second.start_char, second.end_char)


def _event(pair: tuple[Span, Span], prediction: Prediction) -> tuple[float, dict[str, Any]]:
    """Return how sure the coder is of an event between a pair, and the event."""
    first, second = pair
    types = {kind: p for kind, p in prediction.types.items() if kind != NONE}
    kind = max(types, key=types.__getitem__)
    direction = max(prediction.direction, key=prediction.direction.__getitem__)
    source, target = (second, first) if direction == "ba" else (first, second)
    return types[kind], {"type": kind, "source": source.text, "target": target.text}
