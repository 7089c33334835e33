"""Who told the story: each publisher's documents, copies, event mentions, hedges and first reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ..types import Coding, Copy, Document, Event, SourceSummary

UNNAMED = "(publisher not named)"


def count_outlets(documents: Iterable[Document]) -> int:
    """Return how many outlets documents name; one that names none is nobody's."""
    return len({document.publisher for document in documents if document.publisher})


def summarise_sources(
    documents: Sequence[Document], codings: Sequence[Coding], copies: Sequence[Copy], events: Sequence[Event]
) -> tuple[SourceSummary, ...]:
    """Return one summary per publisher, those with most documents first.

    A first report is an event that the publisher's document was the first to tell; of documents published on one day
    none was first, unless one copies the other.
    """
    publisher = {document.id: document.publisher or UNNAMED for document in documents}
    copied = {copy.document_id for copy in copies}
    counts = Counter(publisher.values())
    reprints = Counter(publisher[document.id] for document in documents if document.id in copied)
    told: Counter[str] = Counter()
    hedged: Counter[str] = Counter()
    for coding in codings:
        name = publisher.get(coding.document_id, UNNAMED)
        told[name] += len(coding.events)
        hedged[name] += sum(mention.firmness.level == "hedged" for mention in coding.events)
    first = _first_reports(events, {d.id: d for d in documents}, copied)
    summaries = [SourceSummary(n, counts[n], reprints[n], told[n], hedged[n], first[n]) for n in counts]
    return tuple(sorted(summaries, key=lambda s: (-s.documents, s.publisher)))


def _first_reports(events: Sequence[Event], documents: dict[str, Document], copied: set[str]) -> Counter[str]:
    """Count, per publisher, the events that it alone told first."""
    first: Counter[str] = Counter()
    for event in events:
        days: dict[date, set[str]] = {}
        for mention in event.mentions:
            document = documents.get(mention.passage.document_id)
            if document is not None and document.published.start is not None and document.id not in copied:
                days.setdefault(document.published.start, set()).add(document.publisher or UNNAMED)
        earliest = days[min(days)] if days else set()
        if len(earliest) == 1:
            first.update(earliest)
    return first
