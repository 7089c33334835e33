"""What was said to be coming, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from ...evidence import Found, Library
from ...report.sections import STATUS_NAMES, expectation_line
from ...shelf import Choosing
from ...types import Event, Expectation
from ..asking import Ask, NothingThereError
from .page import Entry, Shown, pager, rows_of

_STATUSES = tuple(STATUS_NAMES)


def show(ask: Ask) -> Shown:
    """Return one page of the expectations, of one status if asked for."""
    status = ask.one_of("status", _STATUSES)
    choice = Choosing("WHERE status = ?", (status,)) if status else Choosing()
    found = ask.reader.slice(Expectation, choice, page=ask.page)
    counts = dict(ask.reader.facet("status"))
    values = {
        "entries": entries(ask, found.items),
        "statuses": [(s, STATUS_NAMES[s], counts[s], ask.addresses.to("/forward", status=s), s == status)
                     for s in _STATUSES if s in counts],
        "status": status,
        "total": sum(counts.values()),
    }  # fmt: skip
    story = ask.reader.story(*found.items, outcomes=ask.reader.outcomes(found.items))
    return Shown("What is due", values, lambda: rows_of(story, "expectation"), pager(ask, found))


def one(ask: Ask) -> Shown:
    """Return one thing said to be coming, with the sentences about it and about what became of it."""
    found = ask.reader.record(Expectation, ask.record)
    if found is None:
        raise NothingThereError(ask.record)
    entry = entries(ask, [found], evidence=True)[0]
    story = ask.reader.story(found, outcomes=ask.reader.outcomes([found]))
    values = {"line": entry.line, "list": ask.addresses.to("/forward"), "of": "What is due", "id": found.id}
    return Shown(entry.line.text, values,
                 lambda: rows_of(story, "expectation"))  # fmt: skip


def entries(ask: Ask, found: Sequence[Expectation], evidence: bool = False) -> list[Entry]:
    """Return expectations as entries with what became of them; with ``evidence`` they hold their sentences."""
    outcomes = {o.expectation: o for o in ask.reader.outcomes(found)}
    closing = ask.reader.named(Event, (i for o in outcomes.values() for i in o.evidence)) if evidence else ()
    mentions = {event.id: event.mentions for event in closing}
    library = Library(ask.reader.story(*found, *closing, texts=evidence), texts=evidence)
    lines = []
    for expected in found:
        outcome = outcomes[expected.id]
        rests = [Found(expected.passage, expected.rule, expected.firmness)]
        rests += [Found.in_mention(m) for i in outcome.evidence for m in mentions.get(i, ())[:3]]
        line = expectation_line(expected, outcome.status, rests, library)
        lines.append(Entry(line, ask.addresses.to(f"/forward/{expected.id}"), expected.id))
    return lines
