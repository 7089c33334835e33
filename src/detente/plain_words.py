"""Records in plain words: dates no more precise than they are known, amounts, and the names of codes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from .types import UNKNOWN_DATE, Quantity, When

TYPE_NAMES = {
    "AGREE": "agreement or promise",
    "CONSULT": "talks",
    "SUPPORT": "support",
    "CONCEDE": "concession",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "RETREAT": "retreat",
    "REQUEST": "demand",
    "ACCUSE": "criticism",
    "REJECT": "refusal",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanction",
    "MOBILIZE": "show of force",
    "COERCE": "coercion",
    "ASSAULT": "assault",
}
QUAD_NAMES = {1: "cooperation in words", 2: "cooperation in deeds", 3: "conflict in words", 4: "conflict in deeds"}
MODALITY_NAMES = {
    "asserted": "",
    "planned": "planned",
    "hypothetical": "not certain to happen",
    "negated": "said not to have happened",
}
VERDICT_NAMES = {
    "agree": "The sources agree",
    "compatible": "The figures fit together",
    "conflict": "The sources disagree",
    "different_scope": "The figures measure different things",
    "single": "One figure only",
}
DISPUTE_NAMES = {"denied": "denied", "withdrawn": "taken back"}
REASON_COUNTS = {
    "agrees": ("agrees", "agree"),
    "compatible": ("fits together", "fit together"),
    "later_figure": ("differs in date", "differ in date"),
    "wider_scope": ("differs in what is covered", "differ in what is covered"),
    "rounded": ("differs by rounding", "differ by rounding"),
    "different_quantity": ("measures different things", "measure different things"),
    "copied": ("is a repetition", "are repetitions"),
    "unexplained": ("is not explained by the texts", "are not explained by the texts"),
}
BASIS_NAMES = {
    "stated": "as the source states",
    "relative": "worked out from the report’s date",
    "focus": "the date the text is at",
    "vague": "as vague as the text",
    "reported": "only the report’s date is known",
    "inferred": "inferred",
    "unknown": "unknown",
}
SPEAKER_NAMES = {
    "named": "a named source",
    "anonymous": "an unnamed source",
    "document": "a document or filing",
    "post": "a post",
    "outlet": "the outlet’s own account",
    "unstated": "source not stated",
}
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "UAH": "₴"}
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_BOUNDS = ("about", "around", "at least", "at most", "almost", "approximately", "as much as", "between", "less than",
           "more than", "nearly", "no more than", "over", "roughly", "some ", "under", "up to",
           "upwards of")  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_QUARTER = timedelta(days=92)
_NEWS = timedelta(days=7)
_BACK = tuple(timedelta(days=days) for days in range(1, 8))
_QUARTERS = ("first", "second", "third", "fourth")


def describe_date(when: When, published: When = UNKNOWN_DATE) -> str:
    """Return a date in words, no more precise than it is known.

    An unknown date says so, and when it was published if that is given.
    """
    if when.start is None and when.end is None:
        known = describe_date(published) if published.start or published.end else ""
        return f"date unknown (published {known})" if known else "date unknown"
    if when.start is None or when.end is None:
        return f"by {describe_day(when.end)}" if when.end else f"{describe_day(when.start)} or later"
    if when.end < when.start:
        return "date unknown"
    if when.basis == "reported":
        return f"reported {_report_days(when.start, when.end)}"
    return describe_days(when.start, when.end, vague=when.basis == "vague")


def describe_days(start: date, end: date, vague: bool = False) -> str:
    """Return an interval of days in words: a day, a whole calendar unit, "late 2025" if vague, else its two ends."""
    if start == end:
        return describe_day(start)
    part = _part_of_unit(start, end) if vague else ""
    whole = _whole_unit(start, end)
    return (part or whole if end - start > _QUARTER else whole or part) or _between(start, end)


def describe_span(start: date, end: date) -> str:
    """Return a stretch of time that lasts from one day to another: "3 to 9 June 2025", "2025", "5 June 2025"."""
    if start == end:
        return describe_day(start)
    return _whole_unit(start, end) or f"{_first_day(start, end)} to {describe_day(end)}"


def describe_day(day: date | None) -> str:
    """Return "5 June 2025"; "" for no day."""
    return f"{day.day} {describe_month(day)}" if day else ""


def describe_month(day: date) -> str:
    """Return a day's month as "June 2025", whatever the machine's locale."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def describe_quantity(quantity: Quantity) -> str:
    """Return the interval a quantity means: "$250 million", "more than $250 million", "$75 million to $100 million"."""
    low, high, unit = quantity.low, quantity.high, quantity.unit
    rate = f" per {quantity.rate}" if quantity.rate else ""
    if low is None and high is None:
        return quantity.passage.text
    if low is None or high is None:
        bound = (
            f"at most {describe_amount(high, unit)}" if high is not None else f"at least {describe_amount(low, unit)}"
        )
        return bound + rate
    if low == high:
        return describe_amount(low, unit) + rate
    return f"{describe_amount(low, unit)} to {describe_amount(high, unit)}{rate}"


