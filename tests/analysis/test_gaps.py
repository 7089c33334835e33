"""What a story does not know is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.analysis.making import coding, document, mention, on, soften

from detente.analysis.gaps import find_gaps
from detente.analysis.merge import merge_events
from detente.types import UNKNOWN_DATE, Coding, Coverage, Gap

TEXT = "Aldora threatened to close the Sunda canal to grain ships."
DAY = date(2024, 5, 5)


def gaps(*codings: Coding, documents=None, day=DAY) -> dict[str, str]:
    documents = documents if documents is not None else [document(c.document_id, "2024-05-03") for c in codings]
    found: tuple[Gap, ...] = find_gaps(documents, codings, merge_events(codings, documents, ()), day)
    return {gap.kind: gap.message for gap in found}


def test_undated_documents_are_named():
    assert "1 document without a published date: d1" in gaps(documents=[document("d1")])["undated document"]


def test_a_long_silence_is_a_gap_with_its_days():
    documents = [document("d1", "2023-01-01"), document("d2", "2024-05-01")]
    assert gaps(documents=documents)["no documents"] == "nothing read from 1 January 2023 to 1 May 2024 (486 days)"


def test_the_days_since_the_newest_document_count_as_silence_too():
    assert "no documents" in gaps(documents=[document("d1", "2023-01-01")])


def test_no_silence_in_a_well_covered_story():
    assert "no documents" not in gaps(documents=[document("d1", "2024-03-01"), document("d2", "2024-05-01")])


def test_doubts_are_given_as_a_share_of_the_candidates():
    doubtful = Coding("d1", "test", UNKNOWN_DATE, coverage=Coverage(10, 5, 4, 1))
    assert gaps(doubtful)["abstained"] == "1 of 4 possible events (25%) left out in doubt"


def test_documents_that_tell_nothing_of_the_actors_are_counted():
    assert "1 document" in gaps(Coding("d1", "test", UNKNOWN_DATE))["does not concern the actors"]


def test_events_without_a_date_on_one_source_or_only_hedged_are_counted():
    undated = soften(mention(TEXT, "THREATEN", UNKNOWN_DATE))
    found = gaps(coding(replace(undated, when=UNKNOWN_DATE)))
    assert {"event without a date", "single source", "hedged only"} <= found.keys()


def test_an_event_that_two_papers_assert_is_no_gap():
    two = [coding(mention(TEXT, "THREATEN", on("2024-05-03"), name)) for name in ("d1", "d2")]
    assert not {"event without a date", "single source", "hedged only"} & gaps(*two).keys()
