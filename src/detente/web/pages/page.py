"""What a page is, and what it hands to its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from ...report.lines import Line
from ...rows import Row, story_rows
from ...shelf import Slice
from ...types import Story
from ..asking import Ask

WIDTHS = (960, 360)  # a desk and a phone: type keeps its size, so the drawing differs


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list, where it leads, and the id of its record."""

    line: Line
    address: str
    id: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one stands in a list of several pages, and where the others are."""

    page: int
    pages: int
    total: int
    before: str
    after: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: its title, the values of its template, the same as rows, a pager if need be."""

    title: str
    values: Mapping[str, Any]
    rows: Callable[[], Iterable[Row]]
    pager: Pager | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name in the navigation and in addresses, its template, and what it shows.

    ``show`` shows the page itself, ``one`` a record of it (``/name/ID``). ``replays``: it has the as-of slider.
    """

    name: str
    label: str
    template: str
    show: Callable[[Ask], Shown] | None = None
    one: Callable[[Ask], Shown] | None = None
    one_template: str = ""
    replays: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


def pager(ask: Ask, found: Slice[Any]) -> Pager | None:
    """Return where a slice stands in its list; None for a list of one page."""
    if found.pages == 1:
        return None
    at, last = found.page, found.pages
    return Pager(
        page=at,
        pages=last,
        total=found.total,
        before=ask.again(page=at - 1) if at > 1 else "",
        after=ask.again(page=at + 1) if at < last else "",
        first=ask.again() if at > 2 else "",
        last=ask.again(page=last) if at < last - 1 else "",
    )


def rows_of(story: Story, *kinds: str) -> Iterable[Row]:
    """Return a small story's records of these kinds as rows of the export."""
    return (row for row in story_rows(story) if row["kind"] in kinds)


def drawn(draw: Callable[[int], str], ask: Ask, name: str) -> list[Markup]:
    """Return a chart in every width, drawn once per build under its name."""
    return ask.reader.kept.get(
        ("chart", name), lambda: [Markup(draw(width)) for width in WIDTHS], lambda charts: sum(map(len, charts))
    )
