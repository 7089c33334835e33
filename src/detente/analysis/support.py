"""What a stage rests on: whether its evidence carries a label, and how long.

One source's word for good or bad relations holds for some months, then nobody knows; what several sources, a deed or a
writer's own word for the state of things say holds until something else is said. A state that is contradicted on two
days, with nothing for it since, is unclear from the first of them until something speaks for it again. Faint signs
carry nothing by themselves, and words that a good part of the evidence contradicts carry no label at all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from ..types import Polarity
from .signals import Signal

Sources = Mapping[str, frozenset[str]]

_ENOUGH = 0.6  # what signs must weigh, less what speaks against them: one sure act in words
HOLDS = timedelta(days=120)  # how long one source's word holds; a fainter one holds for less
_FOUNDED, _FOUNDERS = 1.0, 2  # from this weight and this many independent sources a state lasts
_DEED = 0.8  # a deed that founds a state by itself
_DOUBTS = 2  # days that contradict a state, with enough between them, before its label is gone
_CONTESTED, _OBJECTORS = 0.25, 3  # the share of contrary words, and their sources, that leave a state without a name


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a stage, both inclusive, whether its label holds in them, whether it lasts, and the ids of the signs."""

    start: date
    end: date
    clear: bool
    founded: bool = False
    ids: tuple[str, ...] = ()


class _Turn(NamedTuple):
    """The day on which a stage's label begins or ceases to hold."""

    start: date
    clear: bool
    founded: bool = False


@dataclass(slots=True)
class _Standing:
    """What has been said for a state since it last stood without support."""

    polarity: Polarity
    told_by: Sources
    weight: float = 0.0
    sources: set[str] = field(default_factory=set)
    first: date | None = None
    founded: bool = False
    against: float = 0.0
    doubts: list[date] = field(default_factory=list)

    @property
    def contradicted(self) -> bool:
        """Whether enough has been said against it since the last day that spoke for it."""
        return len(self.doubts) >= _DOUBTS and self.against >= _ENOUGH

    def add(self, day: date, signals: Sequence[Signal]) -> None:
        """Take in one day's signs."""
        own = [s for s in signals if self.polarity in ("0", s.polarity)]
        more = 2 * math.fsum(s.weight for s in own) - math.fsum(s.weight for s in signals)
        self.weight = max(0.0, self.weight + more)
        self.against, self.doubts = (0.0, []) if more >= 0 else (self.against - more, [*self.doubts, day])
        if not self.weight:
            self.sources, self.first = set(), None
            return
        self.first = self.first or day
        self.sources.update(*(self.told_by.get(s.id, ()) for s in own))
        lasting = any(s.state or (s.material and s.weight >= _DEED) for s in own)
        self.founded |= lasting or (self.weight >= _FOUNDED and len(self.sources) >= _FOUNDERS)


def find_stretches(
    polarity: Polarity, days: Mapping[date, Sequence[Signal]], last: date, told_by: Sources
) -> list[Stretch]:
    """Return the stretches of a stage from its first day with signs to its last day, clear and unclear in turn.

    ``days`` are the signs of the stage by day, ``told_by`` the independent sources behind each sign's id.
    """
    signals = [signal for day in days.values() for signal in day]
    turns = [] if _is_contested(polarity, signals, told_by) else _turns(polarity, days, last, told_by)
    first = next(iter(days))
    if not turns or turns[0].start > first:
        turns = [_Turn(first, False), *turns]
    ends = [turn.start - timedelta(days=1) for turn in turns[1:]]
    stretches = [Stretch(t.start, end, t.clear, t.founded) for t, end in zip(turns, [*ends, last], strict=True)]
    return [replace(each, ids=_ids(each, days)) for each in stretches]


def _ids(stretch: Stretch, days: Mapping[date, Sequence[Signal]]) -> tuple[str, ...]:
    inside = (signals for day, signals in days.items() if stretch.start <= day <= stretch.end)
    return tuple(sorted({signal.id for signals in inside for signal in signals}))


def _turns(polarity: Polarity, days: Mapping[date, Sequence[Signal]], last: date, told_by: Sources) -> list[_Turn]:
    """Return the days on which a stage's label begins or ceases to hold, in order."""
    turns: list[_Turn] = []
    standing = _Standing(polarity, told_by)
    until: date | None = None  # the last day on which the label holds, as far as anybody knows
    before: date | None = None
    for day, signals in days.items():
        if until is not None and day > until:
            turns.append(_Turn(until + timedelta(days=1), False))
            until, standing = None, _Standing(polarity, told_by)
        elif until is None and before is not None and day - before > HOLDS:
            standing = _Standing(polarity, told_by)  # a faint sign long ago adds nothing to one of today
        before = day
        standing.add(day, signals)
        if until is not None and standing.contradicted:
            turns.append(_Turn(standing.doubts[0], False))
            until, standing = None, _Standing(polarity, told_by)
        elif standing.weight >= _ENOUGH or standing.founded:
            if until is None:
                turns.append(_Turn(standing.first or day, True))
            turns[-1] = turns[-1]._replace(founded=standing.founded)
            until = date.max if standing.founded else max(until or day, _shift(day, signals, polarity))
    if until is not None and until < last:
        turns.append(_Turn(until + timedelta(days=1), False))
    return turns


def _shift(day: date, signals: Sequence[Signal], polarity: Polarity) -> date:
    """Return the day until which a day's signs hold, staying inside the calendar."""
    own = math.fsum(s.weight for s in signals if polarity in ("0", s.polarity))
    holds = HOLDS.days * min(1.0, own / _ENOUGH)
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + round(holds)))


def _is_contested(polarity: Polarity, signals: Sequence[Signal], told_by: Sources) -> bool:
    """Whether a state of words alone is contradicted by a good part of what is said, from several sources."""
    own = [s for s in signals if s.polarity == polarity]
    against = [s for s in signals if s.polarity not in (polarity, "0")]
    if polarity == "0" or any(s.material and s.weight >= _DEED for s in own):
        return False
    share = math.fsum(s.weight for s in against) / math.fsum(s.weight for s in signals)
    objectors = frozenset().union(*(told_by.get(s.id, frozenset()) for s in against))
    return share >= _CONTESTED and len(objectors) >= _OBJECTORS
