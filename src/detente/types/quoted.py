"""What many documents quote: one saying with its places, and how they differ about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .base import Party

SayingDifferenceKind = Literal["speaker", "words"]


@dataclass(frozen=True, slots=True)
class SayingDifference:
    """Two places (attribution ids) that give a saying to different speakers, or in different words."""

    a: str
    b: str
    kind: SayingDifferenceKind
    because: str


@dataclass(frozen=True, slots=True)
class Saying:
    """The same words, wherever they are quoted.

    ``text`` is the fullest wording, without quotation marks; ``places`` the ids of its attributions in order of
    publication; ``sources`` how many documents give it that do not copy one another.
    """

    id: str
    text: str
    speaker: Party | None
    places: tuple[str, ...]
    sources: int
    differences: tuple[SayingDifference, ...] = ()
