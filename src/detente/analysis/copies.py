"""Which documents repeat another: exact and near copies, so that a reprint never counts as a second source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from datasketch import MinHash, MinHashLSH

from ..coding.layout import find_blocks
from ..types import Copy, Document, make_id

_SHINGLE = 4  # words
_FEWEST_WORDS = 40  # shorter texts are copies only when they are the same
_LEAD_WORDS = 120  # a reprint that was cut keeps its beginning
_PERMUTATIONS = 64
_CANDIDATE = 0.45  # estimated similarity worth a true comparison
_SAME = 0.6  # Jaccard: two texts of which nearly all is shared
_CONTAINED = 0.8  # share of the shorter text that stands in the longer one
_CUT = 0.3  # a text less than this share of another is an excerpt or an item in a round-up, not a cut reprint
_LONGEST = 20_000  # words that are compared
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans("", "", "'’‘`´")


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    """The words of a document's own text, for comparing: their order is in the shingles."""

    document_id: str
    exact: str
    words: int
    shingles: frozenset[int]
    lead: frozenset[int]


def find_copies(documents: Sequence[Document]) -> tuple[Copy, ...]:
    """Return every document that repeats an earlier one, with the earliest it goes back to."""
    ordered = sorted(documents, key=lambda d: (d.published.start or date.max, d.id))
    fingerprints = [_fingerprint(document) for document in ordered]
    copies: dict[str, Copy] = {}
    for fingerprint, places in zip(fingerprints, _candidates(fingerprints), strict=True):
        earlier = (fingerprints[place] for place in places)
        found = next(((e.document_id, share) for e in earlier if (share := _similarity(fingerprint, e))), None)
        if found:
            original, share = found
            root = copies[original].of if original in copies else original
            copies[fingerprint.document_id] = Copy(fingerprint.document_id, root, share)
    return tuple(copies.values())


def _similarity(a: _Fingerprint, b: _Fingerprint) -> float:
    """Return the Jaccard similarity of two texts if one repeats the other, else 0."""
    if a.exact == b.exact:
        return 1.0
    if min(a.words, b.words) < max(_FEWEST_WORDS, _CUT * max(a.words, b.words)):
        return 0.0
    shared = len(a.shingles & b.shingles)
    jaccard = shared / (len(a.shingles) + len(b.shingles) - shared)
    contained = shared / min(len(a.shingles), len(b.shingles))
    return round(jaccard, 3) if jaccard >= _SAME or contained >= _CONTAINED else 0.0


def _candidates(fingerprints: Sequence[_Fingerprint]) -> list[list[int]]:
    """Return for each document the places of earlier ones that may be the same, in order."""
    whole, leads = (MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS) for _ in range(2))
    exact: dict[str, int] = {}
    found: list[list[int]] = []
    for place, fingerprint in enumerate(fingerprints):
        near = {exact.setdefault(fingerprint.exact, place)} - {place} if fingerprint.words else set()
        if fingerprint.words >= _FEWEST_WORDS and not near:
            for index, shingles in ((whole, fingerprint.shingles), (leads, fingerprint.lead)):
                signature = _signature(shingles)
                near.update(index.query(signature))
                index.insert(place, signature)
        found.append(sorted(near))
    return found


def _signature(shingles: frozenset[int]) -> MinHash:
    signature = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=_itself)
    signature.update_batch(shingles)
    return signature


def _itself(shingle: int) -> int:
    """Shingles are hashes already."""
    return shingle


def _fingerprint(document: Document) -> _Fingerprint:
    """Return what is compared of a document: its own reporting, without title, bylines and furniture."""
    own = [b.passage.text for b in find_blocks(document) if b.kind in {"body", "list", "reaction", "advice"}]
    text = " ".join(own) or document.text
    words = _WORD.findall(text.casefold().translate(_QUOTES))
    compared = words[:_LONGEST]
    return _Fingerprint(
        document_id=document.id,
        exact=make_id("words", *words),
        words=len(words),
        shingles=_shingles(compared),
        lead=_shingles(compared[:_LEAD_WORDS]),
    )


def _shingles(words: list[str]) -> frozenset[int]:
    last = max(1, len(words) - _SHINGLE + 1)
    return frozenset(crc32(" ".join(words[n : n + _SHINGLE]).encode()) for n in range(last))
