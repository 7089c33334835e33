"""How fast documents are read, beside the bare spaCy pipeline of the same model on the same documents.

    python -m benchmarks.reading [--data ../shared/eval] [--documents 60]

Both read the same documents in turns of ten, and what counts is processor time: the machine may be busy. The two piles
are press coverage of one subject each (T17): the oil spill of 2010 with BP and the United States, Egypt's revolution
with its president and its army. The mixed piles hold 5 % and 1 % of documents that name both actors, the rest is of the
other pile and names at most one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import process_time

import spacy

from detente.coding.actors import concerns
from detente.coding.language import DEFAULT_MODEL
from detente.pipeline import Coder, code_document, load_coder
from detente.types import Actor, Document, When

_TURN = 10  # documents read by one, then by the other
_WARM = 20  # other documents of the pile read before anything is timed: what is made once is made by then
_MIXED = 200
PILES = {
    "bpoil": (
        Actor("bp", "BP", "organisation", ("British Petroleum", "Tony Hayward"), ("the company", "the oil giant")),
        Actor(
            "us", "United States", "state", ("US", "Obama", "Barack Obama", "White House", "Coast Guard", "Congress")
        ),
    ),
    "egypt": (
        Actor("mubarak", "Hosni Mubarak", "person", ("Mubarak",), ("the president",), ("he",)),
        Actor(
            "army",
            "Supreme Council of the Armed Forces",
            "organisation",
            ("army", "military", "armed forces", "generals", "SCAF", "Tantawi", "Hussein Tantawi"),
        ),
    ),
}


def main() -> None:
    """Print what part of the documents is relevant, and how many times as many we read in a second as bare spaCy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "eval")
    parser.add_argument("--documents", type=int, default=60)
    chosen = parser.parse_args()
    piles = {name: _read(chosen.data / "tls" / "t17" / name) for name in PILES}
    if not all(piles.values()):
        print(f"no T17 articles in {chosen.data}: nothing to read")
        return
    for name, actors in PILES.items():
        relevant = [d for d in piles[name] if concerns(d, actors)]
        warm = relevant[1 :: max(2, len(relevant) // _WARM)]
        _report(name, _spread(piles[name], chosen.documents), actors, warm)
        _report(f"{name}, all relevant", _spread(relevant, chosen.documents), actors, warm)
    for share in (0.05, 0.01):
        _report(f"mixed, {share:.0%} relevant", _mixed(piles, share), PILES["bpoil"], piles["bpoil"][1:_WARM])


def _read(folder: Path) -> list[Document]:
    """Return the articles of a T17 subject."""
    found = []
    for path in sorted(folder.glob("articles*")):
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, row in enumerate(map(json.loads, lines)):
                day = date.fromisoformat(row["date"][:10])
                published = When(day, day, "day", "stated", "given")
                found.append(Document(f"{folder.name}-{number}", row["text"], published=published))
    return found


def _spread(documents: Sequence[Document], count: int) -> list[Document]:
    return list(documents[:: max(1, len(documents) // count)][:count])


def _mixed(piles: dict[str, list[Document]], share: float) -> list[Document]:
    """Return documents of which a share concerns BP and the United States."""
    actors, dice = PILES["bpoil"], random.Random(7)
    relevant = [d for d in piles["bpoil"] if concerns(d, actors)]
    others = [d for d in piles["egypt"] if not concerns(d, actors)]
    wanted = round(_MIXED * share)
    mixed = [*_spread(relevant, wanted), *_spread(others, _MIXED - wanted)]
    dice.shuffle(mixed)
    return mixed


def _report(name: str, documents: Sequence[Document], actors: tuple[Actor, ...], warm: Sequence[Document]) -> None:
    bare, coder = spacy.load(DEFAULT_MODEL), load_coder(actors)
    relevant = [d for d in documents if concerns(d, actors)]
    _time(bare, coder, warm)
    turns = [documents[i : i + _TURN] for i in range(0, len(documents), _TURN)]
    taken = [_time(bare, coder, turn) for turn in turns]
    theirs, ours = (sum(seconds) for seconds in zip(*taken, strict=True))
    print(
        f"{name:22} {len(documents):4} documents, {len(relevant) / len(documents):4.0%} relevant: "
        f"spaCy {len(documents) / theirs:6.1f} a CPU second, detente {len(documents) / ours:7.1f}, "
        f"{theirs / ours:5.2f} times as many",
        flush=True,
    )


def _time(bare: spacy.language.Language, coder: Coder, documents: Sequence[Document]) -> tuple[float, float]:
    """Return the processor seconds that the bare pipeline and we take."""
    start = process_time()
    for _ in bare.pipe(document.text for document in documents):
        pass
    between = process_time()
    for document in documents:
        code_document(document, coder)
    return between - start, process_time() - between


if __name__ == "__main__":
    main()
