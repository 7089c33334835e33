"""How alike two passages are worded: rare shared content words weigh most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ..rulebook import load_table

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_LONGEST = 2_000  # characters of a passage that are compared; a longer "sentence" is a list or a broken page
_SUFFIXES = ("ations", "ation", "ments", "ment", "ings", "ing", "ness", "ies", "ied", "ed", "es", "ly", "s")


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a passage's content words, and its numbers as written without separators."""
    common = _common_words()
    words = _WORD.findall(text[:_LONGEST].lower())
    return frozenset(_stem(word) for word in words if word not in common and len(word) > 1)


def word_weights(passages: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return each word's weight: the fewer of the passages (or groups of passages) have it, the heavier."""
    counts: Counter[str] = Counter()
    total = 0
    for words in passages:
        counts.update(words)
        total += 1
    return {word: math.log(1 + total / count) for word, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Wording:
    """A passage's content words and their weight in all."""

    words: frozenset[str]
    total: float

    @classmethod
    def of(cls, words: frozenset[str], weights: Mapping[str, float]) -> Wording:
        """Return the wording of some words."""
        return cls(words, math.fsum(map(weights.__getitem__, words)))

    def likeness(self, other: Wording, weights: Mapping[str, float]) -> float:
        """Return the share of weight that two wordings have in common, 0 to 1 (a weighted cosine)."""
        shared = self.words & other.words
        return math.fsum(map(weights.__getitem__, shared)) / math.sqrt(self.total * other.total) if shared else 0.0


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """Cut one common ending, so that "threatened" meets "threatens"; crude on purpose, both sides are cut alike."""
    if word[0].isdigit():
        return word.replace(",", "")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


@cache
def _common_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("telling/common_words"))
