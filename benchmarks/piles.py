"""Piles of any size, made of texts written for this project: `python -m benchmarks.piles FOLDER DOCUMENTS [SHARE]`.

What is recombined are the articles of an example story and the sentences of `corpus/`, in which nobody of that story
is named. Lengths are spread as in newspapers (log-normal, half below 420 words, one in ten above 900); of the documents
that are not relevant one in twelve names one of the two actors; three in a hundred reprint another word for word.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import zstandard
from training.corpus import read_corpus

from detente.coding.mentions.names import scan
from detente.readers import read_paths
from detente.storyfile import read_story_file
from detente.types import Actor, Document

ROOT = Path(__file__).parent.parent
STORY = ROOT / "examples" / "musk-trump"
_MEDIAN_WORDS, _SPREAD = 420, 0.6
_FEWEST_WORDS, _MOST_WORDS = 60, 4_000
_FIRST_DAY, _DAYS = date(2015, 1, 1), 3_900
_ONE_ACTOR = 1 / 12
_REPRINTED = 0.03
_PER_FILE = 10_000
_OUTLETS = tuple(f"The {place} {paper}" for place in ("Harbor", "Gulf", "Northern", "Delta") for paper in
                 ("Ledger", "Post", "Courier", "Examiner", "Dispatch", "Wire"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Texts:
    """What is recombined: sentences that name none of the actors, and paragraphs that name one of them, or both."""

    others: tuple[str, ...]
    one: tuple[str, ...]
    both: tuple[str, ...]


def write_pile(folder: Path, documents: int, share: float = 0.01, seed: int = 1, per_file: int = _PER_FILE) -> int:
    """Write a pile as JSON Lines compressed with Zstandard, so many documents a file; return how many are relevant."""
    folder.mkdir(parents=True, exist_ok=True)
    relevant = 0
    for start in range(0, documents, per_file):
        path = folder / f"pile-{start // per_file:05}.jsonl.zst"
        with zstandard.open(path, "wt", cctx=zstandard.ZstdCompressor(level=3), encoding="utf-8") as file:
            for number in range(start, min(start + per_file, documents)):
                row, concerns = make_article(number, share, seed)
                relevant += concerns
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return relevant


def make_article(number: int, share: float, seed: int = 1) -> tuple[dict[str, str], bool]:
    """Return an article by its number, the same each time, and whether it names both actors."""
    dice = random.Random(f"{seed}-{number}")
    original = number
    if number and dice.random() < _REPRINTED:
        original = number - 1 - dice.randrange(min(number, 50))
    row, relevant = _original(random.Random(f"{seed}-{original}-text"), share)
    # A reprint keeps its title, its words and its day, and stands elsewhere.
    row |= {"id": f"n{number}", "url": f"https://news.example/{row['date'].replace('-', '/')}/{number}"}
    return row | {"source": dice.choice(_OUTLETS)}, relevant


def story_actors() -> tuple[Actor, ...]:
    """Return the actors that the piles are about."""
    return read_story_file(STORY).actors


def _original(dice: random.Random, share: float) -> tuple[dict[str, str], bool]:
    texts = _texts()
    relevant = dice.random() < share
    words = int(min(_MOST_WORDS, max(_FEWEST_WORDS, dice.lognormvariate(math.log(_MEDIAN_WORDS), _SPREAD))))
    paragraphs: list[str] = []
    if relevant:
        paragraphs = dice.sample(texts.both, dice.randint(1, 4))
    elif dice.random() < _ONE_ACTOR:
        paragraphs = dice.sample(texts.one, 1)
    length = sum(paragraph.count(" ") for paragraph in paragraphs)
    while length < words:
        sentences = dice.sample(texts.others, dice.randint(1, 4))
        paragraphs.append(" ".join(sentences))
        length += paragraphs[-1].count(" ")
    dice.shuffle(paragraphs)
    day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
    title = " ".join(dice.choice(texts.others).split()[:8]).rstrip(",.;:")
    return {"title": title, "date": day.isoformat(), "text": "\n\n".join(paragraphs)}, relevant


@cache
def _texts() -> Texts:
    actors = story_actors()
    found = read_paths(read_story_file(STORY).documents)
    paragraphs = [p for d in found if isinstance(d, Document) for p in d.text.split("\n\n") if p.count(" ") > 8]
    sentences = sorted({record.text for record in read_corpus(ROOT / "corpus") if record.text.count(" ") > 6})
    named = {text: _named(text, actors) for text in dict.fromkeys([*paragraphs, *sentences])}
    return Texts(
        others=tuple(text for text in sentences if not named[text]),
        one=tuple(text for text in paragraphs if named[text] == 1),
        both=tuple(text for text in paragraphs if named[text] >= 2),
    )


def _named(text: str, actors: tuple[Actor, ...]) -> int:
    return len({found.name.party.actor for found in scan(text, actors)})


def _main(arguments: list[str]) -> Iterator[str]:
    folder, documents = Path(arguments[0]), int(arguments[1])
    share = float(arguments[2]) if len(arguments) > 2 else 0.01
    yield f"{documents} documents, {write_pile(folder, documents, share)} of them relevant, in {folder}"


if __name__ == "__main__" and len(sys.argv) > 1:
    for line in _main(sys.argv[1:]):
        print(line)
