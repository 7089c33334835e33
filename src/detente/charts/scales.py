"""Scales and ticks: days to x, values to x, and the round places in between."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days on a line from ``left`` to ``right``; a day outside the scale is put at its end."""

    first: date
    last: date
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days it spans, at least one."""
        return max(1, (self.last - self.first).days)

    def x(self, day: date) -> float:
        """Return where a day lies."""
        share = (day - self.first).days / self.days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def ticks(self, most: int) -> list[tuple[date, str]]:
        """Return at most about ``most`` round days with labels: days, months or years."""
        if self.days < 28 * 3:
            return list(_day_ticks(self, max(1, math.ceil(self.days / most))))
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = next((s for s in _MONTH_STEPS if months / s <= most), _MONTH_STEPS[-1])
        return list(_month_ticks(self, step))


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
        low, high, at = (self._bend(v) for v in (self.low, self.high, max(value, self.low) if self.log else value))
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

    def _bend(self, value: float) -> float:
        return math.log10(value) if self.log else value


def nice_step(rough: float) -> float:
    """Return the next 1, 2, 2.5 or 5 times a power of ten that is no smaller."""
    if rough <= 0 or not math.isfinite(rough):
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in (1, 2, 2.5, 5) if m * power >= rough * (1 - 1e-9)), 10 * power)


def _day_ticks(scale: TimeScale, step: int) -> Iterator[tuple[date, str]]:
    step = next((s for s in (1, 2, 7, 14) if s >= step), 28)
    for offset in range(0, scale.days + 1, step):
        day = scale.first + timedelta(days=offset)
        label = f"{day.day} {_MONTHS[day.month - 1]}"
        yield day, f"{label} {day.year}" if offset == 0 or (day - timedelta(days=step)).year != day.year else label


def _month_ticks(scale: TimeScale, step: int) -> Iterator[tuple[date, str]]:
    number = scale.first.year * 12 + scale.first.month - 1
    number += -number % step
    while number <= 9999 * 12 + 11:
        day = date(number // 12, number % 12 + 1, 1)
        if day > scale.last:
            return
        if day >= scale.first:
            yield day, str(day.year) if day.month == 1 else _MONTHS[day.month - 1]
        number += step
