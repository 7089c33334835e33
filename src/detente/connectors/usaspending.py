"""USAspending: awards by recipient, their actions, and obligations by month. Months are fiscal; awards are totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from ..errors import ResponseError
from ..types import UNKNOWN_DATE, Party, PublicRecord, Watch, Watched, When, make_id
from .contracts import CEILING_ONLY, DEFENCE, TERMINATION, action_key, ends_contract, is_defence, public_from
from .fields import Fields, read_json, whole_month
from .pages import MOST_TEXT, Page, Parsed, Request
from .settings import load_service

NAME = "usaspending"
_FIELDS = (
    "Award ID", "Recipient Name", "Recipient UEI", "Award Amount", "Total Outlays", "Description", "Awarding Agency",
    "Awarding Sub Agency", "Start Date", "End Date", "Last Modified Date", "Base Obligation Date",
)  # fmt: skip
# Contracts and indefinite-delivery vehicles may not be asked for in one call.
_GROUPS = (
    ("A", "B", "C", "D"),
    ("IDV_A", "IDV_B", "IDV_B_A", "IDV_B_B", "IDV_B_C", "IDV_C", "IDV_D", "IDV_E"),
)
_EARLIEST = date(2007, 10, 1)
_PER_PAGE, _WINDOW = 100, 50_000
_SHAPES = ("results", "generated_unique_award_id", "toptier_code", "file_name", "uei", "fiscal_year", "filters",
           "recipient_id", "funding_agency", "subagency_count")  # fmt: skip


def requests(watch: Watch) -> Iterator[Request]:
    """Yield, for every watched recipient and kind of award: its awards, and its obligations by month."""
    for recipient in watch.recipients:
        for codes in _GROUPS:
            filters = _filters(recipient, codes, watch)
            award = {"filters": filters, "fields": _FIELDS, "sort": "Award Amount", "order": "desc",
                     "limit": _PER_PAGE, "page": 1, "subawards": False}  # fmt: skip
            yield _post("search/spending_by_award/", award, recipient)
            yield _post("search/spending_over_time/", {"group": "month", "filters": filters}, recipient)


def _filters(recipient: Watched, codes: tuple[str, ...], watch: Watch) -> dict[str, object]:
    until = (watch.until or watch.since).isoformat()
    filters: dict[str, object] = {
        "award_type_codes": codes,
        "recipient_search_text": recipient.codes or recipient.names,
        "time_period": [{"start_date": max(watch.since, _EARLIEST).isoformat(), "end_date": until}],
    }
    if watch.agencies:
        filters["agencies"] = [{"type": "awarding", "tier": "toptier", "name": name} for name in watch.agencies]
    return filters


def _post(path: str, body: dict[str, object], recipient: Watched) -> Request:
    watched = next(iter((*recipient.names, *recipient.codes)), "")
    return Request(NAME, "POST", load_service(NAME).url + path, (), msgspec.json.encode(body).decode(), watched)


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is an answer of this service."""
    head = body[:200_000]
    marks = (b"generated_unique_award_id", b"generated_internal_id", b"spending_level", b"Contract_Obligations",
             b"federal_action_obligation", b"toptier_", b"page_metadata", b"recipient_level", b"cfda_", b"file_url",
             b"award_type_codes", b"generic_count", b"transaction_obligated_amount", b"recipient_search_text",
             b"subagency_count", b'"ancestors"')  # fmt: skip
    return body.lstrip()[:1] == b"{" and any(mark in head for mark in marks)


def parse(page: Page) -> Parsed:
    """Return the awards, actions or monthly totals of a page; a list of names or codes holds no dated record.

    Raises:
        ResponseError: it is no answer of this service, or lacks a column.
    """
    answer = Fields(read_json(page), NAME)
    if "detail" in answer and "results" not in answer:
        raise ResponseError(NAME, f"refused the question: {answer.text('detail')[:200]}", "mend [watch] in story.toml")
    if "generated_unique_award_id" in answer:
        return Parsed((_award_detail(answer, page),), 1)
    if not any(name in answer for name in _SHAPES):
        raise ResponseError(NAME, "is no answer that detente knows", "update detente, or load another file")
    rows = list(answer.rows("results")) if "results" in answer and not answer.is_object("results") else []
    reader = _reader(answer, rows)
    if reader is None:
        return Parsed((), len(rows), ("names, codes or totals without a date: nothing to keep as a record",))
    records = tuple(record for row in rows for record in (reader(row, page),))
    return Parsed(records, len(rows), _cautions(answer, rows))


