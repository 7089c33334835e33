"""Stages: the spans of one state, divided where it deepens, each with its plain label from a table.

A bad span divides where a quarrel breaks out: signals many times denser than before. A good span that follows bad
times divides where words become deeds: a thaw turns into a partnership.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from ..rulebook import load_table
from ..types import Polarity
from .signals import CHANGES, Signal
from .states import Span, find_spans

Days = Mapping[date, Sequence[Signal]]

_FAINT = {"strength": "weak", "said": ""}
_FORTNIGHT = timedelta(days=14)
_SHORT = timedelta(days=21)  # a good stage shorter than this is a truce
_YEAR = timedelta(days=365)
_OUTBREAK = 3.0  # what a fortnight's bad signals weigh in an outbreak
_DENSER = 4.0  # how many times denser than before they then are
_CALM = timedelta(days=21)  # how long the quieter part before an outbreak lasts at least
_THAW = timedelta(days=60)  # how long words warm before a deed makes a partnership
_DEED = {"+": 0.8, "-": 1.2}  # a deed that makes a stage strong by itself
_STRONG = 2.0  # a stage is strong when the signals of its fullest fortnight weigh this much


@dataclass(frozen=True, slots=True)
class Stage:
    """A span or a part of one, its label, and whether it begins with a turn (a change of state, or an outbreak).

    ``faint`` is the label of those of its days whose evidence is one source's word.
    """

    span: Span
    label: str
    faint: str
    turns: bool


def find_stages(days: Days) -> list[Stage]:
    """Return the stages of a relationship in order."""
    spans = find_spans(days)
    parts = [part for i, span in enumerate(spans) for part in _divide(span, spans[i - 1].polarity if i else "", days)]
    order = list(days)
    stages: list[Stage] = []
    for i, (span, turns) in enumerate(parts):
        length = order[parts[i + 1][0].first] - order[span.first] if i + 1 < len(parts) else None
        before = stages[-1].label if stages else ""
        good_before = any(stage.span.polarity == "+" for stage in stages)
        facts = _facts(span, before, good_before, days, length)
        label = _label(facts)
        if label == before and not turns:  # a part that is no different from the one before
            stages[-1] = replace(stages[-1], span=replace(stages[-1].span, last=span.last))
        else:
            stages.append(Stage(span, label, _label(facts | _FAINT), turns))
    return stages


def signals_of(span: Span, days: Days) -> list[Signal]:
    """Return the signals of a span, in order of day."""
    return [signal for signals in list(days.values())[span.first : span.last + 1] for signal in signals]


def _divide(span: Span, before: str, days: Days) -> Iterator[tuple[Span, bool]]:
    """Yield the parts of a span, each with whether it begins with a turn."""
    at, turns = None, False
    if span.polarity == "-":
        at, turns = _outbreak(span, days), True
    elif span.polarity == "+" and before in ("-", "0"):
        at = _first_deed(span, days)
    if at is None:
        yield span, bool(before)
        return
    yield replace(span, last=at - 1), bool(before)
    yield replace(span, first=at), turns


def _outbreak(span: Span, days: Days) -> int | None:
    """Return the step at which a bad span's quarrel breaks out: the worst day of a fortnight far fuller than before."""
    order = list(days)
    fortnights = _fortnights(span, "-", days)
    steps = [i for i in range(span.first, span.last + 1) if order[i] - order[span.first] >= _CALM]
    best = max(steps, key=lambda i: (fortnights[i - span.first], -i), default=None)
    if best is None or fortnights[best - span.first] < _OUTBREAK:
        return None
    earlier = math.fsum(s.weight for s in signals_of(replace(span, last=best - 1), days) if s.polarity == "-")
    usual = earlier / ((order[best] - order[span.first]) / _FORTNIGHT)
    if fortnights[best - span.first] < _DENSER * usual:
        return None
    inside = [i for i in range(best, span.last + 1) if order[i] - order[best] < _FORTNIGHT]
    return max(inside, key=lambda i: (_weight(days[order[i]], "-"), -i))


def _weight(signals: Sequence[Signal], polarity: Polarity) -> float:
    return round(math.fsum(s.weight for s in signals if s.polarity == polarity), 9)


def _fortnights(span: Span, polarity: Polarity, days: Days) -> list[float]:
    """Return, for each step of a span, what the signals of one sign weigh in the fortnight that it begins."""
    order = list(days)[span.first : span.last + 1]
    weights = [_weight(days[day], polarity) for day in order]
    sums = [0.0, *accumulate(weights)]
    numbers = [day.toordinal() for day in order]
    ends = [bisect_left(numbers, number + _FORTNIGHT.days) for number in numbers]
    return [round(sums[end] - sums[i], 9) for i, end in enumerate(ends)]


def _first_deed(span: Span, days: Days) -> int | None:
    """Return the first step with a good deed after a thaw of words."""
    order = list(days)
    for i in range(span.first, span.last + 1):
        deeds = any(s.material and s.polarity == "+" and s.weight >= _DEED["+"] for s in days[order[i]])
        if deeds and order[i] - order[span.first] >= _THAW:
            return i
    return None


def _facts(span: Span, before: str, good_before: bool, days: Days, length: timedelta | None) -> dict[str, str]:
    """Return what a stage is, how strong and long, and what came before, as the table of labels has them."""
    return {
        "polarity": span.polarity,
        "before": before,
        "ever_good": "yes" if good_before else "no",
        "strength": _strength(span, days),
        "length": _length(length),
        "said": _said(span, days),
    }


def _label(facts: Mapping[str, str]) -> str:
    """Return the first label of the table that fits the facts."""
    rows = load_table("telling/phase_labels")
    return next(row["label"] for row in rows if all(row[key] in ("any", fact) for key, fact in facts.items()))


def _length(length: timedelta | None) -> str:
    """Return how long a stage lasts in a word; one that goes on is long."""
    return "long" if length is None else "short" if length < _SHORT else "years" if length > _YEAR else "long"


def _said(span: Span, days: Days) -> str:
    """Return the change that most writers name in a span ("rupture"), weighed; "" where they name none."""
    named: defaultdict[str, float] = defaultdict(float)
    for signal in signals_of(span, days):
        if signal.polarity == span.polarity and signal.state in CHANGES:
            named[signal.state] += signal.weight
    return max(named, key=lambda state: (named[state], state), default="")


def _strength(span: Span, days: Days) -> str:
    """Strong or weak for a good or bad stage; for one in between, whether good signs outweigh bad ones."""
    signals = signals_of(span, days)
    if span.polarity == "0":
        good, bad = (math.fsum(s.weight for s in signals if s.polarity == sign) for sign in "+-")
        return "good" if good >= bad else "bad"
    own = [s for s in signals if s.polarity == span.polarity]
    full = max(_fortnights(span, span.polarity, days)) >= _STRONG
    deeds = [s.weight for s in own if s.material]
    # Kind words alone are cheap, rivals have them too: a deed or a writer's own word stands beside them.
    proven = span.polarity == "-" or math.fsum(deeds) >= _DEED["+"] or any(s.state for s in own)
    return "strong" if (full and proven) or max(deeds, default=0.0) >= _DEED[span.polarity] else "weak"
