"""The written account: every line a template over records, with the passages it rests on; no fact is made here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ..plain_words import count_of, describe_date, describe_day, describe_days, describe_span
from ..types import Change, Characterisation, Event, Phase, Story, TurningPoint
from .account_due import due_lines
from .account_figures import figure_lines
from .account_records import record_lines
from .findings import find_findings
from .happenings import date_rank
from .key_events import importance, key_events
from .lines import Line
from .phases import UNCLEAR
from .phrasing import (
    according_to,
    actor_names,
    as_opening,
    best_mention,
    differences_text,
    event_text,
    publishers,
    quoted,
    source_name,
    with_article,
)
from .signals import concerns_pair, likely_day, pair_of
from .telling import Telling

__all__ = ["Line", "state_sentence", "write_account"]

_EVENTS = 6  # events told per phase
_WORDS = 2
_CAUSES = 3
_CHANGES = 12  # changes since the telling before that are told; `show changes` gives them all


def write_account(story: Story) -> tuple[Line, ...]:
    """Return the account of a story: the state, phases with events, findings, ledger, what is due, gaps."""
    telling = Telling.of(story)
    return (
        _state(telling),
        *_phases(telling),
        *_others(story),
        *find_findings(story),
        *record_lines(story.public),
        *figure_lines(telling),
        *due_lines(telling),
        *(Line(gap.message, "", (), "gap") for gap in story.gaps),
        *(_change(change) for change in story.changes[:_CHANGES]),
    )


def state_sentence(story: Story) -> str:
    """Return the state of the relationship on the story's day, in one sentence."""
    return _state(Telling.of(story)).text


def _state(telling: Telling) -> Line:
    """Return the state of the relationship on the story's day, in one sentence."""
    story = telling.story
    day = describe_day(story.as_of) if story.as_of else "the newest document"
    if not story.phases:
        return Line(f"As of {day}, nothing between the actors could be dated.", day, (), "state")
    phase = story.phases[-1]
    last = _last_event(telling, phase)
    words = f"As of {day}: {phase.label} since {_since(phase, story)}, on {_sources(phase.sources)}{_before(story)}"
    if last is None:
        return Line(f"{words}.", day, (), "state")
    told = f"{words}; the latest sign is that {event_text(last, telling.names)} ({describe_date(last.when)})."
    return Line(told, day, (best_mention(last).passage,), "state")


def _before(story: Story) -> str:
    """Return what things were before they became unclear."""
    last = story.phases[-1]
    return f"; before that, {story.phases[-2].label}" if last.label == UNCLEAR and len(story.phases) > 1 else ""


def _since(phase: Phase, story: Story) -> str:
    """Return a phase's first day, no more certain than the turn that opens it."""
    day = describe_day(phase.start)
    turn = next((turn for turn in story.turning_points if turn.date == phase.start), None)
    if turn is None:
        return _opening(phase, story)
    if turn.earliest == turn.latest:
        return day
    days = describe_days(turn.earliest, turn.latest, vague=True)
    if len(days.split()) < 3:  # a month, a year or a part of one
        return days
    return f"{day} at the latest" if turn.latest == turn.date else f"about {day}"


def _opening(phase: Phase, story: Story) -> str:
    """Return the first day of a phase that no turn opens, no more precise than what it begins with."""
    ids = set(phase.evidence)
    told = [event.when for event in story.events if event.id in ids]
    told += [words.when for words in story.characterisations if words.id in ids]
    first = [when for when in told if likely_day(when) == phase.start]
    day = describe_day(phase.start)
    if not first:
        return day
    when = min(first, key=date_rank)
    if when.basis == "reported":
        return f"{day} at the latest"
    days = describe_date(when)
    return days if days == day or len(days.split()) < 3 else f"about {day}"


def _last_event(telling: Telling, phase: Phase) -> Event | None:
    events = [telling.events[id_] for id_ in phase.evidence if id_ in telling.events]
    told = [e for e in events if e.mentions and e.when.end is not None and e.modality == "asserted"]
    return max(told, key=lambda e: (e.when.end or date.min, e.confidence, e.id), default=None)


