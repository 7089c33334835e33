"""The report: one self-contained HTML file that opens offline, every line unfolding to its sentence.

Article text is hostile: Jinja2 escapes everything, links lead to http and https only, nothing is loaded or run.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from .. import __version__
from ..analysis.account import write_account
from ..charts import STYLE, comparable_claims, ledger_chart, relationship_strip, timeline_lanes
from ..evidence import Library
from ..plain_words import count_of, describe_day
from ..types import Story
from .ledger import Figure, figures
from .sections import (
    chapters,
    expectations,
    quotes,
    reactions,
    source_rows,
    turns,
)

_TEMPLATES = Path(__file__).parent.parent / "templates"
_WIDTHS = (960, 360)  # a desk and a phone: type keeps its size, so the drawing differs


def render_report(story: Story) -> str:
    """Return the report of a story as one HTML document."""
    library = Library(story)
    several, single = figures(story, library)
    dated, undated = expectations(story, library)
    return _template().render(
        title=story.title,
        as_of=describe_day(story.as_of),
        as_of_iso=story.as_of.isoformat() if story.as_of else "",
        state=_state(story),
        scope=_scope(story),
        strips=[Markup(relationship_strip(story, width)) for width in _WIDTHS],
        lanes=[Markup(timeline_lanes(story, width)) for width in _WIDTHS],
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


def _state(story: Story) -> str:
    """Return the account's own sentence about how things stand."""
    return next((line.text for line in write_account(story) if line.kind == "state"), "")


def _scope(story: Story) -> str:
    """Return what the report rests on: "18 documents from 11 outlets, 2 of them reprints"."""
    outlets = {d.publisher for d in story.documents if d.publisher}
    unnamed = sum(not d.publisher for d in story.documents)
    reprints = len({c.document_id for c in story.copies})
    words = count_of(len(story.documents), "document")
    words += f" from {count_of(len(outlets), 'outlet')}" if outlets else ""
    words += f", {unnamed} without a named outlet" if unnamed else ""
    return f"{words}, {reprints} of them {'a reprint' if reprints == 1 else 'reprints'}" if reprints else words


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_printable,
    )  # fmt: skip
    environment.globals["style"] = Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8") + STYLE)
    return environment.get_template("report.html")


def _printable(value: object) -> object:
    """Return text without control characters: none may turn the writing direction of what follows it."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "".join(c if c.isprintable() or c == "\n" else " " for c in value)
    return value
