"""“It” and “its”: which state or body is meant, or none when in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...types import Mention, Party
from ..grammar import verb_forms
from .page import LONGEST, Page, is_taken

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RULE = "pronoun.thing"
_THING = re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE)
# "It is clear that", "it emerged": nothing is meant.
_EMPTY = re.compile(
    r"(?:['’]s|\s+(?:is|was|will be|would be|has been|had been|seems|seemed|appears|appeared|emerged|remains|became))"
    r"(?:\s+\w+){0,3}\s+(?:that|to|whether|who|when|how|clear|unclear)\b",
    re.IGNORECASE,
)
_IMPERSONAL = verb_forms(
    "be is are was were been being am 's ’s", "take took taken taking", "seem", "appear", "emerge", "remain",
    "become became becoming", "happen", "rain", "snow", "begin began begun beginning", "start", "come came coming",
    "go went gone", "last", "follow", "turn", "mean meant", "matter", "cost", "get got gotten getting",
    "feel felt", "look", "sound", "end", "mark", "show showed shown", "help",
)  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BODIES = frozenset({"GPE", "ORG", "NORP", "FAC", "PRODUCT", "LOC", "WORK_OF_ART", "LAW", "EVENT"})


def read_ahead(page: Page, indices: Sequence[int]) -> None:
    """Let the model read what the resolver will ask about in some sentences, in a few large batches."""
    texts = [page.sentences[index].text for index in indices]
    before = {page.sentences[index - 1].text for index in indices if _may_carry(page, index)}
    docs = dict(zip(texts, page.language.syntax(texts), strict=True))
    page.language.syntax([text for text in before if len(text) <= LONGEST])
    page.language.recognise([page.sentences[index].text for index in indices if _asks_for_names(page, index, docs)])


def candidates(page: Page) -> list[int]:
    """Return the sentences in which "it" may stand for a state or body: one is named before it there, or just before.

    A superset of those where one is found: also where only an "it" of the sentence before may itself stand for one.
    """
    found: list[int] = []
    for index in range(len(page.sentences)) if page.bodies else ():
        if not page.is_read(index) or not places(page.sentences[index].text):
            continue
        carried = found[-1:] == [index - 1] or _may_carry(page, index)
        if carried or any(before for _, before in _before(page, index)):
            found.append(index)
    return found


def find_things(page: Page, index: int, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "it" and "its" for a state or a body: the only one named before, the clause's subject or the last one's."""
    sentence = page.sentences[index].passage
    named = _named(page, index)
    for match, before in _before(page, index):
        place = sentence.slice(match.start(), match.end())
        if not before:
            carried = _carried(page, index, match.start(), named, found)
            if carried is not None:
                yield Mention(place, (carried,), "pronoun", RULE, 0.6)
            continue
        who = {m.parties[0].id for m in before}
        if len(who) == 1:
            who |= _other_bodies(page, index, match.start(), named)
        doc = page.language.syntax([sentence.text])[0]
        subject = _subject_of_clause(doc, match.start(), before, sentence.start)
        if len(who) == 1 or subject:
            meant = subject or before[0]
            yield Mention(place, (meant.parties[0],), "pronoun", RULE, 0.75 if len(who) == 1 else 0.6)


def places(text: str) -> list[re.Match[str]]:
    """Return where a sentence says "it" and may mean something."""
    return [match for match in _THING.finditer(text) if not _EMPTY.match(text, match.end())]


def _named(page: Page, index: int) -> list[Mention]:
    return [m for m in page.groups[index] if len(m.parties) == 1 and m.parties[0].id in page.bodies]


def _before(page: Page, index: int) -> list[tuple[re.Match[str], list[Mention]]]:
    """Return each "it" of a sentence with the states and bodies named before it there."""
    sentence, named = page.sentences[index].passage, _named(page, index)
    return [
        (match, [m for m in named if m.passage.end <= sentence.start + match.start()])
        for match in places(sentence.text)
    ]


def _may_carry(page: Page, index: int) -> bool:
    """Whether a state or body is named in the sentence before."""
    return index > 0 and bool(_named(page, index - 1))


def _asks_for_names(page: Page, index: int, docs: dict[str, Doc]) -> bool:
    """Whether it matters which other bodies a sentence names."""
    doc = docs[page.sentences[index].text]
    return any(
        len({m.parties[0].id for m in before}) == 1 or (not before and _acts(doc, match.start()))
        for match, before in _before(page, index)
    )


def _carried(page: Page, index: int, place: int, named: Sequence[Mention], found: Sequence[Mention]) -> Party | None:
    """Return the state or body that the sentence before is about, where "it" acts and no other body is named."""
    doc = page.language.syntax([page.sentences[index].text])[0]
    meant = _last_subject(page, index, found) if _acts(doc, place) else None
    return None if meant is None or _other_bodies(page, index, place, named) else meant


def _last_subject(page: Page, index: int, found: Sequence[Mention]) -> Party | None:
    """Return the state or body that the sentence before is about: its main verb's subject, be it "it"."""
    if not index or len(page.sentences[index - 1].text) > LONGEST or page.sentences[index].block == "reaction":
        return None
    before = page.sentences[index - 1].passage
    mentioned = [*page.groups[index - 1], *(m for m in found[-20:] if before.covers(m.passage))]
    mentioned = [m for m in mentioned if len(m.parties) == 1 and m.parties[0].id in page.bodies]
    if not mentioned:
        return None
    doc = page.language.syntax([before.text])[0]
    heads = [t for t in doc if t.dep_ in _SUBJECTS and t.head.dep_ == "ROOT"]
    for mention in mentioned:
        if any(mention.passage.start <= before.start + t.idx < mention.passage.end for t in heads):
            return mention.parties[0]
    return None


def _acts(doc: Doc, place: int) -> bool:
    """Whether a pronoun is the subject of a verb that needs somebody to do it: not "it rained", not "it took"."""
    token = next((t for t in doc if t.idx == place), None)
    if token is None or token.dep_ != "nsubj" or token.head.lower_ in _IMPERSONAL:
        return False
    return any(child.dep_ in {"dobj", "ccomp", "xcomp", "prep", "prt"} for child in token.head.children)


def _other_bodies(page: Page, index: int, stop: int, named: Sequence[Mention]) -> set[str]:
    """Return the bodies before an offset of a sentence that are no actors."""
    sentence = page.sentences[index].passage
    return {
        entity.text
        for entity in page.language.recognise([sentence.text])[0].ents
        if entity.label_ in _BODIES
        and entity.end_char <= stop
        and not is_taken(named, sentence.start + entity.root.idx)
    }


def _subject_of_clause(doc: Doc, place: int, before: Sequence[Mention], offset: int) -> Mention | None:
    """Return the mention that is the subject of the pronoun's own clause or of the one above it."""
    token = next((t for t in doc if t.idx <= place < t.idx + len(t)), None)
    for verb in token.ancestors if token is not None else ():
        subject = _subject_among(verb, before, offset)
        if subject is not None:
            return subject
    return None


def _subject_among(verb: Token, before: Sequence[Mention], offset: int) -> Mention | None:
    for child in verb.children:
        inside = next((m for m in before if m.passage.start <= offset + child.idx < m.passage.end), None)
        if child.dep_ in _SUBJECTS and inside is not None:
            return inside
    return None
