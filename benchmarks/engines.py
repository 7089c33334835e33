"""The engines beside each other on piles a quarter of which is relevant: `python -m benchmarks.engines [DOCUMENTS...]`.

Each engine builds the same stories three times, in turn; the medians of wall time and CPU time are kept. The difference
of two sizes tells what a further document costs, without what starting and loading cost once. The ratios of wall time
mean something only on idle cores: the load when it began is kept beside them. Python's byte code is cached, as it is
where detente is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.piles import write_pile
from benchmarks.scale import append, story_of
from benchmarks.watching import Watched, machine, watch

_SHARE = 0.25
_SIZES = (1_000, 4_000)
_FEW = 64  # documents: enough that every engine does all that it does
_ROUNDS = 3
_FILES = 8
_ENGINES = {
    "inline": ["--engine", "inline"],
    "1 process": ["--engine", "processes", "--workers", "1"],
    "2 processes": ["--engine", "processes", "--workers", "2"],
    "Ray, this machine": ["--engine", "ray", "--address", "local"],
}


def main(sizes: list[int]) -> None:
    """Measure the engines on piles of each size; print their medians, and what a further document costs."""
    with tempfile.TemporaryDirectory(prefix="detente-engines-") as name:
        folder = Path(name)
        _cache_byte_code(folder)
        found = {documents: _measure(folder, documents) for documents in sizes}
    if len(sizes) > 1:
        small, large = found[min(sizes)], found[max(sizes)]
        each = {engine: (large[engine] - small[engine]) / (max(sizes) - min(sizes)) for engine in _ENGINES}
        for engine, seconds in each.items():
            speed = each["1 process"] / seconds
            print(f"once started, {engine}: {1000 * seconds:.1f} ms a document, {speed:.2f} times one process")


def _cache_byte_code(folder: Path) -> None:
    """Let Python keep its byte code, and run each engine once so that it does."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "byte-code")
    write_pile(folder / "few", _FEW, _SHARE)
    for engine in _ENGINES:
        _build(folder, "few", engine)


def _measure(folder: Path, documents: int) -> dict[str, float]:
    """Return the median wall time of each engine on a pile."""
    about = machine()
    pile = f"pile-{documents}"
    write_pile(folder / pile, documents, _SHARE, per_file=max(1, documents // _FILES))
    found: dict[str, list[Watched]] = {name: [] for name in _ENGINES}
    for _ in range(_ROUNDS):
        for engine, runs in found.items():
            runs.append(_build(folder, pile, engine))
    for engine, runs in found.items():
        figures: dict[str, object] = {
            "date": date.today().isoformat(),
            "machine": about,
            "engine": engine,
            "documents": documents,
            "share": _SHARE,
            "wall": round(statistics.median(run.wall for run in runs), 1),
            "cpu": round(statistics.median(run.cpu for run in runs), 1),
            "peak_mb": round(max(run.peak for run in runs)),
            "code": max(run.code for run in runs),
        }
        print(json.dumps(figures), flush=True)
        append("engines.jsonl", figures)
    return {engine: statistics.median(run.wall for run in runs) for engine, runs in found.items()}


def _build(folder: Path, pile: str, engine: str) -> Watched:
    story = story_of(folder / "story", sorted((folder / pile).glob("*.zst")))
    watched = watch([sys.executable, "-m", "detente", "build", str(story), *_ENGINES[engine]])
    shutil.rmtree(story)
    return watched


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(_SIZES))
