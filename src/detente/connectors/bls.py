"""Monthly series of the Bureau of Labor Statistics, from FRED's CSV or BLS's own JSON: the federal workforce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ..errors import ResponseError
from ..types import Party, PublicRecord, Watch, make_id
from .fields import Fields, read_csv, read_json, read_number, whole_month
from .pages import Page, Parsed, Request
from .settings import load_service

NAME = "bls"
_TITLES = {"CES9091000001": "Federal government employees, including the Postal Service"}
_SERIES = re.compile(r"[A-Z][A-Z0-9]{4,24}")
_NEXT_MONTH = "a month's figure appears in the month after it; the file gives no day"
_DAY_COLUMNS = ("observation_date", "DATE")


def requests(watch: Watch) -> Iterator[Request]:
    """Yield one question per watched series."""
    for series in watch.series:
        if _SERIES.fullmatch(series):
            params = (("id", series), ("cosd", watch.since.isoformat()))
            yield Request(NAME, "GET", load_service(NAME).url, params, watch=series)


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is FRED's CSV of a series, BLS's JSON, or JSON that says it copies a series of FRED."""
    head = body[:4000]
    first = head.split(b"\n", 1)[0].strip()
    csv_head = first.startswith((b"observation_date,", b"DATE,")) and first.count(b",") == 1
    return csv_head or b"fred.stlouisfed.org/series/" in head or (b'"seriesID"' in head and b'"period"' in head)


def parse(page: Page) -> Parsed:
    """Return one record per month that has a value.

    Raises:
        ResponseError: it is no such series, or lacks a column.
    """
    if page.body.lstrip()[:1] == b"{":
        series, months = _read_json(Fields(read_json(page), NAME))
    else:
        series, months = _read_csv(page)
    records = tuple(_record(page, series, month, value) for month, value in months)
    return Parsed(records, len(records))


def _read_csv(page: Page) -> tuple[str, list[tuple[date, Decimal]]]:
    header, *rows = read_csv(page) or [[]]
    if len(header) != 2 or header[0] not in _DAY_COLUMNS:
        found, wanted = ", ".join(header)[:80], " or ".join(_DAY_COLUMNS)
        problem = f"the columns are {found!r} and not {wanted} and a series"
        raise ResponseError(NAME, problem, "update detente, or load the series' CSV from FRED")
    months = []
    for number, row in enumerate(rows, 2):
        if len(row) != 2:
            raise ResponseError(NAME, f"line {number} is cut off", "fetch it again")
        value = read_number(row[1], NAME, f"{header[1]}, line {number}")
        if value is not None:
            months.append((_month(row[0], number), value))
    return header[1], months


def _read_json(answer: Fields) -> tuple[str, list[tuple[date, Decimal]]]:
    if "Results" in answer:
        series = next(answer.child("Results").rows("series"), None)
        if series is None:
            raise ResponseError(NAME, "the column 'Results.series' is empty", "check the series' name")
        rows = [r for r in series.rows("data") if r.text("period") in {f"M{n:02d}" for n in range(1, 13)}]
        pairs = [(f"{r.text('year')}-{r.text('period')[1:]}", r.money("value")) for r in rows]
        return series.text("seriesID"), sorted((_month(d, n), v) for n, (d, v) in enumerate(pairs) if v is not None)
    name = answer.child("source").text("url").rstrip("/").rsplit("/", 1)[-1]
    points = [(row.text("date"), row.money("value")) for row in answer.rows("series")]
    return name, [(_month(d, n), v) for n, (d, v) in enumerate(points) if v is not None]


def _month(text: str, number: int) -> date:
    match = re.match(r"((?:19|20)\d{2})-(\d{2})(?:-\d{2})?$", text)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise ResponseError(NAME, f"row {number}: {text[:20]!r} is no month", "fetch it again")
    return date(int(match[1]), int(match[2]), 1)


def _record(page: Page, series: str, month: date, value: Decimal) -> PublicRecord:
    key = f"series/{series}/{month:%Y-%m}"
    following = whole_month((month + timedelta(days=31)).replace(day=1))
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="count",
        key=key,
        title=_TITLES.get(series, series),
        giver=Party(""),
        receiver=Party(""),
        when=whole_month(month),
        published=replace(following, basis="inferred", reason=_NEXT_MONTH),
        amount=value,
        unit=load_service(NAME).units.get(series, ""),
        group=series,
        url=f"https://fred.stlouisfed.org/series/{series}",
        source=page.sha256,
        fetched=page.day,
    )


def next_page(page: Page) -> tuple[Request, ...]:
    """Return nothing: a series is one page."""
    return ()
