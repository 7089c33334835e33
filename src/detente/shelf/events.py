"""Events chosen by lane, type, certainty, outlet, sources and days; and what stands on the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from ..analysis.phrasing import actor_names
from ..analysis.tallies import JOINT, Counted, Tally, gather_bins
from ..charts.timeline import (
    CROWDED,
    FORWARD,
    REACTIONS,
    STANCE_SIDES,
    Lane,
    Timeline,
    count_days,
    event_mark,
    expected_mark,
    lane_names,
    lane_of_marks,
    reaction_mark,
    register_lane,
)
from ..types import NOTHING_PUBLIC, Event, Expectation, PublicFindings, Reaction, When
from .shelf import PAGE, Choosing, Reader, Slice

_COLUMNS = ("lane", "type", "quad", "certainty", "independent_sources")
_FORWARD = 60  # of what is said to be coming, as much as a lane can hold


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events: each facet's value or none, the first and last day, if any, and whether only ``between`` actors.

    ``facets`` may name lane, type, quad, certainty, independent_sources and outlet.
    """

    facets: Mapping[str, str]
    first: date | None = None
    last: date | None = None
    between: bool = False

    def rows(self) -> Choosing:
        """Return the rows of these events."""
        conditions: list[str] = ["lane != ''"] if self.between else []
        values: list[object] = []
        for name in _COLUMNS:
            if name in self.facets:
                conditions.append(f"{name} = ?")
                values.append(self.facets[name])
        if "outlet" in self.facets:
            conditions.append("id IN (SELECT event FROM event_mention WHERE outlet = ?)")
            values.append(self.facets["outlet"])
        return Choosing(
            "WHERE " + " AND ".join(conditions) if conditions else "",
            tuple(values),
            self.first.isoformat() if self.first else "",
            after(self.last) if self.last else "",
        )


def list_events(reader: Reader, choice: Choice, page: int, size: int = PAGE) -> Slice[Event]:
    """Return one page of the chosen events, in order of day."""
    return reader.slice(Event, choice.rows(), "place", page, size)


def after(day: date) -> str:
    """Return what every place of a day comes before, and none of the next."""
    return f"{day} ~"


def neighbours(reader: Reader, event: Event) -> tuple[str, str]:
    """Return the ids of the events before and after one in order of day; "" where there is none."""
    place = reader.rows("SELECT place FROM event WHERE id = ?", event.id)[0][0]
    before = reader.rows("SELECT id FROM event WHERE place < ? ORDER BY place DESC LIMIT 1", place)
    later = reader.rows("SELECT id FROM event WHERE place > ? ORDER BY place LIMIT 1", place)
    return before[0][0] if before else "", later[0][0] if later else ""


def timeline(reader: Reader, first: date | None, last: date | None) -> Timeline:
    """Return what stands on the timeline between two days: a lane's marks or, where they would crowd, its counts."""
    names = actor_names(reader.actors)
    directed = lane_names(reader.actors)
    window, days = _window(first, last)
    lanes: list[Lane] = []
    for lane, name in directed.items():
        same, values = ("lane = ?", [lane]) if lane != JOINT else _others(reader, directed)
        where = f"WHERE drawn AND modality = 'asserted' AND {same}{window}"
        few = reader.count(f"SELECT count(*) FROM (SELECT 1 FROM event {where} LIMIT {CROWDED + 1})", *values, *days)
        if few > CROWDED:
            lanes.append(Lane(name, (), _bins(reader, directed, lane, first, last)))
        else:
            events = reader.records(Event, f"{where} ORDER BY place", *values, *days)
            lanes.append(Lane(name, tuple(event_mark(e, names) for e in events)))
    public = reader.told("public", PublicFindings | None) or NOTHING_PUBLIC
    lanes += [*register_lane(public.records, lanes, first, last), *_reactions(reader, first, last)]
    return Timeline(reader.title, reader.arc().as_of, (*lanes, _forward(reader, names, window, days)))


def _bins(reader: Reader, directed: Mapping[str, str], lane: str, first: date | None, last: date | None) -> Counted:
    """Return the acts of a lane between two days, counted by unit."""
    return _between(reader.kept.get("lane bins", lambda: _every_bin(reader, directed))[lane], first, last)


def _between(bins: Counted, first: date | None, last: date | None) -> Counted:
    start, end = first or date.min, last or date.max
    return {unit: [b for b in places if b.after > start and b.first <= end] for unit, places in bins.items()}


def _every_bin(reader: Reader, directed: Mapping[str, str]) -> dict[str, Counted]:
    """Return the acts of each lane, counted by unit."""
    counted: dict[str, list[Tally]] = {name: [] for name in directed}
    for tally in reader.tallies():
        counted[tally.lane if tally.lane in directed else JOINT].append(tally)
    return {name: gather_bins(tallies) for name, tallies in counted.items()}


def _window(first: date | None, last: date | None) -> tuple[str, list[str]]:
    sql, days = "", []
    if first:
        sql += " AND place >= ?"
        days.append(first.isoformat())
    if last:
        sql += " AND place < ?"
        days.append(after(last))
    return sql, days


def _others(reader: Reader, directed: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the condition for every lane but the two directed ones."""
    found = [lane for lane, _ in reader.facet("lane")]
    others = [lane for lane in found if lane and (lane == JOINT or lane not in directed)]
    return f"lane IN ({','.join('?' * len(others))})", others


def _reactions(reader: Reader, first: date | None, last: date | None) -> list[Lane]:
    window, days = _window(first, last)
    dated = f"SELECT body, document, place FROM reaction WHERE place < '~'{window} ORDER BY place LIMIT {CROWDED + 1}"
    published = f"SELECT r.body, t.body FROM ({dated}) r JOIN told_document t ON t.id = r.document ORDER BY r.place"
    rows = reader.rows(published, *days)
    if len(rows) > CROWDED:
        counted = reader.kept.get("reaction bins", lambda: _reaction_bins(reader))
        return [Lane(REACTIONS, (), _between(counted, first, last))]
    decode = msgspec.json.decode
    marks = [reaction_mark(decode(body, type=Reaction), decode(day, type=When)) for body, day in rows]
    return lane_of_marks(REACTIONS, marks)


def _reaction_bins(reader: Reader) -> Counted:
    rows = reader.rows("SELECT substr(place, 1, 10), stance, count(*) FROM reaction WHERE place < '~' GROUP BY 1, 2")
    return count_days((date.fromisoformat(day), STANCE_SIDES.get(stance, "even"), n) for day, stance, n in rows)


def _forward(reader: Reader, names: Mapping[str, str], window: str, days: Sequence[str]) -> Lane:
    planned = reader.records(
        Event, f"WHERE drawn AND modality = 'planned'{window} ORDER BY place DESC LIMIT {_FORWARD}", *days
    )
    told = {m.passage for e in planned for m in e.mentions}
    due = reader.records(Expectation, f"WHERE place < '~'{window} ORDER BY place DESC LIMIT {_FORWARD}", *days)
    marks = [event_mark(e, names) for e in planned]
    marks += [expected_mark(x) for x in due if x.due.known and x.passage not in told]
    return Lane(FORWARD, tuple(marks))
