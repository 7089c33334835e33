"""A small hand-made story that tests of the outer parts share. Everyone in it is invented."""

import shutil
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import detente
from detente.types import (
    UNKNOWN_DATE,
    Actor,
    Attribution,
    Change,
    Characterisation,
    Claim,
    Copy,
    Difference,
    Document,
    Event,
    EventMention,
    Expectation,
    Firmness,
    Gap,
    Indicator,
    MonthValue,
    Outcome,
    Pair,
    Party,
    Passage,
    Phase,
    Proxy,
    PublicFindings,
    PublicRecord,
    Quantity,
    Question,
    Reaction,
    RecordCheck,
    SourceSummary,
    Story,
    Talk,
    TurningPoint,
    When,
)

EXAMPLES = Path(__file__).parent.parent / "examples"
TEXT = (
    "Brandt threatens Rask\n\nPresident Ana Brandt reportedly threatened on Friday to cancel Viktor Rask's contracts. "
    "Rask gave more than $40 million to her campaign. “I am done,” Rask said. The friendship is over. "
    "The audit is due by 1 July 2024.\n\nOne user said: About time!"
)
EVE, DAY = date(2024, 5, 3), date(2024, 5, 4)
BRANDT, RASK = Party("Ana Brandt", "a"), Party("Viktor Rask", "b")


def day(value: date) -> When:
    return When(value, value, "day", "stated")


def find(words: str, text: str = TEXT, document: str = "doc-1") -> Passage:
    start = text.index(words)
    return Passage(document, start, start + len(words), words)


def public_findings() -> PublicFindings:
    """A gift on record, its series, and a claim that it bears out."""
    pac, amount = Party("Forward PAC"), Decimal(41_000_000)
    spring, filed = day(date(2024, 3, 1)), day(date(2024, 4, 15))
    gift = PublicRecord(
        "record-1",
        "openfec",
        "contribution",
        "fec/a/1",
        "Contribution to Forward PAC",
        RASK,
        pac,
        spring,
        filed,
        amount,
    )
    month = MonthValue(date(2024, 3, 1), amount, 1)
    series = Indicator("indicator-1", "Given by Viktor Rask to Forward PAC", "USD", RASK, (month,), "1 filed row")
    check = RecordCheck("claim-1", "agrees", amount, None, DAY, "up to 4 May 2024", "1 filed row", ("record-1",))
    return PublicFindings((gift,), (series,), (check,))


def threat() -> Event:
    sentence = find("President Ana Brandt reportedly threatened on Friday to cancel Viktor Rask's contracts.")
    hedged = Firmness("hedged", ("reportedly",), 1.0)
    mention = EventMention(
        "m-1", sentence, "THREATEN", "restrict", (BRANDT,), (RASK,), day(EVE), "asserted", hedged, "", -3.0, "model",
        0.9,
    )  # fmt: skip
    return Event(
        "event-1", "THREATEN", "restrict", 3, -3.0, "-", (BRANDT,), (RASK,), day(EVE), "asserted", 0.9, 1, (mention,),
    )  # fmt: skip


def gift() -> Claim:
    amount = Quantity(find("more than $40 million"), Decimal(40_000_000), None, "USD", "at_least", "money")
    return Claim(
        "claim-1", find("Rask gave more than $40 million to her campaign."), amount, RASK, "gave", "to her campaign",
        "b gave USD", day(DAY), "outlet", Firmness(), "", "claim",
    )  # fmt: skip


def quote() -> Attribution:
    said = (find("“I am done,”"),)
    return Attribution(
        "quote-1", find("Rask"), find("said"), said, RASK, "direct", "named", Firmness(), "quote", UNKNOWN_DATE
    )


def audit() -> Expectation:
    sentence, due = find("The audit is due by 1 July 2024."), day(date(2024, 7, 1))
    return Expectation("expectation-1", sentence, "deadline", None, "the audit", due, day(DAY), Firmness(), "due")


def documents() -> tuple[Document, Document]:
    title = "Brandt threatens Rask"
    first = Document("doc-1", TEXT, "one.md", "https://example.org/1", "s1", "The Harbor Ledger", "", title, day(DAY))
    return first, Document("doc-2", TEXT, "two.md", publisher="Gulf Post", published=day(DAY))


@pytest.fixture
def story() -> Story:
    over = find("The friendship is over.")
    cause = find("to cancel Viktor Rask's contracts")
    same = Difference("claim-1", "claim-1", "agrees", "the same figure")
    return Story(
        title="Ana Brandt and Viktor Rask",
        actors=(
            Actor("a", "Ana Brandt", "person", ("Brandt",)),
            Actor("b", "Viktor Rask", "person", ("Rask",), proxies=(Proxy("rasco", "Rasco", "company"),)),
        ),
        as_of=DAY,
        documents=documents(),
        copies=(Copy("doc-2", "doc-1", 1.0),),
        events=(threat(),),
        phases=(Phase("phase-1", "rupture", EVE, None, "-", 1, ("event-1", "state-1")),),
        turning_points=(TurningPoint("turn-1", EVE, EVE, DAY, (cause,), ("event-1",)),),
        claims=(gift(),),
        questions=(Question("question-1", "How much did Viktor Rask give?", ("claim-1",), "single", (same,)),),
        quotes=(quote(),),
        expectations=(audit(),),
        outcomes=(Outcome("expectation-1", "open"),),
        reactions=(Reaction("reaction-1", find("About time!"), "One user", "positive", "relationship", "comment"),),
        characterisations=(Characterisation("state-1", over, "rupture", "-", day(DAY), Firmness(), None, "over"),),
        sources=(SourceSummary("The Harbor Ledger", 1, 0, 1, 1, 1),),
        gaps=(Gap("single source", "1 event rests on one source"),),
        problems=(),
        public=public_findings(),
        pairs=(Pair("pair-1", "a", "b", 1, 1, 0.0, 0.6, (), ()),),
        talk=(Talk("talk-1", date(2024, 5, 1), "a", "b", -3.5, 0.0, ("event-1",)),),
        changes=(Change("change-1", "new", "event", "event-1", "Ana Brandt threatened Viktor Rask"),),
    )


@pytest.fixture(scope="session")
def built_example(tmp_path_factory):
    """Return a function of an example's name that gives a built copy of it: each is built once for all tests."""

    @cache
    def build(name: str) -> Path:
        target = tmp_path_factory.mktemp("examples") / name
        shutil.copytree(EXAMPLES / name, target, ignore=shutil.ignore_patterns("*.db*"))
        with detente.open(target) as opened:
            opened.build(engine="inline")
        return target

    return build
