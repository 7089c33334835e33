"""Events counted into weeks, months, quarters or years: cooperation and conflict, in words, in deeds, hedged only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from ..types import Event

_UNITS = (("week", 7, 10), ("month", 30.44, 45), ("quarter", 91.3, 100), ("year", 365.25, 400))
_LEVELS = ("deeds", "words", "hedged")


@dataclass(slots=True)
class Bin:
    """One stretch of time: its first day, and the summed intensity of its events by (side, level)."""

    first: date
    after: date
    sums: dict[tuple[str, str], float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def total(self, side: str) -> float:
        """Return the summed intensity of one side, "good" or "bad"."""
        return sum(self.sums.get((side, level), 0.0) for level in _LEVELS)

    def stack(self, side: str) -> list[tuple[str, float, float]]:
        """Return (level, from, to) of one side's parts, from zero outwards."""
        parts: list[tuple[str, float, float]] = []
        base = 0.0
        for level in _LEVELS:
            size = self.sums.get((side, level), 0.0)
            if size:
                parts.append((level, base, base + size))
                base += size
        return parts


def is_hedged(event: Event) -> bool:
    """Return whether no report asserts the event outright."""
    return all(mention.firmness.level != "asserted" for mention in event.mentions)


def is_denied(event: Event) -> bool:
    """Return whether every report denies the event."""
    return bool(event.mentions) and all(mention.firmness.level == "denied" for mention in event.mentions)


def choose_unit(days: int, most: int) -> str:
    """Return the smallest unit of which at most ``most`` make up the days."""
    return next((name for name, length, _ in _UNITS if days / length <= most), "year")


def placeable(event: Event, unit: str) -> bool:
    """Return whether an event's date is known well enough to stand in one unit."""
    when = event.when
    if when.start is None or when.end is None:
        return False
    longest = next(longest for name, _, longest in _UNITS if name == unit)
    return (when.end - when.start).days <= longest


def bin_events(events: Iterable[Event], unit: str) -> list[Bin]:
    """Return the bins that hold events, in order; an event stands in the middle of its date."""
    bins: dict[date, Bin] = {}
    for event in events:
        assert event.when.start is not None
        assert event.when.end is not None
        day = event.when.start + (event.when.end - event.when.start) // 2
        first, after = unit_of(day, unit)
        side = "good" if event.intensity > 0 else "bad"
        level = "hedged" if is_hedged(event) else "deeds" if event.quad in (2, 4) else "words"
        place = bins.setdefault(first, Bin(first, after))
        place.sums[side, level] = place.sums.get((side, level), 0.0) + abs(event.intensity)
        place.counts[side] = place.counts.get(side, 0) + 1
    return [bins[first] for first in sorted(bins)]


def unit_of(day: date, unit: str) -> tuple[date, date]:
    """Return the first day of the unit a day lies in, and the first day after it."""
    if unit == "week":
        first = date.fromordinal(max(1, day.toordinal() - day.weekday()))
        return first, date.fromordinal(min(date.max.toordinal(), first.toordinal() + 7))
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    number = day.year * 12 + day.month - 1
    return _month(number - number % months), _month(number - number % months + months)


def silences(days: Sequence[date], first: date, last: date) -> list[tuple[date, date]]:
    """Return the long stretches between neighbouring days: at least 45 days and a fifteenth of the whole."""
    shortest = max(timedelta(days=45), (last - first) / 15)
    points = sorted({day for day in days if first <= day <= last} | {first, last})
    return [(a, b) for a, b in pairwise(points) if b - a >= shortest]


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1) if number < 10_000 * 12 else date.max
