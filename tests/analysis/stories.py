"""Read the golden stories: their reports as documents and codings, and what is expected of them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.analysis.making import document, mention, on

from detente.analysis.account import write_account
from detente.analysis.gaps import find_gaps
from detente.analysis.merge import merge_events
from detente.analysis.pairs import find_pairs
from detente.analysis.talk import find_talk
from detente.types import (
    Actor,
    Characterisation,
    Coding,
    Copy,
    Document,
    Event,
    EventMention,
    Firmness,
    Party,
    Passage,
    Phase,
    Story,
    TurningPoint,
    make_id,
)

STORIES = Path(__file__).parent.parent / "golden" / "stories"


@dataclass(frozen=True, slots=True)
class Golden:
    """One golden story, coded by hand, and what a careful reader would say of it."""

    name: str
    names: tuple[str, ...]
    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    copies: tuple[Copy, ...]
    happenings: dict[str, str]
    others: tuple[tuple[str, str, str], ...]
    phases: tuple[tuple[date, str, int], ...]
    turns: tuple[tuple[date, int], ...]


def load_story(path: Path) -> Golden:
    """Return the story in a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    parties = {key: Party(name, key) for key, name in zip("abc", table["names"], strict=False)}
    reports = [_report(i, row, parties) for i, row in enumerate(table["report"])]
    words = [_words(i, row) for i, row in enumerate(table.get("characterisation", []))]
    copies = tuple(
        Copy(f"r{i:02}", f"r{_options(row)['copy']:02}", 1.0)
        for i, row in enumerate(table["report"])
        if "copy" in _options(row)
    )
    return Golden(
        name=path.stem,
        names=tuple(table["names"]),
        documents=(*(d for d, _ in reports), *(d for d, _ in words)),
        codings=(*(Coding(d.id, "test", d.published, events=(m,)) for d, m in reports),
                 *(Coding(d.id, "test", d.published, characterisations=(c,)) for d, c in words)),
        copies=copies,
        happenings={m.id: row[4] for (_, m), row in zip(reports, table["report"], strict=True)},
        others=tuple(tuple(row) for row in table.get("others", [])),
        phases=tuple(_phase(row, dict(table["turns"])) for row in table["phases"]),
        turns=tuple((date.fromisoformat(day), slack) for day, slack in table["turns"]),
    )  # fmt: skip


def all_stories() -> list[Golden]:
    """Return every golden story, by name."""
    return [load_story(path) for path in sorted(STORIES.glob("*.toml"))]


def tell(
    story: Golden, as_of: date | None = None, order: Sequence[int] | None = None
) -> tuple[tuple[Event, ...], tuple[Phase, ...], tuple[TurningPoint, ...]]:
    """Return events, phases and turning points, read in any order, as of a day."""
    told = whole(story, as_of, order)
    return told.events, told.phases, told.turning_points


def whole(story: Golden, as_of: date | None = None, order: Sequence[int] | None = None) -> Story:
    """Return the whole told story, read in any order, as of a day."""
    order = order if order is not None else range(len(story.documents))
    day = as_of or max(d.published.end for d in story.documents if d.published.end)
    seen = [i for i in order if (end := story.documents[i].published.end) is not None and end <= day]
    documents, codings = [story.documents[i] for i in seen], [story.codings[i] for i in seen]
    ids = {d.id for d in documents}
    copies = tuple(c for c in story.copies if {c.document_id, c.of} <= ids)
    events = merge_events(codings, documents, copies)
    said = tuple(sorted((c for coding in codings for c in coding.characterisations), key=lambda c: c.id))
    actors = tuple(Actor(key, name, "state") for key, name in zip("abc", story.names, strict=False))
    pairs = find_pairs(actors, events, codings, said, documents, day)
    return Story(
        title=story.name, actors=actors, as_of=day, documents=tuple(sorted(documents, key=lambda d: d.id)),
        copies=copies, events=events, phases=pairs[0].phases, turning_points=pairs[0].turning_points, claims=(),
        questions=(), quotes=(), expectations=(), outcomes=(), reactions=(), characterisations=said, sources=(),
        gaps=find_gaps(documents, codings, events, day), problems=(), pairs=pairs, talk=find_talk(actors, events),
    )  # fmt: skip


def account(story: Golden) -> str:
    """Return the story's written account as text, one line each: kind, date, words."""
    return "".join(f"{line.kind:8}{line.date_text:24}{line.text}\n" for line in write_account(whole(story)))


def b_cubed(story: Golden, events: Sequence[Event]) -> float:
    """Return B³ F1 of the merging against the story's happenings."""
    mine = {m.id: event.id for event in events for m in event.mentions}
    ours, theirs = defaultdict(set), defaultdict(set)
    for id_, happening in story.happenings.items():
        ours[mine[id_]].add(id_)
        theirs[happening].add(id_)
    pairs = [(ours[mine[id_]], theirs[happening]) for id_, happening in story.happenings.items()]
    precision = sum(len(a & b) / len(a) for a, b in pairs) / len(pairs)
    recall = sum(len(a & b) / len(b) for a, b in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def phases_right(story: Golden, phases: Sequence[Phase]) -> int:
    """Count the expected phases that are found: same polarity, begun within the slack of the turn that opens it."""
    return sum(
        any(p.polarity == polarity and abs(p.start - start) <= timedelta(days=slack) for p in phases)
        for start, polarity, slack in story.phases
    )


def turns_right(story: Golden, turns: Sequence[TurningPoint]) -> int:
    """Count the expected turning points that are found."""
    return sum(any(abs(t.date - day) <= timedelta(days=slack) for t in turns) for day, slack in story.turns)


def _phase(row: Sequence[Any], turns: dict[str, int]) -> tuple[date, str, int]:
    """First day, polarity, and how many days off is still right: as many as for the turn that opens it, or as given."""
    start, polarity, *slack = row
    return date.fromisoformat(start), polarity, slack[0] if slack else turns.get(start, 7)


def _options(row: Sequence[Any]) -> dict[str, Any]:
    return row[-1] if isinstance(row[-1], dict) else {}


def _report(number: int, row: Sequence[Any], parties: dict[str, Party]) -> tuple[Document, EventMention]:
    day, publisher, sides, type_, _, text = row[:6]
    options = _options(row)
    source = document(f"r{number:02}", day, publisher, text)
    made = mention(text, type_, on(options.get("when", day), "relative"), source.id, sides)
    firmness = Firmness("hedged", ("reportedly",), 1.0) if options.get("hedged") else Firmness()
    actors, recipients = (tuple(parties[p.id] for p in side) for side in (made.actors, made.recipients))
    modality = options.get("modality", "asserted")
    return source, replace(made, firmness=firmness, modality=modality, actors=actors, recipients=recipients)


def _words(number: int, row: Sequence[Any]) -> tuple[Document, Characterisation]:
    day, publisher, polarity, state, text = row[:5]
    source = document(f"w{number:02}", day, publisher, text)
    passage = Passage(source.id, 0, len(text), text)
    cause = None
    if len(row) > 5:
        start = text.index(row[5])
        cause = passage.slice(start, start + len(row[5]))
    return source, Characterisation(
        make_id("characterisation", source.id, text), passage, state, polarity, on(day, "reported"), Firmness(), cause,
        "by hand",
    )  # fmt: skip
