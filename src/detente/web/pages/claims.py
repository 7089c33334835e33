"""The ledger: a row per question, its figures as intervals on one axis, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...charts.ledger import comparable_claims, ledger_chart
from ...evidence import Library
from ...plain_words import SPEAKER_NAMES, VERDICT_NAMES, describe_date, describe_figure, describe_quantity
from ...report.ledger import Figure, figure, fold_reprints
from ...shelf import Choosing, Reader
from ...types import Claim, Document, Question, Story
from ..asking import Ask, NothingThereError
from .page import Shown, drawn, pager, rows_of

_ON_A_PAGE = 4  # questions, each with its chart
_CLAIMS = 60  # claims of one question that are laid out
_VERDICTS = tuple(VERDICT_NAMES)


@dataclass(frozen=True, slots=True)
class Row:
    """One claim in the table: as written, as an interval, its scope, day, basis and outlet, and where it stands."""

    id: str
    written: str
    interval: str
    scope: str
    as_of: str
    basis: str
    firmness: str
    outlet: str
    address: str
    sentence: str
    reprints: int


def show(ask: Ask) -> Shown:
    """Return one page of the ledger."""
    verdict = ask.one_of("verdict", _VERDICTS)
    choice = Choosing("WHERE verdict = ?", (verdict,)) if verdict else Choosing()
    order = "answers DESC, unexplained DESC, id" if not verdict else "answers DESC, id"
    found = ask.reader.slice(Question, choice, order, ask.page, _ON_A_PAGE)
    counts = dict(ask.reader.facet("verdict"))
    figures = [_figure(ask, question) for question in found.items]
    values = {
        "figures": [(f, charts, ask.addresses.to(f"/claims/{f.question.id}")) for f, charts, _ in figures],
        "verdicts": [(v, VERDICT_NAMES[v], counts[v], ask.addresses.to("/claims", verdict=v), v == verdict)
                     for v in _VERDICTS if v in counts],
        "verdict": verdict, "total": sum(counts.values()), "all": ask.addresses.to("/claims"),
    }  # fmt: skip
    stories = [story for _, _, story in figures]
    return Shown("The figures", values, lambda: (r for s in stories for r in rows_of(s, "question", "claim")),
                 pager(ask, found))  # fmt: skip


def one(ask: Ask) -> Shown:
    """Return one question with every claim that answers it."""
    question = ask.reader.record(Question, ask.record)
    if question is None:
        raise NothingThereError(ask.record)
    found, charts, story = _figure(ask, question)
    documents = {d.id: d for d in story.documents}
    library = Library(story, texts=False)
    same = fold_reprints(story.claims, library)
    same.sort(key=lambda claims: (claims[0].as_of.start or claims[0].as_of.end or date.max, claims[0].id))
    values = {
        "figure": found,
        "charts": charts,
        "rows": [_row(ask, claims, documents, library) for claims in same],
        "left_out": max(0, len(question.claims) - _CLAIMS),
        "id": question.id,
    }
    return Shown(question.what, values, lambda: rows_of(story, "question", "claim"))


def _figure(ask: Ask, question: Question) -> tuple[Figure, list[str], Story]:
    story = _story(ask.reader, question, ask.until)
    library = Library(story, texts=False)
    found = figure(question, fold_reprints(story.claims, library), library)
    charts: list[str] = []
    if len(comparable_claims(story, question)) > 1:
        links, name = ask.addresses.charts(), f"{question.id} {ask.until} {ask.addresses.to('/')}"
        charts = list(drawn(lambda width: ledger_chart(story, question, width, links), ask, name))
    return found, charts, story


def _story(reader: Reader, question: Question, until: date | None) -> Story:
    claims: Sequence[Claim] = reader.named(Claim, question.claims[:_CLAIMS])
    if until:
        claims = [c for c in claims if (c.as_of.start or c.as_of.end or date.min) <= until]
    kept = {c.id for c in claims}
    shown = replace(question, claims=tuple(i for i in question.claims if i in kept))
    return reader.story(shown, *claims)


def _row(ask: Ask, same: Sequence[Claim], documents: dict[str, Document], library: Library) -> Row:
    claim = same[0]
    passage = claim.quantity.passage
    return Row(
        id=claim.id,
        written=describe_figure(claim.quantity),
        interval=describe_quantity(claim.quantity),
        scope=claim.scope,
        as_of=describe_date(claim.as_of),
        basis=SPEAKER_NAMES[claim.basis],
        firmness="" if claim.firmness.level == "asserted" else claim.firmness.level,
        outlet=library.outlet(claim.passage),
        address=ask.addresses.place(passage.document_id, passage.start),
        sentence=claim.passage.text,
        reprints=len(same) - 1,
    )
