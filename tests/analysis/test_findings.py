"""Findings beside the phases: words before deeds, one-sided dealings, attention, reactions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.making import A, coding, document, mention, on

from detente.analysis.attention import find_attention
from detente.analysis.findings import find_findings
from detente.analysis.merge import merge_events
from detente.analysis.responses import find_responses
from detente.analysis.talk import find_talk
from detente.types import Actor, Attribution, Firmness, Passage, Phase, Reaction, Story

ACTORS = (Actor("a", "Aldora", "state"), Actor("b", "Berenia", "state"))
WARM = mention("Aldora praised the new bridge.", "SUPPORT", on("2024-03-04"), "d1")
DEED = mention("Aldora reopened the embassy.", "COOPERATE", on("2024-07-01"), "d2")


def findings(*mentions, label="thaw", quotes=(), reactions=(), published=("2024-03-04",), as_of="2024-12-01"):
    events = merge_events([coding(m) for m in mentions], [document(m.passage.document_id) for m in mentions], ())
    phase = Phase("p", label, date(2024, 3, 4), None, "+", 1, ())
    documents = tuple(document(f"d{i + 1}", day) for i, day in enumerate(published))
    story = Story(
        title="", actors=ACTORS, as_of=date.fromisoformat(as_of), documents=documents, copies=(), events=events,
        phases=(phase,), turning_points=(), claims=(), questions=(), quotes=quotes, expectations=(), outcomes=(),
        reactions=reactions, characterisations=(), sources=(), gaps=(), problems=(),
        talk=find_talk(ACTORS, events), attention=find_attention(ACTORS, quotes, documents, ()),
        responses=find_responses(reactions, events),
    )  # fmt: skip
    return [line.text for line in find_findings(story)]


def quote(name: str, number: int) -> Attribution:
    passage = Passage(name, number, number + 17, "Berenia is a goat")
    return Attribution(f"q{name}{number}", None, None, (passage,), A, "direct", "named", Firmness(), "by hand")


def test_words_that_warm_long_before_a_deed_are_a_finding():
    (line,) = findings(WARM, DEED)
    assert line == "Words warmed on 4 March 2024; the first deed that the sources report followed on 1 July 2024"


def test_words_that_no_deed_followed_are_a_finding():
    assert findings(WARM) == ["Words warmed on 4 March 2024; no source reports a deed since"]


@pytest.mark.parametrize(
    ("mentions", "label", "as_of"),
    [((WARM, DEED), "alliance", "2024-12-01"), ((WARM,), "thaw", "2024-03-20"), ((), "thaw", "2024-12-01")],
)
def test_no_finding_without_a_thaw_time_or_words(mentions, label, as_of):
    assert findings(*mentions, label=label, as_of=as_of) == []


def test_a_side_that_does_most_of_the_acting_is_a_finding():
    acts = [mention(f"Aldora complained of {what}.", "ACCUSE", on(f"2024-0{i + 4}-01"), f"x{i}")
            for i, what in enumerate(("fish", "tolls", "cattle", "smoke", "noise", "mud"))]  # fmt: skip
    assert findings(*acts, label="strain") == [
        "Aldora acted 6 times and Berenia 0 times in this phase (strain, since 4 March 2024)"
    ]


def test_attention_that_falls_from_one_covered_month_to_the_next_is_a_finding():
    loud = tuple(quote("d1", 20 * i) for i in range(10))
    quiet = tuple(replace(quote("d2", 20 * i), content=(Passage("d2", i, i + 8, "The mill"),)) for i in range(4))
    (line,) = findings(quotes=(*loud, *quiet), published=("2024-06-02", "2024-09-02"))
    assert line == (
        "Aldora's own words named Berenia 10 times in June 2024 (of 10 quoted) "
        "and 0 times in September 2024 (of 4 quoted)"
    )


def test_a_month_with_too_few_own_words_to_name_anybody_is_no_fall_of_attention():
    loud = tuple(quote("d1", 20 * i) for i in range(10))
    assert findings(quotes=(*loud, quote("d2", 0)), published=("2024-06-02", "2024-09-02")) == []


def test_a_month_without_documents_is_no_fall_of_attention():
    assert findings(quotes=tuple(quote("d1", 20 * i) for i in range(10)), published=("2024-06-02",)) == []


def test_reactions_are_counted_by_stance():
    passage = Passage("d1", 0, 4, "Ha!!")
    reactions = tuple(Reaction(f"r{i}", passage, "a reader", stance, "", "by hand")  # type: ignore[arg-type]
                      for i, stance in enumerate(("sceptical", "negative", "sceptical")))  # fmt: skip
    assert findings(reactions=reactions) == ["Reactions quoted: 3 (2 sceptical, 1 negative)"]
