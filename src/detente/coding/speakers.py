"""Who a source is: an actor, the fullest name the document gives, or the one a pronoun refers to."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from ..types import Mention, Party, Reading
from .bases import apposition, head_of, is_vague
from .frames import Span

_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Prof|Sir|Lord|Lady|Dame|President|Senator|Representative|Governor"
    r"|Secretary|Minister|Chancellor|Chairman|Judge|Justice|Pope|King|Queen|Prince|Princess|Mayor|Congressman"
    r"|Congresswoman|Ambassador|Professor|Doctor|General)"
)
_PART = r"[^\W\d_a-z][\w’'-]{0,30}"
_NAME = re.compile(
    rf"(?:{_TITLE}\.? ){{0,3}}"
    rf"(?P<name>{_PART}(?:\.?,? (?:Jr|Sr)\.?|\.? (?:(?:de|van|von|der|al|bin|la|del|el|ibn) )?{_PART}){{0,4}})"
)
_HE = frozenset({"he", "she", "him", "her", "his"})
_PRONOUNS = _HE | {"they", "who", "it", "i", "we", "them", "their", "that", "which", "you", "us", "me"}
_POSSESSIVE = re.compile(r"[’']s? ?\S")
_ANTECEDENT = re.compile(
    r"\b(?:the|a|an|those|some|many|other|his|her|their) [\w’'.-]+(?: (?!the |a |an )[\w’'.-]+){0,2}$"
    r"|[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,3}$|[\w’'.-]+$"
)
_FAR = 1_500  # characters back that a pronoun may look for its speaker
_SENTENCE_STARTS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "but",
        "and",
        "it",
        "he",
        "she",
        "they",
        "i",
        "we",
        "this",
        "that",
        "if",
        "as",
        "at",
        "for",
        "when",
        "while",
        "after",
        "before",
        "what",
        "who",
        "some",
        "many",
        "most",
        "one",
        "now",
        "there",
        "so",
        "then",
        "his",
        "her",
        "their",
        "our",
        "you",
        "not",
        "no",
        "yes",
        "by",
        "from",
        "with",
        "to",
        "of",
        "how",
        "why",
        "where",
        "although",
        "though",
        "however",
        "since",
        "because",
        "both",
        "other",
        "others",
    ]
)


class _Named(NamedTuple):
    start: int
    name: str


def _is_name(words: str) -> bool:
    return re.split(r"[\s’']", words.lower(), maxsplit=1)[0] not in _SENTENCE_STARTS


class Speakers:
    """The names of a document in reading order, ready to resolve sources one after another."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._mentions = sorted(reading.mentions, key=lambda m: (m.passage.start, -m.passage.end))
        self._starts = [mention.passage.start for mention in self._mentions]
        self._named: list[_Named] = []
        self._fullest: dict[str, str] = {}
        self._last: tuple[int, Party] | None = None
        self._index(reading)

    def resolve(self, source: Span) -> Party | None:
        """Return who a source span is; sources are asked for in reading order, so that pronouns can look back."""
        words = self._text[source[0] : source[1]]
        party = self._actor(source)
        if party is None:
            party = self._pronoun(source, words.lower()) if words.lower() in _PRONOUNS else self._by_name(words)
        if party is not None and words.lower() not in _PRONOUNS:
            self._last = (source[0], party)
        return party

    def _index(self, reading: Reading) -> None:
        """Note every name, and for each last name the longest form that ends with it."""
        for sentence in reading.sentences:
            for match in _NAME.finditer(sentence.text):
                name = match["name"].removesuffix("’s").removesuffix("'s")
                if not _is_name(name):
                    continue
                self._named.append(_Named(sentence.passage.start + match.start(), name))
                last = name.split()[-1]
                if len(name.split()) > len(self._fullest.get(last, last).split()) and len(name.split()) <= 4:
                    self._fullest[last] = name

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
        return (
            not before
            or before.rstrip().endswith(",")
            or not re.search(r"\b(?:of|for|to|by|from|with|and|at)\b", before)
        )

    def _pronoun(self, source: Span, pronoun: str) -> Party | None:
        """Return whom a pronoun means: a name just before a relative pronoun, else the latest speaker or name."""
        if pronoun in {"who", "that", "which"}:
            return self._antecedent(source[0])
        if pronoun not in _HE and pronoun != "they":
            return None
        if self._last is not None and source[0] - self._last[0] <= _FAR:
            return self._last[1]
        named = self._name_before(source[0])
        return Party(named) if named and pronoun in _HE else None

    def _antecedent(self, start: int) -> Party | None:
        before = self._text[max(0, start - 80) : start].rstrip(" ,")
        match = _ANTECEDENT.search(before)
        if match is None:
            return None
        end = start - (len(self._text[max(0, start - 80) : start]) - len(before))
        actor = self._mention_ending(end)
        return actor or self._by_name(match[0])

    def _mention_ending(self, end: int) -> Party | None:
        index = bisect_right(self._starts, end)
        for mention in reversed(self._mentions[max(0, index - 3) : index]):
            if mention.passage.end == end and len(mention.parties) == 1:
                return mention.parties[0]
        return None

    def _name_before(self, start: int) -> str:
        index = bisect_right(self._named, start, key=lambda named: named.start) - 1
        if index < 0 or start - self._named[index].start > _FAR:
            return ""
        name = self._named[index].name
        return self._fullest.get(name.split()[-1], name)

    def _by_name(self, words: str) -> Party:
        """Return the fullest name for a named source, the description as written for another."""
        if is_vague(words):
            return Party(words)
        stated = apposition(words) or head_of(words)
        names = [match["name"] for match in _NAME.finditer(stated) if _is_name(match["name"])]
        if not names:
            return Party(words)
        name = next((name for name in names if " " in name), names[0])
        name = name.removesuffix("’s").removesuffix("'s")
        return Party(self._fullest.get(name.split()[-1], name) if " " not in name else name)
