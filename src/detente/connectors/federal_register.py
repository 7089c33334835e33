"""Federal Register: executive orders with their number, the day they were signed and the day they were published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

from ..errors import ResponseError
from ..types import UNKNOWN_DATE, Party, PublicRecord, Watch, When, make_id
from .fields import Fields, read_day, read_json
from .pages import MOST_TEXT, Page, Parsed, Request
from .settings import load_service

NAME = "federal_register"
_FIELDS = ("title", "type", "subtype", "abstract", "document_number", "html_url", "publication_date", "signing_date",
           "executive_order_number", "president", "citation", "agencies")  # fmt: skip
_ORIGIN = "https://www.federalregister.gov/api/"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_IN_TEXT = {
    "document_number": re.compile(r"Document Number:\*{0,2}\s*([\w-]{4,20})"),
    "executive_order_number": re.compile(r"Executive Order Number:\*{0,2}\s*(\d{1,6})"),
}
_TEXT_DATE = re.compile(rf"\*\*Date:\*\*\s*({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})")
_TEXT_URL = re.compile(r"https://www\.federalregister\.gov/documents/(\d{4})/(\d{2})/(\d{2})/[\w-]{4,20}/[\w-]{1,300}")


def requests(watch: Watch) -> Iterator[Request]:
    """Yield a search for each watched keyword and quarter; for all executive orders if none is watched."""
    for term in watch.orders:
        for start, end in _quarters(watch.since, watch.until or watch.since):
            params = [
                ("conditions[type][]", "PRESDOCU"), ("conditions[presidential_document_type][]", "executive_order"),
                ("conditions[signing_date][gte]", start.isoformat()),
                ("conditions[signing_date][lte]", end.isoformat()),
                ("conditions[term]", f'"{term}"'), ("per_page", "1000"), ("order", "oldest"),
            ]  # fmt: skip
            params += [("fields[]", name) for name in _FIELDS]
            yield Request(NAME, "GET", load_service(NAME).url, tuple(params), watch=term)


def _quarters(since: date, until: date) -> Iterator[tuple[date, date]]:
    start = since
    while start <= until:
        after = date(start.year + (start.month > 9), (start.month - 1) // 3 * 3 % 12 + 4 if start.month <= 9 else 1, 1)
        yield start, min(until, after - timedelta(days=1))
        start = after


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is an answer of this service, or an order's text with its Federal Register number."""
    head = body[:100_000]
    answer = b"federalregister.gov" in head and b'"document_number"' in head
    empty = b'"description"' in head and b'"count"' in head and b"Documents" in head
    return answer or empty or (b"Executive Order Number:" in head and b"Document Number:" in head)


def parse(page: Page) -> Parsed:
    """Return the presidential documents of a page; other documents are counted and left out.

    Raises:
        ResponseError: it is no answer of this service, or lacks a column.
    """
    if page.body.lstrip()[:1] == b"#" and b"Executive Order Number:" in page.body:
        return Parsed((_read_text(page),), 1)
    answer = Fields(read_json(page), NAME)
    if "errors" in answer:
        raise ResponseError(NAME, "refused the question (bad search)", "mend orders = […] under [watch] in story.toml")
    if "document_number" in answer:
        return Parsed((_record(answer, page),), 1)
    rows = list(answer.rows("results")) if "results" in answer else []
    if not rows and "count" not in answer:
        raise ResponseError(NAME, "the column 'count' is missing: the service may have changed", "update detente")
    records = tuple(_record(row, page) for row in rows if row.text("type").startswith("Presidential"))
    others = len(rows) - len(records)
    return Parsed(
        records, len(rows), (f"{others} documents are not the president's and were left out",) if others else ()
    )


def _record(row: Fields, page: Page) -> PublicRecord:
    days = (row.maybe_day("signing_date"), row.day("publication_date"))
    order = _order(page, row.text("document_number"), row.maybe("executive_order_number"), row.text("title"), days)
    president = row.maybe_child("president").maybe("name")
    return replace(order, giver=Party(president), url=row.maybe("html_url"), text=row.maybe("abstract")[:MOST_TEXT])


def _order(page: Page, number: str, order: str, title: str, days: tuple[When, When]) -> PublicRecord:
    signed, published = days
    key = f"order/{number}"
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="order",
        key=key,
        title=f"Executive Order {order}: {title}" if order else title,
        giver=Party(""),
        receiver=Party(""),
        when=signed if signed.known else published,
        published=published,
        group=order or number,
        source=page.sha256,
        fetched=page.day,
    )


def _read_text(page: Page) -> PublicRecord:
    """Read an order's text that names its document number, its order number, its date and its address."""
    text = page.body.decode("utf-8", "replace").replace("\r\n", "\n")
    found = {name: pattern.search(text) for name, pattern in _IN_TEXT.items()}
    number, order = found["document_number"], found["executive_order_number"]
    if number is None:
        raise ResponseError(
            NAME, "the line 'Document Number:' is missing from the order's text", "load the JSON instead"
        )
    url, signed = _TEXT_URL.search(text), _TEXT_DATE.search(text)
    heading = re.match(r"#? ?(?:Executive Order \d+: )?([^\n]{1,300})", text)
    day = f"{signed[3]}-{_MONTHS.index(signed[1]) + 1:02d}-{int(signed[2]):02d}" if signed else ""
    published = read_day("-".join(url.groups()), NAME, "address") if url else UNKNOWN_DATE
    title = heading[1] if heading else number[1]
    record = _order(page, number[1], order[1] if order else "", title, (read_day(day, NAME, "Date"), published))
    # The whole text ranks above a search's row, which has an abstract at most.
    whole = text.split("\n---\n", 1)[-1].strip()[:MOST_TEXT]
    return replace(record, url=url[0] if url else "", text=whole, rank=1)


def next_page(page: Page) -> tuple[Request, ...]:
    """Return the page that next_page_url names, if it is the service's own."""
    if page.request.method != "GET" or page.body.lstrip()[:1] != b"{":
        return ()
    answer = Fields(read_json(page), NAME)
    url = answer.maybe("next_page_url")
    if not url.startswith(_ORIGIN) or "results" not in answer:
        return ()
    parts = urlsplit(url)
    return (Request(NAME, "GET", load_service(NAME).url, tuple(parse_qsl(parts.query)), watch=page.request.watch),)
