"""Bystanders: people of a document who are no actors, known again by their surname alone.

A pronoun may mean them as well as an actor, so whoever is once named in full ("Gov. Mila Ortiz") stays in the running.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ...types import Actor, Sentence
from .lexicon import CALENDAR, fold, forenames, is_headline, name_tails, titles

KEY = "bystander:"
_MOST = 200  # people of one document
_SHORTEST = 3  # letters of a surname
_RUN = re.compile(r"(?<![\w@#-])[A-Z][\w’'-]*(?:\.?\s(?:(?:de|del|van|von|der|al|bin)\s)?[A-Z][\w’'-]*)+")
_POSSESSIVE = re.compile(r"[’']s?$")


def find_bystanders(sentences: Iterable[Sentence], actors: Sequence[Actor]) -> dict[str, str]:
    """Return the surname of everybody named with a forename or title who is no actor, and the pronoun that tells."""
    own = {word for actor in actors for name in _names(actor) for word in fold(name).split()}
    found: dict[str, str] = {}
    for sentence in sentences:
        people = [] if len(found) >= _MOST else list(_people(sentence.text))
        # A headline ends without a stop; a short sentence full of names is none.
        if people and (sentence.text.endswith(".") or not is_headline(sentence.text)):
            found |= {name: found.get(name) or pronoun for name, pronoun in people if fold(name) not in own}
    return found


def bystander_places(text: str, bystanders: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, key) of every bystander's surname in a sentence."""
    if bystanders:
        for match in _pattern(tuple(bystanders)).finditer(text):
            yield *match.span(), KEY + match[0]


def _people(text: str) -> Iterator[tuple[str, str]]:
    """Yield the surname and the pronoun of everybody who stands in a text with a forename or title."""
    for match in _RUN.finditer(text):
        words = [_POSSESSIVE.sub("", word.rstrip(".")) for word in match[0].split()]
        while words and fold(words[-1]) in CALENDAR | name_tails():
            words.pop()
        told = [titles().get(fold(word), forenames().get(fold(word))) for word in words[:-1]]
        known = [pronoun for pronoun in told if pronoun is not None]
        if known and len(words[-1]) >= _SHORTEST:
            yield words[-1], next((pronoun for pronoun in known if pronoun in {"he", "she"}), "")


@lru_cache(maxsize=8)
def _pattern(surnames: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@#-])(?:{'|'.join(map(re.escape, surnames))})(?![\w-])")


def _names(actor: Actor) -> Iterator[str]:
    yield from (actor.name, *actor.aliases)
    for proxy in actor.proxies:
        yield from (proxy.name, *proxy.aliases)
