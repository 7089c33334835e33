"""Roles: "the billionaire", "the former chancellor", whom the document itself says they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..rulebook import load_table
from ..types import Actor, Mention, Party, Sentence
from .lexicon import fold, is_role
from .spread import group_by_sentence

_FORMER = frozenset(
    {"former", "ex", "ex-", "erstwhile", "past", "one-time", "onetime", "then-former", "outgoing", "departing"}
)
_PLAIN = frozenset(
    {"new", "current", "then", "incumbent", "sitting", "embattled", "late", "young", "veteran", "outspoken"}
)
_BEFORE_NAME = re.compile(r"([\w$&’'.-]+(?: [\w$&’'.-]+){0,5}),? $")
_APPOSED = re.compile(
    r"(?:[’']s)?, (?:who (?:is|was|has been) )?(?:the |a |an |its |his |her )?([\w’'-]+(?: [\w’'-]+){0,6})"
)
_NEXT_NAME = re.compile(r",? ([A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)?")


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase taken apart.

    ``head`` is its noun ("minister"), ``former`` whether it is held no longer, ``words`` how it was written, ``kind``
    what sort of actor can hold it.
    """

    head: str
    modifiers: frozenset[str]
    former: bool
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a role from a place in the document on; ``actor`` is "" for somebody else."""

    start: int
    role: Role
    actor: str


def read_role(phrase: str) -> Role | None:
    """Return the role that a phrase ends in ("former Tesla chief executive"), or None."""
    words = phrase.replace(",", " ").split()
    for size in (3, 2, 1):
        written = fold(" ".join(words[-size:]))
        noun = _nouns().get(written.removeprefix("ex-"))
        if noun and len(words) >= size:
            before = _modifiers(words[:-size])
            plain = {fold(word).removesuffix("'s") for word in before}
            former = written.startswith("ex-") or bool(_FORMER & plain)
            spoken = " ".join([*(w for w in before if fold(w) not in _PLAIN), *words[-size:]])
            return Role(
                noun["same_as"] or noun["noun"], frozenset(plain - _FORMER - _PLAIN), former, spoken, noun["kind"]
            )
    return None


def _modifiers(words: Sequence[str]) -> list[str]:
    """Return the words right before a role's noun that belong to it: adjectives of the trade, names, "former"."""
    kept: list[str] = []
    for word in reversed(words):
        plain = fold(word).removesuffix("'s")
        known = (
            plain in _FORMER or plain in _PLAIN or plain in _known_modifiers() or plain.removeprefix("ex-") in _nouns()
        )
        name = word[:1].isupper() and plain not in _ARTICLES and len(words) > len(kept) + 1
        if len(kept) == 3 or not (known or name):
            break
        kept.insert(0, word)
    return kept


def learn_roles(
    sentences: Sequence[Sentence], actors: tuple[Actor, ...], mentions: Sequence[Mention]
) -> tuple[Holding, ...]:
    """Return who the document says holds which role: before or after a name, ours or another."""
    learned: list[Holding] = []
    kinds = {actor.id: actor.kind for actor in actors}
    by_sentence = group_by_sentence(sentences, mentions)
    for sentence, inside in zip(sentences, by_sentence, strict=True):
        for mention in inside:
            if mention.kind == "name" and len(mention.parties) == 1 and not mention.parties[0].via:
                learned.extend(_held(sentence, mention, kinds[mention.parties[0].id]))
        learned.extend(_held_by_others(sentence, inside))
    return tuple(sorted(learned, key=lambda h: h.start))


