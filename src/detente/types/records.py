"""The public record beside the press: what was filed, awarded, signed or counted, and what is watched for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .base import Party, When

RecordKind = Literal[
    "contract_action", "award", "monthly_total", "contribution", "disbursement", "expenditure", "order", "count",
    "separation", "price",
]  # fmt: skip
MonthState = Literal["known", "unknown"]
CheckVerdict = Literal["agrees", "differs", "cannot_tell", "nothing_loaded"]


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """One entry of a public register, as one response of a service gave it.

    ``key`` names the thing recorded, whichever service tells of it: entries with one key are versions of one record,
    never two. ``rank`` orders versions of one day: a final report ranks above a notice.
    ``amount`` is money that moved, or what was counted (negative where it was taken back); ``ceiling`` is the most a
    contract may ever be worth and is no money. ``published`` is the day from which the public could read the entry.
    ``giver_code`` and ``receiver_code`` are the register's own names for the parties (UEI, committee id, agency code).
    ``group`` is what the entry belongs to: the contract, the election cycle, the series.
    ``answer`` is the question it answers, ``of`` how many entries answer that at least (0 unknown): fewer is a part.
    ``source`` is the SHA-256 of the response it was read from; ``fetched`` the day that came, None for a file.
    """

    id: str
    service: str
    kind: RecordKind
    key: str
    title: str
    giver: Party
    receiver: Party
    when: When
    published: When
    amount: Decimal | None = None
    ceiling: Decimal | None = None
    unit: str = "USD"
    group: str = ""
    flags: tuple[str, ...] = ()
    giver_code: str = ""
    receiver_code: str = ""
    url: str = ""
    text: str = ""
    rank: int = 0
    answer: str = ""
    of: int = 0
    source: str = ""
    fetched: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """Who is looked for in the registers: an actor or proxy by id (or "" for others), as the registers name it.

    ``codes`` are its UEIs or committee ids; where there are any, a name alone is not looked for.
    """

    actor: str
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """What a story watches: ``[watch]`` in story.toml. ``until`` is the last day asked for."""

    recipients: tuple[Watched, ...] = ()
    committees: tuple[Watched, ...] = ()
    contributors: tuple[Watched, ...] = ()
    orders: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    since: dt.date = dt.date(2024, 1, 1)
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MonthValue:
    """One month of an indicator: ``value`` is None, and ``state`` unknown, where the register does not tell yet."""

    month: dt.date
    value: Decimal | None
    records: int
    state: MonthState = "known"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A monthly series computed from public records, with what it covers and what it leaves out in words.

    ``level`` is whether a month holds a state (a workforce, a price) rather than a sum. ``evidence`` holds record ids.
    """

    id: str
    name: str
    unit: str
    party: Party
    months: tuple[MonthValue, ...]
    scope: str
    notes: tuple[str, ...] = ()
    level: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """A claim set against the filings: what they add up to in a window and scope, and what that says of the claim."""

    claim: str
    verdict: CheckVerdict
    total: Decimal | None
    start: dt.date | None
    end: dt.date | None
    scope: str
    because: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicFindings:
    """What the public records say in a story: the records themselves, series, checks of claims, and words on them."""

    records: tuple[PublicRecord, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    checks: tuple[RecordCheck, ...] = ()
    divergences: tuple[str, ...] = ()


NOTHING_PUBLIC = PublicFindings()
