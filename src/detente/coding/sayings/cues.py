"""The words that say somebody is being reported: verbs of saying and thinking, with what they may take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from ...rulebook import load_table
from ...types import FirmnessLevel
from ..grammar import inflect

ALLEGING = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
CueKind = Literal["say", "ask", "think", "want", "stance"]

_SMALL_WORDS = frozenset(
    {"to", "is", "are", "was", "will", "and", "of", "for", "on", "in", "his", "her", "their", "be"}
)
_OPENING, _OPENING_WORDS = 80, 7
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that attributes: ``frames`` says what its content may be.

    q direct speech, c a clause, x an infinitive, o an object, a an addressee before the clause. ``rest`` is the
    particle or preposition it needs ("point out").
    """

    verb: str
    rest: str
    frames: str
    kind: CueKind
    firmness: FirmnessLevel


@cache
def cue_verbs() -> dict[str, tuple[CueVerb, ...]]:
    """Return the cue verbs by every inflected form, lower case; a form's longest (most particular) verb comes first."""
    found: dict[str, list[CueVerb]] = {}
    for row in load_table("attribution/verbs"):
        first, _, rest = row["verb"].partition(" ")
        cue = CueVerb(row["verb"], rest, row["frames"], cast(CueKind, row["kind"]),
                      cast(FirmnessLevel, row["firmness"]))  # fmt: skip
        for form in inflect(first, *row["forms"].split()):
            found.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda c: -len(c.rest))) for form, cues in found.items()}


def has_cue(text: str) -> bool:
    """Return whether any word of the text could be a cue: the cheap test before a parse. Without one, nobody says."""
    words = _cue_words()
    text = text.lower()
    # A hyphen may part two words or belong to one ("co-authored and said", "e-mailed").
    return any(word in words for pattern in (_LETTERS, _WORD) for word in pattern.findall(text))


def is_cue(word: str) -> bool:
    """Return whether a word could be a cue, whatever its case."""
    return word.lower() in _cue_words() or word.lower() in _SMALL_WORDS


def starts_with_cue(text: str) -> bool:
    """Return whether a verb of saying is among the first words, as in ``Ngozi Amadi of the council asked``."""
    words = _WORD.findall(text[:_OPENING])[:_OPENING_WORDS]
    verbs = cue_verbs()
    return any("q" in verb.frames for word in words for verb in verbs.get(word.lower(), ()))


@cache
def _cue_words() -> frozenset[str]:
    return frozenset({*cue_verbs(), *cue_nouns(), "according", *ALLEGING})


@cache
def cue_nouns() -> dict[str, FirmnessLevel]:
    """Return the nouns that attribute ("claim", "warnings"), lower case, with how firmly they say it."""
    return {
        row[form]: cast(FirmnessLevel, row["firmness"])
        for row in load_table("attribution/nouns")
        for form in ("noun", "plural")
    }
