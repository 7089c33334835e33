"""A second look at a pronoun in doubt: where the encoder's attention goes from it, and from whom it comes.

Some heads of a language model's encoder attend from a pronoun to the name it stands for, though nobody taught them to
(Clark et al. 2019, "What does BERT look at?"). How each attends to a person is a feature beside those of grammar and
distance. The weights of all of them are fitted together (`training/pronouns.py`) and belong to one model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..encoder import Encoder
    from .antecedents import Person

_LEAST = 1e-3  # attention below this is as good as none
_MIDDLE = 5.0  # brings the logarithm of attention near nought


class LookWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The outputs of a model that a second look reads, and the weights of all features by name."""

    outputs: tuple[str, ...]
    weights: dict[str, float]


class SecondLook:
    """An encoder, and the weights of all features when its attention is among them."""

    def __init__(self, encoder: Encoder, weights: Mapping[str, float]) -> None:
        self._encoder = encoder
        self.weights = weights

    def features(
        self, sentences: Sequence[Doc], index: int, pronoun: Token, people: Sequence[Person]
    ) -> dict[str, list[tuple[str, float]]]:
        """Return, by key, how the encoder attends from a pronoun to all of a person's places, and back."""
        starts = np.cumsum([0, *(len(doc.text) + 1 for doc in sentences)]).tolist()
        place = starts[index] + pronoun.idx
        attended = self._encoder.attend(" ".join(doc.text for doc in sentences), place)
        own = attended.pieces(place, place + len(pronoun))[:1]
        told = {}
        for person in people:
            total = np.zeros_like(attended.between(0, [0]))
            for named in person.places:
                start, doc = starts[named.sentence], sentences[named.sentence]
                end = start + named.token.idx + len(named.token)
                if own and (pieces := attended.pieces(start + doc[named.first].idx, end)):
                    total += attended.between(own[0], pieces)
            logs = np.log(total + _LEAST) + _MIDDLE
            told[person.key] = list(zip(_names(logs.shape), logs.ravel().tolist(), strict=True))
        return told


@cache
def _names(shape: tuple[int, ...]) -> tuple[str, ...]:
    """Return the names of the features: layer, way (from the pronoun, and back) and head."""
    return tuple(f"layer={layer}&{('to', 'from')[way]}&head={head}" for layer, way, head in np.ndindex(shape))
