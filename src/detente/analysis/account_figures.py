"""The account's figures: one line per question, what the sources give and why they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..plain_words import VERDICT_NAMES, describe_figure
from ..types import Claim, Question
from .account_records import question_checks
from .lines import Line
from .phrasing import source_name
from .reasons import reasons_once
from .telling import Telling

_CLAIMS = 6
_REASONS = 3
_SINGLE = 6


def figure_lines(telling: Telling) -> Iterator[Line]:
    """Yield one line per question that two claims or more answer, then those about an actor's money that one does."""
    rows = [(q, [telling.claims[id_] for id_ in q.claims if id_ in telling.claims]) for q in telling.story.questions]
    several = [row for row in rows if len(row[1]) > 1]
    single = [row for row in rows if len(row[1]) == 1 and _is_actors_money(row[1][0]) and row[0].what.endswith("?")]
    for question, claims in several + single[:_SINGLE]:
        yield _line(telling, question, claims)


def _is_actors_money(claim: Claim) -> bool:
    unit = claim.quantity.unit
    return len(unit) == 3 and unit.isupper() and bool(claim.subject.actor)


def _line(telling: Telling, question: Question, claims: Sequence[Claim]) -> Line:
    figures = dict.fromkeys(
        f"{describe_figure(claim.quantity)} ({source_name(claim.passage, telling.documents)})" for claim in claims
    )
    shown = list(figures)[:_CLAIMS]
    more = f" and {len(figures) - _CLAIMS} more" if len(figures) > _CLAIMS else ""
    verdict = "" if question.verdict == "single" else f" — {VERDICT_NAMES[question.verdict]}"
    reasons = [because.rstrip(".").replace(". (", " (") for because in reasons_once(question.differences)]
    because = f": {'; '.join(reasons[:_REASONS])}" if reasons and verdict else ""
    asked = question.what if question.what.endswith("?") else f"{question.what}:"
    filed = question_checks(telling.story.public.checks, question.claims)
    record = f" — {'; '.join(filed)}" if filed else ""
    text = f"{asked} {', '.join(shown)}{more}{verdict}{because}{record}"
    return Line(text, "", tuple(claim.passage for claim in claims), "ledger")
