"""What each connector asks, reads and asks next; payloads named synthetic_* follow the services' specifications."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from connector_pages import NOW, answered, loaded, payload

from detente.connectors import CONNECTORS, bls, federal_register, fpds, openfec, opm, prices, sam, usaspending
from detente.connectors.contracts import CEILING_ONLY, DEFENCE, TERMINATION, VEHICLE
from detente.connectors.settings import load_service
from detente.errors import ResponseError
from detente.records import recognise
from detente.types import Watch, Watched

RASCO = Watched("rasco", ("Rasco",), ("RASCO0000001",))
WATCH = Watch(
    recipients=(RASCO,),
    committees=(Watched("", ("Forward PAC",), ("C00999999",)),),
    contributors=(Watched("b", ("RASK, VIKTOR",)),),
    orders=("harbour",),
    series=("CES9091000001", "opm:separations"),
    since=date(2023, 11, 15),
    until=date(2024, 4, 30),
)


@pytest.mark.parametrize("name", CONNECTORS)
def test_each_service_says_who_publishes_it_under_what_terms(name):
    service = load_service(name)
    assert all((service.name, service.publisher, service.licence, service.terms, service.documentation))
    assert service.url.startswith("https://") or name == "prices"
    assert service.limits.most_pages > 0


@pytest.mark.parametrize("name", CONNECTORS)
def test_what_is_asked_is_https_bounded_and_the_same_each_time(name):
    asked = list(CONNECTORS[name].requests(WATCH))
    assert asked == list(CONNECTORS[name].requests(WATCH))
    assert all(request.url.startswith(load_service(name).url) for request in asked)
    assert len({request.id for request in asked}) == len(asked)


@pytest.mark.parametrize("name", CONNECTORS)
def test_an_empty_watch_list_asks_nothing(name):
    assert list(CONNECTORS[name].requests(Watch())) == []


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("synthetic_fpds_page.xml", "fpds"),
        ("synthetic_sam_awards.json", "sam"),
        ("synthetic_openfec_schedule_a.json", "openfec"),
        ("synthetic_openfec_schedule_e.json", "openfec"),
        ("synthetic_federal_register_orders.json", "federal_register"),
        ("synthetic_usaspending_over_time.json", "usaspending"),
        ("synthetic_opm_files.json", "opm"),
        ("synthetic_fred.csv", "bls"),
    ],
)
def test_a_file_is_recognised_by_what_it_holds(name, service):
    assert recognise("download", payload(name)) == service


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"hello", b"\x00\xff" * 50, b"<html></html>", b"a,b\n1,2\n"])
def test_other_files_are_nobodys(body):
    assert recognise("file", body) == ""


@pytest.mark.parametrize("name", [n for n in CONNECTORS if n != "prices"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b"\xff\xfe",
        b"<html>",
        b'{"results": 7}',
        b"PAR1 no",
        b'observation_date,X\n"' + b"x" * 200_000,
        b"a\rb,date,close",
        b"committee_id,transaction_id\nC0\r1,2,3",
    ],
)
def test_whatever_comes_is_read_or_named(name, body):
    page = loaded(name, body)
    complaint = f"{name}: nothing to complain of; go on"
    try:
        CONNECTORS[name].parse(page)
        CONNECTORS[name].next_page(page)
    except ResponseError as error:
        complaint = str(error)
    assert complaint.startswith(f"{name}: ")
    assert "; " in complaint  # what to do follows


def test_fpds_sums_each_modification_once_and_sets_ceilings_apart():
    records = fpds.parse(loaded("fpds", payload("synthetic_fpds_page.xml"))).records
    assert sum(r.amount for r in records) == Decimal("300.00")
    assert [r.ceiling for r in records] == [Decimal("5000000.00"), None, None, None]
    assert [TERMINATION in r.flags for r in records] == [False, False, False, True]
    assert all({DEFENCE, VEHICLE} <= set(r.flags) for r in records)
    assert CEILING_ONLY in records[0].flags


def test_fpds_defence_actions_are_public_after_ninety_days():
    first = fpds.parse(loaded("fpds", payload("synthetic_fpds_page.xml"))).records[0]
    assert (first.when.text(), first.published.text(), first.published.basis) == (
        "2024-02-01",
        "2024-05-01",
        "inferred",
    )


def test_fpds_refuses_a_document_type_before_it_expands():
    bomb = b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaa">]><feed>&a;</feed>'
    with pytest.raises(ResponseError, match="document type"):
        fpds.parse(loaded("fpds", bomb))


def test_fpds_follows_only_its_own_next_page():
    other = payload("synthetic_fpds_page.xml").replace(
        b"<modified/>", b'<link rel="next" href="https://elsewhere.example.org/?start=10"/>', 1
    )
    assert fpds.next_page(loaded("fpds", other)) == ()
    own = other.replace(b"elsewhere.example.org/", b"www.fpds.gov/ezsearch/FEEDS/ATOM")
    assert dict(fpds.next_page(loaded("fpds", own))[0].params) == {"start": "10"}


def test_sam_reads_money_and_counts_that_are_text():
    records = sam.parse(loaded("sam", payload("synthetic_sam_awards.json"))).records
    assert [r.amount for r in records] == [Decimal("700.00"), Decimal("-25.50")]
    assert records[0].key == "contract/8000/SYN24F0002/SYN20D0009/0/0"
    assert records[0].published.text() == "2024-04-04"
    assert records[0].of == 2


def test_sam_pages_by_number_from_zero_and_stops_at_the_last():
    request = next(sam.requests(WATCH))
    body = json.loads(payload("synthetic_sam_awards.json")) | {"totalRecords": "250"}
    second = sam.next_page(answered(request, body))
    assert dict(second[0].params)["offset"] == "1"
    third = sam.next_page(answered(second[0], body))
    assert dict(third[0].params)["offset"] == "2"
    assert sam.next_page(answered(third[0], body)) == ()


def test_sam_asks_by_american_dates_and_by_code():
    asked = dict(next(sam.requests(WATCH)).params)
    assert asked["dateSigned"] == "[11/15/2023,04/30/2024]"
    assert asked["awardeeUniqueEntityId"] == "RASCO0000001"


def test_the_same_action_has_the_same_key_in_every_register():
    transaction = {
        "page_metadata": {"page": 1}, "results": [{
            "id": "CONT_TX_8000_8000_SYN24F0002_P00001_SYN20D0009_0", "action_date": "2024-04-02", "action_type": "C",
            "modification_number": "P00001", "federal_action_obligation": "-25.50", "description": "LAUNCH",
        }],
    }  # fmt: skip
    treasury = usaspending.parse(loaded("usaspending", transaction)).records[0]
    assert treasury.id == sam.parse(loaded("sam", payload("synthetic_sam_awards.json"))).records[1].id


def test_usaspending_months_are_fiscal():
    records = usaspending.parse(loaded("usaspending", payload("synthetic_usaspending_over_time.json"))).records
    assert [r.when.text() for r in records] == ["2024-08", "2024-09", "2024-10", "2024-11", "2024-12", "2025-01"]
    assert [r.amount for r in records][2:4] == [Decimal("-250000.0"), Decimal("1000000.00")]


def test_usaspending_does_not_trip_over_an_odd_page_number():
    request = next(usaspending.requests(WATCH))
    for odd in ("²", "two", None, True, "9" * 400):
        page = {"results": [{}], "page_metadata": {"page": odd, "hasNext": True, "last_record_unique_id": 7,
                "last_record_sort_value": "9.0"}}  # fmt: skip
        assert len(_next_or_named(usaspending, answered(request, page))) == 1


def _next_or_named(connector, page):
    try:
        return connector.next_page(page)
    except ResponseError as error:
        return [str(error)]


@pytest.mark.parametrize(
    ("year", "month"), [("²", "1"), ("2024", "13"), ("2024", "0"), ("x", "1"), ("99999", "1"), ("2024", "")]
)
def test_usaspending_names_a_month_that_is_none(year, month):
    with pytest.raises(ResponseError, match=r"time_period|fiscal_year"):
        usaspending.calendar_month(year, month)


def test_usaspending_asks_contracts_and_vehicles_apart():
    bodies = [msgspec.json.decode(r.body) for r in usaspending.requests(WATCH)]
    groups = {next(iter(b["filters"]["award_type_codes"])) for b in bodies}
    assert groups == {"A", "IDV_A"}
    assert all(b["filters"]["recipient_search_text"] == ["RASCO0000001"] for b in bodies)


def test_usaspending_tells_the_same_months_again_when_asked_a_day_later():
    tomorrow = Watch(recipients=(RASCO,), since=WATCH.since, until=date(2024, 5, 1))
    keys = []
    for watch in (WATCH, tomorrow):
        request = next(r for r in usaspending.requests(watch) if "over_time" in r.url)
        records = usaspending.parse(answered(request, payload("synthetic_usaspending_over_time.json"))).records
        keys.append([r.id for r in records])
    assert keys[0] == keys[1]


def test_usaspending_pages_by_number_and_beyond_the_window_by_the_last_record():
    request = next(usaspending.requests(WATCH))
    page = {"results": [{"a": 1}], "page_metadata": {"page": 1, "hasNext": True, "last_record_unique_id": 7,
            "last_record_sort_value": "9.0"}}  # fmt: skip
    second = usaspending.next_page(answered(request, page))[0]
    assert msgspec.json.decode(second.body)["page"] == 2
    page["page_metadata"]["page"] = 500
    beyond = msgspec.json.decode(usaspending.next_page(answered(request, page))[0].body)
    assert beyond["last_record_unique_id"] == "7"
    page["page_metadata"]["hasNext"] = False
    assert usaspending.next_page(answered(request, page)) == ()


def test_openfec_keeps_memos_refunds_and_strangers_apart():
    records = openfec.parse(loaded("openfec", payload("synthetic_openfec_schedule_a.json"))).records
    assert [r.flags for r in records] == [(), (), ("taken back",), ("memo",), ()]
    assert records[0].published.text() == "2024-12-05"
    assert {r.receiver_code for r in records} == {"C00999999"}


def test_openfec_keeps_nothing_of_where_a_donor_lives_or_works():
    records = openfec.parse(loaded("openfec", payload("synthetic_openfec_schedule_a.json"))).records
    assert b"SYNTHETIC STREET" in payload("synthetic_openfec_schedule_a.json")
    assert not any(word in str(records) for word in ("STREET", "ALDERSHOLM", "00000'", "RASCO"))


def test_openfec_counts_a_notice_and_its_report_as_one():
    records = openfec.parse(loaded("openfec", payload("synthetic_openfec_schedule_e.json"))).records
    assert len(records) == 4
    assert len({r.id for r in records}) == 3
    assert [r.rank for r in records] == [0, 1, 0, 0]
    assert records[0].published.text() == "2024-10-03"


def test_openfec_gives_back_both_last_indexes():
    request = next(openfec.requests(WATCH))
    following = openfec.next_page(answered(request, payload("synthetic_openfec_schedule_a.json")))[0]
    asked = dict(following.params)
    assert (asked["last_index"], asked["last_contribution_receipt_date"]) == ("5", "2024-10-22")
    undated = {"results": [{}], "pagination": {"last_indexes": {"last_index": "9", "sort_null_only": True}}}
    again = dict(openfec.next_page(answered(following, undated))[0].params)
    assert (again["last_index"], again["sort_null_only"]) == ("9", "true")
    assert "last_contribution_receipt_date" not in again
    assert openfec.next_page(answered(following, {"results": [], "pagination": undated["pagination"]})) == ()


def test_openfec_asks_two_year_periods():
    periods = {dict(r.params).get("two_year_transaction_period", "2024") for r in openfec.requests(WATCH)}
    assert periods == {"2024"}
    longer = Watch(contributors=WATCH.contributors, since=date(2021, 5, 1), until=date(2025, 1, 1))
    asked = [dict(r.params)["two_year_transaction_period"] for r in openfec.requests(longer)]
    assert asked == ["2022", "2024", "2026"]


def test_federal_register_keeps_both_days_and_the_number():
    records = federal_register.parse(
        loaded("federal_register", payload("synthetic_federal_register_orders.json"))
    ).records
    assert [(r.group, r.when.text(), r.published.text()) for r in records] == [
        ("19001", "2024-03-04", "2024-03-08"), ("19002", "2024-05-15", "2024-05-20"),
    ]  # fmt: skip
    assert records[0].giver.name == "Ana Brandt"


def test_federal_register_asks_by_quarter():
    windows = [dict(r.params)["conditions[signing_date][gte]"] for r in federal_register.requests(WATCH)]
    assert windows == ["2023-11-15", "2024-01-01", "2024-04-01"]


def test_federal_register_has_no_results_when_nothing_is_found():
    assert federal_register.parse(loaded("federal_register", {"description": "Documents", "count": 0})).records == ()


def test_bls_leaves_out_months_without_a_value():
    records = bls.parse(loaded("bls", payload("synthetic_fred.csv"))).records
    assert [(r.when.text(), r.amount) for r in records] == [
        ("2024-01", Decimal(3000)), ("2024-02", Decimal("2990.5")), ("2024-04", Decimal(2980)),
    ]  # fmt: skip
    assert records[0].unit == "thousand employees"
    assert records[0].published.end == date(2024, 2, 29)


def test_bls_reads_the_bureaus_own_json():
    months = [("M02", "2,990"), ("M13", "1")]  # M13 is the year's average
    data = [{"year": "2024", "period": period, "value": value} for period, value in months]
    body = {"Results": {"series": [{"seriesID": "CES9091000001", "data": data}]}}
    assert [(r.when.text(), r.amount) for r in bls.parse(loaded("bls", body)).records] == [("2024-02", Decimal(2990))]


def test_bls_names_changed_columns():
    with pytest.raises(ResponseError, match="'day, value'"):
        bls.parse(loaded("bls", "day,value\n2024-01-01,3\n"))


def test_opm_asks_for_each_file_of_a_list():
    request = next(opm.requests(WATCH))
    files = opm.next_page(answered(request, payload("synthetic_opm_files.json")))
    assert [r.url.rsplit("/files/", 1)[1] for r in files] == [
        "separations/2024/02/2/download", "separations/2024/03/1/download",
    ]  # fmt: skip
    assert files[0].watch == "separations_202402_2 2024-05-10"


def test_opm_sums_a_month_over_its_own_file_and_later_ones(tmp_path):
    request = next(opm.requests(WATCH))
    first, second = opm.next_page(answered(request, payload("synthetic_opm_files.json")))
    one = opm.parse(answered(first, _parquet(tmp_path, [("202402", "100", "SC"), ("202402", "5", "SH")]))).records
    two = opm.parse(answered(second, _parquet(tmp_path, [("202402", "7", "SH"), ("202403", "50", "SC")]))).records
    leaving = {r.id: r.amount for r in (*one, *two) if r.when.text() == "2024-02" and r.group == "opm:separations"}
    assert sum(leaving.values()) == 112
    forced = [r.amount for r in (*one, *two) if "reduction in force" in r.group]
    assert forced == [5, 7]
    assert one[0].published.text() == "2024-05-10"


def test_opm_names_a_missing_column(tmp_path):
    request = opm.next_page(answered(next(opm.requests(WATCH)), payload("synthetic_opm_files.json")))[0]
    with pytest.raises(ResponseError, match="personnel_action_effective_date_yyyymm"):
        opm.parse(answered(request, _parquet(tmp_path, [("1", "2", "3")], ("a", "count", "b"))))


def _parquet(folder: Path, rows, names=("personnel_action_effective_date_yyyymm", "count", "separation_category_code")):
    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra records-opm")
    from pyarrow import parquet

    path = folder / "file.parquet"
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    parquet.write_table(pyarrow.table(columns), path, compression="zstd")
    return path.read_bytes()


def test_prices_are_read_from_a_file_and_named_by_it():
    body = "Date,Open,Close\n2024-01-02,1,10.5\n2024-01-03,1,11\n"
    records = prices.parse(loaded("prices", body, "rasco.csv")).records
    assert [(r.group, r.when.text(), r.amount) for r in records] == [
        ("rasco", "2024-01-02", Decimal("10.5")), ("rasco", "2024-01-03", Decimal(11)),
    ]  # fmt: skip
    with pytest.raises(ResponseError, match="'date' or 'close'"):
        prices.parse(loaded("prices", "Open,High\n1,2\n"))


def test_the_day_of_a_page_is_the_day_it_was_fetched():
    request = next(r for r in usaspending.requests(WATCH) if "over_time" in r.url)
    record = usaspending.parse(answered(request, payload("synthetic_usaspending_over_time.json"))).records[0]
    assert record.fetched == NOW.date()
    assert record.published.text() == NOW.date().isoformat()  # a sum is only known as of the day of asking
