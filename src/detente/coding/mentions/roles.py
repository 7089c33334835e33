"""Roles: "the billionaire", "the former chancellor", whom the document itself says they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...types import Actor, Mention, Party, Sentence
from .lexicon import fold, is_role, seats
from .name_index import SEAT
from .role_phrases import Role, any_role, definite_roles, read_role, role_at_start
from .spread import group_by_sentence

_TO_COME = re.compile(r"\b(?:next|future)\b", re.IGNORECASE)
_GOES_ON = re.compile(r" of (?!the\b)|[’']s own\b|-| [A-Z]|(?:(?<=\bGov)|(?<=\bSen)|(?<=\bRep)|(?<=\bGen))\. [A-Z]")
_SIDE_BY_SIDE = re.compile(r" and (?:the )?((?:[\w’'-]+ ){0,2}?[\w’'-]+)(?=[ ,.;])")
_COPULA = re.compile(
    r"\b([A-Z][\w’'-]+ [A-Z][\w’'-]+)(?:(?:,[^,]{1,60},)? (?:is|was|will be|became|becomes|has been|had been)|,)"
    r"(?: (?:named|elected|appointed|made|chosen))? (?:as )?(?:the )?((?:[\w’'-]+ ){0,3}?[\w’'-]+)(?=[ ,.;]|$)"
)
_BEFORE_NAME = re.compile(r"([\w$&’'.-]+(?: [\w$&’'.-]+){0,5}),? $")
_APPOSED = re.compile(
    r"(?:[’']s)?, (?:who (?:is|was|has been) )?(?:the |a |an |its |his |her )?([\w’'-]+(?: [\w’'-]+){0,6})"
)
_NEXT_NAME = re.compile(r",? ([A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)?")


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a role from a place in the document on; ``actor`` is "" for somebody else."""

    start: int
    role: Role
    actor: str


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
    sentences: Sequence[Sentence],
    actors: tuple[Actor, ...],
    mentions: Sequence[Mention],
    holdings: Sequence[Holding],
) -> tuple[Mention, ...]:
    """Return the places where an actor is meant by a role, learned in the document or declared in the story."""
    found: list[Mention] = []
    for sentence, inside in zip(sentences, group_by_sentence(sentences, mentions), strict=True):
        here: list[Mention] = []
        for mention in (*_literal(sentence, actors), *_described(sentence, actors, holdings)):
            if not any(_overlap(mention, other) for other in (*inside, *here)):
                here.append(mention)
        found.extend(_one_office_each(sentence, sorted(here, key=lambda m: m.passage.start)))
    return _one_office_at_a_time(found)


def leave_seats_to_holders(mentions: Sequence[Mention], holdings: Sequence[Holding]) -> tuple[Mention, ...]:
    """Return the mentions without seats of power ("Downing Street") whose role somebody else holds in this document.

    Somebody else holds it, too, where the document gives the actor another office ("the chancellor").
    """
    kept = []
    offices = {m.parties[0].id: read_role(m.passage.text) for m in reversed(mentions) if m.rule == "role.declared"}
    for mention in mentions:
        role = seats().get(fold(mention.passage.text).removeprefix("the "), "") if mention.rule == SEAT else ""
        holders = {h.actor for h in holdings if role and h.role.head == role and not h.role.former}
        own = offices.get(mention.parties[0].id)
        elsewhere = bool(role and own and own.office and not own.former and own.head != role)
        if not elsewhere and (not holders or mention.parties[0].id in holders):
            kept.append(mention)
    return tuple(kept)


def _described(sentence: Sentence, actors: tuple[Actor, ...], holdings: Sequence[Holding]) -> Iterator[Mention]:
    for match in definite_roles().finditer(sentence.text):
        mention = _resolve(sentence, match, actors, holdings)
        if mention is not None:
            yield mention


def _literal(sentence: Sentence, actors: tuple[Actor, ...]) -> Iterator[Mention]:
    """Yield the declared roles that are no plain noun phrase ("the owner of the newspaper"), as they are written."""
    for actor in actors:
        for phrase in _literal_roles(actor):
            for match in re.finditer(
                rf"\b(?:the|this|that) {re.escape(phrase)}(?![\w-])", sentence.text, re.IGNORECASE
            ):
                mention = _mention(sentence, match.span(), actor, "role.declared", 0.8)
                if mention is not None:
                    yield mention


