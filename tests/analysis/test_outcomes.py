"""What was promised, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.making import A, coding, document, mention, on, soften

from detente.analysis.merge import merge_events
from detente.analysis.outcomes import follow_up
from detente.types import UNKNOWN_DATE, Expectation, Firmness, Outcome, Passage

TEXT = "Aldora will reopen its embassy in Berenia's capital by 1 July 2024."
PROMISE = Expectation(
    "expectation-1", Passage("d1", 0, len(TEXT), TEXT), "promise", A, "reopen its embassy", on("2024-07-01"),
    on("2024-05-03"), Firmness(), "by hand",
)  # fmt: skip
OPENED = mention("Aldora reopened its embassy in Berenia's capital on Sunday.", "COOPERATE", on("2024-06-30"), "d2")


def outcome(*mentions, as_of="2024-08-01", expected=PROMISE) -> Outcome:
    events = merge_events([coding(m) for m in mentions], [document(m.passage.document_id) for m in mentions], ())
    (result,) = follow_up([expected], events, date.fromisoformat(as_of))
    return result


def test_a_promise_that_a_later_event_fulfils_is_kept_with_its_evidence():
    result = outcome(OPENED)
    assert result.status == "kept"
    assert len(result.evidence) == 1


def test_a_promise_is_lapsed_when_its_day_passed_without_a_word():
    assert outcome().status == "lapsed"


def test_a_promise_is_open_until_its_day_has_passed():
    assert outcome(as_of="2024-07-01").status == "open"


def test_an_expectation_without_a_day_stays_open():
    assert outcome(expected=replace(PROMISE, due=UNKNOWN_DATE)).status == "open"


def test_done_long_after_the_day_is_broken():
    late = mention("Aldora reopened its embassy in Berenia's capital.", "COOPERATE", on("2025-03-30"), "d2")
    assert outcome(late, as_of="2025-08-01").status == "broken"


def test_a_promise_that_is_said_not_to_have_happened_is_broken():
    assert outcome(soften(OPENED, "asserted", "negated")).status == "broken"


def test_a_promise_taken_back_is_withdrawn():
    dropped = mention("Aldora dropped its plan to reopen the embassy in Berenia's capital.", "REJECT",
                      on("2024-06-10"), "d2")  # fmt: skip
    assert outcome(dropped).status == "withdrawn"


@pytest.mark.parametrize(
    "event",
    [
        mention("Aldora praised the grain harvest in Berenia's southern plains.", "SUPPORT", on("2024-06-10"), "d2"),
        mention("Aldora reopened its embassy in Berenia's capital.", "COOPERATE", on("2024-04-02"), "d2"),
        soften(OPENED, "asserted", "hypothetical"),
        soften(OPENED, "asserted", "planned"),
        mention(TEXT, "AGREE", on("2024-05-03"), "d1"),
    ],
)
def test_what_is_about_something_else_earlier_or_not_real_settles_nothing(event):
    assert outcome(event).status == "lapsed"


def test_a_threat_repeated_is_not_a_threat_kept():
    text = "Aldora threatened to close the Sunda canal to Berenia."
    threat = replace(PROMISE, kind="threat", what="close the Sunda canal", passage=Passage("d1", 0, len(text), text))
    again = mention("Aldora again threatened to close the Sunda canal.", "THREATEN", on("2024-06-10"), "d2")
    assert outcome(again, expected=threat, as_of="2024-06-20").status == "open"


def test_what_is_said_is_not_settled_by_the_saying_of_it_nor_by_a_reprint_or_a_reminder():
    text = "Aldora threatened to close the Sunda canal to Berenia."
    threat = replace(PROMISE, kind="threat", what="close the Sunda canal", passage=Passage("d1", 0, len(text), text))
    made = mention(text, "COERCE", on("2024-05-04"), "d1")
    reprint = mention(text, "COERCE", on("2024-05-06"), "d2")
    reminder = mention("Aldora warned that the Sunda canal would close to Berenia.", "SANCTION", on("2024-06-10"), "d3")
    assert outcome(made, reprint, reminder, expected=threat, as_of="2024-06-20").status == "open"


def test_a_meeting_agreed_on_is_kept_by_the_next_meeting_however_it_is_told():
    text = "The two sides agreed to meet again."
    agreed = replace(PROMISE, who=None, what="to meet again", passage=Passage("d1", 0, len(text), text),
                     due=UNKNOWN_DATE)  # fmt: skip
    talks = mention("Envoys of Aldora and Berenia sat down in the old fort.", "CONSULT", on("2024-06-10"), "d2", "a+b")
    later = mention("Aldora's queen called on Berenia's king.", "CONSULT", on("2024-07-20"), "d3")
    result = outcome(talks, later, expected=agreed)
    assert (result.status, len(result.evidence)) == ("kept", 1)
    about = replace(agreed, what="to meet the miners of the north")
    assert outcome(talks, later, expected=about).status == "open"


def test_a_threat_given_up_is_withdrawn():
    text = "Aldora threatened to close the Sunda canal to Berenia."
    threat = replace(PROMISE, kind="threat", what="close the Sunda canal", passage=Passage("d1", 0, len(text), text))
    eased = mention("Aldora opened the Sunda canal to Berenia's ships again.", "RETREAT", on("2024-06-10"), "d2")
    assert outcome(eased, expected=threat).status == "withdrawn"


def test_the_last_day_of_the_calendar_is_no_error():
    assert outcome(OPENED, expected=replace(PROMISE, due=on("9999-12-31"))).status == "kept"


def test_what_is_said_again_is_not_yet_done():
    again = mention("Aldora is to reopen its embassy in Berenia's capital, its premier confirmed.", "COOPERATE",
                    on("2024-06-10"), "d2")  # fmt: skip
    assert outcome(again).status == "lapsed"


def test_an_event_that_shares_only_what_else_the_sentence_says_settles_nothing():
    expected = replace(PROMISE, what="repay the harbour loan")
    assert outcome(OPENED, expected=expected).status == "lapsed"


def test_what_is_told_in_other_words_is_kept_where_most_words_are_there():
    expected = replace(PROMISE, what="name an envoy to its embassy in Berenia's capital")
    sent = mention("Aldora sent an envoy to its embassy in Berenia's capital.", "COOPERATE", on("2024-06-10"), "d2")
    assert outcome(sent, expected=expected).status == "kept"


def test_an_invitation_is_no_visit():
    visit = "Aldora's king is likely to visit Berenia's capital in June."
    expected = replace(PROMISE, passage=Passage("d1", 0, len(visit), visit), kind="prediction", what="visit Berenia")
    invited = mention("Aldora's king was asked to visit Berenia's capital.", "AGREE", on("2024-06-10"), "d2", "b>a")
    assert outcome(invited, expected=expected).status == "lapsed"
    came = mention("Aldora's king began a visit to Berenia's capital.", "CONSULT", on("2024-06-20"), "d3")
    assert outcome(invited, came, expected=expected).status == "kept"


def to_meet(text: str, what: str, **changes) -> Expectation:
    return replace(PROMISE, kind="prediction", what=what, passage=Passage("d1", 0, len(text), text),
                   due=on("2024-05-16"), said=on("2024-05-10"), **changes)  # fmt: skip


MET = mention("For an hour the two queens sat by the fire.", "CONSULT", on("2024-05-16"), "d2", "a+b")


def test_a_meeting_set_for_a_day_is_kept_by_a_meeting_of_the_two_on_it():
    text = "Aldora will meet its neighbour Berenia at the fort on Thursday."
    assert outcome(MET, expected=to_meet(text, "meet its neighbour Berenia at the fort on Thursday")).status == "kept"
    unnamed = to_meet("Envoys from Aldora will meet Berenia on Thursday.", "meet Berenia on Thursday", who=None)
    assert outcome(MET, expected=unnamed).status == "kept"


def test_a_meeting_with_others_is_not_kept_by_a_meeting_of_the_two():
    text = "Aldora will meet the bishops on Thursday to talk of the famine and of the old mill by the sea in Berenia."
    others = to_meet(
        text, "meet the bishops on Thursday to talk of the famine and of the old mill by the sea in Berenia"
    )
    assert outcome(MET, expected=others).status == "lapsed"


def test_a_refusal_of_something_else_breaks_nothing():
    text = "Aldora is to meet its neighbour at the embassy about the harbour fund of Berenia's capital."
    expected = replace(PROMISE, kind="scheduled", what="to sign for the harbour fund, the embassy and the capital",
                       passage=Passage("d1", 0, len(text), text))  # fmt: skip
    refused = mention("Aldora doubted that Berenia's capital wants a harbour fund.", "REJECT", on("2024-06-10"), "d2")
    assert outcome(refused, expected=expected).status == "lapsed"


def test_a_meeting_months_later_is_another_meeting():
    late = mention("Aldora reopened its embassy in Berenia's capital.", "COOPERATE", on("2025-03-30"), "d2")
    assert outcome(late, as_of="2025-08-01", expected=replace(PROMISE, kind="scheduled")).status == "lapsed"


@pytest.mark.parametrize(
    "words",
    [
        "Berenia hopes that Aldora agrees to help reopen its embassy.",
        "Aldora is scolded for not reopening its embassy.",
    ],
)
def test_what_is_only_wished_or_missed_is_not_done(words):
    assert outcome(mention(words, "SUPPORT", on("2024-06-10"), "d2")).status == "lapsed"
