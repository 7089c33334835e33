"""Public records made by hand for tests. Everyone in them is invented."""

from datetime import date
from decimal import Decimal

from detente.types import UNKNOWN_DATE, Party, PublicRecord, When, make_id

RASCO = Party("Rasco", "rasco", "b")
NAVY = Party("Dept of the Navy")
RASK = Party("Viktor Rask", "b")
PAC = Party("Forward PAC", "pac", "b")


def on(text: str) -> When:
    day = date.fromisoformat(text)
    return When(day, day, "day", "stated")


def record(kind: str, key: str, day: str, amount: str | None = "0", **more) -> PublicRecord:
    """A record that became public on its own day unless it is said otherwise."""
    values = {
        "id": make_id("record", key), "service": "fpds", "kind": kind, "key": key, "title": f"{kind} {key}",
        "giver": Party(""), "receiver": Party(""), "when": on(day), "published": on(day),
        "amount": None if amount is None else Decimal(amount), "group": key,
    }  # fmt: skip
    published = more.pop("published", None)
    return PublicRecord(**(values | more | ({"published": on(published)} if published else {})))


def action(key: str, day: str, amount: str = "0", **more) -> PublicRecord:
    return record("contract_action", key, day, amount, **({"giver": NAVY, "receiver": RASCO} | more))


def gift(key: str, day: str, amount: str, **more) -> PublicRecord:
    return record("contribution", key, day, amount, **({"service": "openfec", "giver": RASK, "receiver": PAC} | more))


UNDATED = UNKNOWN_DATE
