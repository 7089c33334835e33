"""The timeline: who did what to whom, in lanes, and the same events as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from markupsafe import Markup

from ...analysis.tallies import JOINT
from ...charts.lanes import draw_lanes
from ...charts.timeline import lane_names
from ...evidence import Library
from ...plain_words import QUAD_NAMES, TYPE_NAMES, describe_span
from ...report.sections import event_line
from ...shelf.events import Choice, list_events, timeline
from ..asking import Ask, BadAskingError
from .page import Entry, Shown, drawn, pager, rows_of

_FACETS = {
    "lane": "Who to whom",
    "quad": "Kind",
    "type": "Type",
    "certainty": "Certainty",
    "outlet": "Outlet",
    "independent_sources": "Independent sources",
}
_CERTAINTY = {
    "asserted": "asserted",
    "hedged": "hedged by every source",
    "denied": "denied by every source",
    "planned": "planned",
    "hypothetical": "not certain to happen",
    "negated": "said not to have happened",
}
_SHOWN = 14  # values of one facet


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: its words, how many events have it in the whole story, and the list with it."""

    words: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose among the events."""

    name: str
    words: str
    options: tuple[Option, ...]
    chosen: str


def show(ask: Ask) -> Shown:
    """Return the timeline between two days, and one page of the chosen events."""
    first, last = ask.day("first"), ask.day("last")
    if first and last and last < first:
        raise BadAskingError("the last day lies before the first")
    end = min(filter(None, (last, ask.until)), default=None)
    facets = {name: ask.query[name] for name in _FACETS if ask.query.get(name)}
    found = list_events(ask.reader, Choice(facets, first, end), ask.page)
    story = ask.reader.story(*found.items)
    library = Library(story, texts=False)
    entries = [Entry(event_line(e, library), ask.addresses.to(f"/event/{e.id}"), e.id) for e in found.items]
    values = {
        "lanes": _lanes(ask, first, end),
        "entries": entries, "found": found, "facets": _facets(ask, facets), "chosen": bool(facets),
        "window": _window(first, last), "whole": ask.again(first="", last=""), "clear": ask.addresses.to("/timeline"),
        "first": first, "last": last, "hidden": facets,
    }  # fmt: skip
    return Shown("Timeline", values, lambda: rows_of(story, "event"), pager(ask, found))


def _lanes(ask: Ask, first: date | None, last: date | None) -> list[Markup]:
    lanes = cache(lambda: timeline(ask.reader, first, last))
    links = ask.addresses.charts()
    return drawn(lambda width: draw_lanes(lanes(), width, links), ask, f"lanes {first} {last} {ask.addresses.to('/')}")


def _window(first: date | None, last: date | None) -> str:
    if first and last:
        return describe_span(first, last)
    return f"from {first}" if first else f"to {last}" if last else ""


def _facets(ask: Ask, chosen: dict[str, str]) -> list[Facet]:
    found = []
    for name, words in _FACETS.items():
        value = chosen.get(name, "")
        found.append(Facet(name, words, tuple(_options(ask, name, ask.reader.facet(name), value)), value))
    return found


def _options(ask: Ask, name: str, counts: list[tuple[str, int]], chosen: str) -> list[Option]:
    words = _words(ask, name)
    return [
        Option(words.get(value, value), count, ask.again(**{name: "" if value == chosen else value}), value == chosen)
        for value, count in counts[:_SHOWN]
        if value
    ]


def _words(ask: Ask, name: str) -> dict[str, str]:
    """Return what a reader calls the values of a facet."""
    match name:
        case "lane":
            return {**lane_names(ask.reader.actors), JOINT: "Together"}
        case "quad":
            return {str(quad): words for quad, words in QUAD_NAMES.items()}
        case "type":
            return dict(TYPE_NAMES)
        case "certainty":
            return _CERTAINTY
    return {}
