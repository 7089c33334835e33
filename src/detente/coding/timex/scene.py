"""What an expression is read against (the scene) and what it comes to (the resolution)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...types import DateBasis
from .values import Days, days_of


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the reader stands: the day of publication, the date the narrative is at, the verb's direction in time.

    ``focus`` and ``quarter`` are the values last told; ``narrative`` says that bare months and weekdays belong to the
    story told rather than to the day of publication.
    """

    ref: date | None = None
    focus: str = ""
    quarter: str = ""
    direction: int = 0
    narrative: bool = False

    @property
    def now(self) -> date | None:
        """The day that "last" and "next" look from: the narrative's in a narrative, else that of publication."""
        return self.focus_day if self.narrative and self.focus else self.ref

    @property
    def focus_day(self) -> date | None:
        """The first day of the date in focus; without one, the day of publication; none in a story before Christ."""
        if self.focus.startswith("BC"):
            return None
        days = days_of(self.focus)
        return days[0] if days else self.ref


@dataclass(frozen=True, slots=True)
class Resolution:
    """A value and what it rests on; ``days`` is given where the value does not say it ("a few days ago")."""

    value: str
    basis: DateBasis = "relative"
    mod: str = ""
    days: Days | None = None
