"""The event coder's encoder at its other use: how much each piece of a text attends to each other piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

ATTENTION = "attention."  # what the model's outputs of attention are called, the layer's number after it
_PIECES = 254  # of a text are read, [CLS] and [SEP] apart: three sentences of news are about a hundred
_BEFORE = 190  # of those, when a text is longer, stand before the place asked about


@dataclass(frozen=True, slots=True)
class Attended:
    """A text as the encoder read it: its pieces' offsets, and for each layer and head how each attends to each.

    ``shares`` has the shape (layers, heads, pieces, pieces), [CLS] and [SEP] included at either end.
    """

    offsets: tuple[tuple[int, int], ...]
    shares: NDArray[np.float32]

    def pieces(self, start: int, end: int) -> list[int]:
        """Return the numbers of the pieces in a stretch of the text; none where it was not read."""
        return [i for i, (left, right) in enumerate(self.offsets, start=1) if left < end and right > start]

    def between(self, one: int, others: Sequence[int]) -> NDArray[np.float32]:
        """Return how a piece attends to some others together, and on average they to it: (layers, 2, heads)."""
        there = self.shares[:, :, one, others].sum(axis=-1)
        back = self.shares[:, :, others, one].mean(axis=-1)
        both: NDArray[np.float32] = np.stack([there, back], axis=1)
        return both


class Encoder:
    """The attention of some of a model's layers. The text read last is kept: a sentence may hold several pronouns."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, outputs: Sequence[str]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._outputs = list(outputs)
        self._last: tuple[tuple[str, int], Attended] | None = None

    def attend(self, text: str, place: int) -> Attended:
        """Return a text's attention; of a long one, that of the pieces around a place (an offset)."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        first = 0
        if len(encoding.ids) > _PIECES:
            before = sum(end <= place for _, end in encoding.offsets)
            first = max(0, min(before - _BEFORE, len(encoding.ids) - _PIECES))
        if self._last is None or self._last[0] != (text, first):
            kept = slice(first, first + _PIECES)
            self._last = (text, first), self._read(encoding.ids[kept], encoding.offsets[kept])
        return self._last[1]

    def _read(self, ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> Attended:
        ends = (self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]"))
        row = np.array([[ends[0], *ids, ends[1]]], dtype=np.int64)
        nowhere = np.zeros(1, dtype=np.int64)  # no pair is marked
        feed = {"ids": row, "mask": np.ones_like(row), "a": nowhere, "b": nowhere}
        layers = [layer[0] for layer in self._session.run(self._outputs, feed)]
        return Attended(tuple(offsets), np.stack(layers))
