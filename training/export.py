"""Calibrate a trained network on held-out rows and write it as an int8 ONNX file with its sidecar."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor

from detente.coding.marked import encode

from .corpus import DIRECTIONS, MODALITIES, TYPES
from .examples import Example
from .network import Network, pad, weights_folder

NAME = "coder"


def export(network: Network, tokenizer: Tokenizer, testing: Sequence[Example], folder: Path) -> None:
    """Write `coder.onnx`, `coder.json` (labels, calibration, checksum) and the tokenizer into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{NAME}.onnx"
    with TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        _write_onnx(network, full)
        quantize_dynamic(full, target, weight_type=QuantType.QInt8)
    shutil.copy(weights_folder() / "tokenizer.json", folder / "tokenizer.json")
    logits = _run(target, tokenizer, testing)
    sidecar = {
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "tokenizer_sha256": hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest(),
        "types": TYPES, "directions": DIRECTIONS, "modalities": MODALITIES,
        "temperature": round(_temperature(logits, testing), 3),
        "threshold": 0.45,
    }  # fmt: skip
    (folder / f"{NAME}.json").write_text(json.dumps(sidecar, indent=1) + "\n", encoding="utf-8")
    types = logits.argmax(-1).tolist()
    right = sum(TYPES[kind] in row.types for kind, row in zip(types, testing, strict=True))
    print(f"{target.stat().st_size / 1e6:.1f} MB; held-out type accuracy {right / max(1, len(testing)):.3f}; {sidecar}")


def _write_onnx(network: Network, path: Path) -> None:
    inputs = pad([((101, 2, 5, 3, 4, 6, 102), 1, 4), ((101, 2, 5, 3, 4, 102), 1, 4)])
    names = ["ids", "mask", "a", "b"]
    axes = {name: {0: "rows", 1: "tokens"} if name in ("ids", "mask") else {0: "rows"} for name in names}
    torch.onnx.export(
        network, inputs, str(path), input_names=names, output_names=["types", "direction", "modality"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def _run(path: Path, tokenizer: Tokenizer, examples: Sequence[Example]) -> Tensor:
    """Return the exported model's type logits for every example."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    logits = []
    for example in examples:
        row = encode(example.pair, tokenizer)
        tensors = pad([(row.ids, row.a, row.b)])
        feed = dict(zip(("ids", "mask", "a", "b"), (tensor.numpy() for tensor in tensors), strict=True))
        logits.append(torch.from_numpy(session.run(["types"], feed)[0]))
    return torch.cat(logits)


def _temperature(logits: Tensor, examples: Sequence[Example]) -> float:
    """Return the temperature under which the held-out rows are likeliest."""
    labels = torch.tensor([TYPES.index(example.types[0]) for example in examples])
    losses = {
        step / 20: torch.nn.functional.cross_entropy(logits / (step / 20), labels).item() for step in range(10, 60)
    }
    return min(losses, key=losses.__getitem__)
