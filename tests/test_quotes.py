"""The public look at one text: who says what."""

from __future__ import annotations

from detente.quotes import quotes
from detente.types import Party


def test_quotes_returns_who_says_what() -> None:
    text = "“The plant will close,” Ngozi Amadi said. Two officials denied it would."
    first, second = quotes(text)
    assert (first.speaker, first.text, first.kind) == (Party("Ngozi Amadi"), "“The plant will close,”", "direct")
    assert (second.basis, second.firmness.level) == ("anonymous", "denied")
    assert all(text[piece.start : piece.end] == piece.text for a in (first, second) for piece in a.content)


def test_quotes_of_nothing_are_none() -> None:
    assert quotes("") == []
