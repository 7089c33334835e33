"""The account: every line from records, hedges and dates kept as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.making import A, B, coding, document, mention, on, soften

from detente.analysis.account import Line, write_account
from detente.analysis.gaps import find_gaps
from detente.analysis.merge import merge_events
from detente.analysis.outcomes import follow_up
from detente.analysis.phases import find_phases
from detente.types import (
    Actor,
    Attribution,
    EventMention,
    Expectation,
    Firmness,
    Party,
    Passage,
    Story,
)

PRAISE = mention("Aldora praised the harvest festival across the river.", "SUPPORT", on("2020-01-06"), "d1")
FRIENDLY = [
    PRAISE,
    mention("Aldora and its neighbour agreed on a lighthouse.", "AGREE", on("2020-02-10"), "d8", "a+b"),
    mention("Berenia sent doctors over the river.", "AID", on("2020-03-09"), "d9", "b>a"),
]
CUT = "Aldora cut its ties with Berenia over the arrest of its envoy."
BREAK = [mention(CUT, "SANCTION", on("2020-06-05", "relative"), name) for name in ("d2", "d3")]
ACTORS = (Actor("a", "Aldora", "state"), Actor("b", "Berenia", "state"))


def story(*mentions: EventMention, quotes=(), expectations=()) -> Story:
    documents = [document(m.passage.document_id, "2020-06-06", f"The {m.passage.document_id} Ledger") for m in mentions]
    codings = [coding(m) for m in mentions]
    events = merge_events(codings, documents, ())
    day = date(2020, 12, 1)
    phases, turns = find_phases(events, (), documents, day)
    return Story(
        title="Aldora and Berenia", actors=ACTORS, as_of=day, documents=tuple(documents), copies=(), events=events,
        phases=phases, turning_points=turns, claims=(), questions=(), quotes=quotes, expectations=expectations,
        outcomes=follow_up(expectations, events, day), reactions=(), characterisations=(), sources=(),
        gaps=find_gaps(documents, codings, events, day), problems=(),
    )  # fmt: skip


def lines(told: Story, kind: str) -> list[Line]:
    return [line for line in write_account(told) if line.kind == kind]


def test_the_state_today_is_one_sentence_with_its_day_sources_and_latest_sign():
    (state,) = lines(story(*FRIENDLY, *BREAK), "state")
    assert state.text.startswith("As of 1 December 2020: ")
    assert "since 5 June 2020, on 2 independent sources" in state.text
    assert [passage.text for passage in state.evidence] == [CUT]


def test_an_event_gives_who_what_whom_the_sentence_and_who_tells_it():
    event = lines(story(*BREAK), "event")[0]
    assert event.date_text == "5 June 2020"
    assert event.text.startswith("Aldora cut ties with")
    assert CUT in event.text
    assert "(The d2 Ledger and 1 other)" in event.text
    assert len(event.evidence) == 2


def test_a_turning_point_gives_the_cause_that_its_source_states():
    (turn,) = [line for line in lines(story(*FRIENDLY, *BREAK), "turn") if "stated" in line.text]
    assert "“the arrest of its envoy” (The d2 Ledger)" in turn.text


def test_hedges_stay():
    event = lines(story(soften(BREAK[0])), "event")[0]
    assert event.text.startswith("Reportedly, ")


@pytest.mark.parametrize(("modality", "words"), [("planned", "was to "), ("asserted", "cut ties")])
def test_what_is_planned_is_not_told_as_done(modality, words):
    assert words in lines(story(soften(BREAK[0], "asserted", modality)), "event")[0].text


@pytest.mark.parametrize("modality", ["negated", "hypothetical"])
def test_what_did_not_happen_is_not_among_the_events(modality):
    assert lines(story(soften(BREAK[0], "asserted", modality)), "event") == []


def test_the_source_of_a_statement_is_named_unless_it_is_the_one_who_acts():
    passage = Passage("d2", 0, 6, CUT[:6])
    told = Attribution("q1", passage, passage, (), Party("Mira Voss"), "indirect", "named", Firmness(), "by hand")
    said = replace(BREAK[0], attribution="q1")
    assert ", according to Mira Voss — " in lines(story(said, quotes=(told,)), "event")[0].text
    own = replace(told, speaker=A)
    assert "according to" not in lines(story(said, quotes=(own,)), "event")[0].text


def test_what_is_due_is_told_with_what_became_of_it():
    text = "Berenia will reopen the bridge by 1 July 2020."
    promise = Expectation("x1", Passage("d1", 0, len(text), text), "promise", B, "reopen the bridge",
                          on("2020-07-01"), on("2020-01-06"), Firmness(), "by hand")  # fmt: skip
    (due,) = lines(story(PRAISE, expectations=(promise,)), "due")
    assert due.date_text == "1 July 2020"
    assert due.text.endswith("lapsed: the date has passed without a word")


def test_what_could_not_be_established_closes_the_account():
    assert write_account(story(PRAISE))[-1].kind == "gap"


def test_a_story_without_events_says_so():
    (state,) = lines(replace(story(PRAISE), phases=(), events=()), "state")
    assert state.text == "As of 1 December 2020, nothing between the actors could be dated."


def test_a_phase_tells_at_most_six_events_in_order_of_date():
    many = [mention(f"Aldora praised {what}.", "SUPPORT", on(f"2020-0{i + 1}-06"), f"d{i}") for i, what in enumerate(
        ("harvests", "bridges", "doctors", "choirs", "rowing", "lamps", "bread", "wells")
    )]  # fmt: skip
    told = [line.date_text for line in lines(story(*many), "event")]
    assert len(told) == 6
    assert told == sorted(told, key=lambda text: on_text(text))


def on_text(text: str) -> int:
    return ["January", "February", "March", "April", "May", "June", "July", "August"].index(text.split()[1])


def test_names_that_take_an_article_have_it_and_a_sentence_opens_with_a_capital():
    states = (Actor("a", "United Provinces", "state"), Actor("b", "Harbour Board", "organisation"))
    told = replace(story(*BREAK), actors=states)
    assert lines(told, "event")[0].text.startswith("United Provinces cut ties with or penalised the Harbour Board")
    swapped = replace(told, actors=(replace(states[0], name="Sugar Union"), states[1]))
    assert lines(swapped, "event")[0].text.startswith("The Sugar Union cut ties")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (on("2020-01"), "since January 2020, on"),
        (on("2020-01-16", "reported"), "since 16 January 2020 at the latest, on"),
    ],
)
def test_a_first_phase_begins_no_more_precisely_than_what_it_begins_with(when, words):
    later = [mention(f"Aldora praised {what}.", "SUPPORT", on(f"2020-0{i + 2}-06"), f"d{i}") for i, what in enumerate(
        ("harvests", "bridges", "doctors", "choirs", "rowing", "lamps", "bread", "wells")
    )]  # fmt: skip
    (state,) = lines(story(replace(PRAISE, when=when), *later), "state")
    assert words in state.text


def test_a_source_that_opened_its_sentence_stands_inside_another_in_small_letters():
    passage = Passage("d2", 0, 12, "The officers")
    told = Attribution(
        "q1", passage, passage, (), Party("The officers"), "indirect", "anonymous", Firmness(), "by hand"
    )
    said = replace(BREAK[0], attribution="q1")
    assert ", according to the officers — " in lines(story(said, quotes=(told,)), "event")[0].text
