"""Attributions against PolNeAR: content, direct quotes, speakers, and articles that fail."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from detente.coding.attribution import find_attributions
from detente.coding.language import Language, split_sentences
from detente.coding.layout import find_blocks
from detente.types import UNKNOWN_DATE, Attribution, Document, Passage, Reading
from eval.scoring import load_scorer


def measure(data: Path) -> dict[str, float]:
    """Return the figures of the dev split; ``errors`` counts articles of all splits that raised or came back empty.

    An article in which the gold, too, attributes nothing is rightly empty.
    """
    folder = data / "attribution"
    with gzip.open(folder / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    language = Language()
    gold = [row for row in rows if row.get("split", "dev") == "dev"]
    predicted = [predict(row, language) for row in gold]
    others = [predict(row, language) for row in rows if row.get("split", "dev") != "dev"]
    attributed = {row["id"] for row in rows if row["attributions"]}
    empty = {row["id"] for row in [*predicted, *others] if not row["attributions"]}
    result = load_scorer(folder / "score.py").score(gold, predicted)
    return {
        "content_f1": result["content_overlap"]["F1"] / 100,
        "content_exact_f1": result["content_exact"]["F1"] / 100,
        "direct_f1": result["content_overlap_direct"]["F1"] / 100,
        "direct_speaker": result["source_acc_on_matched_direct"] / 100,
        "source_linked_f1": result["source_linked"]["F1"] / 100,
        "errors": float(len(attributed & empty)),
    }


def predict(row: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return a row's attributions in the scorer's form."""
    found = find_attributions(_reading(row, language), language)
    return {"id": row["id"], "attributions": [_record(attribution) for attribution in found]}


def _reading(row: dict[str, Any], language: Language) -> Reading:
    document = Document(id=row["id"], text=row["text"], publisher=row.get("publisher", ""))
    sentences = split_sentences(document, find_blocks(document), language)
    return Reading(document, (), UNKNOWN_DATE, sentences, (), (), (), ())


def _record(attribution: Attribution) -> dict[str, Any]:
    content = [[piece.start, piece.end] for piece in attribution.content]
    return {
        "source": _span(attribution.source),
        "cue": _span(attribution.cue),
        "content": {"start": content[0][0], "end": content[-1][1], "fragments": content},
    }


def _span(passage: Passage | None) -> dict[str, int] | None:
    return None if passage is None else {"start": passage.start, "end": passage.end}
