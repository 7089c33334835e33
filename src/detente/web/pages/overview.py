"""The overview: the state in a sentence, the arc, and what a reader should look at next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...analysis.arc import Arc, until
from ...analysis.key_events import key_events
from ...charts.strip import draw_strip
from ...evidence import Library
from ...plain_words import VERDICT_NAMES, describe_day, describe_span
from ...report.lines import TONES, Line
from ...report.page import describe_scope
from ...report.sections import event_line, turns
from ...rows import Row
from ...shelf import Reader
from ...told_tables import Extent
from ...types import Change, Event, Expectation, Gap, Phase, Question
from ..asking import Ask
from .forward import entries as forward_entries
from .page import Entry, Shown, drawn

_KEY = 3  # events told of each phase
_MOST = 5  # of what is open, differs or is not known


@dataclass(frozen=True, slots=True)
class Chapter:
    """A phase: its days, its key events, and the turn that opens it."""

    id: str
    label: str
    tone: str
    days: str
    sources: int
    address: str
    events: tuple[Entry, ...]
    turn: Entry | None
    number: int


def show(ask: Ask) -> Shown:
    """Return the overview."""
    reader = ask.reader
    arc = _arc(ask)
    chapters = _chapters(ask, arc)
    values = {
        "state": reader.told("state", str) if ask.until is None else "",
        "scope": _scope(reader),
        "strips": drawn(lambda width: draw_strip(arc, width, ask.addresses.charts()), ask,
                        f"strip {ask.addresses.to('/')}"),
        "chapters": chapters,
        "differences": _differences(ask),
        "open": _open(ask),
        "changes": _changes(ask),
        "gaps": reader.told("gaps", tuple[Gap, ...])[:_MOST],
        "latest": describe_day(arc.as_of),
    }  # fmt: skip
    return Shown(reader.title, values, lambda: _rows(reader))


def _arc(ask: Ask) -> Arc:
    arc = ask.reader.arc()
    return until(arc, ask.until) if ask.until else arc


def _scope(reader: Reader) -> str:
    extent: Extent = reader.told("extent", Extent)
    return describe_scope(extent.documents, extent.outlets, extent.reprints)


def _chapters(ask: Ask, arc: Arc) -> list[Chapter]:
    numbers = {turn.date: (at, turn) for at, turn in enumerate(arc.turning_points, 1)}
    told = turns_by_id(ask, arc)
    chapters = []
    for phase in arc.phases:
        number, turn = numbers.get(phase.start, (0, None))
        end = min(phase.end or date.max, ask.until or date.max)
        chapters.append(Chapter(
            id=phase.id, label=phase.label, tone=TONES[phase.polarity],
            days=describe_span(phase.start, phase.end) if phase.end else f"since {describe_day(phase.start)}",
            sources=phase.sources,
            address=ask.addresses.to("/timeline", first=phase.start, last=phase.end or ""),
            events=tuple(_key_events(ask, phase, end)), turn=told.get(turn.id) if turn else None, number=number,
        ))  # fmt: skip
    return chapters


def turns_by_id(ask: Ask, arc: Arc) -> dict[str, Entry]:
    """Return the turning points as entries, by id."""
    lines = ask.reader.kept.get("turn lines", lambda: _turn_lines(ask.reader))
    return {t.id: Entry(lines[t.id], ask.addresses.to(f"/turn/{t.id}"), t.id) for t in arc.turning_points}


def _turn_lines(reader: Reader) -> dict[str, Line]:
    """Return how each turning point is told, by id."""
    arc = reader.arc()
    story = reader.story(*arc.turning_points, phases=arc.phases, turning_points=arc.turning_points)
    told = turns(story, Library(story, texts=False))
    return {turn.id: line for turn, line in zip(arc.turning_points, told, strict=True)}


def _key_events(ask: Ask, phase: Phase, end: date) -> Iterator[Entry]:
    for record, line in ask.reader.kept.get(("key events", phase.id, end), lambda: _told(ask.reader, phase, end)):
        yield Entry(line, ask.addresses.to(f"/event/{record}"), record)


def _told(reader: Reader, phase: Phase, end: date) -> list[tuple[str, Line]]:
    """Return the key events of a phase, by id, and how they are told."""
    leading = reader.told("leading", dict[str, list[str]]).get(phase.id, [])
    found = [e for e in reader.named(Event, leading) if (e.when.start or date.max) <= end]
    chosen = key_events(found, phase, _KEY)
    library = Library(reader.story(*chosen), texts=False)
    return [(event.id, event_line(event, library)) for event in chosen]


def _differences(ask: Ask) -> list[tuple[Question, str, str]]:
    where = "WHERE answers > 1 AND verdict NOT IN ('single', 'agree', 'compatible') "
    order = f"ORDER BY verdict = 'conflict' DESC, unexplained > 0 DESC, answers DESC, id LIMIT {_MOST}"
    found = ask.reader.kept.get("differences", lambda: ask.reader.records(Question, where + order))
    return [(q, VERDICT_NAMES[q.verdict], ask.addresses.to(f"/claims/{q.id}")) for q in found]


def _changes(ask: Ask) -> list[tuple[str, str, str]]:
    """Return what is told otherwise than by the telling before: how, in which words, and where it leads."""
    found = ask.reader.records(Change, f"ORDER BY rowid LIMIT {_MOST}")
    leads = {"event": "/event/", "question": "/claims/", "expectation": "/forward/", "turning_point": "/turn/"}
    return [
        (f"{c.change} {c.record.replace('_', ' ')}".capitalize(), c.text or c.before,
         ask.addresses.to(leads[c.record] + c.record_id) if c.record in leads and c.text else "")
        for c in found
    ]  # fmt: skip


def _open(ask: Ask) -> list[Entry]:
    day = ask.until or ask.reader.arc().as_of
    since = day.isoformat() if day else ""
    found = ask.reader.records(
        Expectation,
        f"WHERE status = 'open' AND place >= ? AND place < '~' ORDER BY place LIMIT {_MOST}",
        since,
    )
    return forward_entries(ask, found)


def _rows(reader: Reader) -> Iterator[Row]:
    yield {
        "kind": "story",
        "title": reader.title,
        "as_of": reader.arc().as_of,
        "state": reader.told("state", str),
        "build": reader.build,
        "events": reader.count("SELECT count(*) FROM event"),
        "documents": reader.told("extent", Extent).documents,
        "phases": [
            {"label": p.label, "start": p.start, "end": p.end, "polarity": p.polarity} for p in reader.arc().phases
        ],
        "turning_points": [
            {"id": t.id, "date": t.date, "earliest": t.earliest, "latest": t.latest}
            for t in reader.arc().turning_points
        ],
    }
