"""Who told the story, and who told it first."""

from __future__ import annotations

from tests.analysis.making import coding, document, mention, on, soften

from detente.analysis.merge import merge_events
from detente.analysis.sources import UNNAMED, count_outlets, summarise_sources
from detente.types import Copy

TEXT = "Aldora threatened to close the Sunda canal to grain ships."


def test_a_publisher_s_documents_copies_hedges_and_first_reports_are_counted():
    documents = [document("d1", "2024-05-03", "Ledger"), document("d2", "2024-05-04", "Gazette"),
                 document("d3", "2024-05-04", "Gazette")]  # fmt: skip
    codings = [
        coding(mention(TEXT, "THREATEN", on("2024-05-03"), "d1")),
        coding(soften(mention(TEXT, "THREATEN", on("2024-05-03"), "d2"))),
        coding(mention(TEXT, "THREATEN", on("2024-05-03"), "d3")),
    ]
    copies = (Copy("d3", "d1", 0.9),)
    gazette, ledger = summarise_sources(documents, codings, copies, merge_events(codings, documents, copies))
    assert (gazette.publisher, gazette.documents, gazette.copies, gazette.events, gazette.hedged) == (
        "Gazette", 2, 1, 2, 1,
    )  # fmt: skip
    assert (gazette.first_reports, ledger.first_reports) == (0, 1)


def test_two_papers_of_one_day_are_both_not_first():
    documents = [document("d1", "2024-05-03", "Ledger"), document("d2", "2024-05-03", "Gazette")]
    codings = [coding(mention(TEXT, "THREATEN", on("2024-05-03"), name)) for name in ("d1", "d2")]
    summaries = summarise_sources(documents, codings, (), merge_events(codings, documents, ()))
    assert [summary.first_reports for summary in summaries] == [0, 0]


def test_documents_without_a_publisher_are_summed_under_one_name():
    (summary,) = summarise_sources([document("d1"), document("d2")], [], (), ())
    assert (summary.publisher, summary.documents) == (UNNAMED, 2)


def test_a_document_that_names_no_outlet_adds_none():
    named = [document("d1", "2020-01-01", "The Post"), document("d2", "2020-01-02", "The Post")]
    assert count_outlets([*named, document("d3", "2020-01-03", "")]) == 1
