"""Every saved payload of the services parses, with the counts and sums that are known of it.

The payloads are third parties' captures; they lie beside the checkout and not in it.
"""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from connector_pages import loaded, payload

from detente.analysis.public_records import WHOLE, select_records
from detente.connectors import CONNECTORS, fpds
from detente.connectors.contracts import CEILING_ONLY
from detente.errors import InputError, ResponseError
from detente.record_store import RecordStore
from detente.records import load_file, recognise
from detente.types import Watch, Watched

SAVED = Path(__file__).resolve().parents[3] / "shared" / "eval" / "public_records"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAVED.is_dir(), reason="needs ../shared beside the checkout: the saved payloads"),
]
# What is no answer of a service that detente asks: specifications, documentation, other services.
NO_ANSWER = {
    "data_act_broker_fpds_elements.csv", "gsa_fpds_specification_v1_5_2.xml", "sam_contract_awards_v1_openapi.yaml",
    "openfec_openapi_spec.json", "monument_watch_regulations_gov_v4.json", "govnumbers_executive_orders_counts.json",
    "fecfile_1236235.fec", "fecfile_1385191.fec", "INDEX.md",
}  # fmt: skip


def files():
    return sorted(p for p in SAVED.rglob("*") if p.is_file() and p.name not in NO_ANSWER) if SAVED.is_dir() else []


def read(name):
    path = next(p for p in files() if p.name == name)
    service = recognise(path.name, path.read_bytes())
    return CONNECTORS[service].parse(loaded(service, path.read_bytes(), path.name))


@pytest.mark.parametrize("path", files(), ids=lambda p: p.name)
def test_every_saved_payload_is_recognised_and_parses(path):
    service = recognise(path.name, path.read_bytes())
    assert service, "no service recognises it"
    CONNECTORS[service].parse(loaded(service, path.read_bytes(), path.name))


@pytest.mark.parametrize("name", sorted(NO_ANSWER - {"INDEX.md"}))
def test_what_is_no_answer_is_refused_by_name(name, tmp_path):
    path = next(SAVED.rglob(name))
    with RecordStore(tmp_path / "story.db") as store, pytest.raises(InputError, match=name):
        load_file(store, path)
    with RecordStore(tmp_path / "story.db") as store:
        assert store.records() == []


@pytest.mark.parametrize(
    ("name", "rows", "records", "total"),
    [
        ("kenosa_FA881125DB002_page-0000-start-0.xml", 3, 3, "0"),
        ("kenosa_FA881124DB003_page-0000-start-0.xml", 7, 7, "0"),
        ("kenosa_W519TC25D0039_page-0000-start-0.xml", 2, 2, "0"),
        ("kenosa_GS35F0086U_page-0000-start-0.xml", 10, 10, "0"),
        ("kenosa_NNK14MA74C_page-0000-start-0.xml", 10, 10, "129295000"),
        ("kenosa_NNK14MA74C_page-0001-start-10.xml", 10, 10, "217893185"),
        ("kenosa_NNK14MA74C_page-0013-start-130.xml", 5, 5, "0"),
        ("data_act_broker_fpdsXML.xml", 2, 2, "6760"),
        ("dherincx92_full_response.xml", 10, 10, "1848953.36"),
        ("sam_contract_awards_example1.json", 1, 1, "202.39"),
        ("sam_contract_awards_example2.json", 1, 1, "-7183.74"),
        ("sam_contract_awards_example5.json", 5, 0, "0"),
        ("sam_contract_awards_example6_async_ticket.json", 0, 0, "0"),
        ("spending_by_award_contracts.json", 2, 2, "7201743774.99"),
        ("awards_transactions.json", 3, 3, "3082046.29"),
        ("awards_idv_awards.json", 10, 10, "3160101486.70"),
        ("ruby_openfec_2015_schedules_schedule_a.json", 20, 20, "24632.81"),
        ("wired_america_pac_expenditures_first8.csv", 8, 8, "276921.03"),
        ("fec_bulk_itcont_sample_insight.txt", 7, 7, "2005"),
        ("monument_watch_documents_search.json", 5, 1, "0"),
        ("govnumbers_fred_CES9091000001_federal_workforce.json", 1051, 1051, "2826098.0"),
    ],
)
def test_counts_and_sums_are_those_known(name, rows, records, total):
    parsed = read(name)
    assert (parsed.rows, len(parsed.records)) == (rows, records)
    assert sum(r.amount or 0 for r in parsed.records) == Decimal(total)


