"""Public records, series and checks as flat rows, for export, tables and pages. A donor's address is in none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from .types import Indicator, Party, PublicFindings, PublicRecord, RecordCheck

Row = dict[str, Any]
_POINTS = frozenset({"count", "separation", "price", "monthly_total"})


def record_row(record: PublicRecord) -> Row:
    """Return a record as one row."""
    return {
        "kind": "record",
        "id": record.id,
        "service": record.service,
        "record_kind": record.kind,
        "title": record.title,
        "giver": _name(record.giver),
        "receiver": _name(record.receiver),
        "date": record.when.text() or None,
        "published": record.published.text() or None,
        "published_basis": record.published.basis,
        "amount": plain_number(record.amount),
        "ceiling": plain_number(record.ceiling),
        "unit": record.unit,
        "group": record.group or None,
        "flags": list(record.flags),
        "url": record.url or None,
        "source": record.source or None,
        "text": record.text or None,
    }


def indicator_rows(indicator: Indicator) -> Iterator[Row]:
    """Yield a series, one row a month."""
    for month in indicator.months:
        yield {
            "kind": "indicator",
            "id": indicator.id,
            "name": indicator.name,
            "party": _name(indicator.party) or None,
            "month": f"{month.month:%Y-%m}",
            "value": plain_number(month.value),
            "state": month.state,
            "unit": indicator.unit,
            "records": month.records,
            "scope": indicator.scope,
        }


def check_row(check: RecordCheck) -> Row:
    """Return a check of a claim as one row."""
    return {
        "kind": "record_check",
        "claim": check.claim,
        "verdict": check.verdict,
        "total": plain_number(check.total),
        "start": check.start.isoformat() if check.start else None,
        "end": check.end.isoformat() if check.end else None,
        "scope": check.scope,
        "because": check.because,
        "records": list(check.records),
    }


def _name(party: Party) -> str:
    return party.id or party.name


def plain_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def public_rows(public: PublicFindings) -> Iterator[Row]:
    """Yield everything that public records say in a story; points of a series stand in its own rows only."""
    yield from (record_row(record) for record in public.records if record.kind not in _POINTS)
    for indicator in public.indicators:
        yield from indicator_rows(indicator)
    yield from (check_row(check) for check in public.checks)
