"""What is skipped could not have mattered: a document is coded the same when every sentence is read in full."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.invented_actors import PEOPLE, STATES, language, read

from detente.coding.attribution import find_attributions
from detente.coding.mentions import pronouns, things
from detente.coding.mentions.page import Page
from detente.coding.sayings import carriers
from detente.types import Attribution, Mention

SENTENCES = [
    "Ana Brandt met Viktor Rask in Orsk on Monday.", "She told him that she would not pay.", "He left.",
    "“It is over,” he said.", "It signed the treaty, and its ministers cheered.", "The weather was mild.",
    "Norway recalled its envoy.", "Chile said it would answer in kind.", "Many doubted her.", "It rained.",
    "The plan supposedly failed.", "A co-wrote book sold well.", "The tech mogul said: “I will pay her.”",
    "Officials in Santiago welcomed the news, according to the ministry.", "His lawyers declined to comment.",
    "Olga Lind, her aide, said she had seen it.", "Mr Falk wrote that it would cost his firm dearly.",
]  # fmt: skip

PIECES = st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n"]))


def _all_sentences(page: Page) -> list[int]:
    return [index for index in range(len(page.sentences)) if page.is_read(index)]


def _read(text: str, states: bool) -> tuple[tuple[Mention, ...], tuple[Attribution, ...]]:
    reading = read(text, STATES if states else PEOPLE)
    return reading.mentions, find_attributions(reading, language())


def _read_all(text: str, states: bool) -> tuple[tuple[Mention, ...], tuple[Attribution, ...]]:
    with pytest.MonkeyPatch.context() as switch:
        switch.setattr(pronouns, "_candidates", lambda page: frozenset(_all_sentences(page)))
        switch.setattr(things, "candidates", _all_sentences)
        switch.setattr(carriers, "has_cue", lambda text: True)
        return _read(text, states)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(PIECES, min_size=1, max_size=9), st.booleans())
def test_skipping_changes_nothing(pieces: list[tuple[str, str]], states: bool) -> None:
    text = "".join(sentence + gap for sentence, gap in pieces)
    assert _read(text, states) == _read_all(text, states)


def test_most_sentences_are_skipped() -> None:
    page = pronouns.make_page(read(" ".join(SENTENCES[5:6] * 9), PEOPLE).sentences, PEOPLE, (), language())
    assert not pronouns._candidates(page)
    assert not things.candidates(page)
