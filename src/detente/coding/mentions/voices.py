"""Voices: which words of a document are quoted, and who speaks them; nobody calls oneself "he"."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ...types import Sentence
from ..grammar import verb_forms
from ..sayings.quotation_marks import find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .antecedents import Person

SAYING = verb_forms(
    "say said", "tell told", "add", "write wrote written", "claim", "insist", "reply", "declare", "argue", "warn",
    "tweet", "post", "note", "ask", "joke", "quip quipped quipping", "state", "explain", "announce", "boast",
    "complain", "respond", "continue",
)  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
Stretches = Sequence[tuple[int, int]]


def quoted_stretches(sentences: Sequence[Sentence]) -> list[Stretches]:
    """Return what of each sentence is quoted, as offsets into it; a quotation may begin in an earlier sentence."""
    found: list[Stretches] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        found.extend(_of_paragraph(list(group)))
    return found


def is_within(stretches: Stretches, place: int) -> bool:
    """Return whether an offset lies in one of some stretches."""
    return any(start <= place < end for start, end in stretches)


def is_disjoint(docs: Sequence[Doc], quoted: Sequence[Stretches], token: Token, person: Person) -> bool:
    """Whether a speech of the person, or about the person, keeps the last sentence's pronoun from meaning them.

    Nobody calls oneself "he" in a quotation, and nobody is named in what "he said" or "he claimed".
    """
    last = len(docs) - 1
    places = [place.token for place in person.places if place.sentence == last]
    if is_within(quoted[last], token.idx):
        return any(
            place.token.i == speaker.i
            for number, speaker in _speakers(docs, quoted)
            for place in person.places
            if place.sentence == number
        )
    if token.dep_ != "nsubj" or token.head.lower_ not in SAYING:
        return False
    around = _is_aside(token)
    return any(is_within(quoted[last], t.idx) or (around and t.dep_ in _SUBJECTS) for t in places if t.i != token.i)


def _speakers(docs: Sequence[Doc], quoted: Sequence[Stretches]) -> list[tuple[int, Token]]:
    """Return whoever is said to speak in the last sentence, else in the one before, if that quotes, too."""
    for number in range(len(docs) - 1, max(-1, len(docs) - 3), -1):
        found = [
            (number, token)
            for token in docs[number]
            if token.dep_ == "nsubj" and token.head.lower_ in SAYING and not is_within(quoted[number], token.idx)
        ]
        if found or not quoted[number]:
            return found
    return []


def _is_aside(token: Token) -> bool:
    """Whether a subject and its verb of saying stand beside what is said: "Roe, he claimed, had left"."""
    verb = token.head
    opens = token.i and token.nbor(-1).text in {",", "”", '"', "''"}
    return bool(opens) and verb.i + 1 < len(token.doc) and verb.nbor(1).text in {",", "."}


def _of_paragraph(sentences: Sequence[Sentence]) -> Iterator[Stretches]:
    begin = sentences[0].passage.start
    pieces: list[str] = []
    reached = begin
    for sentence in sentences:
        pieces += [" " * (sentence.passage.start - reached), sentence.text]
        reached = sentence.passage.end
    stretches = deque((q.start + begin, q.end + begin) for q in find_quotations("".join(pieces)))
    for sentence in sentences:
        start, stop = sentence.passage.start, sentence.passage.end
        while stretches and stretches[0][1] <= start:
            stretches.popleft()
        yield [(max(a, start) - start, min(b, stop) - start) for a, b in _until(stretches, stop)]


def _until(stretches: Iterable[tuple[int, int]], stop: int) -> Iterator[tuple[int, int]]:
    for stretch in stretches:
        if stretch[0] >= stop:
            return
        yield stretch
