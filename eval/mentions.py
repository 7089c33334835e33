"""Mentions of actors in eight articles of 2016, against 213 mentions checked by hand (offsets and labels only).

Of each outlet the first article by id of 1,800 to 4,500 characters that names both of a pair at least five times, four
articles to a pair. A mention of the gold is found when a mention of the same actors overlaps it. `skip` marks what can
be read either way ("the Clinton camp"): neither found nor wrong. First person is not counted.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.coding.language import Language
from detente.pipeline import Coder, load_coder, read_document
from detente.types import Actor, Document, Mention, When

GOLD = Path(__file__).with_name("mentions.csv")
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_MAN, _WOMAN = ("he",), ("she",)
PAIRS: Mapping[str, tuple[Actor, ...]] = {
    "trump-cruz": (
        Actor("a", "Donald Trump", "person", ("Trump",), ("the businessman", "the billionaire"), _MAN),
        Actor("b", "Ted Cruz", "person", ("Cruz",), ("the senator", "the Texas senator"), _MAN),
    ),
    "clinton-sanders": (
        Actor("a", "Hillary Clinton", "person", ("Clinton",), ("the former secretary of state",), _WOMAN),
        Actor("b", "Bernie Sanders", "person", ("Sanders",), ("the senator", "the Vermont senator"), _MAN),
    ),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of an article: whose it is (`a`, `b`, `ab`) and of what kind; `skip` counts neither way."""

    start: int
    end: int
    actor: str
    kind: str


def measure(data: Path) -> dict[str, float]:
    """Return precision over all mentions, recall over names and roles, and recall over pronouns."""
    source = data / "attribution" / "dev.jsonl.gz"
    if not source.is_file():
        return {}
    gold = read_gold(GOLD)
    language = Language()
    judged = [
        judge(find(article, language), gold[article["id"]]) for article in _articles(source) if article["id"] in gold
    ]
    return figures(judged)


def read_gold(path: Path) -> dict[str, list[Marked]]:
    """Return the checked mentions of each article."""
    gold: dict[str, list[Marked]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            marked = Marked(int(row["start"]), int(row["end"]), row["actor"], row["kind"])
            gold.setdefault(row["article"], []).append(marked)
    return gold


def find(article: dict[str, str], language: Language) -> list[Marked]:
    """Return the mentions detente finds in an article, for the pair it names most."""
    text = article["text"]
    actors = max(PAIRS.values(), key=lambda pair: min(text.count(actor.aliases[0]) for actor in pair))
    day = date.fromisoformat(article["date"][:10])
    document = Document(article["id"], text, published=When(day, day, "day", "stated", "given"))
    coder = Coder(actors, language, load_coder(actors).events)
    found = read_document(document, coder).mentions
    return [_marked(mention) for mention in found if mention.passage.text.lower() not in _FIRST_PERSON]


def judge(found: Iterable[Marked], gold: Iterable[Marked]) -> tuple[list[tuple[str, bool]], list[bool]]:
    """Return (kind, whether found) of each checked mention, and whether each mention found is right."""
    found, gold = tuple(found), tuple(gold)
    wanted = [mark for mark in gold if mark.kind != "skip"]
    recalled = [
        (mark.kind, any(_meet(mark, other) and mark.actor == other.actor for other in found)) for mark in wanted
    ]
    counted = [mark for mark in found if not any(_meet(mark, skip) for skip in gold if skip.kind == "skip")]
    right = [_among(mark, wanted) for mark in counted]
    return recalled, right


def figures(judged: Iterable[tuple[list[tuple[str, bool]], list[bool]]]) -> dict[str, float]:
    """Return the figures over all articles."""
    judged = list(judged)
    recalled = [pair for pairs, _ in judged for pair in pairs]
    return {
        "mention_precision": _share(right for _, rights in judged for right in rights),
        "name_recall": _share(found for kind, found in recalled if kind in ("name", "role")),
        "pronoun_recall": _share(found for kind, found in recalled if kind in ("pronoun", "joint")),
    }


def _articles(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _marked(mention: Mention) -> Marked:
    actors = "".join(sorted({party.actor for party in mention.parties}))
    return Marked(mention.passage.start, mention.passage.end, actors, mention.kind)


def _among(mark: Marked, others: Iterable[Marked]) -> bool:
    """Return whether one of the others is about the same actors and overlaps."""
    return any(_meet(mark, other) and mark.actor == other.actor for other in others)


def _meet(one: Marked, other: Marked) -> bool:
    return one.start < other.end and other.start < one.end


def _share(values: Iterable[bool]) -> float:
    values = list(values)
    return sum(values) / len(values) if values else 0.0
