"""Counts and ordinals as written in time expressions: "two and a half", "2 1/2", "a couple of", "twenty-first"."""

from __future__ import annotations

import re

from .rules import words

_FRACTION = re.compile(r"(?:(\d+) )?(\d)/(\d)")


def read_count(text: str) -> float | None:
    """Return a count; None when the words do not say how many ("several")."""
    text = " ".join(text.lower().replace("-", " ").replace(",", "").split()).replace("one half", "half")
    if text.startswith("a couple"):
        return 2
    fraction = _FRACTION.fullmatch(text)
    if fraction is not None:
        return int(fraction[1] or 0) + (int(fraction[2]) / int(fraction[3]) if int(fraction[3]) else 0)
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    return _spelled(text.split())


def read_ordinal(text: str) -> int | None:
    """Return an ordinal ("third", "3rd") as a number, "last" as -1; None when it is none."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    listed = words("ordinal").get(text.replace(" ", "-"))
    return int(listed) if listed else None


def _spelled(parts: list[str]) -> float | None:
    numbers, total = words("number"), 0.0
    for part in parts:
        if part in {"a", "an"}:
            continue
        if part == "half":
            total += 0.5
        elif part not in numbers:
            if part != "and":
                return None
        else:
            value = int(numbers[part])
            total = (total or 1) * value if part in {"dozen", "hundred", "thousand"} else total + value
    return total or (1 if parts else None)
