"""Which documents repeat another."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest

from detente.analysis.copies import find_copies
from detente.types import UNKNOWN_DATE, Document, When

_WORDS = [f"word{n}" for n in range(3_000)]


def _body(seed: int, words: int = 200) -> str:
    """Return sentences of invented words, the same for the same seed."""
    chosen = random.Random(seed).choices(_WORDS, k=words)
    return " ".join(" ".join(chosen[n : n + 15]).capitalize() + "." for n in range(0, words, 15))


def _document(id: str, text: str, day: int | None = 1, title: str = "") -> Document:
    published = When(date(2024, 3, day), date(2024, 3, day), "day", "stated") if day else UNKNOWN_DATE
    return Document(id=id, text=text, title=title, published=published)


def test_an_exact_copy_is_a_copy_of_the_earlier_one() -> None:
    (copy,) = find_copies([_document("doc-2", _body(1), day=2), _document("doc-9", _body(1), day=1)])

    assert (copy.document_id, copy.of, copy.similarity) == ("doc-2", "doc-9", 1.0)


def test_a_wire_story_under_another_headline_with_its_tail_cut_is_a_copy() -> None:
    wire = _document("doc-1", "Ferro quits\n\n" + _body(1, 400), title="Ferro quits")
    reprint = _document(
        "doc-2",
        f"Mayor loses ally\n\nBy Dana Pell\n\n{_body(1, 180)}\n\nRead more: Ten best beaches",
        day=2,
        title="Mayor loses ally",
    )

    (copy,) = find_copies([reprint, wire])

    assert (copy.document_id, copy.of) == ("doc-2", "doc-1")


def test_a_copy_with_a_few_words_changed_is_a_copy() -> None:
    changed = _body(1).replace("word1", "term1", 3)

    assert len(find_copies([_document("doc-1", _body(1)), _document("doc-2", changed, day=2)])) == 1


def test_a_reprint_with_every_fifteenth_word_edited_is_a_copy() -> None:
    words = _body(1, 300).split()
    edited = " ".join("edited" if n % 15 == 7 else word for n, word in enumerate(words))

    assert len(find_copies([_document("doc-1", _body(1, 300)), _document("doc-2", edited, day=2)])) == 1


def test_two_reports_that_share_a_long_quotation_are_not_copies() -> None:
    statement = _body(9, 60)
    reports = [_document(f"doc-{n}", f"{_body(n, 120)} {statement}", day=n) for n in (1, 2)]

    assert find_copies(reports) == ()


def test_the_articles_of_a_round_up_are_not_copies_of_one_another() -> None:
    articles = [_document(f"doc-{n}", _body(n), day=n) for n in range(1, 6)]
    round_up = _document("doc-0", " ".join(a.text for a in articles), day=1)

    assert find_copies([round_up, *articles]) == ()


def test_a_chain_of_copies_goes_back_to_one_original() -> None:
    first = _body(1, 400)
    second = first[: len(first) * 8 // 10]
    third = second[: len(second) * 7 // 10]

    copies = find_copies([_document(f"doc-{n}", text, day=n) for n, text in ((1, first), (2, second), (3, third))])

    assert {copy.document_id: copy.of for copy in copies} == {"doc-2": "doc-1", "doc-3": "doc-1"}


def test_short_texts_are_copies_only_when_they_are_the_same() -> None:
    near = "Ferro and Reyes met at the harbour on Monday and talked about the tolls for two hours"
    same = "“Ferro and Reyes met at the harbour on Monday and talked about the tolls.”"
    documents = [
        _document("doc-1", same),
        _document("doc-2", same.upper(), day=2),
        _document("doc-3", near, day=3),
        _document("doc-4", near.replace("two", "ten"), day=4),
    ]

    assert [(c.document_id, c.of) for c in find_copies(documents)] == [("doc-2", "doc-1")]


def test_an_undated_document_is_never_the_earlier_one() -> None:
    (copy,) = find_copies([_document("doc-1", _body(1), day=None), _document("doc-2", _body(1))])

    assert copy.document_id == "doc-1"


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [_document(f"doc-{n}", _body(n % 7) + f" Tail {n}.", day=1 + n % 5) for n in range(40)]
    shuffled = random.Random(3).sample(documents, len(documents))

    assert find_copies(documents) == find_copies(shuffled)


@pytest.mark.parametrize("text", ["", "✨", "\n\n"])
def test_texts_without_words_are_not_copies(text: str) -> None:
    assert find_copies([_document("doc-1", text), _document("doc-2", text)]) == ()


def test_a_thousand_documents_take_seconds() -> None:
    documents = [_document(f"doc-{n}", _body(n, 300)) for n in range(1_000)]
    start = time.process_time()

    assert find_copies(documents) == ()
    assert time.process_time() - start < 10
