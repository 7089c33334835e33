"""OpenFEC: contributions (schedule A), disbursements (B) and independent expenditures (E), each counted once.

Donors' addresses, employers and occupations are read past: nothing of them is kept in a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ..errors import ResponseError
from ..types import UNKNOWN_DATE, Party, PublicRecord, Watch, When, make_id
from .fields import Fields, read_csv, read_day, read_json
from .pages import Page, Parsed, Request
from .settings import load_service

NAME = "openfec"
MEMO, NOTICE, SUPERSEDED, REFUND = "memo", "notice", "superseded", "taken back"
_PER_PAGE = "100"
_ESTIMATED = 500_000  # a count above this is an estimate
_BULK_FIELDS = 21  # of a line of the bulk file of individual contributions
_IMAGE_DAY = re.compile(r"(20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{10}$")
_SCHEDULES = ("schedule_a", "schedule_b", "schedule_e")


@dataclass(frozen=True, slots=True)
class _Columns:
    """How a schedule names its columns."""

    kind: Literal["contribution", "disbursement", "expenditure"]
    letter: str
    amount: str
    day: str
    other: str
    other_code: str


_A = _Columns(
    "contribution",
    "a",
    "contribution_receipt_amount",
    "contribution_receipt_date",
    "contributor_name",
    "contributor_id",
)
_B = _Columns(
    "disbursement", "b", "disbursement_amount", "disbursement_date", "recipient_name", "recipient_committee_id"
)
_E = _Columns("expenditure", "e", "expenditure_amount", "expenditure_date", "payee_name", "")


def requests(watch: Watch) -> Iterator[Request]:
    """Yield, per two-year period: what watched contributors gave, and what watched committees took and spent."""
    periods = _periods(watch)
    for contributor in watch.contributors:
        for name in contributor.names:
            for period in periods:
                yield _ask("schedule_a", (("contributor_name", name), ("two_year_transaction_period", period)), name)
    for committee in watch.committees:
        for code in committee.codes:
            for period in periods:
                cycle = (("committee_id", code), ("two_year_transaction_period", period))
                yield _ask("schedule_b", cycle, code)
                yield _ask("schedule_e", (("committee_id", code), ("cycle", period), ("most_recent", "true")), code)


def _periods(watch: Watch) -> list[str]:
    last = (watch.until or watch.since).year
    return [str(year) for year in range(watch.since.year + watch.since.year % 2, last + last % 2 + 1, 2)]


def _ask(schedule: str, question: tuple[tuple[str, str], ...], watched: str) -> Request:
    columns = {"schedule_a": _A, "schedule_b": _B, "schedule_e": _E}[schedule]
    params = (*question, ("per_page", _PER_PAGE), ("sort", f"-{columns.day}"))
    return Request(NAME, "GET", f"{load_service(NAME).url}schedules/{schedule}/", params, watch=watched)


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is an answer of this service, its rows as CSV, or a bulk file of contributions."""
    head = body[:300_000]
    answer = b'"api_version"' in head or b'"last_indexes"' in head
    return answer or _is_csv(body) or _is_bulk(body)


def _is_csv(body: bytes) -> bool:
    header = body[:4000].split(b"\n", 1)[0]
    return not header.lstrip().startswith((b"{", b"[")) and {b"committee_id", b"transaction_id"} <= set(
        header.split(b",")
    )


def _is_bulk(body: bytes) -> bool:
    line = body[:2000].split(b"\n", 1)[0]
    return line.startswith(b"C0") and line.count(b"|") == _BULK_FIELDS - 1


