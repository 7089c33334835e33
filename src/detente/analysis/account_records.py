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
    """Return a series in one sentence, with what it covers and what is unknown."""
    return f"{series_headline(series)} ({'; '.join(series_notes(series))})"


def series_headline(series: Indicator) -> str:
    """Return a series' sum, or its first and last state."""
    known = [month for month in series.months if month.value is not None]
    if not known:
        return f"{series.name}: no month is known"
    first, last = known[0], known[-1]
    if series.level:
        ends = [f"{describe_amount(m.value, series.unit)} in {describe_month(m.month)}" for m in (first, last)]
        return f"{series.name}: {' and '.join(dict.fromkeys(ends))}"
    total = sum((month.value for month in known if month.value is not None), Decimal(0))
    months = " to ".join(dict.fromkeys(describe_month(month.month) for month in (first, last)))
    return f"{series.name}: {describe_amount(total, series.unit)}, {months}"


def series_notes(series: Indicator) -> list[str]:
    """Return what a series covers, how many of its months are unknown, and what to know of its sums."""
    unknown = sum(month.value is None for month in series.months)
    return [series.scope, *([f"{count_of(unknown, 'month')} unknown"] if unknown else []), *series.notes]


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
