"""Time expressions of any text: ``detente.dates.tag("They met last week.", published="2025-06-06")``.

What comes back are `Timex` values as TimeML defines TIMEX3 (ISO 8601 with its additions): where the words stand, their
type (DATE, TIME, DURATION, SET), value and modifier, and ``when``, the days a date can mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from .coding.dates import tag
from .types import Timex, When

__all__ = ["Timex", "When", "tag", "timeml"]


def timeml(text: str, timexes: Iterable[Timex]) -> str:
    """Return the text as a TimeML document with its TIMEX3 elements (offsets of the timexes are into this text)."""
    parts, position = [], 0
    for number, timex in enumerate(timexes, 1):
        start, end = timex.passage.start, timex.passage.end
        mod = f" mod={quoteattr(timex.mod)}" if timex.mod else ""
        head = f'<TIMEX3 tid="t{number}" type="{timex.type}" value={quoteattr(timex.value)}{mod}>'
        parts += [escape(text[position:start]), head, escape(text[start:end]), "</TIMEX3>"]
        position = end
    return f'<?xml version="1.0" ?>\n<TimeML>{"".join(parts)}{escape(text[position:])}</TimeML>\n'
