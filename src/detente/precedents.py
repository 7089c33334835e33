"""The corpus's passages nearest to a sentence, with the labels a person gave them: what the coder has seen of the kind.

Nearness is BM25 over stemmed words (Robertson and Zaragoza 2009, as SQLite's FTS5 computes it), names left out.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import MissingPartError

_HERE = Path(__file__).parent
_PLACES = (_HERE / "corpus", _HERE.parent.parent / "corpus")  # in an installed wheel; in a checkout
_LABEL = re.compile(r"\{([A-Z]+(?: [a-z]+){0,2})(?=[:}])")
_NAME = re.compile(r"\[[a-z]+:[^\[\]{}<>]*\]")
_MARKUP = re.compile(r"\{[A-Z]+(?: [a-z]+){0,2}\} ?|[\[{<][^\[\]{}<>:]*:|[\]}>]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Precedent:
    """A passage of the corpus: its file and line, its words without markup, its labels ("THREATEN ab", "NONE")."""

    place: str
    text: str
    labels: tuple[str, ...]


def nearest(text: str, count: int = 3) -> list[Precedent]:
    """Return the labelled passages that share most with a text, nearest first; fewer when fewer share a word.

    Raises:
        MissingPartError: the corpus was not installed with the package.
    """
    words = dict.fromkeys(word.lower() for word in _WORD.findall(text[:4_000]))
    if not words:
        return []
    query = " OR ".join(f'"{word}"' for word in words)
    rows = _index().execute(
        "SELECT place, text, labels FROM passage WHERE words MATCH ? ORDER BY bm25(passage), place LIMIT ?",
        (query, count),
    )
    return [Precedent(place, words, tuple(labels.split("\n"))) for place, words, labels in rows]


def read_precedents(folder: Path) -> Iterator[tuple[Precedent, str]]:
    """Yield the labelled passages of a corpus folder, each with its words apart from the actors' names."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            labels = tuple(dict.fromkeys(_LABEL.findall(line)))
            if labels and not line.startswith("#"):
                yield Precedent(f"{path.name}:{number}", _plain(line), labels), _plain(_NAME.sub(" ", line))


def _plain(line: str) -> str:
    return _MARKUP.sub("", line).replace("¶", "\n\n")


@cache
def _index() -> sqlite3.Connection:
    """Return a full-text index of the corpus, held in memory (about 50 ms to make, once a process)."""
    folder = next((place for place in _PLACES if place.is_dir()), None)
    if folder is None:
        raise MissingPartError("the corpus", "reinstall detente: its corpus folder is missing")
    index = sqlite3.connect(":memory:", check_same_thread=False)
    index.execute(
        "CREATE VIRTUAL TABLE passage USING fts5(place UNINDEXED, text UNINDEXED, labels UNINDEXED, words, "
        "tokenize = 'porter unicode61')"
    )
    rows = ((p.place, p.text, "\n".join(p.labels), words) for p, words in read_precedents(folder))
    index.executemany("INSERT INTO passage VALUES (?, ?, ?, ?)", rows)
    return index
