"""Which documents repeat another: exact and near copies, so that a reprint never counts as a second source.

Reports of one event that were written apart share hardly a run of four words (below a tenth, and below a third with a
long quotation in both); reprints and updates share two thirds and more. The limits below lie in the empty middle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

from ..coding.layout import find_blocks
from ..types import Copy, Document, make_id

if TYPE_CHECKING:
    from datasketch import MinHash

_SHINGLE = 4  # words
_FEWEST_WORDS = 40  # shorter texts are copies only when they are the same
_LEAD_WORDS = 120  # a reprint that was cut keeps its beginning
_PERMUTATIONS = 64
_CANDIDATE = 0.4  # estimated similarity worth a true comparison
_SAME = 0.5  # Jaccard: two texts of which nearly all is shared
_CONTAINED = 0.65  # share of the shorter text that stands in the longer one
_CUT = 0.3  # a text less than this share of another is an excerpt or an item in a round-up, not a cut reprint
_LONGEST = 20_000  # words that are compared
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # spreads the bits of a run of words; products wrap around
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans("", "", "'’‘`´")


Shingles = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    """The words of a document's own text, for comparing: their order is in the shingles."""

    document_id: str
    exact: str
    words: int
    shingles: Shingles
    lead: Shingles


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
    shared = len(np.intersect1d(a.shingles, b.shingles, assume_unique=True))
    jaccard = shared / (len(a.shingles) + len(b.shingles) - shared)
    contained = shared / min(len(a.shingles), len(b.shingles))
    return round(jaccard, 3) if jaccard >= _SAME or contained >= _CONTAINED else 0.0


def _candidates(fingerprints: Sequence[_Fingerprint]) -> list[list[int]]:
    """Return for each document the places of earlier ones that may be the same, in order."""
    from datasketch import MinHashLSH  # it takes half a second to load, and who only codes never needs it

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


def _signature(shingles: Shingles) -> MinHash:
    signature = _blank().copy()
    signature.update_batch(shingles.tolist())
    return signature


@cache
def _blank() -> MinHash:
    """Return an empty signature: its permutations are made once, and its seed makes them the same in every run."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=_itself)


def _itself(shingle: int) -> int:
    """Shingles are hashes already."""
    return shingle


def _fingerprint(document: Document) -> _Fingerprint:
    """Return what is compared of a document: its own reporting, without title, bylines and furniture."""
    own = [b.passage.text for b in find_blocks(document) if b.kind in {"body", "list", "reaction", "advice"}]
    text = " ".join(own) or document.text
    words = _WORD.findall(text.casefold().translate(_QUOTES))
    runs = _hash_runs(words[:_LONGEST])
    return _Fingerprint(
        document_id=document.id,
        exact=make_id("words", " ".join(words)),
        words=len(words),
        shingles=np.unique(runs),
        lead=np.unique(runs[:_LEAD_WORDS]),
    )


def _hash_runs(words: list[str]) -> Shingles:
    """Return the hash of every few words in a row, in reading order."""
    hashes = np.array([crc32(word.encode()) for word in words], dtype=np.uint64)
    last = max(1, len(hashes) - _SHINGLE + 1)
    runs = np.zeros(last, dtype=np.uint64)
    for place in range(min(_SHINGLE, len(hashes))):
        runs = runs * _MULTIPLIER + hashes[place : place + last]
    return (runs >> np.uint64(32)).astype(np.uint32)
