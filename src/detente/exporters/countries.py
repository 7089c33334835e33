"""Which state an actor is, in the codes by which event data is joined: ISO 3166-1 and the Correlates of War project."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..types import Actor

_FILE = Path(__file__).with_name("countries.csv")


@dataclass(frozen=True, slots=True)
class State:
    """A state's codes; Palestine has none in the Correlates of War project."""

    iso: str
    cow: int | None


def state_of(actor: Actor) -> State | None:
    """Return the state that an actor is, by its name, else by an alias; None for other actors and unknown names."""
    if actor.kind != "state":
        return None
    named = (_by_name().get(name.casefold().removeprefix("the ")) for name in (actor.name, *actor.aliases))
    return next((state for state in named if state), None)


@cache
def _by_name() -> dict[str, State]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {row["name"].casefold(): State(row["iso"], int(row["cow"]) if row["cow"] else None) for row in rows}
