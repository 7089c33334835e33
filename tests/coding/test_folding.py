"""One way to compare words: lower case without accents, every character still at its old place."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from detente.coding.mentions.lexicon import fold


def _plain(character: str) -> str:
    """Return one character folded, by the definition."""
    if character in "’‘ʼ`´":
        return "'"
    if character.isspace():
        return " "
    return unicodedata.normalize("NFKD", character)[:1].lower()[:1] or character


def test_in_text_beyond_ascii_every_character_there_is_is_folded_for_itself_and_stays_at_its_place() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert fold(every) == "".join(map(_plain, every))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdoğan’s Ankara", "erdogan's ankara"),
        ("SÃO PAULO\u00a0– ODYSSEUS ΟΔΥΣΣΕΥΣ", "sao paulo – odysseus οδυσσευσ"),
        ("Ana Brandt", "ana brandt"),
        ("“Señor\nRask”", "“senor rask”"),
    ],
)
def test_accents_capitals_and_marks_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded
