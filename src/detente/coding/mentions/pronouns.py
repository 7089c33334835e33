"""Pronouns: which actor "he", "her" or "its" stands for, or nobody when in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...types import Actor, Mention, Party, Passage, Sentence
from ..language import Language
from .antecedents import PRONOUNS, Named, Person, gather, is_barred, resolve
from .lexicon import looks_personal, person_pronoun
from .spread import group_by_sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PERSONAL = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_THING = re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE)
# "It is clear that", "it emerged": nothing is meant.
_EMPTY = re.compile(
    r"(?:['’]s|\s+(?:is|was|will be|would be|has been|had been|seems|seemed|appears|appeared|emerged|remains|became))"
    r"(?:\s+\w+){0,3}\s+(?:that|to|whether|who|when|how|clear|unclear)\b",
    re.IGNORECASE,
)
_WINDOW = 3  # sentences looked at: the pronoun's own and the two before
_LONGEST = 2_000  # characters; nobody can say who "he" is in a longer sentence
_SURE = 0.5  # below this the pronoun is left alone
_LIKELY = 0.8  # how sure the only subject before a pronoun makes it
_STAYS = 0.9  # how much of its certainty a chain of pronouns keeps from sentence to sentence
_SAYING = frozenset(
    {"say", "tell", "add", "write", "claim", "insist", "reply", "declare", "argue", "warn", "tweet", "post", "note"}
    | {"ask", "joke", "quip", "state", "explain", "announce", "boast", "complain", "respond", "continue"}
)
_IMPERSONAL = frozenset(
    {
        "be",
        "take",
        "seem",
        "appear",
        "emerge",
        "remain",
        "become",
        "happen",
        "rain",
        "snow",
        "begin",
        "start",
        "come",
        "go",
    }
    | {
        "last",
        "follow",
        "turn",
        "mean",
        "matter",
        "cost",
        "get",
        "feel",
        "look",
        "sound",
        "end",
        "mark",
        "show",
        "help",
    }
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_THING_RULE = "pronoun.thing"
_BODIES = frozenset({"GPE", "ORG", "NORP", "FAC", "PRODUCT", "LOC", "WORK_OF_ART", "LAW", "EVENT"})


@dataclass(frozen=True, slots=True)
class _Page:
    """What the resolver needs of the document."""

    sentences: Sequence[Sentence]
    groups: Sequence[Sequence[Mention]]
    parties: dict[str, Party]
    pronouns: dict[str, str]
    language: Language


def find_pronouns(
    sentences: Sequence[Sentence], actors: tuple[Actor, ...], mentions: Sequence[Mention], language: Language
) -> tuple[Mention, ...]:
    """Return the pronouns that stand for an actor, a person who stands for one, a state or a body."""
    page = _page(sentences, actors, mentions, language)
    found: list[Mention] = []
    for index, sentence in enumerate(sentences):
        if sentence.block == "furniture" or len(sentence.text) > _LONGEST or not _worth_reading(page, index, found):
            continue
        if _PERSONAL.search(sentence.text):
            found.extend(_personal(page, index, found))
        if _THING.search(sentence.text):
            found.extend(_things(page, index, actors, found))
    return tuple(sorted(found, key=lambda m: m.passage.start))


def _page(
    sentences: Sequence[Sentence], actors: tuple[Actor, ...], mentions: Sequence[Mention], language: Language
) -> _Page:
    parties = {actor.id: Party(actor.name, actor.id) for actor in actors}
    parties |= {p.id: Party(p.name, p.id, a.id) for a in actors for p in a.proxies if p.kind in {"person", "ally"}}
    pronouns = {actor.id: person_pronoun(actor) for actor in actors if actor.kind == "person"}
    return _Page(sentences, group_by_sentence(sentences, mentions), parties, pronouns, language)


def _worth_reading(page: _Page, index: int, found: Sequence[Mention]) -> bool:
    """Whether an actor is mentioned nearby: nothing is parsed for a pronoun that cannot be one of them."""
    first = page.sentences[max(0, index - _WINDOW + 1)].passage.start
    return any(page.groups[max(0, index - _WINDOW + 1) : index + 1]) or bool(found and found[-1].passage.start >= first)


def _personal(page: _Page, index: int, found: Sequence[Mention]) -> Iterator[Mention]:
    # A reader's comment begins anew: what the last one said does not carry over.
    start = index if page.sentences[index].block == "reaction" else max(0, index - _WINDOW + 1)
    window = [s for s in page.sentences[start : index + 1] if len(s.text) <= _LONGEST]
    docs = page.language.parse([s.text for s in window])
    people = _declare(
        gather(docs, list(_known(page, window, found)), page.sentences[0].text, closed=True), page.pronouns
    )
    sentence, doc = window[-1].passage, docs[-1]
    chain = [m for m in found[-20:] if m.passage.start >= page.sentences[max(start, index - 1)].passage.start]
    for token in doc:
        if token.lower_ not in PRONOUNS or _is_taken(page.groups[index], sentence.start + token.idx):
            continue
        place = sentence.slice(token.idx, token.idx + len(token))
        mention = _decide(page, place, _likely(docs, token, people, chain))
        if mention is not None:
            chain.append(mention)
            yield mention


def _likely(
    docs: Sequence[Doc], token: Token, people: Sequence[Person], chain: Sequence[Mention]
) -> tuple[str, float, str]:
    """Return the likeliest person's key, how likely, and the rule; where nobody is named, the last pronoun's person."""
    kind = PRONOUNS[token.lower_]
    last = len(docs) - 1
    able = [p for p in people if not is_barred(last, token, p) and not _is_disjoint(docs[last], token, p, last)]
    only = _only_subject(last, token, [p for p in able if p.pronoun in {kind, "", "any"}])
    if only and not _is_quoted(docs[last].text, token.idx):
        return only, _LIKELY, "pronoun.subject"
    scores = resolve(docs, last, token, able)
    if any(person.pronoun in {kind, "", "any"} for person in able):
        key = max(scores, key=lambda k: scores[k])
        return key, scores[key], "pronoun.scored"
    named = {person.key for person in people}
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


def _is_disjoint(doc: Doc, token: Token, person: Person, index: int) -> bool:
    """Whether a speech of the person, or about the person, keeps the pronoun from meaning them.

    Nobody calls oneself "he" in a quotation, and nobody is named in what "he said" or "he claimed".
    """
    places = [place.token for place in person.places if place.sentence == index]
    if _is_quoted(doc.text, token.idx):
        return any(t.head.lemma_ in _SAYING and t.dep_ == "nsubj" and not _is_quoted(doc.text, t.idx) for t in places)
    if token.dep_ != "nsubj" or token.head.lemma_ not in _SAYING:
        return False
    around = _is_aside(token)
    return any(_is_quoted(doc.text, t.idx) or (around and t.dep_ in _SUBJECTS) for t in places if t.i != token.i)


def _is_aside(token: Token) -> bool:
    """Whether a subject and its verb of saying stand beside what is said: "Roe, he claimed, had left"."""
    verb = token.head
    opens = token.i and token.nbor(-1).text in {",", "”", '"', "''"}
    return bool(opens) and verb.i + 1 < len(token.doc) and verb.nbor(1).text in {",", "."}


def _is_quoted(text: str, place: int) -> bool:
    before = text[:place].replace("''", '"')
    return before.count('"') % 2 == 1 if '"' in before else before.rfind("“") > before.rfind("”")


def _decide(page: _Page, place: Passage, likely: tuple[str, float, str]) -> Mention | None:
    key, chance, rule = likely
    party = page.parties.get(key)
    if party is None or chance < _SURE:
        return None
    return Mention(place, (party,), "pronoun", rule, round(min(chance, 0.95), 2))


def _declare(people: Sequence[Person], pronouns: dict[str, str]) -> list[Person]:
    """Return the people with the pronouns that the story declares for its actors.

    Nobody picks up Roe from "a pro-Roe group": such places do not count.
    """
    spoken = [(p, tuple(place for place in p.places if not _is_compound(place))) for p in people]
    return [Person(p.key, pronouns.get(p.key) or p.pronoun, places, p.titled) for p, places in spoken if places]


def _is_compound(place: Named) -> bool:
    doc, first = place.token.doc, place.first
    prefixed = first > 1 and doc[first - 1].text in {"-", "–"} and doc[first - 2].lower_ in {"pro", "anti"}
    return prefixed or doc[first].lower_.startswith(("pro-", "anti-"))


def _known(page: _Page, window: Sequence[Sentence], found: Sequence[Mention]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the places where people of the story are mentioned, pronouns resolved before too, for the resolver."""
    for number, sentence in enumerate(window):
        earlier = [m for m in found[-20:] if m.rule != _THING_RULE and sentence.passage.covers(m.passage)]
        for mention in (*page.groups[sentence.index], *earlier):
            key = mention.parties[0].id
            personal = key in page.pronouns or bool(mention.parties[0].via) or looks_personal(mention.passage.text)
            if len(mention.parties) == 1 and key in page.parties and (personal or mention.kind == "pronoun"):
                start = mention.passage.start - sentence.passage.start
                yield number, start, start + len(mention.passage.text), key


