"""Events counted into weeks, months, quarters or years: cooperation and conflict, in words, in deeds, hedged only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import sub

from ..types import Event
from .signals import between_actors

_UNITS = (("week", 7, 10), ("month", 30.44, 45), ("quarter", 91.3, 100), ("year", 365.25, 400))
_LEVELS = ("deeds", "words", "hedged")
UNITS = tuple(name for name, _, _ in _UNITS)
JOINT = "joint"


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

    def add(self, side: str, level: str, total: float, count: int) -> None:
        """Count acts of one side and level in."""
        self.sums[side, level] = self.sums.get((side, level), 0.0) + total
        self.counts[side] = self.counts.get(side, 0) + count


Counted = Mapping[str, Sequence[Bin]]  # by unit, in order of time


@dataclass(frozen=True, slots=True)
class Tally:
    """The acts of one lane, side and level in one week, month, quarter or year: summed intensity, and how many."""

    unit: str
    lane: str
    first: date
    after: date
    side: str
    level: str
    total: float
    count: int


def lane_of(event: Event) -> str:
    """Return who acts on whom: "a>b", `JOINT` where either side is several of the actors or none; "" for others."""
    if not between_actors(event):
        return ""
    actors = {p.actor for p in event.actors if p.actor}
    recipients = {p.actor for p in event.recipients if p.actor}
    if len(actors) == 1 and len(recipients) == 1:
        return f"{actors.pop()}>{recipients.pop()}"
    return JOINT


def is_drawable(event: Event) -> bool:
    """Return whether an event is an act between the actors that took place, as far as anybody says so."""
    return event.modality == "asserted" and between_actors(event) and not is_denied(event) and event.intensity != 0


def tally_events(events: Iterable[Event]) -> Iterator[Tally]:
    """Yield the acts between the actors, counted in every unit in which their dates are known well enough."""
    drawn = [event for event in events if is_drawable(event)]
    lanes = {event.id: lane_of(event) for event in drawn}
    for unit in UNITS:
        counted: dict[tuple[str, date, str, str], list[float]] = {}
        for event in drawn:
            if placeable(event, unit):
                first, _, side, level = _place(event, unit)
                sums = counted.setdefault((lanes[event.id], first, side, level), [0.0, 0])
                sums[0] += abs(event.intensity)
                sums[1] += 1
        for (lane, first, side, level), (total, count) in sorted(counted.items()):
            yield Tally(unit, lane, first, unit_of(first, unit)[1], side, level, total, int(count))


def gather_bins(tallies: Iterable[Tally]) -> Counted:
    """Return the bins of each unit, in order of time."""
    bins: dict[str, dict[date, Bin]] = {unit: {} for unit in UNITS}
    for tally in tallies:
        place = bins[tally.unit].setdefault(tally.first, Bin(tally.first, tally.after))
        place.add(tally.side, tally.level, tally.total, tally.count)
    return {unit: [found[first] for first in sorted(found)] for unit, found in bins.items()}


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


def _place(event: Event, unit: str) -> tuple[date, date, str, str]:
    """Return the unit an event stands in, by the middle of its date, and its side and level."""
    assert event.when.start is not None
    assert event.when.end is not None
    day = event.when.start + (event.when.end - event.when.start) // 2
    level = "hedged" if is_hedged(event) else "deeds" if event.quad in (2, 4) else "words"
    return *unit_of(day, unit), "good" if event.intensity > 0 else "bad", level


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
    return find_gaps(days, first, last, max(45, (last - first).days / 15))


def find_gaps(days: Sequence[date], first: date, last: date, least: float) -> list[tuple[date, date]]:
    """Return the stretches of at least so many days without any of the days, which are in order, between two others."""
    points = [first, *days[bisect_left(days, first) : bisect_right(days, last)], last]
    numbers = list(map(date.toordinal, points))
    lengths = map(sub, numbers[1:], numbers)
    return [(points[at], points[at + 1]) for at, length in enumerate(lengths) if length >= least]


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1) if number < 10_000 * 12 else date.max