def describe_figure(quantity: Quantity) -> str:
    """Return a figure as written, with the bound that the words around it give: "about $75 million"."""
    words = figure_words(quantity)
    bound = {"about": "about", "at_least": "at least", "at_most": "at most"}.get(quantity.qualifier, "")
    bounded = words.lower().startswith(_BOUNDS)
    rate = f" per {quantity.rate}" if quantity.rate and quantity.rate not in words else ""
    return words + rate if bounded else f"{bound} {words}{rate}".lstrip()


def figure_words(quantity: Quantity) -> str:
    """Return a figure's own words on one line; a range whose "between" stands outside them has it back."""
    words = " ".join(quantity.passage.text.split())
    is_range = None not in (quantity.low, quantity.high) and quantity.low != quantity.high
    return f"between {words}" if is_range and quantity.qualifier != "vague" and " and " in words else words


def describe_amount(value: Decimal | None, unit: str) -> str:
    """Return a number with its unit: "$250 million", "12%", "3 lawsuits"."""
    if value is None:
        return "?"
    number = _scaled(value)
    if unit in _CURRENCIES:
        return f"-{_CURRENCIES[unit]}{number[1:]}" if number.startswith("-") else f"{_CURRENCIES[unit]}{number}"
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return "1 source", "3 sources"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def one_line(words: str, most: int = 260) -> str:
    """Return words on one line, cut after a whole word when they are many."""
    line = " ".join(words[: most * 4].split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def join_words(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _scaled(value: Decimal) -> str:
    for size, name in _SCALES:
        if abs(value) >= size:
            return f"{_trimmed(value / size)} {name}"
    return _trimmed(value)


def _trimmed(value: Decimal) -> str:
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _whole_unit(start: date, end: date) -> str:
    """Return the name of the whole years, quarter or months that an interval is; "" for others."""
    if start.day != 1 or not _ends_month(end):
        return ""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.month == 1 and end.month == 12:
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if months == 1:
        return describe_month(start)
    if months == 3 and start.month % 3 == 1:
        return f"{_QUARTERS[start.month // 3]} quarter of {start.year}"
    first = describe_month(start).split()[0] if start.year == end.year else describe_month(start)
    return f"{first} to {describe_month(end)}"


def _part_of_unit(start: date, end: date) -> str:
    """Return "late 2025" or "mid-June 2025" for about a third of a year or month; "" for others."""
    if start.year != end.year:
        return ""
    if start.month == end.month:
        first, length, name = start.replace(day=1), monthrange(start.year, start.month)[1], describe_month(start)
    else:
        first, length, name = date(start.year, 1, 1), 366, str(start.year)
    left, right = (start - first).days / length, ((end - first).days + 1) / length
    if right - left < 0.2:
        return ""
    if right <= 0.4 and left <= 0.1:
        return f"early {name}"
    if left >= 0.6:
        return f"late {name}"
    return f"mid-{name}" if left >= 0.3 and right <= 0.72 else ""


def _report_days(start: date, end: date) -> str:
    """Return when something was reported: a report's day, month or part of one.

    News may be some days older than its report: what reaches back to them is no part of the report's own date.
    """
    if end - start <= _NEWS:
        return describe_day(end)
    for first in (start, *(start + back for back in _BACK if start <= date.max - back)):
        named = _whole_unit(first, end) or _part_of_unit(first, end)
        if named:
            return named
    return _between(start, end)


def _between(start: date, end: date) -> str:
    first = _first_day(start, end)
    if end - start == timedelta(days=1):
        return f"{first} or {describe_day(end)}"
    return f"between {first} and {describe_day(end)}"


def _first_day(start: date, end: date) -> str:
    """Return a first day without the month and year that the last day repeats."""
    if start.year != end.year:
        return describe_day(start)
    return str(start.day) if start.month == end.month else f"{start.day} {describe_month(start).split()[0]}"