def _sources(count: int) -> str:
    return count_of(count, "independent source") if count else "no source"


def _phases(telling: Telling) -> Iterator[Line]:
    story = telling.story
    pair = pair_of(story.actors)
    turns = {turn.date: turn for turn in story.turning_points}
    for phase in story.phases:
        days = describe_span(phase.start, phase.end) if phase.end else f"since {_since(phase, story)}"
        heading = f"{phase.label.capitalize()}: {days} ({_sources(phase.sources)})"
        yield Line(heading, describe_day(phase.start), (), "phase")
        if phase.start in turns:
            yield _turn(telling, turns[phase.start])
        events = key_events(story.events, phase, _EVENTS, telling.copies, pair)
        yield from (_event(telling, event) for event in events)
        yield from _words(telling, phase, {best_mention(event, telling.copies).passage.text for event in events})
    undated = [e for e in story.events if concerns_pair(e, pair) and e.mentions and likely_day(e.when) is None]
    if undated:
        yield Line("Not placed in a phase: too vaguely dated", "", (), "phase")
        most = sorted(undated, key=lambda e: (-importance(e), e.id))[:_EVENTS]
        yield from (_event(telling, event) for event in most)


def _turn(telling: Telling, turn: TurningPoint) -> Line:
    day, known = describe_day(turn.date), turn.earliest == turn.latest
    window = "" if known else f" ({describe_days(turn.earliest, turn.latest, vague=True)})"
    causes = "; ".join(
        f"“{quoted(cause)}” ({source_name(cause, telling.documents)})" for cause in turn.causes[:_CAUSES]
    )
    stated = f"stated causes: {causes}" if causes else "no source states a cause"
    return Line(f"Turning point, {day}{window}: {stated}", day, turn.causes, "turn")


def _words(telling: Telling, phase: Phase, told: Collection[str]) -> Iterator[Line]:
    """Yield what writers call the state of things in a phase, the firmest first, one from each source."""
    chosen: dict[str, Characterisation] = {}
    ids = set(phase.evidence)
    called = [c for c in telling.story.characterisations if c.id in ids and c.polarity == phase.polarity]
    for each in sorted(called, key=lambda c: (-c.firmness.score, len(c.passage.text), c.id)):
        if each.passage.text not in told:
            chosen.setdefault(source_name(each.passage, telling.documents), each)
    for source, each in list(chosen.items())[:_WORDS]:
        when = describe_date(each.when)
        yield Line(f"A writer's words for it: “{quoted(each.passage)}” ({source})", when, (each.passage,), "words")


def _others(story: Story) -> Iterator[Line]:
    """Yield how each other pair of the story's actors stands."""
    names, pair = actor_names(story.actors), pair_of(story.actors)
    for each in story.pairs:
        if {each.a, each.b} != pair and each.phases:
            now = each.phases[-1]
            stands = f"{now.label} since {describe_day(now.start)}, on {_sources(now.sources)}"
            told = f"{count_of(each.events, 'act')} ({each.good:.1f} friendly, {each.bad:.1f} hostile by weight)"
            who = as_opening(f"{with_article(names[each.a])} and {with_article(names[each.b])}")
            yield Line(f"{who}: {stands}; {told}", describe_day(now.start), (), "pair")


def _change(change: Change) -> Line:
    record = change.record.replace("_", " ")
    text = f"{change.text} (before: {change.before})" if change.text and change.before else change.text or change.before
    return Line(f"{change.change.capitalize()} {record}: {text}", "", (), "change")


def _event(telling: Telling, event: Event) -> Line:
    best = best_mention(event, telling.copies)
    clause = event_text(event, telling.names)
    passages = (best.passage, *(m.passage for m in event.mentions if m is not best))
    who = publishers(passages, telling.documents, event.independent_sources)
    said = according_to(event, telling.attributions, telling.names)
    when = describe_date(event.when)
    differ = differences_text(event, telling.documents)
    text = f"{as_opening(clause)}{said} — “{quoted(best.passage)}” ({who}){differ}"
    return Line(text, when, passages, "event")
