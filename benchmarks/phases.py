"""Measure how phases hold when the coder changes or events are lost: `python -m benchmarks.phases [CODER...]`.

A CODER is a folder of model files (coder.onnx, coder.json, tokenizer.json); without one the packaged coder is measured.
Each tells the two example stories and the real relationships under `--data`. The scorer is the one beside the gold;
without gold nothing is measured. A line is a coder and a story: phases graded, the share of days with the opposite
sign, F1 of turning points; then the same where each event is lost with probability `--drop` (means over `--draws`), and
the worst graded of them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

import msgspec
from eval.dyads import build, read_actors
from eval.scoring import load_scorer

from detente.analysis.phases import find_phases
from detente.analysis.signals import pair_of
from detente.coding.coder import EventCoder
from detente.pipeline import assemble, code_document, load_coder
from detente.readers import read_paths
from detente.rows import story_rows
from detente.storyfile import read_story_file
from detente.types import Document, Story

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "eval"
# Parts of the gold that do not depend on phases.
_UNSCORED: dict[str, list[object]] = {"claims": [], "quotes": [], "forward_looking": []}


@dataclass(frozen=True, slots=True)
class Figures:
    """How well phases and turning points are told: each a fraction."""

    graded: float
    wrong_sign: float
    turns: float


def tell_stories(model: Path | None, data: Path) -> Iterator[tuple[str, dict[str, Any], Story]]:
    """Yield the name, the gold and the story of each relationship that has gold, as told with a coder's model."""
    events = EventCoder.load(model)
    for path in sorted((ROOT / "examples").glob("*/expected.json")):
        actors = read_story_file(path.parent).actors
        coder = replace(load_coder(actors), events=events)
        documents = [d for d in read_paths([path.parent / "articles"]) if isinstance(d, Document)]
        codings = [code_document(document, coder) for document in documents]
        yield f"example {path.parent.name}", _gold(path), assemble(path.parent.name, actors, documents, codings)
    for path in sorted((data / "dyads").glob("*/gold.json")):
        coder = replace(load_coder(read_actors(path.parent)), events=events)
        yield path.parent.name, _gold(path), build(path.parent, coder)


def score(scorer: ModuleType, gold: dict[str, Any], story: Story) -> Figures:
    """Return the figures of a story's phases and turning points."""
    bare = replace(story, events=(), claims=(), quotes=(), questions=(), expectations=(), outcomes=())
    found = scorer.score(gold, [msgspec.json.decode(msgspec.json.encode(row)) for row in story_rows(bare)])
    return Figures(found["phases"]["graded"], found["phases"]["wrong_sign"], found["turns"]["f1"])


def thin(story: Story, drop: float, seed: int) -> Story:
    """Return a story whose phases are told without some of its events."""
    dice = random.Random(seed)
    events = [event for event in story.events if dice.random() >= drop]
    told = find_phases(events, story.characterisations, story.documents, story.as_of, pair_of(story.actors))
    return replace(story, phases=told[0], turning_points=told[1])


def main() -> None:
    """Print the figures of each coder on each story, and of each coder and of all on average."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phases", description=__doc__)
    parser.add_argument("coders", nargs="*", type=Path, default=[None], metavar="CODER")
    parser.add_argument("--drop", type=float, default=0.15, metavar="P")
    parser.add_argument("--draws", type=int, default=20, metavar="N")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    if not (options.data / "dyads" / "score.py").is_file():
        print(f"skipped: no gold at {options.data}")
        return
    scorer = load_scorer(options.data / "dyads" / "score.py")
    whole: list[Figures] = []
    thinned: list[Figures] = []
    for name in options.coders:
        for story_name, gold, story in tell_stories(name, options.data):
            whole.append(score(scorer, gold, story))
            draws = [score(scorer, gold, thin(story, options.drop, seed)) for seed in range(options.draws)]
            thinned += draws
            print(_line(f"{name or 'packaged'} {story_name}", whole[-1:], draws), flush=True)
    print(_line("mean", whole, thinned))


def _line(name: str, whole: Sequence[Figures], thinned: Sequence[Figures]) -> str:
    worst = min((each.graded for each in (thinned or whole)), default=0.0)
    return f"{name:44} {_means(whole)}   thinned {_means(thinned or whole)}   worst {worst:.3f}"


def _means(figures: Sequence[Figures]) -> str:
    parts = ([each.graded for each in figures], [each.wrong_sign for each in figures], [each.turns for each in figures])
    return "  ".join(f"{fmean(part):.3f}" for part in parts)


def _gold(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold | _UNSCORED


if __name__ == "__main__":
    main()
