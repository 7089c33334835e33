"""Prices from a CSV that a person brings: a date column and a closing price. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from ..errors import ResponseError
from ..types import Party, PublicRecord, Watch, When, make_id
from .fields import read_csv, read_day, read_number
from .pages import Page, Parsed, Request

NAME = "prices"
_PRICES = ("close", "adj close", "adj_close", "price")


def requests(watch: Watch) -> Iterator[Request]:
    """Yield nothing: prices are only imported."""
    yield from ()


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is a CSV with a date and a closing price."""
    line = body[:2000].decode("utf-8-sig", "replace").split("\n", 1)[0]
    header = {cell.strip(' "\r').lower() for cell in line.split(",")}
    return "date" in header and not header.isdisjoint(_PRICES)


def parse(page: Page) -> Parsed:
    """Return a record per day with a price; the file's name is the share's.

    Raises:
        ResponseError: a column is missing, or a row is cut off.
    """
    first, *rows = read_csv(page) or [[]]
    header = [cell.strip().lower() for cell in first]
    price = next((header.index(name) for name in _PRICES if name in header), None)
    if "date" not in header or price is None:
        raise ResponseError(NAME, "a column 'date' or 'close' is missing", "give the file a header with both")
    records = []
    share = PurePath(page.request.url).stem
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise ResponseError(NAME, f"line {number} has {len(row)} cells in place of {len(header)}", "mend the file")
        day, value = (
            read_day(row[header.index("date")].strip(), NAME, "date"),
            read_number(row[price], NAME, header[price]),
        )
        if value is not None and day.known:
            key = f"price/{share}/{day.text()}"
            records.append(
                PublicRecord(
                    id=make_id("record", key), service=NAME, kind="price", key=key, title=f"{share}, {header[price]}",
                    giver=Party(""), receiver=Party(""), when=day, published=When(day.start, day.end, "day", "stated"),
                    amount=value, group=share, source=page.sha256, fetched=page.day,
                )
            )  # fmt: skip
    return Parsed(tuple(records), len(records))


def next_page(page: Page) -> tuple[Request, ...]:
    """Return nothing: a file is one page."""
    return ()
