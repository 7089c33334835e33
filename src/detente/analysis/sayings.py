"""Sayings: the same quoted words in many documents are one saying with many places.

Two quotations are one saying when one's words are found in the other in order, or when they share four words in a row
and most of the rest (difflib's ratio, after Ratcliff and Obershelp 1988). A saying that is given to different speakers,
or by one speaker in different words, keeps both side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

from ..types import Attribution, Copy, Document, Party, Saying, SayingDifference, make_id
from .ledger import find_origins

_MARKED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SHINGLE = 4  # words in a row that two wordings of one saying share
_FEWEST = 2  # words of the shortest saying: a single word is anybody's
_ALIKE = 0.7  # of the words, in order
_MOST = 60  # quotations of one group that are compared each with each
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch in quotation marks: the attribution it stands in, and its words as printed and as compared."""

    by: Attribution
    text: str
    words: Words


def find_sayings(
    quotes: Sequence[Attribution], documents: Mapping[str, Document], copies: Sequence[Copy]
) -> tuple[Saying, ...]:
    """Return the sayings in quotation marks, those of most sources first."""
    ordered = sorted(quotes, key=lambda quote: _place(quote, documents))
    spoken = [piece for quote in ordered for piece in quoted_pieces(quote)]
    origins = find_origins(copies)
    return tuple(sorted((_saying(group, origins) for group in _groups(spoken)), key=lambda s: -s.sources))


def quoted_pieces(quote: Attribution) -> list[Quoted]:
    """Return what an attribution gives in quotation marks; all of a direct one that has lost its marks."""
    if quote.kind not in ("direct", "mixed"):
        return []
    found = [next(filter(None, match)) for match in _MARKED.findall(quote.text)]
    pieces = found or ([quote.text] if quote.kind == "direct" else [])
    spoken = [Quoted(quote, " ".join(piece.split()).strip(" ,."), _words(piece)) for piece in pieces]
    return [piece for piece in spoken if len(piece.words) >= _FEWEST]


def _groups(spoken: Sequence[Quoted]) -> Iterator[list[Quoted]]:
    """Yield quotations that are one saying together, in the order given."""
    home: dict[int, int] = {}
    index: dict[Words, list[int]] = defaultdict(list)
    members: dict[int, list[int]] = {}
    # The fullest wording first, so that fragments find their whole.
    for at in sorted(range(len(spoken)), key=lambda i: -len(spoken[i].words)):
        near = dict.fromkeys(other for key in _keys(spoken[at].words) for other in index[key][:_MOST])
        home[at] = next((home[other] for other in near if same(spoken[at].words, spoken[other].words)), at)
        members.setdefault(home[at], []).append(at)
        for key in _keys(spoken[at].words):
            index[key].append(at)
    for group in sorted(sorted(group) for group in members.values()):
        yield [spoken[at] for at in group]


def same(one: Words, other: Words) -> bool:
    """Return whether two wordings are of one saying."""
    shorter, longer = sorted((one, other), key=len)
    if _inside(shorter, longer):
        return True
    if len(shorter) < _SHINGLE or 2 * len(shorter) < len(longer):
        return False
    return SequenceMatcher(None, shorter, longer, autojunk=False).ratio() >= _ALIKE


def _keys(words: Words) -> set[Words]:
    """Return what is looked up: every two words in a row, so that a fragment finds its whole."""
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _inside(shorter: Words, longer: Words) -> bool:
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


def _saying(group: Sequence[Quoted], origins: Mapping[str, str]) -> Saying:
    fullest = max(group, key=lambda piece: len(piece.words))
    named = [piece.by.speaker for piece in group if piece.by.speaker is not None]
    speaker = max(named, key=named.count) if named else None
    documents = {origins.get(d, d) for d in (piece.by.content[0].document_id for piece in group)}
    places = tuple(dict.fromkeys(piece.by.id for piece in group))
    id_ = make_id("saying", fullest.words, *places)
    return Saying(id_, fullest.text, speaker, places, len(documents), tuple(_differences(group)))


def _differences(group: Sequence[Quoted]) -> Iterator[SayingDifference]:
    """Yield each pair of speakers or wordings once, though many documents repeat it."""
    seen: set[frozenset[object]] = set()
    for one, other in combinations(group[:_MOST], 2):
        names = (_name(one.by.speaker), _name(other.by.speaker))
        apart = _other_speaker(one.by.speaker, other.by.speaker)
        worded = not (_inside(one.words, other.words) or _inside(other.words, one.words))
        key: frozenset[object] = frozenset(names) if apart else frozenset((one.words, other.words))
        if (apart or worded) and key not in seen:
            seen.add(key)
            yield _difference(one, other, names if apart else None)


def _difference(one: Quoted, other: Quoted, names: tuple[str, str] | None) -> SayingDifference:
    if names:
        because = f"One source gives the words to {names[0]}, another to {names[1]}."
        return SayingDifference(one.by.id, other.by.id, "speaker", because)
    return SayingDifference(one.by.id, other.by.id, "words", f"Given as “{one.text}” and as “{other.text}”.")


def _other_speaker(one: Party | None, other: Party | None) -> bool:
    if one is None or other is None:
        return False
    if one.actor or other.actor:
        return one.actor != other.actor
    # "Roe" and "Ana Roe" may be one person: names differ only where no word is shared.
    return not set(_words(one.name)) & set(_words(other.name))


def _name(speaker: Party | None) -> str:
    return speaker.name if speaker else ""


def _words(text: str) -> Words:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text[:2_000]))


def _place(quote: Attribution, documents: Mapping[str, Document]) -> tuple[date, str, int]:
    first = quote.content[0]
    document = documents.get(first.document_id)
    published = document.published.start if document else None
    return published or date.max, first.document_id, first.start