def test_a_ceiling_of_almost_six_billion_is_no_money():
    first = read("kenosa_FA881125DB002_page-0000-start-0.xml").records[0]
    assert (first.ceiling, first.amount) == (Decimal("5923580297.00"), Decimal("0.00"))
    assert CEILING_ONLY in first.flags


def test_the_three_pages_of_one_result_are_complete_at_22(tmp_path):
    with RecordStore(tmp_path / "story.db") as store:
        for page in sorted(SAVED.rglob("kenosa_FA881120D0002_*.xml")):
            load_file(store, page)
        records = store.records()
    chosen = select_records(records, Watch(recipients=(Watched("", ("Space Exploration",)),)), ())
    assert len(chosen) == 22
    assert all(WHOLE in r.flags for r in chosen)


def test_two_of_the_three_pages_are_a_part(tmp_path):
    with RecordStore(tmp_path / "story.db") as store:
        for page in sorted(SAVED.rglob("kenosa_FA881120D0002_*.xml"))[:2]:
            load_file(store, page)
        records = store.records()
    chosen = select_records(records, Watch(recipients=(Watched("", ("Space Exploration",)),)), ())
    assert len(chosen) == 20
    assert not any(WHOLE in r.flags for r in chosen)


def test_running_totals_of_modifications_are_not_multiplied():
    pages = ("page-0000-start-0", "page-0001-start-10", "page-0013-start-130")
    records = [r for page in pages for r in read(f"kenosa_NNK14MA74C_{page}.xml").records]
    assert sum(r.amount for r in records) == Decimal("347188185.00")  # every entry repeats 1,241,839,006 in all
    taken_back = {r.key.split("/")[4]: r.amount for r in records if r.amount < 0}
    assert taken_back == {"107": Decimal("-5000.00"), "110": Decimal("-706571.00")}


def test_america_pac_rows_are_one_record_each():
    records = read("wired_america_pac_expenditures_first8.csv").records
    assert len({r.id for r in records}) == 8
    assert Counter(flag for r in records for flag in r.flags) == {"notice": 5}
    assert {r.published.text() for r in records} == {"2025-07-31", "2026-09-02"}


def test_an_order_has_the_day_it_was_signed_and_the_day_it_was_published():
    order = read("eo_14158.md").records[0]
    assert (order.group, order.key) == ("14158", "order/2025-02005")
    assert (order.when.text(), order.published.text()) == ("2025-01-20", "2025-01-29")
    assert "Department of Government Efficiency" in order.text


def test_the_federal_workforce_falls_from_january_2025_to_july_2026():
    values = {r.when.text(): r.amount for r in read("govnumbers_fred_CES9091000001_federal_workforce.json").records}
    assert (values["2025-01"], values["2026-07"]) == (Decimal("3010.0"), Decimal("2683.0"))


def test_no_address_of_a_donor_is_in_a_record():
    records = read("ruby_openfec_2015_schedules_schedule_a.json").records
    page = next(SAVED.rglob("ruby_openfec_2015_schedules_schedule_a.json")).read_text()
    assert '"contributor_zip"' in page
    assert not any(zip_code in str(records) for zip_code in ("223130388", "ALEXANDRIA"))


def test_an_edited_capture_is_noted():
    assert "limit 4 and has 5 rows" in read("awards_search_results_contracts.json").notes[0]


def test_a_cut_off_feed_says_so():
    path = next(SAVED.rglob("kenosa_W519TC25D0039*.xml"))
    with pytest.raises(ResponseError, match="cut off"):
        fpds.parse(loaded("fpds", path.read_bytes()[:20_000]))


@pytest.mark.parametrize(
    ("payload_name", "definition"),
    [("synthetic_openfec_schedule_a.json", "ScheduleA"), ("synthetic_openfec_schedule_e.json", "ScheduleE")],
)
def test_synthetic_rows_have_only_columns_of_the_official_specification(payload_name, definition):
    specification = json.loads(next(SAVED.rglob("openfec_openapi_spec.json")).read_text())
    columns = set(specification["definitions"][definition]["properties"])
    rows = json.loads(payload(payload_name))["results"]
    assert {name for row in rows for name in row} <= columns
