"""Names of the actors in running text: every alias found in one pass, and the namesakes that only look like one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick

from ..rulebook import load_table
from ..types import Actor, Mention, MentionKind, Party, Passage

_WORD_AFTER = re.compile(r"[’']?s?[ \u00a0]{1,2}(&|[\w][\w.’'-]{0,40})")
_WORD_BEFORE = re.compile(r"([\w][\w.’'-]{0,40})[ \u00a0]{1,2}$")
FORENAME = "name.forename"
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "bint",
        "da",
        "dal",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
    }
)
_CALENDAR = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
)


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


@dataclass(frozen=True, slots=True)
class Found:
    """A name at a place in a text, before anyone asked whether it is a namesake."""

    start: int
    end: int
    name: Name


def fold(text: str) -> str:
    """Return the text in lower case without accents, every character still at its old place."""
    if text.isascii():
        return text.lower()
    return "".join(_fold_character(character) for character in text)


def is_role(alias: str) -> bool:
    """Return whether an alias from the story is a common noun ("the kingdom", "former PM") and not a name."""
    words = [word for word in alias.split() if word.lower() not in {"the", "a", "an"}]
    return bool(words) and words[0][:1].islower() and words[0].lower() not in _PARTICLES


@lru_cache(maxsize=16)
def name_index(actors: tuple[Actor, ...]) -> Any:  # noqa: ANN401 - pyahocorasick has no types
    """Return the automaton that finds every name of the actors and their proxies; each value is a `Name`."""
    index = ahocorasick.Automaton()
    owners: dict[str, list[Name]] = {}
    for name in _all_names(actors):
        owners.setdefault(name.surface, []).append(name)
    for surface, names in owners.items():
        if not surface:
            continue
        # An alias that two actors share says nothing about which of them is meant.
        if len({name.party.actor for name in names}) == 1:
            index.add_word(surface, names[0])
    index.make_automaton()
    return index


def find_names(text: str, actors: tuple[Actor, ...]) -> list[Found]:
    """Return the longest names in a text, in reading order, namesakes left out."""
    kept: list[Found] = []
    for found in sorted(scan(text, actors), key=lambda f: (f.start, -f.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return [found for index, found in enumerate(kept) if not _is_namesake(text, found, _next_start(kept, index))]


def scan(text: str, actors: tuple[Actor, ...]) -> Iterator[Found]:
    """Yield every word-bounded name of an actor or proxy, overlapping ones too."""
    index = name_index(actors)
    if not len(index):
        return
    folded = fold(text)
    for last, name in index.iter(folded):
        start, end = last + 1 - len(name.surface), last + 1
        if _bounded(folded, start, end) and _capitals_agree(text[start:end], name):
            yield Found(start, end, name)


def name_mention(sentence: Passage, found: Found) -> Mention:
    """Return the mention that a found name makes in its sentence."""
    confidence = 0.9 if found.name.kind in {"metonym", "proxy"} else 1.0
    passage = sentence.slice(found.start, found.end)
    return Mention(passage, (found.name.party,), found.name.kind, found.name.rule, confidence)


def word_before(text: str, start: int) -> str:
    """Return the word right before an offset, "" when punctuation or nothing stands there."""
    match = _WORD_BEFORE.search(text[max(0, start - 44) : start])
    return match[1] if match else ""


def word_after(text: str, end: int) -> str:
    """Return the word right after an offset, "" when punctuation or nothing stands there."""
    match = _WORD_AFTER.match(text, end)
    return match[1] if match else ""


@lru_cache(maxsize=1)
def forenames() -> dict[str, str]:
    """Return the pronoun ("he", "she" or "any") that each known forename goes with."""
    return {row["name"]: row["pronoun"] for row in load_table("actors/forenames")}


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Return the words that stand before a surname without changing whose it is, with the pronoun they tell."""
    return {row["title"]: row["pronoun"] for row in load_table("actors/titles")}


def person_pronoun(actor: Actor) -> str:
    """Return "he" or "she" as the story declares it or the forename tells it; "" when neither does."""
    declared = {pronoun.lower() for pronoun in actor.pronouns}
    for pronoun in ("he", "she"):
        if pronoun in declared:
            return pronoun
    if declared or actor.kind != "person":
        return ""
    told = forenames().get(fold(actor.name.split()[0]) if actor.name.split() else "", "")
    return "" if told == "any" else told


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "’‘ʼ`´":
        return "'"
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", character)[:1].lower()[:1]
    return plain or character


