"""Floors: a figure may rise; it falls only with a reason in the change that lowers the floor."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")
LOWER_IS_BETTER = {
    "false_on_neutral",
    "calibration_error",
    "errors",
    "mae",
    "wording_mae",
    "phases_wrong_sign",
    "false_conflicts",
}


@dataclass(frozen=True, slots=True)
class Miss:
    """A figure that is worse than its floor."""

    part: str
    figure: str
    value: float | None
    floor: float


def check_floors(part: str, figures: dict[str, float], path: Path = FLOORS) -> list[Miss]:
    """Return the part's figures that are missing or worse than their floors."""
    floors = tomllib.loads(path.read_text(encoding="utf-8")).get(part, {})
    return [
        Miss(part, name, figures.get(name), floor)
        for name, floor in floors.items()
        if name not in figures or worse(name, figures[name], floor)
    ]


def worse(name: str, value: float, floor: float) -> bool:
    """Return whether a figure is on the wrong side of its floor."""
    return value > floor if name in LOWER_IS_BETTER else value < floor
