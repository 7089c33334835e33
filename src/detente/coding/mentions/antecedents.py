"""Antecedents: who of the people named nearby a pronoun stands for, by a linear score over grammar and distance."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ...rulebook import load_table
from ..grammar import is_verb
from .lexicon import fold, forenames, titles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .second_look import SecondLook

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_ROLES = {"nsubj": "subj", "nsubjpass": "subj", "dobj": "obj", "dative": "obj", "poss": "poss", "pobj": "pobj",
          "appos": "appos", "attr": "attr", "conj": "conj"}  # fmt: skip
CLEAR = 0.9  # whom grammar and distance make so likely needs no second look
_DESCRIPTIONS = frozenset({"relcl", "appos", "acl"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "conj", "parataxis", "pcomp"})


@dataclass(frozen=True, slots=True)
class Named:
    """One place where a person is named: the sentence's index, the token that heads the name, and its first token."""

    sentence: int
    token: Token
    first: int


@dataclass(frozen=True, slots=True)
class Person:
    """Everyone with one name: a key, the pronoun the name tells ("" unknown), every place, whether the title has it."""

    key: str
    pronoun: str
    places: tuple[Named, ...]
    titled: bool = False


def resolve(
    sentences: Sequence[Doc], index: int, pronoun: Token, people: Sequence[Person], look: SecondLook | None = None
) -> dict[str, float]:
    """Return how likely each person is the one meant by a pronoun, by key; what is missing to 1 is somebody else.

    Where several people fit and none is likely enough, the second look is taken, if there is one.
    """
    told = {person.key: named for person, named in features(sentences, index, pronoun, people)}
    chances = _chances(told, _weights())
    rivals = [chances[p.key] for p in people if p.pronoun in {PRONOUNS[pronoun.lower_], "", "any"}]
    if look is None or len(rivals) < 2 or max(rivals) >= CLEAR:
        return chances
    seen = look.features(sentences, index, pronoun, people)
    return _chances({key: [*named, *seen[key]] for key, named in told.items()}, look.weights)


def _chances(told: Mapping[str, Sequence[tuple[str, float]]], weights: Mapping[str, float]) -> dict[str, float]:
    """Return each one's share by what is told of them, where somebody else has a score of nought."""
    scores = {key: sum(weights.get(name, 0.0) * value for name, value in named) for key, named in told.items()}
    total = sum(math.exp(score) for score in scores.values()) + 1.0
    return {key: math.exp(score) / total for key, score in scores.items()}


def features(
    sentences: Sequence[Doc], index: int, pronoun: Token, people: Sequence[Person]
) -> list[tuple[Person, list[tuple[str, float]]]]:
    """Return, for each person, what speaks for or against: distance, grammar, binding, the others nearby."""
    kind = PRONOUNS[pronoun.lower_]
    barred = {person.key for person in people if is_barred(index, pronoun, person)}
    fitting = [p for p in people if p.pronoun in {kind, "", "any"} and p.key not in barred] or list(people)
    continued = _continued(sentences, index, pronoun, fitting)
    return [
        (
            person,
            [
                *_own_features(index, pronoun, person, fitting),
                ("continued", float(person.key == continued)),
                ("barred", float(person.key in barred)),
            ],
        )
        for person in people
    ]


def is_barred(index: int, pronoun: Token, person: Person) -> bool:
    """Whether grammar forbids it: "he praised Roe" is not about Roe praising himself, nor is "Roe praised him"."""
    inside = [place.token for place in person.places if place.sentence == index]
    if not inside or pronoun.lower_.endswith("self"):
        return False
    head = pronoun.head
    if pronoun.dep_ in {"nsubj", "nsubjpass"}:
        return any(token.i > pronoun.i and head.is_ancestor(token) for token in inside)
    if pronoun.dep_ == "poss":
        return any(
            token.i > pronoun.i
            and (token.i == head.i or (token.head.i == head.i and token.dep_ in {"appos", "compound"}))
            for token in inside
        )
    while head.dep_ in {"prep", "agent", "dative"} and head.head.i != head.i:
        head = head.head
    return any(token.dep_ in {"nsubj", "nsubjpass"} and token.head.i == head.i for token in inside)


