"""A sentence with two mentions marked, as the trained coder sees it: the same in training and at run time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW = 112  # tokens a row may have, markers and special tokens included
_AROUND = 700  # characters kept on either side of a mention before anything is tokenised
_LONGEST_MENTION = 24  # tokens of a mention that are kept
_MARKERS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]")


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence and the two mentions in it that are asked about; spans are offsets into ``text``."""

    text: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A marked pair as numbers: token ids, and the places of the two opening markers."""

    ids: tuple[int, ...]
    a: int
    b: int


def encode(pair: MarkedPair, tokenizer: Tokenizer) -> Row:
    """Return a pair's tokens with markers around both mentions, cut around them to at most `WINDOW` tokens."""
    pair = _cut(pair)
    encoding = tokenizer.encode(pair.text, add_special_tokens=False)
    spans = [_token_span(encoding.offsets, *span) for span in _spans(pair)]
    inserts = _inserts(spans, tokenizer)
    ids: list[int] = [_id(tokenizer, "[CLS]")]
    opening = dict.fromkeys((0, 2), 0)
    for position in _kept(len(encoding.ids), spans):
        for marker, number in inserts.get(position, ()):
            opening[marker] = len(ids)
            ids.append(number)
        if position < len(encoding.ids):
            ids.append(encoding.ids[position])
    ids.append(_id(tokenizer, "[SEP]"))
    return Row(tuple(ids), opening[0], opening[2])


def _id(tokenizer: Tokenizer, token: str) -> int:
    """Return the id of one of the tokenizer's special tokens."""
    number: int | None = tokenizer.token_to_id(token)
    if number is None:
        raise ValueError(f"the tokenizer lacks {token}")
    return number


def _spans(pair: MarkedPair) -> tuple[tuple[int, int], tuple[int, int]]:
    return (pair.a_start, pair.a_end), (pair.b_start, pair.b_end)


def _cut(pair: MarkedPair) -> MarkedPair:
    """Return the pair with text far from both mentions taken out."""
    if len(pair.text) <= 4 * _AROUND:
        return pair
    (first, second), text = sorted(_spans(pair)), pair.text
    start = max(0, first[0] - _AROUND)
    end = min(len(text), max(first[1], second[1]) + _AROUND)
    left_end = min(first[1] + _AROUND, end)
    right_start = max(left_end, second[0] - _AROUND)
    moved = [_moved(span, start, left_end, right_start) for span in _spans(pair)]
    kept = text[start:left_end] + text[right_start:end]
    (a_start, a_end), (b_start, b_end) = (tuple(min(place, len(kept)) for place in span) for span in moved)
    return MarkedPair(kept, a_start, a_end, b_start, b_end)


def _moved(span: tuple[int, int], start: int, left_end: int, right_start: int) -> tuple[int, int]:
    """Return a span's offsets after the text before ``start`` and between the two ends has gone."""
    gap = right_start - left_end
    return tuple(place - start - (gap if place > left_end else 0) for place in span)  # type: ignore[return-value]


def _token_span(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the first token of a stretch of text and the one after its last."""
    inside = [i for i, (left, right) in enumerate(offsets) if left < end and right > start]
    if not inside:
        after = next((i for i, (left, _) in enumerate(offsets) if left >= start), len(offsets))
        return after, after
    return inside[0], min(inside[-1] + 1, inside[0] + _LONGEST_MENTION)


def _inserts(spans: list[tuple[int, int]], tokenizer: Tokenizer) -> dict[int, list[tuple[int, int]]]:
    """Return the markers that stand before each token, closing ones first; each as (its number, its id)."""
    inserts: dict[int, list[tuple[int, int]]] = {}
    for order, (start, end) in enumerate(spans):
        for marker, place in ((2 * order, start), (2 * order + 1, end)):
            inserts.setdefault(place, []).append((marker, _id(tokenizer, _MARKERS[marker])))
    for place, markers in inserts.items():
        markers.sort(key=lambda m, place=place: (m[0] % 2 == 0 or spans[m[0] // 2][0] == place, m[0]))  # type: ignore[misc]
    return inserts


def _kept(count: int, spans: list[tuple[int, int]]) -> list[int]:
    """Return the token positions that stay, in order: those nearest to a mention, and every marker's place."""
    budget = WINDOW - 2 - len(_MARKERS)
    places = {place for span in spans for place in span}
    if count <= budget:
        return list(range(count + 1))
    nearest = sorted(range(count), key=lambda i: min(max(start - i, i - end + 1, 0) for start, end in spans))
    return sorted({*nearest[: budget - len(places)], *places})
