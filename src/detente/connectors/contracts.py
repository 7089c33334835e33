"""What the three registers of federal contracts share: one key per action, and when an action becomes public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ..types import UNKNOWN_DATE, When
from .settings import Service

DEFENCE, CEILING_ONLY, TERMINATION, VEHICLE = "defence", "ceiling only", "termination", "vehicle"
_REPORTING = timedelta(days=5)  # agencies must report an action within three business days
_NONE = frozenset({"", "-NONE-", "NONE", "N/A", "0", "-"})
# FPDS reasons for modification: E default, F convenience, N legal contract cancellation, X cause.
_ENDING = frozenset({"E", "F", "N", "X"})


def action_key(agency: str, piid: str, parent: str, modification: str, transaction: str) -> str:
    """Return the key of a contract action: FPDS, SAM.gov and USAspending spell the same five parts."""
    parts = (agency, piid, "-" if parent in _NONE else parent, modification or "0", transaction or "0")
    return "contract/" + "/".join(part.strip().upper() for part in parts)


def is_defence(service: Service, codes: Iterable[str]) -> bool:
    """Return whether an agency code or name is one whose actions a service holds back."""
    held = {code.upper() for code in service.mask.codes} if service.mask else set()
    return any(code.strip().upper() in held for code in codes)


def public_from(service: Service, signed: When, entered: When, defence: bool) -> When:
    """Return the day from which an action could be read: entered, and for defence the held-back days later.

    Without the day of entry it is taken to be as late as reporting may be.
    """
    days = [day for day in (signed.end, entered.end) if day is not None]
    if not days:
        return UNKNOWN_DATE
    day = max(days)
    if defence and service.mask:
        return _inferred(_later(day, timedelta(days=service.mask.days)), service.mask.reason)
    if entered.end is None:
        return _inferred(_later(day, _REPORTING), "agencies report an action within days; the register gives no day")
    return When(day, day, "day", "stated")


def ends_contract(reason_code: str) -> bool:
    """Return whether a reason for modification ends the contract: default, convenience, cancellation or cause."""
    return reason_code.strip().upper() in _ENDING


def _inferred(day: date, reason: str) -> When:
    return When(day, day, "day", "inferred", reason)


def _later(day: date, by: timedelta) -> date:
    return date.max if day > date.max - by else day + by
