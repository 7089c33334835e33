"""The hidden state of a relationship: good, neither or bad, from signed signals, by the Viterbi algorithm.

Each day with signals is a step. In a good state a signal is good nine times in ten, in a bad one bad; in between the
signs are mixed. A change of state costs more than one ordinary signal can pay, so one weak event never turns a story;
a decisive one, or several, do. Days without signals cost nothing: silence is neither calm nor change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..types import Polarity
from .signals import Signal

STATES: tuple[Polarity, ...] = ("+", "0", "-")
_FAITHFUL = math.log(0.9)  # a signal with the state's own sign
_CONTRARY = math.log(0.1)
_MIXED = math.log(0.4)  # either sign in a mixed state; less than a half, for mixed is the state of last resort
_SWITCH = 2.0  # the cost of a change of state, in the same natural logarithms
_DAY_LIMIT = 2.5  # signals of one day and sign together weigh at most this much


@dataclass(frozen=True, slots=True)
class Span:
    """Days with one state: the first and last step, as indexes and days."""

    polarity: Polarity
    first: int
    last: int


def find_spans(days: Mapping[date, Sequence[Signal]]) -> list[Span]:
    """Return the most likely sequence of states over the days that have signals."""
    steps = [_likelihoods(signals) for signals in days.values()]
    if not steps:
        return []
    path = _viterbi(steps)
    spans: list[Span] = []
    for i, state in enumerate(path):
        if spans and spans[-1].polarity == STATES[state]:
            spans[-1] = Span(spans[-1].polarity, spans[-1].first, i)
        else:
            spans.append(Span(STATES[state], i, i))
    return spans


def turn_likelihoods(days: Mapping[date, Sequence[Signal]], before: Span, after: Span) -> list[float]:
    """Return, for each step of two neighbouring spans but the first, how likely the change was just before it."""
    steps = [_likelihoods(signals) for signals in days.values()][before.first : after.last + 1]
    old, new = STATES.index(before.polarity), STATES.index(after.polarity)
    scores = [math.fsum(s[old] for s in steps[:k]) + math.fsum(s[new] for s in steps[k:]) for k in range(1, len(steps))]
    best = max(scores)
    odds = [math.exp(score - best) for score in scores]
    return [chance / math.fsum(odds) for chance in odds]


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


def _viterbi(steps: Sequence[tuple[float, float, float]]) -> list[int]:
    """Return the most likely state at each step; among equals the one that stays."""
    scores = list(steps[0])
    origins: list[list[int]] = []
    for step in steps[1:]:
        froms = [_origin(scores, new) for new in range(len(STATES))]
        scores = [scores[old] - (_SWITCH if old != new else 0) + step[new] for new, old in enumerate(froms)]
        origins.append(froms)
    path = [scores.index(max(scores))]
    for froms in reversed(origins):
        path.append(froms[path[-1]])
    return path[::-1]


def _origin(scores: Sequence[float], new: int) -> int:
    best = max(range(len(scores)), key=lambda old: scores[old] - (_SWITCH if old != new else 0))
    return new if scores[new] >= scores[best] - _SWITCH else best
