"""What all documents together tell: the telling half's types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from .base import Actor, Document, Party, Passage, Problem, When
from .coded import (
    Attribution,
    Characterisation,
    Claim,
    EventMention,
    EventType,
    Expectation,
    Modality,
    Polarity,
    Reaction,
)
from .piles import NOTHING_ASIDE, Aside
from .records import NOTHING_PUBLIC, PublicFindings

Verdict = Literal["agree", "compatible", "conflict", "different_scope", "single"]
DisputeKind = Literal["denied", "withdrawn"]
DifferenceReason = Literal[
    "agrees", "compatible", "later_figure", "wider_scope", "rounded", "different_quantity", "copied", "unexplained"
]
ExpectationStatus = Literal["open", "kept", "broken", "lapsed", "withdrawn"]
DifferenceAbout = Literal["date", "actor", "act", "figure"]
ChangeKind = Literal["new", "gone", "re-dated", "relabelled", "revised"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that repeats another: ``of`` is the earliest; ``similarity`` is the estimated Jaccard of shingles."""

    document_id: str
    of: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Version:
    """What some of an event's reports say where others say another thing; ``mentions`` holds their ids."""

    says: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventDifference:
    """What the reports of one event disagree on, each version with its reports, and how the record settles it."""

    about: DifferenceAbout
    versions: tuple[Version, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: the mentions of one happening, merged, with every source kept."""

    id: str
    type: EventType
    mode: str
    quad: int
    intensity: float
    polarity: Polarity
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When
    modality: Modality
    confidence: float
    independent_sources: int
    mentions: tuple[EventMention, ...]
    differences: tuple[EventDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the relationship with one label; ``end`` is None while it lasts. ``evidence`` holds ids."""

    id: str
    label: str
    start: dt.date
    end: dt.date | None
    polarity: Polarity
    sources: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """The date where the phase changes, the days it may lie between, its stated causes and the events around it."""

    id: str
    date: dt.date
    earliest: dt.date
    latest: dt.date
    causes: tuple[Passage, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of a story's actors, by id: what the events between them weigh, who tells them, and their phases.

    ``good`` and ``bad`` are the summed weights of the dated acts either way (`analysis.signals.event_weight`).
    """

    id: str
    a: str
    b: str
    events: int
    sources: int
    good: float
    bad: float
    phases: tuple[Phase, ...]
    turning_points: tuple[TurningPoint, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """How one actor dealt with another in a month: summed PLOVER intensities of words and of deeds, and the events."""

    id: str
    month: dt.date
    actor: str
    recipient: str
    words: float
    deeds: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """How many of an actor's own words (quotes, posts) read in a month there are, and which of them name another."""

    id: str
    month: dt.date
    actor: str
    other: str
    quotes: int
    naming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """Which event a reaction responds to, and how that is known."""

    reaction: str
    event: str
    basis: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is told otherwise than by the telling before: the record's kind and id, in words now and before."""

    id: str
    change: ChangeKind
    record: str
    record_id: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Why two claims of one question differ (or do not), and the rule's sentence about it."""

    a: str
    b: str
    reason: DifferenceReason
    because: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim that somebody denies or that its outlet takes back, by whom ("" where unsaid), and the words."""

    claim: str
    kind: DisputeKind
    by: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Question:
    """What several claims answer: one row of the ledger. ``claims`` holds their ids, ``disputes`` which are denied."""

    id: str
    what: str
    claims: tuple[str, ...]
    verdict: Verdict
    differences: tuple[Difference, ...]
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an expectation as of the story's day; ``evidence`` holds the ids that closed it."""

    expectation: str
    status: ExpectationStatus
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One publisher in the story: documents, how many are copies, its event mentions and how many were hedged."""

    publisher: str
    documents: int
    copies: int
    events: int
    hedged: int
    first_reports: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the story does not know: its kind ("undated document", "abstained", "no documents"), and how much."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Story:
    """A told story: everything that was assembled from the codings published by ``as_of``.

    ``phases`` and ``turning_points`` are those of the first two actors; ``pairs`` has every pair's, theirs first.
    ``changes`` compares with the telling before; it is empty for the first one, and as of an earlier day.
    """

    title: str
    actors: tuple[Actor, ...]
    as_of: dt.date | None
    documents: tuple[Document, ...]
    copies: tuple[Copy, ...]
    events: tuple[Event, ...]
    phases: tuple[Phase, ...]
    turning_points: tuple[TurningPoint, ...]
    claims: tuple[Claim, ...]
    questions: tuple[Question, ...]
    quotes: tuple[Attribution, ...]
    expectations: tuple[Expectation, ...]
    outcomes: tuple[Outcome, ...]
    reactions: tuple[Reaction, ...]
    characterisations: tuple[Characterisation, ...]
    sources: tuple[SourceSummary, ...]
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...]
    aside: Aside = NOTHING_ASIDE
    public: PublicFindings = NOTHING_PUBLIC
    pairs: tuple[Pair, ...] = ()
    talk: tuple[Talk, ...] = ()
    attention: tuple[Attention, ...] = ()
    responses: tuple[Response, ...] = ()
    changes: tuple[Change, ...] = ()
