"""What stands on the timeline: a story's marks in lanes, or their counts where marks would crowd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..analysis.phrasing import actor_names, best_mention, party_names
from ..analysis.signals import between_actors
from ..analysis.tallies import (
    JOINT,
    UNITS,
    Bin,
    Counted,
    gather_bins,
    is_denied,
    lane_of,
    placeable,
    tally_events,
    unit_of,
)
from ..plain_words import TYPE_NAMES, describe_date, one_line
from ..types import UNKNOWN_DATE, Actor, Event, Expectation, PublicRecord, Reaction, Story, When

CROWDED = 150  # marks of one lane, above which they are counted by week, month, quarter or year
RECORDS, REACTIONS, FORWARD = "In public registers", "Reactions", "Said to be coming"
# A series and a running total are dated to no act; the page of talk and deeds draws them.
_ACTS = frozenset({"contract_action", "contribution", "disbursement", "expenditure", "order"})
_BEFORE = 400  # days, how long before everything else a register's entries are shown
STANCE_SIDES = {"positive": "good", "negative": "bad"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on a lane: when, what, its side, how it is drawn, how much it weighs, and the record it stands for."""

    when: When
    words: str
    label: str
    side: str
    style: str
    weight: float
    record: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its marks or, where they would crowd, its acts counted by week, month, quarter and year."""

    name: str
    marks: tuple[Mark, ...]
    bins: Counted = field(default_factory=dict)

    def days(self) -> list[date]:
        """Return the days between which it reaches, and others."""
        counted = [day for bins in self.bins.values() for place in bins for day in (place.first, place.after)]
        return [day for mark in self.marks for day in (mark.when.start, mark.when.end) if day] or counted

    def count(self) -> int:
        """Return how many marks it has, or counts."""
        return len(self.marks) or sum(n for place in self.bins.get("year", ()) for n in place.counts.values())


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lanes under one title; ``today`` is the story's day, the days are the first and last to hold, if any."""

    title: str
    today: date | None
    lanes: tuple[Lane, ...]


def timeline_of(story: Story) -> Timeline:
    """Return a story's lanes with their marks; registers and reactions have one where there are any."""
    names = actor_names(story.actors)
    shown = [e for e in story.events if between_actors(e) and placeable(e, "year") and not is_denied(e)]
    told = [e for e in shown if e.modality == "asserted"]
    forward = [event_mark(e, names) for e in shown if e.modality == "planned"]
    planned = {m.passage for e in shown if e.modality == "planned" for m in e.mentions}
    forward += [expected_mark(x) for x in story.expectations if x.due.known and x.passage not in planned]
    directed = lane_names(story.actors)
    lanes: list[Lane] = []
    for lane, name in directed.items():
        events = [e for e in told if _lane(e, directed) == lane]
        crowded = gather_bins(tally_events(events)) if len(events) > CROWDED else {}
        lanes.append(Lane(name, tuple(event_mark(e, names) for e in events), crowded))
    published = {d.id: d.published for d in story.documents}
    reactions = [reaction_mark(r, published.get(r.passage.document_id, UNKNOWN_DATE)) for r in story.reactions]
    lanes += [*register_lane(story.public.records, lanes), *lane_of_marks(REACTIONS, reactions)]
    return Timeline(story.title, story.as_of, (*lanes, Lane(FORWARD, tuple(forward))))


def register_lane(
    records: Iterable[PublicRecord], beside: Iterable[Lane], first: date | None = None, last: date | None = None
) -> list[Lane]:
    """Return the lane of what registers hold between two days, and not long before all that stands beside it."""
    days = [day.toordinal() for lane in beside for day in lane.days()]
    first = first or date.fromordinal(max(1, min(days, default=1) - _BEFORE))
    found = [r for r in records if r.kind in _ACTS and r.when.start and first <= r.when.start <= (last or date.max)]
    return lane_of_marks(RECORDS, [record_mark(record) for record in found])


def lane_of_marks(name: str, marks: Sequence[Mark]) -> list[Lane]:
    """Return a lane of its own for marks that are dated to days, counted where they would crowd; none for no marks."""
    dated = [mark for mark in marks if mark.when.start]
    crowded = len(dated) > CROWDED
    days = ((mark.when.start, mark.side, 1) for mark in dated if mark.when.start)
    return [Lane(name, tuple(dated), count_days(days) if crowded else {})] if dated else []


def count_days(days: Iterable[tuple[date, str, int]]) -> Counted:
    """Return (day, side, how many) counted by week, month, quarter and year, in order of time."""
    found = list(days)
    return {unit: _bins(found, unit) for unit in UNITS}


def _bins(days: Iterable[tuple[date, str, int]], unit: str) -> list[Bin]:
    bins: dict[date, Bin] = {}
    for day, side, count in days:
        first, after = unit_of(day, unit)
        bins.setdefault(first, Bin(first, after)).add(side, "words", 0.0, count)
    return [bins[first] for first in sorted(bins)]


def lane_names(actors: Sequence[Actor]) -> dict[str, str]:
    """Return the lanes of the first two actors by id, with what a reader calls them."""
    first, second = actors[:2] if len(actors) > 1 else (Actor("a", "a", "person"), Actor("b", "b", "person"))
    return {
        f"{first.id}>{second.id}": f"{first.name} to {second.name}",
        f"{second.id}>{first.id}": f"{second.name} to {first.name}",
        JOINT: "Together",
    }


def _lane(event: Event, lanes: Mapping[str, str]) -> str:
    lane = lane_of(event)
    return lane if lane in lanes else JOINT


def event_mark(event: Event, names: Mapping[str, str]) -> Mark:
    """Return an event's mark."""
    who = " to ".join(filter(None, (party_names(event.actors, names), party_names(event.recipients, names))))
    words = f"{describe_date(event.when)}, {who}: {TYPE_NAMES[event.type]}"
    words += f". {one_line(best_mention(event).passage.text)}" if event.mentions else ""
    side = "good" if event.polarity == "+" else "bad" if event.polarity == "-" else "even"
    vague = " dt-about" if event.when.basis in ("vague", "reported") else ""
    style = " dt-hollow" if event.modality == "planned" else vague
    weight = (1 + event.independent_sources) * (2 + abs(event.intensity)) * event.confidence
    return Mark(event.when, words, TYPE_NAMES[event.type], side, style, weight, event.id)


def expected_mark(expected: Expectation) -> Mark:
    """Return the mark of something said to be coming."""
    words = f"{expected.kind}, due {describe_date(expected.due)}: {one_line(expected.passage.text)}"
    return Mark(expected.due, words, expected.kind, "even", " dt-hollow", 5.0, expected.id)


def reaction_mark(reaction: Reaction, published: When) -> Mark:
    """Return the mark of a reader's or the public's response, on the day it was published."""
    side = STANCE_SIDES.get(reaction.stance, "even")
    who = reaction.author or "somebody"
    words = f"{describe_date(published)}, {who}, {reaction.stance}: {one_line(reaction.passage.text)}"
    return Mark(published, words, who, side, "", 1.0, reaction.id)


def record_mark(record: PublicRecord) -> Mark:
    """Return the mark of an entry of a register: it takes no side."""
    words = f"{describe_date(record.when)}: {record.title}"
    return Mark(record.when, words, one_line(record.title, 40), "even", "", 2.0, record.id)
