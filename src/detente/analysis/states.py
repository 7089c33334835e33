"""The hidden state of a relationship: good, neither or bad, from signed signals, by the Viterbi algorithm.

Each day with signals is a step. In a good state a signal is good nine times in ten, in a bad one bad; in between the
signs are mixed. A change of state costs more than one ordinary signal can pay, so one weak event never turns a story;
a decisive one, or several, do. A change is news: where further signals of its sign follow within days it costs far
less, unless as much speaks against it, so that no single signal decides whether a quarrel is found. Days without
signals cost nothing: silence is neither calm nor change.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from ..types import Polarity
from .signals import Signal

STATES: tuple[Polarity, ...] = ("+", "0", "-")
_FAITHFUL = math.log(0.9)  # a signal with the state's own sign
_CONTRARY = math.log(0.1)
_MIXED = math.log(0.5)  # either sign in a mixed state
_LAST_RESORT = 3.0  # what it costs more to call a stretch mixed than to call it good or bad
_SWITCH = 2.5  # the cost of a change of state that one signal tells of, in the same natural logarithms
_BURST = 7  # days: signals of a change that follow it this soon bear it out
_BORNE_OUT = 1.5  # what they take from its cost at most
_AMPLE = 0.8  # what they then weigh, without the strongest: a usual act in words
_GAINSAID = 2.0  # what contrary signals of these days weigh against them: rivals are praised and blamed in one week
_SURE = 0.8
_DAY_LIMIT = 2.5  # signals of one day and sign together weigh at most this much


@dataclass(frozen=True, slots=True)
class Span:
    """Days with one state: the first and last step, as indexes and days."""

    polarity: Polarity
    first: int
    last: int


def find_spans(days: Mapping[date, Sequence[Signal]]) -> list[Span]:
    """Return the most likely states over the days that have signals; each begins with its strongest likely first day.

    A first faint sign is often told apart from a turn only by what follows; the turn is the day that made it.
    """
    steps = [list(signals) for signals in days.values()]
    if not steps:
        return []
    path = _viterbi([_likelihoods(signals) for signals in steps], _change_costs(list(days), steps))
    spans: list[Span] = []
    for i, state in enumerate(path):
        if spans and spans[-1].polarity == STATES[state]:
            spans[-1] = replace(spans[-1], last=i)
        else:
            spans.append(Span(STATES[state], i, i))
    for i in range(1, len(spans)):
        first = _decisive(spans[i - 1], spans[i], steps)
        spans[i - 1 : i + 1] = [replace(spans[i - 1], last=first - 1), replace(spans[i], first=first)]
    return spans


def turn_window(before: Span, after: Span, steps: Sequence[Sequence[Signal]]) -> tuple[int, int]:
    """Return the first and last step at which the change lies with `_SURE` probability, given that there was one."""
    likely = [_likelihoods(signals) for signals in steps[before.first : after.last + 1]]
    old, new = STATES.index(before.polarity), STATES.index(after.polarity)
    olds = [0.0, *accumulate(step[old] for step in likely)]
    news = [0.0, *accumulate(step[new] for step in likely)]
    scores = [olds[k] + news[-1] - news[k] for k in range(1, len(likely))]
    best = max(scores)
    chances = [math.exp(score - best) for score in scores]
    low = high = scores.index(best)
    held, wanted = chances[low], _SURE * math.fsum(chances)
    while held < wanted and (low > 0 or high + 1 < len(chances)):
        left = chances[low - 1] if low else -1.0
        right = chances[high + 1] if high + 1 < len(chances) else -1.0
        low, high = (low - 1, high) if left >= right else (low, high + 1)
        held += max(left, right)
    return before.first + 1 + low, before.first + 1 + high


def _decisive(before: Span, after: Span, steps: Sequence[Sequence[Signal]]) -> int:
    """Return the step of the likely ones that speaks most for the new state; the earliest among equals."""
    if after.polarity == "0":
        return after.first
    low, high = turn_window(before, after, steps)
    return max(range(low, high + 1), key=lambda i: (round(_pooled(steps[i], after.polarity), 6), -i))


def _likelihoods(signals: Sequence[Signal]) -> tuple[float, float, float]:
    """Return the log-likelihood of one day's signals in each state."""
    good, mixed, bad = (_pooled(signals, sign) for sign in STATES)
    return (
        good * _FAITHFUL + (mixed + bad) * _CONTRARY,
        (good + bad) * _MIXED + mixed * _FAITHFUL,
        bad * _FAITHFUL + (mixed + good) * _CONTRARY,
    )


def _pooled(signals: Sequence[Signal], polarity: Polarity) -> float:
    """Add up the day's signals of one sign; each further one counts half, for they are seldom independent."""
    weights = sorted((s.weight for s in signals if s.polarity == polarity), reverse=True)
    return min(math.fsum(weight / 2**i for i, weight in enumerate(weights)), _DAY_LIMIT)


def _change_costs(days: Sequence[date], steps: Sequence[Sequence[Signal]]) -> list[tuple[float, ...]]:
    """Return what it costs at each step to change to each state: less where more of its signals follow within days."""
    numbers = [day.toordinal() for day in days]
    ends = [bisect_left(numbers, number + _BURST) for number in numbers]
    weights = [[[s.weight for s in signals if s.polarity == sign] for sign in STATES] for signals in steps]
    sums = [[math.fsum(own) for own in step] for step in weights]
    tops = [[max(own, default=0.0) for own in step] for step in weights]
    return [
        tuple(_change_cost(state, sums[i:end], tops[i:end]) for state in range(len(STATES)))
        for i, end in enumerate(ends)
    ]


def _change_cost(state: int, sums: Sequence[Sequence[float]], tops: Sequence[Sequence[float]]) -> float:
    """Return the cost of a change to a state, by what its signals of the next days weigh, and the strongest of each.

    What speaks against the state in these days takes from what bears the change out.
    """
    if STATES[state] == "0":
        return _SWITCH + _entry(state)
    own, every = math.fsum(day[state] for day in sums), math.fsum(math.fsum(day) for day in sums)
    further = own - max(day[state] for day in tops) - _GAINSAID * (every - own)
    return _SWITCH - _BORNE_OUT * min(1.0, max(0.0, further) / _AMPLE)


def _viterbi(steps: Sequence[tuple[float, float, float]], changes: Sequence[Sequence[float]]) -> list[int]:
    """Return the most likely state at each step; among equals the one that stays."""
    scores = [likelihood - _entry(state) for state, likelihood in enumerate(steps[0])]
    origins: list[list[int]] = []
    for step, costs in zip(steps[1:], changes[1:], strict=True):
        froms = [_origin(scores, new, costs[new]) for new in range(len(STATES))]
        scores = [scores[old] - (costs[new] if old != new else 0.0) + step[new] for new, old in enumerate(froms)]
        origins.append(froms)
    path = [scores.index(max(scores))]
    for froms in reversed(origins):
        path.append(froms[path[-1]])
    return path[::-1]


def _origin(scores: Sequence[float], new: int, cost: float) -> int:
    """Return the state that a state is best reached from: itself, unless another is better."""
    best = max(range(len(scores)), key=lambda old: scores[old] - (cost if old != new else 0.0))
    return best if best != new and scores[best] - cost > scores[new] else new


def _entry(state: int) -> float:
    return _LAST_RESORT if STATES[state] == "0" else 0.0
