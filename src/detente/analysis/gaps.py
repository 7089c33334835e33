"""What the story does not know: undated documents, doubts left out, silences, and events that rest on one source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import PurePath

from ..plain_words import describe_day
from ..types import Coding, Document, Event, Gap
from ..types.piles import NOTHING_ASIDE, Aside
from .signals import between_actors

_SILENCE = timedelta(days=120)
_NAMED = 5  # titles or ids named in one message


def find_gaps(
    documents: Sequence[Document],
    codings: Sequence[Coding],
    events: Sequence[Event],
    day: date | None,
    aside: Aside = NOTHING_ASIDE,
) -> tuple[Gap, ...]:
    """Return the gaps of a story, those about documents first; ``aside`` are read documents that are not given."""
    return (
        *_undated(documents),
        *_unconcerned(documents, codings, aside),
        *_abstained(codings),
        *_silences(documents, aside, day),
        *_events(events),
    )


def _undated(documents: Sequence[Document]) -> Iterator[Gap]:
    undated = [document for document in documents if not document.published.known]
    if undated:
        yield Gap("undated document", f"{_count(undated, 'document')} without a published date: {_names(undated)}")
    inferred = [document for document in documents if document.published.basis == "inferred"]
    if inferred:
        yield Gap("inferred date", f"{_count(inferred, 'document')} dated only from the text: {_names(inferred)}")


def _unconcerned(documents: Sequence[Document], codings: Sequence[Coding], aside: Aside) -> Iterator[Gap]:
    idle = {c.document_id for c in codings if not (c.mentions or c.events or c.characterisations)}
    left = [document for document in documents if document.id in idle]
    count = len(left) + aside.documents
    if count:
        named = _list_names(list(dict.fromkeys([*_titles(left), *aside.first])), count)
        say = "tells" if count == 1 else "tell"
        yield Gap("does not concern the actors", f"{_number(count, 'document')} {say} nothing of them: {named}")


def _abstained(codings: Sequence[Coding]) -> Iterator[Gap]:
    candidates = sum(coding.coverage.candidates for coding in codings)
    abstained = sum(coding.coverage.abstained for coding in codings)
    if abstained:
        share = f"{abstained / candidates:.0%}"
        yield Gap("abstained", f"{abstained} of {candidates} possible events ({share}) left out in doubt")


def _silences(documents: Sequence[Document], aside: Aside, day: date | None) -> Iterator[Gap]:
    """Yield each long stretch without a document: nothing is known of it, which does not mean that it was calm."""
    read = {d.published.end for d in documents if d.published.end is not None} | set(
        map(date.fromisoformat, aside.days)
    )
    published = sorted(read | ({day} if day else set()))
    for before, after in pairwise(published):
        if after - before > _SILENCE:
            yield Gap(
                "no documents",
                f"nothing read from {describe_day(before)} to {describe_day(after)} ({(after - before).days} days)",
            )


def _events(events: Sequence[Event]) -> Iterator[Gap]:
    between = [event for event in events if between_actors(event)]
    undated = [event for event in between if not event.when.known]
    if undated:
        yield Gap("event without a date", f"{_count(undated, 'event')} between the actors cannot be placed in time")
    single = [event for event in between if event.independent_sources <= 1]
    if single:
        yield Gap("single source", f"{len(single)} of {_count(between, 'event')} between the actors rest on one source")
    hedged = [e for e in between if e.mentions and all(m.firmness.level != "asserted" for m in e.mentions)]
    if hedged:
        yield Gap("hedged only", f"no source asserts {_count(hedged, 'event')} between the actors outright")


def _count(things: Sequence[object], noun: str) -> str:
    return _number(len(things), noun)


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _names(documents: Sequence[Document]) -> str:
    return _list_names(_titles(documents), len(documents))


def _titles(documents: Sequence[Document]) -> list[str]:
    named = (document.title or PurePath(document.path).name or document.id for document in documents)
    return list(islice(dict.fromkeys(named), _NAMED))  # an archive of untitled documents is named once


def _list_names(names: Sequence[str], count: int) -> str:
    more = count - len(names[:_NAMED])
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
