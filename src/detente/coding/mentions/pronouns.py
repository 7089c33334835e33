"""Pronouns: which actor "he", "her" or "its" stands for, or nobody when in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...types import Actor, Mention, Passage, Sentence
from ..language import Language
from . import things
from .antecedents import PRONOUNS, Named, Person, gather, is_barred, resolve
from .bystanders import KEY, bystander_places
from .lexicon import looks_personal
from .page import LONGEST, Page, is_taken, make_page
from .second_look import SecondLook
from .voices import Stretches, is_disjoint, is_within

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PERSONAL = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_WINDOW = 3  # sentences looked at: the pronoun's own and the two before
_AT_ONCE = 400  # sentences read ahead together
_SURE = 0.5  # below this the pronoun is left alone
_LIKELY = 0.8  # how sure the only subject before a pronoun makes it
_STAYS = 0.9  # how much of its certainty a chain of pronouns keeps from sentence to sentence
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a pronoun is resolved on: the sentences read, what of each is quoted, who is named, the second look."""

    docs: Sequence[Doc]
    quoted: Sequence[Stretches]
    people: Sequence[Person]
    look: SecondLook | None = None


def find_pronouns(
    sentences: Sequence[Sentence],
    actors: tuple[Actor, ...],
    mentions: Sequence[Mention],
    language: Language,
    look: SecondLook | None = None,
) -> tuple[Mention, ...]:
    """Return the pronouns that stand for an actor, a person who stands for one, a state or a body."""
    page = make_page(sentences, actors, mentions, language, look)
    personal, impersonal = _candidates(page), frozenset(things.candidates(page))
    found: list[Mention] = []
    for batch in _batches(sorted(personal | impersonal)):
        _read_ahead(page, [i for i in batch if i in personal])
        things.read_ahead(page, [i for i in batch if i in impersonal])
        for index in batch:
            if index in personal:
                found.extend(_personal(page, index, found))
            if index in impersonal:
                found.extend(things.find_things(page, index, found))
    return tuple(sorted(found, key=lambda m: m.passage.start))


def _batches(indices: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(indices), _AT_ONCE):
        yield indices[start : start + _AT_ONCE]


def _candidates(page: Page) -> frozenset[int]:
    """Return the sentences with a "he" or "she" that may stand for somebody: one whom it fits is mentioned nearby.

    A superset of those where one is found, told without reading a word of grammar: nothing else is ever parsed.
    """
    found: list[int] = []
    for index, sentence in enumerate(page.sentences):
        if not page.is_read(index) or not (match := _PERSONAL.findall(sentence.text)):
            continue
        start, kinds = _window_start(page, index), {PRONOUNS[word.lower()] for word in match}
        # Whoever a pronoun of the sentences before stands for may be meant again.
        chained = bool(found) and found[-1] >= start
        if chained or any(_fits(page, m, kinds) for group in page.groups[start : index + 1] for m in group):
            found.append(index)
    return frozenset(found)


def _fits(page: Page, mention: Mention, kinds: set[str]) -> bool:
    declared = page.pronouns.get(mention.parties[0].id, "")
    return _is_personal(page, mention) and (not declared or declared in kinds)


def _read_ahead(page: Page, indices: Sequence[int]) -> None:
    page.language.recognise([s.text for index in indices for s in _window(page, index)])


def _window_start(page: Page, index: int) -> int:
    # A reader's comment begins anew: what the last one said does not carry over.
    return index if page.sentences[index].block == "reaction" else max(0, index - _WINDOW + 1)


def _window(page: Page, index: int) -> list[Sentence]:
    """Return a pronoun's sentence and those before it in which the one it means may be named."""
    return [s for s in page.sentences[_window_start(page, index) : index + 1] if len(s.text) <= LONGEST]


def _personal(page: Page, index: int, found: Sequence[Mention]) -> Iterator[Mention]:
    window, start = _window(page, index), _window_start(page, index)
    known = list(_known(page, window, found))
    chain = [m for m in found[-20:] if m.passage.start >= page.sentences[max(start, index - 1)].passage.start]
    if not known and not any(m.rule != things.RULE for m in chain):
        return
    scene = _set_scene(page, window, known)
    sentence, doc = window[-1].passage, scene.docs[-1]
    for token in doc:
        if token.lower_ not in PRONOUNS or is_taken(page.groups[index], sentence.start + token.idx):
            continue
        place = sentence.slice(token.idx, token.idx + len(token))
        mention = _decide(page, place, _likely(scene, token, chain))
        if mention is not None:
            chain.append(mention)
            yield mention


