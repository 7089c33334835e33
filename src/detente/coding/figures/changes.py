"""Changes: whether a figure is how much something changed, what it became or what it was; and multiples of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ...rulebook import Rule, load_rules, load_table
from ...types import QuantityChange

WINDOW = 96  # characters before a number that may tell of a change
_NEAR = 32  # characters before it that hold the word a rule needs
_STEMS = ("doubl", "tripl", "trebl", "quadrupl", "halv", "half", "fold", "twice")  # each multiple has one


class ChangeRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words before or behind an amount, and what they make of it."""

    change: QuantityChange
    before: str
    after: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Multiple:
    """Words that say how many times as much: offsets into the sentence, and the factor."""

    start: int
    end: int
    factor: Decimal


def read_change(before: str, after: str) -> QuantityChange:
    """Return what the words just before and just behind an amount (both in lower case) make of it; "" for a level."""
    window = before[-WINDOW:]
    for leading, trailing, needs, change in _patterns():
        told = leading is not None and needs in window[-_NEAR:] and leading.search(window)
        if told or (trailing is not None and trailing.match(after)):
            return change
    return ""


def find_multiples(folded: str) -> Iterator[Multiple]:
    """Yield the multiples that words tell ("doubled", "twice as much") in a sentence in lower case."""
    if not any(stem in folded for stem in _STEMS):
        return
    for match in _multiples().finditer(folded):
        yield Multiple(*match.span(), _factors()[int((match.lastgroup or "m0")[1:])])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None, str, QuantityChange], ...]:
    rules: tuple[ChangeRule, ...] = load_rules("quantities/changes", ChangeRule)
    return tuple(
        (
            re.compile(rf"(?<![\w-])(?:{rule.before})(?:\s(?:about|around|nearly|almost|some|roughly|just|only|over|under|"
                       rf"more than|less than|at least|up to|as much as|an?)){{0,2}}\s$") if rule.before else None,
            re.compile(rule.after) if rule.after else None,
            rule.needs,
            rule.change,
        )
        for rule in rules
    )  # fmt: skip


@cache
def _multiples() -> re.Pattern[str]:
    rows = load_table("quantities/multiples")
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(f"(?P<m{i}>{row['words']})" for i, row in enumerate(rows)) + r")(?![\w-])"
    )


@cache
def _factors() -> tuple[Decimal, ...]:
    return tuple(Decimal(row["factor"]) for row in load_table("quantities/multiples"))
