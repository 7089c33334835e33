"""A story as flat rows, one dict per record with ``kind`` first: the export contract, and the store's tables.

Dates are ISO 8601 as short as their precision; offsets count characters of the document's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .public_rows import plain_number, public_rows
from .types import (
    Attention,
    Attribution,
    Change,
    Characterisation,
    Claim,
    Document,
    Event,
    EventDifference,
    EventMention,
    Expectation,
    Outcome,
    Pair,
    Party,
    Passage,
    Phase,
    Question,
    Reaction,
    Response,
    Story,
    Talk,
    TurningPoint,
    When,
)

Row = dict[str, Any]


def story_rows(story: Story) -> Iterator[Row]:
    """Yield every record of a story as a row, documents first."""
    return (row for row, _ in story_records(story))


def story_records(story: Story) -> Iterator[tuple[Row, object]]:
    """Yield the row of every record of a story with the record itself, documents first."""
    copies = {c.document_id: c.of for c in story.copies}
    outcomes = {o.expectation: o for o in story.outcomes}
    yield from ((_document(d, copies.get(d.id)), d) for d in story.documents)
    yield from ((_event(e), e) for e in story.events)
    yield from ((_quote(q), q) for q in story.quotes)
    yield from ((_claim(c), c) for c in story.claims)
    yield from ((_question(q), q) for q in story.questions)
    yield from ((_phase(p), p) for p in story.phases)
    yield from ((_turning_point(t), t) for t in story.turning_points)
    yield from ((_expectation(x, outcomes.get(x.id)), x) for x in story.expectations)
    responses = {r.reaction: r for r in story.responses}
    yield from ((_reaction(r, responses.get(r.id)), r) for r in story.reactions)
    yield from ((_characterisation(c), c) for c in story.characterisations)
    names = {actor.id: actor.name for actor in story.actors}
    yield from ((_pair(p, names), p) for p in story.pairs)
    yield from ((_talk(t), t) for t in story.talk)
    yield from ((_attention(a), a) for a in story.attention)
    yield from ((_change(c), c) for c in story.changes)
    yield from (
        ({"kind": "problem", "document": p.document, "step": p.step, "message": p.message}, p) for p in story.problems
    )
    yield from ((row, row) for row in public_rows(story.public))


def _place(passage: Passage) -> Row:
    return {"document": passage.document_id, "start": passage.start, "end": passage.end}


def _parties(parties: Iterable[Party]) -> list[Row]:
    """Actors by id, proxies by their own id with ``via``, others by the name as written."""
    return [
        {"id": p.id, "via": p.via, "name": p.name}
        if p.via
        else {"id": p.id, "name": p.name}
        if p.id
        else {"name": p.name}
        for p in parties
    ]


def _date_end(when: When) -> str | None:
    return when.end.isoformat() if when.end else None


def _document(document: Document, copy_of: str | None) -> Row:
    published = document.published
    return {
        "kind": "document",
        "id": document.id,
        "source_id": document.source_id or None,
        "path": document.path,
        "url": document.url or None,
        "publisher": document.publisher or None,
        "title": document.title or None,
        "published": published.text() or None,
        "published_end": _date_end(published),
        "published_precision": published.precision,
        "published_basis": published.basis,
        "published_reason": published.reason or None,
        "language": document.language,
        "copy_of": copy_of,
    }


def _event(event: Event) -> Row:
    return {
        "kind": "event",
        "id": event.id,
        "date": event.when.text() or None,
        "date_end": _date_end(event.when),
        "date_precision": event.when.precision,
        "date_basis": event.when.basis,
        "type": event.type,
        "mode": event.mode or None,
        "quad": event.quad,
        "intensity": event.intensity,
        "actor": _parties(event.actors),
        "recipient": _parties(event.recipients),
        "polarity": event.polarity,
        "modality": event.modality,
        "confidence": round(event.confidence, 3),
        "independent_sources": event.independent_sources,
        "differences": [_event_difference(d, event) for d in event.differences],
        "mentions": [_mention(m) for m in event.mentions],
    }


def _event_difference(difference: EventDifference, event: Event) -> Row:
    """What some of an event's reports say against others; each version with the documents that say so."""
    documents = {mention.id: mention.passage.document_id for mention in event.mentions}
    versions = [{"says": v.says, "documents": [documents[id_] for id_ in v.mentions]} for v in difference.versions]
    return {"about": difference.about, "versions": versions, "because": difference.because}


def _mention(mention: EventMention) -> Row:
    row = {
        **_place(mention.passage),
        "text": mention.passage.text,
        "hedged": mention.firmness.level == "hedged",
        "denied": mention.firmness.level == "denied",
        "hedges": list(mention.firmness.words),
        "rule": mention.rule,
        "confidence": round(mention.confidence, 3),
    }
    return {**row, "attribution": mention.attribution} if mention.attribution else row


def _quote(quote: Attribution) -> Row:
    speaker = quote.speaker
    first, last = min(p.start for p in quote.content), max(p.end for p in quote.content)
    return {
        "kind": "quote",
        "id": quote.id,
        "speaker": (speaker.id or speaker.name) if speaker else None,
        "speaker_text": quote.source.text if quote.source else None,
        "cue": quote.cue.text if quote.cue else None,
        "text": quote.text,
        "quote_type": quote.kind,
        "basis": quote.basis,
        "firmness": quote.firmness.level,
        "document": quote.content[0].document_id,
        "start": first,
        "end": last,
        "date": quote.when.text() or None,
        "rule": quote.rule,
    }


