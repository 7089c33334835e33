"""A command watched from outside: CPU time and memory of all its processes together, and what machine it ran on."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_LOOK = 0.5  # seconds between looks


@dataclass(slots=True)
class Watched:
    """A command that has ended: seconds of CPU and of the clock, peak MB, (CPU second, MB) over time, exit code."""

    cpu: float = 0.0
    wall: float = 0.0
    peak: float = 0.0
    memory: list[tuple[float, float]] = field(default_factory=list)
    code: int = 0
    said: str = ""
    killed: bool = False


def watch(command: Sequence[str], stop: Callable[[], bool] | None = None) -> Watched:
    """Run a command to its end, or kill all its processes when ``stop`` says so; memory is PSS, shared pages once."""
    began = time.monotonic()
    watched = Watched()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, process_group=0)
    spent: dict[int, float] = {}
    while process.poll() is None:
        total = 0.0
        for member in _members(process.pid):
            spent[member] = _cpu(member) or spent.get(member, 0.0)
            total += _memory(member)
        watched.peak = max(watched.peak, total)
        watched.memory.append((sum(spent.values()), total))
        if stop and stop():
            os.killpg(process.pid, signal.SIGKILL)
            watched.killed = True
        time.sleep(_LOOK)
    watched.said = process.stderr.read() if process.stderr else ""
    watched.cpu, watched.wall = sum(spent.values()), time.monotonic() - began
    watched.code = process.wait()
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


def _members(group: int) -> list[int]:
    """Return the processes of a group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            after_name = _read(entry / "stat").rpartition(")")[2].split()
            if len(after_name) > 2 and int(after_name[2]) == group:
                found.append(int(entry.name))
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
