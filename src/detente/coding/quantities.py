"""Quantities: amounts of money, counts, shares and durations as intervals, with unit, qualifier and rate.

A bound is a bound and a range is a range, never a midpoint; no currency is converted. Years, dates, times, ages,
scores and the numbers in names are not quantities (`rules/quantities/excluded.toml`).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from ..rulebook import Rule, load_rules
from ..types import Passage, Qualifier, Quantity
from .figures import units
from .figures.bounds import EXACT, WINDOW, Bound, read_bound
from .figures.changes import WINDOW as CHANGE_WINDOW
from .figures.changes import Multiple, find_multiples, read_change
from .figures.numeral_tokens import fold
from .figures.numerals import Numeral, find_numerals

_VAGUE = re.compile(
    r"\b(?:(?:a\s)?(?P<few>few|several|couple(?:\sof)?|many)\s(?:(?P<size>hundred|thousand|million|billion|trillion|dozen)s?\b)?"
    r"|(?P<plural>tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?:\s(?:and|or)\s(?P=plural))?(?:\sof\s(?P<of>thousands|millions|billions|trillions))?\b)"
)
_SIZES = {"ten": 10, "dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
          "trillion": 10**12}  # fmt: skip
TIMES = "times"  # the unit of a multiple
_RANGE = re.compile(r"\s?(?P<join>to|-|–|—|~|and|or)\s?$")
_CHANGE = re.compile(
    r"\b(?:rose|rises?|rising|risen|fell|falls?|falling|fallen|gain(?:s|ed)?|lost|add(?:s|ed)?|climb(?:s|ed)?|drop(?:s|ped)?|"
    r"jump(?:s|ed)?|tumbl(?:es|ed)|slid|slip(?:s|ped)?|increas\w{1,3}|decreas\w{1,3}|declin\w{1,3}|up|down|cut|cuts|rais(?:es|ed)|"
    r"lower(?:s|ed)?|went|grew|grown|grow|shrank|mov(?:es|ed)|surged|soared|plunged|doubled|tripled|trimmed|reduced|expanded)\b"
)
# What is no amount starts with a word, a figure or a sign: elsewhere inside words nothing need be tried.
_STARTS = r"(?:(?<!\w)(?=\w)|(?=[\d#+(])|^)"
_MINOR = re.compile(r",?\s(?:and\s)?")
_CODED_SCALE = re.compile(r"\s(thousand|million|billion|trillion)\b")
_SPREAD = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|anywhere|anything|estimates?|var(?:y|ies|ied|ying)|somewhere|between)\b"
)


class ExcludedRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A pattern (lower case) whose numbers are no amounts; `examples` hold none, `never` keep theirs."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, before bounds and ranges are read; offsets into the sentence."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: str
    scale: Decimal
    bound: Bound = EXACT
    rate: str = ""
    inherited: bool = False
    fraction: bool = False


def find_quantities(passage: Passage) -> list[Quantity]:
    """Return every amount in a passage, in reading order."""
    text = passage.text
    folded = fold(text)
    multiples = [_multiple(passage, multiple) for multiple in find_multiples(folded)]
    if not _precheck().search(folded):
        return multiples
    amounts = _amounts(text, folded)
    if any(amount.kind in ("count", "bare") for amount in amounts):
        excluded = _excluded_spans(folded)
        amounts = [a for a in amounts if a.kind in ("money", "percent") or not _inside(a, excluded)]
    joined = _join_ranges(_inherit_units(amounts, folded), folded)
    quantities = [_quantity(passage, amount, folded) for amount in joined if _is_amount(amount, folded)]
    apart = [
        m
        for m in multiples
        if not any(q.passage.start < m.passage.end and m.passage.start < q.passage.end for q in quantities)
    ]
    return sorted(quantities + apart, key=lambda quantity: quantity.passage.start)


@cache
def _precheck() -> re.Pattern[str]:
    return re.compile(
        r"\d|[½¼¾⅓⅔⅛]|(?:tw[eo]|three|four|fi[fv]|six|seven|eight|nine|ten|elev|thir|hundred|dozen|thousand|"
        r"illion|half|quarter|lakh|crore|several|scores|a few|couple|"
        r"one[\s-](?:dollar|cent|per|penny|euro|pound|yen|yuan|rupee|rial|riyal|franc|peso|in |over |out ))"
    )


@cache
def _exclusions() -> re.Pattern[str]:
    rules = load_rules("quantities/excluded", ExcludedRule)
    return re.compile(_STARTS + "(?:" + "|".join(f"(?:{rule.pattern})" for rule in rules) + ")")


def _excluded_spans(folded: str) -> list[tuple[int, int]]:
    return [match.span() for match in _exclusions().finditer(folded)]


def _inside(amount: Amount, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (amount.start, sys.maxsize)) - 1
    return at >= 0 and amount.start < spans[at][1]


def _amounts(text: str, folded: str) -> list[Amount]:
    """Return the exact and vague amounts in reading order; a vague one yields to none it overlaps."""
    vague = [_vague(match, text, folded) for match in _VAGUE.finditer(folded)]
    taken = [(amount.start, amount.end) for amount in vague if amount]
    exact: list[Amount] = []
    for numeral in find_numerals(text):
        if _overlaps(numeral, taken):
            continue
        last = exact[-1] if exact else None
        if last is None or numeral.start >= last.end:
            amount = _amount(numeral, text, folded, last.end if last else 0)
            if last and (whole := _with_minor(last, amount, folded)):
                exact[-1] = whole
            else:
                exact.append(amount)
    return sorted((amount for amount in (*vague, *exact) if amount), key=lambda amount: amount.start)


def _overlaps(numeral: Numeral, spans: list[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (numeral.end, 0)) - 1
    return at >= 0 and numeral.start < spans[at][1]


def _with_minor(last: Amount, amount: Amount, folded: str) -> Amount | None:
    """Return "15 dollars and 50 cents" as one sum; also "15 dollars and 50" where nothing else is counted."""
    between = folded[last.end : amount.start]
    if last.kind != "money" or last.low is None or amount.low is None or not _MINOR.fullmatch(between):
        return None
    if last.low != last.low.to_integral_value() or last.scale > 1:
        return None
    if amount.unit == last.unit and amount.low < 1 and amount.kind == "money":
        cents = amount.low
    elif amount.kind == "bare" and 0 < amount.low < 100 and amount.scale == 1 and _ends(between, folded, amount.end):
        cents = amount.low / 100
    else:
        return None
    return replace(last, end=amount.end, low=last.low + cents, high=last.low + cents)


def _ends(between: str, folded: str, end: int) -> bool:
    """Return whether a bare number after a sum is its cents: "15 dollars and 50", "15 dollars 50."."""
    return "and" in between or (between == " " and re.match(r"[.!?]?(?:\s|$)", folded[end : end + 2]) is not None
                                and folded[end : end + 1] in ("", ".", "!", "?"))  # fmt: skip


def _vague(match: re.Match[str], text: str, folded: str) -> Amount | None:
    """Return "hundreds of millions of dollars", "a few dollars", "thousands of lawsuits": at least that size."""
    if match["few"]:
        low = Decimal(2) * _SIZES.get(match["size"] or "", 1)
    else:
        low = Decimal(_SIZES[match["plural"][:-1]]) * _SIZES.get((match["of"] or " ")[:-1], 1)
    end = match.end() - (0 if match["plural"] or match["size"] else 1)
    after = re.match(r"\sof(?=\s)", folded[end : end + 4])
    money = units.currency_after(folded[end + (3 if after else 0) :][: WINDOW * 2])
    noun = units.of_noun(text[end : end + WINDOW * 2]) or units.noun_after(text[end : end + WINDOW * 2], single=False)
    unit = replace(money, after=money.after + (3 if after else 0)) if money else noun
    if unit is None:
        return None
    kind = "money" if money else "count"
    return Amount(
        match.start(), end + unit.after, low, None, unit.name, kind, Decimal(1), Bound("vague", "quantity.vague")
    )


def _amount(numeral: Numeral, text: str, folded: str, taken: int) -> Amount:
    """Return a numeral with the unit that stands with it: currency, percent, noun, or none.

    Words before ``taken`` belong to another amount.
    """
    before, after = (
        folded[max(taken, numeral.start - WINDOW) : numeral.start],
        folded[numeral.end : numeral.end + 2 * WINDOW],
    )
    unit, kind = units.currency_before(before), "money"
    if unit is None:
        unit = units.currency_after(after)
    if unit is None:
        unit, kind = units.percent_after(after) or units.percent_before(before), "percent"
    if unit is None:
        unit, kind = _counted(numeral, text), "count"
    if unit is None:
        unit, kind = units.Unit(""), "bare"
    value = numeral.value * unit.factor
    if re.match(r"[-−]\s", folded[numeral.start : numeral.start + 2]):
        value = abs(value)  # a dash that opens a list item
    start, end, scale = numeral.start - unit.before, numeral.end + unit.after, numeral.scale
    if kind == "money" and scale == 1 and (behind := _CODED_SCALE.match(folded, end)):  # "75 USD million"
        scale, end = Decimal(_SIZES[behind[1]]), behind.end()
    value *= scale / numeral.scale
    return Amount(start, end, value, value, unit.name, kind, scale, fraction=numeral.fraction and scale == 1)


def _counted(numeral: Numeral, text: str) -> units.Unit | None:
    after = text[numeral.end : numeral.end + 2 * WINDOW]
    if numeral.fraction and numeral.scale == 1:
        return units.Unit("share", after=noun.after) if (noun := units.of_noun(after)) else None
    return (
        units.compound_noun(after)
        or units.noun_after(after, numeral.value == 1)
        or units.of_noun(after)
        or units.part_noun(after)
    )


def _inherit_units(amounts: list[Amount], folded: str) -> list[Amount]:
    """Give "20" in "€20 to 30 million" and "5" in "5 to 10 percent" what they share with their neighbour."""
    shared = list(amounts)
    for at in range(len(shared) - 2, -1, -1):
        first, second = shared[at], shared[at + 1]
        join = _joiner(first, second, folded)
        if not join:
            continue
        if first.kind == "bare" and second.kind != "bare":
            first = replace(first, unit=second.unit, kind=second.kind, inherited=True)
        elif second.kind == "bare" and first.kind == "money" and join != "and":
            shared[at + 1] = replace(second, unit=first.unit, kind=first.kind)
        if first.scale == 1 and shared[at + 1].scale > 1 and join in ("to", "-", "–", "and", "or"):
            first = _scaled(first, shared[at + 1])
        shared[at] = first
    return shared


def _scaled(first: Amount, second: Amount) -> Amount:
    """Read "20" before "to 30 million" as 20 million where that keeps the order."""
    if first.low is None or second.low is None or first.low >= 1000 or first.low * second.scale >= second.low:
        return first
    return replace(first, low=first.low * second.scale, high=first.low * second.scale, scale=second.scale)


def _joiner(first: Amount, second: Amount, folded: str) -> str:
    """Return the word or dash between two amounts when nothing else stands there."""
    if second.start - first.end > 5 or first.bound.qualifier == "vague" or second.bound.qualifier == "vague":
        return ""
    match = _RANGE.fullmatch(folded, first.end, second.start)
    return match["join"] if match else ""


def _join_ranges(amounts: list[Amount], folded: str) -> list[Amount]:
    """Return the amounts with ranges joined and each bound read."""
    joined: list[Amount] = []
    skip = False
    for first, second in pairwise([*amounts, None]):
        if skip or first is None:
            skip = False
            continue
        if second is not None and _is_range(first, second, folded):
            joined.append(_range(first, second, folded))
            skip = True
        elif second is not None and (corridor := _corridor(first, second, folded)):
            joined.append(corridor)
            skip = True
        else:
            joined.append(_bounded(first, folded))
    return joined


def _is_range(first: Amount, second: Amount, folded: str) -> bool:
    """Return whether two amounts are the ends of one range, not two figures or a change from one to the other."""
    join = _joiner(first, second, folded)
    if not join or first.unit != second.unit or first.low is None or second.low is None or first.low >= second.low:
        return False
    before = folded[max(0, first.start - WINDOW) : first.start]
    if join == "and":
        return bool(re.search(r"\bbetween\s(?:about\s|around\s)?$", before))
    if join == "or":
        return bool(re.search(r"\beither\s$", before)) or second.low - first.low <= 1
    if join == "to" and not first.inherited:
        return bool(_SPREAD.search(before[-24:])) or not (
            _CHANGE.search(before[-24:]) or re.search(r"\bfrom\s$", before)
        )
    return True


def _corridor(first: Amount, second: Amount, folded: str) -> Amount | None:
    """Return "more than 10 and less than 40" as one range; None where the bounds do not close one."""
    if second.start - first.end > WINDOW or first.low is None or second.low is None or first.low >= second.low:
        return None
    low, high = _bounded(first, folded), _bounded(second, folded)
    between = folded[first.end : second.start - high.bound.before]
    closed = (low.bound.qualifier, high.bound.qualifier) == ("at_least", "at_most")
    if not closed or first.unit not in ("", second.unit) or not re.fullmatch(r",?\s(?:and|but)\s(?:is\s)?", between):
        return None
    return replace(
        first,
        end=second.end,
        high=second.high,
        unit=second.unit,
        kind=second.kind,
        bound=Bound("range", "quantity.range"),
    )


def _range(first: Amount, second: Amount, folded: str) -> Amount:
    bound = read_bound(folded[max(0, first.start - WINDOW) : first.start], "")
    rule = bound.rule if bound.qualifier == "about" else "quantity.range"
    rate, length = units.rate_after(folded[second.end : second.end + WINDOW])
    return replace(first, end=second.end + length, high=second.high, bound=Bound("range", rule), unit=second.unit,
                   kind=second.kind, rate=rate)  # fmt: skip


def _bounded(amount: Amount, folded: str) -> Amount:
    """Return an amount with its bound and rate."""
    before, after = folded[max(0, amount.start - WINDOW) : amount.start], folded[amount.end : amount.end + WINDOW]
    rate, length = units.rate_after(after)
    rate = rate or units.rate_before(before)
    if amount.bound.qualifier == "vague":
        return replace(amount, rate=rate)
    bound = read_bound(before, after if not length else after[length:])
    low = None if bound.qualifier == "at_most" else amount.low
    high = None if bound.qualifier == "at_least" else amount.high
    return replace(amount, low=low, high=high, bound=bound, rate=rate)


def _is_amount(amount: Amount, folded: str) -> bool:
    """Return whether a number without a unit may still be an amount: a figure set apart, not part of a name."""
    if amount.kind == "bare" and amount.fraction:
        return False
    if amount.kind != "bare" or amount.bound.qualifier in ("at_least", "at_most", "range"):
        return True
    value = amount.low if amount.low is not None else amount.high
    if value is None or value != value.to_integral_value() or value < 10 or not folded[amount.start].isdigit():
        return False
    return not re.match(r"[-/:.]?[a-z\d]|[-/]", folded[amount.end : amount.end + 2])


def _multiple(passage: Passage, multiple: Multiple) -> Quantity:
    place = passage.slice(multiple.start, multiple.end)
    return Quantity(place, multiple.factor, multiple.factor, TIMES, "exact", "quantity.multiple", change="by")


def _quantity(passage: Passage, amount: Amount, folded: str) -> Quantity:
    qualifier: Qualifier = amount.bound.qualifier
    rule = f"quantity.{amount.kind}" if amount.bound is EXACT else amount.bound.rule
    place = passage.slice(amount.start, amount.end)
    change = read_change(
        folded[max(0, amount.start - CHANGE_WINDOW) : amount.start], folded[amount.end : amount.end + WINDOW]
    )
    return Quantity(place, amount.low, amount.high, amount.unit, qualifier, rule, amount.rate, change)
