"""`python -m eval PART [--data DIR] [--json]`: predict with the installed detente, score with the gold's own scorer.

`python -m eval all` runs every part against its floors and writes docs/quality.md. Exit code 1: a floor is not reached.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import sys
import time
from pathlib import Path

from .floors import Miss, check_floors
from .quality import write_quality

PARTS = ("events", "temporal", "attribution", "factuality", "quantities", "coref", "tls", "dyads")
ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "eval"


def main() -> int:
    """Run one part, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.add_argument("part", choices=(*PARTS, "all"))
    parser.add_argument("--data", type=Path, default=DATA, help="a folder laid out like shared/eval")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"eval skipped: no gold at {options.data} (it is not ours to redistribute)")
        return 0
    if options.part == "all":
        return _run_all(options.data)
    figures = measure(options.part, options.data)
    print(json.dumps({"part": options.part, "figures": figures}) if options.json else _as_text(options.part, figures))
    return 0


def measure(part: str, data: Path) -> dict[str, float]:
    """Return a part's figures as fractions (counts as counts); empty when the gold for it is not there."""
    if not (data / part).is_dir():
        return {}
    module = importlib.import_module(f"eval.{part}")
    # Tables for people go to standard error, so that --json prints one object and nothing else.
    with contextlib.redirect_stdout(sys.stderr):
        figures: dict[str, float] = module.measure(data)
    return figures


def _run_all(data: Path) -> int:
    figures: dict[str, dict[str, float]] = {}
    misses: list[Miss] = []
    for part in PARTS:
        began = time.monotonic()
        figures[part] = measure(part, data)
        print(_as_text(part, figures[part]), f"  [{time.monotonic() - began:.0f} s]", flush=True)
        misses += check_floors(part, figures[part])
    write_quality(ROOT / "docs" / "quality.md", figures)
    for miss in misses:
        print(f"FLOOR {miss.part} {miss.figure}: {miss.value} is worse than {miss.floor}", file=sys.stderr)
    return 1 if misses else 0


def _as_text(part: str, figures: dict[str, float]) -> str:
    shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items() if "/" not in name)
    return f"{part:12}{shown or 'not yet'}"


if __name__ == "__main__":
    raise SystemExit(main())
