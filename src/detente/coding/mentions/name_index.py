"""Every way the actors and their proxies can be written, in one automaton that finds them all in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import ahocorasick

from ...types import Actor, MentionKind, Party, Proxy
from .lexicon import ARTICLES, PARTICLES, countries, fold, forenames, is_role, looks_personal, person_pronoun, seats

ADJECTIVE = "metonym.adjective"
FORENAME = "name.forename"
PROXY_ROLE = "proxy.role"
SEAT = "metonym.seat"
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an actor or a proxy.

    ``bare`` is a single word; ``cased`` names must stand with a capital; ``pronoun`` and ``own`` are the person's
    pronoun and the words of the person's full name, which tell namesakes apart.
    """

    surface: str
    party: Party
    kind: MentionKind
    rule: str
    bare: bool
    cased: bool
    pronoun: str = ""
    own: frozenset[str] = frozenset()


@lru_cache(maxsize=1024)  # as many stories as one pass over a pile may be for
def name_index(actors: tuple[Actor, ...]) -> Any:  # noqa: ANN401 - pyahocorasick has no types
    """Return the automaton that finds every name of the actors and their proxies; each value is a `Name`."""
    return _automaton(_all_names(actors))


@lru_cache(maxsize=1024)
def alias_index(actors: tuple[Actor, ...]) -> Any:  # noqa: ANN401
    """Return the automaton that finds every name, and every alias that is a common noun; each value is a `Name`."""
    nouns = (
        _name(actor, Party(actor.name, actor.id), alias, "role", "role.declared")
        for actor in actors
        for alias in actor.aliases
        if is_role(alias)
    )
    return _automaton(chain(_all_names(actors), nouns))


def _automaton(names: Iterable[Name]) -> Any:  # noqa: ANN401
    index = ahocorasick.Automaton()
    owners: dict[str, list[Name]] = {}
    for name in names:
        if name.surface:
            owners.setdefault(name.surface, []).append(name)
    for surface, meant in owners.items():
        # An alias that two actors share says nothing about which of them is meant.
        if len({name.party.actor for name in meant}) == 1:
            index.add_word(surface, meant[0])
    index.make_automaton()
    return index


def _all_names(actors: tuple[Actor, ...]) -> Iterator[Name]:
    for actor in actors:
        yield from _actor_names(actor)
        for proxy in actor.proxies:
            yield from _proxy_names(actor, proxy)


def _actor_names(actor: Actor) -> Iterator[Name]:
    """Yield declared names first: where a derived one is written the same, the declared one holds."""
    party = Party(actor.name, actor.id)
    yield _name(actor, party, actor.name, "name", "name.declared")
    for alias in actor.aliases:
        if not is_role(alias):
            kind, rule = _alias_kind(actor, alias)
            yield _name(actor, party, alias, kind, rule)
    if actor.kind == "person":
        for part, rule in _parts_of_name(actor.name):
            yield _name(actor, party, part, "name", rule)
    if actor.kind == "state":
        for written, kind, rule in _state_names(actor):
            yield _name(actor, party, written, kind, rule)


def _proxy_names(actor: Actor, proxy: Proxy) -> Iterator[Name]:
    stands_for = Party(proxy.name, proxy.id, actor.id)
    for alias in (proxy.name, *proxy.aliases):
        yield _name(actor, stands_for, alias, "proxy", PROXY_ROLE if is_role(alias) else "proxy.declared")
    if proxy.kind in {"person", "ally"}:
        for part, rule in _parts_of_name(proxy.name):
            if rule != FORENAME:
                yield _name(actor, stands_for, part, "proxy", "proxy.surname")


def _name(actor: Actor, party: Party, written: str, kind: MentionKind, rule: str) -> Name:
    words = written.split()
    words = words[1:] if len(words) > 1 and words[0].lower() in ARTICLES else words
    plain = " ".join(words)
    own = fold(" ".join((party.name, *(actor.aliases if not party.via else ())))).split()
    pronoun = person_pronoun(actor) if not party.via else ""
    return Name(fold(plain), party, kind, rule, len(words) == 1, plain[:1].isupper(), pronoun, frozenset(own))


def _alias_kind(actor: Actor, alias: str) -> tuple[MentionKind, str]:
    if fold(alias).removeprefix("the ") in seats():
        return "metonym", SEAT
    stem = fold(actor.name)[:4]
    if actor.kind == "state" and not any(word.startswith(stem) for word in fold(alias).split()):
        return "metonym", "metonym.declared"
    return "name", "name.declared"


def _parts_of_name(name: str) -> Iterator[tuple[str, str]]:
    """Yield the surname, with its particles, and the forename of a person's full name."""
    words = [word for word in name.split() if word.lower().rstrip(".") not in _SUFFIXES]
    if len(words) < 2:
        return
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    yield " ".join(words[start:]), "name.surname"
    if fold(words[0]) in forenames():
        yield words[0], FORENAME


def _state_names(actor: Actor) -> Iterator[tuple[str, MentionKind, str]]:
    """Yield a state's people, capital and adjectives, and the surnames of the leaders among its aliases."""
    for alias in actor.aliases:
        if looks_personal(alias):
            surname = next(part for part, rule in _parts_of_name(alias) if rule == "name.surname")
            yield surname, "metonym", "metonym.surname"
    row = countries().get(fold(actor.name).removeprefix("the "))
    if row:
        for capital in filter(None, row["capitals"].split(";")):
            yield capital, "metonym", "metonym.capital"
        for people in filter(None, row["people"].split(";")):
            yield people, "name", "name.people"
        for adjective in filter(None, row["adjectives"].split(";")):
            yield adjective, "metonym", ADJECTIVE
