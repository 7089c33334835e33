"""Calendar arithmetic on TIMEX3 values: the value of the unit a day lies in, the days a value covers, shifts.

Values are ISO 8601 with TimeML's additions: ``2025-06-06``, ``2025-W23``, ``2025-W23-WE``, ``2025-06``, ``2025-Q2``,
``2025-H1``, ``2025-SP``, ``2025``, ``202`` (decade), ``20`` (century), each with an optional time of day (``TMO``).
Units are single codes: D, W, WE, M, Q, H, SP/SU/FA/WI (seasons), Y, DE, CE.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from ...types import DateBasis, When, precision_of

Days = tuple[date, date]

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
_MONTHS_OF = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
_DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T[\w:]*)?$"
)
VALID = re.compile(
    r"(?:PAST_REF|PRESENT_REF|FUTURE_REF"
    r"|(?:BC)?[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:WE|[1-7X]))?|Q[1-4X]|H[12X]|SP|SU|FA|WI))?"
    r"(?:T(?:MO|MI|AF|EV|NI|DT|[\dX]{2}(?::[\dX]{2}(?::[\dX]{2})?)?))?|(?:BC)?\d{2,3}"
    r"|P(?:[\dX]+(?:\.\d+)?(?:Y|M|W|D|Q|DE|CE|WE))+|PT(?:[\dX]+(?:\.\d+)?[HMS])+)"
)


def unit_value(day: date, unit: str) -> str:
    """Return the value of the calendar unit that a day lies in."""
    if unit in {"W", "WE"}:
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if unit == "WE" else "")
    year = f"{day.year:04}"
    values = {
        "D": day.isoformat(),
        "M": f"{year}-{day.month:02}",
        "Q": f"{year}-Q{(day.month + 2) // 3}",
        "H": f"{year}-H{(day.month + 5) // 6}",
        "Y": year,
        "DE": year[:3],
        "CE": year[:2],
    }
    return values[unit]


def shift(day: date, count: int, unit: str) -> date | None:
    """Return the day that many units away (clipped to the month's last day); None outside the calendar."""
    try:
        if unit in _DAYS:
            return day + timedelta(days=count * _DAYS[unit])
        months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def days_of(value: str) -> Days | None:
    """Return the first and last day a value covers; None for references, durations, sets and what is no date."""
    if re.fullmatch(r"\d{2,3}", value):
        return _long_span(value)
    match = _VALUE.match(value)
    if match is None:
        return None
    try:
        return _span(match)
    except (OverflowError, ValueError):
        return None


def when_of(days: Days, basis: DateBasis, reason: str = "") -> When:
    """Return the interval with its precision."""
    return When(days[0], days[1], precision_of(*days), basis, reason)


def part_of(days: Days, mod: str) -> Days:
    """Return the third of a period that START, MID or END means; the whole period for other modifiers.

    A single day keeps its day: "late on Friday" is still that Friday.
    """
    start, end = days
    if mod in _MONTHS_OF and start == date(start.year, 1, 1) and end == date(start.year, 12, 31):
        return _months(start.year, *_MONTHS_OF[mod])
    third = ((end - start).days + 1) // 3
    if mod not in {"START", "MID", "END"} or third == 0:
        return days
    first = {"START": 0, "MID": third, "END": (end - start).days - third}[mod]
    return start + timedelta(days=first), min(end, start + timedelta(days=first + third))


def _long_span(value: str) -> Days | None:
    length = 10 ** (4 - len(value))
    first = int(value) * length
    return (date(max(first, 1), 1, 1), date(first + length - 1, 12, 31)) if first + length <= 10_000 else None


def _span(match: re.Match[str]) -> Days:
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return monday + timedelta(days=5 if match["weekend"] else 0), monday + timedelta(days=6)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    return _months(year, *_month_range(match))


def _month_range(match: re.Match[str]) -> tuple[int, int]:
    if match["season"]:
        return SEASONS[match["season"]]
    if match["quarter"]:
        return int(match["quarter"]) * 3 - 2, int(match["quarter"]) * 3
    if match["half"]:
        return int(match["half"]) * 6 - 5, int(match["half"]) * 6
    return (int(match["month"]), int(match["month"])) if match["month"] else (1, 12)


def _months(year: int, first: int, last: int) -> Days:
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])
