"""Evidence: the sentence marked in its paragraph, reprints folded, and nothing hostile in a link."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.evidence import Found, Library, describe_published, mark_passages, safe_url
from detente.types import Copy, Document, Firmness, Passage
from sample_story import DOCUMENTS, EVENTS, FERRIES, KNIFE, RESIGNED, STORY, find


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:alert(1)", " http://x.example", "http://", "file:///etc/passwd",
     "http://x.example/\u202egnp.exe", "http://[broken", "https://x.example/a b", "", "//x.example"],
)  # fmt: skip
def test_safe_url_refuses_what_is_no_plain_web_address(url: str) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize("url", ["https://news.example/a?b=c#d", "http://news.example"])
def test_safe_url_keeps_web_addresses(url: str) -> None:
    assert safe_url(url) == url


def test_mark_passages_marks_the_sentence_and_its_hedges_in_the_paragraph() -> None:
    pieces = mark_passages(DOCUMENTS[2].text, [find(3, KNIFE)], ("reportedly",))
    assert [piece.mark for piece in pieces] == ["", "sentence", "hedge", "sentence"]
    assert pieces[0].text.startswith("Verne resigned")
    assert pieces[2].text == "reportedly"


def test_mark_passages_shows_a_passage_that_does_not_match_its_document() -> None:
    pieces = mark_passages("other text", [Passage("d", 0, 5, "words")])
    assert [(piece.text, piece.mark) for piece in pieces] == [("words", "sentence")]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=3_000), st.integers(0, 3_000), st.integers(1, 2_000), st.text(max_size=8))
def test_mark_passages_keeps_the_words_of_any_text(text: str, start: int, length: int, hedge: str) -> None:
    start = min(start, len(text) - 1)
    passage = Passage("d", start, min(start + length, len(text)), text[start : start + length])
    pieces = mark_passages(text, [passage], (hedge,))
    marked = "".join(piece.text for piece in pieces if piece.mark)
    assert marked.removesuffix(" …") == passage.text[: len(marked.removesuffix(" …"))]
    assert sum(len(piece.text) for piece in pieces) <= 1_900


def test_library_folds_a_reprint_into_what_it_repeats() -> None:
    shown = Library(STORY).show([Found.in_mention(m) for m in EVENTS[3].mentions], "event-4")
    assert [(each.outlet, each.reprints) for each in shown] == [("Almar Wire", ("The Inland Mirror",))]
    assert "hedged: “reportedly”" in shown[0].notes
    assert "event-4" in shown[0].made_by


def test_library_shows_a_reprint_whose_original_says_nothing() -> None:
    shown = Library(STORY).show([Found(find(4, KNIFE))])
    assert [(each.outlet, each.reprints) for each in shown] == [("The Inland Mirror", ())]


def test_library_shows_a_paragraph_once_with_all_its_sentences_marked() -> None:
    shown = Library(STORY).show([Found(find(3, KNIFE), "b"), Found(find(3, RESIGNED), "a")], "event-4")
    assert [piece.text for piece in shown[0].pieces if piece.mark] == [RESIGNED, KNIFE]
    assert shown[0].made_by == "found by a · found by b · event-4"
    assert len(shown) == 1


def test_library_keeps_paragraphs_apart() -> None:
    assert len(Library(STORY).show([Found(find(3, KNIFE)), Found(find(3, FERRIES))])) == 2


def test_library_follows_a_ring_of_copies_to_an_end() -> None:
    ring = replace(STORY, copies=(Copy("doc-3", "doc-4", 1.0), Copy("doc-4", "doc-3", 1.0)))
    assert Library(ring).show([Found(find(3, KNIFE)), Found(find(4, KNIFE))])


def test_library_shows_a_passage_of_a_missing_document() -> None:
    shown = Library(STORY).show([Found(Passage("doc-99", 0, 4, "lost"), "rule", Firmness())])
    assert shown[0].pieces[0].text == "lost"


def test_describe_published_says_how_the_day_is_known() -> None:
    published = replace(DOCUMENTS[0].published, basis="inferred", reason="latest day in the text")
    document = Document("d", "text", published=published)
    assert describe_published(document) == "published 14 March 2023 (inferred: latest day in the text)"
    assert describe_published(Document("d", "text")) == "publication date unknown"
