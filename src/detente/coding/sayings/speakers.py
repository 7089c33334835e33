"""Who a source is: an actor, the fullest name the document gives, or the one a pronoun refers to."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from ...rulebook import load_table
from ...types import Mention, Party, Reading, Sentence
from ..mentions.lexicon import fold, forenames, titles
from .bases import apposition, head_of, is_vague
from .subjects import Span

_PART = r"(?:(?:[^\W\d_a-z]\.){2,4}|[^\W\d_a-z][\w’'-]{0,30})"
_NAME = re.compile(rf"{_PART}(?:\.?,? (?:Jr|Sr)\.?|\.? (?:(?:de|van|von|der|al|bin|la|del|el|ibn) )?{_PART}){{0,5}}")
_WORD = re.compile(r"[\w’'-]+")
_HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_RELATIVE = frozenset({"who", "that", "which"})
_OTHERS = frozenset({"they", "them", "their", "it", "i", "we", "you", "us", "me"})
_ANTECEDENT = re.compile(
    r"\b(?:the|a|an|those|some|many|other|his|her|their) [\w’'.-]+(?: (?!the |a |an )[\w’'.-]+){0,2}$"
    r"|[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,3}$|[\w’'.-]+$"
)
_BESIDE = re.compile(r"\b(?:of|for|to|by|from|with|and|at)\b")
_FAR = 1_500  # characters back that a pronoun may look for its speaker
_SENTENCE_STARTS = frozenset(re.findall(r"\w+", """
    the a an in on but and it he she they i we this that if as at for when while after before what who some many most
    one now there so then his her their our you not no yes by from with to of how why where although though however
    since because both other others like unlike despite still even yet also meanwhile earlier later during under latest
"""))  # fmt: skip
_AM_PM = re.compile(r"^[AP]M(?=[^\W\d_a-z][a-z])")  # "9:12 PMAda Brandt", as live pages are copied
_OFFICE_OF = re.compile(
    r"\b(?:secretary|minister|ministry|department|director|chair\w*|head|speaker|president|attorney)\s(?:of|for)\s(?:the\s)?$",
    re.IGNORECASE,
)
_NAMED = 2  # words of a name that stands behind an office ("Secretary of State Ada Brandt")
_PARTISANS = frozenset({"republican", "democrat", "independent", "conservative", "liberal", "socialist"})


class _Candidate(NamedTuple):
    start: int
    name: str
    pronoun: str
    leads: bool


class Speakers:
    """The names of a document in reading order, ready to resolve sources one after another."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._mentions = sorted(reading.mentions, key=lambda m: (m.passage.start, -m.passage.end))
        self._starts = [mention.passage.start for mention in self._mentions]
        self._people: list[_Candidate] = []
        self._fullest: dict[str, str] = {}
        self._last: tuple[int, Party] | None = None
        for sentence in reading.sentences:
            self._note(sentence)

    def resolve(self, source: Span) -> Party | None:
        """Return who a source span is; sources are asked for in reading order, so that pronouns can look back."""
        words = self._text[source[0] : source[1]]
        party = self._actor(source)
        if party is None:
            party = self._pronoun(source, words.lower())
        elif words.lower() in _HE:
            return party
        if party is None and words.lower() not in {*_HE, *_RELATIVE, *_OTHERS}:
            party = self._by_name(words)
        if party is not None and words.lower() not in _OTHERS:
            self._last = (source[0], party)
        return party

    def _note(self, sentence: Sentence) -> None:
        """Note a sentence's people, and for each last name the longest form that ends with it."""
        start, text = sentence.passage.start, sentence.text
        for match in _NAME.finditer(text):
            name, pronoun = _bare(match[0])
            if not name:
                continue
            if _OFFICE_OF.search(text, max(0, match.start() - 24), match.start()):
                name = " ".join(name.split()[-_NAMED:])
            last = name.split()[-1]
            if len(self._fullest.get(last, "").split()) < len(name.split()) <= 4:
                self._fullest[last] = name
            pronoun = pronoun or _pronoun_of(self._fullest.get(last, name))
            if pronoun:
                self._people.append(_Candidate(start + match.start(), name, pronoun, match.start() <= 1))
        described = _described(text)
        if described:
            self._people.append(_Candidate(start, described, "any", leads=True))

    def _actor(self, source: Span) -> Party | None:
        """Return the one party of a mention that is the source itself, not somebody beside it ("aides to ...")."""
        index = bisect_right(self._starts, source[0] - 1)
        for mention in self._mentions[index : index + 3]:
            if mention.passage.start >= source[1]:
                break
            if len(mention.parties) == 1 and self._is_head(mention, source):
                return mention.parties[0]
        return None

    def _is_head(self, mention: Mention, source: Span) -> bool:
        before = self._text[source[0] : mention.passage.start]
        after = self._text[mention.passage.end : source[1]]
        if after and not after.startswith((",", " who", " (", " and ", " himself", " herself", " —", " –")):
            return False
        return not before or before.rstrip().endswith(",") or not _BESIDE.search(before)

    def _pronoun(self, source: Span, pronoun: str) -> Party | None:
        """Return whom a pronoun means: a noun just before a relative pronoun, else the latest fitting speaker."""
        if pronoun in _RELATIVE:
            return self._antecedent(source[0])
        last = self._last if self._last is not None and source[0] - self._last[0] <= _FAR else None
        if pronoun == "they" and last is not None:
            return last[1]
        if pronoun not in _HE:
            return None
        person = self._person_before(source[0], _HE[pronoun])
        if last is not None and _fits(last[1], _HE[pronoun]):
            return last[1] if person is None or not person.leads or person.start <= last[0] else self._party(person)
        return self._party(person) if person is not None else None

    def _person_before(self, start: int, pronoun: str) -> _Candidate | None:
        """Return the nearest person before an offset whom a pronoun fits, one that leads a sentence first."""
        index = bisect_right(self._people, start, key=lambda person: person.start)
        fitting = [
            person
            for person in self._people[max(0, index - 12) : index]
            if start - person.start <= _FAR and person.pronoun in {pronoun, "any"}
        ]
        leading = [person for person in fitting[-3:] if person.leads]
        nearest = leading or fitting
        return nearest[-1] if nearest else None

    def _party(self, person: _Candidate) -> Party:
        return self._by_name(person.name) if person.name[:1].isupper() else Party(person.name)

    def _antecedent(self, start: int) -> Party | None:
        before = self._text[max(0, start - 80) : start].rstrip(" ,")
        match = _ANTECEDENT.search(before)
        if match is None:
            return None
        end = start - (len(self._text[max(0, start - 80) : start]) - len(before))
        return self._mention_ending(end) or self._by_name(match[0])

    def _mention_ending(self, end: int) -> Party | None:
        index = bisect_right(self._starts, end)
        for mention in reversed(self._mentions[max(0, index - 3) : index]):
            if mention.passage.end == end and len(mention.parties) == 1:
                return mention.parties[0]
        return None

    def _by_name(self, words: str) -> Party:
        """Return the fullest name for a named source, the description as written for another."""
        if is_vague(words):
            return Party(words)
        stated = apposition(words) or head_of(words)
        # A name with a noun behind it only describes: "Iranian officials", "the Pardo campaign".
        last = [match for match in _NAME.finditer(stated) if not stated[match.end() :].strip(" .’'")]
        name = _bare(last[-1][0])[0] if last else ""
        if not name or name.split()[-1].lower() in _PARTISANS:
            return Party(words)
        return Party(self._fullest.get(name.split()[-1], name) if " " not in name else name)


