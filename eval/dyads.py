"""Two real relationships from articles to record, scored by the folder's own scorer."""

from __future__ import annotations

import io
import json
from pathlib import Path
from statistics import fmean
from typing import Any

from detente.exporters import jsonl
from detente.pipeline import Coder, assemble, code_document, load_coder
from detente.readers import read_file
from detente.types import Actor, ActorKind, Document, Story
from eval.scoring import load_scorer

STATES = frozenset(
    {"Saudi Arabia", "Iran", "India", "Pakistan", "China", "Russia", "Ukraine", "Turkey", "Greece", "Israel", "Egypt"}
)
FIGURES = {
    "events_f1": ("events", "f1"),
    "events_found": ("events", "found"),
    "events_typed": ("events", "typed"),
    "phases_graded": ("phases", "graded"),
    "phases_accuracy": ("phases", "accuracy"),
    "phases_wrong_sign": ("phases", "wrong_sign"),
    "turns_f1": ("turns", "f1"),
    "claims_found": ("claims", "found"),
    "claims_bound": ("claims", "bound"),
    "false_conflicts": ("claims", "false_conflicts"),
    "quotes_found": ("quotes", "found"),
    "quotes_speaker": ("quotes", "speaker"),
    "forward": ("forward", "found"),
}


def measure(data: Path) -> dict[str, float]:
    """Return the mean of each figure over the folders, and each folder's own under ``folder/figure``."""
    folders = sorted(path.parent for path in (data / "dyads").glob("*/gold.json"))
    if not folders:
        return {}
    scorer = load_scorer(data / "dyads" / "score.py")
    scores = {folder.name: _figures(scorer.score(*_gold_and_record(folder))) for folder in folders}
    means = {name: fmean(figures[name] for figures in scores.values()) for name in FIGURES}
    return means | {f"{folder}/{name}": value for folder, figures in scores.items() for name, value in figures.items()}


def build(folder: Path, coder: Coder | None = None) -> Story:
    """Return the story of a folder's articles, with the actors that its gold names."""
    actors = read_actors(folder)
    coder = coder or load_coder(actors)
    documents = [d for d in read_file(folder / "articles.jsonl") if isinstance(d, Document)]
    return assemble(folder.name, actors, documents, [code_document(document, coder) for document in documents])


def read_actors(folder: Path) -> tuple[Actor, ...]:
    """Return the two actors that a folder's gold names."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return tuple(_actor(key, gold["actors"][key]) for key in ("a", "b"))


def _gold_and_record(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lines = io.StringIO()
    jsonl.write(build(folder), lines)
    return gold, [json.loads(line) for line in lines.getvalue().splitlines()]


def _actor(key: str, named: dict[str, Any]) -> Actor:
    """Return an actor as its user would write it: names are aliases, words such as "chancellor" are roles."""
    kind: ActorKind = "state" if named["name"] in STATES else "person"
    aliases = [alias for alias in named.get("aliases", []) if alias[0].isupper()]
    roles = [alias for alias in named.get("aliases", []) if not alias[0].isupper()]
    roles = [role if role.startswith("the ") else f"the {role}" for role in roles]
    return Actor(key, named["name"], kind, aliases=tuple(aliases), roles=tuple(roles))


def _figures(score: dict[str, dict[str, float]]) -> dict[str, float]:
    return {name: float(score[part][figure]) for name, (part, figure) in FIGURES.items()}
