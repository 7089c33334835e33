"""The causes that sources state for a turn, each with its words; never inferred from order in time alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from ..rulebook import Rule, load_rules
from ..types import Characterisation, Event, Passage, Polarity
from .signals import likely_day
from .wording import content_words

_BEFORE, _AFTER = timedelta(days=14), timedelta(days=45)
_MOST = 8
_LONGEST = 2_000  # characters of a sentence that are searched
_SAYING = re.compile(r", (?:\S+ ){0,6}(?:said|says|told|wrote|according to)\b.*", re.DOTALL)
_TRAILING = " ,'\"”’)"
_SAME = 0.6  # share of words in common from which two stated causes are one


class CauseRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cue for a stated cause; the group ``cause`` holds its words."""

    pattern: str


def stated_causes(sentence: Passage) -> list[Passage]:
    """Return what a sentence gives as a cause, in reading order, without the cue."""
    found: dict[int, Passage] = {}
    for pattern in _patterns():
        for match in pattern.finditer(sentence.text[:_LONGEST]):
            words = _SAYING.sub("", match["cause"]).rstrip(_TRAILING)
            cause = sentence.slice(match.start("cause"), match.start("cause") + len(words))
            found.setdefault(cause.end, cause)
    return [found[end] for end in sorted(found)]


def causes_of_turn(
    day: date, polarity: Polarity, events: Sequence[Event], characterisations: Iterable[Characterisation]
) -> tuple[Passage, ...]:
    """Return the causes stated near a turn: by those who characterise it first, then in its events' own sentences."""
    near = [each for each in characterisations if each.polarity == polarity and _near(likely_day(each.when), day)]
    told = [cause for each in near for cause in ([each.cause] if each.cause else stated_causes(each.passage))]
    reported = [cause for event in events for mention in event.mentions for cause in stated_causes(mention.passage)]
    return _distinct([*sorted(told, key=_place), *sorted(reported, key=_place)])[:_MOST]


def _near(day: date | None, turn: date) -> bool:
    """Whether words of that day may explain the turn: explanations come with it or in the weeks after."""
    return day is not None and -_BEFORE <= day - turn <= _AFTER


def _place(passage: Passage) -> tuple[str, int]:
    return passage.document_id, passage.start


def _distinct(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Keep the first of causes worded alike."""
    kept: list[tuple[Passage, frozenset[str]]] = []
    for passage in passages:
        words = content_words(passage.text)
        if words and not any(len(words & other) >= _SAME * min(len(words), len(other)) for _, other in kept):
            kept.append((passage, words))
    return tuple(passage for passage, _ in kept)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.pattern) for rule in load_rules("telling/causes", CauseRule))
