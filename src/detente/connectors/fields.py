"""Reading a response's fields: numbers may be text, and a column that is missing or changed is named in the error."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

from ..errors import ResponseError
from ..types import UNKNOWN_DATE, When
from .pages import Page

_MOST = Decimal(10) ** 15  # no public sum of money comes near a quadrillion
_LONGEST = 60  # characters of a number
_SHOWN = 80  # characters of a strange response that an error quotes
_DAY = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})")
_AMERICAN = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


def read_json(page: Page) -> object:
    """Return a page's JSON.

    Raises:
        ResponseError: it is a web page, empty, cut off, or no JSON.
    """
    service = page.request.service
    try:
        return msgspec.json.decode(page.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ResponseError(
            service, _not_json(page.body, error), "try again later; what was kept so far stays"
        ) from error


def read_csv(page: Page) -> list[list[str]]:
    """Return a page's rows as CSV, the header first; empty lines are left out.

    Raises:
        ResponseError: it is no CSV.
    """
    text = page.body.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    try:
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error as error:
        raise ResponseError(
            page.request.service, f"is no CSV that can be read ({error})", "mend or fetch the file"
        ) from error


def _not_json(body: bytes, error: Exception) -> str:
    start = body[:400].lstrip().lower()
    if not start:
        return "answered with nothing where JSON is due"
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        return "answered with a web page where JSON is due"
    if "truncated" in str(error):
        return "answered with JSON that is cut off"
    return f"answered with something that is no JSON ({body[:_SHOWN].decode('utf-8', 'replace')!r})"


class Fields:
    """One object of a response, read by name; ``path`` says where it stands in errors."""

    __slots__ = ("_values", "path", "service")

    def __init__(self, values: object, service: str, path: str = "") -> None:
        if not isinstance(values, Mapping):
            raise _changed(service, path or "(the whole answer)", "an object", values)
        self._values: Mapping[str, object] = values
        self.service = service
        self.path = path

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a field."""
        return name in self._values

    def is_object(self, name: str) -> bool:
        """Return whether there is such a field and it is an object, no list or plain value."""
        return isinstance(self._values.get(name), Mapping)

    def text(self, name: str) -> str:
        """Return a text; "" where it is null.

        Raises:
            ResponseError: the column is missing, or is an object.
        """
        value = self._get(name)
        if value is None:
            return ""
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return str(value).strip()
        raise _changed(self.service, self._at(name), "a text", value)

    def maybe(self, name: str) -> str:
        """Return a text, or "" where the column is missing or null."""
        return self.text(name) if self._values.get(name) is not None else ""

    def flag(self, name: str) -> bool:
        """Return a yes or no, also written as text; a missing or null one is no."""
        value = self._values.get(name)
        return value is True or (isinstance(value, str) and value.strip().lower() in {"true", "t", "y", "yes", "x"})

    def denies(self, name: str) -> bool:
        """Return whether a yes-or-no field says no; a missing or null one says nothing."""
        value = self._values.get(name)
        return value is False or (isinstance(value, str) and value.strip().lower() in {"false", "f", "n", "no"})

    def money(self, name: str) -> Decimal | None:
        """Return a number, also one written as text; None where it is null or empty.

        Raises:
            ResponseError: the column is missing, or is no number.
        """
        return read_number(self._get(name), self.service, self._at(name))

    def maybe_money(self, name: str) -> Decimal | None:
        """Return a number, or None where the column is missing."""
        return self.money(name) if name in self._values else None

    def day(self, name: str) -> When:
        """Return a day; unknown where it is null.

        Raises:
            ResponseError: the column is missing, or is no date.
        """
        return read_day(self.text(name), self.service, self._at(name))

    def maybe_day(self, name: str) -> When:
        """Return a day, unknown where the column is missing or null."""
        return self.day(name) if self._values.get(name) is not None else UNKNOWN_DATE

    def child(self, name: str) -> Fields:
        """Return an object inside this one.

        Raises:
            ResponseError: the column is missing, or is no object.
        """
        return Fields(self._get(name), self.service, self._at(name))

    def maybe_child(self, name: str) -> Fields:
        """Return an object inside this one, an empty one where it is missing or null."""
        value = self._values.get(name)
        return Fields({} if value is None else value, self.service, self._at(name))

    def rows(self, name: str) -> Iterator[Fields]:
        """Yield the objects of a list.

        Raises:
            ResponseError: the column is missing, or is no list of objects.
        """
        value = self._get(name)
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes)):
            raise _changed(self.service, self._at(name), "a list", value)
        for number, item in enumerate(value):
            yield Fields(item, self.service, f"{self._at(name)}[{number}]")

    def _get(self, name: str) -> object:
        if name not in self._values:
            raise ResponseError(
                self.service,
                f"the column {self._at(name)!r} is missing: the service may have changed",
                "update detente, or report the change; nothing of this page was kept as a record",
            )
        return self._values[name]

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def read_number(value: object, service: str, column: str) -> Decimal | None:
    """Return a number that may be written as text ("1,000.50"); None for null, empty or "." (no value).

    Raises:
        ResponseError: it is no number, or beyond any sum.
    """
    if value is None or (isinstance(value, str) and value.strip() in {"", ".", "null"}):
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _changed(service, column, "a number", value)
    text = str(value).strip().replace(",", "").removeprefix("$")
    try:
        number = Decimal(text if len(text) <= _LONGEST else "NaN")
    except InvalidOperation as error:
        raise _changed(service, column, "a number", value) from error
    if not number.is_finite() or abs(number) > _MOST:
        raise _changed(service, column, "a number of dollars or people", value)
    return number


def read_day(text: str, service: str, column: str) -> When:
    """Return the day that a text begins with: "2025-04-04 00:00:00", "2025/04/04" or "04/04/2025"; unknown for "".

    Raises:
        ResponseError: it is no date.
    """
    if not text:
        return UNKNOWN_DATE
    match, american = _DAY.match(text), _AMERICAN.match(text)
    parts = match.groups() if match else (american[3], american[1], american[2]) if american else None
    if parts is None:
        raise _changed(service, column, "a date", text)
    try:
        day = date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError as error:
        raise _changed(service, column, "a date", text) from error
    return When(day, day, "day", "stated")


def whole_month(first: date) -> When:
    """Return the month that a day begins, as a service states it."""
    return When(first, first.replace(day=monthrange(first.year, first.month)[1]), "month", "stated")


def _changed(service: str, column: str, wanted: str, found: object) -> ResponseError:
    shown = str(found)[:_SHOWN]
    return ResponseError(
        service,
        f"the column {column!r} is not {wanted} but {shown!r}: the service may have changed",
        "update detente, or report the change; nothing of this page was kept as a record",
    )
