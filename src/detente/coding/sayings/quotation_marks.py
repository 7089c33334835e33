"""Where quotation marks open and close, paragraph by paragraph.

Knows “…”, «…», „…“, "…", ''…'' and, outside of those, ‘…’ and '…'. A mark inside a quotation is part of its words.
A quotation that is never closed runs to its paragraph's end, as in quotes of several paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTATION_MARKS = frozenset("“”„‟«»\"'`‘’")
_MARK = re.compile(r"[“”„‟«»\"]|''|``")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = frozenset("”»‟")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d_])")
_SINGLE_END = re.compile(r"(?<=\S)[’'](?!\w)")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_LONGEST_SINGLE = 600  # characters looked through for the end of a single-quoted stretch
_END_MARKS = ",.?!…—–-;:"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch with its marks, as offsets into the text it was found in."""

    start: int
    end: int
    closed: bool
    words: int
    text: str

    @property
    def inside(self) -> str:
        """The words without the marks at both ends."""
        return self.text.strip("“”„‟«»\"'`‘’ ")

    @property
    def is_speech(self) -> bool:
        """Whether it reads as an utterance of its own: a capital, several words, or a stop or comma before its end."""
        inside = self.inside
        ended = inside[-1:] in _END_MARKS
        return self.words >= 2 and inside.lstrip("[(…. ")[:1].isupper() and (ended or self.words >= 6)


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of one paragraph in reading order; none overlaps another."""
    doubles = _find_doubles(text)
    return sorted([*doubles, *_find_singles(text, doubles)], key=lambda quotation: quotation.start)


def count_words(text: str) -> int:
    """Return the number of words."""
    return sum(1 for _ in _WORD.finditer(text))


def _find_doubles(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    for mark in _MARK.finditer(text):
        if opened < 0:
            if _can_open(text, mark):
                opened = mark.start()
        elif _can_close(text, mark, text[opened]):
            found.append(_quotation(text, opened, mark.end(), closed=True))
            opened = -1
    if opened >= 0:
        found.append(_quotation(text, opened, len(text.rstrip()), closed=False))
    return [quotation for quotation in found if quotation.words]


def _can_open(text: str, mark: re.Match[str]) -> bool:
    if mark[0] in _OPENING:
        return True
    if mark[0] in _CLOSING:
        return False
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1 : mark.start()] if mark.start() else ""
    return bool(after.strip()) and not before.isalnum()


def _can_close(text: str, mark: re.Match[str], opener: str) -> bool:
    if mark[0] in _OPENING:
        return mark[0] == "“" and opener == "„"
    if mark[0] in _CLOSING:
        return True
    # A straight mark after a space and before a word opens again: it is a nested or a doubled opening mark.
    before = text[mark.start() - 1]
    after = text[mark.end() : mark.end() + 1]
    return not (before.isspace() and after.isalnum())


def _find_singles(text: str, doubles: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    covered = iter(doubles)
    double = next(covered, None)
    reached = 0
    for opening in _SINGLE.finditer(text):
        start = opening.start()
        while double is not None and double.end <= start:
            reached = max(reached, double.end)
            double = next(covered, None)
        if start < reached or (double is not None and double.start <= start):
            continue
        limit = min(start + _LONGEST_SINGLE, double.start if double is not None else len(text))
        end = _single_end(text, start + 1, limit)
        if end > start:
            quotation = _quotation(text, start, end, closed=True)
            reached = end
            if text[start] == "‘" or quotation.words > 1:
                found.append(quotation)
    return found


def _single_end(text: str, start: int, limit: int) -> int:
    """Return where a single-quoted stretch ends, -1 when it does not; “s’ ” is taken as a possessive first."""
    fallback = -1
    for closing in _SINGLE_END.finditer(text, start, limit):
        if text[closing.start() - 1] != "s":
            return closing.end()
        fallback = closing.end()
    return fallback


def _quotation(text: str, start: int, end: int, *, closed: bool) -> Quotation:
    return Quotation(start, end, closed, count_words(text[start:end]), text[start:end])
