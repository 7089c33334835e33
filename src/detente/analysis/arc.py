"""The arc of a relationship: all that a picture of the whole needs, and no more, however many events there are."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date

from ..types import Phase, Story, TurningPoint
from .tallies import Bin, Counted, gather_bins, is_drawable, placeable, tally_events


@dataclass(frozen=True, slots=True)
class Arc:
    """A story's phases and turns, its acts counted by week, month, quarter and year, and the days that are told of.

    ``days`` are those that the picture must hold, ``busy`` those on which something happened or appeared,
    ``published`` those on which a document did. ``acts`` counts every act, however vague its date.
    """

    title: str
    as_of: date | None
    phases: tuple[Phase, ...]
    turning_points: tuple[TurningPoint, ...]
    days: tuple[date, ...]
    busy: tuple[date, ...]
    published: tuple[date, ...]
    acts: int
    bins: Counted = field(default_factory=dict)


def arc_of(story: Story) -> Arc:
    """Return the arc of a told story."""
    return replace(uncounted_arc(story), bins=gather_bins(tally_events(story.events)))


def uncounted_arc(story: Story) -> Arc:
    """Return the arc of a told story without its bins: they are kept as rows of their own."""
    acts = [event for event in story.events if is_drawable(event)]
    days = {day for phase in story.phases for day in (phase.start, phase.end) if day}
    days |= {day for e in acts if placeable(e, "month") for day in (e.when.start, e.when.end) if day}
    days |= {story.as_of} if days and story.as_of else set()
    appeared = {d.published.end for d in story.documents if d.published.end}
    return Arc(
        title=story.title,
        as_of=story.as_of,
        phases=story.phases,
        turning_points=story.turning_points,
        days=(min(days), max(days)) if days else (),
        busy=tuple(sorted({day for e in acts for day in (e.when.start, e.when.end) if day} | appeared)),
        published=tuple(
            sorted({d.published.end for d in story.documents if d.published.end and d.published.precision == "day"})
        ),
        acts=len(acts),
    )


def until(arc: Arc, day: date) -> Arc:
    """Return what of an arc had happened by a day; a phase that ended later had not ended."""
    phases = tuple(replace(p, end=p.end if p.end and p.end <= day else None) for p in arc.phases if p.start <= day)
    bins = {unit: places[: bisect_right(places, day, key=_first)] for unit, places in arc.bins.items()}
    kept = {d for d in arc.days if d <= day} | {day for _ in arc.days[:1] if arc.days[0] <= day}
    return Arc(
        title=arc.title,
        as_of=day,
        phases=phases,
        turning_points=tuple(t for t in arc.turning_points if t.date <= day),
        days=(min(kept), max(kept)) if kept else (),
        busy=arc.busy[: bisect_right(arc.busy, day)],
        published=arc.published[: bisect_right(arc.published, day)],
        acts=sum(sum(place.counts.values()) for place in bins.get("year", ())),
        bins=bins,
    )


def _first(place: Bin) -> date:
    return place.first
