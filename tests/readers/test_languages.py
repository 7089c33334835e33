"""Which texts are read: English ones, whatever else stands in them further down."""

from __future__ import annotations

import pytest

from detente.readers.languages import foreign_language

ENGLISH = "The minister said that the harbour would be closed for a week, and that his aides had been told of it. "
GERMAN = "Der Minister erklärte am Montag, dass der Hafen eine Woche lang geschlossen bleibe, wie seine Leute sagten. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, ""),
        (GERMAN, "de"),
        (GERMAN * 12 + ENGLISH * 40, ""),  # a caption before an English article
        (ENGLISH * 12 + GERMAN * 80, ""),
        (ENGLISH + GERMAN * 40, "de"),
        ("Guten Tag", ""),
    ],
)
def test_an_english_opening_or_enough_english_words_are_enough(text: str, language: str) -> None:
    assert foreign_language(text) == language
