"""Role phrases taken apart: "the former Tesla chief executive" is an ex-chief-executive of Tesla."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...rulebook import load_table
from .lexicon import fold

_OPENERS = frozenset(
    {"when", "while", "after", "before", "if", "since", "although", "but", "yesterday", "today", "meanwhile", "then"}
    | {"now", "last", "later", "earlier", "because", "though", "until", "how", "why", "what", "where", "did", "is"}
    | {"was", "has", "will", "on", "at", "from", "mr", "mrs", "ms"}
)
_FORMER = frozenset(
    {"former", "ex", "ex-", "erstwhile", "past", "one-time", "onetime", "then", "then-former", "outgoing", "departing"}
)
_PLAIN = frozenset(
    {"next", "future", "new", "current", "incumbent", "sitting", "embattled", "late", "young", "veteran", "outspoken"}
)
_ARTICLES = frozenset({"the", "a", "an", "and", "of", "that", "this", "as", "by", "for", "with", "to", "in", "between"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase taken apart.

    ``head`` is its noun ("minister"), ``former`` whether it is held no longer, ``words`` how it was written, ``kind``
    what sort of actor can hold it, ``office`` whether nobody holds another such role at the same time, ``named``
    whether all its modifiers are names ("Texas").
    """

    head: str
    modifiers: frozenset[str]
    former: bool
    words: str
    kind: str
    office: bool
    named: bool = False


def read_role(phrase: str) -> Role | None:
    """Return the role that a phrase ends in ("former Tesla chief executive"), or None."""
    words = [word.removesuffix(".") for word in phrase.replace(",", " ").split()]
    for size in (3, 2, 1):
        written = fold(" ".join(words[-size:]))
        noun = _nouns().get(written.removeprefix("ex-"))
        if noun and len(words) >= size:
            before = _modifiers(words[:-size])
            plain = {fold(word).removesuffix("'s") for word in before}
            former = written.startswith("ex-") or bool(_FORMER & plain)
            spoken = " ".join([*(w for w in before if fold(w) not in _PLAIN), *words[-size:]])
            head = noun["same_as"] or noun["noun"]
            modifiers = frozenset(plain - _FORMER - _PLAIN)
            named = all(word[:1].isupper() for word in before if fold(word).removesuffix("'s") in modifiers)
            return Role(head, modifiers, former, spoken, noun["kind"], bool(noun["office"]), named)
    return None


def _modifiers(words: Sequence[str]) -> list[str]:
    """Return the words right before a role's noun that belong to it: adjectives of the trade, names, "former"."""
    kept: list[str] = []
    for word in reversed(words):
        plain = fold(word).removesuffix("'s")
        known = (
            plain in _FORMER or plain in _PLAIN or plain in _known_modifiers() or plain.removeprefix("ex-") in _nouns()
        )
        name = word[:1].isupper() and plain not in _ARTICLES | _OPENERS
        if len(kept) == 3 or not (known or name):
            break
        kept.insert(0, word)
    return kept


def role_at_start(phrase: str) -> Role | None:
    """Return the role that a phrase opens with, whatever follows its head ("chief executive of Tesla")."""
    words = re.split(r"(?<!\bSen)(?<!\bGov)(?<!\bRep)[.;:!?()“”]", phrase, maxsplit=1)[0].replace(",", " ,").split()
    words = words[1:] if words and words[0].lower() in _ARTICLES else words
    best: Role | None = None
    for stop in range(1, min(len(words), 7) + 1):
        role = read_role(" ".join(words[:stop]))
        if role and len(role.words.split()) >= stop - sum(fold(w) in _PLAIN for w in words[:stop]):
            best = role
    return best


@lru_cache(maxsize=1)
def _nouns() -> dict[str, dict[str, str]]:
    return {row["noun"]: row for row in load_table("actors/role_nouns")}


@lru_cache(maxsize=1)
def _known_modifiers() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("actors/role_modifiers"))


@lru_cache(maxsize=1)
def _head_pattern() -> str:
    return "|".join(re.escape(head) for head in sorted(_nouns(), key=len, reverse=True))


@lru_cache(maxsize=1)
def definite_roles() -> re.Pattern[str]:
    """Match "the Tesla boss", and "former PM" as headlines write it."""
    heads = _head_pattern()
    between = r"(?:(?!(?:the|a|an|of|in|to|and|or|who|that|was|is|has|for|with|as|by|on|at)\b)[\w’'-]{1,30}\s){0,3}?"
    return re.compile(
        rf"\b(?:(?:the|this|that)\s(?P<role>{between}(?:ex-)?(?:{heads}))"
        rf"|(?<!\ba )(?<!\ban )(?P<bare>(?:former\s|ex-){between}(?:{heads})))(?![\w-])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def any_role() -> re.Pattern[str]:
    """Match any role's noun, wherever it stands."""
    return re.compile(rf"\b(?:(?:former|ex)[\s-])?(?:{_head_pattern()})(?![\w-])", re.IGNORECASE)
