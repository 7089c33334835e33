"""The ledger: claims gathered into questions, each pair's difference explained, and a verdict for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from ..coding.figures.acts import amount_kind
from ..types import Claim, Copy, Difference, Document, Question, Verdict, make_id
from .differences import Side, explain, ready, side_by_side
from .disputes import find_disputes
from .gathering import gather
from .questions import question_text

_ALL_PAIRS = 40  # claims of one question that are compared each with each
_NEIGHBOURS = 8  # beyond that, each with the next few in order of date


def build_ledger(
    claims: Sequence[Claim], documents: Sequence[Document], copies: Sequence[Copy]
) -> tuple[Question, ...]:
    """Return one question per thing that claims are about, those with the most sources first."""
    origins = find_origins(copies)
    order = {document.id: at for at, document in enumerate(documents)}
    by_id = {document.id: document for document in documents}
    rows = []
    for gathered in gather(claims):
        sides = sorted((ready(c, origins, by_id) for c in gathered), key=lambda s: _place(s, order))
        rows.append((_rank(sides), _question(sides, by_id)))
    return tuple(question for _, question in sorted(rows, key=lambda row: (row[0], row[1].what, row[1].id)))


def find_origins(copies: Iterable[Copy]) -> dict[str, str]:
    """Return the first document of each copy's chain."""
    of = {copy.document_id: copy.of for copy in copies}
    origins = {}
    for document in of:
        seen = {document}
        origin = of[document]
        while origin in of and origin not in seen:
            seen.add(origin)
            origin = of[origin]
        origins[document] = origin
    return origins


def judge(sides: Sequence[Side], differences: Sequence[Difference]) -> Verdict:
    """Return the verdict of a row: conflict only where independent, firm sources differ and nothing explains it."""
    by_id = {side.claim.id: side for side in sides}
    if any(d.reason == "unexplained" and _independent(by_id[d.a], by_id[d.b]) for d in differences):
        return "conflict"
    if len({side.origin for side in sides}) < 2 and not _rivals(sides):
        return "single"
    reasons = {difference.reason for difference in differences}
    if reasons & {"wider_scope", "different_quantity"}:
        return "different_scope"
    return "agree" if reasons <= {"agrees", "copied"} else "compatible"


def support(question: Question, claims: Sequence[Claim]) -> tuple[Decimal | None, Decimal | None, tuple[str, ...]]:
    """Return the interval that most of a question's claims share, and the ids of those that support it."""
    by_id = {claim.id: claim for claim in claims}
    sides = [ready(by_id[i], {}, {}) for i in question.claims if i in by_id and by_id[i].firmness.level != "denied"]
    best: list[Side] = []
    for at in {value for side in sides for value in (side.low, side.high) if value is not None}:
        holding = [s for s in sides if (s.low is None or s.low <= at) and (s.high is None or at <= s.high)]
        best = max(best, holding, key=lambda held: len({side.origin for side in held}))
    low = max((s.low for s in best if s.low is not None), default=None)
    high = min((s.high for s in best if s.high is not None), default=None)
    return low, high, tuple(side.claim.id for side in best)


def _place(side: Side, order: Mapping[str, int]) -> tuple[str, int, int]:
    passage = side.claim.quantity.passage
    return side.day.isoformat() if side.day else "9999", order.get(passage.document_id, len(order)), passage.start


def _rank(sides: Sequence[Side]) -> tuple[int, int, int]:
    """Return a row's rank: most sources first, then most claims, then money, shares, counts and lengths of time."""
    kinds = {"money": 0, "percent": 1, "count": 2, "time": 3}
    return -len({side.origin for side in sides}), -len(sides), kinds[amount_kind(sides[0].claim.quantity)]


def _question(sides: Sequence[Side], documents: Mapping[str, Document]) -> Question:
    differences = tuple(explain(a, b) for a, b in _pairs(sides))
    disputes = find_disputes([side.claim for side in sides], documents)
    ids = tuple(side.claim.id for side in sides)
    what = question_text([side.claim for side in sides])
    return Question(
        make_id("question", sides[0].claim.question, *ids), what, ids, judge(sides, differences), differences, disputes
    )


def _pairs(sides: Sequence[Side]) -> Iterable[tuple[Side, Side]]:
    """Yield every pair of a small question; of a large one, each claim with its neighbours in time."""
    if len(sides) <= _ALL_PAIRS:
        yield from combinations(sides, 2)
        return
    for at, side in enumerate(sides):
        for other in sides[at + 1 : at + 1 + _NEIGHBOURS]:
            yield side, other


def _independent(a: Side, b: Side) -> bool:
    """Return whether two claims are two sources' word, both said firmly: of documents that do not repeat each other, or
    of two sources that one document sets side by side."""
    if "hedged" in (a.claim.firmness.level, b.claim.firmness.level):
        return False
    if a.origin == b.origin:
        return side_by_side(a, b)
    return not a.publisher or a.publisher != b.publisher


def _rivals(sides: Sequence[Side]) -> bool:
    """Return whether a document sets the figures of two sources side by side."""
    return any(side_by_side(a, b) for a, b in combinations(sides[:_ALL_PAIRS], 2))
