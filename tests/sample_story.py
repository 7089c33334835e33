"""A told story made by hand, with invented people, for tests of what readers see and take away."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from detente.types import (
    Actor,
    Attention,
    Attribution,
    AttributionBasis,
    Change,
    Characterisation,
    Claim,
    Copy,
    Difference,
    Document,
    Event,
    EventMention,
    EventType,
    Expectation,
    Firmness,
    Gap,
    Modality,
    Outcome,
    Pair,
    Party,
    Passage,
    Phase,
    Problem,
    Proxy,
    Qualifier,
    Quantity,
    Question,
    Reaction,
    Response,
    SourceSummary,
    Story,
    Talk,
    TurningPoint,
    When,
)

ADA, BRUNO = Party("Ada Verne", "a"), Party("Bruno Castell", "b")
LINES = Party("Verne Lines", "verne-lines", "a")
SCORES: dict[EventType, tuple[int, float]] = {
    "AGREE": (1, 2.5), "CONSULT": (1, 2.5), "SUPPORT": (1, 5.0), "AID": (2, 10.0), "ACCUSE": (3, -3.0),
          "THREATEN": (3, -3.5), "SANCTION": (4, -6.0), "COERCE": (4, -7.0),
}  # fmt: skip

ENDORSED = "Ada Verne endorsed Bruno Castell at a rally in Port Almar on Tuesday."
GAVE = "Verne Lines gave more than $4 million to his campaign, according to a filing."
APPOINTED = "Castell appointed Ada Verne to lead the new harbour council, a post without pay."
AIDE = "An aide put her gifts at about $6 million by the end of the year."
RESIGNED = "Verne resigned from the harbour council on Thursday after the governor signed a dredging tax."
KNIFE = "She reportedly called the tax “a knife in the hull”."
FERRIES = "Castell threatened to cancel the ferry contracts of Verne Lines."
CANCELLED = (
    "The state cancelled two ferry contracts held by Verne Lines in late August, a loss of up to $9 million a year."
)
FUNERAL = "Verne and Castell met at a funeral in early 2025 and, some said, made peace."
PROMISE = "The governor promised to revisit the tax by 30 June 2025."


def day(year: int, month: int, number: int) -> When:
    only = date(year, month, number)
    return When(only, only, "day", "stated")


def document(number: int, publisher: str, published: When, title: str, *paragraphs: str) -> Document:
    text = "\n\n".join((title, *paragraphs))
    slug = title.lower().replace(" ", "-")
    return Document(f"doc-{number}", text, path=f"articles/{number}.md", url=f"https://news.example/{slug}",
                    publisher=publisher, title=title, published=published)  # fmt: skip


DOCUMENTS = (
    document(
        1, "The Harbour Post", day(2023, 3, 14), "Shipping heiress backs Castell for governor",
        f"{ENDORSED} The dockers cheered.",
        f"{GAVE} “He is the only grown-up in the room,” Verne said.",
    ),
    document(
        2, "The Harbour Post", day(2023, 11, 20), "Governor names Verne to harbour council",
        f"{APPOINTED} The two shared a cake.",
        AIDE,
    ),
    document(
        3, "Almar Wire", day(2024, 5, 30), "Verne quits council over dredging tax",
        f"{RESIGNED} {KNIFE}", f"{FERRIES} “Loyalty is not for rent,” the governor said.",
    ),
    document(
        4, "The Inland Mirror", day(2024, 5, 31), "Verne quits council over dredging tax",
        f"{RESIGNED} {KNIFE}", f"{FERRIES} “Loyalty is not for rent,” the governor said.",
    ),
    document(
        5, "Coast Review", day(2024, 9, 2), "Ferry contracts fall, and so do the smiles",
        CANCELLED, "Verne may sue, people close to her say. One reader wrote: “They deserve each other.”",
    ),
    document(
        6, "Coast Review", When(None, None, "unknown", "unknown"), "Are they talking again?",
        f"{FUNERAL} {PROMISE}",
    ),
)  # fmt: skip


def find(number: int, words: str) -> Passage:
    """The passage of a document's first sentence part that reads so."""
    text = DOCUMENTS[number - 1].text
    start = text.index(words)
    return Passage(f"doc-{number}", start, start + len(words), words)


