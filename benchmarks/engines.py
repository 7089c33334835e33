"""The engines beside each other on one pile, a quarter of it relevant: `python -m benchmarks.engines [DOCUMENTS]`.

Each engine builds the same story three times, in turn; the medians of wall time and CPU time are kept. The ratios of
wall time mean something only on idle cores: the load when it began is kept beside them.
"""

from __future__ import annotations

import json
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
_DOCUMENTS = 1_000
_ROUNDS = 3
_ENGINES = {
    "inline": ["--engine", "inline"],
    "1 process": ["--engine", "processes", "--workers", "1"],
    "2 processes": ["--engine", "processes", "--workers", "2"],
    "Ray, this machine": ["--engine", "ray", "--address", "local"],
}


def main(documents: int) -> None:
    """Measure the engines and print their medians."""
    about = machine()
    found: dict[str, list[Watched]] = {name: [] for name in _ENGINES}
    with tempfile.TemporaryDirectory(prefix="detente-engines-") as name:
        folder = Path(name)
        write_pile(folder / "pile", documents, _SHARE, per_file=max(1, documents // 8))
        for _ in range(_ROUNDS):
            for engine, flags in _ENGINES.items():
                story = story_of(folder / "story", sorted((folder / "pile").glob("*.zst")))
                found[engine].append(watch([sys.executable, "-m", "detente", "build", str(story), *flags]))
                shutil.rmtree(story)
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


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _DOCUMENTS)
