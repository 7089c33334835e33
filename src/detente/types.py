"""The record: every public data type of detente.

Values are frozen; a step takes values and returns new ones. Character offsets are Python string offsets into
``Document.text``. Ids are hashes of content (`make_id`), so the same input gives the same ids.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Precision = Literal["day", "month", "quarter", "year", "unknown"]
DateBasis = Literal["stated", "relative", "focus", "vague", "reported", "inferred", "unknown"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
ActorKind = Literal["person", "organisation", "state"]
ProxyKind = Literal["company", "bill", "office", "ally", "person", "body"]
MentionKind = Literal["name", "role", "pronoun", "metonym", "proxy", "joint"]
BlockKind = Literal["title", "heading", "body", "list", "byline", "furniture", "reaction", "advice"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Polarity = Literal["+", "-", "0"]
Modality = Literal["asserted", "planned", "hypothetical", "negated"]
FirmnessLevel = Literal["asserted", "hedged", "denied"]
QuoteType = Literal["direct", "mixed", "indirect"]
AttributionBasis = Literal["named", "anonymous", "document", "post", "outlet", "unstated"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "range", "vague"]
Verdict = Literal["agree", "compatible", "conflict", "different_scope", "single"]
DifferenceReason = Literal[
    "agrees", "compatible", "later_figure", "wider_scope", "rounded", "different_quantity", "copied", "unexplained"
]
ExpectationKind = Literal["deadline", "promise", "threat", "prediction", "scheduled"]
ExpectationStatus = Literal["open", "kept", "broken", "lapsed", "withdrawn"]
Stance = Literal["positive", "negative", "neutral", "sceptical"]


def make_id(kind: str, *parts: object) -> str:
    """Return a short stable id: the kind's first letter(s) and 12 hex digits of the SHA-256 of the parts."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of a document: ``text == document.text[start:end]``. A sentence is a Passage."""

    document_id: str
    start: int
    end: int
    text: str

    def slice(self, start: int, end: int) -> Passage:
        """Return the part of this passage between two offsets *into this passage*."""
        return Passage(self.document_id, self.start + start, self.start + end, self.text[start:end])

    def covers(self, other: Passage) -> bool:
        """Return whether the other passage lies inside this one."""
        return self.document_id == other.document_id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class When:
    """A date as an interval of days, no more precise than its source.

    ``start`` and ``end`` are the earliest and latest day it can mean, both inclusive; either may be missing (open).
    ``precision`` is the smallest calendar unit the interval fits into. ``basis`` says where it comes from: *stated* in
    full, *relative* to the published date, *focus* (the date the narrative is at), *vague* ("late 2025"), *reported*
    (only the report's date is known), *inferred* (see ``reason``), *unknown*.
    """

    start: date | None
    end: date | None
    precision: Precision
    basis: DateBasis
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether both ends are known."""
        return self.start is not None and self.end is not None

    def text(self) -> str:
        """Return ISO 8601: "2025", "2025-Q2", "2025-06" or "2025-06-05" for a whole unit, else the first day it can be.

        An open or unknown date is "".
        """
        if self.start is None or self.end is None:
            return ""
        year, month = f"{self.start.year:04d}", f"{self.start.month:02d}"
        opening = (self.start.month - 1) // 3 * 3 + 1
        units = {
            "year": (year, (1, 1), (12, 31)),
            "quarter": (f"{year}-Q{opening // 3 + 1}", (opening, 1), (opening + 2, 0)),
            "month": (f"{year}-{month}", (self.start.month, 1), (self.start.month, 0)),
        }
        short, first, last = units.get(self.precision, ("", (0, 0), (0, 0)))
        whole = (self.start.month, self.start.day) == first and _ends_unit(self.end, last)
        return short if whole and self.start.year == self.end.year else self.start.isoformat()


def _ends_unit(day: date, last: tuple[int, int]) -> bool:
    """Return whether a day is (month, day); day 0 stands for the month's last."""
    month, number = last
    return day.month == month and (day.day == number or (number == 0 and day.day == monthrange(day.year, month)[1]))


UNKNOWN_DATE = When(None, None, "unknown", "unknown")


