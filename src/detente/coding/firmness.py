"""How firmly something is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import Firmness, Passage, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc


def judge_firmness(reading: Reading, passage: Passage) -> Firmness:
    """Return how firmly the document says a passage."""
    return Firmness()


def score_event(doc: Doc, token_index: int) -> float:
    """Return how sure it is that the event a word names happened, from -3 (it did not) to +3 (it did)."""
    return 3.0
