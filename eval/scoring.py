"""Load the scorer that lies beside the gold, so that figures are always the gold's own."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer module at a path.

    Raises:
        FileNotFoundError: there is no such scorer.
    """
    spec = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"no scorer at {path}: --data must be laid out like shared/eval")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
