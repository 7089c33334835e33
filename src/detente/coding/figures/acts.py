"""Acts: what a number is about (giving, losing, executing, backing), found from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import msgspec

from ...rulebook import Rule, load_rules, load_table
from ...types import Quantity
from .units import days_in, is_plural

_FARTHEST = 90  # characters between an act and its amount; behind it they weigh half as much again
_BESIDE = 40  # characters between an act and a bare number: "secures 165"
_NO_ACT = re.compile(r"\bnot\s(?:really\s)?(?:an?|the)\s$")  # "not a gift"
_PERSON_ENDING = re.compile(r"(?:[^ai]ers|ors|ians|ists|ees|men|women|crats|nauts|iqis|ghis|nese|ites)$")


class ActRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words for one kind of act and the kinds of amount it takes."""

    act: str
    pattern: str
    kinds: tuple[str, ...]
    ask: str
    asks: dict[str, str] = msgspec.field(default_factory=dict)
    counts: str = ""
    tally: bool = False
    loose: bool = False
    victims: bool = False
    bare: bool = False
    measured: bool = False
    own: bool = False
    receives: bool = False
    things: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a clause: its rule and its place in the sentence."""

    rule: ActRule
    start: int
    end: int


def find_act(folded: str, clause: tuple[int, int], amount: tuple[int, int], quantity: Quantity) -> Act | None:
    """Return the act nearest to an amount in its clause that takes such an amount; words before it weigh more.

    An act that counts people takes a bare number, a noun for people, or its own noun ("40 arrests").
    """
    kind, person = amount_kind(quantity), not quantity.unit or is_person(quantity.unit)
    found: list[tuple[float, int, Act]] = []
    for order, rule in enumerate(load_rules("claims/acts", ActRule)):
        if kind not in rule.kinds or (not quantity.unit and not (rule.counts or rule.bare)):
            continue
        for match in _pattern(rule.pattern).finditer(folded, *clause):
            act = Act(rule, match.start(), match.end())
            if _NO_ACT.search(folded, max(0, act.start - 16), act.start):
                continue
            if _distance(act, amount) > (_FARTHEST if quantity.unit else _BESIDE):
                continue
            if kind == "count" and rule.counts == "people" and not person and _distance(act, amount):
                continue
            found.append((_distance(act, amount), order, act))
    return min(found, key=lambda item: item[:2])[2] if found else None


def counting_acts(folded: str) -> list[Act]:
    """Return the acts in a text (lower case) that take a count, verbs first, then the last one first."""
    found = _acts_of("count", folded)
    return sorted(found, key=lambda act: (is_plural(folded[act.start : act.end]), -act.start, len(act.rule.kinds)))


def sum_acts(folded: str) -> list[Act]:
    """Return the acts in a text (lower case) that take a sum of money and say what it was for, in reading order."""
    return sorted((act for act in _acts_of("money", folded) if not act.rule.loose), key=lambda act: act.start)


def _acts_of(kind: str, folded: str) -> list[Act]:
    return [
        Act(rule, match.start(), match.end())
        for rule in load_rules("claims/acts", ActRule)
        if kind in rule.kinds
        for match in _pattern(rule.pattern).finditer(folded)
    ]


def _distance(act: Act, amount: tuple[int, int]) -> float:
    if act.end <= amount[0]:
        # "arrested 95 protesters": the verb right before says more than a noun that could be an act of its own.
        return -1 if amount[0] - act.end == 1 and not act.rule.loose else amount[0] - act.end
    if act.start >= amount[1]:
        return 1.5 * (act.start - amount[1])
    return 0


def amount_kind(quantity: Quantity) -> str:
    """Return money, percent, time or count."""
    if quantity.rule == "quantity.money" or (len(quantity.unit) == 3 and quantity.unit.isupper()):
        return "money"
    if quantity.unit in ("%", "percentage points", "basis points", "share"):
        return "percent"
    return "time" if days_in(quantity.unit) else "count"


def is_person(noun: str) -> bool:
    """Return whether a plural noun counts people."""
    role = _persons().get(noun)
    return role == "person" if role else bool(_PERSON_ENDING.search(noun))


def is_voice(noun: str) -> bool:
    """Return whether a noun names who speaks ("two sources"): a number of voices is no claim."""
    return _persons().get(noun) == "voice"


def act_rule(act: str) -> ActRule | None:
    """Return the rule of an act by its name, or None."""
    return next((rule for rule in load_rules("claims/acts", ActRule) if rule.act == act), None)


def is_act_word(rule: ActRule, word: str) -> bool:
    """Return whether a word (lower case) is one of an act's own."""
    return _pattern(rule.pattern).fullmatch(word) is not None


@cache
def _persons() -> dict[str, str]:
    return {row["noun"]: row["role"] for row in load_table("claims/persons")}


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w])")