def _set_scene(page: Page, window: Sequence[Sentence], known: Sequence[tuple[int, int, int, str]]) -> Scene:
    docs = page.language.recognise([s.text for s in window])
    told = page.pronouns | {KEY + surname: pronoun for surname, pronoun in page.bystanders.items()}
    people = gather(docs, [*known, *_others(page, window)], page.sentences[0].text, closed=True)
    return Scene(docs, [page.quoted[s.index] for s in window], _declare(people, told), page.look)


def _likely(scene: Scene, token: Token, chain: Sequence[Mention]) -> tuple[str, float, str]:
    """Return the likeliest person's key, how likely, and the rule; where nobody is named, the last pronoun's person."""
    kind, docs = PRONOUNS[token.lower_], scene.docs
    last = len(docs) - 1
    able = [p for p in scene.people if not is_barred(last, token, p) and not is_disjoint(docs, scene.quoted, token, p)]
    only = _only_subject(last, token, [p for p in able if p.pronoun in {kind, "", "any"}])
    if only and not is_within(scene.quoted[last], token.idx):
        return only, _LIKELY, "pronoun.subject"
    scores = resolve(docs, last, token, able, scene.look)
    if any(person.pronoun in {kind, "", "any"} for person in able):
        person = max(able, key=lambda p: scores[p.key])
        fits = person.pronoun in {kind, "", "any"}
        return person.key, scores[person.key] if fits else 0.0, "pronoun.scored"
    named = {person.key for person in scene.people}
    for mention in reversed(chain):
        if PRONOUNS.get(mention.passage.text.lower()) == kind and mention.parties[0].id not in named:
            return mention.parties[0].id, mention.confidence * _STAYS, "pronoun.chain"
    return "", 0.0, ""


def _only_subject(index: int, token: Token, people: Sequence[Person]) -> str:
    """Return the only person named before a pronoun in its sentence, if they are a subject there; "" for none."""
    here = {p.key: [place for place in p.places if place.sentence == index and place.first < token.i] for p in people}
    named = {key: places for key, places in here.items() if places}
    if len(named) != 1:
        return ""
    key, places = next(iter(named.items()))
    # In "He added that Roe would leave him" both pronouns are somebody else.
    if any(PRONOUNS.get(t.lower_) == PRONOUNS[token.lower_] for t in token.doc[: places[0].first]):
        return ""
    return key if any(place.token.dep_ in _SUBJECTS for place in places) else ""


def _decide(page: Page, place: Passage, likely: tuple[str, float, str]) -> Mention | None:
    key, chance, rule = likely
    party = page.parties.get(key)
    if party is None or chance < _SURE:
        return None
    return Mention(place, (party,), "pronoun", rule, round(min(chance, 0.95), 2))


def _declare(people: Sequence[Person], pronouns: dict[str, str]) -> list[Person]:
    """Return the people with the pronouns that the story declares for its actors.

    Nobody picks up Roe from "a pro-Roe group": such places do not count.
    """
    spoken = [(p, tuple(place for place in p.places if not _is_modifier(p.key, place))) for p in people]
    return [Person(p.key, pronouns.get(p.key) or p.pronoun, places, p.titled) for p, places in spoken if places]


def _is_modifier(key: str, place: Named) -> bool:
    if key.startswith(KEY) and place.token.dep_ in {"compound", "nmod", "amod"}:
        return True
    doc, first = place.token.doc, place.first
    prefixed = first > 1 and doc[first - 1].text in {"-", "–"} and doc[first - 2].lower_ in {"pro", "anti"}
    return prefixed or doc[first].lower_.startswith(("pro-", "anti-"))


def _known(page: Page, window: Sequence[Sentence], found: Sequence[Mention]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the places where people of the story are mentioned, pronouns resolved before too, for the resolver."""
    for number, sentence in enumerate(window):
        earlier = [m for m in found[-20:] if m.rule != things.RULE and sentence.passage.covers(m.passage)]
        for mention in (*page.groups[sentence.index], *earlier):
            if _is_personal(page, mention):
                start = mention.passage.start - sentence.passage.start
                yield number, start, start + len(mention.passage.text), mention.parties[0].id


def _others(page: Page, window: Sequence[Sentence]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the places where somebody else is named whom a pronoun may mean."""
    for number, sentence in enumerate(window):
        for start, end, key in bystander_places(sentence.text, page.bystanders):
            if not is_taken(page.groups[sentence.index], sentence.passage.start + start):
                yield number, start, end, key


def _is_personal(page: Page, mention: Mention) -> bool:
    """Whether a mention is of a person a pronoun may stand for: an actor, a proxy, somebody by their full name."""
    key = mention.parties[0].id
    personal = key in page.pronouns or bool(mention.parties[0].via) or looks_personal(mention.passage.text)
    return len(mention.parties) == 1 and key in page.parties and (personal or mention.kind == "pronoun")
