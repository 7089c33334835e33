"""Print what the corpus holds of each category it is to hold: `python -m training.count`."""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .corpus import TYPES, Record, read_corpus
from .examples import Example, corpus_examples

CORPUS = Path(__file__).parent.parent / "corpus"
CATEGORIES = Path(__file__).with_name("categories.toml")
COUNTRIES = Path(__file__).parent.parent / "src/detente/rules/actors/countries.csv"
_TYPE_DEMAND = 350
_ATTRIBUTIONS_DEMAND = 2_500
_OWNED = re.compile(
    r"(?:['’]s?|\b(?:his|her|their|its)) (?:[\w-]+ )*(?:bill|law|plan|budget|company|firm|bank|shops?|contracts?"
    r"|offices?|allies|ally|friends?|club|factor(?:y|ies)|mines?|ships?|boats?|trucks?|embassy|paper|newspaper|network"
    r"|foundation|estate|party|team|clinics?|depots?|bases?|unit|agency|fund|yards?|rockets?|chips?|works|campaign|offer|record)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\n")


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the table: how much there is, and how much there should be."""

    name: str
    there: int
    demand: int

    @property
    def met(self) -> bool:
        """Whether the demand is met."""
        return self.there >= self.demand


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair and the record it stands in."""

    record: Record
    example: Example


def main() -> int:
    """Print the table; return 0 when every demand is met, else 1."""
    lines = count(tuple(read_corpus(CORPUS)), tomllib.loads(CATEGORIES.read_text(encoding="utf-8"))["category"])
    for line in lines:
        print(f"{'ok  ' if line.met else 'LOW '} {line.there:>6} of {line.demand:>5}  {line.name}")
    return 0 if all(line.met for line in lines) else 1


def count(records: Iterable[Record], categories: Iterable[dict[str, Any]]) -> list[Counted]:
    """Return how many pairs or passages each category holds; each event type is one, and attributions are."""
    records = tuple(records)
    pairs = [Pair(record, example) for record in records for example in corpus_examples([record])]
    types = Counter(kind for pair in pairs for kind in pair.example.types)
    lines = [Counted(f"type: {kind}", types[kind], _TYPE_DEMAND) for kind in TYPES[1:]]
    lines.append(Counted("attributions", sum(map(attributions, records)), _ATTRIBUTIONS_DEMAND))
    return [*lines, *(_counted(pairs, category) for category in categories)]


def attributions(record: Record) -> int:
    """Return how many attributions a record marks: the numbers of its contents, each counted once."""
    return len({number for piece in record.pieces if piece.role == "t" for number in piece.numbers})


def _counted(pairs: Sequence[Pair], category: dict[str, Any]) -> Counted:
    if "border" in category:
        return Counted(category["name"], contrasts(pairs, frozenset(category["border"])), category.get("demand", 0))
    kept = list(_belonging(pairs, category))
    if category.get("unit") == "passages":
        kept = list({id(pair.record): pair for pair in kept}.values())
    whole = sum(1 for pair in pairs if category.get("of") != "events" or pair.example.direction)
    demand = category.get("demand", round(category.get("share", 0) * whole))
    return Counted(category["name"], len(kept), demand)


def contrasts(pairs: Iterable[Pair], border: frozenset[str]) -> int:
    """Return the contrasting pairs of a border: the most that can be set side by side, each used once, two types each.

    Half of all its pairs, unless one type outweighs all others together.
    """
    counts = Counter(kind for pair in pairs for kind in pair.example.types if kind in border)
    return min(counts.total() // 2, counts.total() - max(counts.values(), default=0))


def _belonging(pairs: Iterable[Pair], category: dict[str, Any]) -> Iterator[Pair]:
    flags = re.NOFLAG if category.get("cased") else re.IGNORECASE
    words = re.compile(category.get("text", "").replace("{countries}", _countries()), flags)
    between = re.compile(category.get("between", ""), re.IGNORECASE)
    for pair in pairs:
        # Cheapest conditions first: there are thousands of pairs and dozens of categories.
        if _labels_fit(pair, category) and _fits(pair, category):
            marked = pair.example.pair
            told_between = between.search(marked.text[marked.a_end : marked.b_start])
            if told_between and words.search(pair.record.text):
                yield pair


def _labels_fit(pair: Pair, category: dict[str, Any]) -> bool:
    """Return whether a pair has a type, modality and direction the category asks for."""
    example = pair.example
    wanted = (("modalities", example.modality), ("directions", example.direction))
    return (
        ("types" not in category or not set(category["types"]).isdisjoint(example.types))
        and ("also" not in category or category["also"] in example.types)
        and not (category.get("events") and not example.direction)
        and all(name not in category or value in category[name] for name, value in wanted)
    )


def _fits(pair: Pair, category: dict[str, Any]) -> bool:
    """Return whether a pair's passage has the mentions and the sentences the category asks for."""
    mentions = [mention for mention in pair.record.mentions if mention.actor != "other"]
    if "proxy" in category and not any(mention.kind == "proxy" for mention in mentions):
        return any(_OWNED.search(pair.record.text[mention.start : mention.end]) for mention in mentions)
    if "sentences" in category and len(_SENTENCE.findall(pair.record.text)) + 1 < category["sentences"]:
        return False
    return "kinds" not in category or not {mention.kind for mention in mentions}.isdisjoint(category["kinds"])


@lru_cache
def _countries() -> str:
    """Return a pattern of the names and adjectives of states and of their capitals."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        words = {word for row in csv.DictReader(file) for cell in row.values() for word in (cell or "").split(";")}
    return r"\b(" + "|".join(sorted(re.escape(word.strip()) for word in words if word.strip())) + r")\b"


if __name__ == "__main__":
    sys.exit(main())
