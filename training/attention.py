"""Let an exported coder tell its attention: ``python -m training.attention FOLDER`` (extra `train`; an export does so).

Each layer's attention becomes an output, `attention.0` to `attention.5`, beside the three heads. It is computed anyway:
answers stay the same, and who does not ask for it pays nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from detente.coding.encoder import ATTENTION

_AXES = ("rows", "heads", "tokens", "attended")


def expose(path: Path) -> int:
    """Make the softmax of each layer of a model file an output; return how many were added.

    Raises:
        SystemExit: `onnx` is not installed.
    """
    try:
        import onnx
    except ImportError as error:
        raise SystemExit("onnx is missing: pip install 'detente[train]'") from error
    model = onnx.load(path)
    layers = [node.output[0] for node in model.graph.node if node.op_type == "Softmax"]
    names = {old: f"{ATTENTION}{number}" for number, old in enumerate(layers) if not old.startswith(ATTENTION)}
    for node in model.graph.node:
        for places in (node.input, node.output):
            for place, name in enumerate(places):
                places[place] = names.get(name, name)
    model.graph.output.extend(
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, _AXES) for name in names.values()
    )
    onnx.save(model, path)
    return len(names)


def main(arguments: Sequence[str] | None = None) -> None:
    """Change a folder's `coder.onnx` and the checksum in its sidecar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    added = expose(folder / "coder.onnx")
    sidecar = json.loads((folder / "coder.json").read_text(encoding="utf-8"))
    sidecar["sha256"] = hashlib.sha256((folder / "coder.onnx").read_bytes()).hexdigest()
    (folder / "coder.json").write_text(json.dumps(sidecar, indent=1) + "\n", encoding="utf-8")
    print(f"{added} outputs added to {folder / 'coder.onnx'}")


if __name__ == "__main__":
    main()
