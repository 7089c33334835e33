"""Score time expressions against TIMEX3 gold: TempEval-3 news, and WikiWars narratives beside it."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from detente.dates import tag
from eval.scoring import load_scorer

Gold = dict[str, tuple[str, str, list[dict[str, Any]]]]
_FIGURES = ("strict", "relaxed", "type", "value")
_KINDS = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "week": r"\d{4}-W\d\d", "year": r"\d{4}"}
_KINDS_OF_ERROR = {
    **_KINDS,
    "quarter": r"\d{4}-Q[1-4]",
    "reference": r"[A-Z]+_REF",
    "length": r"P.*",
    "partly unknown": r".*X.*",
    "time": r".*T.*",
}


def measure(data: Path) -> dict[str, float]:
    """Return strict, relaxed, type and value F1 on the news documents."""
    scorer = load_scorer(data / "temporal" / "score.py")
    return _score(scorer, scorer.load_gold(data / "temporal" / "dev"))


def measure_halves(data: Path) -> dict[str, dict[str, float]]:
    """Return the figures of the tuned and the untouched half of the news, and of the narratives."""
    scorer = load_scorer(data / "temporal" / "score.py")
    news = scorer.load_gold(data / "temporal" / "dev")
    tuned = {stem: document for stem, document in news.items() if is_tuned(stem)}
    return {
        "tuned half": _score(scorer, tuned),
        "other half": _score(scorer, {stem: news[stem] for stem in news.keys() - tuned.keys()}),
        "wikiwars": _score(scorer, scorer.load_gold(data / "temporal" / "wikiwars")),
    }


def measure_recall(data: Path) -> dict[str, float]:
    """Return the share of the news' days, months, weeks and years that were found with their value."""
    scorer = load_scorer(data / "temporal" / "score.py")
    news = scorer.load_gold(data / "temporal" / "dev")
    told: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for stem, document in news.items():
        expected, rows = document[2], list(predict({stem: document}))
        given = {i: rows[j]["value"] for i, j in scorer.align(expected, rows)}
        for place, timex in enumerate(expected):
            kind = next((name for name, form in _KINDS.items() if re.fullmatch(form, timex["value"] or "")), "")
            told[kind] += 1
            right[kind] += given.get(place) == timex["value"]
    return {f"{kind}_value_recall": right[kind] / told[kind] for kind in _KINDS if told[kind]}


def count_errors(data: Path) -> dict[str, dict[str, str]]:
    """Return, for either half of the news and each kind of value: expected / missed / wrong / found too many."""
    scorer = load_scorer(data / "temporal" / "score.py")
    counts: dict[str, Counter[tuple[str, str]]] = {"tuned half": Counter(), "other half": Counter()}
    for stem, document in scorer.load_gold(data / "temporal" / "dev").items():
        count = counts["tuned half" if is_tuned(stem) else "other half"]
        expected, rows = document[2], list(predict({stem: document}))
        aligned = dict(scorer.align(expected, rows))
        for place, timex in enumerate(expected):
            kind = _kind_of(timex["value"])
            count[kind, "expected"] += 1
            count[kind, "missed"] += place not in aligned
            count[kind, "wrong"] += place in aligned and rows[aligned[place]]["value"] != timex["value"]
        for place in set(range(len(rows))) - set(aligned.values()):
            count[_kind_of(rows[place]["value"]), "spurious"] += 1
    names = ("expected", "missed", "wrong", "spurious")
    return {
        half: {kind: " / ".join(str(count[kind, name]) for name in names) for kind in sorted({k for k, _ in count})}
        for half, count in counts.items()
    }


def _kind_of(value: str | None) -> str:
    return next((name for name, form in _KINDS_OF_ERROR.items() if re.fullmatch(form, value or "")), "other")


def is_tuned(stem: str) -> bool:
    """Return whether a document lies in the half that rules may be tuned on: the first byte of its hash is even."""
    return hashlib.sha256(stem.encode()).digest()[0] % 2 == 0


def predict(gold: Gold) -> Iterable[dict[str, Any]]:
    """Yield one row per expression found, as the scorer reads them."""
    for stem, (text, created, _) in gold.items():
        for timex in tag(text, published=created):
            start, end = timex.passage.start, timex.passage.end
            yield {"doc": stem, "start": start, "end": end, "type": timex.type, "value": timex.value}


def _score(scorer: ModuleType, gold: Gold) -> dict[str, float]:
    result = scorer.score(gold, list(predict(gold)))
    return {f"{name}_f1": float(result[name][2]) for name in _FIGURES}


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/eval")
    figures = {"dev": {**measure(folder), **measure_recall(folder)}, **measure_halves(folder)}
    print(json.dumps({**figures, "expected / missed / wrong / too many": count_errors(folder)}, indent=1))