def find_roles(
    sentences: Sequence[Sentence], actors: tuple[Actor, ...], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Return the places where an actor is meant by a role, learned in the document or declared in the story."""
    holdings = learn_roles(sentences, actors, mentions)
    named = group_by_sentence(sentences, mentions)
    found: list[Mention] = []
    for sentence, inside in zip(sentences, named, strict=True):
        taken = [(m.passage.start, m.passage.end) for m in inside]
        for match in _definite().finditer(sentence.text):
            start, end = sentence.passage.start + match.start(), sentence.passage.start + match.end()
            if not any(start < stop and begin < end for begin, stop in taken):
                mention = _resolve(sentence, match, actors, holdings)
                found.extend([mention] if mention else [])
    return tuple(found)


_ARTICLES = frozenset({"the", "a", "an", "and", "of", "that", "this", "as", "by", "for", "with", "to", "in", "between"})


def _held(sentence: Sentence, mention: Mention, kind: str) -> Iterator[Holding]:
    text, offset = sentence.text, sentence.passage.start
    actor = mention.parties[0].id
    before = _BEFORE_NAME.search(text[max(0, mention.passage.start - offset - 90) : mention.passage.start - offset])
    role = read_role(before[1]) if before else None
    if role and role.kind == kind:
        yield Holding(mention.passage.start, role, actor)
    after = _APPOSED.match(text, mention.passage.end - offset)
    if after:
        role = _role_at_start(after[1])
        if role and role.kind == kind:
            yield Holding(mention.passage.start, role, actor)


def _role_at_start(phrase: str) -> Role | None:
    """Return the role of an apposition, which may go on after its head ("chief executive of Tesla")."""
    words = phrase.split()
    for stop in range(1, len(words) + 1):
        following = words[stop].lower() if stop < len(words) else ""
        role = read_role(" ".join(words[:stop]))
        if role and not (following and read_role(" ".join(words[: stop + 1]))):
            return role
    return None


def _held_by_others(sentence: Sentence, inside: Sequence[Mention]) -> Iterator[Holding]:
    """Yield roles beside a name that is nobody of the story: "President Rouhani", "Chancellor Jane Roe"."""
    starts = {m.passage.start - sentence.passage.start for m in inside}
    for match in _any_head().finditer(sentence.text):
        name = _NEXT_NAME.match(sentence.text, match.end())
        if name and name.start(1) not in starts and read_role(name[1]) is None:
            role = read_role(match[0])
            if role:
                yield Holding(sentence.passage.start + match.start(), role, "")


def _resolve(
    sentence: Sentence, match: re.Match[str], actors: tuple[Actor, ...], holdings: Sequence[Holding]
) -> Mention | None:
    role = read_role(match[1])
    following = sentence.text[match.end() :]
    if role is None or re.match(r" of (?!the\b)|[’']s own\b|-| [A-Z]", following):
        return None
    start = sentence.passage.start + match.start()
    same = [h for h in holdings if h.role.head == role.head and _agree(h.role, role)]
    if same:
        last = max((h for h in same if h.start <= start), key=lambda h: h.start, default=same[0])
        actor, rule, confidence = last.actor, "role.learned", 0.85
        if len({h.actor for h in same}) > 1:
            confidence = 0.6
    else:
        rivals = any(h.role.head == role.head and h.role.former == role.former for h in holdings)
        actor, rule, confidence = ("" if rivals else _declared(role, actors)), "role.declared", 0.75
    who = next((a for a in actors if a.id == actor), None)
    if who is None:
        return None
    return Mention(
        sentence.passage.slice(match.start(), match.end()), (Party(who.name, who.id),), "role", rule, confidence
    )


def _agree(held: Role, said: Role) -> bool:
    return held.former == said.former and (not said.modifiers or said.modifiers <= held.modifiers)


def _declared(role: Role, actors: tuple[Actor, ...]) -> str:
    """Return the id of the only actor for whom the story declares this role; "" when none or several."""
    owners = {
        actor.id for actor in actors for own in _declared_roles(actor) if own.head == role.head and _fits(own, role)
    }
    return next(iter(owners)) if len(owners) == 1 else ""


def _fits(own: Role, said: Role) -> bool:
    return own.former == said.former and said.modifiers <= own.modifiers


@lru_cache(maxsize=64)
def _declared_roles(actor: Actor) -> tuple[Role, ...]:
    phrases = (*actor.roles, *(alias for alias in actor.aliases if is_role(alias)))
    return tuple(role for role in map(read_role, phrases) if role)


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
def _definite() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s((?:[\w’'-]{{1,30}}\s){{0,3}}?(?:ex-)?(?:{_head_pattern()}))(?![\w-])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _any_head() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?:former|ex)[\s-])?(?:{_head_pattern()})(?![\w-])", re.IGNORECASE)
