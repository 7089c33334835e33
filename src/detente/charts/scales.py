"""Scales and ticks: days to x, values to x, and the round places in between."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..analysis.tallies import find_gaps

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FOLD = 36.0
_FOLDED = 0.3  # of the days drawn: a silence at least this long is folded
_SHORTEST = 300  # days; no shorter silence is folded
_MARGIN = timedelta(days=20)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days on a line from ``left`` to ``right``; a day outside the scale is put at its end.

    A long silence may be folded: it takes `FOLD` units however long it lasts, and whoever draws must mark it.
    """

    first: date
    last: date
    left: float
    right: float
    folds: tuple[tuple[date, date], ...] = ()
    days: int = field(init=False)
    _per_day: float = field(init=False)

    def __post_init__(self) -> None:
        """Work out how many days it spans outside its folds, at least one, and how wide one of them is."""
        days = max(1, (self.last - self.first).days - sum((b - a).days for a, b in self.folds))
        object.__setattr__(self, "days", days)
        object.__setattr__(self, "_per_day", (self.right - self.left - FOLD * len(self.folds)) / days)

    def x(self, day: date) -> float:
        """Return where a day lies."""
        day = self.first if day < self.first else self.last if day > self.last else day
        x = self.left + (day - self.first).days * self._per_day
        for start, end in self.folds:
            if day > start:
                length = (end - start).days
                passed = (min(day, end) - start).days
                x += FOLD * passed / length - passed * self._per_day
        return x

    def columns(self, days: Sequence[date]) -> list[tuple[int, int]]:
        """Return the first and last of each run of whole units of the line on which any of the days, in order, lie."""
        found = list(dict.fromkeys(self._units(days)))
        ends = [at for at in range(1, len(found)) if found[at] - found[at - 1] > 1]
        return [(found[a], found[b - 1]) for a, b in zip([0, *ends], [*ends, len(found)], strict=True)] if found else []

    def _units(self, days: Sequence[date]) -> list[int]:
        if self.folds:
            return [round(self.x(day)) for day in days]
        wide, start = self._per_day, self.left - self.first.toordinal() * self._per_day
        return [round(start + number * wide) for number in map(date.toordinal, days)]

    def ticks(self, most: int) -> list[tuple[date, str]]:
        """Return at most about ``most`` round days with labels: days, months or years."""
        if self.days < 28 * 3:
            whole = False
            ticks = _day_ticks(self, max(1, math.ceil(self.days / most)))
        else:
            whole = True
            step = next((s for s in _MONTH_STEPS if self.days / 30.4 / s <= most), _MONTH_STEPS[-1])
            ticks = _month_ticks(self, step)
        days = [day for day in ticks if not any(a < day < b for a, b in self.folds)]
        days = sorted({*days, *self._lonely(days)})
        return [(day, _label(day, before, whole)) for day, before in zip(days, [None, *days], strict=False)]

    def _lonely(self, ticks: Iterable[date]) -> Iterator[date]:
        """Yield the first month of each stretch between folds that has no tick: nobody could tell when it is."""
        days = list(ticks)
        starts, ends = [self.first, *(b for _, b in self.folds)], [*(a for a, _ in self.folds), self.last]
        for start, end in zip(starts, ends, strict=True):
            month = next(_month_ticks(TimeScale(start, end, 0, 1), 1), None)
            if self.folds and month and not any(start <= day <= end for day in days):
                yield month


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Values on a line from ``left`` to ``right``, linear or logarithmic (then all values are above zero)."""

    low: float
    high: float
    left: float
    right: float
    log: bool = False

    def x(self, value: float) -> float:
        """Return where a value lies; one outside the scale is put at its end."""
        low, high, at = self.low, self.high, value
        if self.log:
            low, high, at = math.log10(low), math.log10(high), math.log10(max(value, low))
        share = (at - low) / (high - low) if high > low else 0.5
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def ticks(self, most: int) -> list[float]:
        """Return at most about ``most`` round values within the scale."""
        if self.log:
            powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            every = max(1, math.ceil(len(powers) / most))
            return [10.0**p for p in powers if p % every == 0 and self.low <= 10.0**p <= self.high]
        step = nice_step((self.high - self.low) / most)
        first = math.ceil(self.low / step - 1e-9)
        return [i * step for i in range(first, math.floor(self.high / step + 1e-9) + 1)]


def find_folds(days: Sequence[date], first: date, last: date) -> tuple[tuple[date, date], ...]:
    """Return the silences between the days, in order, that would squeeze everything else: at most the four longest."""
    gaps = sorted(find_gaps(days, first, last, _SHORTEST), key=lambda gap: (gap[0] - gap[1], gap))
    left = (last - first).days
    folds: list[tuple[date, date]] = []
    for start, end in gaps[:4]:
        length = (end - start).days
        if length < max(_SHORTEST, _FOLDED * left):
            break
        folds.append((start + _MARGIN, end - _MARGIN))
        left -= length
    return tuple(sorted(folds))


def nice_step(rough: float) -> float:
    """Return the next 1, 2, 2.5 or 5 times a power of ten that is no smaller."""
    if rough <= 0 or not math.isfinite(rough):
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in (1, 2, 2.5, 5) if m * power >= rough * (1 - 1e-9)), 10 * power)


def _label(day: date, before: date | None, whole: bool) -> str:
    """Return a tick's label; its year where that is not the year of the tick before."""
    new = before is None or before.year != day.year
    if whole and day.month == 1:
        return str(day.year)
    label = _MONTHS[day.month - 1] if whole else f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{label} {day.year}" if new else label


def _day_ticks(scale: TimeScale, step: int) -> Iterator[date]:
    step = next((s for s in (1, 2, 7, 14) if s >= step), 28)
    for offset in range(0, (scale.last - scale.first).days + 1, step):
        yield scale.first + timedelta(days=offset)


def _month_ticks(scale: TimeScale, step: int) -> Iterator[date]:
    number = scale.first.year * 12 + scale.first.month - 1
    number += -number % step
    while number <= 9999 * 12 + 11:
        day = date(number // 12, number % 12 + 1, 1)
        if day > scale.last:
            return
        if day >= scale.first:
            yield day
        number += step
