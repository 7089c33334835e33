"""What everything else is made of: passages, dates, documents, actors."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "quarter", "year", "unknown"]
DateBasis = Literal["stated", "relative", "focus", "vague", "reported", "inferred", "unknown"]
ActorKind = Literal["person", "organisation", "state"]
ProxyKind = Literal["company", "bill", "office", "ally", "person", "body"]


def make_id(kind: str, *parts: object) -> str:
    """Return a short stable id, such as "event-1a2b3c4d5e6f": the kind and 12 hex digits of the parts' SHA-256."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a document: ``text == document.text[start:end]``. A sentence is a Passage."""

    document_id: str
    start: int
    end: int
    text: str

    def slice(self, start: int, end: int) -> Passage:
        """Return the part of this passage between two offsets *into this passage*."""
        return Passage(self.document_id, self.start + start, self.start + end, self.text[start:end])

    def covers(self, other: Passage) -> bool:
        """Return whether the other passage lies inside this one."""
        return self.document_id == other.document_id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class When:
    """A date as an interval of days, no more precise than its source.

    ``start`` and ``end`` are the earliest and latest day it can mean, both inclusive; either may be missing (open).
    ``precision`` is the shortest calendar unit as long as the interval (`precision_of`). ``basis`` says where it comes
    from: *stated* in full, *relative* to the published date, *focus* (the date the narrative is at), *vague* ("late
    2025"), *reported* (only the report's date is known), *inferred* (see ``reason``), *unknown*.
    """

    start: date | None
    end: date | None
    precision: Precision
    basis: DateBasis
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether both ends are known."""
        return self.start is not None and self.end is not None

    def text(self) -> str:
        """Return ISO 8601: "2025", "2025-Q2", "2025-06" or "2025-06-05" for a whole unit, else the first day it can be.

        An open or unknown date is "".
        """
        if self.start is None or self.end is None:
            return ""
        year, month = f"{self.start.year:04d}", f"{self.start.month:02d}"
        opening = (self.start.month - 1) // 3 * 3 + 1
        units = {
            "year": (year, (1, 1), (12, 31)),
            "quarter": (f"{year}-Q{opening // 3 + 1}", (opening, 1), (opening + 2, 0)),
            "month": (f"{year}-{month}", (self.start.month, 1), (self.start.month, 0)),
        }
        short, first, last = units.get(self.precision, ("", (0, 0), (0, 0)))
        whole = (self.start.month, self.start.day) == first and _ends_unit(self.end, last)
        return short if whole and self.start.year == self.end.year else self.start.isoformat()


def _ends_unit(day: date, last: tuple[int, int]) -> bool:
    """Return whether a day is (month, day); day 0 stands for the month's last."""
    month, number = last
    return day.month == month and (day.day == number or (number == 0 and day.day == monthrange(day.year, month)[1]))


def precision_of(start: date, end: date) -> Precision:
    """Return the shortest calendar unit as long as an interval: five days over a month's end are known to the month."""
    days = (end - start).days + 1
    units: tuple[tuple[int, Precision], ...] = ((1, "day"), (31, "month"), (92, "quarter"), (366, "year"))
    return next((unit for longest, unit in units if days <= longest), "unknown")


UNKNOWN_DATE = When(None, None, "unknown", "unknown")


@dataclass(frozen=True, slots=True)
class Document:
    """One article, post or record. ``text`` begins with the title when the source gave one apart from the body."""

    id: str
    text: str
    path: str = ""
    url: str = ""
    source_id: str = ""
    publisher: str = ""
    author: str = ""
    title: str = ""
    published: When = UNKNOWN_DATE
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or coded: the document (id, or path where none could be made), the step and why."""

    document: str
    step: str
    message: str


@dataclass(frozen=True, slots=True)
class Proxy:
    """Something that stands for an actor: a company, a bill, an office, an ally."""

    id: str
    name: str
    kind: ProxyKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the powers whose relationship is told; ``id`` is ``a`` or ``b`` in a story of two."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    proxies: tuple[Proxy, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in an event: an actor's id, a proxy's id with ``via`` (its actor), or only a name."""

    name: str
    id: str = ""
    via: str = ""

    @property
    def actor(self) -> str:
        """The id of the actor it is or stands for; "" for others."""
        return self.via or self.id
