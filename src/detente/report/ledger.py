"""The ledger as the report tells it: each question with its verdict, why its figures differ, and its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..analysis.reasons import reasons_once
from ..answers import say_dispute
from ..evidence import Found, Library
from ..plain_words import (
    REASON_COUNTS,
    SPEAKER_NAMES,
    VERDICT_NAMES,
    count_of,
    describe_date,
    describe_figure,
    describe_quantity,
    join_words,
)
from ..types import Claim, Question, Story
from .lines import MOST, Line


@dataclass(frozen=True, slots=True)
class Figure:
    """One question of the ledger. ``open`` holds what no reason explains, ``reasons`` one of each other kind."""

    question: Question
    what: str
    verdict: str
    summary: str
    open: tuple[str, ...]
    reasons: tuple[str, ...]
    claims: tuple[Line, ...]


def figures(story: Story, library: Library) -> tuple[list[Figure], list[Figure]]:
    """Return the ledger: questions that several claims answer, and those with one figure."""
    claims = {c.id: c for c in story.claims}
    several: list[Figure] = []
    single: list[Figure] = []
    for question in story.questions:
        answers = fold_reprints([claims[i] for i in question.claims if i in claims], library)
        if answers:
            target = several if len(answers) > 1 else single
            target.append(figure(question, answers, library))
    several.sort(key=lambda each: -len(each.claims))
    return several[:MOST], single[:MOST]


def fold_reprints(answers: Sequence[Claim], library: Library) -> list[list[Claim]]:
    """Return the claims, each with those of reprints that only repeat it."""
    own: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(answers, key=lambda c: (library.is_reprint(c.passage.document_id), c.id)):
        document = library.original(claim.passage.document_id)
        own.setdefault((document, claim.quantity.low, claim.quantity.high, claim.scope), []).append(claim)
    return list(own.values())


def figure(question: Question, answers: Sequence[Sequence[Claim]], library: Library) -> Figure:
    """Return one question with its claims, each with its reprints, by the day they are as of."""
    unexplained = dict.fromkeys(d.because for d in question.differences if d.reason == "unexplained")
    explained = reasons_once(d for d in question.differences if d.reason != "unexplained")
    ordered = sorted(answers, key=lambda same: (same[0].as_of.start or same[0].as_of.end or date.max, same[0].id))
    disputes = {dispute.claim: say_dispute(dispute) for dispute in question.disputes}
    return Figure(
        question=question,
        what=question.what,
        verdict=VERDICT_NAMES[question.verdict],
        summary=_summary(question),
        open=tuple(_sentence(words) for words in unexplained if words),
        reasons=tuple(_sentence(words) for words in explained if words),
        claims=tuple(claim_line(same, library, disputes.get(same[0].id, "")) for same in ordered),
    )


def _summary(question: Question) -> str:
    """Return how the figures compare: "Of 6 pairs, 4 fit together and 2 differ in date."."""
    reasons: list[str] = [d.reason for d in question.differences]
    if len(reasons) < 3:
        return ""
    counts = [f"{n} {words[n > 1]}" for reason, words in REASON_COUNTS.items() if (n := reasons.count(reason))]
    return f"Of {count_of(len(reasons), 'pair')} of figures, {join_words(counts)}."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def claim_line(same: Sequence[Claim], library: Library, disputed: str = "") -> Line:
    """Return a claim, with its reprints, as a line of the ledger: as written, scope, as of when, on whose word."""
    claim = same[0]
    found = [Found(c.passage, c.rule, c.firmness, c.attribution) for c in same]
    figure = describe_figure(claim.quantity)
    firmness = "" if claim.firmness.level == "asserted" else claim.firmness.level
    return Line(
        when=describe_date(claim.as_of),
        text=figure,
        excerpt=meaning(claim, figure),
        source=library.outlet(claim.passage),
        tags=tuple(filter(None, (claim.scope, SPEAKER_NAMES[claim.basis], firmness, disputed))),
        evidence=library.show(found, claim.id),
    )


def meaning(claim: Claim, figure: str) -> str:
    """Return the interval that a figure means where its words alone do not say: "a quarter of a billion dollars"."""
    quantity = claim.quantity
    spelt = len(quantity.unit) == 3 and not any(c.isdigit() for c in figure)
    open_or_wide = quantity.low != quantity.high and quantity.qualifier in ("vague", "exact")
    return describe_quantity(quantity) if spelt or open_or_wide else ""
