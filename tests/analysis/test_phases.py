"""Phases: one weak event never turns a story, a decisive or repeated one does, and silence is not calm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.making import coding, document, mention, on, soften

from detente.analysis.merge import merge_events
from detente.analysis.phases import find_phases
from detente.types import Characterisation, EventMention, Firmness, Passage, Polarity, When, make_id

FRIENDLY = [
    mention("Aldora praised the harvest festival.", "SUPPORT", on("2020-01-06"), "d1"),
    mention("Aldora and its neighbour agreed on a lighthouse.", "AGREE", on("2020-02-10"), "d2", "a+b"),
    mention("Berenia sent doctors over the river.", "AID", on("2020-03-09"), "d3", "b>a"),
]
BREAK = mention("Aldora cut its ties and expelled every envoy.", "SANCTION", on("2020-06-01"), "d4")


def tell(*mentions: EventMention, characterisations=(), as_of="2021-01-01"):
    documents = [document(m.passage.document_id, m.when.text(), f"paper {m.passage.document_id}") for m in mentions]
    events = merge_events([coding(m) for m in mentions], documents, ())
    return find_phases(events, characterisations, documents, date.fromisoformat(as_of))


def words(polarity: str, day: str, name: str) -> Characterisation:
    text = f"A writer's words about them, {name}."
    return Characterisation(
        f"c-{name}", Passage(name, 0, len(text), text), "state", polarity, on(day, "reported"),  # type: ignore[arg-type]
        Firmness(), None, "by hand",
    )  # fmt: skip


def test_no_evidence_no_phase():
    assert tell() == ((), ())


@pytest.mark.parametrize(
    "weak",
    [
        mention("Berenia grumbled about fish.", "ACCUSE", on("2020-06-01"), "d4", "b>a"),
        mention("Berenia refused to come to a dinner.", "REJECT", on("2020-06-01"), "d4", "b>a"),
        soften(BREAK),
        soften(BREAK, "asserted", "planned"),
        soften(BREAK, "asserted", "negated"),
        BREAK,
    ],
)
def test_one_event_from_one_source_turns_nothing(weak):
    phases, turns = tell(*FRIENDLY, weak)
    assert [phase.polarity for phase in phases] == ["+"]
    assert turns == ()


def test_a_break_told_by_two_papers_is_a_turn_on_its_day():
    phases, (turn,) = tell(*FRIENDLY, BREAK, mention(BREAK.passage.text, "SANCTION", on("2020-06-01"), "d5"))
    assert [phase.polarity for phase in phases] == ["+", "-"]
    assert turn.date == date(2020, 6, 1)
    assert phases[1].label == "rupture"


def test_a_break_that_begins_in_doubt_turns_on_the_day_it_is_clear():
    praise = [
        mention(f"Aldora thanked its neighbour for the {gift}.", "SUPPORT", on("2020-05-29"), f"p{gift}")
        for gift in ("ferry", "bell")
    ]
    slight = mention("Berenia recalled its consul.", "SANCTION", on("2020-05-29"), "s", "b>a")
    quarrel = [
        mention("Berenia scolded ministers.", "ACCUSE", on("2020-06-01"), "q1", "b>a"),
        mention("Berenia scolded fishers.", "ACCUSE", on("2020-06-01"), "q2", "b>a"),
        mention("Aldora spoke of war.", "THREATEN", on("2020-06-02"), "q3"),
        mention("Aldora spoke of walls.", "THREATEN", on("2020-06-02"), "q4"),
    ]
    phases, (turn,) = tell(*FRIENDLY, *praise, slight, *quarrel)
    assert [(phase.label, phase.start) for phase in phases][1:] == [("rupture", date(2020, 6, 1))]
    assert (turn.earliest, turn.date, turn.latest) == (date(2020, 5, 29), date(2020, 6, 1), date(2020, 6, 1))


def test_several_weak_events_together_turn_a_story():
    sour = [
        mention(f"Berenia complained about {what}.", "ACCUSE", on(f"2020-0{5 + i}-04"), f"s{i}", "b>a")
        for i, what in enumerate(("fish quotas", "river tolls", "stolen cattle"))
    ]
    assert [phase.polarity for phase in tell(*FRIENDLY, *sour)[0]] == ["+", "-"]


def test_what_writers_say_of_the_state_turns_a_story_too():
    phases, turns = tell(*FRIENDLY, characterisations=[words("-", "2020-08-03", "w1"), words("-", "2020-08-10", "w2")])
    assert [phase.polarity for phase in phases] == ["+", "-"]
    assert turns[0].date == date(2020, 8, 3)


def test_a_writer_who_says_it_twice_says_it_once():
    twice = [words("-", "2020-08-03", "w1"), replace(words("-", "2020-08-03", "w1"), id="c-again")]
    assert len(tell(*FRIENDLY, characterisations=twice)[0]) == 1


def test_silence_changes_nothing():
    phases, _ = tell(*FRIENDLY, as_of="2029-01-01")
    assert [(phase.polarity, phase.end) for phase in phases] == [("+", None)]


def test_what_lies_after_the_day_is_not_told():
    again = mention(BREAK.passage.text, "SANCTION", on("2020-06-01"), "d5")
    assert len(tell(*FRIENDLY, BREAK, again, as_of="2020-05-01")[0]) == 1


def test_a_story_that_opens_with_a_break_opens_with_a_turn():
    _, (turn,) = tell(replace(BREAK, intensity=-7.0))
    assert turn.date == date(2020, 6, 1)


def test_a_quarrel_that_breaks_out_after_weeks_of_strain_is_a_turn_of_its_own():
    sour = [
        mention(f"Berenia complained about {what}.", "ACCUSE", on(day), f"s{day}", "b>a")
        for what, day in (("fish quotas", "2020-05-04"), ("river tolls", "2020-06-01"), ("stolen cattle", "2020-07-06"))
    ]
    loud = [
        mention(f"Aldora {what}.", "SANCTION", on(f"2020-09-0{i + 1}"), f"l{i}")
        for i, what in enumerate(("closed the bridge", "froze every account", "expelled the envoys", "banned timber"))
    ]
    phases, turns = tell(*FRIENDLY, *sour, *loud)
    assert [phase.label for phase in phases] == ["alliance", "strain", "rupture"]
    assert turns[-1].date == date(2020, 9, 1)


def test_a_phase_counts_its_independent_sources():
    (phase,), _ = tell(*FRIENDLY)
    assert phase.sources == 3


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_error(day):
    odd = replace(BREAK, when=on(day))
    assert tell(odd, mention("Aldora praised a song.", "SUPPORT", on(day), "d9"), as_of="9999-12-31")[0]


def said(state: str, polarity: Polarity, when: When, text: str) -> Characterisation:
    passage = Passage("d9", 0, len(text), text)
    return Characterisation(make_id("c", text), passage, state, polarity, when, Firmness(), None, "by hand")


def test_a_thaw_dated_late_in_a_year_is_found_and_its_turn_is_no_more_precise():
    late = When(date(2025, 9, 1), date(2025, 12, 31), "year", "vague")
    words = [
        said("rupture", "-", on("2025-06-04"), "Their partnership ended this week."),
        said("thaw", "+", late, "By late 2025 they were making up."),
        said("partnership", "+", on("2026-01"), "It is a working partnership again."),
    ]
    phases, turns = find_phases((), words, [document("d9", "2026-01-31")], date(2026, 1, 31))
    assert [phase.polarity for phase in phases] == ["-", "+"]
    assert [(turn.earliest, turn.latest) for turn in turns][1:] == [(late.start, late.end)]
    assert turns[0].date == date(2025, 6, 4)
