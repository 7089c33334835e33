"""Write docs/performance.md from what the other benchmarks measured: `python -m benchmarks.performance`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.scale import MEASURED

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_CLUSTERS = (8, 32, 128)  # cores
_ARCHIVE = 10_000_000  # documents
_BASE = 100_000  # documents of the pile that the largest is compared with

Row = dict[str, Any]


def main() -> None:
    """Write the page; a table without figures is left out."""
    growth = [row for row in _read("scale.jsonl") if row["code"] == 0]
    engines = _read("engines.jsonl")
    lines = [*_opening(), *_growth(growth), *_killed(growth), *_memory(growth), *_estimate(growth), *_engines(engines)]
    lines += _pages()
    PAGE.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def _read(name: str) -> list[Row]:
    """Return the newest figures of each case of a file."""
    path = MEASURED / name
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    newest = {(row["documents"], row.get("engine"), bool(row.get("kills"))): row for row in rows}
    return [newest[key] for key in sorted(newest, key=str)]


def _opening() -> Iterator[str]:
    yield from (
        "# Measured speed and memory",
        "",
        "Written by `make bench` from `benchmarks/measured/`; nothing here is written by hand. Piles are made by",
        "`benchmarks/piles.py` from texts written for this project: half of the documents are shorter than 420 words,",
        "one in ten is longer than 900, and 1 in 100 concerns the actors unless a table says otherwise. Time is CPU",
        "time of all processes together unless it says wall; memory is their proportional set size together.",
        "",
    )


def _growth(rows: Sequence[Row]) -> Iterator[str]:
    rows = _by_size(rows)
    if not rows:
        return
    yield from (
        "## Growth",
        "",
        "Starting is from the command to the first document that is kept, anew after each kill; telling is what comes",
        "after the last document. A document's cost is reading and telling, and one start. The machine was shared: the",
        "same small piece of work was timed all along, and took so many milliseconds (*pace*).",
        "",
    )
    header = ["Documents", "Relevant", "Kills", "Starting, CPU s", "Reading, CPU s", "Telling, CPU s"]
    header += ["CPU ms a document", "Pace", "Peak MB", "Store bytes a document", "Wall s", "On"]
    yield from _table(header, map(_growth_row, rows))
    yield from _flatness(rows)


def _by_size(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (int(row["documents"]), int(row["kills"])))


def _growth_row(row: Row) -> Iterator[object]:
    yield from (f"{row['documents']:,}", f"{row['relevant']:,}", row["kills"])
    yield from (f"{row[part]:,}" for part in ("starting", "reading", "telling"))
    yield from (f"{_each(row):.2f}", row["pace_ms"], row["peak_mb"])
    yield from (round(row["store_bytes"] / row["documents"]), f"{row['wall']:,}", f"{row['date']}: {row['machine']}")


def _each(row: Row) -> float:
    """Return the CPU milliseconds a document costs: its part of reading, telling and one start."""
    return float(1000 * (row["reading"] + row["telling"] + row["starting"] / (row["kills"] + 1)) / row["documents"])


def _flatness(rows: Sequence[Row]) -> Iterator[str]:
    """Yield how much more a document of the largest pile costs than one of a pile of 100,000."""
    base = next((row for row in rows if row["documents"] == _BASE), None)
    if base is None or rows[-1]["documents"] <= _BASE:
        return
    share = _each(rows[-1]) / _each(base)
    paced = share * base["pace_ms"] / rows[-1]["pace_ms"]
    yield f"A document of {rows[-1]['documents']:,} costs {share:.2f} times what one of {_BASE:,} costs, or {paced:.2f}"
    yield from ("times in pieces of that work.", "")


def _killed(rows: Sequence[Row]) -> Iterator[str]:
    rows = [row for row in _by_size(rows) if row["kills"]]
    if not rows:
        return
    yield from ("## Killed while it builds", "", "SIGKILL to every process, at random shares of the documents.", "")
    header = ["Documents", "Kills", "In the store", "Different", "Set aside", "Coded", "Problems"]
    header += ["Pieces saved twice", "Codings saved twice", "`check`", "Peak MB"]
    yield from _table(header, map(_killed_row, rows))


def _killed_row(row: Row) -> Iterator[object]:
    yield from (f"{row['documents']:,}", row["kills"])
    yield from (f"{row[part]:,}" for part in ("kept", "different", "aside", "relevant", "problems"))
    yield from (row["saved_twice"], row["coded_twice"], "sound" if row["check"] == 0 else "not sound", row["peak_mb"])


def _memory(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    largest = max(rows, key=lambda row: (int(row["documents"]), -int(row["kills"])))
    points = largest["memory"]
    tenths = [points[len(points) * n // 10 : len(points) * (n + 1) // 10] for n in range(10)]
    yield from (f"## Memory over time, {largest['documents']:,} documents", "")
    yield from _table(
        ("Tenth of the run", *(str(n + 1) for n in range(10))),
        [("Most MB", *(max((mb for _, mb in tenth), default="") for tenth in tenths))],
    )


def _estimate(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    row = max(rows, key=lambda row: int(row["documents"]))
    each = _each(row) / 1000
    yield from (f"## What a cluster would take (an estimate, not measured): {_ARCHIVE:,} documents", "")
    yield "CPU time a document of the largest pile above, divided among cores; nothing is added for the network."
    yield ""
    yield from _table(("Cores", "Minutes"), ((cores, f"{each * _ARCHIVE / cores / 60:.0f}") for cores in _CLUSTERS))


def _engines(rows: Sequence[Row]) -> Iterator[str]:
    walls: dict[int, dict[str, float]] = {}
    for row in sorted(rows, key=lambda row: (int(row["documents"]), str(row["engine"]))):
        walls.setdefault(row["documents"], {})[row["engine"]] = row["wall"]
    for documents, wall in walls.items():
        some = [row for row in rows if row["documents"] == documents]
        yield from (f"## Engines, {documents:,} documents, {some[0]['share']:.0%} relevant", "")
        yield f"Medians of three runs, starting and telling included. {some[0]['date']}: {some[0]['machine']}."
        yield ""
        yield from _table(
            ("Engine", "Wall s", "Speed beside 1 process", "CPU s", "Peak MB"),
            [(r["engine"], r["wall"], _beside(wall, r["engine"]), r["cpu"], r["peak_mb"]) for r in some],
        )
    if len(walls) > 1:
        (few, small), (many, large) = min(walls.items()), max(walls.items())
        each = {engine: (large[engine] - small[engine]) / (many - few) for engine in small if engine in large}
        yield from (f"## Engines once started: what a further document costs, from {few:,} to {many:,}", "")
        yield from _table(
            ("Engine", "Wall ms a document", "Speed beside 1 process"),
            [(engine, f"{1000 * seconds:.1f}", _beside(each, engine)) for engine, seconds in each.items()],
        )


def _beside(walls: dict[str, float], engine: str) -> str:
    """Return how fast an engine is beside one process, "" where that was not measured."""
    return f"{walls['1 process'] / walls[engine]:.2f}" if "1 process" in walls and walls[engine] else ""


def _pages() -> Iterator[str]:
    """Yield what each kind of page took, and the same store's tables in Datasette, if they were measured."""
    path = MEASURED / "page.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    if not rows:
        return
    about = rows[0]
    yield from (f"## The page: {about['events']:,} events, {about['documents']:,} documents", "")
    yield "200 requests of each kind by 8 clients at once on the same machine, each for an address nobody asked for"
    yield "before; last, the same addresses again. First byte and whole answer are 95th percentiles. What several"
    yield "addresses draw alike is drawn once: one overview, 83 pages of claims, 81 days by event."
    yield from (f"{about['date']}: {about['machine']}.", "")
    header = ["Page", "Median ms", "First byte ms", "Whole ms", "CPU ms", "kB", "Largest drawing kB", "Again ms"]
    parts = ("median", "first", "p95", "processor", "weight", "drawing", "again")
    named = ((("" if row["by"] == "detente" else f"{row['by']}: ") + row["page"], row) for row in rows)
    yield from _table(header, ((name, *(row[part] for part in parts)) for name, row in named))


def _table(header: Sequence[str], rows: Any) -> Iterator[str]:  # noqa: ANN401 - rows of anything that prints
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    yield from ("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)
    yield ""


if __name__ == "__main__":
    main()
