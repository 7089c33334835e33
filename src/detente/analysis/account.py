"""The written account: every line a template over records, with the passages it rests on; no fact is made here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..plain_words import describe_date, describe_day, describe_days, describe_figure
from ..types import (
    Attribution,
    Characterisation,
    Claim,
    Document,
    Event,
    Expectation,
    Outcome,
    Phase,
    Question,
    Story,
    TurningPoint,
)
from .findings import find_findings
from .lines import Line
from .phrasing import (
    according_to,
    actor_names,
    best_mention,
    event_text,
    publishers,
    quoted,
    source_name,
)
from .signals import concerns_pair, event_weight, likely_day

__all__ = ["Line", "write_account"]

_EVENTS = 6  # events told per phase
_TOLD = frozenset({"asserted", "planned"})
_CLOSE = timedelta(days=3)
_CROWDED = 0.8  # how much less an event matters for each chosen one close to it
_WORDS = 2
_CAUSES = 3
_CLAIMS = 6
_SINGLE = 8
_TELLING = (
    "unexplained",
    "later_figure",
    "wider_scope",
    "different_quantity",
    "copied",
    "rounded",
    "compatible",
    "agrees",
)
_STATUS = {
    "open": "not due yet, or no word of it",
    "kept": "it happened",
    "broken": "it did not happen",
    "lapsed": "the date has passed without a word",
    "withdrawn": "taken back",
}


@dataclass(frozen=True, slots=True)
class _Telling:
    """A story with what its lines look up."""

    story: Story
    names: Mapping[str, str]
    documents: Mapping[str, Document]
    attributions: Mapping[str, Attribution]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    copies: frozenset[str]


def write_account(story: Story) -> tuple[Line, ...]:
    """Return the account of a story: the state, phases with events, findings, ledger, what is due, gaps."""
    telling = _Telling(
        story,
        actor_names(story.actors),
        {document.id: document for document in story.documents},
        {attribution.id: attribution for attribution in story.quotes},
        {claim.id: claim for claim in story.claims},
        {event.id: event for event in story.events},
        frozenset(copy.document_id for copy in story.copies),
    )
    return (
        _state(telling),
        *_phases(telling),
        *find_findings(story),
        *_ledger(telling),
        *_due(telling),
        *(Line(gap.message, "", (), "gap") for gap in story.gaps),
    )


def _state(telling: _Telling) -> Line:
    """Return the state of the relationship on the story's day, in one sentence."""
    story = telling.story
    day = describe_day(story.as_of) if story.as_of else "the newest document"
    if not story.phases:
        return Line(f"As of {day}, nothing between the actors could be dated.", day, (), "state")
    phase = story.phases[-1]
    last = _last_event(telling, phase)
    words = f"As of {day}: {phase.label} since {describe_day(phase.start)}, on {_sources(phase.sources)}"
    if last is None:
        return Line(f"{words}.", day, (), "state")
    told = f"{words}; the latest sign is that {event_text(last, telling.names)} ({describe_date(last.when)})."
    return Line(told, day, (best_mention(last).passage,), "state")


def _last_event(telling: _Telling, phase: Phase) -> Event | None:
    events = [telling.events[id_] for id_ in phase.evidence if id_ in telling.events]
    told = [e for e in events if e.mentions and e.when.end is not None and e.modality == "asserted"]
    return max(told, key=lambda e: (e.when.end or date.min, e.confidence, e.id), default=None)


def _sources(count: int) -> str:
    return f"{count} independent source{'' if count == 1 else 's'}"


def _phases(telling: _Telling) -> Iterator[Line]:
    story = telling.story
    turns = {turn.date: turn for turn in story.turning_points}
    for phase in story.phases:
        until = f"to {describe_day(phase.end)}" if phase.end else "and still so"
        heading = f"{phase.label.capitalize()}: {describe_day(phase.start)} {until} ({_sources(phase.sources)})"
        yield Line(heading, describe_day(phase.start), (), "phase")
        if phase.start in turns:
            yield _turn(telling, turns[phase.start])
        for event in _key_events(story.events, phase):
            yield _event(telling, event)
        yield from _words(telling, phase)
    undated = [e for e in story.events if concerns_pair(e) and e.mentions and likely_day(e.when) is None]
    if undated:
        yield Line("Not placed in a phase: too vaguely dated", "", (), "phase")
        yield from (
            _event(telling, event) for event in sorted(undated, key=lambda e: (-_importance(e), e.id))[:_EVENTS]
        )


def _turn(telling: _Telling, turn: TurningPoint) -> Line:
    day, known = describe_day(turn.date), turn.earliest == turn.latest
    window = "" if known else f" ({describe_days(turn.earliest, turn.latest)})"
    causes = "; ".join(
        f"“{quoted(cause)}” ({source_name(cause, telling.documents)})" for cause in turn.causes[:_CAUSES]
    )
    stated = f"stated causes: {causes}" if causes else "no source states a cause"
    return Line(f"Turning point, {day}{window}: {stated}", day, turn.causes, "turn")


def _words(telling: _Telling, phase: Phase) -> Iterator[Line]:
    """Yield what writers call the state of things in a phase, the firmest first, one from each source."""
    chosen: dict[str, Characterisation] = {}
    ids = set(phase.evidence)
    called = [c for c in telling.story.characterisations if c.id in ids and c.polarity == phase.polarity]
    for each in sorted(called, key=lambda c: (-c.firmness.score, len(c.passage.text), c.id)):
        chosen.setdefault(source_name(each.passage, telling.documents), each)
    for source, each in list(chosen.items())[:_WORDS]:
        when = describe_date(each.when)
        yield Line(f"A writer's words for it: “{quoted(each.passage)}” ({source})", when, (each.passage,), "words")


