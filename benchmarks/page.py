"""How fast the page is on a large story: each page 200 times, at different addresses, asked for by 8 clients at once.

python -m benchmarks.page [--events 100000] [--documents 50000]

Prints the median and 95th percentile of the whole answer, the 95th percentile of its first byte, its largest weight,
and the processor time the server took for one answer, which does not depend on what else the machine does.
Datasette serves the same store beside it where it is installed (pip install datasette).
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import local

from .large_story import keep, large_story

_CLIENTS = 8
_REQUESTS = 200
_LIMITS = "limits: p95 150 ms, first byte 100 ms, 300 kB; the overview's largest drawing 120 kB"


@dataclass(frozen=True, slots=True)
class Timing:
    """One request: seconds to its first byte and to its last, its bytes, its status."""

    first: float
    whole: float
    size: int
    status: int


def main() -> None:
    """Make the story, serve it, ask for every page, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--story", type=Path, help="a story made by an earlier run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = options.story or keep(large_story(options.events, options.documents), Path(room) / "story")
        print(f"{options.events:,} events, {options.documents:,} documents; {_CLIENTS} clients; {_LIMITS}")
        print(f"{'page':12} {'median':>8} {'p95':>8} {'first p95':>9} {'weight':>9} {'processor':>9}")
        serve = [sys.executable, "-m", "detente", "view", str(folder), "-p", "0"]
        _time_all(serve, _pages(options.events, options.documents))
        if find_spec("datasette"):
            print("Datasette, the same store:")
            serve = [sys.executable, "-m", "datasette", str(folder / "story.db"), "-p", "0"]
            _time_all(serve, _datasette(options.events))
        else:
            print("Datasette is not installed: no peer in this run")


def _time_all(serve: Sequence[str], pages: dict[str, Callable[[random.Random], str]]) -> None:
    with subprocess.Popen(serve, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stderr is not None
            lines = iter(server.stderr.readline, "")
            port = next(int(found[1]) for line in lines if (found := re.search(r"http://127.0.0.1:(\d+)", line)))
            _wait(port)
            for name, address in pages.items():
                chance = random.Random(name)
                began = _processor(server.pid)
                timings = _ask(port, [address(chance) for _ in range(_REQUESTS)])
                _report(name, timings, (_processor(server.pid) - began) / _REQUESTS)
        finally:
            server.terminate()


def _ask(port: int, addresses: Sequence[str]) -> list[Timing]:
    """Return the timings of addresses asked for by all clients at once, each over one connection."""
    kept = local()

    def ask(address: str) -> Timing:
        if not hasattr(kept, "connection"):
            kept.connection = http.client.HTTPConnection("127.0.0.1", port)
        began = time.perf_counter()
        kept.connection.request("GET", address)
        reply = kept.connection.getresponse()
        first = time.perf_counter() - began
        size = len(reply.read())
        return Timing(first, time.perf_counter() - began, size, reply.status)

    with ThreadPoolExecutor(_CLIENTS) as clients:
        return list(clients.map(ask, addresses))


def _processor(process: int) -> float:
    """Return the seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _report(name: str, timings: Sequence[Timing], processor: float) -> None:
    whole, first = sorted(t.whole for t in timings), sorted(t.first for t in timings)
    late = int(len(timings) * 0.95) - 1
    bad = sum(t.status >= 400 for t in timings)
    wrong = f"  {bad} failed" if bad else ""
    print(f"{name:12} {whole[len(whole) // 2] * 1e3:5.0f} ms {whole[late] * 1e3:5.0f} ms {first[late] * 1e3:6.0f} ms "
          f"{max(t.size for t in timings) / 1e3:6.0f} kB {processor * 1e3:6.1f} ms{wrong}")  # fmt: skip


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=30).request("GET", "/build")
            return
        except ConnectionRefusedError:
            time.sleep(0.05)


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