def parse(page: Page) -> Parsed:
    """Return the rows of a schedule; other answers (names, committees, sums by size) hold no dated record.

    Raises:
        ResponseError: it is no answer of this service, or lacks a column.
    """
    if _is_bulk(page.body):
        return _parse_bulk(page)
    if _is_csv(page.body):
        header, *lines = read_csv(page)
        rows = (dict(zip(header, line, strict=False)) for line in lines)
        return _parsed([Fields(_api_names(row), NAME, f"line {n}") for n, row in enumerate(rows, 2)], page)
    answer = Fields(read_json(page), NAME)
    if "error" in answer:
        raise ResponseError(
            NAME, f"refused: {answer.child('error').maybe('code')}", "wait an hour, or use a key of your own"
        )
    return _within(_parsed(list(answer.rows("results")), page), answer.maybe_child("pagination"), page.request)


def _within(parsed: Parsed, pagination: Fields, asked: Request) -> Parsed:
    """Return what was read with how many rows its whole answer has; an estimated count says nothing."""
    whole = pagination.maybe_money("count") or 0
    exact = pagination.flag("is_count_exact") if "is_count_exact" in pagination else whole < _ESTIMATED
    if not whole or not exact:
        return parsed
    params = dict(asked.params)
    period = params.get("two_year_transaction_period") or params.get("cycle") or ""
    answer = " ".join(filter(None, (asked.url, asked.watch, period))) if asked.params else f"a list of {whole} rows"
    return replace(parsed, records=tuple(replace(r, answer=answer, of=int(whole)) for r in parsed.records))


def _parsed(rows: list[Fields], page: Page) -> Parsed:
    columns = _columns(rows[0]) if rows else None
    if columns is None:
        note = ("names, committees or sums without a date: nothing to keep as a record",) if rows else ()
        return Parsed((), len(rows), note)
    return Parsed(tuple(_record(row, columns, page) for row in rows), len(rows))


def _columns(row: Fields) -> _Columns | None:
    return next((c for c in (_E, _A, _B) if c.amount in row and c.day in row), None)


def _api_names(row: Mapping[str, str]) -> dict[str, object]:
    """Give the columns of a republished CSV the names of the API's."""
    renamed = {
        "amount": "expenditure_amount",
        "purpose": "expenditure_description",
        "support_oppose": "support_oppose_indicator",
    }
    return {renamed.get(key, key): value for key, value in row.items()}


def _record(row: Fields, columns: _Columns, page: Page) -> PublicRecord:
    committee = row.text("committee_id")
    cycle = _cycle(row, columns)
    # A committee's own number of a transaction is the same on its notice, its report and each amendment; the row's
    # number (sub_id) is not.
    transaction = row.maybe("transaction_id") if columns is _E else row.maybe("sub_id") or row.maybe("transaction_id")
    if not transaction:
        raise ResponseError(NAME, "a row has neither 'transaction_id' nor 'sub_id'", "update detente")
    key = f"fec/{columns.letter}/{committee}/{cycle}/{transaction}"
    amount, flags = row.money(columns.amount), _flags(row)
    other = Party(row.maybe(columns.other))
    own = Party(row.maybe("committee_name") or row.maybe_child("committee").maybe("name") or committee)
    receives = columns is _A
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind=columns.kind,
        key=key,
        title=_title(row, columns, own, other),
        giver=other if receives else own,
        receiver=own if receives else other,
        when=row.maybe_day(columns.day),
        published=_published(row),
        amount=amount,
        group=cycle,
        flags=(*flags, REFUND) if amount is not None and amount < 0 else flags,
        giver_code=row.maybe("contributor_id") if receives else committee,
        receiver_code=committee if receives else row.maybe(columns.other_code) if columns.other_code else "",
        url=row.maybe("pdf_url"),
        rank=0 if NOTICE in flags or SUPERSEDED in flags else 1,
        source=page.sha256,
        fetched=page.day,
    )


def _cycle(row: Fields, columns: _Columns) -> str:
    year = (
        row.maybe("two_year_transaction_period")
        or row.maybe("cycle")
        or row.maybe("report_year")
        or row.maybe(columns.day)[:4]
    )
    return str(int(year) + int(year) % 2) if year.isdecimal() else ""


