"""The trained event coder: what happened between two marked mentions, as probabilities.

The model is `models/coder.onnx`; `models/coder.json` beside it names its labels, its calibration and its checksum.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from ..errors import MissingPartError
from .encoder import Encoder
from .marked import MarkedPair, Row, encode
from .mentions.second_look import LookWeights, SecondLook

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["EventCoder", "MarkedPair", "Prediction", "coder_fingerprint"]

MODELS = Path(__file__).parent.parent / "models"
NONE = "NONE"
_MODEL, _SIDECAR, _TOKENIZER = "coder.onnx", "coder.json", "tokenizer.json"
_BATCH = 32


class Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `coder.json` says about the model: labels in the order of its outputs, calibration, checksums.

    ``pronouns`` is what a second look at a pronoun in doubt goes by, once it has been fitted.
    """

    sha256: str
    tokenizer_sha256: str
    types: tuple[str, ...]
    directions: tuple[str, ...]
    modalities: tuple[str, ...]
    temperature: float
    threshold: float
    pronouns: LookWeights | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """Probabilities for one marked pair; ``direction`` and ``modality`` suppose that something happened."""

    types: dict[str, float]
    direction: dict[str, float]
    modality: dict[str, float]

    @property
    def type(self) -> str:
        """The likeliest type, or NONE."""
        return max(self.types, key=self.types.__getitem__)


class EventCoder:
    """The loaded model. `threshold` is the probability below which a type is left out.

    ``look`` is the second look at pronouns in doubt that the model's encoder allows, if weights were fitted for it.
    """

    look: SecondLook | None = None

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, sidecar: Sidecar) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._sidecar = sidecar
        if weights := sidecar.pronouns:
            self.look = SecondLook(Encoder(session, tokenizer, weights.outputs), weights.weights)

    @classmethod
    def load(cls, path: Path | None = None) -> EventCoder:
        """Return the coder of a folder of model files; without a path, the packaged one.

        Raises:
            MissingPartError: a file is missing, or is not the one that the sidecar names.
        """
        folder = path or MODELS
        sidecar = _read_sidecar(folder)
        model = _checked(folder / _MODEL, sidecar.sha256)
        tokenizer = _checked(folder / _TOKENIZER, sidecar.tokenizer_sha256)
        return cls(open_session(model), open_tokenizer(tokenizer), sidecar)

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change when the model does."""
        return _fingerprint(self._sidecar)

    @property
    def threshold(self) -> float:
        """The probability below which a type is left out."""
        return self._sidecar.threshold

    def predict(self, pairs: Sequence[MarkedPair]) -> list[Prediction]:
        """Return a prediction for each pair, in the order given."""
        rows = [encode(pair, self._tokenizer) for pair in pairs]
        predictions: list[Prediction | None] = [None] * len(rows)
        # Rows of like length share a batch: padding is work for nothing.
        order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            for place, prediction in zip(places, self._run([rows[i] for i in places]), strict=True):
                predictions[place] = prediction
        return [prediction for prediction in predictions if prediction is not None]

    def _run(self, rows: Sequence[Row]) -> Iterator[Prediction]:
        types, direction, modality = self._session.run(["types", "direction", "modality"], _feed(rows))
        types = _softmax(types / self._sidecar.temperature)
        direction, modality = _softmax(direction), _softmax(modality)
        for i in range(len(rows)):
            yield Prediction(
                _named(self._sidecar.types, types[i]),
                _named(self._sidecar.directions, direction[i]),
                _named(self._sidecar.modalities, modality[i]),
            )


def coder_fingerprint() -> str:
    """Return the packaged model's fingerprint without loading it.

    Raises:
        MissingPartError: the model's sidecar is missing.
    """
    return _fingerprint(_read_sidecar(MODELS))


def _fingerprint(sidecar: Sidecar) -> str:
    return hashlib.sha256(msgspec.json.encode(sidecar)).hexdigest()[:12]


@cache
def _read_sidecar(folder: Path) -> Sidecar:
    path = folder / _SIDECAR
    try:
        return msgspec.json.decode(path.read_bytes(), type=Sidecar)
    except FileNotFoundError as error:
        raise MissingPartError(f"event coder ({path})", "reinstall detente: its model files are missing") from error
    except msgspec.DecodeError as error:
        raise MissingPartError(f"event coder ({path})", f"reinstall detente: the file is altered ({error})") from error


def _checked(path: Path, expected: str) -> bytes:
    """Return a file's bytes if their sha256 is the expected one."""
    remedy = f"reinstall detente: {path} must be the file with sha256 {expected}"
    if not path.is_file():
        raise MissingPartError(f"event coder ({path.name} is missing)", remedy)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != expected:
        raise MissingPartError(f"event coder ({path.name} is altered)", remedy)
    return content


def open_session(model: bytes) -> InferenceSession:
    """Return a session that runs on the calling thread: documents, not operators, are spread over cores."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def open_tokenizer(content: bytes) -> Tokenizer:
    """Return the tokenizer of a file, without the limits that the file sets."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _feed(rows: Sequence[Row]) -> dict[str, NDArray[np.int64]]:
    """Return the model's inputs: ids and mask padded to the longest row, and the marked places."""
    longest = max(len(row.ids) for row in rows)
    ids = np.zeros((len(rows), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)] = row.ids
        mask[i, : len(row.ids)] = 1
    return {"ids": ids, "mask": mask, "a": np.array([row.a for row in rows]), "b": np.array([row.b for row in rows])}


def _softmax(logits: NDArray[Any]) -> NDArray[Any]:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probabilities: NDArray[Any] = shifted / shifted.sum(axis=-1, keepdims=True)
    return probabilities


def _named(labels: Sequence[str], row: NDArray[Any]) -> dict[str, float]:
    return {label: float(value) for label, value in zip(labels, row, strict=True)}
