"""Talk and deeds: what the public records say in a story, and where deeds and words part, in words with numbers.

One thing beside another is never told as its cause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..plain_words import count_of, describe_amount, describe_day
from ..types import Event, Indicator, Outcome, Phase, PublicFindings, PublicRecord, Story, Watch
from .checks import check_claims
from .indicators import build_indicators, month_of
from .public_records import SERIES, select_records
from .record_outcomes import follow_up_on_record
from .signals import concerns_pair, likely_day

_FEWEST = 2  # known months on each side of a turn without which nothing is compared
_BEFORE = 6  # months before a turn that it is compared with
_MOST_TOLD = 3_000  # records that a story carries besides those it names
_SMALL = Decimal("0.1")  # a change by less than this share is none


def add_public_record(story: Story, records: Iterable[PublicRecord], watch: Watch, as_of: date | None = None) -> Story:
    """Return a story with what the public records that could be read by ``as_of`` say beside the press."""
    chosen = tuple(r for r in select_records(records, watch, story.actors, as_of) if _is_asked_for(r, watch))
    if not chosen:
        return story
    series = build_indicators(chosen, as_of)
    closings = follow_up_on_record(story.expectations, story.outcomes, story.events, chosen)
    closed = {closing.outcome.expectation: closing.outcome for closing in closings}
    checks = check_claims(story.claims, chosen, story.actors, story.documents)
    named = {id_ for check in checks for id_ in check.records} | {id_ for o in closed.values() for id_ in o.evidence}
    public = PublicFindings(
        records=_worth_telling(chosen, named),
        indicators=series,
        checks=checks,
        divergences=(*find_divergences(story.phases, story.events, series), *(c.sentence for c in closings)),
    )
    return replace(story, public=public, outcomes=tuple(_closed(o, closed) for o in story.outcomes))


def _worth_telling(chosen: Sequence[PublicRecord], named: Collection[str]) -> tuple[PublicRecord, ...]:
    """Return the records that a story carries: those that something names, all orders, and the newest of the rest.

    Every record counts in the series; what a story of 100,000 filings need not carry is still in the store.
    """
    always = [r for r in chosen if r.id in named or r.kind == "order"]
    rest = [r for r in chosen if r.id not in named and r.kind != "order" and not _is_strangers_gift(r)]
    kept = {r.id for r in (*always, *rest[-_MOST_TOLD:])}
    return tuple(r for r in chosen if r.id in kept)


def _is_strangers_gift(record: PublicRecord) -> bool:
    return record.kind == "contribution" and not record.giver.name


def _is_asked_for(record: PublicRecord, watch: Watch) -> bool:
    """Whether a point of a series lies in the days that are watched; whatever else is loaded is told."""
    return record.kind not in SERIES or record.when.start is None or record.when.start >= watch.since


def _closed(outcome: Outcome, closed: dict[str, Outcome]) -> Outcome:
    return closed.get(outcome.expectation, outcome)


def find_divergences(phases: Sequence[Phase], events: Sequence[Event], series: Sequence[Indicator]) -> tuple[str, ...]:
    """Return, for each phase that a series of an actor's covers, how that series went beside the talk."""
    theirs = [each for each in series if each.party.actor]
    return tuple(sentence for phase in phases for each in theirs for sentence in _compare(phase, events, each))


def _compare(phase: Phase, events: Sequence[Event], series: Indicator) -> Iterator[str]:
    start, end = month_of(phase.start), phase.end or date.max
    known = [month for month in series.months if month.value is not None]
    before = [m.value for m in known if m.month < start and m.value is not None][-_BEFORE:]
    since = [m.value for m in known if start <= m.month and m.month <= end and m.value is not None]
    told_of = bool(since) or any(m.records for m in series.months if start <= m.month <= end)
    if not told_of or series.months[0].month >= start:
        return
    good, bad = _acts(events, phase.start, end)
    acts = f"{count_of(bad, 'act')} of conflict and {good} of cooperation" if good or bad else "no dated act"
    talk = f"{phase.label.capitalize()} since {describe_day(phase.start)}: {acts}"
    hidden = sum(m.value is None for m in series.months if start <= m.month <= end)
    if len(before) < _FEWEST or len(since) < _FEWEST:
        yield f"{talk}; {series.name}: too few known months to compare ({len(before)} before, {len(since)} since)"
        return
    earlier, later = sum(before, Decimal(0)) / len(before), sum(since, Decimal(0)) / len(since)
    unknown = f", {count_of(hidden, 'month')} unknown" if hidden else ""
    figures = (
        f"{_money(later, series)} a month in {count_of(len(since), 'known month')}{unknown}, "
        f"{_money(earlier, series)} in the {len(before)} before"
    )
    yield f"{talk}; {series.name}: {figures} — {_direction(earlier, later, phase)}"


def _acts(events: Sequence[Event], start: date, end: date) -> tuple[int, int]:
    """Return how many acts of cooperation and of conflict between the pair fall into a stretch of days."""
    acts = [e for e in events if concerns_pair(e) and e.modality == "asserted"]
    inside = [e.polarity for e in acts if (day := likely_day(e.when)) is not None and start <= day <= end]
    return inside.count("+"), inside.count("-")


def _money(value: Decimal, series: Indicator) -> str:
    return describe_amount(value.quantize(Decimal(1)) if abs(value) >= 10 else value, series.unit)


def _direction(earlier: Decimal, later: Decimal, phase: Phase) -> str:
    change = later - earlier
    if abs(change) <= _SMALL * max(abs(earlier), abs(later)):
        return "the deeds on record hardly moved"
    went = "rose" if change > 0 else "fell"
    if phase.polarity == "0":
        return f"the deeds on record {went}"
    with_words = (change > 0) == (phase.polarity == "+")
    return f"the deeds on record {went}: {'they went with the talk' if with_words else 'they went against the talk'}"
