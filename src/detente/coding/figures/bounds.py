"""Bounds: the words around a number that make it "at least", "at most" or "about"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...rulebook import Rule, load_rules
from ...types import Qualifier

WINDOW = 48  # characters before a number that may hold its qualifier


class BoundRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words before or behind a number, and the qualifier they give it."""

    qualifier: Qualifier
    before: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A qualifier, the rule that gave it, and how many characters of it stand before and behind the number."""

    qualifier: Qualifier
    rule: str
    before: int = 0
    after: int = 0


EXACT = Bound("exact", "bound.none")


def read_bound(before: str, after: str) -> Bound:
    """Return the bound that the words just before and just behind a number state (both in lower case)."""
    window = before[-WINDOW:]
    leading, trailing = _before().search(window), _after().match(after[:WINDOW])
    behind = _rule(trailing) if trailing else None
    if leading:
        rule = _rule(leading)
        # "about 500 or less" is an upper bound: the words behind say more than "about".
        if behind is None or rule.qualifier != "about":
            return Bound(rule.qualifier, rule.id, before=len(window) - leading.start())
    if trailing and behind:
        return Bound(behind.qualifier, behind.id, after=trailing.end())
    return EXACT


@cache
def _before() -> re.Pattern[str]:
    """Match at the leftmost word, so that "no more than" wins over "more than"."""
    parts = (f"(?P<r{i}>{rule.before})" for i, rule in enumerate(load_rules("quantities/bounds", BoundRule)))
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(parts)})(?:\s(?:the|a|an|another|its|his|her|their|total|sum|of|about|some|roughly)){{0,3}}\s{{0,2}}$"
    )


@cache
def _after() -> re.Pattern[str]:
    rules = load_rules("quantities/bounds", BoundRule)
    return re.compile("|".join(f"(?P<r{i}>{rule.after})" for i, rule in enumerate(rules) if rule.after))


def _rule(match: re.Match[str]) -> BoundRule:
    rules: tuple[BoundRule, ...] = load_rules("quantities/bounds", BoundRule)
    return rules[int((match.lastgroup or "r0")[1:])]
