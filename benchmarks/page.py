"""How fast the page is on a large story: each page 200 times, asked for by 8 clients at once over kept connections.

python -m benchmarks.page [--events 100000] [--documents 50000] [--story FOLDER] [--only PAGE ...] [--keep]

Every request is for an address that was never asked for before, so none is answered with a page that the server has
kept, nor with "not modified". Prints the median and 95th percentile of the whole answer, the 95th percentile of its
first byte, the processor time the server took for one answer (which depends least on what else the machine does), its
largest weight and its largest drawing; then the 95th percentile when the same addresses are asked for again.
With --peer Datasette serves the same store in the same run (--peer ITS/bin/datasette where it is installed elsewhere).
--keep keeps the figures for docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from .clients import CLIENTS, Timing, ask_all
from .large_story import keep, large_story
from .scale import MEASURED
from .watching import machine

_REQUESTS = 200
_LIMITS = "limits: p95 150 ms, first byte 100 ms, 300 kB; the overview's largest drawing 120 kB"
_Pages = Mapping[str, Callable[[random.Random], str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one kind of page took: milliseconds, kilobytes, and how many requests failed."""

    page: str
    median: float
    p95: float
    first: float
    processor: float
    weight: float
    drawing: float
    again: float
    failed: int


def main() -> None:
    """Make the story, serve it, ask for every page, print what it took."""
    options = _options()
    about = machine() + ("" if os.sched_getscheduler(0) == os.SCHED_OTHER else ", at real-time priority")
    with tempfile.TemporaryDirectory() as room:
        folder = options.story or keep(large_story(options.events, options.documents), Path(room) / "story")
        print(f"{options.events:,} events, {options.documents:,} documents; {CLIENTS} clients; {_LIMITS}")
        pages = _pages(options.events, options.documents)
        chosen = {name: pages[name] for name in options.only or pages}
        served = {"detente": _time_all([sys.executable, "-m", "detente", "view", str(folder), "-p", "0"], chosen)}
        peer = shutil.which(options.peer) if options.peer else None
        if peer:
            print("Datasette, the same store:")
            serve = [peer, str(folder / "story.db"), "-p", "0", "--setting", "sql_time_limit_ms", "10000"]
            served["Datasette"] = _time_all(serve, _datasette(options.events))
        elif options.peer:
            print("Datasette is not installed: no peer in this run")
    if options.keep:
        _keep(served, options, about)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--story", type=Path, help="a story made by an earlier run")
    parser.add_argument("--only", nargs="+", metavar="PAGE", help="kinds of page, by the names printed")
    parser.add_argument("--peer", nargs="?", const="datasette", metavar="PROGRAM", help="measure Datasette, too")
    parser.add_argument("--keep", action="store_true", help="keep the figures")
    return parser.parse_args()


