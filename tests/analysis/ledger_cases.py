"""The golden ledger cases: short texts of two or more documents, read with rules alone and told as questions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.analysis.ledger import build_ledger
from detente.coding.claims import find_claims
from detente.coding.dates import tag_dates
from detente.coding.quantities import find_quantities
from detente.types import (
    Actor,
    BlockKind,
    Claim,
    Copy,
    Document,
    Mention,
    Party,
    Passage,
    Proxy,
    Question,
    Reading,
    Sentence,
    When,
)  # fmt: skip

CASES = Path(__file__).parents[1] / "golden" / "ledger" / "cases.jsonl"
NEW_LINE = "\n"
PEOPLE = (
    Actor("a", "Ada Brandt", "person", ("Brandt",), proxies=(Proxy("pac", "Forward PAC", "body"),)),
    Actor("b", "Olof Keller", "person", ("Keller",)),
)
STATES = (Actor("a", "Ostia", "state"), Actor("b", "Veland", "state"))


@dataclass(frozen=True)
class Told:
    """The claims and questions of one case."""

    claims: tuple[Claim, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Marks:
    """What of a case came out right: its verdict, its pairs' reasons, and whether a conflict was made up."""

    verdict: bool
    reasons: tuple[bool, ...]
    false_conflict: bool


def load_cases() -> list[dict[str, Any]]:
    """Return the cases, in file order."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def read(document: Document) -> Reading:
    """Return a light reading: sentences by their full stops, mentions by exact names, dates and quantities by rules."""
    actors = STATES if re.search(r"Ostia|Veland", document.text) else PEOPLE
    sentences = tuple(
        Sentence(Passage(document.id, m.start(), m.end(), m[0]), index, 0, _block(document, m.start()))
        for index, m in enumerate(re.finditer(r"\S.*?(?:[.!?](?=\s+[A-Z$])|$)", document.text, re.MULTILINE))
    )
    return Reading(
        document=document,
        actors=actors,
        published=document.published,
        sentences=sentences,
        mentions=tuple(_mentions(document, actors)),
        timexes=tag_dates(sentences, document.published),
        attributions=(),
        quantities=tuple(q for s in sentences for q in find_quantities(s.passage)),
    )


def _block(document: Document, start: int) -> BlockKind:
    return "title" if start < len(document.title) else "body"


def tell(case: dict[str, Any]) -> Told:
    """Return the claims and questions of a case."""
    documents, copies = [], []
    for number, given in enumerate(case["documents"], 1):
        day = date.fromisoformat(given["date"])
        published = When(day, day, "day", "stated")
        text = f"{given.get('title', '')}{NEW_LINE if 'title' in given else ''}{given['text']}"
        documents.append(
            Document(
                f"d{number}", text, title=given.get("title", ""), publisher=given["publisher"], published=published
            )
        )
        if "copy_of" in given:
            copies.append(Copy(f"d{number}", f"d{given['copy_of']}", 1.0))
    claims = tuple(claim for document in documents for claim in find_claims(read(document)))
    return Told(claims, build_ledger(claims, documents, copies))


def mark(case: dict[str, Any], told: Told) -> Marks:
    """Return what came out right of a case."""
    pairs = case.get("pairs", [])
    reasons = tuple(_reason(told, pair) in pair["reason"] for pair in pairs)
    absent = tuple(not _figures(told, gone["figure"], f"d{gone['document']}") for gone in case.get("absent", []))
    verdict = _verdict(told, pairs) in case["verdict"]
    conflict = "conflict" not in case["verdict"] and any(q.verdict == "conflict" for q in told.questions)
    return Marks(verdict and all(absent), reasons + absent, conflict)


def _mentions(document: Document, actors: tuple[Actor, ...]) -> list[Mention]:
    """Return the places of the actors' names; a pronoun stands for the actor named last."""
    names = {n: Party(a.name, a.id) for a in actors for n in (a.name, *a.aliases)}
    names.update({p.name: Party(p.name, p.id, a.id) for a in actors for p in a.proxies})
    longest = "|".join(sorted(names, key=len, reverse=True))
    found: list[Mention] = []
    for m in re.finditer(rf"\b(?:{longest}|[Ss]he|[Hh]er)\b", document.text):
        party = names.get(m[0]) or (Party(actors[0].name, actors[0].id) if actors is PEOPLE else None)
        if party:
            kind = "name" if m[0] in names else "pronoun"
            passage = Passage(document.id, m.start(), m.end(), m[0])
            found.append(Mention(passage, (party,), kind, "test.name"))  # type: ignore[arg-type]
    return found


def _figures(told: Told, words: str, document: str = "") -> list[Claim]:
    """Return the claims whose amount is written so."""
    return [
        c for c in told.claims
        if words.lower() in c.quantity.passage.text.lower() and document in ("", c.passage.document_id)
    ]  # fmt: skip


def _differences(told: Told, pair: dict[str, Any]) -> list[str]:
    """Return the reasons given between the two figures of a pair."""
    a, b = ({c.id for c in _figures(told, pair[side])} for side in "ab")
    return [
        d.reason for q in told.questions for d in q.differences if (d.a in a and d.b in b) or (d.a in b and d.b in a)
    ]


def _reason(told: Told, pair: dict[str, Any]) -> str:
    """Return the reason between two figures: "apart" where they answer different questions, "" where one is missing."""
    found = _differences(told, pair)
    if found:
        return next((reason for reason in found if reason in pair["reason"]), found[0])
    return "apart" if _figures(told, pair["a"]) and _figures(told, pair["b"]) else ""


def _verdict(told: Told, pairs: list[dict[str, Any]]) -> str:
    """Return the verdict of the question that answers the case's pairs; "apart" where none holds two of them."""
    if not pairs:
        return "conflict" if any(q.verdict == "conflict" for q in told.questions) else "single"
    ids = {c.id for pair in pairs for side in "ab" for c in _figures(told, pair[side])}
    best = max(told.questions, key=lambda q: len(ids & set(q.claims)), default=None)
    return best.verdict if best and len(ids & set(best.claims)) > 1 else "apart"