def _reader(answer: Fields, rows: list[Fields]) -> Callable[[Fields, Page], PublicRecord] | None:
    """Return what reads a row of this answer; None where rows are no dated records."""
    first = rows[0] if rows else None
    if "group" in answer and (first is None or "time_period" in first):
        return _month
    if first is None:
        return None
    if "generated_internal_id" in first and "Award ID" in first:
        return _award
    if "federal_action_obligation" in first:
        return _action
    if "generated_unique_award_id" in first and "obligated_amount" in first:
        return _order
    return None


def _cautions(answer: Fields, rows: list[Fields]) -> tuple[str, ...]:
    limit = answer.maybe("limit")
    if limit.isdecimal() and len(rows) > int(limit):
        return (f"the answer says limit {limit} and has {len(rows)} rows: it was edited or has changed",)
    return ()


def _award(row: Fields, page: Page) -> PublicRecord:
    agency, signed = row.maybe("Awarding Agency"), row.maybe_day("Base Obligation Date")
    total = _total(page, row.text("generated_internal_id"), row.text("Award ID"), agency)
    return replace(
        total,
        receiver=Party(row.text("Recipient Name")),
        giver=Party(row.maybe("Awarding Sub Agency") or agency),
        when=signed if signed.known else row.maybe_day("Start Date"),
        published=total.published if total.published.known else row.maybe_day("Last Modified Date"),
        amount=row.money("Award Amount"),
        text=row.maybe("Description")[:MOST_TEXT],
        receiver_code=row.maybe("Recipient UEI"),
    )


def _order(row: Fields, page: Page) -> PublicRecord:
    """Read an order under a vehicle: its amount is a running total, too."""
    agency = row.maybe("awarding_agency")
    return replace(
        _total(page, row.text("generated_unique_award_id"), row.text("piid"), agency),
        giver=Party(agency),
        when=row.maybe_day("period_of_performance_start_date"),
        amount=row.money("obligated_amount"),
        text=row.maybe("description")[:MOST_TEXT],
    )


def _award_detail(answer: Fields, page: Page) -> PublicRecord:
    recipient = answer.maybe_child("recipient")
    agency = answer.maybe_child("awarding_agency").maybe_child("toptier_agency").maybe("name")
    name = answer.maybe("piid") or answer.maybe("fain") or answer.maybe("uri")
    total = _total(page, answer.text("generated_unique_award_id"), name, agency)
    ceiling, amount = answer.maybe_money("base_and_all_options") or None, answer.money("total_obligation")
    return replace(
        total,
        receiver=Party(recipient.maybe("recipient_name")),
        giver=Party(agency),
        when=answer.maybe_day("date_signed"),
        amount=amount,
        ceiling=ceiling,
        flags=(*total.flags, CEILING_ONLY) if ceiling and not amount else total.flags,
        text=answer.maybe("description")[:MOST_TEXT],
        receiver_code=recipient.maybe("recipient_uei"),
    )


def _total(page: Page, award: str, name: str, agency: str) -> PublicRecord:
    """Return the frame of an award: a running total as of the day of asking, never summed with its actions."""
    key = f"award/{award}"
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="award",
        key=key,
        title=f"Award {name}: obligated in all so far",
        giver=Party(""),
        receiver=Party(""),
        when=UNKNOWN_DATE,
        published=When(page.day, page.day, "day", "stated") if page.day else UNKNOWN_DATE,
        group=name,
        flags=(DEFENCE,) if is_defence(load_service(NAME), (agency,)) else (),
        url=f"https://www.usaspending.gov/award/{award}",
        source=page.sha256,
        fetched=page.day,
    )


