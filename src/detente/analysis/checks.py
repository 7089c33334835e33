"""Claims against filings: a press figure beside what was filed, with the window and the scope that were compared.

A filing confirms or contradicts only what it covers. Where a part of a register is loaded, a smaller sum says nothing
against a larger claim. Donors' addresses are in no record and so in no check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..connectors.openfec import NOTICE
from ..plain_words import count_of, describe_amount, describe_day, describe_figure
from ..types import Actor, CheckVerdict, Claim, Document, PublicRecord, RecordCheck
from .indicators import is_summed
from .public_records import WHOLE, register_size

_ABOUT = Decimal("0.1")  # "about" reaches a tenth to either side
_ROUNDED = Decimal("0.005")  # a figure of a press report is rounded to this share at least
_GIVEN = frozenset({"give", "pay", "go-to", "spend", "donate", "contribute"})
_AWARDED = frozenset({"contract", "award", "win", "receive"})
_CAMPAIGN = re.compile(
    r"\b((?:19|20)\d{2})\b[^.;]{0,40}\b(?:campaign|election|race|cycle)|\b(?:campaign|election|race|cycle)\b[^.;]{0,40}\b((?:19|20)\d{2})\b"
)
_MOST_EVIDENCE = 50


@dataclass(frozen=True, slots=True)
class _Window:
    """The days that a claim is compared over, and why those."""

    start: date | None
    end: date | None
    words: str


def check_claims(
    claims: Iterable[Claim], records: Sequence[PublicRecord], actors: Sequence[Actor], documents: Sequence[Document]
) -> tuple[RecordCheck, ...]:
    """Return a check of each claim of money given, spent or contracted, by an actor or its proxy, in their order."""
    filings = [r for r in records if r.kind in ("contribution", "expenditure", "disbursement") and is_summed(r)]
    actions = [r for r in records if r.kind == "contract_action"]
    published = {document.id: document.published.end for document in documents}
    names = {proxy.id: (proxy.name, *proxy.aliases) for actor in actors for proxy in actor.proxies}
    checked = []
    for claim in claims:
        day = published.get(claim.passage.document_id)
        if _is_money_of(claim, _GIVEN):
            checked.append(_check(claim, filings, names, day))
        elif actions and _is_money_of(claim, _AWARDED):
            checked.append(_check_contract(claim, actions, day))
    return tuple(checked)


def _is_money_of(claim: Claim, acts: frozenset[str]) -> bool:
    act = [*claim.question.split("|"), "", ""][1]
    money = claim.quantity.unit == "USD" and not claim.quantity.rate
    return money and act in acts and bool(claim.subject.id)


def _check_contract(claim: Claim, actions: Sequence[PublicRecord], published: date | None) -> RecordCheck:
    """Set a figure about contracts beside obligations and, apart from them, ceilings.

    That it is neither says nothing against it: the orders under a vehicle may not be loaded.
    """
    window = _window(claim, published)
    theirs = [a for a in actions if claim.subject.id in (a.receiver.id, a.receiver.via) and _within(a, window)]
    scope = f"contract actions with {claim.subject.name}, {window.words}"
    if not theirs:
        because = f"no contract action with {claim.subject.name} is loaded for those days"
        return RecordCheck(claim.id, "nothing_loaded", None, window.start, window.end, scope, because)
    total = sum((a.amount for a in theirs if a.amount is not None), Decimal(0))
    obligated = f"{describe_amount(total, 'USD')} obligated in {count_of(len(theirs), 'action')}"
    ceiling = next((a for a in theirs if a.ceiling is not None and _holds(claim, a.ceiling)), None)
    verdict: CheckVerdict = "agrees" if ceiling or _holds(claim, total) else "cannot_tell"
    because = f"{obligated}; orders under a vehicle may not be loaded"
    if ceiling:
        most = describe_amount(ceiling.ceiling, "USD")
        because = f"{most} is the ceiling of {ceiling.group}, which is no money; {obligated}"
    elif verdict == "agrees":
        because = f"{obligated}; the claim says {describe_figure(claim.quantity)}"
    ids = tuple(a.id for a in ([ceiling] if ceiling else theirs)[:_MOST_EVIDENCE])
    return RecordCheck(claim.id, verdict, total, window.start, window.end, scope, because, ids)


def _holds(claim: Claim, amount: Decimal) -> bool:
    """Whether an amount lies in what a claim says; an open end alone would hold for anything."""
    low, high = _bounds(claim)
    if low is None or high is None:
        near = low if high is None else high
        return near is not None and abs(amount - near) <= near * _ABOUT
    return low <= amount <= high


def _check(
    claim: Claim, filings: Sequence[PublicRecord], names: Mapping[str, tuple[str, ...]], published: date | None
) -> RecordCheck:
    window = _window(claim, published)
    given = [f for f in filings if f.giver.id == claim.subject.id and (f.kind != "disbursement")]
    to, given = _to_whom(claim, given, names)
    scope = f"{_kinds(given)} by {claim.subject.name}{to}, {window.words}"
    if not given:
        because = (
            f"nothing filed by {claim.subject.name}{to} is loaded: detente records load, or fetch --online openfec"
        )
        return RecordCheck(claim.id, "nothing_loaded", None, window.start, window.end, scope, because)
    inside = [f for f in given if _within(f, window)]
    total = sum((f.amount for f in inside if f.amount is not None), Decimal(0))
    verdict, because = _judge(claim, total, len(inside), _part(given))
    if any(NOTICE in f.flags for f in inside):
        because += "; notices that no report repeats yet are counted in"
    ids = tuple(f.id for f in inside[:_MOST_EVIDENCE])
    return RecordCheck(claim.id, verdict, total, window.start, window.end, scope, because, ids)


def _kinds(filings: Sequence[PublicRecord]) -> str:
    kinds = {filing.kind for filing in filings}
    return "independent expenditures" if kinds == {"expenditure"} else "contributions" if kinds else "filings"


def _to_whom(
    claim: Claim, given: list[PublicRecord], names: Mapping[str, tuple[str, ...]]
) -> tuple[str, list[PublicRecord]]:
    """Return the receiver that the claim names, in words, with the filings that go to it; all if it names none."""
    words = f"{claim.scope} {claim.what}".casefold()
    for receiver in {f.receiver: None for f in given if f.receiver.name}:
        if any(name.casefold() in words for name in (receiver.name, *names.get(receiver.id, ()))):
            return f" to {receiver.name}", [f for f in given if f.receiver == receiver]
    return "", given


def _window(claim: Claim, published: date | None) -> _Window:
    """Return a campaign's two-year cycle where the claim names one; else everything until it was published."""
    match = _CAMPAIGN.search(f"{claim.scope} {claim.passage.text}"[:2_000])
    if match:
        year = int(match[1] or match[2])
        year += year % 2
        return _Window(date(year - 1, 1, 1), date(year, 12, 31), f"in the cycle {year - 1}–{year}")
    end = claim.as_of.end or published
    return _Window(None, end, f"up to {describe_day(end)}" if end else "whenever filed")


