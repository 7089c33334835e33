"""Who is meant: GAP, and the mentions of the actors in whole articles (`eval/mentions.py`).

GAP (Webster et al. 2018) asks which of two names an ambiguous pronoun means, scored by F1 over the TRUE labels.

In GAP's page-context setting: besides the snippet, the resolver sees the title of the page it was taken from, as it
sees a document's title elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from detente.coding.coder import EventCoder
from detente.coding.language import Language
from detente.coding.mentions.antecedents import PRONOUNS, Person, gather, resolve
from detente.coding.mentions.second_look import SecondLook

from . import mentions

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMES = ("A", "B")
_SURE = 0.25  # GAP asks about two names only; nobody else's share can win


@dataclass(frozen=True, slots=True)
class Case:
    """One pronoun of GAP: the parsed sentences, where it stands, everybody named, and the names it means."""

    sentences: tuple[Doc, ...]
    index: int
    pronoun: Token
    people: tuple[Person, ...]
    meant: frozenset[str]


def measure(data: Path) -> dict[str, float]:
    """Return ``f1`` on GAP's validation half, and precision and recall of the actors' mentions."""
    cases = read_cases(data / "coref" / "gap-validation.tsv", Language())
    look = EventCoder.load().look
    pairs = [pair for case in cases for pair in _judge(case, look)]
    return ({"f1": f1(pairs)} if pairs else {}) | mentions.measure(data)


def read_cases(path: Path, language: Language) -> Iterator[Case]:
    """Yield the cases of a GAP file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield _case(row, language)


def f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return F1 over (said, gold) pairs."""
    right = sum(said and gold for said, gold in pairs)
    wrong = sum(said != gold for said, gold in pairs)
    return 2 * right / (2 * right + wrong) if right else 0.0


def choose(scores: Mapping[str, float]) -> str:
    """Return which of the names A and B the scores say is meant; "" for neither."""
    best = max(NAMES, key=lambda name: scores.get(name, 0.0))
    return best if scores.get(best, 0.0) > _SURE else ""


def _case(row: dict[str, str], language: Language) -> Case:
    text = row["Text"]
    spans = language.split(text)
    docs = tuple(language.parse([text[start:end] for start, end in spans]))
    extra = [(*_locate(spans, int(row[f"{name}-offset"]), len(row[name])), name) for name in NAMES]
    index, start, _ = _locate(spans, int(row["Pronoun-offset"]), 1)
    token = next(t for t in docs[index] if t.idx <= start < t.idx + max(1, len(t)))
    title = unquote(row["URL"].rsplit("/", 1)[-1]).replace("_", " ")
    meant = frozenset(name for name in NAMES if row[f"{name}-coref"] == "TRUE")
    return Case(docs, index, token, tuple(gather(docs, extra, title)), meant)


def _locate(spans: Sequence[tuple[int, int]], offset: int, length: int) -> tuple[int, int, int]:
    """Return the sentence that holds an offset, and the place's start and end in it."""
    index = next((i for i, (start, end) in enumerate(spans) if start <= offset < end), len(spans) - 1)
    return index, offset - spans[index][0], offset - spans[index][0] + length


def _judge(case: Case, look: SecondLook | None) -> list[tuple[bool, bool]]:
    known = case.pronoun.lower_ in PRONOUNS
    said = choose(resolve(case.sentences, case.index, case.pronoun, case.people, look)) if known else ""
    return [(said == name, name in case.meant) for name in NAMES]