def _time_all(serve: Sequence[str], pages: _Pages) -> list[Measured]:
    heads = ("median", "p95", "first p95", "processor", "weight", "drawing", "again p95")
    print(f"{'page':12} " + " ".join(f"{head:>9}" for head in heads))
    with subprocess.Popen(serve, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stderr is not None
            lines = iter(server.stderr.readline, "")
            port = next(int(found[1]) for line in lines if (found := re.search(r"http://127.0.0.1:(\d+)", line)))
            asyncio.run(ask_all(port, ["/"], patient=True))
            return [_time(server.pid, port, name, address) for name, address in pages.items()]
        finally:
            server.terminate()


def _time(server: int, port: int, name: str, address: Callable[[random.Random], str]) -> Measured:
    """Ask for one kind of page at addresses of which each is new, then for the same ones again."""
    chance = random.Random(name)
    addresses = [_marked(address(chance), number) for number in range(_REQUESTS)]
    began = _processor(server)
    timings = asyncio.run(ask_all(port, addresses))
    processor = (_processor(server) - began) / _REQUESTS
    again = asyncio.run(ask_all(port, addresses))
    measured = _measured(name, timings, again, processor)
    print(_line(measured))
    return measured


def _marked(address: str, number: int) -> str:
    """Return an address that leads to the same page and that nobody has asked for."""
    return f"{address}{'&' if '?' in address else '?'}_request={number}"


def _processor(process: int) -> float:
    """Return the seconds of processor time that a process and those it started have taken."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _measured(name: str, timings: Sequence[Timing], again: Sequence[Timing], processor: float) -> Measured:
    return Measured(
        page=name,
        median=_share([t.whole for t in timings], 0.5),
        p95=_share([t.whole for t in timings], 0.95),
        first=_share([t.first for t in timings], 0.95),
        processor=round(processor * 1e3, 1),
        weight=round(max(t.size for t in timings) / 1e3, 1),
        drawing=round(max(t.drawing for t in timings) / 1e3, 1),
        again=_share([t.whole for t in again], 0.95),
        failed=sum(t.status >= 400 for t in (*timings, *again)),
    )


def _share(seconds: Sequence[float], share: float) -> float:
    """Return the milliseconds within which that share of the requests were answered."""
    return round(sorted(seconds)[int(len(seconds) * share) - 1] * 1e3, 1)


def _line(m: Measured) -> str:
    over = [words for words, bad in (("slow", m.p95 > 150), ("late", m.first > 100), ("heavy", m.weight > 300)) if bad]
    over += ["large drawing"] if m.page == "overview" and m.drawing > 120 else []
    over += [f"{m.failed} failed"] if m.failed else []
    return (f"{m.page:12} {m.median:6.0f} ms {m.p95:6.0f} ms {m.first:6.0f} ms {m.processor:6.1f} ms "
            f"{m.weight:6.0f} kB {m.drawing:6.0f} kB {m.again:6.0f} ms  {', '.join(over)}").rstrip()  # fmt: skip


def _keep(served: Mapping[str, Sequence[Measured]], options: argparse.Namespace, about: str) -> None:
    rows = ({"by": by, **asdict(m)} for by, measured in served.items() for m in measured)
    told = {
        "events": options.events,
        "documents": options.documents,
        "date": date.today().isoformat(),
        "machine": about,
    }
    lines = [json.dumps({**row, **told}) for row in rows]
    (MEASURED / "page.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pages(events: int, documents: int) -> dict[str, Callable[[random.Random], str]]:
    """Return an address of each page, drawn by chance."""
    lanes = ("a%3Eb", "b%3Ea")
    return {
        "overview": lambda c: "/",
        "timeline": lambda c: f"/timeline?page={c.randrange(1, events // 50)}",
        "chosen": lambda c: f"/timeline?lane={c.choice(lanes)}&quad={c.randrange(1, 5)}&page={c.randrange(1, 60)}",
        "outlet": lambda c: f"/timeline?outlet=Outlet+{c.randrange(120):03d}&page={c.randrange(1, 20)}",
        "window": lambda c: f"/timeline?first=20{c.randrange(15, 25)}-0{c.randrange(1, 9)}-01&last=2025-10-20",
        "event": lambda c: f"/event/event-{c.randrange(events):06d}",
        "claims": lambda c: f"/claims?page={c.randrange(1, max(2, documents // 600))}",
        "claim": lambda c: f"/claims/question-{c.randrange(max(1, documents // 60)):05d}",
        "sources": lambda c: f"/sources?page={c.randrange(1, events // 25)}",
        "documents": lambda c: f"/docs?page={c.randrange(1, documents // 50)}",
        "document": lambda c: f"/doc/doc-{c.randrange(documents):06d}",
        "quotes": lambda c: f"/quotes?page={c.randrange(1, documents // 50)}",
        "forward": lambda c: f"/forward?page={c.randrange(1, max(2, documents // 500))}",
        "reactions": lambda c: f"/reactions?page={c.randrange(1, max(2, documents // 750))}",
        "actor": lambda c: f"/actors/{c.choice('ab')}",
        "turn": lambda c: f"/turn/turn-{c.randrange(1, 12)}",
        "gaps": lambda c: "/gaps",
        "build": lambda c: "/build",
        "search": lambda c: f"/search?q=berth+{c.randrange(events)}",
        "common word": lambda c: f"/search?q={c.choice(('harbour', 'pier', 'reportedly', 'accused'))}",
        "by event": lambda c: f"/?asof=20{c.randrange(16, 25)}-0{c.randrange(1, 10)}-11&by=event",
        "as JSON": lambda c: f"/timeline.json?page={c.randrange(1, events // 50)}",
    }  # fmt: skip


def _datasette(events: int) -> dict[str, Callable[[random.Random], str]]:
    """Return addresses of the same store in Datasette: a page of a table, a row, a search."""
    return {
        "table": lambda c: f"/story/event?_size=50&_next=event-{c.randrange(events):06d}",
        "row": lambda c: f"/story/event/event-{c.randrange(events):06d}",
        "search": lambda c: f"/story/passage_fts?_search=berth+{c.randrange(events)}&_size=40",
    }


if __name__ == "__main__":
    main()
