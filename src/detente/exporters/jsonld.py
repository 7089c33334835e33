"""The ledger as schema.org JSON-LD: a Claim per sourced figure, and the rows that set them side by side.

A ClaimReview would be a verdict on truth with a person's rating, so none is written. What schema.org has no word for
(bound, scope, verdict, why two figures differ) stands under the ``detente`` prefix.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TextIO

import msgspec

from ..answers import first_reports, speaker_of
from ..types import Attribution, Claim, Document, Question, Story

Node = dict[str, Any]
_NUMBERS = {"low": "decimal", "high": "decimal", "start": "integer", "end": "integer"}
CONTEXT = {
    "@vocab": "https://schema.org/", "detente": "urn:detente:terms:", "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{f"detente:{name}": {"@type": f"xsd:{kind}"} for name, kind in _NUMBERS.items()},
}  # fmt: skip


def write(story: Story, file: TextIO) -> None:
    """Write one JSON-LD document with a @graph of articles, claims and questions."""
    documents = {document.id: document for document in story.documents}
    said = {quote.id: quote for quote in story.quotes}
    used = {claim.passage.document_id for claim in story.claims}
    graph = [_article(document) for document in story.documents if document.id in used]
    graph += [_claim(claim, documents[claim.passage.document_id], said) for claim in story.claims]
    claims = {claim.id: claim for claim in story.claims}
    copies = {copy.document_id: copy.of for copy in story.copies}
    for question in story.questions:
        answers = [claims[id_] for id_ in question.claims if id_ in claims]
        first = [_ref(claim.id) for _, claim in first_reports(answers, documents, copies)]
        graph.append(_question(question, first))
    file.write(
        msgspec.json.format(msgspec.json.encode({"@context": CONTEXT, "@graph": graph}), indent=1).decode() + "\n"
    )


def _article(document: Document) -> Node:
    publisher = {"@type": "Organization", "name": document.publisher} if document.publisher else None
    author = {"@type": "Person", "name": document.author} if document.author else None
    return _known({
        "@id": _urn(document.id), "@type": "NewsArticle", "headline": document.title, "url": document.url,
        "datePublished": document.published.text(), "publisher": publisher, "author": author,
        "inLanguage": document.language,
    })  # fmt: skip


def _claim(claim: Claim, document: Document, said: Mapping[str, Attribution]) -> Node:
    quantity, speaker = claim.quantity, speaker_of(said.get(claim.attribution))
    author = {"@type": "Thing", "name": speaker} if speaker else None
    outlet = {"@type": "Organization", "name": document.publisher} if document.publisher else None
    return _known({
        "@id": _urn(claim.id), "@type": "Claim", "text": claim.passage.text, "author": author or outlet,
        "datePublished": document.published.text(), "appearance": _ref(document.id), "about": claim.subject.name,
        "detente:figure": quantity.passage.text,
        "detente:low": _bound(quantity.low), "detente:high": _bound(quantity.high),
        "detente:unit": quantity.unit, "detente:per": quantity.rate, "detente:qualifier": quantity.qualifier,
        "detente:scope": claim.scope, "detente:asOf": claim.as_of.text(), "detente:basis": claim.basis,
        "detente:firmness": claim.firmness.level, "detente:start": quantity.passage.start,
        "detente:end": quantity.passage.end,
    })  # fmt: skip


def _question(question: Question, first: list[Node]) -> Node:
    differences = [
        _known({"detente:a": _ref(d.a), "detente:b": _ref(d.b), "detente:reason": d.reason, "description": d.because})
        for d in question.differences
    ]
    return _known({
        "@id": _urn(question.id), "@type": "detente:Question", "name": question.what,
        "detente:verdict": question.verdict,
        "detente:claim": [_ref(id_) for id_ in question.claims], "detente:firstReport": first,
        "detente:difference": differences,
    })  # fmt: skip


def _known(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _ref(id_: str) -> Node:
    return {"@id": _urn(id_)}


def _urn(id_: str) -> str:
    return f"urn:detente:{id_}"


def _bound(value: object) -> str | None:
    return None if value is None else f"{value:f}"
