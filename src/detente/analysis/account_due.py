"""What is due in the account: what is still to come first, then what was settled, then what passed without a word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from ..plain_words import count_of, describe_date
from ..types import Actor, Expectation, Outcome
from .lines import Line
from .phrasing import best_mention, publishers, quoted
from .telling import Telling
from .wording import content_words

_Row = tuple[Expectation, Outcome]
_Alike = list[_Row]  # statements that say the same, in order of date

_MOST = 6  # of those to come, and of those settled or passed
_ALIKE = 0.6  # share of their words in common from which two statements about the same days are one
_LONGEST = 2_000  # characters of a sentence in which a name is looked for
_SUBJECT = 60  # characters before the words that may say who is to do it
_NAMED = re.compile(r"(?<=[^.!?]\s)[A-Z][\w’'-]+|\b[A-Z]{2,}\b")
_KINDS = {"prediction": "Expected"}  # "will meet on Thursday" is no prophecy
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
    names = _names(telling.story.actors)
    rows = [(each, outcomes.get(each.id, Outcome(each.id, "open"))) for each in telling.story.expectations]
    rows.sort(key=lambda row: (row[0].due.start or row[0].due.end or date.max, row[0].id))
    worth = _once(row for row in rows if _is_worth_telling(*row, names))
    coming = _first(rows for rows in worth if rows[0][1].status == "open")
    past = _first(rows for rows in worth if rows[0][1].status != "open")
    past.sort(key=lambda rows: rows[0][1].status not in _SETTLED)
    told = [*coming, *past]
    for alike in told:
        yield _line(telling, alike)
    words = {expectation.passage.text for alike in told for expectation, _ in alike}
    rest = [alike[0] for alike in _once(row for row in rows if row[0].passage.text not in words)]
    if rest:
        text = (
            f"{count_of(len(rest), 'more statement')} about the future: "
            "no date or outcome is known, or somebody else is meant"
        )
        yield Line(text, "", tuple(expectation.passage for expectation, _ in rest), "due")


def _names(actors: Iterable[Actor]) -> re.Pattern[str]:
    """Return the pattern of all that the actors and what stands for them are called."""
    called = [(named.name, *named.aliases) for actor in actors for named in actor.proxies]
    called += [(actor.name, *actor.aliases) for actor in actors]
    names = {name for each in called for name in each if name}
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)) or r"(?!)")


def _first(worth: Iterable[_Alike]) -> list[_Alike]:
    """Return those to tell in order of date: what was settled, then an actor's doings, then the rest."""
    order = list(enumerate(worth))
    order.sort(key=lambda each: (each[1][0][1].status not in _SETTLED, not _is_actors(each[1][0][0]), each[0]))
    return [alike for _, alike in sorted(order[:_MOST], key=lambda each: each[0])]


def _is_actors(expectation: Expectation) -> bool:
    return expectation.who is not None and bool(expectation.who.actor)


def _is_worth_telling(expectation: Expectation, outcome: Outcome, names: re.Pattern[str]) -> bool:
    """Whether it is settled, or dated and not what somebody else is said to do one day."""
    if outcome.status in _SETTLED:
        return True
    if expectation.who is not None:
        return expectation.due.known and _is_actors(expectation)
    return expectation.due.known and expectation.kind != "prediction" and not _is_others(expectation, names)


def _is_others(expectation: Expectation, names: re.Pattern[str]) -> bool:
    """Whether the words before what is to be done name somebody, and none of the actors."""
    text = expectation.passage.text[:_LONGEST]
    before = text[: max(text.find(expectation.what[:_SUBJECT]), 0)][-_SUBJECT:]
    return _NAMED.search(before) is not None and names.search(before) is None


def _once(rows: Iterable[_Row]) -> list[_Alike]:
    """Return the rows, those together that say the same: in the same words, or in much the same of the same days."""
    found: list[_Alike] = []
    wordings: list[frozenset[str]] = []
    places: dict[str, int] = {}
    dated: dict[tuple[date | None, date | None, str], list[int]] = defaultdict(list)
    for row in rows:
        expectation, outcome = row
        text = " ".join(expectation.passage.text.split())
        words = content_words(expectation.what)
        key = (expectation.due.start, expectation.due.end, outcome.status)
        near = dated[key] if expectation.due.known else []
        place = places.get(text, next((at for at in near if _same(words, wordings[at])), len(found)))
        if place == len(found):
            found.append([])
            wordings.append(words)
            dated[key].append(place)
        found[place].append(row)
        places[text] = place
    return found


def _same(words: frozenset[str], others: frozenset[str]) -> bool:
    return bool(words) and len(words & others) >= _ALIKE * min(len(words), len(others))


def _line(telling: Telling, alike: _Alike) -> Line:
    expectation, outcome = alike[0]
    evidence = [telling.events[id_] for id_ in outcome.evidence if id_ in telling.events]
    told = tuple({each.passage.text: each.passage for each, _ in alike}.values())
    passages = (*told, *(best_mention(event).passage for event in evidence if event.mentions))
    due = expectation.due
    when = describe_date(due) if due.start or due.end else "no date given"
    source = publishers([each.passage for each, _ in alike], telling.documents)
    kind = _KINDS.get(expectation.kind, expectation.kind.capitalize())
    text = f"{kind}: “{quoted(expectation.passage)}” ({source}) — {outcome.status}"
    records = [r for r in telling.story.public.records if r.id in outcome.evidence]
    on_record = "".join(f" (on public record: {r.title}, {describe_date(r.when)})" for r in records[:2])
    return Line(f"{text}: {_STATUS[outcome.status]}{on_record}", when, passages, "due")
