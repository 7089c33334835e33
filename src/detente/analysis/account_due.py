"""What is due in the account: what is still to come first, then what was settled, then what passed without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..plain_words import count_of, describe_date
from ..types import Expectation, Outcome
from .lines import Line
from .phrasing import best_mention, quoted, source_name
from .telling import Telling

_MOST = 6  # of those to come, and of those settled or passed
_STATUS = {
    "open": "not due yet, or no word of it",
    "kept": "it happened",
    "broken": "it did not happen",
    "lapsed": "the date has passed without a word",
    "withdrawn": "taken back",
}
_SETTLED = ("kept", "broken", "withdrawn")


def due_lines(telling: Telling) -> Iterator[Line]:
    """Yield what concerns the actors and has a date or an outcome; the rest is only counted."""
    outcomes = {outcome.expectation: outcome for outcome in telling.story.outcomes}
    rows = [(each, outcomes.get(each.id, Outcome(each.id, "open"))) for each in telling.story.expectations]
    rows.sort(key=lambda row: (row[0].due.start or row[0].due.end or date.max, row[0].id))
    worth = [row for row in rows if _is_worth_telling(*row)]
    coming = _once([row for row in worth if row[1].status == "open"])
    past = _once([row for row in worth if row[1].status != "open"])
    past.sort(key=lambda row: row[1].status not in _SETTLED)
    told = [*coming[:_MOST], *past[:_MOST]]
    for expectation, outcome in told:
        yield _line(telling, expectation, outcome)
    words = {expectation.passage.text for expectation, _ in told}
    rest = _once([row for row in rows if row[0].passage.text not in words])
    if rest:
        text = f"{count_of(len(rest), 'more statement')} about the future without a date, an outcome or one of the two"
        yield Line(text, "", tuple(expectation.passage for expectation, _ in rest), "due")


def _is_worth_telling(expectation: Expectation, outcome: Outcome) -> bool:
    """Whether it is dated or settled, and not what somebody else is said to do one day."""
    theirs = expectation.who is None or bool(expectation.who.actor)
    guess = expectation.kind == "prediction" and expectation.who is None
    return outcome.status in _SETTLED or (theirs and not guess and expectation.due.known)


def _once(rows: list[tuple[Expectation, Outcome]]) -> list[tuple[Expectation, Outcome]]:
    """Return the first row of each wording: a reprint says nothing new."""
    seen: dict[str, tuple[Expectation, Outcome]] = {}
    for row in rows:
        seen.setdefault(" ".join(row[0].passage.text.split()), row)
    return list(seen.values())


def _line(telling: Telling, expectation: Expectation, outcome: Outcome) -> Line:
    evidence = [telling.events[id_] for id_ in outcome.evidence if id_ in telling.events]
    passages = (expectation.passage, *(best_mention(event).passage for event in evidence if event.mentions))
    due = expectation.due
    when = describe_date(due) if due.start or due.end else "no date given"
    source = source_name(expectation.passage, telling.documents)
    text = f"{expectation.kind.capitalize()}: “{quoted(expectation.passage)}” ({source}) — {outcome.status}"
    records = [r for r in telling.story.public.records if r.id in outcome.evidence]
    on_record = "".join(f" (on public record: {r.title}, {describe_date(r.when)})" for r in records[:2])
    return Line(f"{text}: {_STATUS[outcome.status]}{on_record}", when, passages, "due")
