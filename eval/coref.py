"""GAP: which of two names an ambiguous pronoun means (Webster et al. 2018), scored by F1 over the TRUE labels.

In GAP's page-context setting: besides the snippet, the resolver sees the title of the page it was taken from, as it
sees a document's title elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from detente.coding.antecedents import PRONOUNS, gather, resolve
from detente.coding.language import Language

_SURE = 0.25  # GAP asks about two names only; nobody else's share can win


def measure(data: Path) -> dict[str, float]:
    """Return the figure ``f1`` on GAP's validation half."""
    language = Language()
    rows = list(_rows(data / "coref" / "gap-validation.tsv"))
    pairs = [pair for row in rows for pair in _judge(row, language)]
    return {"f1": _f1(pairs)} if pairs else {}


def answer(row: dict[str, str], language: Language) -> dict[str, bool]:
    """Return for the names A and B whether the row's pronoun means them."""
    text = row["Text"]
    spans = language.split(text)
    docs = language.parse([text[start:end] for start, end in spans])
    extra = [(*_locate(spans, int(row[f"{name}-offset"]), len(row[name])), name) for name in ("A", "B")]
    index, start, _ = _locate(spans, int(row["Pronoun-offset"]), 1)
    token = next(t for t in docs[index] if t.idx <= start < t.idx + max(1, len(t)))
    if token.lower_ not in PRONOUNS:
        return {"A": False, "B": False}
    title = unquote(row["URL"].rsplit("/", 1)[-1]).replace("_", " ")
    scores = resolve(docs, index, token, gather(docs, extra, title))
    best = max(("A", "B"), key=lambda name: scores.get(name, 0.0))
    return {name: name == best and scores.get(name, 0.0) > _SURE for name in ("A", "B")}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _locate(spans: Sequence[tuple[int, int]], offset: int, length: int) -> tuple[int, int, int]:
    """Return the sentence that holds an offset, and the place's start and end in it."""
    index = next((i for i, (start, end) in enumerate(spans) if start <= offset < end), len(spans) - 1)
    return index, offset - spans[index][0], offset - spans[index][0] + length


def _judge(row: dict[str, str], language: Language) -> list[tuple[bool, bool]]:
    said = answer(row, language)
    return [(said[name], row[f"{name}-coref"] == "TRUE") for name in ("A", "B")]


def _f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    right = sum(said and gold for said, gold in pairs)
    wrong = sum(said != gold for said, gold in pairs)
    return 2 * right / (2 * right + wrong) if right else 0.0
