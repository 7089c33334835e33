"""The word lists behind names: forenames, titles, countries, offices; and one way to compare words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ...rulebook import load_table
from ...types import Actor

PARTICLES = frozenset(
    {"al", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le"}
    | {"van", "von"}
)
ARTICLES = frozenset({"the", "a", "an"})
CALENDAR = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"}
    | {"april", "may", "june", "july", "august", "september", "october", "november", "december"}
)
# What lower case alone does not fold.
_TO_FOLD = re.compile(r"[^ -_a-~]+")


class _Folding(dict[int, str]):
    """Lower-case letters without accents for `str.translate`, one character for one, worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "’‘ʼ`´":
            folded = "'"
        elif character.isspace():
            folded = " "
        else:
            folded = unicodedata.normalize("NFKD", character)[:1].lower()[:1] or character
        self[code] = folded
        return folded


def fold(text: str) -> str:
    """Return the text in lower case without accents, every character still at its old place."""
    if text.isascii():
        return text.lower()
    # A table look-up for every letter costs twice as much as lower case for all and look-ups for the few that need it.
    return _TO_FOLD.sub(lambda few: few[0].translate(_folding()), text).lower()


def is_role(alias: str) -> bool:
    """Return whether an alias from the story is a common noun ("the kingdom", "former PM") and not a name."""
    words = [word for word in alias.split() if word.lower() not in ARTICLES]
    return bool(words) and words[0][:1].islower() and words[0].lower() not in PARTICLES


@lru_cache(maxsize=1)
def forenames() -> dict[str, str]:
    """Return the pronoun ("he", "she" or "any") that each known forename goes with."""
    return {row["name"]: row["pronoun"] for row in load_table("actors/forenames")}


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Return the words that stand before a surname without changing whose it is, with the pronoun they tell."""
    return {row["title"]: row["pronoun"] for row in load_table("actors/titles")}


@lru_cache(maxsize=1)
def name_tails() -> frozenset[str]:
    """Return the words that make a longer name of the one before them ("Tower", "Jr", "Foundation")."""
    return frozenset(row["word"] for row in load_table("actors/name_tails"))


@lru_cache(maxsize=1)
def seats() -> dict[str, str]:
    """Return the role that sits at each seat of power ("Downing Street": "prime minister")."""
    return {fold(row["name"]): row["role"] for row in load_table("actors/metonyms")}


@lru_cache(maxsize=1)
def countries() -> dict[str, dict[str, str]]:
    """Return each country's row: its adjectives, its people and the capital that stands for its government."""
    return {fold(row["country"]): row for row in load_table("actors/countries")}


@lru_cache(maxsize=1)
def officials() -> dict[str, str]:
    """Return the nouns that make an adjective mean a government ("Iranian officials"), and what may stand between."""
    return {row["noun"]: row["part"] for row in load_table("actors/officials")}


def looks_personal(name: str) -> bool:
    """Return whether a name begins with a forename and goes on."""
    words = name.split()
    return len(words) > 1 and fold(words[0]) in forenames()


def is_headline(text: str) -> bool:
    """Return whether most words of a text have a capital, so that a capital tells nothing."""
    words = re.findall(r"[^\W\d_]{4,}", text[:400])
    return bool(words) and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def person_pronoun(actor: Actor) -> str:
    """Return "he" or "she" as the story declares it or the forename tells it; "" when neither does."""
    declared = {pronoun.lower() for pronoun in actor.pronouns}
    for pronoun in ("he", "she"):
        if pronoun in declared:
            return pronoun
    if declared or actor.kind != "person" or not actor.name.split():
        return ""
    told = forenames().get(fold(actor.name.split()[0]), "")
    return "" if told == "any" else told


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    return _Folding()
