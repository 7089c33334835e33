"""What a reader asks for, taken from an address and checked; and the addresses that lead on from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import quote, urlencode

from ..charts.svg import Links
from ..shelf import Reader

_LONGEST = 300  # characters of one value in an address
_LAST_PAGE = 1_000_000
_PATHS = {"event": "/event/", "turn": "/#", "expectation": "/forward/", "reaction": "/reactions/"}
_PLAIN = re.compile(r"[\w.~-]*", re.ASCII).fullmatch
_PLAIN_PATH = re.compile(r"[\w./~-]*", re.ASCII).fullmatch


class BadAskingError(Exception):
    """An address asks for what cannot be: a day that is none, a page below one."""


class NothingThereError(Exception):
    """An address leads to no record."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where pages are: under ``base``, with the as-of day that every link keeps."""

    base: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)

    def to(self, path: str, **query: object) -> str:
        """Return the address of a page: ``path`` as in "/event/ID", with the query that is not empty."""
        return self._write(path, {**self.kept, **query})

    def without(self, path: str, **query: object) -> str:
        """Return the address of a page as of now."""
        return self._write(path, query)

    def static(self, name: str) -> str:
        """Return the address of the stylesheet or the script."""
        return f"/static/{name}"

    def charts(self) -> Links:
        """Return where the parts of charts lead."""
        timeline = self.to("/timeline")
        timeline += "&" if "?" in timeline else "?"
        return Links(self._record, lambda first, last: f"{timeline}first={first}&last={last}", lambda passage:
                     self.place(passage.document_id, passage.start))  # fmt: skip

    def place(self, document: str, start: int) -> str:
        """Return where a sentence that something was read from stands in its document."""
        return self.to(f"/doc/{document}#c{start}", at=start)

    def _record(self, record_id: str) -> str:
        kind = record_id.partition("-")[0]
        if kind in ("record", "indicator"):
            return self.to(f"/records#{record_id}")
        path = _PATHS.get(kind, "")
        return self.to(path + record_id) if path else ""

    def _write(self, path: str, query: Mapping[str, object]) -> str:
        path, _, fragment = path.partition("#")
        asked = {key: str(value) for key, value in query.items() if value not in (None, "", 0)}
        plain = all(map(_PLAIN, asked)) and all(map(_PLAIN, asked.values()))  # most are: quoting them would take longer
        written = "&".join([f"{k}={v}" for k, v in asked.items()]) if plain else urlencode(asked)
        address = self.base + (path if _PLAIN_PATH(path) else quote(path)) + (f"?{written}" if written else "")
        return address + (f"#{fragment if _PLAIN(fragment) else quote(fragment)}" if fragment else "")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the story as read, the record named in the path, the query, and the day it is asked for.

    ``as_of`` is the day, if any; ``by`` says whether it is one of reports ("report": what had been published by then)
    or of events ("event": what had happened by then, as it is known now). ``still`` asks for a page of a site of files.
    """

    reader: Reader
    addresses: Addresses
    path: str = "/"
    record: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    by: str = "report"
    days: tuple[date, ...] = ()
    still: bool = False

    @property
    def until(self) -> date | None:
        """The last day of events to show, where the day asked for is one of events."""
        return self.as_of if self.by == "event" else None

    @property
    def page(self) -> int:
        """The page asked for, at least 1."""
        return page_number(self.query)

    def day(self, name: str) -> date | None:
        """Return a day of the query; None where it is left out."""
        return read_day(self.query.get(name, ""))

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return a value of the query, or "" where it is none of those allowed."""
        value = self.query.get(name, "")
        return value if value in allowed else ""

    def again(self, **changes: object) -> str:
        """Return the address of this page with some of its query changed."""
        kept = {k: v for k, v in self.query.items() if k not in {"page", "asof", "by", "step"}}
        return self.addresses.to(self.path, **{**kept, **changes})

    def then(self, **changes: object) -> Ask:
        """Return the same asking with some of its parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def clean(query: Mapping[str, str]) -> dict[str, str]:
    """Return a query with values of a bounded length and without what cannot be read as text."""
    return {k[:40]: "".join(c if c.isprintable() else " " for c in v[:_LONGEST]).strip() for k, v in query.items()}


def read_day(text: str) -> date | None:
    """Return a day written as 2025-06-05; None for no text.

    Raises:
        BadAskingError: the text is no such day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise BadAskingError(f"{text!r} is not a day such as 2025-06-05") from error


def page_number(query: Mapping[str, str]) -> int:
    """Return the page asked for, 1 where none is.

    Raises:
        BadAskingError: it is no number from 1.
    """
    text = query.get("page", "") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LAST_PAGE):
        raise BadAskingError(f"{text!r} is not the number of a page")
    return int(text)