def _all_names(actors: tuple[Actor, ...]) -> Iterator[Name]:
    places = {fold(row["name"]) for row in load_table("actors/metonyms")}
    for actor in actors:
        party = Party(actor.name, actor.id)
        yield _name(actor, party, actor.name, "name", "name.declared")
        for alias in actor.aliases:
            if not is_role(alias):
                kind = _alias_kind(actor, alias, places)
                yield _name(actor, party, alias, kind, f"{kind}.declared")
        if actor.kind == "person":
            for part, rule in _parts_of_name(actor.name):
                yield _name(actor, party, part, "name", rule)
        for proxy in actor.proxies:
            stands_for = Party(proxy.name, proxy.id, actor.id)
            for alias in (proxy.name, *proxy.aliases):
                yield _name(actor, stands_for, alias, "proxy", "proxy.declared")


def _name(actor: Actor, party: Party, written: str, kind: MentionKind, rule: str) -> Name:
    plain = " ".join(written.split())
    plain = plain[4:] if plain.lower().startswith("the ") and len(plain) > 4 else plain
    own = frozenset(fold(" ".join((actor.name, *actor.aliases))).split()) if kind == "name" else frozenset()
    return Name(fold(plain), party, kind, rule, " " not in plain, plain[:1].isupper(), person_pronoun(actor), own)


def _alias_kind(actor: Actor, alias: str, places: set[str]) -> MentionKind:
    plain = fold(alias).removeprefix("the ")
    if plain in places:
        return "metonym"
    stem = fold(actor.name)[:4]
    if actor.kind == "state" and not any(word.startswith(stem) for word in plain.split()):
        return "metonym"
    return "name"


def _parts_of_name(name: str) -> Iterator[tuple[str, str]]:
    """Yield the surname, with its particles, and the forename of a person's full name."""
    words = [word for word in name.split() if word.lower().rstrip(".") not in {"jr", "sr", "ii", "iii"}]
    if len(words) < 2:
        return
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    yield " ".join(words[start:]), "name.surname"
    if fold(words[0]) in forenames():
        yield words[0], FORENAME


def _bounded(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (before.isalnum() or before in "_@#" or after.isalnum() or after == "_")


def _capitals_agree(written: str, name: Name) -> bool:
    # "US" is a country and "us" is not; "trump" may be a verb.
    return not name.cased or written[:1].isupper()


def _next_start(found: list[Found], index: int) -> int:
    return found[index + 1].start if index + 1 < len(found) else -1


def _is_namesake(text: str, found: Found, next_start: int) -> bool:
    if found.name.kind == "proxy":
        return False
    return _longer_name_follows(text, found, next_start) or _other_name_precedes(text, found)


def _longer_name_follows(text: str, found: Found, next_start: int) -> bool:
    """Whether the name goes on into something else: a son, a tower, a foundation."""
    match = _WORD_AFTER.match(text, found.end)
    if match is None or match[0][0] in "’'":
        return False
    word = match[1]
    if word == "&":
        return text[match.end() : match.end() + 2].strip()[:1].isupper()
    if match.start(1) == next_start or not word[:1].isupper():
        return False
    plain = fold(word).strip(".'-").removesuffix("'s")
    if plain in _name_tails():
        return True
    if found.name.rule == FORENAME:
        return True
    known = plain in titles() or plain in _CALENDAR or word.isupper() or _is_headline(text)
    return found.name.bare and found.name.kind == "name" and not known


def _other_name_precedes(text: str, found: Found) -> bool:
    """Whether a bare surname follows somebody else's forename or title."""
    name = found.name
    if not name.bare or name.kind != "name":
        return False
    before = word_before(text, found.start)
    plain = fold(before).strip(".'")
    if not before[:1].isupper() or before.endswith(("'s", "’s")):
        return False
    if plain in titles():
        told = titles()[plain]
        return bool(told and name.pronoun and told != name.pronoun)
    if plain in forenames() or len(plain) == 1:
        return plain not in name.own and fold(word_before(text, found.start - len(before) - 1)) not in name.own
    return not (_may_open(text, found.start - len(before) - 1, before) or plain in _CALENDAR or plain in name.own)


def _may_open(text: str, start: int, word: str) -> bool:
    """Whether a capital may be due to its place or the style: a first word, an acronym, a headline."""
    return start <= 2 or word.isupper() or text[:start].rstrip()[-1:] in ":;.!?–—-\"“‘'(" or _is_headline(text)


def _is_headline(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", text[:400])
    return bool(words) and sum(word[0].isupper() for word in words) > 0.6 * len(words)


@lru_cache(maxsize=1)
def _name_tails() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("actors/name_tails"))
