"""What one document says: the reading half's types."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .base import UNKNOWN_DATE, Actor, Document, Party, Passage, Problem, When

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
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
QuantityChange = Literal["", "by", "to", "from"]
ExpectationKind = Literal["deadline", "promise", "threat", "prediction", "scheduled"]
Stance = Literal["positive", "negative", "neutral", "sceptical"]


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
    ``rate`` is what it is per ("month"), or "". ``change`` is "by" for how much it changed ("fell by $3 million"),
    "to" for what it became, "from" for what it was, "" for a level. "Doubled" is 2 ``times``.
    """

    passage: Passage
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    rule: str
    rate: str = ""
    change: QuantityChange = ""


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
    """How much of a document was used: sentences, those that concern the actors, candidates, those left in doubt."""

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
