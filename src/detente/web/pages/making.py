"""How the story was made: what it does not know, and by what it was read."""

from __future__ import annotations

from collections.abc import Iterator

from ... import __version__
from ...rows import Row
from ...shelf import Reader
from ...types import Gap, Problem
from ..asking import Ask
from .page import Shown

_MOST = 200
_COUNTED = {
    "told_document": "documents", "event": "events", "event_mention": "reports of events", "quote": "attributions",
    "claim": "figures", "question": "questions", "phase": "phases", "turning_point": "turning points",
    "expectation": "things said to be coming", "reaction": "reactions", "characterisation": "characterisations",
}  # fmt: skip


def gaps(ask: Ask) -> Shown:
    """Return what could not be established, read or coded."""
    found = ask.reader.told("gaps", tuple[Gap, ...])
    problems = ask.reader.told("problems", tuple[Problem, ...])
    values = {"gaps": found[:_MOST], "problems": problems[:_MOST], "more": max(0, len(problems) - _MOST)}
    return Shown("What is not known", values, lambda: _gap_rows(found, problems))


def _gap_rows(found: tuple[Gap, ...], problems: tuple[Problem, ...]) -> Iterator[Row]:
    yield from ({"kind": "gap", "gap": g.kind, "message": g.message} for g in found)
    yield from ({"kind": "problem", "document": p.document, "step": p.step, "message": p.message} for p in problems)


def build(ask: Ask) -> Shown:
    """Return by what and from what the story was made."""
    counts = _counts(ask.reader)
    coders = _coders(ask.reader)
    values = {"counts": [(_COUNTED[t], n) for t, n in counts.items()],
              "build": ask.reader.build, "as_of": ask.reader.arc().as_of, "coders": coders}  # fmt: skip
    row: Row = {"kind": "build", "version": __version__, "build": ask.reader.build, **counts}
    return Shown("How it was made", values, lambda: [row])


def _counts(reader: Reader) -> dict[str, int]:
    return reader.kept.get("counts", lambda: {t: reader.count(f"SELECT count(*) FROM {t}") for t in _COUNTED})


def _coders(reader: Reader) -> list[tuple[str, int]]:
    """Return the fingerprints of what coded the documents, with how many each did."""
    query = "SELECT coder, count(*) FROM coding GROUP BY 1 ORDER BY 2 DESC"
    return reader.kept.get("coders", lambda: reader.rows(query))
