"""What the report says, section by section, as values: a template only lays them out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from ..analysis.key_events import importance, key_events
from ..analysis.phrasing import best_mention, event_text, party_names, quoted
from ..analysis.signals import between_actors
from ..evidence import Found, Library, describe_published, safe_url
from ..plain_words import (
    MODALITY_NAMES,
    QUAD_NAMES,
    count_of,
    describe_date,
    describe_day,
    describe_days,
    describe_span,
    one_line,
)
from ..types import UNKNOWN_DATE, Attribution, Event, Expectation, Outcome, Phase, Reaction, Story, TurningPoint
from .lines import MOST, TONES, Group, Line

KEY_LINES = 8  # events of a phase shown at once; the rest unfolds
_QUOTES = 6  # quotes of a speaker shown at once
_DESCRIBED = 3  # of the writers' own words for a phase
_READABLE = 260  # characters
_LAG = 31  # days; a report this fresh stands where it appeared
_VAGUE = 92  # days; a vaguer date may lie in several phases
_TOWARD = {"relationship": "the relationship", "both": "both"}
STATUS_NAMES = {
    "open": "open", "kept": "it happened", "broken": "it did not happen", "lapsed": "the day passed without word of it",
    "withdrawn": "taken back",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One document in the list of sources."""

    outlet: str
    title: str
    url: str
    published: str
    note: str


def chapters(story: Story, library: Library, shown: int = KEY_LINES) -> list[Group]:
    """Return the events by phase, then those that no phase holds; ``shown`` of each at once, the rest to unfold."""
    events = [e for e in story.events if e.mentions and between_actors(e)]
    placed = {e.id: _phase_of(e, story.phases) for e in events}
    groups = []
    for phase in story.phases:
        chapter = _chapter(phase, [e for e in events if placed[e.id] is phase], library, shown)
        groups.append(replace(chapter, described=tuple(_described(phase, story, library))))
    rest = [e for e in events if placed[e.id] is None]
    others = [e for e in story.events if e.mentions and not between_actors(e)]
    if rest:
        heading = "Outside the phases" if story.phases else "Events"
        key = _key(rest, None, library, shown)
        groups.append(_group(heading, "dated too vaguely, or still to come", rest, library, key=key))
    if others:
        groups.append(_group("Around the two", "acts that involve only one of them", others, library))
    return groups


def _phase_of(event: Event, phases: Sequence[Phase]) -> Phase | None:
    """Return the phase that holds all days an event can have."""
    first, last = event.when.start, event.when.end
    if first is None or last is None or event.modality == "planned":
        return None
    if event.when.basis == "reported" and (last - first).days <= _LAG:
        first = last
    return next(
        (p for p in phases if p.start <= first and last <= (p.end or date.max)), _phase_of_middle(event, phases)
    )


def _phase_of_middle(event: Event, phases: Sequence[Phase]) -> Phase | None:
    first, last = event.when.start, event.when.end
    if first is None or last is None or (last - first).days > 92:
        return None
    middle = first + (last - first) // 2
    return next((p for p in phases if p.start <= middle <= (p.end or date.max)), None)


def _chapter(phase: Phase, events: Sequence[Event], library: Library, shown: int) -> Group:
    days = describe_span(phase.start, phase.end) if phase.end else f"since {describe_day(phase.start)}"
    note = f"{days} · {count_of(phase.sources, 'independent source')}"
    key = _key(events, phase, library, shown)
    return _group(phase.label.capitalize(), note, events, library, tone=TONES[phase.polarity], key=key)


def _described(phase: Phase, story: Story, library: Library) -> Iterator[Line]:
    """Yield the writers' own words for the relationship that the phase rests on."""
    told = [c for c in story.characterisations if c.id in phase.evidence]
    told.sort(
        key=lambda c: (c.firmness.level != "asserted", len(c.passage.text) > _READABLE, c.when.start or date.max, c.id)
    )
    for words in sorted(told[:_DESCRIBED], key=lambda c: (c.when.start or c.when.end or date.max, c.id)):
        document = library.documents.get(words.passage.document_id)
        yield Line(
            when=describe_date(words.when, document.published if document else UNKNOWN_DATE),
            text=one_line(words.passage.text),
            source=library.outlet(words.passage),
            tags=() if words.firmness.level == "asserted" else (words.firmness.level,),
            tone=TONES[words.polarity],
            evidence=library.show([Found(words.passage, words.rule, words.firmness)], words.id),
        )


def _key(events: Sequence[Event], phase: Phase | None, library: Library, shown: int) -> frozenset[str]:
    """Return the ids of the events shown at once; all of them if hardly any would be left to unfold."""
    if len(events) <= shown + 2:
        chosen = events
    elif phase is None:
        chosen = sorted(events, key=lambda e: (-importance(e), e.id))[:shown]
    else:
        documents = {mention.passage.document_id for event in events for mention in event.mentions}
        chosen = key_events(events, phase, shown, {name for name in documents if library.is_reprint(name)})
    return frozenset(event.id for event in chosen)