def _bare(words: str) -> tuple[str, str]:
    """Return a name without titles and what stands before them, and the pronoun a title tells.

    Without the sentence's first word, the possessive, and the owner ("The Ledger's Ada Brandt"), too.
    """
    parts = _AM_PM.sub("", words).removesuffix("’s").removesuffix("'s").split()
    owners = [index for index, part in enumerate(parts) if part.endswith(("'s", "’s"))]
    parts = parts[owners[-1] + 1 :] if owners else parts  # "The Ledger's Ada Brandt"
    pronoun = ""
    while parts:
        first = fold(parts[0]).rstrip(".,")
        if first in titles():
            pronoun = titles()[first] or "any"
        elif re.split(r"[’']", first, maxsplit=1)[0] not in _SENTENCE_STARTS:
            break
        parts = parts[1:]
    for index in range(len(parts) - 2, -1, -1):  # "U.S. House Speaker Ada Brandt"
        if fold(parts[index]).rstrip(".,") in titles():
            return " ".join(parts[index + 1 :]), titles()[fold(parts[index]).rstrip(".,")] or "any"
    return " ".join(parts), pronoun


def _pronoun_of(name: str) -> str:
    """Return the pronoun a name's forename goes with, "" where it is no forename or stands alone."""
    parts = name.split()
    return forenames().get(fold(parts[0]), "") if len(parts) > 1 else ""


def _fits(party: Party, pronoun: str) -> bool:
    """Whether a pronoun can mean a speaker: a person of that pronoun, or one of whom nothing is known."""
    return (_pronoun_of(party.name) or pronoun) in {pronoun, "any"}


def _described(sentence: str) -> str:
    """Return the person a sentence begins with without naming: "A senior official"; "" for none."""
    words = list(_WORD.finditer(sentence[:120]))[:7]
    if not words or words[0][0].lower() not in {"a", "an", "the", "one"}:
        return ""
    for index, word in enumerate(words[1:], start=1):
        if fold(word[0]) in _persons() and (index + 1 == len(words) or fold(words[index + 1][0]) not in _persons()):
            return sentence[: word.end()]
    return ""


@cache
def _persons() -> frozenset[str]:
    roles = {row["noun"].split()[-1] for row in load_table("actors/role_nouns") if row["kind"] == "person"}
    return frozenset({*roles, *(row["noun"] for row in load_table("attribution/persons"))})
