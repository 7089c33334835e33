"""What is known of each service: publisher, licence, terms, limits, expected counts and masks, from its TOML file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

_FOLDER = Path(__file__).parent


class Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A service's key: the environment variable that holds it, and the header or parameter it travels in."""

    environment: str
    where_to_get: str
    header: str = ""
    parameter: str = ""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a service allows, and what we allow it: times in seconds, sizes in bytes; 0 calls a day is no limit."""

    calls_per_day: int = 0
    seconds_between_calls: float = 0.5
    most_pages: int = 500
    most_bytes: int = 32_000_000
    seconds_per_read: float = 20.0
    seconds_per_answer: float = 120.0
    attempts: int = 5


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a whole page holds, and what to check a count against."""

    rows_per_page: int = 0
    note: str = ""


class Mask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days before the reading day for which the register is known to be incomplete, of whom, and why."""

    days: int
    codes: tuple[str, ...]
    reason: str


class Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One public-record service."""

    name: str
    publisher: str
    licence: str
    terms: str
    documentation: str
    url: str
    note: str = ""
    key: Key | None = None
    limits: Limits = Limits()
    expected: Expected = Expected()
    mask: Mask | None = None
    units: dict[str, str] = {}


@cache
def load_service(name: str) -> Service:
    """Return what ``connectors/<name>.toml`` says."""
    return msgspec.convert(tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8")), Service)