def _group(
    heading: str, note: str, events: Sequence[Event], library: Library, *, tone: str = "even",
    key: Collection[str] = frozenset(),
) -> Group:  # fmt: skip
    """Return events as lines in order of date: the key ones at once, the others to unfold."""
    ranked = sorted(events, key=lambda e: (e.id not in key, -importance(e), e.id))[:MOST]
    ordered = sorted(ranked, key=_day)
    lines = tuple(event_line(e, library) for e in ordered if e.id in key)
    more = tuple(event_line(e, library) for e in ordered if e.id not in key)
    return Group(heading, note, tone, lines, more, len(events) - len(ranked))


def _day(event: Event) -> tuple[date, date, str]:
    """Return a sort key: the first day it can have, or the day of its report where that is all that is known."""
    first = event.when.end if event.when.basis == "reported" else event.when.start
    return first or event.when.end or date.max, event.when.end or date.max, event.id


def event_line(event: Event, library: Library) -> Line:
    """Return an event as a line of the account."""
    clause = event_text(event, library.names)
    best = best_mention(event)
    evidence = library.show([Found.in_mention(m) for m in event.mentions], event.id)
    tags = [QUAD_NAMES[event.quad]] if event.quad in QUAD_NAMES else []
    tags += [MODALITY_NAMES[event.modality]] if event.modality != "asserted" else []
    document = library.documents.get(best.passage.document_id)
    published = document.published if document else UNKNOWN_DATE
    return Line(
        when=describe_date(event.when, published),
        text=clause[:1].upper() + clause[1:],
        excerpt=one_line(best.passage.text),
        source=_sources(event, library),
        tags=tuple(tags),
        tone=TONES[event.polarity],
        evidence=evidence,
        id=event.id,
    )


def _sources(event: Event, library: Library) -> str:
    """Return the outlet of the report that is quoted, and how many independent others there are."""
    others = event.independent_sources - 1
    first = library.outlet(best_mention(event).passage)
    return f"{first} and {count_of(others, 'other')}" if others > 0 else first


def turns(story: Story, library: Library) -> list[Line]:
    """Return the turning points with the causes that sources state."""
    return [_turn(turn, story, library) for turn in story.turning_points]


def _turn(turn: TurningPoint, story: Story, library: Library) -> Line:
    after = next((p.label for p in story.phases if p.start == turn.date), "")
    before = next((p.label for p in story.phases if p.end and p.end < turn.date and (turn.date - p.end).days <= 1), "")
    change = f"From {before} to {after}" if before and after else f"{after.capitalize()} begins" if after else "A turn"
    causes = "; ".join(f"“{quoted(cause)}”" for cause in turn.causes[:3])
    known = turn.earliest != turn.latest
    around = [Found.in_mention(best_mention(e)) for e in story.events if e.id in turn.events and e.mentions]
    window = (f"The change lies {describe_days(turn.earliest, turn.latest)}.",) if known else ()
    return Line(
        when=describe_day(turn.date),
        text=change,
        excerpt=f"Stated cause: {causes}." if causes else "No source states a cause.",
        tags=window,
        evidence=library.show([*map(Found, turn.causes), *around], turn.id),
        id=turn.id,
    )


def quotes(story: Story, library: Library) -> list[Group]:
    """Return the speakers' own words, the actors first, then who speaks most."""
    spoken = [q for q in story.quotes if q.kind in ("direct", "mixed") and q.content and len(q.text.split()) > 2]
    spoken = _distinct(spoken, library)
    order = {actor.name: number for number, actor in enumerate(story.actors)}
    named = sorted(((_speaker(q, library), q) for q in spoken), key=lambda pair: pair[0])
    groups = [(speaker, [q for _, q in pairs]) for speaker, pairs in groupby(named, key=lambda pair: pair[0])]
    groups.sort(key=lambda group: (order.get(group[0], len(order)), -len(group[1]), group[0]))
    return [_speaker_group(speaker, said, library) for speaker, said in groups]


def _speaker(said: Attribution, library: Library) -> str:
    if said.speaker is not None and said.speaker.actor in library.names and not said.speaker.via:
        return library.names[said.speaker.actor]
    return library.speaker(said)


def _distinct(spoken: Iterable[Attribution], library: Library) -> list[Attribution]:
    """Return quotes without those of reprints and repeated words."""
    seen: set[str] = set()
    kept: list[Attribution] = []
    ordered = sorted(
        spoken, key=lambda q: (library.original(q.content[0].document_id) != q.content[0].document_id, q.id)
    )
    for quote in ordered:
        words = content(quote.text)
        if words not in seen:
            seen.add(words)
            kept.append(quote)
    return kept


def content(words: str) -> str:
    """Return the letters and digits of words: what stays the same when a reprint changes its punctuation."""
    return "".join(c for c in words.lower() if c.isalnum())


