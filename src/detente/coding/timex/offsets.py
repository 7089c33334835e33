"""Times counted from another event: "two weeks after the April 5 vote", "on the eve of", "days before he resigned".

TimeML marks the length ("two weeks") and the date ("April 5") apart; here they are put together, so that either event
is dated by the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ...types import DateBasis, Passage, Timex, When
from .numbers import read_count, read_ordinal
from .rules import compile_pattern, words
from .spans import AT_MOST
from .values import days_of, shift, unit_value, when_of

_PATTERN = compile_pattern(
    r"(?:(?P<within>within) )?(?:(?P<loose>{approximation:}|just|only|barely|some|exactly) )?"
    r"(?:{n} |(?P<the>the ))?(?P<unit>{unit:}|{clock_unit:}|morning|night|evening)(?: or so)? "
    r"(?P<side>after(?! that\b)|following|before|prior to|ahead of|of)"
    r"|(?P<fixed>(?:on )?the eve of|(?:in )?the (?:run-up|lead-up|build-?up) to|in the (?:wake|aftermath) of)"
    r"|(?P<ordinal>{ordinal:}|\d{1,3}(?:st|nd|rd|th)) anniversary (?:since|of)"
)
_ENDS = re.compile(r"[,;:()“”\"]|\s[–—]|—|\s--\s|\.\s+(?=[A-Z])|$")
_PERIOD = re.compile(
    r"\b(?P<period>year|half|quarter|(?:three|six|nine|twelve|3|6|9|12) months)(?:,? (?:which|that))? "
    r"(?:ended|ending|to|through) (?:on )?",
    re.IGNORECASE,
)
_PERIOD_MONTHS = {"year": 12, "half": 6, "quarter": 3}
_FIXED = {
    "eve": (-1, "D", 1, 1),
    "run-up": (-1, "W", 0, 7),
    "lead-up": (-1, "W", 0, 7),
    "build": (-1, "W", 0, 7),
    "wake": (1, "W", 0, 1),
    "aftermath": (1, "W", 0, 7),
}  # what a phrase means: before or after, the unit, how many at least and at most
_REACH = 200  # characters of what a length is counted from
_FEW = (2, 7)  # how many units "days after", "weeks before" may be
_SPREAD = {"D": 1, "W": 3, "2W": 7}  # days either way of a loose count; months and years are loose enough as they are
_EXACT = frozenset({"D", "W", "2W"})

Placed = Sequence[tuple[int, Timex]]


@dataclass(frozen=True, slots=True)
class Offset:
    """A length before (``sign`` -1) or after (1) what stands from ``anchor`` to ``end`` in the sentence.

    ``least`` and ``most`` count units; they differ where the text does not say how many. ``exact`` says that months and
    years are counted to the day.
    """

    start: int
    anchor: int
    end: int
    sign: int
    unit: str
    least: int
    most: int
    loose: bool
    exact: bool = False

    def counts_from(self, place: int) -> bool:
        """Return whether a place lies in what the time is counted from."""
        return self.anchor <= place < self.end

    def holds(self, place: int) -> bool:
        """Return whether a place lies in the whole expression."""
        return self.start <= place < self.end


@lru_cache(maxsize=512)  # the same sentences are looked at for each of their events
def find_offsets(text: str) -> tuple[Offset, ...]:
    """Return the lengths of a sentence that are counted from another event, in reading order."""
    return tuple(offset for match in _PATTERN.finditer(text) if (offset := _read(match, text)) is not None)


def _read(match: re.Match[str], text: str) -> Offset | None:
    said = {name.rpartition("_")[0]: part.lower() for name, part in match.groupdict().items() if part}
    ends = _ENDS.search(text, match.end(), match.end() + _REACH)
    end = ends.start() if ends else match.end()
    if "fixed" in said:
        sign, unit, least, most = next(length for name, length in _FIXED.items() if name in said["fixed"])
        return Offset(match.start(), match.end(), end, sign, unit, least, most, False)
    if "ordinal" in said:
        years = read_ordinal(said["ordinal"]) or 0
        return Offset(match.start(), match.end(), end, 1, "Y", years, years, False, True) if years > 0 else None
    if (said["side"] == "of") != ("within" in said):
        return None
    sign = -1 if said["side"] in {"before", "prior to", "ahead of"} else 1
    unit, least, most = _length(said)
    loose = said.get("loose", "")
    if "within" in said or loose in AT_MOST or ("the" in said and least != most):
        least = 0
    about = loose not in {"", "just", "only", "exactly"}
    return Offset(match.start(), match.end(), end, sign, unit, least, most, about, exact=loose == "exactly")


def _length(said: dict[str, str]) -> tuple[str, int, int]:
    """Return the unit and how many there are at least and at most; hours and minutes stay on their day."""
    name = said["unit"]
    unit = words("unit").get(name)
    if unit is None:
        return "D", *((0, 0) if name in words("clock_unit") else (1, 1))
    count = read_count(said["n"]) if "n" in said else None if name.endswith("s") else 1.0
    return (unit, *_FEW) if count is None else (unit, int(count), int(count))


def place_offsets(sentence: Passage, place: int, timexes: Placed) -> Placed:
    """Return the dates of a sentence, each with its place, as an event at ``place`` is to read them.

    A date that something is counted from dates only what it stands with; an event that is counted from it gets the
    date that comes out, and so does one that something dated is counted from.
    """
    if not timexes:
        return ()
    timexes = _place_periods(sentence, timexes)
    for offset in find_offsets(sentence.text):
        inside = [t for start, t in timexes if offset.counts_from(start)]
        outside = [(start, t) for start, t in timexes if not offset.holds(start)]
        if not offset.counts_from(place):
            timexes = (
                [*outside, *_counted(sentence, offset, inside[:1], offset.start, offset.sign)] if inside else timexes
            )
        elif not inside:
            nearest = sorted(outside, key=lambda at: abs(at[0] - offset.start))[:1]
            counted = _counted(sentence, offset, [t for _, t in nearest], offset.anchor, -offset.sign)
            timexes = [*outside, *counted] if counted else timexes
    return tuple(sorted(timexes, key=lambda at: at[0]))


def _place_periods(sentence: Passage, timexes: Placed) -> Placed:
    """Put the months that end on a date in its place: "the fiscal year that ended on March 31"."""
    for match in _PERIOD.finditer(sentence.text):
        last = next((t for start, t in timexes if start == match.end()), None)
        name = match["period"].lower()
        months = _PERIOD_MONTHS.get(name) or int(read_count(name.partition(" ")[0]) or 0)
        after = shift(last.when.end, 1, "D") if last is not None and last.when.end else None
        first = shift(after, -months, "M") if after else None
        if last is None or first is None or last.when.end is None or not months:
            continue
        place, told = match.start(), sentence.text[match.start() : match.end() + len(last.passage.text)]
        when = when_of((first, last.when.end), last.when.basis)
        rest = [
            (start, t) for start, t in timexes if start >= place + len(told) or start + len(t.passage.text) <= place
        ]
        passage = sentence.slice(place, place + len(told))
        timexes = [*rest, (place, Timex(passage, "DATE", unit_value(first, "D"), "", when, last.rule))]
    return timexes


def _counted(sentence: Passage, offset: Offset, bases: Sequence[Timex], place: int, sign: int) -> Placed:
    """Return the date so far from another, at a place of the sentence; none where it falls outside the calendar."""
    dated = [(base, days) for base in bases if (days := _days(base.when, offset, sign)) is not None]
    passage = sentence.slice(place, offset.end)
    return [
        (place, Timex(passage, "DATE", unit_value(days[0], "D"), "", when_of(days, _basis(base, offset)), base.rule))
        for base, days in dated
    ]


def _basis(base: Timex, offset: Offset) -> DateBasis:
    return "vague" if offset.loose or offset.least != offset.most else base.when.basis


def _days(base: When, offset: Offset, sign: int) -> tuple[date, date] | None:
    if base.start is None or base.end is None:
        return None
    near = [
        shift(day, sign * count, offset.unit) for day in (base.start, base.end) for count in (offset.least, offset.most)
    ]
    known = [day for day in near if day is not None]
    if len(known) < len(near):
        return None
    first, last = min(known), max(known)
    if offset.unit not in _EXACT and not offset.exact:
        spans = [days_of(unit_value(day, offset.unit)) for day in (first, last)]
        first, last = (spans[0] or (first, first))[0], (spans[1] or (last, last))[1]
    spread = _SPREAD.get(offset.unit, 0) if offset.loose and offset.least == offset.most else 0
    return shift(first, -spread, "D") or first, shift(last, spread, "D") or last
