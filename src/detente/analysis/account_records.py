"""The public record in the account: where talk and deeds part, the series in a line each, the orders signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from ..plain_words import count_of, describe_amount, describe_day, describe_month, one_line
from ..types import Indicator, PublicFindings, PublicRecord, RecordCheck
from .lines import Line

_ORDERS = 6  # orders told, the newest first
CHECK_NAMES = {
    "agrees": "the filings agree",
    "differs": "the filings differ",
    "cannot_tell": "the filings cannot tell",
    "nothing_loaded": "no filing is loaded",
}


def record_lines(public: PublicFindings) -> Iterator[Line]:
    """Yield the lines of the public record; none where nothing is loaded."""
    yield from (_line(f"{sentence}.") for sentence in public.divergences)
    yield from (_line(f"{series_sentence(series)}.") for series in public.indicators)
    orders = [record for record in public.records if record.kind == "order"]
    yield from (_line(f"{order_sentence(order)}.") for order in orders[-_ORDERS:])


def series_sentence(series: Indicator) -> str:
    """Return a series in one sentence: its sum or its first and last state, what it covers, what is unknown."""
    known = [month for month in series.months if month.value is not None]
    unknown = len(series.months) - len(known)
    if not known:
        return f"{series.name}: no month is known ({series.scope})"
    first, last = known[0], known[-1]
    if series.level:
        ends = [f"{describe_amount(m.value, series.unit)} in {describe_month(m.month)}" for m in (first, last)]
        said = " and ".join(dict.fromkeys(ends))
    else:
        total = sum((month.value for month in known if month.value is not None), Decimal(0))
        said = (
            f"{describe_amount(total, series.unit)} from {describe_month(first.month)} to {describe_month(last.month)}"
        )
    parts = [series.scope, *([f"{count_of(unknown, 'month')} unknown"] if unknown else []), *series.notes]
    return f"{series.name}: {said} ({'; '.join(parts)})"


def order_sentence(order: PublicRecord) -> str:
    """Return an order with both its days: signed, and published in the Federal Register."""
    published = f", published {describe_day(order.published.start)}" if order.published.start else ""
    return f"{one_line(order.title, 160)}: signed {describe_day(order.when.start)}{published}"


def question_checks(checks: Iterable[RecordCheck], claims: Collection[str]) -> list[str]:
    """Return what the filings say of a question's claims, each thing once."""
    told = {(check.verdict, check.because): check_sentence(check) for check in checks if check.claim in claims}
    return list(told.values())


def check_sentence(check: RecordCheck) -> str:
    """Return a check in words: the verdict, the sum, the window and the scope."""
    return f"{CHECK_NAMES[check.verdict]} ({check.scope}): {check.because}"


def _line(text: str) -> Line:
    return Line(text, "", (), "record")