def _within(filing: PublicRecord, window: _Window) -> bool:
    if filing.when.start is None or filing.when.end is None:
        return window.start is None and window.end is None
    return (window.start is None or filing.when.start >= window.start) and (
        window.end is None or filing.when.end <= window.end
    )


def _part(given: Sequence[PublicRecord]) -> str:
    """Return in words that only a part of the filings may be loaded; "" where all are."""
    if all(WHOLE in filing.flags for filing in given):
        return ""
    size = register_size(given)
    return f"only a part of {size:,} rows is loaded" if size else "it is not known whether all rows are loaded"


def _judge(claim: Claim, total: Decimal, rows: int, part: str) -> tuple[CheckVerdict, str]:
    """Return the verdict on a sum of filed rows: more rows can only make it larger."""
    low, high = _bounds(claim)
    added = f"{count_of(rows, 'filed row')} add up to {describe_amount(total, 'USD')}"
    said = describe_figure(claim.quantity)
    if high is not None and total > high:
        return "differs", f"{added}, more than {said}"
    if part and (low is None or total < low):
        return "cannot_tell", f"{added}; {part}"
    if low is not None and total < low:
        return "differs", f"{added}, less than {said}"
    return "agrees", f"{added}; the claim says {said}"


def _bounds(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    """Return the interval a figure means to a reader: "about" widely, an exact one as closely as it is rounded."""
    quantity = claim.quantity
    slack = _ABOUT if quantity.qualifier in ("about", "vague") else _ROUNDED
    low = None if quantity.low is None else quantity.low * (1 - slack)
    high = None if quantity.high is None else quantity.high * (1 + slack)
    return low, high
