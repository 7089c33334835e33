"""Events chosen by lane, type, certainty, outlet, sources and days; and what stands on the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..analysis.phrasing import actor_names
from ..analysis.tallies import JOINT, Bin, Tally, gather_bins
from ..charts.lanes import CROWDED, FORWARD, Lane, Timeline, event_mark, expected_mark, lane_names
from ..types import Event, Expectation
from .shelf import Reader, Slice

_COLUMNS = ("lane", "type", "quad", "certainty", "independent_sources")
_ORDER = "ifnull(day, '~'), id"
_FORWARD = 60  # of what is said to be coming, as much as a lane can hold


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events: each facet's value or none, and the first and last day, if any.

    ``facets`` may name lane, type, quad, certainty, independent_sources and outlet.
    """

    facets: Mapping[str, str]
    first: date | None = None
    last: date | None = None

    def sql(self) -> tuple[str, list[object]]:
        """Return the condition and its values."""
        conditions, values = [], []
        for name in _COLUMNS:
            if name in self.facets:
                conditions.append(f"{name} = ?")
                values.append(self.facets[name])
        if "outlet" in self.facets:
            conditions.append("id IN (SELECT event FROM event_mention WHERE outlet = ?)")
            values.append(self.facets["outlet"])
        for day, sign in ((self.first, ">="), (self.last, "<=")):
            if day:
                conditions.append(f"ifnull(day, '~') {sign} ?")
                values.append(day.isoformat())
        return ("WHERE " + " AND ".join(conditions) if conditions else "", list(values))


def list_events(reader: Reader, choice: Choice, page: int) -> Slice[Event]:
    """Return one page of the chosen events, in order of day."""
    return reader.slice(Event, choice.sql(), _ORDER, page)


def neighbours(reader: Reader, event: Event) -> tuple[str, str]:
    """Return the ids of the events before and after one in order of day; "" where there is none."""
    row = reader.rows("SELECT ifnull(day, '~'), id FROM event WHERE id = ?", event.id)
    sides = []
    for sign, way in (("<", "DESC"), (">", "ASC")):
        found = reader.rows(
            f"SELECT id FROM event WHERE (ifnull(day, '~'), id) {sign} (?, ?) "
            f"ORDER BY ifnull(day, '~') {way}, id {way} LIMIT 1",
            *(row[0] if row else ("", "")),
        )
        sides.append(str(found[0][0]) if found else "")
    return sides[0], sides[1]


def timeline(reader: Reader, first: date | None, last: date | None) -> Timeline:
    """Return what stands on the timeline between two days: a lane's marks or, where they would crowd, its counts."""
    names = actor_names(reader.actors)
    directed = lane_names(reader.actors)
    day, days = _window(first, last)
    crowded = _gather_by_lane(reader, directed, first, last)
    lanes = []
    for lane, name in directed.items():
        same, values = ("lane = ?", [lane]) if lane != JOINT else _neither(directed)
        where = f"WHERE drawn AND modality = 'asserted' AND {same}{day}"
        count = reader.count(f"SELECT count(*) FROM event {where}", *values, *days)
        if count > CROWDED:
            lanes.append(Lane(name, (), crowded[lane]))
        else:
            events = reader.records(Event, f"{where} ORDER BY {_ORDER}", *values, *days)
            lanes.append(Lane(name, tuple(event_mark(e, names) for e in events)))
    return Timeline(reader.title, reader.arc().as_of, (*lanes, _forward(reader, names, day, days)))


def _gather_by_lane(
    reader: Reader, directed: Mapping[str, str], first: date | None, last: date | None
) -> Mapping[str, Mapping[str, list[Bin]]]:
    """Return the acts of each lane counted by unit."""
    counted: dict[str, list[Tally]] = {lane: [] for lane in directed}
    for tally in reader.arc().tallies:
        if (first is None or tally.after > first) and (last is None or tally.first <= last):
            counted[tally.lane if tally.lane in directed else JOINT].append(tally)
    return {lane: gather_bins(tallies) for lane, tallies in counted.items()}


def _window(first: date | None, last: date | None) -> tuple[str, list[str]]:
    sql, days = "", []
    for day, sign in ((first, ">="), (last, "<=")):
        if day:
            sql += f" AND day {sign} ?"
            days.append(day.isoformat())
    return sql, days


def _neither(directed: Mapping[str, str]) -> tuple[str, list[str]]:
    others = [lane for lane in directed if lane != JOINT]
    return f"lane NOT IN ({','.join('?' * len(others))})", others


def _forward(reader: Reader, names: Mapping[str, str], day: str, days: Sequence[str]) -> Lane:
    planned = reader.records(
        Event, f"WHERE drawn AND modality = 'planned'{day} ORDER BY weight DESC, id LIMIT {_FORWARD}", *days
    )
    told = {m.passage for e in planned for m in e.mentions}
    due = reader.records(Expectation, f"WHERE day IS NOT NULL{day} ORDER BY day DESC, id LIMIT {_FORWARD}", *days)
    marks = [event_mark(e, names) for e in planned]
    marks += [expected_mark(x) for x in due if x.due.known and x.passage not in told]
    return Lane(FORWARD, tuple(marks))
