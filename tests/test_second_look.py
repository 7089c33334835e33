"""Why the coder read a sentence as it did."""

from datetime import date

import pytest

from detente.coding.coder import MarkedPair
from detente.pipeline import load_coder
from detente.second_look import marked_text, second_look
from detente.types import Actor, Document, EventMention, Passage, When

ACTORS = (Actor("a", "Ana Brandt", "person", ("Brandt",)), Actor("b", "Viktor Rask", "person", ("Rask",)))
TEXT = "Brandt threatened on Friday to cancel Rask's contracts. The harbour was calm."
DOCUMENT = Document("doc-1", TEXT, published=When(date(2024, 5, 4), date(2024, 5, 4), "day", "stated"))


@pytest.fixture(scope="module")
def coder():
    return load_coder(ACTORS)


def mention(text):
    start = TEXT.index(text)
    passage = Passage("doc-1", start, start + len(text), text)
    return EventMention("m-1", passage, "THREATEN", "", (), (), UNKNOWN, "asserted", *REST)


UNKNOWN = DOCUMENT.published
REST = (None, "", -3.0, "coder-x", 0.9)


def test_it_shows_the_pair_its_probabilities_and_labelled_passages_like_it(coder):
    lines = second_look(mention("Brandt threatened on Friday to cancel Rask's contracts."), DOCUMENT, coder)
    text = "\n".join(lines)
    assert "[1 Brandt 1] threatened on Friday to cancel [2 Rask" in text
    assert "THREATEN 0." in text
    assert text.count("labelled") == 3


def test_a_sentence_without_a_pair_has_nothing_to_show(coder):
    assert second_look(mention("The harbour was calm."), DOCUMENT, coder) == []


def test_one_mention_of_both_is_marked_once():
    assert marked_text(MarkedPair("The two met.", 0, 7, 0, 7)) == "[2 The two 2] met."
