"""Growth: piles of 1,000 documents to a million, 1 % of them relevant, built on all cores.

python -m benchmarks.scale [DOCUMENTS...] [--kills N] [--pile FOLDER]

With ``--kills`` the build is killed so often (SIGKILL, every process), each time at a random share of the documents,
and started again; then it is counted that no document is lost and none is coded twice. Figures are added to
`benchmarks/measured/scale.jsonl`, from which `benchmarks.performance` writes docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.piles import STORY, write_pile
from benchmarks.watching import Watched, machine, watch
from detente.store import Store

MEASURED = Path(__file__).parent / "measured"
SHARE = 0.01
_ID = 6  # bytes of a document's id in its piece
_SIZES = (1_000, 10_000)


def main(arguments: list[str]) -> None:
    """Measure each size and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=int, default=_SIZES)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--pile", type=Path, help="a pile of the largest size that is there already")
    options = parser.parse_args(arguments)
    for documents in options.documents:
        with tempfile.TemporaryDirectory(prefix="detente-scale-") as folder:
            found = measure(Path(folder), documents, options.kills, options.pile)
        print(json.dumps({k: v for k, v in found.items() if k != "memory"}), flush=True)
        append("scale.jsonl", found)


def measure(folder: Path, documents: int, kills: int, pile: Path | None = None) -> dict[str, object]:
    """Return the figures of one build of a pile of so many documents."""
    about, began = machine(), date.today().isoformat()
    if pile is None:
        write_pile(pile := folder / "pile", documents, SHARE)
    story = story_of(folder / "story", sorted(pile.glob("*.zst"))[: -(-documents // 10_000)])
    _count_saves(story)
    command = [sys.executable, "-m", "detente", "build", str(story), "--engine", "processes"]
    done = partial(_read_so_far, story)
    dice = random.Random(documents + kills)
    runs = [watch(command, done, share * documents) for share in sorted(dice.random() for _ in range(kills))]
    runs.append(watch(command, done))
    checked = watch([sys.executable, "-m", "detente", "check", str(story)])
    return {
        "date": began,
        "machine": about,
        "documents": documents,
        "kills": sum(run.killed for run in runs),
        "cpu": round(sum(run.cpu for run in runs), 1),
        "wall": round(sum(run.wall for run in runs), 1),
        "peak_mb": round(max(run.peak for run in runs)),
        "pace_ms": round(statistics.median(run.pace for run in runs), 2),
        **_parts(runs, documents),
        "said": runs[-1].said,
        "code": runs[-1].code,
        "check": checked.code,
        **_counted(story),
        "memory": _thinned(runs),
    }


def _parts(runs: Sequence[Watched], documents: int) -> dict[str, float]:
    """Return the CPU seconds until the first document of each run, from there to the last one, and of the telling."""
    starting = reading = 0.0
    for run in runs:
        before = run.looks[0].documents
        first = next((look.cpu for look in run.looks if look.documents > before), run.cpu)
        last = next((look.cpu for look in run.looks if look.documents >= documents), run.cpu)
        starting, reading = starting + first, reading + last - first
    telling = sum(run.cpu for run in runs) - starting - reading
    return {"starting": round(starting, 1), "reading": round(reading, 1), "telling": round(telling, 1)}


def append(name: str, figures: dict[str, object]) -> None:
    """Add figures to a file of measured ones."""
    MEASURED.mkdir(exist_ok=True)
    with (MEASURED / name).open("a", encoding="utf-8") as file:
        file.write(msgspec.json.encode(figures).decode() + "\n")


def story_of(folder: Path, files: list[Path]) -> Path:
    """Make a story folder that reads some files; return it."""
    folder.mkdir(parents=True)
    text = (STORY / "story.toml").read_text(encoding="utf-8")
    named = msgspec.json.encode([str(file.resolve()) for file in files]).decode()
    (folder / "story.toml").write_text(f"documents = {named}\n{text}", encoding="utf-8")
    return folder


def _count_saves(story: Path) -> None:
    """Let the store count how often each piece and each coding is saved."""
    Store(story / "story.db").close()
    with sqlite3.connect(story / "story.db") as db:
        db.execute("CREATE TABLE saved (what TEXT, id TEXT)")
        for table, name in (("piece", "id"), ("coding", "document")):
            for event in ("INSERT", "UPDATE"):
                saved = f"INSERT INTO saved VALUES ('{table}', new.{name})"
                db.execute(f"CREATE TRIGGER {table}_{event} AFTER {event} ON {table} BEGIN {saved}; END")


def _read_so_far(story: Path) -> int:
    """Return how many documents the store has read."""
    with closing(sqlite3.connect(f"file:{story}/story.db?mode=ro", uri=True, timeout=30)) as db:
        (size,) = db.execute("SELECT ifnull(sum(length(documents)), 0) FROM piece").fetchone()
    return int(size) // _ID


def _counted(story: Path) -> dict[str, object]:
    """Return how many documents are in the store, how many different ones, where each is, and what was saved twice."""
    with closing(sqlite3.connect(story / "story.db")) as db:
        ids: set[bytes] = set()
        total = 0
        for (blob,) in db.execute("SELECT documents FROM piece"):
            ids.update(blob[i : i + _ID] for i in range(0, len(blob), _ID))
            total += len(blob) // _ID
        saves = Counter(db.execute("SELECT what, id FROM saved"))
        twice = Counter(what for (what, _), times in saves.items() for _ in range(times - 1))
        relevant, aside, problems = (
            db.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM place JOIN coding ON coding.document = place.document",
                "SELECT sum(aside) FROM piece",
                "SELECT count(*) FROM problem",
            )
        )
    return {
        "kept": total,
        "different": len(ids),
        "relevant": relevant,
        "aside": aside,
        "problems": problems,
        "saved_twice": twice["piece"],
        "coded_twice": twice["coding"],
        "store_bytes": sum(file.stat().st_size for file in story.glob("story.db*")),
    }


def _thinned(runs: list[Watched]) -> list[tuple[float, float]]:
    """Return the memory over CPU time in at most a hundred points, each the most of its stretch."""
    points, before = [], 0.0
    for run in runs:
        points += [(before + look.cpu, look.mb) for look in run.looks]
        before += run.cpu
    step = max(1, len(points) // 100)
    return [
        (round(points[i][0], 1), round(max(mb for _, mb in points[i : i + step]))) for i in range(0, len(points), step)
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
