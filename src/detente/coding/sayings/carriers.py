"""The sentences worth parsing for attributions, with each utterance inside quotation marks stood in for by two words.

A parser reads ``"It is," she said`` far better than ``"`` followed by sixty words of somebody's speech, and faster.
Sentences that one quotation runs across are joined. Offsets lead back to the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from ...types import Sentence
from .cues import has_cue, is_cue, starts_with_cue
from .quotation_marks import Quotation, find_quotations

STAND_IN = "It is"
_SENTENCE_LIMIT = 1_200  # a longer carrier (a list, a table, a broken file) is not worth its parse
_END_MARKS = ",.?!…"
_HEADLINE_WORDS, _HEADLINE_SHARE = 4, 0.8
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LATER_WORD = re.compile(r"(?<=[ ’'-])[^\W\d_a-z][^\W\d_]*")
_OPEN_ENDS = ",?!…—–-"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's sentences and quotations, both with offsets into the document."""

    number: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a carrier and the stretch of the document it stands for."""

    start: int
    end: int
    source: int
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """One or more sentences as they are handed to the parser."""

    text: str
    start: int
    end: int
    paragraph: int
    pieces: tuple[Piece, ...]
    quotations: tuple[Quotation, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the document's span for a span of the carrier; a stand-in counts whole."""
        first, last = self._piece(start), self._piece(max(start, end - 1))
        left = first.source + (0 if first.quotation else start - first.start)
        if last.quotation:
            return left, last.quotation.end
        return left, last.source + end - last.start

    def stand_in(self, offset: int) -> Quotation | None:
        """Return the quotation stood in for at an offset of the carrier."""
        return self._piece(offset).quotation

    def _piece(self, offset: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1)]


def find_paragraphs(text: str, sentences: tuple[Sentence, ...]) -> list[Paragraph]:
    """Return the paragraphs of a document's running text, with their quotations."""
    found = []
    for number, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        members = tuple(group)
        start, end = members[0].passage.start, members[-1].passage.end
        quotations = tuple(_shifted(quotation, start) for quotation in find_quotations(text[start:end]))
        found.append(Paragraph(number, start, end, members, quotations))
    return found


def find_carriers(text: str, paragraph: Paragraph) -> list[Carrier]:
    """Return the carriers of a paragraph: those of its sentences that hold a cue or a quotation."""
    found = []
    for start, end, quotations in _units(text, paragraph):
        carrier = plain_case(_carrier(text, (start, end), paragraph.number, quotations))
        if len(carrier.text) <= _SENTENCE_LIMIT and (quotations or has_cue(carrier.text)):
            found.append(carrier)
    return found


def plain_case(carrier: Carrier) -> Carrier:
    """Return a carrier whose cue words are in lower case where a headline's style capitalises every word."""
    words = _LONG_WORD.findall(carrier.text)
    if len(words) < _HEADLINE_WORDS or sum(word[0].isupper() for word in words) < _HEADLINE_SHARE * len(words):
        return carrier
    text = _LATER_WORD.sub(lambda word: word[0].lower() if is_cue(word[0]) else word[0], carrier.text)
    return replace(carrier, text=text) if len(text) == len(carrier.text) else carrier


def _units(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, tuple[Quotation, ...]]]:
    """Yield (start, end, quotations) of each run of sentences that belong together: see `_goes_on`."""
    quotations = iter(paragraph.quotations)
    upcoming = next(quotations, None)
    start, inside = paragraph.start, []
    following = [*paragraph.sentences[1:], None]
    for sentence, after in zip(paragraph.sentences, following, strict=True):
        end = sentence.passage.end
        while upcoming is not None and upcoming.start < end:
            inside.append(upcoming)
            upcoming = next(quotations, None)
        if after is not None and inside and _goes_on(text, inside[-1], end, after):
            continue
        yield start, end, tuple(inside)
        start, inside = end, []


def _goes_on(text: str, quotation: Quotation, end: int, after: Sentence) -> bool:
    """Whether the next sentence belongs to this one: a quotation crosses the border, or its speaker comes after it.

    A sentence splitter parts ``"Why?" | she asked.`` at the question mark.
    """
    if quotation.end > end:
        return True
    if text[quotation.end : end].strip() or quotation.inside[-1:] not in _OPEN_ENDS:
        return False
    return after.text[:1].islower() or starts_with_cue(after.text)


def _carrier(text: str, span: tuple[int, int], paragraph: int, quotations: tuple[Quotation, ...]) -> Carrier:
    """Return the carrier of a span of the document."""
    at = span[0] + len(text[span[0] : span[1]]) - len(text[span[0] : span[1]].lstrip())
    start = at
    words: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for quotation in quotations:
        if not _stands_alone(text, quotation, start):
            continue
        for piece, source, stood_for in ((text[at : quotation.start], at, None), (_stand_in(quotation), 0, quotation)):
            if piece:
                pieces.append(Piece(length, length + len(piece), stood_for.start if stood_for else source, stood_for))
                words.append(piece)
                length += len(piece)
        at = quotation.end
    if at < span[1]:
        pieces.append(Piece(length, length + span[1] - at, at))
        words.append(text[at : span[1]])
    return Carrier("".join(words), start, span[1], paragraph, tuple(pieces), quotations)


def _stands_alone(text: str, quotation: Quotation, start: int) -> bool:
    """Whether a quotation is an utterance of its own: it reads as one, or goes on after ``," he said, "``."""
    if quotation.is_speech:
        return True
    before = text[max(start, quotation.start - 2) : quotation.start].rstrip()
    ended = quotation.inside[-1:] in _END_MARKS
    return quotation.words >= 4 and ended and (not before or before.endswith((",", ":")))


def _stand_in(quotation: Quotation) -> str:
    inside = quotation.inside
    words = STAND_IN if inside[:1].isupper() else STAND_IN.lower()
    mark = inside[-1:] if inside[-1:] in _END_MARKS else ""
    return f'"{words}{mark}"'


def _shifted(quotation: Quotation, by: int) -> Quotation:
    return Quotation(quotation.start + by, quotation.end + by, quotation.closed, quotation.words, quotation.text)
