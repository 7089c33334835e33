"""Time expressions of any text: ``detente.dates.tag("They met last week.", published="2025-06-06")``.

What comes back are `Timex` values as TimeML defines TIMEX3 (ISO 8601 with its additions): where the words stand, their
type (DATE, TIME, DURATION, SET), value and modifier, and ``when``, the days a date can mean.
"""

from __future__ import annotations

from .coding.dates import tag
from .types import Timex, When

__all__ = ["Timex", "When", "tag"]