def _claim(claim: Claim) -> Row:
    quantity = claim.quantity
    return {
        "kind": "claim",
        "id": claim.id,
        "question": claim.question,
        "subject": claim.subject.id or claim.subject.name,
        "what": claim.what,
        "low": plain_number(quantity.low),
        "high": plain_number(quantity.high),
        "unit": quantity.unit or None,
        "rate": quantity.rate or None,
        "qualifier": quantity.qualifier,
        "scope": claim.scope or None,
        "as_of": claim.as_of.text() or None,
        "as_of_basis": claim.as_of.basis,
        "basis": claim.basis,
        "firmness": claim.firmness.level,
        "attribution": claim.attribution or None,
        **_place(quantity.passage),
        "text": quantity.passage.text,
        "sentence_start": claim.passage.start,
        "sentence_end": claim.passage.end,
        "sentence": claim.passage.text,
        "rule": claim.rule,
    }


def _question(question: Question) -> Row:
    differences = [{"a": d.a, "b": d.b, "reason": d.reason, "because": d.because} for d in question.differences]
    return {
        "kind": "question",
        "id": question.id,
        "what": question.what,
        "claims": list(question.claims),
        "verdict": question.verdict,
        "differences": differences,
    }


def _phase(phase: Phase) -> Row:
    return {
        "kind": "phase",
        "id": phase.id,
        "label": phase.label,
        "start": phase.start.isoformat(),
        "end": phase.end.isoformat() if phase.end else None,
        "polarity": phase.polarity,
        "sources": phase.sources,
        "evidence": list(phase.evidence),
    }


def _turning_point(turn: TurningPoint) -> Row:
    return {
        "kind": "turning_point",
        "id": turn.id,
        "date": turn.date.isoformat(),
        "earliest": turn.earliest.isoformat(),
        "latest": turn.latest.isoformat(),
        "causes": [{"text": c.text, **_place(c)} for c in turn.causes],
        "events": list(turn.events),
    }


def _expectation(expectation: Expectation, outcome: Outcome | None) -> Row:
    who = expectation.who
    return {
        "kind": "expectation",
        "id": expectation.id,
        "type": expectation.kind,
        "what": expectation.what,
        "who": (who.id or who.name) if who else None,
        "said": expectation.said.text() or None,
        "due": expectation.due.text() or None,
        "due_end": _date_end(expectation.due),
        "due_precision": expectation.due.precision,
        "status": outcome.status if outcome else "open",
        "closed_by": list(outcome.evidence) if outcome else [],
        "firmness": expectation.firmness.level,
        **_place(expectation.passage),
        "text": expectation.passage.text,
        "rule": expectation.rule,
    }


def _reaction(reaction: Reaction, response: Response | None) -> Row:
    return {
        "kind": "reaction",
        "id": reaction.id,
        "author": reaction.author or None,
        **_place(reaction.passage),
        "text": reaction.passage.text,
        "stance": reaction.stance,
        "toward": reaction.toward or None,
        "event": response.event if response else None,
        "event_basis": response.basis if response else None,
        "rule": reaction.rule,
    }


def _characterisation(item: Characterisation) -> Row:
    return {
        "kind": "characterisation",
        "id": item.id,
        "date": item.when.text() or None,
        "date_end": _date_end(item.when),
        "state": item.state,
        "polarity": item.polarity,
        "cause": item.cause.text if item.cause else None,
        **_place(item.passage),
        "text": item.passage.text,
        "firmness": item.firmness.level,
        "rule": item.rule,
    }


def _pair(pair: Pair, names: Mapping[str, str]) -> Row:
    """Two actors: an edge of the signed network, with the phase it is in now."""
    now = pair.phases[-1] if pair.phases else None
    return {
        "kind": "pair",
        "id": pair.id,
        "a": pair.a,
        "b": pair.b,
        "between": f"{names.get(pair.a, pair.a)} – {names.get(pair.b, pair.b)}",
        "events": pair.events,
        "sources": pair.sources,
        "good": pair.good,
        "bad": pair.bad,
        "balance": round(pair.good - pair.bad, 2),
        "label": now.label if now else None,
        "polarity": now.polarity if now else None,
        "since": now.start.isoformat() if now else None,
        "phases": [{k: v for k, v in _phase(p).items() if k not in {"kind", "evidence"}} for p in pair.phases],
        "turning_points": [t.date.isoformat() for t in pair.turning_points],
    }


def _talk(talk: Talk) -> Row:
    return {
        "kind": "talk",
        "id": talk.id,
        "month": talk.month.isoformat()[:7],
        "actor": talk.actor,
        "recipient": talk.recipient,
        "words": talk.words,
        "deeds": talk.deeds,
        "events": list(talk.events),
    }


def _attention(attention: Attention) -> Row:
    return {
        "kind": "attention",
        "id": attention.id,
        "month": attention.month.isoformat()[:7],
        "actor": attention.actor,
        "other": attention.other,
        "quotes": attention.quotes,
        "naming": len(attention.naming),
        "evidence": list(attention.naming),
    }


def _change(change: Change) -> Row:
    return {
        "kind": "change",
        "id": change.id,
        "change": change.change,
        "record": change.record,
        "record_id": change.record_id,
        "text": change.text,
        "before": change.before or None,
    }