def _is_taken(inside: Sequence[Mention], place: int) -> bool:
    return any(m.passage.start <= place < m.passage.end for m in inside)


def _things(page: _Page, index: int, actors: tuple[Actor, ...], found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "it" and "its" for a state or a body: the only one named before, the clause's subject or the last one's."""
    bodies = {actor.id for actor in actors if actor.kind != "person"}
    named = [m for m in page.groups[index] if len(m.parties) == 1 and m.parties[0].id in bodies]
    sentence = page.sentences[index].passage
    doc = page.language.parse([sentence.text])[0]
    carried = _last_subject(page, index, bodies, found)
    for match in _THING.finditer(sentence.text):
        before = [m for m in named if m.passage.end <= sentence.start + match.start()]
        if _EMPTY.match(sentence.text, match.end()):
            continue
        others = _other_bodies(doc, match.start(), named, sentence.start)
        place = sentence.slice(match.start(), match.end())
        if not before:
            if carried and not others and _acts(doc, match.start()):
                yield Mention(place, (carried,), "pronoun", _THING_RULE, 0.6)
            continue
        who = {m.parties[0].id for m in before} | others
        subject = _subject_of_clause(doc, match.start(), before, sentence.start)
        if len(who) == 1 or subject:
            meant = subject or before[0]
            yield Mention(place, (meant.parties[0],), "pronoun", _THING_RULE, 0.75 if len(who) == 1 else 0.6)


def _last_subject(page: _Page, index: int, bodies: set[str], found: Sequence[Mention]) -> Party | None:
    """Return the state or body that the sentence before is about: its main verb's subject, be it "it"."""
    if not index or len(page.sentences[index - 1].text) > _LONGEST or page.sentences[index].block == "reaction":
        return None
    before = page.sentences[index - 1].passage
    mentioned = [*page.groups[index - 1], *(m for m in found[-20:] if before.covers(m.passage))]
    doc = page.language.parse([before.text])[0]
    heads = [t for t in doc if t.dep_ in _SUBJECTS and t.head.dep_ == "ROOT"]
    for mention in mentioned:
        inside = any(mention.passage.start <= before.start + t.idx < mention.passage.end for t in heads)
        if inside and len(mention.parties) == 1 and mention.parties[0].id in bodies:
            return mention.parties[0]
    return None


def _acts(doc: Doc, place: int) -> bool:
    """Whether a pronoun is the subject of a verb that needs somebody to do it: not "it rained", not "it took"."""
    token = next((t for t in doc if t.idx == place), None)
    if token is None or token.dep_ != "nsubj" or token.head.lemma_ in _IMPERSONAL:
        return False
    return any(child.dep_ in {"dobj", "ccomp", "xcomp", "prep", "prt"} for child in token.head.children)


def _other_bodies(doc: Doc, stop: int, named: Sequence[Mention], offset: int) -> set[str]:
    return {
        entity.text
        for entity in doc.ents
        if entity.label_ in _BODIES and entity.end_char <= stop and not _is_taken(named, offset + entity.root.idx)
    }


def _subject_of_clause(doc: Doc, place: int, before: Sequence[Mention], offset: int) -> Mention | None:
    """Return the mention that is the subject of the pronoun's own clause or of the one above it."""
    token = next((t for t in doc if t.idx <= place < t.idx + len(t)), None)
    if token is None:
        return None
    for verb in token.ancestors:
        for child in verb.children:
            inside = next((m for m in before if m.passage.start <= offset + child.idx < m.passage.end), None)
            if child.dep_ in {"nsubj", "nsubjpass"} and inside is not None:
                return inside
    return None
