"""Event factuality by the words that govern an event."""

from __future__ import annotations

from functools import cache

import pytest

from detente.coding.factuality import score_event
from detente.coding.language import Language


@cache
def language() -> Language:
    return Language()


def score(text: str, word: str) -> float:
    (doc,) = language().parse([text])
    return score_event(doc, next(token.i for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Amadi signed the accord.", "signed"),
        ("Amadi managed to sign the accord.", "sign"),
        ("Amadi said the council signed the accord.", "signed"),
        ("Amadi agreed to sign the accord.", "sign"),
        ("It was not until May that Amadi signed.", "signed"),
    ],
)
def test_what_happened_scores_high(text: str, word: str) -> None:
    assert score(text, word) >= 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Amadi may sign the accord.", "sign"),
        ("Amadi wants to sign the accord.", "sign"),
        ("If Amadi signs the accord, the strike will end.", "signs"),
        ("Amadi asked whether the council signed.", "signed"),
    ],
)
def test_what_is_open_scores_near_zero(text: str, word: str) -> None:
    assert -1 < score(text, word) < 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Amadi did not sign the accord.", "sign"),
        ("Amadi refused to sign the accord.", "sign"),
        ("Nobody signed the accord.", "signed"),
        ("Amadi left without signing the accord.", "signing"),
        ("The council reached no agreement.", "agreement"),
    ],
)
def test_what_did_not_happen_scores_low(text: str, word: str) -> None:
    assert score(text, word) <= -1


def test_a_refusal_denied_is_no_denial() -> None:
    assert score("Amadi did not refuse to sign the accord.", "sign") > 0
