"""Score time expressions against TIMEX3 gold: TempEval-3 news, and WikiWars narratives beside it."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

from detente.coding.dates import cut_sentences
from detente.dates import tag
from eval.scoring import load_scorer
from eval.tls import read_lines

Gold = dict[str, tuple[str, str, list[dict[str, Any]]]]
Predictor = Callable[[Gold], Iterable[dict[str, Any]]]
_OPEN = re.compile(r"^(?!P)(?:[\dX]*X|.*-[WQ]?X|\d{4}-W\d(?!\d))")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DATED = re.compile(rf"\b(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*\.?)(?: \d{{1,2}})?(?P<hidden>,? (?P<year>20\d\d))\b")
_NEAR = 9  # months: further away a writer who leaves the year out would not be understood
_READ = 10_000  # characters of a page
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


def predict(gold: Gold) -> Iterable[dict[str, Any]]:
    """Yield one row per expression found, as the scorer reads them."""
    for stem, (text, created, _) in gold.items():
        for timex in tag(text, published=created):
            start, end = timex.passage.start, timex.passage.end
            yield {"doc": stem, "start": start, "end": end, "type": timex.type, "value": timex.value}


def measure(data: Path) -> dict[str, float]:
    """Return strict, relaxed, type and value F1 on the news documents."""
    scorer = load_scorer(data / "temporal" / "score.py")
    return _score(scorer, scorer.load_gold(data / "temporal" / "dev"), predict)


def measure_halves(data: Path, predictor: Predictor = predict) -> dict[str, dict[str, float]]:
    """Return the figures of the tuned and the untouched half of the news; detente's by default."""
    scorer = load_scorer(data / "temporal" / "score.py")
    news = scorer.load_gold(data / "temporal" / "dev")
    tuned = {stem: document for stem, document in news.items() if is_tuned(stem)}
    return {
        "tuned half": _score(scorer, tuned, predictor),
        "other half": _score(scorer, {stem: news[stem] for stem in news.keys() - tuned.keys()}, predictor),
    }


def measure_narratives(data: Path) -> dict[str, float]:
    """Return the figures on WikiWars, where dates are told from the story and not from publication."""
    scorer = load_scorer(data / "temporal" / "score.py")
    return _score(scorer, scorer.load_gold(data / "temporal" / "wikiwars"), predict)


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


def measure_closed(data: Path, predictor: Predictor = predict) -> dict[str, float]:
    """Return value F1 where the gold gives a whole, well-formed value: whole set, tuned half, other half.

    Left out on both sides are the expressions whose gold value is partly unknown ("1989-WXX", "1948-XX") or not the
    form of TIMEX3 ("2000-W6"), which nothing that resolves them can match; lengths such as "PXW" stay in.
    """
    scorer = load_scorer(data / "temporal" / "score.py")
    news = scorer.load_gold(data / "temporal" / "dev")
    tuned = {stem for stem in news if is_tuned(stem)}
    sets = {"all": set(news), "tuned half": tuned, "other half": set(news) - tuned}
    return {
        f"{name} value_f1": _closed({stem: news[stem] for stem in stems}, scorer, predictor)
        for name, stems in sets.items()
    }


def _closed(news: Gold, scorer: ModuleType, predictor: Predictor) -> float:
    gold: Gold = {}
    kept: list[dict[str, Any]] = []
    for stem, (text, created, expected) in news.items():
        rows = list(predictor({stem: (text, created, expected)}))
        left_out = {place for place, timex in enumerate(expected) if _OPEN.search(timex["value"] or "")}
        gone = {j for i, j in scorer.align(expected, rows) if i in left_out}
        gold[stem] = (text, created, [timex for place, timex in enumerate(expected) if place not in left_out])
        kept += [row for place, row in enumerate(rows) if place not in gone]
    return float(scorer.score(gold, kept)["value"][2])


def measure_hidden_years(data: Path) -> dict[str, float]:
    """Return the share of dated months of Timeline17 whose year is found again once it is struck from the sentence.

    Independent of any annotation: the text gives the year itself. ``other_month`` counts those outside the month of
    publication, where the verb has to say which year is meant; within nine months of publication, each sentence once.
    """
    found: dict[tuple[str, int], tuple[int, bool]] = {}
    for path in sorted((data / "tls" / "t17").glob("*/articles.jsonl.gz")):
        for article in read_lines(path):
            found |= _hidden(article["text"][:_READ], date.fromisoformat(article["date"][:10]))
    away = [right for distance, right in found.values() if distance]
    return {"all": fmean(right for _, right in found.values()), "other_month": fmean(away), "of": len(found)}


def _hidden(text: str, published: date) -> dict[tuple[str, int], tuple[int, bool]]:
    """Return, for each sentence and place of a dated month, its distance in months and whether its year was found."""
    found = {}
    for sentence in (text[start:end] for start, end in cut_sentences(text)):
        for match in _DATED.finditer(sentence):
            month, year = _MONTHS.index(match["month"][:3]) + 1, int(match["year"])
            distance = (year - published.year) * 12 + month - published.month
            if abs(distance) <= _NEAR:
                asked = sentence[: match.start("hidden")] + sentence[match.end("hidden") :]
                values = [
                    t.value for t in tag(asked, published) if t.passage.start <= match.start("month") < t.passage.end
                ]
                found[asked, match.start()] = (distance, any(v.startswith(f"{year}-{month:02}") for v in values))
    return found


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


def _score(scorer: ModuleType, gold: Gold, predictor: Predictor) -> dict[str, float]:
    result = scorer.score(gold, list(predictor(gold)))
    return {f"{name}_f1": float(result[name][2]) for name in _FIGURES}


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/eval")
    figures = {
        "dev": {**measure(folder), **measure_recall(folder)},
        **measure_halves(folder),
        "wikiwars": measure_narratives(folder),
        "whole gold values only": measure_closed(folder),
        "years struck from Timeline17": measure_hidden_years(folder),
    }
    print(json.dumps({**figures, "expected / missed / wrong / too many": count_errors(folder)}, indent=1))
