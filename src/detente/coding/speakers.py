"""Who a source is: an actor, the fullest name the document gives, or the one a pronoun refers to."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..types import Mention, Party, Reading
from .frames import Span

_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|Sir|Lord|President|Senator|Representative|Governor|Secretary)\.?"
_WORD = r"[^\W\d_a-z][\w’'-]*\.?"
_NAME = re.compile(rf"(?:(?:{_TITLE}) )*(?P<name>{_WORD}(?: (?:{_WORD}|de|van|von|der|al|bin|la|del))*)")
_PRONOUNS = {"he": "m", "she": "f", "they": "p", "who": "", "it": "o", "i": "", "we": "p", "him": "m", "her": "f",
             "his": "m", "their": "p", "them": "p"}  # fmt: skip


class Speakers:
    """The names of a document in reading order, ready to resolve sources."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._mentions = sorted(
            (m for m in reading.mentions if len(m.parties) == 1), key=lambda m: (m.passage.start, -m.passage.end)
        )
        self._starts = [m.passage.start for m in self._mentions]
        self._fullest: dict[str, str] = {}
        self._last: Party | None = None

    def resolve(self, source: Span) -> Party | None:
        """Return who a source span names."""
        mention = self._mention(source)
        if mention is not None:
            return mention.parties[0]
        words = self._text[source[0] : source[1]]
        return Party(words)

    def _mention(self, source: Span) -> Mention | None:
        index = bisect_right(self._starts, source[0] - 1)
        while index < len(self._mentions) and self._mentions[index].passage.start < source[1]:
            return self._mentions[index]
        return None
