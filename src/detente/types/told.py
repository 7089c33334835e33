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

Verdict = Literal["agree", "compatible", "conflict", "different_scope", "single"]
DifferenceReason = Literal[
    "agrees", "compatible", "later_figure", "wider_scope", "rounded", "different_quantity", "copied", "unexplained"
]
ExpectationStatus = Literal["open", "kept", "broken", "lapsed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that repeats another: ``of`` is the earliest; ``similarity`` is the estimated Jaccard of shingles."""

    document_id: str
    of: str
    similarity: float


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
class Difference:
    """Why two claims of one question differ (or do not), and the rule's sentence about it."""

    a: str
    b: str
    reason: DifferenceReason
    because: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What several claims answer: one row of the ledger. ``claims`` holds their ids."""

    id: str
    what: str
    claims: tuple[str, ...]
    verdict: Verdict
    differences: tuple[Difference, ...]


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
    """A told story: everything that was assembled from the codings published by ``as_of``."""

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
