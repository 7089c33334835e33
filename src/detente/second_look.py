"""A second look at a coded sentence: each pair of mentions as the coder saw it, its answer, and precedents."""

from __future__ import annotations

from collections.abc import Iterator

from .coding.candidates import find_candidates
from .coding.coder import MarkedPair, Prediction
from .pipeline import Coder, read_document
from .precedents import nearest
from .types import Document, EventMention

_SHOWN = 0.02  # probabilities below it are left out


def second_look(mention: EventMention, document: Document, coder: Coder) -> list[str]:
    """Return lines on why the coder read a sentence as it did; empty when it finds no pair of actors there any more.

    The document is read again, so that nothing but the record itself need be stored.

    Raises:
        MissingPartError: the corpus was not installed with the package.
    """
    asked = [c for c in find_candidates(read_document(document, coder)) if c.passage == mention.passage]
    lines = [
        line
        for candidate, prediction in zip(asked, coder.events.predict([c.pair for c in asked]), strict=True)
        for line in _pair_lines(candidate.pair, prediction, coder.events.threshold)
    ]
    return lines + [line for line in _precedent_lines(mention) if lines]


def _pair_lines(pair: MarkedPair, prediction: Prediction, threshold: float) -> Iterator[str]:
    yield f"    asked    {marked_text(pair)}"
    yield f"    type     {_listed(prediction.types)}; kept from {threshold:.2f}"
    yield f"    who      {_listed(prediction.direction)}   (ab: the first did it to the second)"
    yield f"    how      {_listed(prediction.modality)}"


def _precedent_lines(mention: EventMention) -> Iterator[str]:
    for precedent in nearest(mention.passage.text):
        yield f"    like     {' '.join(precedent.text.split())}"
        yield f"             labelled {', '.join(precedent.labels)} in corpus/{precedent.place}"


def marked_text(pair: MarkedPair) -> str:
    """Return the sentence with its two mentions in marks: [1 … 1] the first asked about, [2 … 2] the second."""
    spans = {(pair.a_start, pair.a_end): "1", (pair.b_start, pair.b_end): "2"}
    text = pair.text
    for (start, end), name in sorted(spans.items(), reverse=True):
        text = f"{text[:start]}[{name} {text[start:end]} {name}]{text[end:]}"
    return " ".join(text.split())


def _listed(probabilities: dict[str, float]) -> str:
    """Return what is likely enough to be worth a word, likeliest first."""
    likely = sorted(probabilities.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {p:.2f}" for name, p in likely if p >= _SHOWN)
