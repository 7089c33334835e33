"""PLOVER's facts: the quad and intensity of every event type and mode, and which mode the words decide."""

from __future__ import annotations

import re
from functools import cache

from ..rulebook import Rule, load_rules, load_table
from ..types import EventType


class ModeRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that decide the mode of an event of one type."""

    type: EventType
    mode: str
    pattern: str


def quad(event_type: str) -> int:
    """Return the quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return _facts()[event_type, ""][0]


def intensity(event_type: str, mode: str = "") -> float:
    """Return the score from -10 to +10 of a mode, or of its type when it has no mode."""
    return _facts()[event_type, mode][1]


def find_mode(event_type: str, text: str) -> str:
    """Return the mode that the words of a sentence decide for an event type; "" when they do not."""
    for rule in load_rules("events/modes", ModeRule):
        if rule.type == event_type and _compiled(rule.pattern).search(text):
            return str(rule.mode)
    return ""


@cache
def _facts() -> dict[tuple[str, str], tuple[int, float]]:
    rows = load_table("plover")
    return {(row["type"], row["mode"]): (int(row["quad"]), float(row["intensity"])) for row in rows}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
