"""Speed of quantities on financial news and on text without numbers, beside quantulum3 in the same run.

    python -m benchmarks.quantities --data DIR        DIR laid out like shared/eval

quantulum3 is not a dependency: without it (`pip install quantulum3`) only detente's figures are printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from detente.coding.quantities import find_quantities
from detente.types import Passage

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "eval"
_MEGABYTE = 1_000_000
_PEER_SHARE = 100  # the peer reads one sentence in so many: it is that much slower
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|\w*illions?|"
    r"half|quarter|few|several|couple)\b",
    re.IGNORECASE,
)


def main() -> None:
    """Print megabytes of text per second of processor time for each kind of text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=_DEFAULT)
    articles = parser.parse_args().data / "tls" / "t17" / "bpoil" / "articles.jsonl.gz"
    if not articles.is_file():
        print(f"quantities: not measured, no {articles}")
        return
    financial = read_sentences(articles, 2 * _MEGABYTE)
    plain = [sentence for sentence in financial if not _NUMBER.search(sentence)]
    print(f"financial news   detente {speed(read, financial):8.2f} MB/s of CPU time")
    print(f"without numbers  detente {speed(read, plain):8.2f} MB/s of CPU time")
    if peer := load_peer():
        print(f"financial news   quantulum3 {speed(peer, financial[::_PEER_SHARE]):8.4f} MB/s of CPU time")


def read_sentences(articles: Path, size: int) -> list[str]:
    """Return the sentences of the first articles, up to a size in characters."""
    sentences: list[str] = []
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            sentences += [s for s in re.split(r"(?<=[.!?])\s+", json.loads(line).get("text") or "") if s]
            if sum(map(len, sentences)) > size:
                break
    return sentences


def speed(reader: Callable[[str], object], sentences: Sequence[str]) -> float:
    """Return megabytes read per second of processor time."""
    start = time.process_time()
    for sentence in sentences:
        reader(sentence)
    return sum(map(len, sentences)) / _MEGABYTE / max(time.process_time() - start, 1e-9)


def read(sentence: str) -> Iterable[object]:
    """Read one sentence with detente."""
    return find_quantities(Passage("bench", 0, len(sentence), sentence))


def load_peer() -> Callable[[str], object] | None:
    """Return quantulum3's reader, made to count a sentence it raises on as read; None where it is not installed."""
    try:
        from quantulum3 import parser  # type: ignore[import-not-found]
    except ImportError:
        return None

    def attempt(sentence: str) -> object:
        try:
            return parser.parse(sentence)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, ZeroDivisionError):
            return None

    return attempt


if __name__ == "__main__":
    main()
