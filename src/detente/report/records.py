"""Talk and deeds as the report and the page show it: where words and deeds part, each series, checks, orders, actions.

A ceiling stands in its own column and is never added up. Donors who are not watched have no name here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..analysis.account_records import CHECK_NAMES, series_headline, series_notes
from ..connectors.settings import load_service
from ..evidence import safe_url
from ..plain_words import describe_amount, describe_date, describe_day, describe_figure, describe_month, one_line
from ..types import Claim, Indicator, PublicFindings, PublicRecord, RecordCheck
from .lines import MOST

_TEXT = 6_000  # characters of an order's text shown
_UNDATED = date.max


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its sum, what to know of it, and (month, value, records) of each month with any, or unknown."""

    id: str
    name: str
    headline: str
    notes: tuple[str, ...]
    months: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A claim beside the filings: as written, the verdict in words, what was added up and over which window."""

    id: str
    written: str
    verdict: str
    scope: str
    because: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order: its days, where it is published, and its text as far as it is loaded."""

    id: str
    title: str
    signed: str
    published: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of a register. ``ceiling`` is what it may be worth at most, and no money."""

    id: str
    day: str
    title: str
    parties: str
    amount: str
    ceiling: str
    public: str
    url: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the public records say in a story, laid out."""

    sentences: tuple[str, ...]
    series: tuple[Series, ...]
    checks: tuple[Check, ...]
    orders: tuple[Order, ...]
    actions: tuple[Action, ...]
    left_out: int
    services: tuple[str, ...]


def deeds(public: PublicFindings, claims: Mapping[str, Claim]) -> Deeds | None:
    """Return what public records say, laid out; None where none is loaded. ``claims`` are those checked, by id."""
    if not public.records:
        return None
    orders = [record for record in public.records if record.kind == "order"]
    entries = [record for record in public.records if record.kind in _ENTRIES]
    newest = sorted(entries, key=lambda r: (r.when.start or _UNDATED, r.id), reverse=True)
    services = dict.fromkeys(record.service for record in public.records)
    return Deeds(
        sentences=public.divergences,
        series=tuple(_series(each) for each in public.indicators),
        checks=tuple(_check(each, claims[each.claim]) for each in public.checks if each.claim in claims),
        orders=tuple(_order(order) for order in orders[:MOST]),
        actions=tuple(_action(each) for each in newest[:MOST]),
        left_out=max(0, len(newest) - MOST),
        services=tuple(_source(service, public.records) for service in services),
    )


_ENTRIES = frozenset({"contract_action", "award", "contribution", "disbursement", "expenditure"})


def _series(series: Indicator) -> Series:
    months = tuple(
        (
            describe_month(month.month),
            "unknown" if month.value is None else describe_amount(month.value, series.unit),
            month.records,
        )
        for month in series.months
        if month.records or month.value is None or month.value
    )
    return Series(series.id, series.name, series_headline(series), tuple(series_notes(series)), months[-MOST:])


def _check(check: RecordCheck, claim: Claim) -> Check:
    written = f"{describe_figure(claim.quantity)}: “{one_line(claim.passage.text)}”"
    return Check(check.claim, written, CHECK_NAMES[check.verdict], check.scope, check.because)


def _order(order: PublicRecord) -> Order:
    text = order.text if len(order.text) <= _TEXT else order.text[:_TEXT].rsplit(" ", 1)[0] + " …"
    published = describe_day(order.published.start)
    return Order(order.id, order.title, describe_date(order.when), published, safe_url(order.url), text)


def _action(record: PublicRecord) -> Action:
    parties = " → ".join(filter(None, (record.giver.name, record.receiver.name)))
    public = describe_day(record.published.end)
    return Action(
        id=record.id,
        day=describe_date(record.when),
        title=record.title,
        parties=parties,
        amount=describe_amount(record.amount, record.unit) if record.amount is not None else "",
        ceiling=describe_amount(record.ceiling, record.unit) if record.ceiling is not None else "",
        public=f"about {public}" if public and record.published.basis == "inferred" else public,
        url=safe_url(record.url),
    )


def _source(service: str, records: Sequence[PublicRecord]) -> str:
    """Return who publishes a register, and when it was read."""
    fetched = max((r.fetched for r in records if r.service == service and r.fetched), default=None)
    read = f", read on {describe_day(fetched)}" if fetched else ", from files that say no day of reading"
    about = load_service(service)
    return f"{about.name} ({about.publisher}; {about.licence}){read}"
