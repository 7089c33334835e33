"""The corpus follows its own markup and its own rules."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from training.corpus import FIRST_LINE, TYPES, read_corpus
from training.examples import corpus_examples

CORPUS = Path(__file__).parent.parent / "corpus"
RECORDS = tuple(read_corpus(CORPUS))
EXAMPLES = tuple(corpus_examples(RECORDS))


def content_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-zà-ÿ]{4,}", text.lower()))


def test_every_record_follows_the_markup() -> None:
    assert len(RECORDS) > 6_000


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.name)
def test_every_file_says_first_that_nothing_in_it_happened(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith(FIRST_LINE + "\n")


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_well_represented(kind: str) -> None:
    assert Counter(kind for example in EXAMPLES for kind in example.types)[kind] >= 200


def test_no_text_stands_twice() -> None:
    texts = Counter(record.text for record in RECORDS)
    assert [text for text, count in texts.items() if count > 1] == []


def test_the_first_named_is_often_not_the_actor() -> None:
    directions = Counter(example.direction for example in EXAMPLES if example.direction)
    assert directions["ba"] / directions.total() > 0.3


def test_no_two_passages_share_most_of_their_words() -> None:
    by_word: dict[str, list[frozenset[str]]] = {}
    copies = []
    for record in RECORDS:
        words = content_words(record.text)
        rare = sorted(words, key=len)[-3:]
        near = {other for word in rare for other in by_word.get(word, ())}
        if len(words) > 5 and any(len(words & other) > 0.6 * len(words | other) for other in near):
            copies.append(record.place)
        for word in rare:
            by_word.setdefault(word, []).append(words)
    assert copies == []
