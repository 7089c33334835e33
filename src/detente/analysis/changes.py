"""What is told otherwise than by the telling before: new, gone, re-dated, relabelled, revised.

Ids are hashes of content, so one more report gives an event another id: events are known again by their reports,
phases by the days that they share, turning points by their nearness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from ..plain_words import count_of, describe_date, describe_day, describe_span
from ..types import Change, ChangeKind, Event, Phase, Question, Story, TurningPoint, make_id
from .key_events import importance
from .phrasing import actor_names, event_text
from .signals import concerns_pair, pair_of

_NEAR = timedelta(days=45)  # a turning point that moved no farther is the same
_MOST = 200  # changes of events that are kept: those of the events that matter most


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Kept = TypeVar("Kept", bound=_Identified)


def find_changes(before: Story, after: Story) -> tuple[Change, ...]:
    """Return what the second telling of a story tells otherwise than the first."""
    return (
        *_phases(before.phases, after.phases),
        *_turns(before.turning_points, after.turning_points),
        *_events(before, after),
        *_questions(before.questions, after.questions),
        *_expectations(before, after),
    )


def _change(change: ChangeKind, record: str, record_id: str, text: str, before: str = "") -> Change:
    return Change(make_id("change", change, record_id, text, before), change, record, record_id, text, before)


def _phases(before: Sequence[Phase], after: Sequence[Phase]) -> Iterator[Change]:
    same = _matched(before, after, _shared_days)
    for phase in after:
        old, words = same.get(phase.id), _phase_text(phase)
        if old is None:
            yield _change("new", "phase", phase.id, words)
        elif old.label != phase.label:
            yield _change("relabelled", "phase", phase.id, words, _phase_text(old))
        elif old.start != phase.start or old.end != phase.end:
            yield _change("re-dated", "phase", phase.id, words, _phase_text(old))
    yield from (_change("gone", "phase", p.id, "", _phase_text(p)) for p in _left(before, same))


def _phase_text(phase: Phase) -> str:
    days = describe_span(phase.start, phase.end) if phase.end else f"since {describe_day(phase.start)}"
    return f"{phase.label}, {days}"


def _shared_days(old: Phase, new: Phase) -> float:
    """Return how many days two phases share, more where their label is one; 0 where their sign is opposed."""
    if {old.polarity, new.polarity} == {"+", "-"}:
        return 0.0
    first, last = max(old.start, new.start), min(old.end or date.max, new.end or date.max)
    shared = (last - first).days + 1
    return max(0.0, shared * (2.0 if old.label == new.label else 1.0))


def _turns(before: Sequence[TurningPoint], after: Sequence[TurningPoint]) -> Iterator[Change]:
    same = _matched(before, after, _nearness)
    for turn in after:
        old, words = same.get(turn.id), describe_day(turn.date)
        if old is None:
            yield _change("new", "turning_point", turn.id, words)
        elif old.date != turn.date:
            yield _change("re-dated", "turning_point", turn.id, words, describe_day(old.date))
        elif len(old.causes) != len(turn.causes):
            causes = [count_of(len(t.causes), "stated cause") for t in (turn, old)]
            yield _change("revised", "turning_point", turn.id, f"{words}: {causes[0]}", f"{words}: {causes[1]}")
    yield from (_change("gone", "turning_point", t.id, "", describe_day(t.date)) for t in _left(before, same))


def _nearness(old: TurningPoint, new: TurningPoint) -> float:
    return float(max(0, (_NEAR - abs(old.date - new.date)).days + 1)) if abs(old.date - new.date) <= _NEAR else 0.0


def _matched(before: Sequence[Kept], after: Sequence[Kept], alike: Callable[[Kept, Kept], float]) -> dict[str, Kept]:
    """Return, by the id of a record of the second telling, the one of the first that it is most like, each once."""
    scored = [(-alike(old, new), i, j) for i, old in enumerate(before) for j, new in enumerate(after)]
    found: dict[str, Kept] = {}
    used: set[int] = set()
    for score, i, j in sorted(scored):
        if score < 0 and i not in used and after[j].id not in found:
            found[after[j].id] = before[i]
            used.add(i)
    return found


def _left(before: Iterable[Kept], same: Mapping[str, Kept]) -> list[Kept]:
    known = {old.id for old in same.values()}
    return [old for old in before if old.id not in known]


def _events(before: Story, after: Story) -> Iterator[Change]:
    """Yield the changes of the events of the pair, those that matter most first."""
    pair, names = pair_of(after.actors), actor_names(after.actors)
    old_events = [e for e in before.events if concerns_pair(e, pair) and e.mentions]
    new_events = [e for e in after.events if concerns_pair(e, pair) and e.mentions]
    places = {place: event for event in old_events for place in _places(event)}
    changes: list[tuple[float, Change]] = []
    kept: set[str] = set()
    for event in new_events:
        told = [places[place] for place in _places(event) if place in places]
        kept.update(old.id for old in told)
        change = _event_change(max(told, key=lambda e: (len(e.mentions), e.id), default=None), event, names)
        if change is not None:
            changes.append((-importance(event), change))
    gone = [old for old in old_events if old.id not in kept]
    changes += [(-importance(e), _change("gone", "event", e.id, "", _event_words(e, names))) for e in gone]
    yield from (change for _, change in sorted(changes, key=lambda c: (c[0], c[1].id))[:_MOST])


def _places(event: Event) -> list[tuple[str, int, int]]:
    return [(m.passage.document_id, m.passage.start, m.passage.end) for m in event.mentions]


def _event_change(old: Event | None, event: Event, names: Mapping[str, str]) -> Change | None:
    words = _event_words(event, names)
    if old is None:
        return _change("new", "event", event.id, words)
    told = _event_words(old, names)
    if event_text(old, names) != event_text(event, names):
        return _change("relabelled", "event", event.id, words, told)
    if (old.when.start, old.when.end) != (event.when.start, event.when.end):
        return _change("re-dated", "event", event.id, words, told)
    if old.independent_sources != event.independent_sources:
        sources = [f"{w}, {count_of(e.independent_sources, 'source')}" for w, e in ((words, event), (told, old))]
        return _change("revised", "event", event.id, *sources)
    return None


def _event_words(event: Event, names: Mapping[str, str]) -> str:
    return f"{event_text(event, names)} ({describe_date(event.when)})"


def _questions(before: Iterable[Question], after: Iterable[Question]) -> Iterator[Change]:
    """Yield new answers and verdicts; a question that one source answers is no news."""
    known = {question.id: question for question in before}
    for question in after:
        old = known.get(question.id)
        if len(question.claims) < 2 or (old is not None and old.claims == question.claims):
            continue
        words = f"{question.what} {count_of(len(question.claims), 'figure')}, {question.verdict.replace('_', ' ')}"
        told = f"{count_of(len(old.claims), 'figure')}, {old.verdict.replace('_', ' ')}" if old is not None else ""
        yield _change("new" if old is None else "revised", "question", question.id, words, told)


def _expectations(before: Story, after: Story) -> Iterator[Change]:
    """Yield what became of what was said to be coming."""
    statuses = {outcome.expectation: outcome.status for outcome in before.outcomes}
    now = {outcome.expectation: outcome.status for outcome in after.outcomes}
    for each in after.expectations:
        old, status = statuses.get(each.id), now.get(each.id, "open")
        words = f"{each.kind} “{' '.join(each.passage.text.split())[:160]}”: {status}"
        if old is None and status != "open":
            yield _change("new", "expectation", each.id, words)
        elif old is not None and old != status:
            yield _change("revised", "expectation", each.id, words, old)
