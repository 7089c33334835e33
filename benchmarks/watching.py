"""A command watched from outside: CPU time and memory of all its processes together, and what machine it ran on."""

from __future__ import annotations

import math
import os
import platform
import re
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_LOOKS = (0.5, 2.0)  # seconds between looks: in the first minute, and later
_REPORT = 60.0  # seconds between lines that say how far it is
_REFERENCE = "Piece 41 of a text, which stays the same; its words are told apart and counted, one by one. " * 400
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Look:
    """What a command has taken when it was looked at: CPU seconds, MB, documents done."""

    cpu: float
    mb: float
    documents: int


@dataclass(slots=True)
class Watched:
    """A command that has ended: seconds of CPU and of the clock, looks in between, exit code.

    ``pace`` is the CPU time in milliseconds that a fixed piece of work took in the meantime (the median): on a machine
    shared with others a second of CPU time is worth less.
    """

    cpu: float = 0.0
    wall: float = 0.0
    looks: list[Look] = field(default_factory=list)
    pace: float = 0.0
    code: int = 0
    said: str = ""
    killed: bool = False

    @property
    def peak(self) -> float:
        """The most memory it had, in MB."""
        return max((look.mb for look in self.looks), default=0.0)


def watch(command: Sequence[str], done: Callable[[], int] = lambda: 0, stop: float = math.inf) -> Watched:
    """Run a command to its end, or kill all its processes when it has ``done`` so much; memory is PSS."""
    began, before = time.monotonic(), _children()
    watched = Watched()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, process_group=0)
    spent: dict[int, float] = {}
    paces = []
    while process.poll() is None:
        members = _members(process.pid)
        spent.update({member: cpu for member in members if (cpu := _cpu(member))})
        look = Look(sum(spent.values()), sum(map(_memory, members)), done())
        watched.looks.append(look)
        if look.documents >= stop and not watched.killed:
            os.killpg(process.pid, signal.SIGKILL)
            watched.killed = True
        paces.append(_pace())
        _wait(time.monotonic() - began, look)
    watched.said = process.stderr.read() if process.stderr else ""
    watched.code = process.wait()
    watched.cpu, watched.wall = max(sum(spent.values()), _children() - before), time.monotonic() - began
    watched.pace = statistics.median(paces)
    return watched


def machine() -> str:
    """Return what the figures were measured on."""
    names = [line.split(":")[1].strip() for line in _read(Path("/proc/cpuinfo")).splitlines() if "model name" in line]
    memory = int(_read(Path("/proc/meminfo")).split()[1]) // 1024**2
    load = os.getloadavg()[0]
    return (
        f"{len(names)} cores ({names[0] if names else platform.processor()}), {memory} GB, Python "
        f"{platform.python_version()}, {platform.system()}; load average {load:.1f} when it began"
    )


def _wait(seconds: float, look: Look) -> None:
    """Wait until the next look; once a minute, say how far it is, where that is known."""
    pause = _LOOKS[seconds > 60]
    if look.documents and (seconds + pause) // _REPORT > seconds // _REPORT:
        print(f"  {look.documents:,} documents, {look.cpu:.0f} CPU s, {look.mb:.0f} MB", file=sys.stderr, flush=True)
    time.sleep(pause)


def _pace() -> float:
    """Return the CPU time in milliseconds that a fixed piece of work takes now."""
    began = time.process_time()
    len(set(_WORD.findall(_REFERENCE)))
    return 1000 * (time.process_time() - began)


def _children() -> float:
    """Return the CPU seconds of commands that have ended, and of what they waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _members(first: int) -> set[int]:
    """Return the processes of a group, and all that they started, whatever group those are in."""
    found: set[int] = {first}
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        after_name = _read(entry / "stat").rpartition(")")[2].split() if entry.name.isdigit() else []
        if len(after_name) > 2:
            children.setdefault(int(after_name[1]), []).append(int(entry.name))
            found |= {int(entry.name)} if int(after_name[2]) == first else set()
    waiting = list(found)
    while waiting:
        new = [child for child in children.get(waiting.pop(), []) if child not in found]
        found.update(new)
        waiting += new
    return found


def _cpu(process: int) -> float:
    fields = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK if len(fields) > 12 else 0.0


def _memory(process: int) -> float:
    """Return a process's proportional set size in MB."""
    lines = _read(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _read(path: Path) -> str:
    """Return a file of /proc, "" when its process has ended."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