def _one_office_each(sentence: Sentence, found: Sequence[Mention]) -> Iterator[Mention]:
    """Leave out two roles side by side ("the prime minister and the chancellor") that would be one and the same."""
    for index, mention in enumerate(found):
        after = _SIDE_BY_SIDE.match(sentence.text, mention.passage.end - sentence.passage.start)
        before = index and _SIDE_BY_SIDE.match(sentence.text, found[index - 1].passage.end - sentence.passage.start)
        twin = before and found[index - 1].parties == mention.parties
        if not twin and not (after and read_role(after[1]) is not None):
            yield mention


def _one_office_at_a_time(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Leave out declared offices that contradict the first in the document: a chancellor is not also the premier."""
    office: dict[str, str] = {}
    kept = []
    for mention in found:
        role = read_role(mention.passage.text)
        declared = mention.rule == "role.declared" and role is not None and role.office and not role.former
        if not declared or office.setdefault(mention.parties[0].id, role.head if role else "") == (role and role.head):
            kept.append(mention)
    return tuple(kept)


def _overlap(mention: Mention, other: Mention) -> bool:
    return mention.passage.start < other.passage.end and other.passage.start < mention.passage.end


def _held(sentence: Sentence, mention: Mention, kind: str) -> Iterator[Holding]:
    text, offset = sentence.text, sentence.passage.start
    actor = mention.parties[0].id
    before = _BEFORE_NAME.search(text[max(0, mention.passage.start - offset - 90) : mention.passage.start - offset])
    role = read_role(before[1]) if before else None
    if role and role.kind == kind:
        yield Holding(mention.passage.start, role, actor)
    after = _APPOSED.match(text, mention.passage.end - offset)
    if after:
        role = role_at_start(after[1])
        if role and role.kind == kind:
            yield Holding(mention.passage.start, role, actor)


def _held_by_others(sentence: Sentence, inside: Sequence[Mention]) -> Iterator[Holding]:
    """Yield roles beside a name that is nobody of the story: "President Rouhani", "Chancellor Jane Roe"."""
    starts = {m.passage.start - sentence.passage.start for m in inside}
    for match in any_role().finditer(sentence.text):
        name = _NEXT_NAME.match(sentence.text, match.end())
        if name and name.start(1) not in starts and read_role(name[1]) is None:
            role = read_role(match[0])
            if role:
                yield Holding(sentence.passage.start + match.start(), role, "")
    for match in _COPULA.finditer(sentence.text):
        role = role_at_start(sentence.text[match.start(2) : match.end(2) + 40])
        if role and not any(start <= match.start() < start + 40 for start in starts):
            yield Holding(sentence.passage.start + match.start(), role, "")


def _resolve(
    sentence: Sentence, match: re.Match[str], actors: tuple[Actor, ...], holdings: Sequence[Holding]
) -> Mention | None:
    role = read_role(match["role"] or match["bare"])
    if role is None or _GOES_ON.match(sentence.text, match.end()) or _TO_COME.search(match[0]):
        return None
    start = sentence.passage.start + match.start()
    same = _holdings_of(role, holdings)
    if same:
        last = max((h for h in same if h.start <= start), key=lambda h: h.start, default=same[0])
        actor, rule, confidence = last.actor, "role.learned", 0.85
        if len({h.actor for h in same}) > 1:
            confidence = 0.6
    else:
        rivals = any(h.role.head == role.head and h.role.former == role.former for h in holdings)
        actor, rule, confidence = ("" if rivals else _declared(role, actors)), "role.declared", 0.75
    return _mention(sentence, match.span(), next((a for a in actors if a.id == actor), None), rule, confidence)


def _mention(
    sentence: Sentence, span: tuple[int, int], actor: Actor | None, rule: str, confidence: float
) -> Mention | None:
    if actor is None:
        return None
    return Mention(sentence.passage.slice(*span), (Party(actor.name, actor.id),), "role", rule, confidence)


def _holdings_of(role: Role, holdings: Sequence[Holding]) -> list[Holding]:
    """Return who holds a role in the document; a name before it ("the Texas senator") counts if nobody else can."""
    held = [h for h in holdings if h.role.head == role.head and h.role.former == role.former]
    agreeing = [h for h in held if _agree(h.role, role)]
    only_one = len({h.actor for h in held}) == 1 and not any(h.role.modifiers for h in held)
    return agreeing or (held if only_one and role.named else [])


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


@lru_cache(maxsize=64)
def _literal_roles(actor: Actor) -> tuple[str, ...]:
    phrases = (*actor.roles, *(alias for alias in actor.aliases if is_role(alias)))
    plain = (re.sub(r"^(?:the|a|an) ", "", " ".join(phrase.split()), flags=re.IGNORECASE) for phrase in phrases)
    return tuple(phrase for phrase in plain if phrase and read_role(phrase) is None)
