"""Named days and recurring events of a year, from rules/dates/named_days.csv: Thanksgiving, Inauguration Day, Davos.

How a day is found is written in few signs: ``12-25`` (month-day), ``11:4:4`` (month:which:weekday, -1 is the last),
``easter``; then ``+1`` or ``-2`` days; then ``/4+1``: only in years that leave 1 when divided by 4.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from ...rulebook import load_table
from .values import Days

_RECIPE = re.compile(
    r"(?:(?P<month>\d\d)-(?P<day>\d\d)|(?P<nth_month>\d\d):(?P<nth>-?\d):(?P<weekday>\d)|(?P<easter>easter))"
    r"(?P<offset>[+-]\d+)?(?:/(?P<every>\d+)\+(?P<rest>\d+))?"
)


def is_event(name: str) -> bool:
    """Return whether a name is that of an event which only falls within its days, not a day of the calendar."""
    return _recipes().get(name.lower(), ("day",))[0] == "event"


def named_days(name: str, year: int) -> Days | None:
    """Return the days that a named day or event can have in a year; None when it has none then."""
    recipe = _recipes().get(name.lower())
    if recipe is None:
        return None
    first, last = find_day(recipe[1], year), find_day(recipe[2], year)
    return (first, last) if first is not None and last is not None else None


def find_day(recipe: str, year: int) -> date | None:
    """Return the day a recipe gives in a year; None when it gives none.

    Raises:
        ValueError: the recipe cannot be read.
    """
    match = _RECIPE.fullmatch(recipe)
    if match is None:
        raise ValueError(f"no way to find a day: {recipe!r}")
    if not 1 < year < 9999 or (match["every"] and year % int(match["every"]) != int(match["rest"])):
        return None
    return _base_day(match, year) + timedelta(days=int(match["offset"] or 0))


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous algorithm)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _base_day(match: re.Match[str], year: int) -> date:
    if match["easter"]:
        return easter(year)
    if match["month"]:
        return date(year, int(match["month"]), int(match["day"]))
    month, nth, weekday = int(match["nth_month"]), int(match["nth"]), int(match["weekday"])
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


@cache
def _recipes() -> dict[str, tuple[str, str, str]]:
    return {row["name"].lower(): (row["kind"], row["first"], row["last"]) for row in load_table("dates/named_days")}
