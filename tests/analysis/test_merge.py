"""Reports of one happening become one event; other happenings stay apart."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.analysis.making import coding, document, mention, on, soften

from detente.analysis.merge import independent_sources, merge_events
from detente.types import UNKNOWN_DATE, Copy, Event, EventMention, Party

THREAT = "Aldora threatened on Friday to close the Sunda canal to Berenia's grain ships."
AGAIN = "Berenia's grain ships may be shut out of the Sunda canal, Aldora warned."
OTHER = "Aldora threatened to recall its ambassador from Berenia's capital over the poisoned well."


def merged(*mentions: EventMention, copies: tuple[Copy, ...] = (), publishers: str = "") -> tuple[Event, ...]:
    names = sorted({m.passage.document_id for m in mentions})
    papers = publishers.split(",") if publishers else [f"paper {name}" for name in names]
    documents = [document(name, "2024-05-04", paper) for name, paper in zip(names, papers, strict=True)]
    return merge_events([coding(m) for m in mentions], documents, copies)


def test_two_reports_of_one_threat_are_one_event_with_both_mentions():
    (event,) = merged(mention(THREAT, "THREATEN", on("2024-05-03")), mention(AGAIN, "THREATEN", on("2024-05-03"), "d2"))
    assert len(event.mentions) == 2
    assert event.independent_sources == 2


def test_an_accusation_and_a_threat_in_like_words_are_one_event():
    (event,) = merged(mention(THREAT, "THREATEN", on("2024-05-03")), mention(THREAT, "ACCUSE", on("2024-05-03"), "d2"))
    assert {m.type for m in event.mentions} == {"THREATEN", "ACCUSE"}


@pytest.mark.parametrize(
    "second",
    [
        mention(OTHER, "THREATEN", on("2024-05-03"), "d2"),  # other words
        mention(THREAT, "THREATEN", on("2024-05-20"), "d2"),  # another day
        mention(THREAT, "THREATEN", on("2024-05-03"), "d2", "b>a"),  # the other way round
        mention(THREAT, "SUPPORT", on("2024-05-03"), "d2"),  # the other sign
        soften(mention(THREAT, "THREATEN", on("2024-05-03"), "d2"), modality="negated"),
        soften(mention(THREAT, "THREATEN", on("2024-05-03"), "d2"), modality="hypothetical"),
    ],
)
def test_reports_of_different_things_stay_apart(second):
    assert len(merged(mention(THREAT, "THREATEN", on("2024-05-03")), second)) == 2


def test_two_acts_in_one_sentence_stay_two_events():
    both = "Aldora accused Berenia of piracy and threatened to close the canal."
    assert len(merged(mention(both, "ACCUSE", on("2024-05-03")), mention(both, "THREATEN", on("2024-05-03")))) == 2


def test_a_visit_told_from_either_side_is_one_event():
    first = mention("Aldora's premier met Berenia's president in Port Selim.", "CONSULT", on("2024-05-03"), "d1", "a+b")
    second = mention("Berenia's president received Aldora's premier in Port Selim.", "CONSULT", on("2024-05-03"), "d2",
                     "b>a")  # fmt: skip
    assert len(merged(first, second)) == 1


def test_the_date_is_the_most_precise_one_that_is_not_merely_the_day_of_the_report():
    (event,) = merged(
        mention(THREAT, "THREATEN", on("2024-05", "stated"), "d1"),
        mention(THREAT, "THREATEN", on("2024-05-03", "relative"), "d2"),
        mention(THREAT, "THREATEN", on("2024-05-04", "reported"), "d3"),
    )
    assert event.when == on("2024-05-03", "relative")


def test_the_day_of_a_report_only_ends_a_stated_month():
    (event,) = merged(
        mention(THREAT, "THREATEN", on("2024-05")), mention(THREAT, "THREATEN", on("2024-05-20", "reported"), "d2")
    )
    assert event.when.precision == "month"
    assert event.when.end == on("2024-05-20").end


def test_an_undated_report_joins_in_like_words():
    (event,) = merged(mention(THREAT, "THREATEN", on("2024-05-03")), mention(THREAT, "THREATEN", UNKNOWN_DATE, "d2"))
    assert event.when == on("2024-05-03")


def test_copies_and_one_publisher_are_one_source():
    reports = [mention(THREAT, "THREATEN", on("2024-05-03"), name) for name in ("d1", "d2", "d3")]
    (event,) = merged(*reports, copies=(Copy("d2", "d1", 0.95),), publishers="Ledger,Gazette,Ledger")
    assert event.independent_sources == 1


def test_a_document_without_publisher_is_its_own_source():
    documents = [document("d1"), document("d2"), document("d3", publisher="Ledger")]
    assert set(independent_sources(documents, [Copy("d3", "d2", 0.9)]).values()) == {"d1", "d2"}


def test_copies_in_a_ring_do_not_hang():
    assert independent_sources([document("d1")], [Copy("d1", "d2", 0.9), Copy("d2", "d1", 0.9)]) == {"d1": "d2"}


def test_type_goes_to_the_surest_and_polarity_to_the_sign():
    sure = mention(THREAT, "THREATEN", on("2024-05-03"))
    (event,) = merged(sure, replace(mention(THREAT, "ACCUSE", on("2024-05-03"), "d2"), confidence=0.3))
    assert (event.type, event.polarity, event.quad) == ("THREATEN", "-", 3)


def test_a_second_independent_source_raises_confidence():
    one = merged(mention(THREAT, "THREATEN", on("2024-05-03")))[0]
    two = merged(mention(THREAT, "THREATEN", on("2024-05-03")), mention(AGAIN, "THREATEN", on("2024-05-03"), "d2"))[0]
    assert one.confidence < two.confidence < 1


def test_the_order_of_reading_changes_nothing():
    reports = [mention(t, "THREATEN", on(d), f"d{i}") for i, (t, d) in enumerate(
        [(THREAT, "2024-05-03"), (AGAIN, "2024-05-03"), (OTHER, "2024-05-03"), (AGAIN, "2024-05"), (THREAT, "2024")]
    )]  # fmt: skip
    expected = merged(*reports)
    random.Random(3).shuffle(reports)
    assert merged(*reports) == expected


def test_proxies_merge_with_their_actor():
    direct = mention(THREAT, "THREATEN", on("2024-05-03"))
    through = replace(mention(AGAIN, "THREATEN", on("2024-05-03"), "d2"), actors=(Party("the Palace", "palace", "a"),))
    assert len(merged(direct, through)) == 1


@pytest.mark.parametrize("text", ["", "!!!", "x" * 100_000, "\u202e\x00 ظظظ"])
def test_odd_text_merges_without_error(text):
    assert merged(mention(text, "ACCUSE", on("0001-01-01")), mention(text, "ACCUSE", on("9999-12-31"), "d2"))
