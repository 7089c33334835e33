"""Talk beside deeds, in words with their numbers; threats and promises that a record closes."""

from dataclasses import replace
from datetime import date

import pytest
from public_cases import RASCO, RASK, action, on, record

from detente.analysis.indicators import build_indicators
from detente.analysis.public_records import WHOLE
from detente.analysis.record_outcomes import follow_up_on_record
from detente.analysis.talk_and_deeds import add_public_record, find_divergences
from detente.connectors.contracts import TERMINATION
from detente.types import (
    NOTHING_PUBLIC,
    UNKNOWN_DATE,
    Expectation,
    Firmness,
    Outcome,
    Party,
    Passage,
    Phase,
    Watch,
    Watched,
    When,
)

BRANDT = Party("Ana Brandt", "a")
RUPTURE = Phase("phase-1", "rupture", date(2024, 5, 3), None, "-", 2, ())
SAID = When(date(2024, 5, 1), date(2024, 5, 31), "month", "stated")


def expected(kind="threat", what="to cancel Rasco's government contracts", who=BRANDT, said=SAID):
    return Expectation("x-1", Passage("doc-1", 0, 5, what), kind, who, what, UNKNOWN_DATE, said, Firmness(), "rule")


def follow(one, *records, outcome="open"):
    return follow_up_on_record([one], [Outcome("x-1", outcome)], [], records)


def test_a_threat_to_contracts_is_closed_by_a_termination():
    ended = action("c/1", "2024-06-10", "-50", flags=(TERMINATION,))
    (closing,) = follow(expected(), ended)
    assert (closing.outcome.status, closing.outcome.evidence) == ("kept", (ended.id,))
    assert closing.sentence.startswith("Threat of May 2024 (“to cancel Rasco's government contracts”):")
    assert "1 action ended a contract of Rasco, the first on 10 June 2024" in closing.sentence


def test_without_a_termination_the_threat_stays_open_and_the_numbers_are_told():
    (closing,) = follow(expected(), action("c/1", "2024-06-10", "120"), action("c/2", "2024-02-01", "9"))
    assert closing.outcome.status == "open"
    assert (
        "1 contract action with Rasco on record since, none of them a termination; $120 obligated" in closing.sentence
    )


def test_a_termination_before_the_threat_does_not_close_it():
    (closing,) = follow(expected(), action("c/1", "2024-04-30", "-50", flags=(TERMINATION,)))
    assert closing.outcome.status == "open"


@pytest.mark.parametrize(
    "one",
    [
        expected(who=RASK),  # his own company's contracts are not threatened by him
        expected(what="to visit Rasco"),
        expected(kind="promise"),
        expected(said=UNKNOWN_DATE),
    ],
)
def test_other_words_are_no_threat_to_contracts(one):
    assert follow(one, action("c/1", "2024-06-10", "-50", flags=(TERMINATION,))) == ()


def test_a_promised_order_is_kept_when_one_on_the_subject_is_signed():
    promise = expected("promise", "to sign an executive order on dredging the harbour")
    signed = record(
        "order", "o/1", "2024-06-01", None, title="Executive Order 19001: Dredging the Harbour of Aldersholm"
    )
    (closing,) = follow(promise, signed)
    assert (closing.outcome.status, closing.outcome.evidence) == ("kept", (signed.id,))
    other = record("order", "o/2", "2024-06-01", None, title="Executive Order 19002: Roads and Bridges")
    assert follow(promise, other) == ()


def series_of(*actions):
    return build_indicators(actions)


def paid(month, amount):
    return action(f"c/{month}", f"{month}-10", amount, flags=(WHOLE,))


def test_deeds_that_go_on_against_the_talk_are_told_with_their_numbers():
    series = series_of(*(paid(f"2024-{m:02d}", "100" if m < 5 else "300") for m in range(1, 9)))
    (sentence,) = find_divergences([RUPTURE], [], series)
    assert sentence == (
        "Rupture since 3 May 2024: no dated act; Obligations to Rasco: $300 a month in 4 known months, $100 in the 4 "
        "before — the deeds on record rose: they went against the talk"
    )


@pytest.mark.parametrize(("later", "words"), [("20", "fell: they went with the talk"), ("104", "hardly moved")])
def test_deeds_that_follow_or_stay_are_told_so(later, words):
    series = series_of(*(paid(f"2024-{m:02d}", "100" if m < 5 else later) for m in range(1, 9)))
    (sentence,) = find_divergences([RUPTURE], [], series)
    assert sentence.endswith(words)


def test_too_few_months_are_not_compared():
    (sentence,) = find_divergences([RUPTURE], [], series_of(paid("2024-04", "100"), paid("2024-05", "5")))
    assert "too few known months to compare (1 before, 1 since)" in sentence


def test_a_series_that_ends_before_the_phase_says_nothing_of_it():
    assert find_divergences([RUPTURE], [], series_of(paid("2023-04", "100"), paid("2023-05", "5"))) == ()


WATCH = Watch(recipients=(Watched("rasco", ("Rasco",)),), since=date(2024, 1, 1))


def test_a_story_without_records_is_unchanged(story):
    assert add_public_record(story, [], WATCH) is story


def test_a_story_holds_its_records_series_and_checks(story):
    told = add_public_record(story, [action("c/1", "2024-06-10", "120", receiver=Party("RASCO INC"))], WATCH)
    assert [r.receiver for r in told.public.records] == [RASCO]
    assert [s.name for s in told.public.indicators] == ["Obligations to Rasco (a part)"]
    assert [c.verdict for c in told.public.checks] == []
    assert told.events == story.events


def test_points_of_a_series_before_what_is_watched_are_left_out(story):
    points = [
        record("count", d, d, "3", service="bls", group="S1", title="People") for d in ("2023-12-01", "2024-01-01")
    ]
    told = add_public_record(story, points, WATCH)
    assert [m.month for m in told.public.indicators[0].months] == [date(2024, 1, 1)]


def test_the_same_day_gives_the_same_findings(story):
    records = [action("c/1", "2024-06-10", "120", receiver=Party("RASCO INC"), published="2024-09-08")]
    story = replace(story, public=NOTHING_PUBLIC)
    assert add_public_record(story, records, WATCH, date(2024, 9, 7)).public.records == ()
    assert add_public_record(story, records, WATCH, date(2024, 9, 8)).public.records[0].when == on("2024-06-10")


def test_a_story_carries_the_newest_of_very_many_records_and_counts_all(story):
    many = [
        action(f"c/{n:05d}", "2024-06-10" if n < 3_000 else "2024-07-10", "1", receiver=Party("RASCO INC"))
        for n in range(6_000)
    ]
    order = record("order", "o/1", "2024-01-05", None, title="To Ana Brandt and Viktor Rask")
    told = add_public_record(story, [order, *many], WATCH)
    assert len(told.public.records) == 3_001
    assert told.public.records[0].kind == "order"
    assert {r.when.text() for r in told.public.records[1:]} == {"2024-07-10"}
    assert sum(m.value for m in told.public.indicators[0].months if m.value is not None) == 6_000
