"""The date rules as one scan: patterns from rules/dates, their words from its word list, compiled together.

In a pattern ``{month}`` stands for the words of that class in ``words.csv`` or for a part of ``parts.csv`` and becomes
a group of that name (``{month:other}`` names it otherwise, ``{month:}`` makes no group); a space is any short white
space, ``~`` a space or a hyphen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ...rulebook import Rule, load_rules, load_table
from ...types import TimexType
from .openings import Openings

RULE_FILES = ("calendar", "clock", "narrative", "deictic", "fiscal", "named", "sets", "durations", "references")
_BEFORE = r"(?<![\w$£€#@./])"
_CASED = frozenset({"month", "short_month", "short_weekday", "stub_weekday"})
_SPACE = r"(?:[^\S\n]{1,3}|[^\S\n]{0,3}\n[^\S\n]{0,3})"
_PART = re.compile(r"\{([a-z_]+)(?::([a-z_]*))?\}")
_GAP = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)|[ ~]")  # white space inside a class or a look-behind stays as it is
_EXAMPLE = re.compile(r"\[([^]|]+)\|([^]]+)\]")


class DateRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of expression: what it looks like, and the function (with its settings) that gives its value.

    ``examples`` mark the expression and its value as ``[last week|2025-W22]``, as read on Friday 6 June 2025.
    """

    pattern: str
    type: TimexType
    resolve: str
    value: str = ""
    unit: str = ""
    shift: int = 0
    mod: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits at a place of a text, and the words of its groups that took part, in lower case."""

    rule: DateRule
    start: int
    end: int
    groups: Mapping[str, str]


@cache
def date_rules() -> tuple[DateRule, ...]:
    """Return every date rule, in file order."""
    return tuple(rule for name in RULE_FILES for rule in load_rules(f"dates/{name}", DateRule))


@cache
def words(kind: str) -> Mapping[str, str]:
    """Return the words of one class, in lower case, with their values."""
    return {row["word"].lower(): row["value"] for row in load_table("dates/words") if row["class"] == kind}


def read_example(marked: str) -> tuple[str, str, str]:
    """Return an example's plain text, the expression marked in it, and the value it must get."""
    match = _EXAMPLE.search(marked)
    if match is None:
        raise ValueError(f"no [expression|value] in {marked!r}")
    return _EXAMPLE.sub(r"\1", marked), match[1], match[2]


def next_matches(text: str, position: int) -> list[Match]:
    """Return every rule that fits at the next place where one does: the longest first, then in rule order."""
    openings, patterns = _compiled()
    for place, numbers in openings.places(text, position):
        matches = [
            Match(date_rules()[number], *match.span(), _groups(match))
            for number in numbers
            if (match := patterns[number].match(text, place)) is not None
        ]
        if matches:
            return sorted(matches, key=lambda match: -match.end)
    return []


@cache
def _compiled() -> tuple[Openings, tuple[re.Pattern[str], ...]]:
    patterns = tuple(compile_pattern(rule.pattern) for rule in date_rules())
    return Openings([pattern.pattern for pattern in patterns]), patterns


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a rule's pattern with its parts filled in, between word borders."""
    seen: Counter[str] = Counter()

    def numbered(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return f"(?P<{match[1]}_{seen[match[1]]}>"

    body = re.sub(r"\(\?P<(\w+)>", numbered, _expand(pattern))
    return re.compile(rf"{_BEFORE}(?:{body})(?!\w)", re.IGNORECASE)


def _groups(match: re.Match[str]) -> dict[str, str]:
    """Return the words of the groups that took part; a part used twice in a pattern is one group here."""
    return {k.rpartition("_")[0]: v.lower() for k, v in match.groupdict().items() if v is not None}


def _expand(pattern: str) -> str:
    while _PART.search(pattern):
        pattern = _PART.sub(lambda m: _part(m[1], m[1] if m[2] is None else m[2]), pattern)
    return _GAP.sub(lambda m: {" ": _SPACE, "~": rf"(?:{_SPACE}|-)"}.get(m[0], m[0]), pattern)


def _part(name: str, group: str) -> str:
    body = _parts().get(name) or _word_pattern(name)
    return f"(?P<{group}>{body})" if group else f"(?:{body})"


@cache
def _parts() -> Mapping[str, str]:
    return {row["name"]: row["pattern"] for row in load_table("dates/parts")}


def _spellings(kind: str) -> list[str]:
    return [row["word"] for row in load_table("dates/words") if row["class"] == kind]


@cache
def _word_pattern(kind: str) -> str:
    rows = [row["name"] for row in load_table("dates/named_days")] if kind == "named" else _spellings(kind)
    listed = "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(rows, key=len, reverse=True))
    return f"(?-i:{listed}|{listed.upper()})" if kind in _CASED else listed
