"""Factuality of event words against UW's annotated newswire: asserted, hedged or denied, and the error on its scale."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.coding.factuality import score_event
from detente.coding.firmness import judge_firmness
from detente.coding.language import Language
from detente.types import UNKNOWN_DATE, Document, Passage, Reading, Sentence
from eval.scoring import load_scorer

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BATCH = 1_000


def measure(data: Path) -> dict[str, float]:
    """Return the macro-F1 and the mean absolute error on UW's rows: by dependencies, and by the words a build uses."""
    folder = data / "factuality"
    lines = (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, filter(str.strip, lines)) if row["corpus"] == "UW"]
    score = load_scorer(folder / "score.py").score
    parsed, worded = (score(rows, found)[0]["UW"] for found in (predict(rows, Language()), predict_by_words(rows)))
    return {
        "macro_f1": parsed["macroF1"] / 100,
        "mae": parsed["MAE"],
        "wording_macro_f1": worded["macroF1"] / 100,
        "wording_mae": worded["MAE"],
    }


def predict(rows: list[dict[str, Any]], language: Language) -> list[dict[str, Any]]:
    """Return the rows' event words, each with its score."""
    found = []
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        docs = language.parse([row["text"] for row in batch])
        found += [{"id": row["id"], "events": _scores(row, doc)} for row, doc in zip(batch, docs, strict=True)]
    return found


def predict_by_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows' event words, each with the score that a build would give its clause."""
    return [{"id": row["id"], "events": _worded(row)} for row in rows]


def _worded(row: dict[str, Any]) -> list[dict[str, Any]]:
    text, words = row["text"], row["text"].split(" ")
    passage = Passage("row", 0, len(text), text)
    reading = Reading(Document("row", text), (), UNKNOWN_DATE, (Sentence(passage, 0, 0, "body"),), (), (), (), ())
    offsets = list(accumulate((len(word) + 1 for word in words), initial=0))
    events = [(event["tok"], offsets[event["tok"][0]], words[event["tok"][0]]) for event in row["events"]]
    return [
        {"tok": tokens, "score": judge_firmness(reading, passage.slice(start, start + len(word))).score}
        for tokens, start, word in events
    ]


def _scores(row: dict[str, Any], doc: Doc) -> list[dict[str, Any]]:
    """Return the score of each event; the gold's tokens are what single spaces part."""
    offsets = list(accumulate((len(word) + 1 for word in row["text"].split(" ")), initial=0))
    places = {token.idx + i: token.i for token in doc for i in range(len(token) + 1)}
    return [
        {"tok": event["tok"], "score": score_event(doc, places[offsets[event["tok"][0]]])} for event in row["events"]
    ]
