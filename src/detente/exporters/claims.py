"""The ledger for spreadsheets: one row per sourced claim, with its question, verdict and why it differs from others."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import TextIO

from ..answers import first_reports, say_dispute, speaker_of
from ..cells import safe_cell
from ..types import Attribution, Claim, Document, Question, Story

COLUMNS = (
    "question_id", "question", "verdict", "claim_id", "subject", "figure", "low", "high", "unit", "rate", "qualifier",
    "scope", "as_of", "as_of_basis", "basis", "firmness", "attributed_to", "first_to_report", "disputed", "differences",
    "outlet", "title", "published", "url", "copy_of", "sentence", "document", "start", "end", "rule",
)  # fmt: skip


def write(story: Story, file: TextIO) -> None:
    """Write a header and one row per claim, question by question; a bound that is open is an empty cell."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    claims = {claim.id: claim for claim in story.claims}
    documents = {document.id: document for document in story.documents}
    said = {quote.id: quote for quote in story.quotes}
    copies = {copy.document_id: copy.of for copy in story.copies}
    for question in story.questions:
        answers = [claims[id_] for id_ in question.claims if id_ in claims]
        first = {claim.id for _, claim in first_reports(answers, documents, copies)}
        disputes = {dispute.claim: say_dispute(dispute) for dispute in question.disputes}
        for claim in answers:
            document = documents[claim.passage.document_id]
            cells = (
                *_claim_cells(question, claim, said.get(claim.attribution)),
                claim.id in first,
                disputes.get(claim.id, ""),
                "; ".join(f"{reason}: {other}" for other, reason in _differences(question, claim.id)),
                *_document_cells(document, copies),
                claim.passage.text, document.id, claim.quantity.passage.start, claim.quantity.passage.end, claim.rule,
            )  # fmt: skip
            writer.writerow([safe_cell(cell) for cell in cells])


def _claim_cells(question: Question, claim: Claim, said: Attribution | None) -> Iterator[object]:
    quantity = claim.quantity
    yield from (question.id, question.what, question.verdict, claim.id, claim.subject.name, quantity.passage.text)
    yield from ("" if bound is None else f"{bound:f}" for bound in (quantity.low, quantity.high))
    yield from (quantity.unit, quantity.rate, quantity.qualifier, claim.scope, claim.as_of.text(), claim.as_of.basis)
    yield from (claim.basis, claim.firmness.level, speaker_of(said))


def _differences(question: Question, claim: str) -> Iterator[tuple[str, str]]:
    """Yield (the other claim's id, the reason) of every pair the claim is in."""
    for difference in question.differences:
        if claim in (difference.a, difference.b):
            yield difference.b if difference.a == claim else difference.a, difference.reason


def _document_cells(document: Document, copies: Mapping[str, str]) -> Iterator[object]:
    yield from (document.publisher, document.title, document.published.text(), document.url)
    yield copies.get(document.id, "")
