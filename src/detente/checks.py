"""Is a story sound: every passage matches its document, every reference resolves, dates are sane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

from .types import Passage, Story, When

T = TypeVar("T")


def check_story(story: Story) -> list[str]:
    """Return what is wrong with a told story, one line each; nothing when it is sound."""
    texts = {d.id: d.text for d in story.documents}
    found = [line for passage in _walk(story, Passage) for line in _check_passage(passage, texts)]
    found += [f"a date ends before it starts: {w}" for w in _walk(story, When) if w.start and w.end and w.end < w.start]
    return list(dict.fromkeys([*found, *_check_references(story), *_check_phases(story)]))


def _check_passage(passage: Passage, texts: dict[str, str]) -> Iterator[str]:
    text = texts.get(passage.document_id)
    if text is None:
        yield f"a passage of the missing document {passage.document_id}: {passage.text[:60]!r}"
    elif text[passage.start : passage.end] != passage.text or passage.start >= passage.end:
        yield f"{passage.document_id}: characters {passage.start}-{passage.end} are not {passage.text[:60]!r}"


def _check_references(story: Story) -> Iterator[str]:
    claims = {c.id for c in story.claims}
    for question in story.questions:
        yield from (f"{question.id} names the missing claim {c}" for c in question.claims if c not in claims)
    known = {e.id for e in story.events} | {c.id for c in story.characterisations}
    for phase in story.phases:
        yield from (f"{phase.id} rests on the missing record {i}" for i in phase.evidence if i not in known)
    times = Counter(e.id for e in story.events)
    yield from (f"two events have the id {i}" for i, n in times.items() if n > 1)
    records = {r.id for r in story.public.records}
    for check in story.public.checks:
        yield from (f"a check of {check.claim} names the missing record {i}" for i in check.records if i not in records)
    for event in story.events:
        if not event.mentions:
            yield f"{event.id} has no source"


def _check_phases(story: Story) -> Iterator[str]:
    for earlier, later in zip(story.phases, story.phases[1:], strict=False):
        if earlier.end is None or earlier.end >= later.start:
            yield f"{earlier.id} and {later.id} overlap"


def _walk(value: object, kind: type[T]) -> Iterator[T]:
    """Yield every value of a type inside a tree of dataclasses and tuples."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name), kind)
