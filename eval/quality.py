"""Write docs/quality.md from measured figures, the floors, the peers' figures and our notes on what is weak."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
_HEAD = """# Measured quality

Written by `make eval` on {day}; never edited by hand. Every figure is for the dev halves of public gold that detente
was not trained on; `python -m eval PART --data DIR` measures any other data in the same layout. Figures are fractions
unless they are counts. Higher is better except where marked ↓. "Peer" names the best installable tools
measured on the same kind of data.
"""


def write_quality(path: Path, figures: dict[str, dict[str, float]]) -> None:
    """Write the page."""
    peers = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    parts = [_HEAD.format(day=date.today().isoformat())]
    for part, measured in figures.items():
        parts.append(_section(part, measured, floors.get(part, {}), peers.get(part, {})))
    parts.append((HERE / "notes.md").read_text(encoding="utf-8"))
    path.write_text("\n".join(parts), encoding="utf-8")


def _section(part: str, measured: dict[str, float], floors: dict[str, float], peers: dict[str, str]) -> str:
    from .floors import LOWER_IS_BETTER

    lines = [
        f"## {part}\n",
        str(peers.get("data", "")) + "\n",
        "| figure | measured | floor | peer |",
        "|---|---|---|---|",
    ]
    for name, value in measured.items():
        mark = " ↓" if name.split("/")[-1] in LOWER_IS_BETTER else ""
        floor = f"{floors[name]:.3f}" if name in floors else ""
        lines.append(f"| {name}{mark} | {value:.3f} | {floor} | {peers.get(name, '')} |")
    if not measured:
        lines.append("| not yet | | | |")
    return "\n".join(lines) + "\n"
