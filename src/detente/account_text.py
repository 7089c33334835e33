"""The account as plain text for a terminal, or as rows for a program."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date

from .analysis.account import Line
from .cards import printable
from .rows import Row
from .types import Document, Story

_HEADINGS = {
    "ledger": "The figures",
    "due": "What is due",
    "record": "Talk and deeds: the public record",
    "finding": "Words and deeds",
    "gap": "What is not known",
    "pair": "The others",
    "change": "What changed since it was last told",
}
_DATED = {"event", "words", "due"}  # lines that open with their date though the words they quote repeat it


def account_text(lines: Sequence[Line], story: Story, width: int, since: date | None = None) -> str:
    """Return the account; ``since`` keeps what was reported on or after that day."""
    documents = {d.id: d for d in story.documents}
    out = [story.title, "=" * len(story.title)]
    heading = ""
    for line in (line for line in lines if _reported(line, documents, since)):
        if _HEADINGS.get(line.kind, heading) != heading:
            heading = _HEADINGS[line.kind]
            out += ["", heading]
        out += _line(line, width)
    return printable("\n".join(out)) + "\n"


def account_rows(lines: Sequence[Line], story: Story, since: date | None = None) -> list[Row]:
    """Return the account as rows: kind, date, text and evidence."""
    documents = {d.id: d for d in story.documents}
    return [
        {
            "kind": line.kind,
            "date": line.date_text,
            "text": line.text,
            "evidence": [
                {"document": p.document_id, "start": p.start, "end": p.end, "text": p.text} for p in line.evidence
            ],
        }
        for line in lines
        if _reported(line, documents, since)
    ]


def _line(line: Line, width: int) -> list[str]:
    if line.kind in {"state", "phase"}:
        return ["", *textwrap.wrap(line.text, width)]
    dated = line.date_text and (line.kind in _DATED or line.date_text not in line.text)
    words = f"{line.date_text}: {line.text}" if dated else line.text
    return textwrap.wrap(words, width, initial_indent="  • ", subsequent_indent="    ")


def _reported(line: Line, documents: dict[str, Document], since: date | None) -> bool:
    if since is None or line.kind in {"state", "phase"}:
        return True
    days = (documents[p.document_id].published.end for p in line.evidence if p.document_id in documents)
    return any(day is not None and day >= since for day in days)
