"""From text to linked attributions, beside the bare spaCy pipeline and textacy on the same articles, in processor time.

    python -m benchmarks.attribution [--data ../shared/eval] [--articles 60]

The articles are PolNeAR's own dev split. `detente.quotes` finds direct, mixed and indirect attributions of all
speakers; textacy finds direct quotations in a parse, and is left out where it is not installed. All start warm.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib
import importlib.util
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import spacy

from detente.coding.language import DEFAULT_MODEL
from detente.quotes import quotes

_TURN = 10  # articles read by one, then by the other
_SHORT = 100_000  # characters
_WARM = 8  # articles read before anything is timed


def main() -> None:
    """Print each reader's processor time beside the bare pipeline's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "eval")
    parser.add_argument("--articles", type=int, default=60)
    chosen = parser.parse_args()
    articles = _read(chosen.data / "attribution")
    if not articles:
        print(f"no PolNeAR articles in {chosen.data}: nothing to read")
        return
    readers = _readers()
    warm, timed = articles[-_WARM:], articles[: chosen.articles]
    for read in readers.values():
        _time(read, warm)
    turns = [timed[i : i + _TURN] for i in range(0, len(timed), _TURN)]
    taken = dict.fromkeys(readers, 0.0)
    for turn in turns:
        for name, read in readers.items():
            taken[name] += _time(read, turn)
    if growth := _growth(_read(chosen.data / "attribution", frozenset({"train"}))):
        print(f"2 MB in one piece takes {growth:.1f} times as long as 100 kB (20 would be in proportion)")
    for name, seconds in taken.items():
        print(
            f"{name:16} {len(timed) / seconds:7.1f} articles a CPU second, {taken['spaCy'] / seconds:5.2f} times spaCy"
        )


def _read(folder: Path, splits: frozenset[str] = frozenset({"dev"})) -> list[str]:
    """Return the texts of some of PolNeAR's splits."""
    path = folder / "dev.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows if row.get("split", "dev") in splits]


def _readers() -> dict[str, Callable[[str], object]]:
    bare = spacy.load(DEFAULT_MODEL)
    readers: dict[str, Callable[[str], object]] = {"spaCy": bare, "detente.quotes": quotes}
    if importlib.util.find_spec("textacy") is None:
        print("textacy is not installed: left out (pip install textacy)")
        return readers
    extract = importlib.import_module("textacy.extract")

    def peer(text: str) -> None:
        # It refuses an article with an odd number of quotation marks, after having parsed it.
        with contextlib.suppress(ValueError):
            list(extract.direct_quotations(bare(text)))

    return {**readers, "textacy": peer}


def _growth(articles: Sequence[str]) -> float:
    """Return how many times longer 2 MB of articles, run together, take than 100 kB of others; 20 is in proportion."""
    joined = "\n\n".join(articles)
    if len(joined) < 28 * _SHORT:
        return 0.0
    # No text has been read before: what was parsed lately is kept, and would flatter it.
    short = [joined[at * _SHORT : (at + 1) * _SHORT] for at in range(20, 28)]
    return _time(quotes, [joined[: 20 * _SHORT]]) * len(short) / _time(quotes, short)


def _time(read: Callable[[str], object], texts: Sequence[str]) -> float:
    start = process_time()
    for text in texts:
        read(text)
    return process_time() - start


if __name__ == "__main__":
    main()