def _speaker_group(speaker: str, said: Sequence[Attribution], library: Library) -> Group:
    ordered = sorted(said, key=lambda q: _said_order(q, library))
    lines = tuple(quote_line(q, library) for q in ordered[:MOST])
    heading, left_out = speaker[:1].upper() + speaker[1:], len(said) - len(lines)
    return Group(heading, count_of(len(said), "quote"), "even", lines[:_QUOTES], lines[_QUOTES:], left_out)


def _said_order(said: Attribution, library: Library) -> tuple[date, str, int]:
    document = library.documents.get(said.content[0].document_id)
    published = document.published.start if document else None
    return said.when.start or published or date.max, said.content[0].document_id, said.content[0].start


def quote_line(said: Attribution, library: Library) -> Line:
    """Return a quote: dated by when it was said or, where that is not told, by its report."""
    document = library.documents.get(said.content[0].document_id)
    dated = said.when.start is not None or said.when.end is not None or document is None
    direct = said.kind == "direct"
    return Line(
        when=describe_date(said.when) if dated or document is None else describe_published(document, short=True),
        text=said.text.strip().strip('“”"‘’').rstrip(",") if direct else said.text,
        source=library.outlet(said.content[0]),
        tags=() if said.firmness.level == "asserted" else (said.firmness.level,),
        spoken=direct,
        evidence=library.show([Found(piece, said.rule, said.firmness) for piece in said.content], said.id),
    )


def expectations(story: Story, library: Library) -> tuple[list[Line], list[Line]]:
    """Return what was said to be coming, with what became of it: by its day, and without one."""
    outcomes = {o.expectation: o for o in story.outcomes}
    mentions = {e.id: e.mentions for e in story.events}
    told: dict[str, list[Expectation]] = {}
    for expected in sorted(story.expectations, key=lambda x: (library.is_reprint(x.passage.document_id), x.id)):
        told.setdefault(f"{expected.kind} {content(expected.passage.text)}", []).append(expected)
    dated: list[Line] = []
    undated: list[Line] = []
    for same in sorted(told.values(), key=lambda same: (same[0].due.start or same[0].due.end or date.max, same[0].id)):
        outcome = outcomes.get(same[0].id, Outcome(same[0].id, "open"))
        closing = [Found.in_mention(m) for i in outcome.evidence for m in mentions.get(i, ())]
        found = [*(Found(x.passage, x.rule, x.firmness) for x in same), *closing]
        known = same[0].due.start is not None or same[0].due.end is not None
        line = expectation_line(same[0], outcome.status, found, library)
        if any(record.id in outcome.evidence for record in story.public.records):
            line = replace(line, tags=(*line.tags, "on public record"))
        (dated if known else undated).append(line)
    return dated[:MOST], undated[:MOST]


def expectation_line(expected: Expectation, status: str, found: Sequence[Found], library: Library) -> Line:
    """Return what was said to be coming, with what became of it."""
    due = "" if expected.due.start is None and expected.due.end is None else describe_date(expected.due)
    who = party_names((expected.who,), library.names) if expected.who else ""
    hedge = ("hedged",) if expected.firmness.level == "hedged" else ()
    return Line(
        when=f"due {due}" if due else expected.kind,
        text=one_line(expected.passage.text),
        source=" · ".join(filter(None, (who, library.outlet(expected.passage)))),
        tags=(*((expected.kind,) if due else ()), STATUS_NAMES[status], *hedge),
        tone={"kept": "good", "broken": "bad"}.get(status, "even"),
        evidence=library.show(found, expected.id),
        id=expected.id,
    )


def reactions(story: Story, library: Library) -> list[Line]:
    """Return readers' and the public's responses."""
    return [reaction_line(r, library) for r in story.reactions[:MOST]]


def reaction_line(reaction: Reaction, library: Library) -> Line:
    """Return a reader's or the public's response."""
    toward = reaction.toward
    return Line(
        when=reaction.stance,
        text=one_line(reaction.passage.text),
        source=" · ".join(filter(None, (reaction.author, library.outlet(reaction.passage)))),
        tags=(f"toward {_TOWARD.get(toward, library.names.get(toward, toward))}",) if toward else (),
        tone={"positive": "good", "negative": "bad"}.get(reaction.stance, "even"),
        evidence=library.show([Found(reaction.passage, reaction.rule)], reaction.id),
        id=reaction.id,
    )


def source_rows(story: Story, library: Library) -> Iterator[SourceRow]:
    """Yield each document, in order of date."""
    for document in story.documents[: MOST * 5]:
        original = library.documents.get(library.original(document.id))
        note = f"reprint of {original.publisher or original.title}" if original and original.id != document.id else ""
        outlet = document.publisher or document.path or document.id
        yield SourceRow(outlet, document.title, safe_url(document.url), describe_published(document), note)
