"""One event, or one turning point: what is known of it, and every sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable

from ...evidence import Evidence, Found, Library, describe_published
from ...plain_words import BASIS_NAMES, MODALITY_NAMES, QUAD_NAMES, TYPE_NAMES, describe_date, describe_day, one_line
from ...report.sections import event_line, turns
from ...shelf.events import neighbours
from ...types import Document, Event, TurningPoint
from ..asking import Ask, NothingThereError
from .page import Shown, rows_of

_EVENTS = 12  # events around a turn


def one(ask: Ask) -> Shown:
    """Return one event with its evidence."""
    event = ask.reader.record(Event, ask.record)
    if event is None or not event.mentions:
        raise NothingThereError(ask.record)
    story = ask.reader.story(event, texts=True)
    library = Library(story)
    line = event_line(event, library)
    before, after = neighbours(ask.reader, event)
    values = {
        "line": line,
        "facts": _facts(event),
        "evidence": line.evidence,
        "citations": cite(line.evidence, story.documents),
        "before": ask.addresses.to(f"/event/{before}") if before else "",
        "after": ask.addresses.to(f"/event/{after}") if after else "",
        "id": event.id,
        "turns_here": _opened(ask, event),
    }
    return Shown(line.text, values, lambda: rows_of(story, "event"))


def turn(ask: Ask) -> Shown:
    """Return one turning point with its stated causes and the events around it."""
    found = ask.reader.record(TurningPoint, ask.record)
    if found is None:
        raise NothingThereError(ask.record)
    events = ask.reader.named(Event, found.events[:_EVENTS])
    story = ask.reader.story(found, *events, texts=True, phases=ask.reader.arc().phases, turning_points=(found,))
    library = Library(story)
    line = turns(story, library)[0]
    causes = library.show([Found(cause) for cause in found.causes], found.id)
    light = Library(story, texts=False)
    values = {
        "line": line,
        "causes": causes,
        "citations": cite(causes, story.documents),
        "events": [(event_line(e, light), ask.addresses.to(f"/event/{e.id}")) for e in events if e.mentions],
        "id": found.id,
    }
    return Shown(f"{line.text}, {line.when}", values, lambda: rows_of(story, "turning_point"))


def _facts(event: Event) -> list[tuple[str, str]]:
    """Return what is known of an event, as pairs of words."""
    when = event.when
    how = BASIS_NAMES[when.basis] + (f": {when.reason}" if when.reason else "")
    code = f"{event.type}{f' · {event.mode}' if event.mode else ''} · intensity {event.intensity:+g}"
    return [
        ("When", describe_date(when)),
        ("How the date is known", how),
        ("What", f"{TYPE_NAMES[event.type]}, {QUAD_NAMES.get(event.quad, '')}".rstrip(", ")),
        ("PLOVER", code),
        ("Certainty", MODALITY_NAMES[event.modality] or "said to have happened"),
        ("Independent sources", str(event.independent_sources)),
        ("Coder’s confidence", f"{event.confidence:.2f}"),
    ]


def _opened(ask: Ask, event: Event) -> list[tuple[str, str]]:
    """Return the turning points that an event is part of."""
    return [
        (describe_day(found.date), ask.addresses.to(f"/turn/{found.id}"))
        for found in ask.reader.arc().turning_points
        if event.id in found.events
    ]


def cite(evidence: Iterable[Evidence], documents: Iterable[Document]) -> dict[str, str]:
    """Return how to cite each sentence: title, outlet, date, address, the words and where they stand."""
    known = {d.id: d for d in documents}
    cited = {}
    for item in evidence:
        document = known.get(item.document_id)
        if document is None:
            continue
        words = one_line("".join(p.text for p in item.pieces if p.mark), 400)
        parts = [f"“{words}”", document.title and f"“{document.title}”", item.outlet,
                 describe_published(document, short=True), item.url, f"character {item.start}"]  # fmt: skip
        cited[f"{item.document_id}#{item.start}"] = ", ".join(filter(None, parts)) + "."
    return cited
