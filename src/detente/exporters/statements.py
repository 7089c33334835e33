"""The ledger as FollowTheMoney statements (CSV, as `ftm aggregate-statements -f csv` reads it): one value per source.

A row of the ledger is one entity on which outlets make rival statements: the outlet is the ``dataset``, the figure as
printed the ``original_value``, the document and its characters the ``origin``. What was given, paid or lent is a
Payment by the row's subject; every other figure is a Note about it. A range is two amounts. FollowTheMoney cannot say
that something was denied, so denied figures are left out, as are copies, which are no source of their own.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from ..analysis.gathering import parts
from ..coding.figures.acts import amount_kind
from ..plain_words import describe_figure
from ..types import Actor, Claim, Document, Proxy, Question, Story, make_id

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_SCHEMA = {"person": "Person", "organisation": "Organization", "state": "PublicBody", "company": "Company",
           "office": "PublicBody", "body": "Organization", "ally": "Person"}  # fmt: skip
_PAYS = frozenset({"give", "pay", "lend"})
_TYPES = {"name": "name", "payer": "entity", "amount": "number", "currency": "string", "purpose": "text",
          "date": "date", "description": "text", "summary": "text", "entity": "entity",
          "sourceUrl": "url", "publisher": "string", "id": "checksum"}  # fmt: skip
_Value = tuple[str, str, str]  # property, value, the value as its source printed it
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Entity:
    """What statements are about: its FollowTheMoney id and schema."""

    id: str
    schema: str


@dataclass(frozen=True, slots=True)
class _Source:
    """Who states it, where, and since when."""

    dataset: str
    origin: str
    seen: str


def write(story: Story, file: TextIO) -> None:
    """Write the statements on actors, what stands for them, and every figure with a source."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _statements(story):
        writer.writerow(row)


def _statements(story: Story) -> Iterator[tuple[str, ...]]:
    parties: dict[str, Actor | Proxy] = {actor.id: actor for actor in story.actors}
    parties |= {proxy.id: proxy for actor in story.actors for proxy in actor.proxies}
    entities = {id_: _entity(id_, thing) for id_, thing in parties.items() if thing.kind in _SCHEMA}
    for id_, entity in entities.items():
        yield from _about(entity, _Source("detente", "story.toml", ""), [("name", parties[id_].name, "")])
    claims = {claim.id: claim for claim in story.claims}
    documents = {document.id: document for document in story.documents}
    copies = {copy.document_id for copy in story.copies}
    for question in story.questions:
        answers = [claims[id_] for id_ in question.claims if id_ in claims]
        entity = _Entity(question.id, "Payment" if any(_is_payment(claim) for claim in answers) else "Note")
        for claim in answers:
            document = documents[claim.passage.document_id]
            if claim.firmness.level != "denied" and document.id not in copies:
                subject = entities.get(claim.subject.id)
                values = _payment(claim, subject) if entity.schema == "Payment" else _note(question, claim, subject)
                yield from _about(entity, _source(claim, document), [*values, *_places(document)])


def _is_payment(claim: Claim) -> bool:
    return amount_kind(claim.quantity) == "money" and parts(claim)[1] in _PAYS


def _payment(claim: Claim, subject: _Entity | None) -> Iterator[_Value]:
    quantity = claim.quantity
    if subject is not None:
        yield "payer", subject.id, ""
    for amount in dict.fromkeys(f"{bound:f}" for bound in (quantity.low, quantity.high) if bound is not None):
        yield "amount", amount, describe_figure(quantity)
    yield "currency", quantity.unit, ""
    yield "purpose", claim.scope, ""
    yield "date", claim.as_of.text(), ""


def _note(question: Question, claim: Claim, subject: _Entity | None) -> Iterator[_Value]:
    yield "name", question.what, ""
    yield "description", describe_figure(claim.quantity), claim.passage.text
    yield "summary", claim.scope, ""
    if subject is not None:
        yield "entity", subject.id, ""


def _places(document: Document) -> Iterator[_Value]:
    yield "sourceUrl", document.url, ""
    yield "publisher", document.publisher, ""


def _source(claim: Claim, document: Document) -> _Source:
    place = f"{document.id}:{claim.quantity.passage.start}-{claim.quantity.passage.end}"
    return _Source(_slug(document.publisher) or document.id, place, document.published.text())


def _about(entity: _Entity, source: _Source, values: Iterable[_Value]) -> Iterator[tuple[str, ...]]:
    """Yield a row per value that is not empty, and the row that says the entity exists."""
    known = [(prop, value, original) for prop, value, original in values if value]
    for prop, value, original in [*known, ("id", _checksum(entity, known), "")]:
        key = make_id("statement", source.dataset, source.origin, entity.id, prop, value)
        yield (
            entity.id, entity.id, prop, _TYPES[prop], entity.schema, value, source.dataset, source.origin, "", original,
            "f", source.seen, source.seen, key,
        )  # fmt: skip


def _entity(id_: str, thing: Actor | Proxy) -> _Entity:
    return _Entity(make_id("party", id_, thing.name), _SCHEMA[thing.kind])


def _checksum(entity: _Entity, values: list[_Value]) -> str:
    return hashlib.sha1(repr((entity, values)).encode(), usedforsecurity=False).hexdigest()


def _slug(name: str) -> str:
    return _SLUG.sub("-", name.casefold()).strip("-")
