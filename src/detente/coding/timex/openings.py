"""Which date rules can begin at a place of a text, told from its first few characters.

At nearly every word of an article no rule can begin, and one look at a tree of openings says so; asking every rule's
pattern, or all of them as one, cost twenty times as much. The tree is grown where it is first needed: `regex` tells of
a few characters whether a match could still come of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

_DEEPEST = 8  # characters looked at; a rule that may begin with them is asked
_MOST_NODES = 65_536
# What stands before a place is no part of how a rule begins; hence no look-behind within a negative look-ahead.
_LOOK_BEHIND = re.compile(r"\(\?<[=!](?:[^()]|\([^()]*\))*\)")
_PLACE = re.compile(r"(?<![\w$£€#@./])\S")


class Openings:
    """The rules, by number, that may begin with some characters."""

    def __init__(self, patterns: Sequence[str]) -> None:
        bodies = [_LOOK_BEHIND.sub("", pattern) for pattern in patterns]
        self._patterns = [regex.compile(body, regex.IGNORECASE) for body in bodies]
        self._beginning = lru_cache(maxsize=_MOST_NODES)(self._may_begin)

    def places(self, text: str, position: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield each place of a text from a position on where a rule may begin, with the numbers of those rules."""
        for match in _PLACE.finditer(text, position):
            start = match.start()
            rules: tuple[int, ...] = ()
            for end in range(start + 1, min(start + _DEEPEST, len(text)) + 1):
                rules = self._beginning(text[start:end])
                if not rules:
                    break
            if rules:
                yield start, rules

    def _may_begin(self, opening: str) -> tuple[int, ...]:
        """Return the rules that may begin with some characters: a longer opening asks only those of the shorter."""
        asked = self._beginning(opening[:-1]) if len(opening) > 1 else range(len(self._patterns))
        return tuple(n for n in asked if self._patterns[n].match(opening, partial=True))
