"""Disputes: figures that somebody denies or that their own outlet takes back, with who does so and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..types import Claim, Dispute, Document, Passage

_AFTER = 320  # characters behind a figure within which it may be denied
_BEFORE = 160  # characters before a figure that may take it back
_WHO = r"(?:[Tt]he\s[a-z]+(?:\s[a-z]+)?|[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})"
_PRONOUNS = frozenset({"he", "she", "they", "it", "both"})
_DENIES = re.compile(
    rf"(?:[.!?;]\s+|,\s(?:but|though|although|which|something|a\s[a-z]+(?:\sthat)?)\s|\s(?:but|though|although)\s)"
    rf"(?P<who>{_WHO}|he|she|they)\s(?:(?:has|have|had|later|also|flatly|soon|since|quickly)\s){{0,2}}"
    r"(?:den(?:y|ies|ied)|disput(?:e[sd]?)|reject(?:s|ed)?|contest(?:s|ed)?|dismiss(?:es|ed)?|disavow(?:s|ed)?)"
    r"(?:\s(?:it|this|that|them)\b(?!\s(?!in\b|on\b|at\b|and\b|but\b|as\b|later\b|soon\b|a\b|the\b|plan|figure|number|report"
    r"|claim|sum|amount|story|account|pledge|estimate))|\s(?:the|that|this|those|any\ssuch)\s"
    r"(?:figure|number|report|claim|sum|amount|plan|stor(?:y|ies)|account|pledge|payment|gift|estimate|toll|count)s?\b"
    r"|(?=[.;!?]))"
)
_DENIED = re.compile(rf"(?P<who>{_WHO})\s(?:\w+\s)?(?:den(?:y|ies|ied)|disput(?:e[sd]?)|reject(?:s|ed)?)\b")
_TAKES_BACK = re.compile(
    r"(?i)\b(?:(?:earlier|previous|first)\sversion|previously\s(?:said|reported|stated|gave)|misstated|"
    r"wrongly\s(?:said|gave|reported|put|stated)|retract(?:s|ed)|withdr(?:ew|awn))\b[^.;:]*$"
)
_CORRECTS = re.compile(r"(?i)\bcorrect(?:ion|ed|s)\b[^.;]*\bnot\s(?:the\s)?$")
_OTHER_SUM = re.compile(r"[$€£¥]\s?\d|\b\d+(?:[.,]\d+)?\s(?:million|billion|trillion|people|percent)\b")


def find_disputes(claims: Iterable[Claim], documents: Mapping[str, Document]) -> tuple[Dispute, ...]:
    """Return the disputes of some claims, at most one each, in the claims' order."""
    return tuple(dispute for claim in claims for dispute in _of(claim, documents.get(claim.passage.document_id)))


def is_withdrawn(claim: Claim) -> bool:
    """Return whether the outlet takes a figure back: "an earlier version of this article said $4 million"."""
    start = claim.quantity.passage.start - claim.passage.start
    before = claim.passage.text[max(0, start - _BEFORE) : max(0, start)]
    return bool(_TAKES_BACK.search(before) or _CORRECTS.search(before))


def _of(claim: Claim, document: Document | None) -> Iterator[Dispute]:
    if is_withdrawn(claim):
        yield Dispute(claim.id, "withdrawn", document.publisher if document else "", claim.passage)
    elif claim.firmness.level == "denied":
        start = max(0, claim.quantity.passage.start - claim.passage.start)
        told = _DENIED.search(claim.passage.text[:start][-_BEFORE:])
        yield Dispute(claim.id, "denied", told["who"] if told else claim.subject.name, claim.passage)
    elif document is not None:
        yield from _denied_after(claim, document)


def _denied_after(claim: Claim, document: Document) -> Iterator[Dispute]:
    """Yield the denial in the rest of a figure's paragraph, before another sum is named."""
    start = claim.quantity.passage.end
    after = re.split(r"\n\s*\n", document.text[start : start + _AFTER], maxsplit=1)[0]
    found = _DENIES.search(after)
    if found is None or _OTHER_SUM.search(after[: found.start()]):
        return
    who = claim.subject.name if found["who"].lower() in _PRONOUNS else found["who"]
    passage = Passage(
        document.id, start + found.start("who"), start + found.end(), after[found.start("who") : found.end()]
    )
    yield Dispute(claim.id, "denied", who, passage)
