"""The account's figures: one line per question, what the sources give and why they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..coding.figures.acts import act_rule, amount_kind
from ..plain_words import VERDICT_NAMES, count_of, describe_figure
from ..types import Claim, Question, Story
from .account_records import question_checks
from .gathering import parts
from .ledger import find_origins
from .lines import Line
from .phrasing import source_name
from .reasons import reasons_once
from .telling import Telling

_FIGURES = 6
_SOURCES = 3  # outlets named beside one figure
_REASONS = 3
_SEVERAL, _SINGLE = 15, 6  # questions told: those that several reports answer, and those about money that one does


@dataclass(frozen=True, slots=True)
class _Row:
    """A question with its claims, and the documents behind them that repeat no other."""

    question: Question
    claims: tuple[Claim, ...]
    origins: frozenset[str]


def figure_lines(telling: Telling) -> Iterator[Line]:
    """Yield a line per question that two reports or more answer, or filings; then those of an actor's money in one.

    Conflicts come first, then what was done, then votes and shares, then what only the source's words describe. What
    is left is counted: the ledger holds it.
    """
    rows = list(_rows(telling.story, telling))
    several = sorted((row for row in rows if _is_comparison(row)), key=_place)[:_SEVERAL]
    rest = [row for row in rows if row not in several]
    filed = [row for row in rest if question_checks(telling.story.public.checks, row.question.claims)]
    single = [row for row in rest if row not in filed and len(row.origins) == 1 and _is_actors_money(row)][:_SINGLE]
    for row in several + filed + single:
        yield _line(telling, row)
    left = len(rest) - len(filed) - len(single)
    if left:
        text = f"{count_of(left, 'more question')} in the ledger, most of them with one report's figure"
        yield Line(text, "", (), "ledger")


def _rows(story: Story, telling: Telling) -> Iterator[_Row]:
    origins = find_origins(story.copies)
    for question in story.questions:
        claims = tuple(telling.claims[id_] for id_ in question.claims if id_ in telling.claims)
        if claims:
            documents = (claim.passage.document_id for claim in claims)
            yield _Row(question, claims, frozenset(origins.get(document, document) for document in documents))


def _is_comparison(row: _Row) -> bool:
    """Whether several reports answer it, or one sets the figures of two sources side by side."""
    return len(row.claims) > 1 and (len(row.origins) > 1 or row.question.verdict != "single")


def _is_actors_money(row: _Row) -> bool:
    """Whether it is about an actor's money, in words that say what the money was for or what became of it."""
    claim = row.claims[0]
    told = row.question.what.endswith("?") and (parts(claim)[1] or "“" in row.question.what)
    return amount_kind(claim.quantity) == "money" and bool(claim.subject.actor) and bool(told)


def _place(row: _Row) -> tuple[bool, int]:
    """Return a row's place: conflicts first, then acts, then votes, then bare words; others' figures last."""
    rule = act_rule(parts(row.claims[0])[1])
    kind = 2 if rule is None else 1 if "{" not in rule.ask else 0
    theirs = any(claim.subject.actor for claim in row.claims)
    return row.question.verdict != "conflict", kind + (0 if theirs else 3)


def _line(telling: Telling, row: _Row) -> Line:
    question, claims = row.question, row.claims
    figures = _figures(telling, claims)
    more = f" and {len(figures) - _FIGURES} more" if len(figures) > _FIGURES else ""
    asked = question.what if question.what.endswith("?") else f"{question.what}:"
    filed = question_checks(telling.story.public.checks, question.claims)
    record = f" — {'; '.join(filed)}" if filed else ""
    text = f"{asked} {', '.join(figures[:_FIGURES])}{more}{_verdict(telling, row)}{record}"
    return Line(text, "", tuple(claim.passage for claim in claims), "ledger")


def _figures(telling: Telling, claims: Sequence[Claim]) -> list[str]:
    """Return each figure with the outlets that give it: "$15 an hour (The Harbor Ledger, Meridian Wire)"."""
    given: dict[str, dict[str, None]] = {}
    for claim in claims:
        sources = given.setdefault(describe_figure(claim.quantity), {})
        sources[source_name(claim.passage, telling.documents)] = None
    return [f"{figure} ({_named(list(sources))})" for figure, sources in given.items()]


def _named(sources: Sequence[str]) -> str:
    more = len(sources) - _SOURCES
    return ", ".join(sources[:_SOURCES]) + (f" and {count_of(more, 'other')}" if more > 0 else "")


def _verdict(telling: Telling, row: _Row) -> str:
    """Return " — " with how the figures fit together and why; "" where one report gives them.

    Where one outlet alone gives them, or one of them in doubt, nothing says that sources agree or disagree.
    """
    question = row.question
    if question.verdict == "single":
        return ""
    unexplained = any(each.reason == "unexplained" for each in question.differences)
    words = "The figures differ" if unexplained and question.verdict != "conflict" else VERDICT_NAMES[question.verdict]
    if question.verdict == "agree":
        if len({source_name(claim.passage, telling.documents) for claim in row.claims}) < 2:
            return f" — in {count_of(len(row.origins), 'report')} of one outlet" if len(row.origins) > 1 else ""
        return f" — {words}"
    reasons = [because.rstrip(".").replace(". (", " (") for because in reasons_once(question.differences)]
    return f" — {words}: {'; '.join(reasons[:_REASONS])}" if reasons else f" — {words}"