def _own_features(index: int, pronoun: Token, person: Person, fitting: Sequence[Person]) -> Iterator[tuple[str, float]]:
    place = _nearest(index, pronoun, person)
    before = _is_before(place, index, pronoun)
    distance = min(index - place.sentence, 4) if before else -1
    role, own = _role(place.token), _role(pronoun)
    own = "self" if pronoun.lower_.endswith("self") else own
    told = {PRONOUNS[pronoun.lower_]: "fits", "": "open", "any": "open"}.get(person.pronoun, "differs")
    yield "bias", 1.0
    yield f"told={told}", 1.0
    yield f"titled={person.titled}&own={own}", 1.0
    yield f"titled={person.titled}&distance={distance}", 1.0
    yield f"others-titled={any(other.titled for other in fitting if other is not person)}", 1.0
    yield f"distance={distance}", 1.0
    yield f"role={role}", 1.0
    yield f"role={role}&own={own}&distance={min(distance, 2)}", 1.0
    yield f"own={own}&distance={distance}", 1.0
    yield f"opens={pronoun.i < 3}&role={role}&distance={min(distance, 2)}", 1.0
    yield "frequency", math.log(len(person.places))
    yield "subject-share", sum(_role(p.token) == "subj" for p in person.places) / len(person.places)
    yield "tokens", math.log1p(_tokens_between(place, index, pronoun)) if before else 3.0
    if place.token.dep_ == "pobj":
        yield f"preposition={place.token.head.lower_}", 1.0
    yield f"full={place.token.i > place.first}&first={place is person.places[0]}", 1.0
    yield f"bracketed={_is_bracketed(place.token)}", 1.0
    recent = [p for p in person.places if index - 1 <= p.sentence < index]
    yield f"was-subject={any(_role(p.token) == 'subj' for p in recent)}&own={own}", 1.0
    yield from _standing(place, distance)
    yield from _repeated(index, pronoun, person, own)
    yield from _competition(index, pronoun, person, fitting, place)
    if place.sentence == index:
        yield from _binding(place.token, pronoun, own)


def _standing(place: Named, distance: int) -> Iterator[tuple[str, float]]:
    """Yield how a name stands in its sentence: how early, how long, with an apposition or a clause of its own."""
    described = any(child.dep_ in _DESCRIPTIONS for child in place.token.children)
    yield f"described={described}&role={_role(place.token)}", 1.0
    yield f"early={min(place.token.i, 10) // 3}&distance={min(distance, 1)}", 1.0
    yield f"length={place.token.i - place.first}", 1.0


def _repeated(index: int, pronoun: Token, person: Person, own: str) -> Iterator[tuple[str, float]]:
    """Yield that the name comes before the pronoun and again after it in its sentence, where a writer would go on."""
    later = [p for p in person.places if p.sentence == index and p.first > pronoun.i]
    if later and _is_before(person.places[0], index, pronoun):
        yield "repeated", 1.0
        yield f"repeated&own={own}&role={_role(later[0].token)}", 1.0


def _continued(sentences: Sequence[Doc], index: int, pronoun: Token, people: Sequence[Person]) -> str:
    """Return whom the pronoun before this one, in this or the last sentence, most simply stands for."""
    kind = PRONOUNS[pronoun.lower_]
    for number in (index, index - 1):
        if number < 0:
            break
        stop = pronoun.i if number == index else len(sentences[number])
        earlier = [t for t in sentences[number][:stop] if PRONOUNS.get(t.lower_) == kind]
        if earlier:
            return _simply(number, earlier[-1], people)
    return ""


