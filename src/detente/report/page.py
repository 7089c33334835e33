"""The report: one self-contained HTML file that opens offline, every line unfolding to its sentence.

Article text is hostile: Jinja2 escapes everything, links lead to http and https only, nothing is loaded or run.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from jinja2 import Template
from markupsafe import Markup

from .. import __version__
from ..analysis.account import state_sentence
from ..analysis.arc import arc_of
from ..analysis.sources import count_outlets
from ..charts import STYLE, comparable_claims, ledger_chart
from ..charts.lanes import draw_lanes
from ..charts.records import draw_talk_and_deeds
from ..charts.strip import draw_strip
from ..charts.svg import Links
from ..charts.timeline import timeline_of
from ..evidence import Library
from ..markup import SHARED, environment, style
from ..plain_words import count_of, describe_day
from ..types import Story
from .ledger import Figure, figures
from .lines import Line
from .records import Action, Deeds, Order, Series, deeds
from .sections import (
    chapters,
    expectations,
    quotes,
    reactions,
    source_rows,
    turns,
)

_WIDTHS = (960, 360)  # a desk and a phone: type keeps its size, so the drawing differs


def render_report(story: Story) -> str:
    """Return the report of a story as one HTML document."""
    library = Library(story)
    several, single = figures(story, library)
    dated, undated = expectations(story, library)
    told, turned, reacted = chapters(story, library), turns(story, library), reactions(story, library)
    laid_out = deeds(story.public, {c.id: c for c in story.claims})
    links = _links([*(line for group in told for line in (*group.lines, *group.more)), *turned, *dated, *undated,
                    *reacted], laid_out)  # fmt: skip
    arc, lanes = arc_of(story), timeline_of(story)
    outlets = count_outlets(story.documents)
    return _template().render(
        title=story.title,
        as_of=describe_day(story.as_of),
        as_of_iso=story.as_of.isoformat() if story.as_of else "",
        state=state_sentence(story),
        scope=describe_scope(len(story.documents), outlets, len({c.document_id for c in story.copies})),
        strips=[Markup(draw_strip(arc, width, links)) for width in _WIDTHS],
        lanes=[Markup(draw_lanes(lanes, width, links)) for width in _WIDTHS],
        deeds=laid_out,
        deeds_charts=[Markup(draw_talk_and_deeds(arc, story.public, width, links)) for width in _WIDTHS],
        chapters=told,
        turns=turned,
        several=[(figure, _ledger_charts(story, figure)) for figure in several],
        single=single,
        speakers=quotes(story, library),
        dated=dated,
        undated=undated,
        reactions=reacted,
        sources=story.sources,
        documents=list(source_rows(story, library)),
        gaps=story.gaps,
        problems=story.problems,
        version=__version__,
    )


def _links(lines: Iterable[Line], laid_out: Deeds | None) -> Links:
    """Return where the marks of charts lead: to the lines and entries of the report that tell of the same."""
    shown = {line.id for line in lines}
    if laid_out:
        entries: list[Action | Order | Series] = [*laid_out.actions, *laid_out.orders, *laid_out.series]
        shown |= {entry.id for entry in entries}
    return Links(lambda record: f"#{record}" if record in shown else "")


def _ledger_charts(story: Story, figure: Figure) -> list[Markup]:
    if len(comparable_claims(story, figure.question)) < 2:
        return []
    return [Markup(ledger_chart(story, figure.question, width)) for width in _WIDTHS]


def describe_scope(documents: int, outlets: int, reprints: int) -> str:
    """Return what a story rests on: "18 documents from 11 outlets, 2 of them reprints"."""
    words = count_of(documents, "document")
    words += f" from {count_of(outlets, 'outlet')}" if outlets else ""
    return f"{words}, {reprints:,} of them {'a reprint' if reprints == 1 else 'reprints'}" if reprints else words


@cache
def _template() -> Template:
    templates = environment()
    templates.globals["style"] = Markup(style(SHARED / "shared.css", SHARED / "report.css") + STYLE)
    return templates.get_template("report.html")
