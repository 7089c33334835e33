"""Published dates as sources state them: in a field, in front matter, in a page's metadata, in a URL."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from ..types import UNKNOWN_DATE, Precision, When

EARLIEST = date(1600, 1, 1)  # the first newspapers
_AHEAD = timedelta(days=366)  # a wrong clock or time zone is forgiven, a date in another decade is not
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_NUMERIC = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?![-/.\d])(?:[T ].*)?")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[T ]?(?:\d{4}|\d{6})Z?)?")
_YEAR = re.compile(r"(?P<year>\d{4})")
_SLASHED = re.compile(r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})(?:[ ,].*)?")
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\d{3})?(?:\.\d+)?")
_NAMED = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}[ ,-]{{1,2}}(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b{_MONTH},? (?P<year>\d{{4}})\b", re.I),
)
_IN_URL = (
    re.compile(r"/(?P<year>\d{4})/(?P<month>\d{1,2}|[a-z]{3})/(?P<day>\d{1,2})(?=[/-]|$)", re.I),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"/(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?=[/-]|$)"),
    re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<month>\d{2}|[a-z]{3})(?=/)", re.I),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A published date with its basis, and what was wrong with the source's own statement of it, if anything."""

    when: When = UNKNOWN_DATE
    problem: str = ""


def read_published(value: str, source: str, url: str) -> Published:
    """Return the date a source states (``source`` names the place), or else its URL's own date."""
    stated = _read_value(value.strip(), source) if value.strip() else Published()
    if stated.when.known or not url:
        return stated
    in_url = date_in_url(url)
    return Published(in_url, stated.problem) if in_url.known else stated


def date_in_url(url: str) -> When:
    """Return the date in a URL's path (/2025/06/05/, /2023/mar/22/, 2025-06-05), or the unknown date."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return UNKNOWN_DATE
    for pattern in _IN_URL:
        if (match := pattern.search(path)) and (when := _when(match, "URL")) and _plausible(when):
            return when
    return UNKNOWN_DATE


def _read_value(value: str, source: str) -> Published:
    when = _parse(value[:80], source)
    shown = value[:40]
    if when is None:
        return Published(_unknown(source, shown), f'date "{shown}" ({source}) could not be read')
    if not _plausible(when):
        return Published(_unknown(source, shown), f'date "{shown}" ({source}) is not plausible')
    return Published(when)


def _unknown(source: str, shown: str) -> When:
    return When(None, None, "unknown", "unknown", f'{source} says "{shown}"')


def _parse(value: str, source: str) -> When | None:
    for pattern in (_NUMERIC, _COMPACT, _YEAR):
        if match := pattern.fullmatch(value):
            return _when(match, source)
    if match := _SLASHED.fullmatch(value):
        return _slashed(match, source)
    if match := _EPOCH.fullmatch(value):
        return _days(datetime.fromtimestamp(int(match["seconds"]), UTC).date(), "day", source)
    found = next((match for pattern in _NAMED if (match := pattern.search(value))), None)
    return _when(found, source) if found else None


def _when(match: re.Match[str], source: str) -> When | None:
    """Return the day, month or year that the named groups spell, or None when there is no such date."""
    groups = match.groupdict()
    month = _month_number(groups["month"]) if groups.get("month") else 1
    try:
        first = date(int(groups["year"]), month, int(groups.get("day") or 1))
    except ValueError:
        return None
    return _days(first, "day" if groups.get("day") else "month" if groups.get("month") else "year", source)


def _days(first: date, precision: Precision, source: str) -> When:
    last = first
    if precision == "month":
        last = first.replace(day=monthrange(first.year, first.month)[1])
    elif precision == "year":
        last = first.replace(month=12, day=31)
    return When(first, last, precision, "stated", source)


def _slashed(match: re.Match[str], source: str) -> When | None:
    """Read 13/06/2025 and 06/13/2025; of 05/06/2025 only the year is sure, because nobody says which comes first."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    try:
        if first > 12 or first == second:
            return _days(date(year, second, first), "day", source)
        if second > 12:
            return _days(date(year, first, second), "day", source)
        return _days(date(year, 1, 1), "year", f"{source}: day and month cannot be told apart")
    except ValueError:
        return None


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in _MONTHS else 0


def _plausible(when: When) -> bool:
    return when.start is not None and EARLIEST <= when.start <= date.today() + _AHEAD
