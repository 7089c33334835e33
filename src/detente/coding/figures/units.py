"""Units: the currency, percent sign, noun or rate that stands with a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ...rulebook import load_table

_LEFT = 24  # characters before a number that may hold its currency
_RIGHT = 80  # characters behind a number that may hold its unit

_PERCENT = re.compile(
    r"\s?-?(?:(?P<points>percentage[\s-]points?|per\s?cent(?:age)?[\s-]points?|pp\b|%\s?points?)"
    r"|(?P<basis>basis\spoints?|bps\b)|(?P<percent>%|per\s?cents?\b|pct\b|percentages?\b))"
)
_RATE = re.compile(
    r"(?:\s|-)?(?:(?:(?:a|an|per|each|every)[\s-]|/\s?)(?P<per>year|annum|month|week|weekday|day|hour|minute|second|quarter|share|"
    r"barrel|gallon|lit(?:re|er)|ton(?:ne)?|ounce|pound|head|person|capita|household|family|voter|mile|unit|night|term|"
    r"season|vote|plate|cent)s?\b|(?P<adverb>annually|yearly|monthly|weekly|daily|hourly|quarterly)\b)"
)
_ADVERBS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
            "hourly": "hour", "quarterly": "quarter"}  # fmt: skip
_ADJECTIVE = re.compile(r"\b(annual|yearly|monthly|weekly|daily|hourly|quarterly)\s(?:\w+\s){0,2}$")
_PART = re.compile(r"\sof\s(?:them|whom|which)(?:\s(?:were|are))?(?=\s)")
_WORD = re.compile(r"[\s-]([A-Za-zÀ-ÿ][\w'’-]*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as found: its name, the factor to its main unit (cents), and the characters it takes on each side."""

    name: str
    factor: Decimal = Decimal(1)
    before: int = 0
    after: int = 0


def currency_before(before: str) -> Unit | None:
    """Return the currency whose sign or code ends the words before a number (lower case)."""
    match = _currency_pattern("before").search(before[-_LEFT:])
    if match is None:
        return None
    code, factor = _currencies("before")[match["written"]]
    return Unit(code, factor, before=match.end() - match.start())


def currency_after(after: str) -> Unit | None:
    """Return the currency whose name, code or sign begins the words behind a number (lower case)."""
    match = _currency_pattern("after").match(after[:_RIGHT])
    if match is None or (
        match["written"] in ("won", "real") and re.match(r"\s(?:the|a|an|by|in)\b", after[match.end() :])
    ):
        return None
    code, factor = _currencies("after")[match["written"]]
    return Unit(code, factor, after=match.end())


def percent_after(after: str) -> Unit | None:
    """Return "%", "percentage points" or "basis points" where the words behind a number (lower case) say so."""
    match = _PERCENT.match(after[:_RIGHT])
    if match is None:
        return None
    names = {"percent": "%", "points": "percentage points", "basis": "basis points"}
    return Unit(names[match.lastgroup or "percent"], after=match.end())


def percent_before(before: str) -> Unit | None:
    """Return "%" where the words before a number (lower case) say so: "percent of twenty"."""
    match = re.search(r"(?:per\s?cents?|percentages?)\sof\s$|(?<![\d\s])%\s?$|^%$", before[-_LEFT:])
    return Unit("%", before=match.end() - match.start()) if match else None


def noun_after(after: str, single: bool) -> Unit | None:
    """Return the counted noun behind a number: the first plural among the next words, else, for one, the next word.

    "20 Conservative MPs to have signed" counts MPs; "165 ahead of the deadline" has no noun.
    """
    at = 0
    for distance in range(4):
        match = _WORD.match(after, at)
        if match is None or _nouns().get(match[1].lower()) == "stop":
            break
        word = match[1]
        if is_plural(word) or (single and distance == 0 and not word.lower().endswith("ly")):
            return Unit(word.lower(), after=match.end())
        at = match.end()
    return None


def compound_noun(after: str) -> Unit | None:
    """Return the noun of a hyphenated measure: the day of "a 90-day truce"."""
    match = re.match(r"-([a-z]+)\b(?!-old)", after)
    return Unit(match[1] + "s", after=match.end()) if match and days_in(match[1]) else None


def of_noun(after: str) -> Unit | None:
    """Return the noun behind "of": the lawsuits of "thousands of lawsuits", the voters of "a third of voters"."""
    match = re.match(r"\s?of(?:\sthe|\sits|\stheir|\shis|\sher|\sall|\sthese|\sthose|\sour|\sother)?(?=\s)", after)
    if match is None:
        return None
    noun = noun_after(after[match.end() : match.end() + _RIGHT], single=False)
    return Unit(noun.name, after=match.end() + noun.after) if noun else None


def part_noun(after: str) -> Unit | None:
    """Return what a part of the things just counted is: the drones of "18 of them drones"."""
    match = _PART.match(after)
    noun = noun_after(after[match.end() : match.end() + _RIGHT], single=False) if match else None
    return Unit(noun.name, after=match.end() + noun.after) if match and noun else None


def rate_after(after: str) -> tuple[str, int]:
    """Return what an amount is per, from the words behind it (lower case), and the characters that takes."""
    match = _RATE.match(after[:_RIGHT])
    if match is None:
        return "", 0
    per = match["per"] or _ADVERBS[match["adverb"]]
    return {"annum": "year", "head": "person", "capita": "person"}.get(per, per), match.end()


def rate_before(before: str) -> str:
    """Return what an amount is per, from an adjective before it ("a monthly $45 million")."""
    match = _ADJECTIVE.search(before[-_LEFT:])
    return {"annual": "year", "yearly": "year"}.get(match[1], _ADVERBS.get(match[1], "")) if match else ""


def days_in(unit: str) -> Decimal | None:
    """Return how many days a unit of time lasts, on average; None for what is no unit of time."""
    return _days().get(unit) or _days().get(unit.removesuffix("s"))


def is_plural(word: str) -> bool:
    """Return whether a word looks like a plural noun."""
    role = _nouns().get(word.lower())
    if role is not None:
        return role == "count"
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous", "'s", "’s"))


@cache
def _days() -> dict[str, Decimal]:
    return {row["unit"]: Decimal(row["days"]) for row in load_table("quantities/times")}


@cache
def _nouns() -> dict[str, str]:
    return {row["word"]: row["role"] for row in load_table("quantities/nouns")}


@cache
def _currencies(place: str) -> dict[str, tuple[str, Decimal]]:
    """Return code and factor of each written form of a currency on one side of a number."""
    found: dict[str, tuple[str, Decimal]] = {}
    for row in load_table("quantities/currencies"):
        if row["place"] == place:
            found.update({w: (row["code"], Decimal(row["minor"] or "1")) for w in row["written"].split("|")})
    return found


@cache
def _currency_pattern(place: str) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_currencies(place), key=len, reverse=True))
    if place == "before":
        return re.compile(rf"(?<![^\W_])(?P<written>{forms})\s?$")
    return re.compile(rf"[\s-]?(?P<written>{forms})(?!\w)")
