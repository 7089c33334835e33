"""What a telling tells otherwise than the one before: known by reports and days, not by ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.making import coding, document, mention, on

from detente.analysis.changes import find_changes
from detente.analysis.merge import merge_events
from detente.analysis.pairs import find_pairs
from detente.types import UNKNOWN_DATE, Actor, EventMention, Expectation, Firmness, Outcome, Passage, Question, Story

ACTORS = (Actor("a", "Aldora", "state"), Actor("b", "Berenia", "state"))
PRAISE = mention("Aldora praised the harvest festival.", "SUPPORT", on("2020-01-06"), "d1")
LENT = mention("Aldora lent its neighbour two dredgers.", "AID", on("2020-02-03"), "d2")
CUT = mention("Aldora cut its ties and expelled every envoy.", "SANCTION", on("2020-06-01"), "d3")
CUT_AGAIN = mention("Aldora cut its ties and expelled every envoy.", "SANCTION", on("2020-06-01"), "d4")


def told(*mentions: EventMention, **more) -> Story:
    documents = tuple(document(m.passage.document_id, m.when.text(), m.passage.document_id) for m in mentions)
    events = merge_events([coding(m) for m in mentions], documents, ())
    (pair,) = find_pairs(ACTORS, events, (), (), documents, date(2020, 12, 1))
    story = Story(
        title="", actors=ACTORS, as_of=date(2020, 12, 1), documents=documents, copies=(), events=events,
        phases=pair.phases, turning_points=pair.turning_points, claims=(), questions=(), quotes=(), expectations=(),
        outcomes=(), reactions=(), characterisations=(), sources=(), gaps=(), problems=(),
    )  # fmt: skip
    return replace(story, **more)


def changes(before: Story, after: Story, record: str) -> list[tuple[str, str, str]]:
    return [(c.change, c.text, c.before) for c in find_changes(before, after) if c.record == record]


def test_the_same_telling_has_no_changes():
    assert find_changes(told(PRAISE, CUT), told(PRAISE, CUT)) == ()


def test_a_new_event_and_one_that_is_gone():
    words = "Aldora gave money or other help to Berenia (3 February 2020)"
    assert changes(told(PRAISE), told(PRAISE, LENT), "event") == [("new", words, "")]
    assert changes(told(PRAISE, LENT), told(PRAISE), "event") == [("gone", "", words)]


def test_an_event_with_one_more_report_is_known_again_and_revised():
    words = "Aldora cut ties with or penalised Berenia (1 June 2020)"
    assert changes(told(CUT), told(CUT, CUT_AGAIN), "event") == [
        ("revised", f"{words}, 2 sources", f"{words}, 1 source")
    ]


@pytest.mark.parametrize(
    ("other", "change"),
    [
        ({"when": on("2020-05-30")}, "re-dated"),
        ({"type": "COERCE"}, "relabelled"),
        ({"modality": "planned"}, "relabelled"),
    ],
)
def test_an_event_that_reads_otherwise(other, change):
    assert [c[0] for c in changes(told(CUT), told(replace(CUT, **other)), "event")] == [change]


def test_a_phase_that_begins_and_one_that_now_ends():
    found = changes(told(PRAISE, LENT), told(PRAISE, LENT, CUT, CUT_AGAIN), "phase")
    assert found == [
        ("re-dated", "alliance, 6 January to 31 May 2020", "alliance, since 6 January 2020"),
        ("new", "rupture, since 1 June 2020", ""),
    ]
    assert [c[0] for c in changes(told(PRAISE, LENT), told(PRAISE, LENT, CUT, CUT_AGAIN), "turning_point")] == ["new"]


def test_a_question_is_revised_when_another_figure_answers_it_and_no_news_with_one():
    one, two = (
        Question("q", "How much?", ("c1",), "single", ()),
        Question("q", "How much?", ("c1", "c2"), "conflict", ()),
    )
    assert changes(told(questions=(one,)), told(questions=(two,)), "question") == [
        ("revised", "How much? 2 figures, conflict", "1 figure, single")
    ]
    assert changes(told(), told(questions=(one,)), "question") == []


def test_what_became_of_a_promise_is_a_change():
    promise = Expectation("x", Passage("d1", 0, 9, "Will pay."), "promise", None, "pay", UNKNOWN_DATE, UNKNOWN_DATE,
                          Firmness(), "by hand")  # fmt: skip
    before = told(expectations=(promise,), outcomes=(Outcome("x", "open"),))
    after = told(expectations=(promise,), outcomes=(Outcome("x", "kept"),))
    assert changes(before, after, "expectation") == [("revised", "promise “Will pay.”: kept", "open")]