def _action(row: Fields, page: Page) -> PublicRecord:
    """Read an action; its id spells CONT_TX_<agency>_<parent's agency>_<piid>_<modification>_<parent>_<number>."""
    parts = (row.text("id").split("_", 2)[-1]).rsplit("_", 5)
    agency, _, piid, modification, parent, number = parts if len(parts) == 6 else ("", "", row.text("id"), "", "", "")
    key = action_key(agency, piid, parent, modification, number)
    signed, reason = row.day("action_date"), row.maybe("action_type")
    defence = is_defence(load_service(NAME), (agency,))
    flags = ((DEFENCE,) if defence else ()) + ((TERMINATION,) if ends_contract(reason) else ())
    described = row.maybe("action_type_description").lower()
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="contract_action",
        key=key,
        title=f"{piid}, modification {modification or '0'}" + (f" ({described})" if described else ""),
        giver=Party(""),
        receiver=Party(page.request.watch),
        when=signed,
        published=public_from(load_service(NAME), signed, UNKNOWN_DATE, defence),
        amount=row.money("federal_action_obligation"),
        group=piid,
        flags=flags,
        giver_code=agency,
        text=row.maybe("description")[:MOST_TEXT],
        rank=-1,  # FPDS and SAM.gov name the parties of the same action
        source=page.sha256,
        fetched=page.day,
    )


def _month(row: Fields, page: Page) -> PublicRecord:
    period = row.child("time_period")
    if "month" not in period:
        raise ResponseError(NAME, "the column 'time_period.month' is missing: ask for group=month", "load another file")
    first = calendar_month(period.text("fiscal_year"), period.text("month"))
    amount, watched = row.money("aggregated_amount"), page.request.watch
    series = _series(page.request)
    key = f"month/{series}/{first:%Y-%m}"
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="monthly_total",
        key=key,
        title=f"Obligations to {watched or 'the recipient asked for'} in {first:%Y-%m}",
        giver=Party(""),
        receiver=Party(watched),
        when=whole_month(first),
        # A total is only known as of the day it was asked for: later actions may change it.
        published=When(page.day, page.day, "day", "stated") if page.day else UNKNOWN_DATE,
        amount=amount,
        group=series,
        flags=(DEFENCE,),
        source=page.sha256,
        fetched=page.day,
    )


def _series(asked: Request) -> str:
    """Return what names a question's series, whatever days it asks for: a later run tells the same months again."""
    if not asked.body:
        return make_id("series", asked.url)
    filters = msgspec.json.decode(asked.body, type=dict[str, Any]).get("filters", {})
    return make_id("series", sorted((k, str(v)) for k, v in filters.items() if k != "time_period"))


def calendar_month(fiscal_year: str, fiscal_month: str) -> date:
    """Return the first day of a fiscal month: month "1" of 2025 is October 2024.

    Raises:
        ResponseError: they are no year and month.
    """
    if not (fiscal_year.isdecimal() and fiscal_month.isdecimal() and 1 <= int(fiscal_month) <= 12):
        raise ResponseError(
            NAME, f"the column 'time_period' is no fiscal month: {fiscal_year}-{fiscal_month}", "update detente"
        )
    year, month = int(fiscal_year), int(fiscal_month)
    if not 1900 < year < 2200:
        raise ResponseError(NAME, f"the column 'fiscal_year' is no year: {year}", "update detente")
    return date(year - 1, month + 9, 1) if month <= 3 else date(year, month - 3, 1)


def next_page(page: Page) -> tuple[Request, ...]:
    """Return the next page of a search, by page number and, where those end, by the last record's place."""
    if page.request.method != "POST":
        return ()
    answer = Fields(read_json(page), NAME)
    metadata = answer.maybe_child("page_metadata")
    if not metadata.flag("hasNext") or not list(answer.rows("results")):
        return ()
    body = msgspec.json.decode(page.request.body, type=dict[str, object])
    page_number = metadata.maybe("page")
    number = int(page_number[:9]) + 1 if page_number.isdecimal() else _WINDOW
    if number * _PER_PAGE <= _WINDOW:
        body["page"] = number
    else:
        body |= {"last_record_unique_id": metadata.text("last_record_unique_id"),
                 "last_record_sort_value": metadata.text("last_record_sort_value")}  # fmt: skip
    asked = page.request
    return (Request(NAME, "POST", asked.url, (), msgspec.json.encode(body).decode(), asked.watch),)