def _simply(index: int, pronoun: Token, people: Sequence[Person]) -> str:
    """Return the person last named as a subject before a pronoun, else last named."""
    places = [
        (_role(p.token) == "subj", p.sentence, p.first, person.key)
        for person in people
        for p in person.places
        if _is_before(p, index, pronoun) and index - p.sentence < 3
    ]
    return max(places)[3] if places else ""


def _is_bracketed(token: Token) -> bool:
    before = token.doc[: token.i].text
    return before.count("(") > before.count(")")


def _competition(
    index: int, pronoun: Token, person: Person, people: Sequence[Person], place: Named
) -> Iterator[tuple[str, float]]:
    """Yield how the person stands against the others: nearer ones, the first subject, the most frequent."""
    nearest = {other.key: _nearest(index, pronoun, other) for other in people if other.key != person.key}
    nearer = sum(
        _is_before(other, index, pronoun) and (other.sentence, other.first) > (place.sentence, place.first)
        for other in nearest.values()
    )
    yield f"nearer={min(nearer, 3)}", 1.0
    yield "alone", float(not nearest)
    opening = (person.places[0].sentence, person.places[0].first)
    yield "first", float(all((o.places[0].sentence, o.places[0].first) >= opening for o in people))
    yield "most", float(all(len(other.places) <= len(person.places) for other in people))
    subjects = [
        (o.sentence, o.first) for o in nearest.values() if _role(o.token) == "subj" and _is_before(o, index, pronoun)
    ]
    if _role(place.token) == "subj":
        yield "last-subject", float(all(s < (place.sentence, place.first) for s in subjects))
        yield "only-subject", float(not subjects)
    rivals = [o for o in nearest.values() if o.sentence == place.sentence]
    yield f"rivals={min(len(rivals), 2)}", 1.0


def _binding(candidate: Token, pronoun: Token, own: str) -> Iterator[tuple[str, float]]:
    """Yield what grammar says inside one sentence: who can be meant in the same clause, who governs whom."""
    clause, other = _clause(pronoun), _clause(candidate)
    role = _role(candidate)
    yield f"clause={clause.i == other.i}&role={role}&own={own}", 1.0
    yield f"path={_path(candidate, pronoun)}", 1.0
    if pronoun.head.is_ancestor(candidate) and own == "poss" and candidate.i > pronoun.i:
        yield "inside-possession", 1.0
    if candidate.head == pronoun.head and own == "poss":
        yield "same-head", 1.0
    if clause.i != other.i and other.is_ancestor(clause):
        yield f"above&role={role}&by={clause.dep_}", 1.0
    if clause.i != other.i and clause.is_ancestor(other):
        yield f"below&role={role}", 1.0
    if candidate.i > pronoun.i:
        yield f"after&embedded={clause.dep_ if other.is_ancestor(clause) else 'no'}", 1.0
    if candidate.dep_ == "conj" or any(child.dep_ == "conj" for child in candidate.children):
        yield "coordinated", 1.0


def _path(candidate: Token, pronoun: Token) -> str:
    """Return the dependencies from the pronoun up to the first word above both, and down to the candidate."""
    above = [candidate, *candidate.ancestors]
    places = {token.i: rank for rank, token in enumerate(above)}
    up: list[str] = []
    for token in (pronoun, *pronoun.ancestors):
        if token.i in places:
            down = [t.dep_ for t in above[: places[token.i]]]
            return "far" if len(up) + len(down) > 5 else f"{'>'.join(up)}^{'<'.join(reversed(down))}"
        up.append(token.dep_)
    return "none"


def gather(
    sentences: Sequence[Doc], extra: Sequence[tuple[int, int, int, str]] = (), title: str = "", closed: bool = False
) -> list[Person]:
    """Return the people named in some sentences; ``extra`` adds (sentence, start, end, key) that are known to be names.

    ``title`` is the document's: whoever it names is likelier to be the one spoken of. ``closed`` says that the extra
    people are named nowhere else, so that another with the same surname is somebody else.
    """
    titled = set(re.findall(r"[^\W_]{3,}", fold(title)))
    places: dict[str, list[Named]] = {}
    names: dict[str, set[str]] = {}
    for index, start, end, key, written in _spans(sentences, extra, closed):
        span = sentences[index].char_span(start, end, alignment_mode="expand")
        if span is not None and len(span):
            places.setdefault(key, []).append(Named(index, span.root, span.start))
            names.setdefault(key, set()).add(written)
    return [
        Person(
            key,
            told_pronoun(names[key]),
            tuple(sorted(found, key=lambda n: (n.sentence, n.first))),
            any(_last(name) in titled or set(fold(name).split()) <= titled for name in names[key]),
        )
        for key, found in places.items()
    ]


