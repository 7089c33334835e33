"""Where talk and deeds part, or the two directions do: quarters of a year in which they point opposite ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..plain_words import count_of, describe_month
from ..types import Event, Passage, Story, Talk
from .lines import Line
from .phrasing import actor_names, best_mention, possessive, with_article
from .signals import pair_of
from .talk import MATERIAL

_MARKED = 4.0  # summed intensity from which words or deeds of a quarter point one way
_ACTS = 2  # acts of a side in a quarter below which they are no tone
_BOTH = 6.0  # and from which a direction does
_EVIDENCE = 6
_QUARTER = 3

_Direction = tuple[str, str]
_Quarters = Mapping[date, list[Talk]]


def divergence_lines(story: Story) -> Iterator[Line]:
    """Yield a line for each quarter in which a side's words and deeds, or the two sides, point opposite ways.

    Quarters in which relations turned are left out: there the one came before the other.
    """
    pair = pair_of(story.actors)
    turned = {_quarter(turn.date) for turn in story.turning_points}
    theirs = [month for month in story.talk if {month.actor, month.recipient} == pair]
    months = [month for month in theirs if _quarter(month.month) not in turned]
    events = {event.id: event for event in story.events}
    names = actor_names(story.actors)
    for direction in sorted({(month.actor, month.recipient) for month in months}):
        for quarter, talk in _quarters(months, direction).items():
            yield from _words_against_deeds(quarter, talk, events, names)
    directions = sorted({(month.actor, month.recipient) for month in months})
    if len(directions) == 2:
        yield from _sides_apart([_quarters(months, direction) for direction in directions], events, names)


def _quarters(months: Sequence[Talk], direction: _Direction) -> _Quarters:
    found: dict[date, list[Talk]] = defaultdict(list)
    for month in months:
        if (month.actor, month.recipient) == direction:
            found[_quarter(month.month)].append(month)
    return found


def _quarter(day: date) -> date:
    """Return the first day of the quarter of a year that a day lies in."""
    return day.replace(month=(day.month - 1) // _QUARTER * _QUARTER + 1, day=1)


def _words_against_deeds(
    quarter: date, talk: Sequence[Talk], events: Mapping[str, Event], names: Mapping[str, str]
) -> Iterator[Line]:
    words, deeds = sum(month.words for month in talk), sum(month.deeds for month in talk)
    if min(abs(words), abs(deeds)) < _MARKED or (words > 0) == (deeds > 0):
        return
    acts = _acts(talk, events)
    said, done = ([e for e in acts if (e.quad in MATERIAL) == material] for material in (False, True))
    one, other = possessive(names[talk[0].actor]), with_article(names[talk[0].recipient])
    text = (
        f"{_span(quarter)}, {one} words to {other} were {_tone(words)} ({words:+.1f}, {count_of(len(said), 'act')}) "
        f"and the deeds {_tone(deeds)} ({deeds:+.1f}, {count_of(len(done), 'act')})"
    )
    yield Line(text, _span(quarter), (*_passages(said), *_passages(done)), "finding")


def _sides_apart(
    directions: Sequence[_Quarters], events: Mapping[str, Event], names: Mapping[str, str]
) -> Iterator[Line]:
    """Yield a line for each quarter in which one side was friendly and the other hostile."""
    for quarter in sorted(directions[0].keys() & directions[1].keys()):
        sides = [direction[quarter] for direction in directions]
        sums = [sum(month.words + month.deeds for month in talk) for talk in sides]
        if min(map(abs, sums)) < _BOTH or (sums[0] > 0) == (sums[1] > 0):
            continue
        if min(len(_acts(talk, events)) for talk in sides) < _ACTS:
            continue
        told = [
            f"{with_article(names[talk[0].actor])} was {_tone(total)} to {with_article(names[talk[0].recipient])} "
            f"({total:+.1f}, {count_of(len(_acts(talk, events)), 'act')})"
            for talk, total in zip(sides, sums, strict=True)
        ]
        passages = [_passages(_acts(talk, events)) for talk in sides]
        yield Line(
            f"{_span(quarter)}, {told[0]}, while {told[1]}", _span(quarter), (*passages[0], *passages[1]), "finding"
        )


def _acts(talk: Sequence[Talk], events: Mapping[str, Event]) -> list[Event]:
    return [events[id_] for month in talk for id_ in month.events if id_ in events]


def _passages(events: Sequence[Event]) -> tuple[Passage, ...]:
    return tuple(best_mention(event).passage for event in events if event.mentions)[:_EVIDENCE]


def _tone(total: float) -> str:
    return "friendly" if total > 0 else "hostile"


def _span(quarter: date) -> str:
    """Return a quarter in words, as a sentence begins: "From January to March 2024"."""
    last = quarter.replace(month=quarter.month + _QUARTER - 1)
    return f"From {describe_month(quarter).split()[0]} to {describe_month(last)}"