def _key_events(events: Sequence[Event], phase: Phase) -> list[Event]:
    """Return the events that matter most in a phase, in order of date; no week takes all the room."""
    left = [e for e in events if concerns_pair(e) and e.mentions and _within(e, phase) and e.modality in _TOLD]
    chosen: list[Event] = []
    while left and len(chosen) < _EVENTS:
        best = min(left, key=lambda event: (-_importance(event, phase.polarity) * _room(event, chosen), event.id))
        chosen.append(best)
        left.remove(best)
    return sorted(chosen, key=lambda event: (event.when.start or date.max, event.when.end or date.max, event.id))


def _within(event: Event, phase: Phase) -> bool:
    day = likely_day(event.when)
    return day is not None and phase.start <= day and (phase.end is None or day <= phase.end)


def _importance(event: Event, polarity: str = "") -> float:
    """Return how much an event matters; one that goes with its phase matters more than one against it."""
    return (0.1 + event_weight(event)) * (1.0 if polarity in ("", "0", event.polarity) else 0.6)


def _room(event: Event, chosen: Sequence[Event]) -> float:
    """Return how much room is left for an event: less for each one chosen within days of it."""
    day = likely_day(event.when) or date.min
    near = sum(abs(day - (likely_day(other.when) or date.min)) <= _CLOSE for other in chosen)
    return _CROWDED**near


def _event(telling: _Telling, event: Event) -> Line:
    best = best_mention(event, telling.copies)
    clause = event_text(event, telling.names)
    passages = (best.passage, *(m.passage for m in event.mentions if m is not best))
    who = publishers(passages, telling.documents, event.independent_sources)
    said = according_to(event, telling.attributions, telling.names)
    when = describe_date(event.when)
    text = f"{clause[:1].upper()}{clause[1:]}{said} — “{quoted(best.passage)}” ({who})"
    return Line(text, when, passages, "event")


def _ledger(telling: _Telling) -> Iterator[Line]:
    """Yield one line per question that two claims or more answer, then those about money that one claim answers."""
    rows = [(q, [telling.claims[id_] for id_ in q.claims if id_ in telling.claims]) for q in telling.story.questions]
    several = [row for row in rows if len(row[1]) > 1]
    single = [row for row in rows if len(row[1]) == 1 and _is_money(row[1][0]) and row[0].what.startswith("How ")]
    for question, claims in several + single[:_SINGLE]:
        yield _question(telling, question, claims)


def _is_money(claim: Claim) -> bool:
    unit = claim.quantity.unit
    return len(unit) == 3 and unit.isupper()


def _question(telling: _Telling, question: Question, claims: Sequence[Claim]) -> Line:
    figures = dict.fromkeys(
        f"{describe_figure(c.quantity)} ({source_name(c.passage, telling.documents)})" for c in claims
    )
    shown = list(figures)[:_CLAIMS]
    more = f" and {len(figures) - _CLAIMS} more" if len(figures) > _CLAIMS else ""
    verdict = "" if question.verdict == "single" else f" — {question.verdict.replace('_', ' ')}"
    differences = sorted(question.differences, key=lambda d: (_TELLING.index(d.reason), d.a, d.b))
    reasons = dict.fromkeys(d.because.rstrip(".") for d in differences if d.because)
    because = f": {'; '.join(list(reasons)[:_CAUSES])}" if reasons and verdict else ""
    asked = question.what if question.what.endswith("?") else f"{question.what}:"
    text = f"{asked} {', '.join(shown)}{more}{verdict}{because}"
    return Line(text, "", tuple(claim.passage for claim in claims), "ledger")


def _due(telling: _Telling) -> Iterator[Line]:
    """Yield what is due or was settled, by date; statements about an undated future are only counted."""
    outcomes = {outcome.expectation: outcome for outcome in telling.story.outcomes}
    told: set[str] = set()
    vague: list[Expectation] = []
    for expectation in sorted(telling.story.expectations, key=lambda e: (e.due.start or date.max, e.id)):
        outcome = outcomes.get(expectation.id, Outcome(expectation.id, "open"))
        if not expectation.due.known and outcome.status == "open":
            vague.append(expectation)
        elif expectation.passage.text not in told:
            told.add(expectation.passage.text)
            yield _expectation(telling, expectation, outcome)
    if vague:
        text = f"{len(vague)} more statements about the future give no date and nothing has settled them"
        yield Line(text, "no date given", tuple(expectation.passage for expectation in vague), "due")


def _expectation(telling: _Telling, expectation: Expectation, outcome: Outcome) -> Line:
    evidence = [telling.events[id_] for id_ in outcome.evidence if id_ in telling.events]
    passages = (expectation.passage, *(best_mention(event).passage for event in evidence if event.mentions))
    due = expectation.due
    when = describe_date(due) if due.start or due.end else "no date given"
    source = source_name(expectation.passage, telling.documents)
    text = f"{expectation.kind.capitalize()}: “{quoted(expectation.passage)}” ({source}) — {outcome.status}"
    return Line(f"{text}: {_STATUS[outcome.status]}", when, passages, "due")