def told_pronoun(names: set[str]) -> str:
    """Return the pronoun that any way of writing a person tells, by title or forename."""
    for name in sorted(names, key=len, reverse=True):
        words = fold(name).split()
        for word in words[:2]:
            told = titles().get(word.rstrip("."), "")
            if told:
                return told
        told = forenames().get(words[0], "") if words else ""
        if told in {"he", "she"}:
            return told
    return ""


def _spans(
    sentences: Sequence[Doc], extra: Sequence[tuple[int, int, int, str]], closed: bool
) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield the given names and those the model finds elsewhere, one key for a full name and its parts."""
    keys: dict[str, str] = {}
    for index, start, end, key in extra:
        written = sentences[index].text[start:end]
        if not closed:
            keys.setdefault(_last(written), key)
            keys.setdefault(_last(written.split(" ")[0]), key)
        yield index, start, end, key, written
    found = list(_recognised(sentences, {(index, i) for index, start, end, _ in extra for i in range(start, end)}))
    for _, _, _, written in sorted(found, key=lambda f: -len(f[3])):
        key = keys.get(_last(written), "name:" + fold(written))
        keys.setdefault(_last(written), key)
        keys.setdefault(_last(written.split(" ")[0]), key)
    for index, start, end, written in found:
        yield index, start, end, keys[_last(written)], written


def _recognised(sentences: Sequence[Doc], taken: set[tuple[int, int]]) -> Iterator[tuple[int, int, int, str]]:
    """Yield the people the model names outside the places already taken, with the title before the name."""
    for index, doc in enumerate(sentences):
        for entity in doc.ents:
            overlaps = any((index, i) in taken for i in range(entity.start_char, entity.end_char))
            if entity.label_ == "PERSON" and not overlaps:
                before = doc[entity.start - 1].text if entity.start else ""
                written = f"{before} {entity.text}" if fold(before).rstrip(".") in titles() else entity.text
                yield index, entity.start_char, entity.end_char, written


def _last(written: str) -> str:
    plain = fold(written).removesuffix("'s").rstrip(".,'\" ")
    return plain.split(" ")[-1]


def _nearest(index: int, pronoun: Token, person: Person) -> Named:
    """Return the last place before the pronoun, else the first after it."""
    before = [p for p in person.places if _is_before(p, index, pronoun)]
    return before[-1] if before else person.places[0]


def _is_before(place: Named, index: int, pronoun: Token) -> bool:
    return place.sentence < index or (place.sentence == index and place.first < pronoun.i)


def _tokens_between(place: Named, index: int, pronoun: Token) -> int:
    if place.sentence == index:
        return pronoun.i - place.first
    return len(place.token.doc) - place.first + pronoun.i + 25 * (index - place.sentence - 1)


def _role(token: Token) -> str:
    if token.dep_ == "conj" and token.head.i != token.i:
        return _ROLES.get(token.head.dep_, "other")
    if token.dep_ == "pobj" and token.head.lower_ == "by" and token.head.dep_ == "agent":
        return "agent"
    return _ROLES.get(token.dep_, "other")


def _clause(token: Token) -> Token:
    """Return the head of the clause a token stands in: the nearest verb above it."""
    node = token
    while node.head.i != node.i and not (is_verb(node) and node.dep_ in _CLAUSES and node.i != token.i):
        node = node.head
    return node


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in load_table("actors/pronoun_weights")}
