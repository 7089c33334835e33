"""READ THIS FIRST: how documents become a story.

    documents ──code_document()──▶ Coding ──assemble()──▶ Story
                 one at a time, pure        all together, cheap

`code_document` is the expensive, reading half: a pure function of a document and a `Coder` (actors, rules, models).
`assemble` is the telling half: it works from codings alone and sees only what had been published by its as-of day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from .analysis.attention import find_attention
from .analysis.copies import find_copies
from .analysis.gaps import find_gaps
from .analysis.ledger import build_ledger
from .analysis.merge import merge_events
from .analysis.outcomes import follow_up
from .analysis.pairs import find_pairs
from .analysis.responses import find_responses
from .analysis.sources import summarise_sources
from .analysis.talk import find_talk
from .coding.actors import concerns, find_mentions
from .coding.attribution import find_attributions
from .coding.characterisations import find_characterisations
from .coding.claims import find_claims
from .coding.coder import EventCoder
from .coding.dates import tag_dates
from .coding.events import find_events
from .coding.expectations import find_expectations
from .coding.language import DEFAULT_MODEL, Language, split_sentences
from .coding.layout import find_blocks
from .coding.published import infer_published
from .coding.quantities import find_quantities
from .coding.reactions import find_reactions
from .rulebook import rules_fingerprint
from .types import (
    UNKNOWN_DATE,
    Actor,
    Block,
    Characterisation,
    Coding,
    Copy,
    Coverage,
    Document,
    Expectation,
    Reading,
    Story,
    When,
    make_id,
)
from .types.piles import NOTHING_ASIDE, Aside

_TELLS = ("pipeline.py", "plain_words.py", "told.sql", "told_tables.py")
Said = TypeVar("Said", Characterisation, Expectation)


@dataclass(frozen=True, slots=True)
class Coder:
    """What the reading half needs besides the document: the actors, and the loaded models."""

    actors: tuple[Actor, ...]
    language: Language
    events: EventCoder

    @property
    def fingerprint(self) -> str:
        """Changes when the actors, a rule or a model does: a coding with another fingerprint is stale."""
        return coder_fingerprint(self.actors, self.language.name, self.events.fingerprint)


def coder_fingerprint(actors: tuple[Actor, ...], language: str, events: str) -> str:
    """Return the fingerprint of a coder without loading its models."""
    return make_id("coder", actors, rules_fingerprint(), language, events)


@cache
def telling_fingerprint() -> str:
    """Return the fingerprint of the code that tells and keeps what is told: it changes when a line of it does."""
    package = files(__package__)
    parts = [*package.joinpath("analysis").iterdir(), *package.joinpath("types").iterdir()]
    parts += [package.joinpath(name) for name in _TELLS]
    return make_id("telling", *sorted((f.name, f.read_bytes()) for f in parts if f.name.endswith((".py", ".sql"))))


def load_coder(actors: Iterable[Actor], language: str = DEFAULT_MODEL) -> Coder:
    """Return a coder with its models loaded.

    Raises:
        MissingPartError: a model is missing or altered.
    """
    return Coder(tuple(actors), Language(language), EventCoder.load())


def code_document(document: Document, coder: Coder) -> Coding:
    """Return everything one document says about the actors. Same document and coder, same coding."""
    if not concerns(document, coder.actors):
        return Coding(document.id, coder.fingerprint, document.published)
    blocks = find_blocks(document)
    reading = read_document(document, coder, blocks)
    events, abstained = find_events(reading, coder.events)
    return Coding(
        document_id=document.id,
        coder=coder.fingerprint,
        published=reading.published,
        blocks=blocks,
        mentions=reading.mentions,
        timexes=reading.timexes,
        attributions=reading.attributions,
        events=events,
        claims=find_claims(reading),
        characterisations=find_characterisations(reading),
        expectations=find_expectations(reading),
        reactions=find_reactions(reading),
        coverage=_coverage(reading, len(events), abstained),
    )


def read_document(document: Document, coder: Coder, blocks: tuple[Block, ...] = ()) -> Reading:
    """Return the first pass over a document: sentences, mentions, dates, attributions, quantities."""
    sentences = split_sentences(document, blocks or find_blocks(document), coder.language)
    published = document.published if document.published.known else infer_published(document, sentences)
    mentions = find_mentions(sentences, coder.actors, coder.language, coder.events.look)
    reading = Reading(
        document=document,
        actors=coder.actors,
        published=published,
        sentences=sentences,
        mentions=mentions,
        timexes=tag_dates(sentences, published),
        attributions=(),
        quantities=tuple(q for s in sentences for q in find_quantities(s.passage)),
    )
    return replace(reading, attributions=find_attributions(reading, coder.language))


def _coverage(reading: Reading, coded: int, abstained: int) -> Coverage:
    """Count sentences, those with a mention, and candidates for events."""
    spans = sorted((m.passage.start, m.passage.end) for m in reading.mentions)
    starts = iter(spans)
    relevant, span = 0, next(starts, None)
    for sentence in reading.sentences:
        while span is not None and span[0] < sentence.passage.start:
            span = next(starts, None)
        relevant += span is not None and span[0] < sentence.passage.end
    return Coverage(len(reading.sentences), relevant, coded + abstained, abstained)


def assemble(
    title: str,
    actors: tuple[Actor, ...],
    documents: Sequence[Document],
    codings: Iterable[Coding],
    as_of: date | None = None,
    aside: Aside = NOTHING_ASIDE,
) -> Story:
    """Return the story told by the codings of documents published on or before ``as_of``.

    ``aside`` are documents that were read and do not concern the actors.
    Without ``as_of`` the story's day is its newest document's published date. Undated documents are seen only when no
    ``as_of`` is asked for: nobody can say that they had been published by then.
    """
    codings = sorted(codings, key=lambda c: c.document_id)
    dated = _date_documents(documents, codings)
    seen = [d for d in dated if as_of is None or (d.published.end is not None and d.published.end <= as_of)]
    ids = {d.id for d in seen}
    codings = [c for c in codings if c.document_id in ids]
    published = [d.published.end for d in seen if d.published.end] + [date.fromisoformat(d) for d in aside.days[-1:]]
    return _tell(title, actors, seen, codings, as_of or max(published, default=None), aside)


def _tell(
    title: str, actors: tuple[Actor, ...], seen: list[Document], codings: list[Coding], day: date | None, aside: Aside
) -> Story:
    """Return the story told by the documents seen on a day."""
    copies = find_copies(seen)
    events = merge_events(codings, seen, copies)
    claims = tuple(claim for c in codings for claim in c.claims)
    characterisations = _said_once((x for c in codings for x in c.characterisations), copies)
    expectations = _said_once((x for c in codings for x in c.expectations), copies)
    quotes = tuple(a for c in codings for a in c.attributions)
    reactions = tuple(r for c in codings for r in c.reactions)
    pairs = find_pairs(actors, events, codings, characterisations, seen, day)
    return Story(
        title=title,
        actors=actors,
        as_of=day,
        documents=tuple(seen),
        copies=copies,
        events=events,
        phases=pairs[0].phases,
        turning_points=pairs[0].turning_points,
        claims=claims,
        questions=build_ledger(claims, seen, copies),
        quotes=quotes,
        expectations=expectations,
        outcomes=follow_up(expectations, events, day),
        reactions=reactions,
        characterisations=characterisations,
        sources=summarise_sources(seen, codings, copies, events),
        gaps=find_gaps(seen, codings, events, day, aside),
        problems=tuple(p for c in codings for p in c.problems),
        pairs=pairs,
        talk=find_talk(actors, events),
        attention=find_attention(actors, quotes, seen, copies),
        responses=find_responses(reactions, events),
        aside=aside,
    )


def _said_once(items: Iterable[Said], copies: Sequence[Copy]) -> tuple[Said, ...]:
    """Leave out what a copy repeats word for word from its original: a copy is not a second source."""
    items = tuple(items)
    original = {c.document_id: c.of for c in copies}
    said = {(i.passage.document_id, i.passage.text) for i in items}
    return tuple(i for i in items if (original.get(i.passage.document_id), i.passage.text) not in said)


def _date_documents(documents: Sequence[Document], codings: Sequence[Coding]) -> list[Document]:
    """Give each document the published date its coding inferred; order by that date, then id."""
    inferred = {c.document_id: c.published for c in codings}
    dated = [replace(d, published=inferred.get(d.id, d.published)) for d in documents]
    return sorted(dated, key=lambda d: (d.published.start or date.max, d.id))


def code(text: str, actors: Iterable[Actor], published: date | None = None, coder: Coder | None = None) -> Coding:
    """Return the coding of one text: the whole reading half on a string, for people who only want event data.

    ``published`` is the day relative dates are resolved against. Pass a ``coder`` to reuse loaded models.

    Raises:
        MissingPartError: a model is missing or altered.
    """
    when = When(published, published, "day", "stated", "given") if published else UNKNOWN_DATE
    document = Document(make_id("doc", when.text(), text), text, published=when)
    return code_document(document, coder or load_coder(actors))