def mention(passage: Passage, kind: EventType, when: When, firmness: Firmness | None = None) -> EventMention:
    mention_id = f"mention-{passage.document_id}-{passage.start}-{kind}"
    return EventMention(mention_id, passage, kind, "", (), (), when, "asserted", firmness or Firmness(), "",
                        SCORES[kind][1], "coder.v1", 0.9)  # fmt: skip


def event(
    number: int, kind: EventType, parties: tuple[tuple[Party, ...], tuple[Party, ...]], when: When,
    *mentions: EventMention, modality: Modality = "asserted", sources: int = 1,
) -> Event:  # fmt: skip
    quad, score = SCORES[kind]
    return Event(f"event-{number}", kind, "", quad, score, "+" if score > 0 else "-", parties[0], parties[1], when,
                 modality, 0.9, sources, mentions)  # fmt: skip


HEDGED = Firmness("hedged", ("reportedly",), 1.0)
EARLY_2025 = When(date(2025, 1, 1), date(2025, 5, 2), "year", "vague")
LATE_AUGUST = When(date(2024, 8, 21), date(2024, 8, 31), "month", "vague")
MAY_30, MARCH_14, NOV_20 = day(2024, 5, 30), day(2023, 3, 14), day(2023, 11, 20)

EVENTS = (
    event(1, "SUPPORT", ((ADA,), (BRUNO,)), MARCH_14,
          mention(find(1, ENDORSED), "SUPPORT", MARCH_14)),
    event(2, "AID", ((LINES,), (BRUNO,)), When(date(2023, 1, 1), date(2023, 3, 14), "quarter", "reported"),
          mention(find(1, GAVE), "AID", MARCH_14)),
    event(3, "SUPPORT", ((BRUNO,), (ADA,)), NOV_20,
          mention(find(2, APPOINTED), "SUPPORT",
                  NOV_20)),
    event(4, "ACCUSE", ((ADA,), (BRUNO,)), MAY_30,
          mention(find(3, KNIFE), "ACCUSE", MAY_30, HEDGED), mention(find(4, KNIFE), "ACCUSE", MAY_30, HEDGED)),
    event(5, "THREATEN", ((BRUNO,), (LINES,)), MAY_30,
          mention(find(3, FERRIES), "THREATEN", MAY_30), mention(find(4, FERRIES), "THREATEN", MAY_30)),
    event(6, "SANCTION", ((Party("the state", "state", "b"),), (LINES,)), LATE_AUGUST,
          mention(find(5, CANCELLED), "SANCTION", LATE_AUGUST)),
    event(7, "CONSULT", ((ADA, BRUNO), ()), EARLY_2025, mention(find(6, FUNERAL), "CONSULT", EARLY_2025)),
    event(8, "AGREE", ((BRUNO,), (ADA,)), day(2025, 6, 30), mention(find(6, PROMISE), "AGREE", day(2025, 6, 30)),
          modality="planned"),
)  # fmt: skip


def claim(number: int, passage: Passage, figure: str, bounds: tuple[Decimal | None, Decimal | None],
          said: tuple[Qualifier, str, AttributionBasis]) -> Claim:  # fmt: skip
    qualifier, scope, basis = said
    start = passage.text.index(figure)
    figure_passage = passage.slice(start, start + len(figure))
    quantity = Quantity(figure_passage, bounds[0], bounds[1], "USD", qualifier, "money.symbol")
    published = DOCUMENTS[int(passage.document_id[4:]) - 1].published
    return Claim(f"claim-{number}", passage, quantity, ADA, "given to the campaign", scope, "gave", published,
                 basis, Firmness(), "", "claims.gave")  # fmt: skip


CLAIMS = (
    claim(1, find(1, GAVE), "more than $4 million",
          (Decimal(4_000_000), None), ("at_least", "Verne Lines", "document")),
    claim(2, find(2, AIDE), "about $6 million",
          (Decimal(6_000_000), Decimal(6_000_000)), ("about", "all gifts", "anonymous")),
    claim(3, find(5, "a loss of up to $9 million a year."), "up to $9 million",
          (None, Decimal(9_000_000)), ("at_most", "", "outlet")),
)  # fmt: skip


def _said(number: int, source: int, words: tuple[str, str, str], speaker: Party, when: When) -> Attribution:
    content, name, cue = words
    said = (find(source, name), find(source, cue), (find(source, content),))
    return Attribution(f"quote-{number}", *said, speaker, "direct", "named", Firmness(), "quote.marks", when)


