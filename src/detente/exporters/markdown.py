"""The account as Markdown with footnotes: phases, events, the ledger as tables, quotes, what is due, the gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from ..analysis.account import write_account
from ..evidence import Evidence, Library
from ..plain_words import describe_day
from ..report.ledger import Figure, figures
from ..report.lines import MOST, Group, Line
from ..report.sections import chapters, expectations, quotes, reactions, turns
from ..types import Story

_SPECIAL = re.compile(r"([\\`*_\[\]|#~])")


class _Notes:
    """The footnotes met so far: the same evidence keeps its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, evidence: Iterable[Evidence]) -> str:
        """Return the marks of a line's footnotes."""
        notes = dict.fromkeys(_footnote(each) for each in evidence)
        return "".join(f"[^{self._numbers.setdefault(note, len(self._numbers) + 1)}]" for note in notes)

    def lines(self) -> Iterator[str]:
        """Yield the footnotes themselves."""
        yield from (f"[^{number}]: {note}" for note, number in self._numbers.items())


def write(story: Story, file: TextIO) -> None:
    """Write the account, each line with footnotes that give its sentences and sources."""
    file.writelines(f"{line}\n" for line in _lines(story))


def _lines(story: Story) -> Iterator[str]:
    library, notes = Library(story), _Notes()
    dated, undated = expectations(story, library)
    yield from (f"# {plain(story.title)}", "")
    if story.as_of:
        yield from (f"As of {describe_day(story.as_of)}.", "")
    yield from (f"{plain(line.text)}\n" for line in write_account(story) if line.kind == "state")
    yield from _groups("What happened", chapters(story, library, shown=MOST), notes)
    yield from _list("Turning points", turns(story, library), notes)
    several, single = figures(story, library)
    yield from _figures([*several, *single], notes)
    yield from _groups("In their own words", quotes(story, library), notes)
    yield from _list("What is due, and what became of it", [*dated, *undated], notes)
    yield from _list("Reactions", reactions(story, library), notes)
    unknown = [f"- {plain(g.message)}" for g in story.gaps]
    unknown += [f"- not read: {plain(p.document)}: {plain(p.message)}" for p in story.problems]
    if unknown:
        yield from ("## What is not known", "", *unknown, "")
    yield from notes.lines()


def _groups(heading: str, groups: Sequence[Group], notes: _Notes) -> Iterator[str]:
    if groups:
        yield from (f"## {heading}", "")
    for group in groups:
        yield from (f"### {plain(group.heading)} ({plain(group.note)})", "")
        yield from (_item(line, notes) for line in (*group.lines, *group.more))
        yield ""
        if group.described:
            yield from ("How writers put it:", "", *(_item(line, notes) for line in group.described), "")
        if group.left_out:
            yield from (f"{group.left_out} more are in the story but not in this account.", "")


def _list(heading: str, lines: Sequence[Line], notes: _Notes) -> Iterator[str]:
    if lines:
        yield from (f"## {heading}", "", *(_item(line, notes) for line in lines), "")


def _item(line: Line, notes: _Notes) -> str:
    tags = f" ({plain(', '.join(line.tags))})" if line.tags else ""
    excerpt = f": {plain(line.excerpt)}" if line.excerpt else ""
    return f"- **{plain(line.when)}** {plain(line.text)}{excerpt}{tags}{notes.mark(line.evidence)}"


def _figures(asked: Sequence[Figure], notes: _Notes) -> Iterator[str]:
    if asked:
        yield from ("## The figures", "")
    for figure in asked:
        yield from (f"### {plain(figure.what)}", "", f"**{figure.verdict}.** {plain(figure.summary)}".rstrip(), "")
        # Every pair's reason would drown the figures: those are in the report, and in `detente explain`.
        reasons = figure.open if figure.summary else (*figure.open, *figure.reasons)
        yield from (f"- {plain(reason)}" for reason in reasons)
        yield ""
        yield "| figure | as of | scope and basis | source |"
        yield "|---|---|---|---|"
        for claim in figure.claims:
            meaning = f" ({claim.excerpt})" if claim.excerpt else ""
            cells = (claim.text + meaning, claim.when, ", ".join(claim.tags), claim.source)
            yield f"| {' | '.join(plain(cell) for cell in cells)}{notes.mark(claim.evidence)} |"
        yield ""


def _footnote(evidence: Evidence) -> str:
    sentence = "".join(piece.text for piece in evidence.pieces if piece.mark).strip("“” ")
    title = plain(evidence.title)
    if evidence.url:
        address = evidence.url.replace("<", "%3C").replace(">", "%3E")
        title = f"[{title or 'link'}](<{address}>)"
    reprints = f"; reprinted by {', '.join(evidence.reprints)}" if evidence.reprints else ""
    notes = "".join(f"; {note}" for note in evidence.notes)
    return f"“{plain(sentence)}” {plain(evidence.outlet)}, {title}, {plain(evidence.published + notes + reprints)}."


def plain(words: str) -> str:
    """Return words on one line in which nothing is Markdown or HTML."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return _SPECIAL.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
