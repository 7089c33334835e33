"""`detente claim "how much did X give"`: the rows of the ledger that answer, and each as a person reads it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal

from .analysis.ledger import find_origins, support
from .analysis.phrasing import source_name
from .analysis.reasons import reasons_once
from .cards import printable
from .plain_words import (
    DISPUTE_NAMES,
    SPEAKER_NAMES,
    VERDICT_NAMES,
    describe_amount,
    describe_date,
    describe_day,
    describe_figure,
    join_words,
)
from .types import Attribution, Claim, Dispute, Document, Question, Story

_WORD = re.compile(r"\w+")
_ASKING = frozenset(
    re.findall(r"\w+", """
        a an and are as at by did do does for from given had has have how in is it many much of on or reported said
        say that the to was were what when which who with
    """)
)  # fmt: skip
_NEAR = "SELECT at, bm25(row) FROM row WHERE row MATCH ?"
_EVERY = 100  # nearness of a question that has all the words
_PAIRS = 8  # more pairs than these are left to `detente explain`


def find_questions(story: Story, asked: str, most: int = 3) -> list[Question]:
    """Return the rows of the ledger that words ask for, best first; rows with several claims before single ones.

    Nearness is BM25 over stemmed words (Robertson and Zaragoza 2009, as SQLite's FTS5 computes it) of the question, its
    claims' sentences and scopes. Words that every question has ("how much did") do not count.
    """
    words = dict.fromkeys(word.lower() for word in _WORD.findall(asked[:2_000]))
    wanted = [word for word in words if word not in _ASKING] or list(words)
    if not wanted:
        return []
    nearness = _nearness(wanted, story)
    best = sorted(nearness, key=lambda at: (-nearness[at], at))[:most]
    questions = [story.questions[at] for at in best]
    return sorted(questions, key=lambda q: q.verdict == "single")


def _nearness(wanted: Sequence[str], story: Story) -> Counter[int]:
    """Return how near each question is to some words, by its place in the ledger."""
    quoted = [f'"{word}"' for word in wanted]
    claims = {claim.id: claim for claim in story.claims}
    nearness: Counter[int] = Counter()
    # Two indexes, so that a row of many claims is not the farther for its length.
    with _index(_asked(story.questions)) as asked, _index(_said(story.questions, claims)) as said:
        for weight, index in ((4, asked), (1, said)):
            for at, score in index.execute(_NEAR, (" OR ".join(quoted),)):
                nearness[at] -= weight * score
        # A row that asks with all the words comes before those that only share some.
        nearness.update({at: _EVERY for at, _ in asked.execute(_NEAR, (" AND ".join(quoted),))})
    return nearness


def _index(texts: Iterable[tuple[int, str]]) -> closing[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE row USING fts5(at UNINDEXED, words, tokenize = 'porter unicode61')")
    db.executemany("INSERT INTO row VALUES (?, ?)", texts)
    return closing(db)


def answer(question: Question, story: Story) -> Iterator[str]:
    """Yield a row of the ledger line by line: the question, the verdict, what most support, every claim, and why."""
    order = {id_: at for at, id_ in enumerate(question.claims)}
    claims = [claim for claim in story.claims if claim.id in order]
    documents = {document.id: document for document in story.documents}
    origins = find_origins(story.copies)
    yield printable(f"{question.what}  [{question.id}]")
    yield f"  {VERDICT_NAMES[question.verdict]}."
    yield from _best(question, claims, documents)
    yield from _first(claims, documents, origins)
    said = {quote.id: quote for quote in story.quotes}
    disputes = {dispute.claim: dispute for dispute in question.disputes}
    for claim in sorted(claims, key=lambda c: order[c.id]):
        yield from _claim(claim, documents, said.get(claim.attribution), origins)
        if claim.id in disputes:
            words = " ".join(disputes[claim.id].passage.text.split())
            yield printable(f"    {say_dispute(disputes[claim.id])}: “{words}”")
    yield from (printable(f"  why: {reason}") for reason in reasons_once(question.differences))
    if len(question.differences) > _PAIRS:
        yield f"  every pair: detente explain {question.id}"


def say_dispute(dispute: Dispute) -> str:
    """Return who disputes a claim: "disputed: denied by Ana Brandt"."""
    return f"disputed: {DISPUTE_NAMES[dispute.kind]}{f' by {dispute.by}' if dispute.by else ''}"


def first_reports(
    claims: Sequence[Claim], documents: Mapping[str, Document], origins: Mapping[str, str]
) -> list[tuple[date, Claim]]:
    """Return the claims of the earliest published day, copies left out; none when no document is dated."""
    dated = [
        (published, claim)
        for claim in claims
        if claim.passage.document_id not in origins
        and (published := documents[claim.passage.document_id].published.start) is not None
    ]
    earliest = min((day for day, _ in dated), default=None)
    return [(day, claim) for day, claim in dated if day == earliest]


def speaker_of(said: Attribution | None) -> str:
    """Return who is quoted with a figure, by name or in the source's words; "" when the outlet says it itself."""
    if said is None:
        return ""
    return said.speaker.name if said.speaker else " ".join(said.source.text.split()) if said.source else ""


def _asked(questions: Sequence[Question]) -> Iterator[tuple[int, str]]:
    return ((at, question.what) for at, question in enumerate(questions))


def _said(questions: Sequence[Question], claims: Mapping[str, Claim]) -> Iterator[tuple[int, str]]:
    for at, question in enumerate(questions):
        about = [claims[id_] for id_ in question.claims if id_ in claims]
        yield at, " ".join(f"{c.subject.name} {c.what} {c.scope} {c.passage.text}" for c in about)


def _best(question: Question, claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[str]:
    """Say which interval most claims share, where there is more than one claim."""
    low, high, ids = support(question, claims)
    outlets = dict.fromkeys(source_name(c.passage, documents) for c in claims if c.id in ids)
    if len(ids) < 2 or (low is None and high is None):
        return
    unit = next(c.quantity.unit for c in claims if c.id in ids)
    yield printable(f"  Most support {_interval(low, high, unit)}: {len(ids)} of {len(claims)} claims "
                    f"({join_words(list(outlets))}).")  # fmt: skip


def _interval(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    ends = [describe_amount(end, unit) for end in (low, high)]
    if low == high:
        return ends[0]
    return f"{ends[0]} or more" if high is None else f"{ends[1]} or less" if low is None else f"{ends[0]} to {ends[1]}"


def _first(claims: Sequence[Claim], documents: Mapping[str, Document], origins: Mapping[str, str]) -> Iterator[str]:
    earliest = first_reports(claims, documents, origins) if len(claims) > 1 else []
    outlets = dict.fromkeys(source_name(claim.passage, documents) for _, claim in earliest)
    if outlets:
        yield printable(f"  First reported by {join_words(list(outlets))} on {describe_day(earliest[0][0])}.")


def _claim(
    claim: Claim, documents: Mapping[str, Document], said: Attribution | None, origins: Mapping[str, str]
) -> Iterator[str]:
    firmness = "" if claim.firmness.level == "asserted" else claim.firmness.level
    speaker = speaker_of(said)
    facts = (
        describe_figure(claim.quantity),
        claim.scope,
        _day(claim),
        f"{speaker} ({SPEAKER_NAMES[claim.basis]})" if speaker else SPEAKER_NAMES[claim.basis],
        firmness,
        "a copy" if claim.passage.document_id in origins else "",
    )
    outlet = source_name(claim.passage, documents)
    yield printable(f"  - {' · '.join(fact for fact in facts if fact)}  [{claim.id}]")
    yield printable(f"    “{' '.join(claim.passage.text.split())}” ({outlet})")


def _day(claim: Claim) -> str:
    if not claim.as_of.known:
        return ""
    known = describe_date(claim.as_of)
    return known if claim.as_of.basis == "reported" else f"as of {known}"