def _flags(row: Fields) -> tuple[str, ...]:
    memo = row.flag("memoed_subtotal") or row.maybe("memo_code").upper() == "X"
    notice = row.flag("is_notice") or row.maybe("filing_form").upper().startswith("F24")
    # The server answers most_recent=true with rows whose own value is null: only a plain "no" is an older version.
    old = row.denies("most_recent")
    return tuple(flag for flag, said in ((MEMO, memo), (NOTICE, notice), (SUPERSEDED, old)) if said)


def _published(row: Fields) -> When:
    """Return when the filing came in; the day the Commission loaded it where the row does not say."""
    filed = row.maybe_day("filing_date")
    if filed.known:
        return filed
    image = _IMAGE_DAY.match(row.maybe("image_number"))
    if image:
        came = read_day("-".join(image.groups()), NAME, "image_number")
        return When(came.start, came.end, "day", "inferred", "the image number, which begins with the day of filing")
    for column in ("receipt_date", "load_date"):
        loaded = row.maybe_day(column)
        if loaded.start and loaded.end:
            return When(loaded.start, loaded.end, "day", "inferred", f"the row's {column}: it gives no filing date")
    return UNKNOWN_DATE


def _title(row: Fields, columns: _Columns, own: Party, other: Party) -> str:
    if columns is _A:
        return f"Contribution to {own.name}"  # who gave stands in its own field, and is shown where it is watched
    what = row.maybe("expenditure_description") or row.maybe("disbursement_description")
    paid = f"{own.name} paid {other.name or 'an unnamed payee'}" + (f" for {what.lower()}" if what else "")
    side = {"S": "support", "O": "oppose"}.get(
        row.maybe("support_oppose_indicator"), row.maybe("support_oppose_indicator")
    )
    candidate = row.maybe("candidate_name")
    return f"{paid}, to {side} {candidate}" if columns is _E and side and candidate else paid


def _parse_bulk(page: Page) -> Parsed:
    """Read the bulk file: 21 fields without a header, days as MMDDYYYY."""
    rows = [line.split("|") for line in page.body.decode("utf-8", "replace").splitlines() if line.strip()]
    records = []
    for number, row in enumerate(rows, 1):
        if len(row) != _BULK_FIELDS:
            raise ResponseError(
                NAME, f"line {number} of the bulk file has {len(row)} fields in place of 21", "load the whole file"
            )
        day = row[13]
        values = {
            "committee_id": row[0], "contributor_name": row[7], "contributor_id": row[15] or None, "sub_id": row[20],
            "contribution_receipt_date": f"{day[:2]}/{day[2:4]}/{day[4:]}" if len(day) == 8 else None,
            "contribution_receipt_amount": row[14], "memo_code": row[18], "transaction_id": row[16],
            "cycle": day[4:] if len(day) == 8 else None,
        }  # fmt: skip
        records.append(_record(Fields(values, NAME, f"line {number}"), _A, page))
    return Parsed(tuple(records), len(records))


def next_page(page: Page) -> tuple[Request, ...]:
    """Return the page after the last index: all of its values go back, or the server refuses (422).

    ``pages`` and ``count`` are estimates: only an empty page ends the list.
    """
    if page.request.method != "GET" or not any(name in page.request.url for name in _SCHEDULES):
        return ()
    answer = Fields(read_json(page), NAME)
    last = answer.maybe_child("pagination").maybe_child("last_indexes")
    if not list(answer.rows("results")) or not last.maybe("last_index"):
        return ()
    columns = (name for c in (_A, _B, _E) for name in (f"last_{c.day}", f"last_{c.amount}"))
    index = [(name, last.maybe(name)) for name in ("last_index", *columns) if last.maybe(name)]
    if last.flag("sort_null_only"):
        index.append(("sort_null_only", "true"))
    asked = tuple((k, v) for k, v in page.request.params if not k.startswith("last_") and k != "sort_null_only")
    return (Request(NAME, "GET", page.request.url, (*asked, *index), watch=page.request.watch),)
