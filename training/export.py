"""Calibrate a trained network on held-out rows and write it as an int8 ONNX file with its sidecar."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from detente.coding.marked import encode

from .attention import expose
from .calibration import find_temperature, find_threshold, softmax
from .corpus import DIRECTIONS, MODALITIES, TYPES
from .examples import Example
from .network import Network, pad, weights_folder

_INPUTS = ("ids", "mask", "a", "b")


def export(network: Network, tokenizer: Tokenizer, testing: Sequence[Example], folder: Path) -> None:
    """Write `coder.onnx`, `coder.json` (labels, calibration, checksums) and the tokenizer into a folder.

    `eight-bits.onnx` beside them is the same network in eight bits: `training.pronouns --also` fits with both.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "coder.onnx"
    with TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        _write_onnx(network, full)
        # A scale for each column: one for a whole matrix costs a point of accuracy and more. Seven bits, because
        # processors without VNNI add pairs of eight-bit products in sixteen bits, which overflow.
        quantize_dynamic(full, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        quantize_dynamic(full, folder / "eight-bits.onnx", weight_type=QuantType.QInt8, per_channel=True)
    expose(target)
    expose(folder / "eight-bits.onnx")
    shutil.copy(weights_folder() / "tokenizer.json", folder / "tokenizer.json")
    calibrate(tokenizer, testing, folder)


def calibrate(tokenizer: Tokenizer, testing: Sequence[Example], folder: Path) -> None:
    """Write the sidecar of a folder's model: what it was measured to be worth on the held-out rows."""
    logits = _run(folder / "coder.onnx", tokenizer, testing)
    types = [[TYPES.index(kind) for kind in row.types] for row in testing]
    temperature = find_temperature(logits, [row[0] for row in types])
    sidecar = {
        "sha256": _sha256(folder / "coder.onnx"),
        "tokenizer_sha256": _sha256(folder / "tokenizer.json"),
        "types": TYPES,
        "directions": DIRECTIONS,
        "modalities": MODALITIES,
        "temperature": temperature,
        "threshold": find_threshold(softmax(logits / temperature), types),
    }
    (folder / "coder.json").write_text(json.dumps(sidecar, indent=1) + "\n", encoding="utf-8")
    right = sum(int(best) in row for best, row in zip(logits.argmax(-1), types, strict=True))
    print(f"held-out type accuracy {right / max(1, len(testing)):.3f} of {len(testing)}; {sidecar}")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_onnx(network: Network, path: Path) -> None:
    inputs = pad([((101, 2, 5, 3, 4, 6, 102), 1, 4), ((101, 2, 5, 3, 4, 102), 1, 4)])
    axes = {name: {0: "rows", 1: "tokens"} if name in ("ids", "mask") else {0: "rows"} for name in _INPUTS}
    torch.onnx.export(
        network, inputs, str(path), input_names=list(_INPUTS), output_names=["types", "direction", "modality"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def _run(path: Path, tokenizer: Tokenizer, examples: Sequence[Example]) -> NDArray[Any]:
    """Return the exported model's type logits for every example."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    logits = []
    for example in examples:
        row = encode(example.pair, tokenizer)
        tensors = pad([(row.ids, row.a, row.b)])
        feed = dict(zip(_INPUTS, (tensor.numpy() for tensor in tensors), strict=True))
        logits.append(session.run(["types"], feed)[0])
    return np.concatenate(logits)
