"""Make documents, event mentions and codings by hand, for tests of the telling half. Everyone is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.types import (
    UNKNOWN_DATE,
    Coding,
    Document,
    EventMention,
    EventType,
    Firmness,
    FirmnessLevel,
    Modality,
    Party,
    Passage,
    When,
    make_id,
)

A, B = Party("Aldora", "a"), Party("Berenia", "b")
INTENSITY: dict[EventType, float] = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5.0, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10.0, "RETREAT": 6.5,
    "REQUEST": 0.0, "ACCUSE": -3.0, "REJECT": -2.0, "THREATEN": -3.5, "PROTEST": -5.0, "SANCTION": -6.0,
    "MOBILIZE": -5.5, "COERCE": -7.0, "ASSAULT": -9.0,
}  # fmt: skip


def on(day: str, basis: str = "stated") -> When:
    """Return a date from ISO 8601 of any length."""
    if len(day) == 10:
        first = last = date.fromisoformat(day)
        return When(first, last, "day", basis)  # type: ignore[arg-type]
    if len(day) == 7:
        first = date.fromisoformat(f"{day}-01")
        last = date.fromordinal(first.replace(day=28).toordinal() + 4)
        return When(first, date.fromordinal(last.replace(day=1).toordinal() - 1), "month", basis)  # type: ignore[arg-type]
    return When(date(int(day), 1, 1), date(int(day), 12, 31), "year", basis)  # type: ignore[arg-type]


def document(name: str, published: str = "", publisher: str = "", text: str = "") -> Document:
    """Return a document; without a day it is undated."""
    return Document(name, text, publisher=publisher, title=name, published=on(published) if published else UNKNOWN_DATE)


def mention(
    text: str, type_: EventType, when: When, document_id: str = "d1", sides: str = "a>b", start: int = 0
) -> EventMention:
    """Return a mention; ``sides`` is "a>b", "b>a" or "a+b" (mutual)."""
    who = {"a": A, "b": B, "c": Party("Corvia", "c")}
    actors, recipients = (sides.split("+"), []) if "+" in sides else ([sides[0]], [sides[-1]])
    return EventMention(
        id=make_id("mention", document_id, start, text, type_),
        passage=Passage(document_id, start, start + len(text), text),
        type=type_,
        mode="",
        actors=tuple(who[x] for x in actors),
        recipients=tuple(who[x] for x in recipients),
        when=when,
        modality="asserted",
        firmness=Firmness(),
        attribution="",
        intensity=INTENSITY[type_],
        rule="by hand",
        confidence=0.8,
    )


def soften(made: EventMention, level: FirmnessLevel = "hedged", modality: Modality = "asserted") -> EventMention:
    """Return the mention said less firmly, or of something not (yet) so."""
    return replace(made, firmness=Firmness(level, ("reportedly",), 1.0), modality=modality)


def coding(*mentions: EventMention) -> Coding:
    """Return the coding of the document that the mentions are in."""
    return Coding(mentions[0].passage.document_id, "test", mentions[0].when, events=mentions)
