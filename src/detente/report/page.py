"""The report: one self-contained HTML file that opens offline, every line unfolding to its sentence.

Article text is hostile: Jinja2 escapes everything, links lead to http and https only, nothing is loaded or run.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Template
from markupsafe import Markup

from .. import __version__
from ..analysis.account import state_sentence
from ..analysis.sources import count_outlets
from ..charts import STYLE, comparable_claims, ledger_chart, relationship_strip, timeline_lanes
from ..charts.records import talk_and_deeds_chart
from ..evidence import Library
from ..markup import SHARED, environment, style
from ..plain_words import count_of, describe_day
from ..types import Story
from .ledger import Figure, figures
from .records import deeds
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
    outlets = count_outlets(story.documents)
    return _template().render(
        title=story.title,
        as_of=describe_day(story.as_of),
        as_of_iso=story.as_of.isoformat() if story.as_of else "",
        state=state_sentence(story),
        scope=describe_scope(len(story.documents), outlets, len({c.document_id for c in story.copies})),
        strips=[Markup(relationship_strip(story, width)) for width in _WIDTHS],
        lanes=[Markup(timeline_lanes(story, width)) for width in _WIDTHS],
        deeds=deeds(story.public, {c.id: c for c in story.claims}),
        deeds_charts=[Markup(talk_and_deeds_chart(story, width)) for width in _WIDTHS],
        chapters=chapters(story, library),
        turns=turns(story, library),
        several=[(figure, _ledger_charts(story, figure)) for figure in several],
        single=single,
        speakers=quotes(story, library),
        dated=dated,
        undated=undated,
        reactions=reactions(story, library),
        sources=story.sources,
        documents=list(source_rows(story, library)),
        gaps=story.gaps,
        problems=story.problems,
        version=__version__,
    )


def _ledger_charts(story: Story, figure: Figure) -> list[Markup]:
    if len(comparable_claims(story, figure.question)) < 2:
        return []
    return [Markup(ledger_chart(story, figure.question, width)) for width in _WIDTHS]


def describe_scope(documents: int, outlets: int, reprints: int) -> str:
    """Return what a story rests on: "18 documents from 11 outlets, 2 of them reprints"."""
    words = count_of(documents, "document")
    words += f" from {count_of(outlets, 'outlet')}" if outlets else ""
    return f"{words}, {reprints} of them {'a reprint' if reprints == 1 else 'reprints'}" if reprints else words


@cache
def _template() -> Template:
    templates = environment()
    templates.globals["style"] = Markup(style(SHARED / "shared.css", SHARED / "report.css") + STYLE)
    return templates.get_template("report.html")
