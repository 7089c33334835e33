"""Threats and promises that a public record can close: a contract ended, an order signed. And where none did, so much.

A record closes only what it is about: a termination of a watched contract after the threat, an order that shares its
subject with the promise. That nothing of the kind is on record proves nothing, and is told as just that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..connectors.contracts import TERMINATION
from ..plain_words import count_of, describe_amount, describe_date, describe_day
from ..types import Event, Expectation, Outcome, PublicRecord, When
from .wording import content_words

_CONTRACT = re.compile(r"\b(?:contracts?|subsid(?:y|ies)|task orders?|federal awards?)\b", re.IGNORECASE)
_ENDING = re.compile(r"\b(?:cancel|end|terminat|cut|strip|revok|pull|scrap|rip up|tear up)\w*", re.IGNORECASE)
_ORDER = re.compile(r"\bexecutive orders?\b", re.IGNORECASE)
_SHARED = 2  # content words that a promise of an order and the order's title have in common
_GENERAL = frozenset({"executive", "order", "orders", "sign", "signed", "president", "establishing", "implementing"})
_MOST_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Closing:
    """What the record says of an expectation: its outcome, and a sentence with the numbers."""

    outcome: Outcome
    sentence: str


def follow_up_on_record(
    expectations: Sequence[Expectation],
    outcomes: Iterable[Outcome],
    events: Sequence[Event],
    records: Sequence[PublicRecord],
) -> tuple[Closing, ...]:
    """Return, for the expectations that are about contracts or orders, what the records say of them."""
    settled = {outcome.expectation: outcome for outcome in outcomes}
    said = _days_said(expectations, events)
    closings = []
    for expectation in expectations:
        outcome = settled.get(expectation.id, Outcome(expectation.id, "open"))
        closing = _close(expectation, outcome, said[expectation.id], records)
        if closing is not None:
            closings.append(closing)
    return tuple(closings)


def _close(expectation: Expectation, outcome: Outcome, said: When, records: Sequence[PublicRecord]) -> Closing | None:
    text = f"{expectation.what} {expectation.passage.text}"
    if said.start is None:
        return None
    if expectation.kind == "threat" and _CONTRACT.search(text) and _ENDING.search(text):
        return _contracts(expectation, outcome, said, records)
    if expectation.kind in ("promise", "scheduled", "prediction") and _ORDER.search(text):
        return _orders(expectation, outcome, said, records)
    return None


def _contracts(
    expectation: Expectation, outcome: Outcome, said: When, records: Sequence[PublicRecord]
) -> Closing | None:
    """Close a threat to end contracts where an action ends one; else tell what was done since."""
    threatened = [r for r in records if r.kind == "contract_action" and _is_threatened(r, expectation)]
    since = [r for r in threatened if _since(r, said)]
    if not threatened:
        return None
    names = ", ".join(sorted({r.receiver.name for r in threatened}))
    ended = [r for r in since if TERMINATION in r.flags]
    if ended:
        evidence = tuple(r.id for r in ended[:_MOST_EVIDENCE])
        acts, first = count_of(len(ended), "action"), describe_day(ended[0].when.start)
        told = f"{acts} ended a contract of {names}, the first on {first}"
        return Closing(Outcome(expectation.id, "kept", evidence), f"{_opening(expectation, said)} on record, {told}")
    last = max((r.when.start for r in threatened if r.when.start), default=said.start)
    moved = describe_amount(sum((r.amount or Decimal(0) for r in since), Decimal(0)), "USD")
    acts = count_of(len(since), "contract action")
    told = f"{acts} with {names} on record since, none of them a termination; {moved} obligated"
    return Closing(outcome, f"{_opening(expectation, said)} {told}; the newest is of {describe_day(last)}")


def _is_threatened(record: PublicRecord, expectation: Expectation) -> bool:
    """Whether a contract is the other side's: of an actor of the story who is not the one who threatens."""
    who = expectation.who.actor if expectation.who else ""
    return bool(record.receiver.actor) and record.receiver.actor != who


def _orders(expectation: Expectation, outcome: Outcome, said: When, records: Sequence[PublicRecord]) -> Closing | None:
    wanted = content_words(f"{expectation.what} {expectation.passage.text}") - _GENERAL
    for record in records:
        if record.kind != "order" or not _since(record, said):
            continue
        if len(wanted & content_words(record.title)) >= _SHARED:
            signed = f"{record.title}, signed {describe_day(record.when.start)}"
            kept = Outcome(expectation.id, "kept", (record.id,))
            return Closing(kept, f"{_opening(expectation, said)} on record, {signed}")
    return None


def _opening(expectation: Expectation, said: When) -> str:
    kind = {"threat": "Threat", "promise": "Promise", "scheduled": "Plan", "prediction": "Prediction"}[expectation.kind]
    what = " ".join(expectation.what.split())
    shown = what if len(what) <= 80 else what[:80].rsplit(" ", 1)[0] + " …"
    return f"{kind} of {describe_date(said)} (“{shown}”):"


def _days_said(expectations: Sequence[Expectation], events: Sequence[Event]) -> Mapping[str, When]:
    """Return when each thing was said: the date of the event its sentence reports, else of its report."""
    told: dict[tuple[str, int], When] = {}
    for event in events:
        for mention in event.mentions:
            if event.when.start is not None:
                told[mention.passage.document_id, mention.passage.start] = event.when
    return {x.id: told.get((x.passage.document_id, x.passage.start), x.said) for x in expectations}


def _since(record: PublicRecord, said: When) -> bool:
    """Whether a record is of the first day on which it can have been said, or later."""
    return record.when.start is not None and said.start is not None and record.when.start >= said.start