@dataclass(frozen=True, slots=True)
class Document:
    """One article, post or record. ``text`` begins with the title when the source gave one apart from the body."""

    id: str
    text: str
    path: str = ""
    url: str = ""
    source_id: str = ""
    publisher: str = ""
    author: str = ""
    title: str = ""
    published: When = UNKNOWN_DATE
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or coded: the document (id, or path where none could be made), the step and why."""

    document: str
    step: str
    message: str


@dataclass(frozen=True, slots=True)
class Proxy:
    """Something that stands for an actor: a company, a bill, an office, an ally."""

    id: str
    name: str
    kind: ProxyKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the powers whose relationship is told; ``id`` is ``a`` or ``b`` in a story of two."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    proxies: tuple[Proxy, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in an event: an actor's id, a proxy's id with ``via`` (its actor), or only a name."""

    name: str
    id: str = ""
    via: str = ""

    @property
    def actor(self) -> str:
        """The id of the actor it is or stands for; "" for others."""
        return self.via or self.id


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where one actor (or several: a joint mention) is named, described or referred to."""

    passage: Passage
    parties: tuple[Party, ...]
    kind: MentionKind
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document with one function; furniture is never evidence."""

    kind: BlockKind
    passage: Passage
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place: its index in the document, its paragraph, and the kind of block it stands in."""

    passage: Passage
    index: int
    paragraph: int
    block: BlockKind

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression (TIMEX3): ``value`` and ``mod`` as in TimeML, ``when`` the days it can mean if it is a date."""

    passage: Passage
    type: TimexType
    value: str
    mod: str
    when: When
    rule: str


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firmly something is said: its level, the words that say so, and UW's scale from -3 (not) to +3 (certain)."""

    level: FirmnessLevel = "asserted"
    words: tuple[str, ...] = ()
    score: float = 3.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it (PARC): source, cue and content, the content in one or more pieces."""

    id: str
    source: Passage | None
    cue: Passage | None
    content: tuple[Passage, ...]
    speaker: Party | None
    kind: QuoteType
    basis: AttributionBasis
    firmness: Firmness
    rule: str
    when: When = UNKNOWN_DATE

    @property
    def text(self) -> str:
        """The content's words, pieces joined by a space."""
        return " ".join(piece.text for piece in self.content)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as the text gives it and as an interval; a missing end is open ("at least").

    ``unit`` is an ISO 4217 code for money, ``%`` for percentages, else the counted noun ("lawsuits").
    ``rate`` is what it is per ("month"), or "".
    """

    passage: Passage
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    rule: str
    rate: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document's pass has found so far; later steps take it and return what they find."""

    document: Document
    actors: tuple[Actor, ...]
    published: When
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    attributions: tuple[Attribution, ...]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class EventMention:
    """One document's report of one event between parties."""

    id: str
    passage: Passage
    type: EventType
    mode: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When
    modality: Modality
    firmness: Firmness
    attribution: str
    intensity: float
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with a Quantity. ``question`` is the key that claims about the same thing share."""

    id: str
    passage: Passage
    quantity: Quantity
    subject: Party
    what: str
    scope: str
    question: str
    as_of: When
    basis: AttributionBasis
    firmness: Firmness
    attribution: str
    rule: str


@dataclass(frozen=True, slots=True)
class Characterisation:
    """A writer's own words for the state of the relationship: evidence for a phase, not an event."""

    id: str
    passage: Passage
    state: str
    polarity: Polarity
    when: When
    firmness: Firmness
    cause: Passage | None
    rule: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something said to be coming: who is to do what, and when it is due."""

    id: str
    passage: Passage
    kind: ExpectationKind
    who: Party | None
    what: str
    due: When
    said: When
    firmness: Firmness
    rule: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reader's or the public's response, with its stance toward what it is about."""

    id: str
    passage: Passage
    author: str
    stance: Stance
    toward: str
    rule: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document was used: sentences in all, those that concern the actors, candidates left out in doubt."""

    sentences: int = 0
    relevant: int = 0
    candidates: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True)
class Coding:
    """All that one document says: the result of the reading half. ``coder`` is the fingerprint of rules and models."""

    document_id: str
    coder: str
    published: When
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    timexes: tuple[Timex, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[EventMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    characterisations: tuple[Characterisation, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    problems: tuple[Problem, ...] = ()
    coverage: Coverage = Coverage()


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
    start: date
    end: date | None
    polarity: Polarity
    sources: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """The date where the phase changes, the days it may lie between, its stated causes and the events around it."""

    id: str
    date: date
    earliest: date
    latest: date
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
    as_of: date | None
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