STORY = Story(
    title="Ada Verne and Bruno Castell",
    actors=(
        Actor("a", "Ada Verne", "person", ("Verne",), proxies=(Proxy("verne-lines", "Verne Lines", "company"),)),
        Actor("b", "Bruno Castell", "person", ("Castell",), ("the governor",),
              proxies=(Proxy("state", "the state", "office"),)),
    ),
    as_of=date(2024, 9, 2),
    documents=DOCUMENTS,
    copies=(Copy("doc-4", "doc-3", 0.99),),
    events=EVENTS,
    phases=(
        Phase("phase-1", "alliance", date(2023, 3, 14), date(2024, 5, 29), "+", 1, ("event-1", "event-3")),
        Phase("phase-2", "rupture", date(2024, 5, 30), None, "-", 2, ("event-4", "event-5", "event-6")),
    ),
    turning_points=(
        TurningPoint("turn-1", date(2024, 5, 30), date(2024, 5, 28), date(2024, 5, 30),
                     (find(3, "the governor signed a dredging tax"),), ("event-4", "event-5")),
    ),
    claims=CLAIMS,
    questions=(
        Question("question-1", "How much did Ada Verne give to the campaign?", ("claim-1", "claim-2"), "compatible",
                 (Difference("claim-1", "claim-2", "later_figure", "the later figure is the larger"),)),
        Question("question-2", "How much does Verne Lines lose?", ("claim-3",), "single", ()),
    ),
    quotes=(
        _said(1, 1, ("“He is the only grown-up in the room,”", "Verne", "said"), ADA, MARCH_14),
        _said(2, 3, ("“Loyalty is not for rent,”", "the governor", "said"), BRUNO, MAY_30),
    ),
    expectations=(
        Expectation("expect-1", find(6, PROMISE), "promise", BRUNO, "revisit the tax", day(2025, 6, 30),
                    When(None, None, "unknown", "unknown"), Firmness(), "promise.by"),
        Expectation("expect-2", find(5, "Verne may sue, people close to her say."), "prediction", ADA, "sue",
                    When(None, None, "unknown", "unknown"), day(2024, 9, 2), Firmness("hedged", ("may",), 0.5), "may"),
    ),
    outcomes=(Outcome("expect-1", "open"), Outcome("expect-2", "lapsed")),
    reactions=(
        Reaction("reaction-1", find(5, "“They deserve each other.”"), "One reader", "negative", "the quarrel",
                 "reader"),
    ),
    characterisations=(
        Characterisation("char-1", find(6, "made peace"), "peace", "+", EARLY_2025, Firmness(), None, "peace"),
    ),
    sources=(
        SourceSummary("The Harbour Post", 2, 0, 3, 0, 3), SourceSummary("Almar Wire", 1, 0, 2, 1, 2),
        SourceSummary("The Inland Mirror", 1, 1, 2, 1, 0), SourceSummary("Coast Review", 2, 0, 3, 0, 3),
    ),
    gaps=(Gap("undated document", "1 document without a published date: Are they talking again?"),),
    problems=(Problem("articles/scan.md", "reading", "holds no text"),),
    pairs=(
        Pair("pair-1", "a", "b", 7, 3, 3.1, 2.6,
             (Phase("phase-2", "rupture", date(2024, 5, 30), None, "-", 2, ("event-4",)),), ()),
    ),
    talk=(Talk("talk-1", date(2024, 5, 1), "a", "b", -3.0, 0.0, ("event-4",)),),
    attention=(Attention("attention-1", date(2023, 3, 1), "a", "b", 1, ()),),
    responses=(Response("reaction-1", "event-6", "it takes up its words"),),
    changes=(Change("change-1", "new", "event", "event-6", "The state cut ties with Verne Lines"),),
)  # fmt: skip

EMPTY = Story("Nobody and Noone", (), None, *((),) * 15)


def long_story(count: int) -> Story:
    """A generated story with that many dated events between the two."""
    kinds = list(SCORES)
    start = date(2021, 1, 1)
    events = []
    for i in range(count):
        when_day = start + timedelta(days=(i * 37) % 1_500)
        when = When(when_day, when_day, "day", "stated")
        sides = ((ADA,), (BRUNO,)) if i % 3 else ((BRUNO,), (ADA,))
        kind = kinds[i % len(kinds)]
        events.append(event(1_000 + i, kind, sides, when, mention(find(1, ENDORSED), kind, when)))
    return Story("A long quarrel", STORY.actors, date(2025, 3, 1), DOCUMENTS, (), tuple(events), *((),) * 12)
