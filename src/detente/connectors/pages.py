"""What connectors exchange: a request, the page that answered it, and what was read from that page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from ..types import PublicRecord, make_id

MOST_TEXT = 20_000  # characters of a record's own text that are kept with it; the response has it all
FILE = "FILE"  # the method of a page that a person handed over


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a service. It never holds a key: the transport adds that on the wire only.

    ``body`` is JSON text for POST. ``watch`` says, for people and for parsing, what is asked about.
    """

    service: str
    method: str
    url: str
    params: tuple[tuple[str, str], ...] = ()
    body: str = ""
    watch: str = ""

    @property
    def id(self) -> str:
        """A stable id: the same question has the same id."""
        return make_id("request", self.service, self.method, self.url, self.params, self.body)


@dataclass(frozen=True, slots=True)
class Page:
    """What came back. ``fetched`` is None for a file whose day of fetching nobody knows."""

    request: Request
    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched: datetime | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the body, in hex."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def day(self) -> date | None:
        """The day it was fetched, if known."""
        return self.fetched.date() if self.fetched else None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read from a page: ``rows`` is how many entries it held, ``notes`` what a person should know of it."""

    records: tuple[PublicRecord, ...] = ()
    rows: int = 0
    notes: tuple[str, ...] = ()
