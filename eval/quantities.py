"""Quantities against the gold: currency, number, percent and range in short texts, and money in news."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.coding.figures.numerals import find_numerals
from detente.coding.quantities import find_quantities
from detente.types import Passage, Quantity
from eval.scoring import load_scorer

_QUALIFIERS = {"approx": "about", "either": "range"}
_FIGURES = {"currency": ("currency_f1", "value+unit"), "number": ("number_f1", "value"),
            "percent": ("percent_f1", "value"), "range": ("range_f1", "value")}  # fmt: skip
# Currencies the gold names without an ISO code.
_UNCODED = {"ESP": "peseta", "NLG": "netherlands guilder", "FRF": "french franc", "ITL": "italian lira"}


def measure(data: Path) -> dict[str, float]:
    """Return F1 for currency (value and unit), number, percent and range, and the share of news money all right."""
    folder = data / "quantities"
    gold = list(_rows(folder.glob("dev*.jsonl"))) or list(_rows(folder.glob("test*.jsonl")))
    figures = short_text_figures(folder / "score.py", gold)
    news = list(_rows(folder.glob("*news_money*.jsonl")))
    if news:
        right = [_found(mention, row["text"]) for row in news for mention in row["quantities"]]
        figures["news_money"] = sum(right) / len(right)
    return figures


def short_text_figures(scorer: Path, gold: list[dict[str, Any]]) -> dict[str, float]:
    """Return the scorer's figures for the short texts."""
    predicted = [{"id": row["id"], "quantities": predict(row["text"], row["kind"])} for row in gold]
    scored = load_scorer(scorer).score(gold, predicted)
    return {name: scored[kind][level]["F1"] / 100 for kind, (name, level) in _FIGURES.items() if kind in scored}


def predict(text: str, kind: str) -> list[dict[str, Any]]:
    """Return what detente finds of one kind in a text, in the gold's form."""
    if kind == "number":
        return [{"start": n.start, "end": n.end, "value": float(n.value)} for n in find_numerals(text)]
    quantities = find_quantities(Passage("gold", 0, len(text), text))
    if kind == "range":
        # The gold counts "equal to 20" as a closed range.
        kept = [q for q in quantities if q.qualifier in ("range", "at_least", "at_most") or _is_equal(q, text)]
        return [{**_place(q), "low": _number(q.low), "high": _number(q.high)} for q in kept]
    if kind == "percent":
        return [{**_place(q), "value": _value(q)} for q in quantities if q.unit in ("%", "percentage points")]
    return [_money(q) for q in quantities if _is_money(q)]


def _is_equal(quantity: Quantity, text: str) -> bool:
    return re.search(r"(?i)\bequal(?:s|ing)?(?: to)? $", text[: quantity.passage.start]) is not None


def _is_money(quantity: Quantity) -> bool:
    return quantity.rule == "quantity.money" or (len(quantity.unit) == 3 and quantity.unit.isupper())


def _money(quantity: Quantity) -> dict[str, Any]:
    """Return a sum in the gold's unit, which counts cents as cents."""
    written = quantity.passage.text.lower()
    minor = next((word for word in ("cent", "penny", "pence") if word in written), None)
    value = _value(quantity)
    if minor and value is not None and not re.search(r"dollar|[$€£]", written):
        return {**_place(quantity), "value": value * 100, "unit": minor}
    iso = _UNCODED.get(quantity.unit, quantity.unit)
    return {**_place(quantity), "value": value, "iso" if iso.isupper() else "unit": iso}


def _place(quantity: Quantity) -> dict[str, int]:
    return {"start": quantity.passage.start, "end": quantity.passage.end}


def _value(quantity: Quantity) -> float | None:
    """Return the one value as written: the bound where the other end is open."""
    return _number(quantity.low if quantity.low is not None else quantity.high)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _found(gold: dict[str, Any], text: str) -> bool:
    """Return whether the sum at a gold mention has its low, high and qualifier.

    The gold repeats a bound's one value at both ends and leaves a vague sum without value.
    """
    for quantity in find_quantities(Passage("gold", 0, len(text), text)):
        overlaps = quantity.passage.start < gold["end"] and gold["start"] < quantity.passage.end
        if overlaps and _is_money(quantity):
            return quantity.qualifier == _QUALIFIERS.get(gold["qualifier"], gold["qualifier"]) and _same(quantity, gold)
    return False


def _same(quantity: Quantity, gold: dict[str, Any]) -> bool:
    if quantity.qualifier == "vague":
        return gold["low"] is None and gold["high"] is None
    ends = (_number(quantity.low), _number(quantity.high))
    if quantity.qualifier in ("at_least", "at_most"):
        ends = (_value(quantity), _value(quantity))
    return all(a is not None and b is not None and abs(a - b) <= 1e-6 * max(1, abs(b))
               for a, b in zip(ends, (gold["low"], gold["high"]), strict=True))  # fmt: skip


def _rows(paths: Iterable[Path]) -> Iterable[dict[str, Any]]:
    for path in sorted(paths):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)
