"""A server that misbehaves: each time there is data, or a named error that says what to do, and nothing half."""

import json
import logging
import time
from dataclasses import replace

import msgspec
import pytest
import stamina
from connector_pages import NOW
from werkzeug import Response

from detente.connectors.quota import Quota
from detente.connectors.settings import load_service
from detente.connectors.transport import Transport, patience, retry_after
from detente.errors import DetenteError, MissingPartError, QuotaError, ResponseError, ServiceError
from detente.record_store import RecordStore
from detente.records import fetch
from detente.types import Watch, Watched

KEY = "not-a-real-key-7f3a9c"
WATCH = Watch(committees=(Watched("", ("Forward PAC",), ("C00999999",)),), since=NOW.date(), until=NOW.date())
ORDERS = Watch(orders=("harbour dredging",), since=NOW.date().replace(day=1), until=NOW.date())


@pytest.fixture(autouse=True)
def no_waiting():
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
def store(tmp_path):
    with RecordStore(tmp_path / "story.db") as opened:
        yield opened


@pytest.fixture
def transport(httpserver, tmp_path):
    quota = Quota(tmp_path / "calls.db")
    reroute = {
        "https://www.federalregister.gov/api/v1/documents.json": httpserver.url_for("/orders"),
        "https://api.open.fec.gov/v1/": httpserver.url_for("/fec/"),
        "https://api.sam.gov/": httpserver.url_for("/sam/"),
    }
    keys = {"FEC_API_KEY": KEY, "SAM_API_KEY": KEY}
    with Transport(quota, keys, lambda _: None, reroute) as opened:
        yield opened
    quota.close()


def order(number="2026-00001"):
    return {
        "title": "Dredging the Harbour", "type": "Presidential Document", "document_number": number,
        "publication_date": "2026-02-20", "signing_date": "2026-02-15", "executive_order_number": "14999",
        "html_url": "https://www.federalregister.gov/d/" + number,
    }  # fmt: skip


def found(*orders, **more):
    return {"description": "Documents found", "count": len(orders), "results": list(orders), **more}


def ask(store, transport, service="federal_register", watch=ORDERS):
    return fetch(store, service, watch, transport.send, NOW)


def kept(store):
    return len(store.records()), [problem for *_, problem in store.notes()]


def one_after(httpserver, *answers, path="/orders"):
    waiting = iter(answers)
    httpserver.expect_request(path).respond_with_handler(lambda _: next(waiting))


def claiming(body, length):
    """An answer that says it is longer than it is."""
    response = Response(body)
    response.headers["Content-Length"] = str(length)
    return response


def as_json(body, **more):
    return Response(json.dumps(body), content_type="application/json", **more)


def test_a_good_answer_is_data(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_json(found(order()))
    assert ask(store, transport).new == 1
    assert [r.group for r in store.records()] == ["14999"]


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "2"}, {"Retry-After": "soon"}])
def test_too_many_requests_is_asked_again(httpserver, store, transport, headers):
    one_after(httpserver, Response("slow down", 429, headers), as_json(found(order())))
    assert ask(store, transport).new == 1


def test_too_many_requests_for_good_says_when_to_come_back(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_data("no", 429, {"Retry-After": "9000"})
    with pytest.raises(QuotaError, match=r"fetch again in 9,000 seconds"):
        ask(store, transport)
    assert kept(store) == (0, [])


def test_a_server_error_that_passes_is_asked_again(httpserver, store, transport):
    one_after(httpserver, Response("oops", 500), as_json(found(order())))
    assert ask(store, transport).new == 1


def test_a_server_error_that_stays_is_named(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_data("oops", 503)
    with pytest.raises(ServiceError, match=r"HTTP 503; fetch again later"):
        ask(store, transport)


def test_a_web_page_in_place_of_json_is_named_and_no_record(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_data("<!DOCTYPE html><html>Request Access</html>", 200)
    with pytest.raises(ResponseError, match="a web page where JSON is due"):
        ask(store, transport)
    records, problems = kept(store)
    assert records == 0
    assert "web page" in problems[0]


def test_json_that_is_cut_off_is_named(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_data(json.dumps(found(order()))[:-30])
    with pytest.raises(ResponseError, match="cut off"):
        ask(store, transport)
    assert kept(store)[0] == 0


def test_a_body_shorter_than_it_says_is_named(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_handler(lambda _: claiming('{"count": 1, "resu', 5_000))
    with pytest.raises(ServiceError, match="broke off"):
        ask(store, transport)
    assert kept(store) == (0, [])


@pytest.mark.parametrize("place", ["http://orders.example.org/?api_key=" + KEY, "https://unblock.example.org/", "::"])
def test_a_redirect_is_not_followed(httpserver, store, transport, place):
    httpserver.expect_request("/orders").respond_with_data("", 302, {"Location": place})
    with pytest.raises(ServiceError, match=r"sends on to .* \(HTTP 302\)") as caught:
        ask(store, transport)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("gone", "named"), [("publication_date", "publication_date"), ("document_number", "document_number")]
)
def test_a_changed_column_is_named(httpserver, store, transport, gone, named):
    changed = {("new_" + k if k == gone else k): v for k, v in order().items()}
    httpserver.expect_request("/orders").respond_with_json(found(changed))
    with pytest.raises(ResponseError, match=rf"column 'results\[0\]\.{named}' is missing.*update detente"):
        ask(store, transport)
    assert kept(store)[0] == 0


def test_an_empty_page_is_the_end(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_json({"description": "Documents found", "count": 0})
    assert ask(store, transport).rows == 0


def test_pages_that_repeat_are_stopped(httpserver, store, transport):
    following = "https://www.federalregister.gov/api/v1/documents.json?page=2"
    httpserver.expect_request("/orders").respond_with_json(found(order(), next_page_url=following))
    with pytest.raises(ServiceError, match="every next page with the same one"):
        ask(store, transport)
    assert kept(store)[0] == 1


def test_a_cursor_that_never_ends_is_bounded(httpserver, store, transport, monkeypatch):
    calls = iter(range(10_000))

    def another(_):
        number = next(calls)
        cursor = f"https://www.federalregister.gov/api/v1/documents.json?search_after_cursor={number}"
        return as_json(found(order(f"2026-{number:05d}"), next_page_url=cursor))

    httpserver.expect_request("/orders").respond_with_handler(another)
    service = load_service("federal_register")
    limited = msgspec.structs.replace(service, limits=msgspec.structs.replace(service.limits, most_pages=7))
    monkeypatch.setattr("detente.records.load_service", lambda _: limited)
    with pytest.raises(ServiceError, match=r"more than 7 pages.*what was kept stays"):
        ask(store, transport)
    assert kept(store)[0] == 7


def test_a_slow_drip_is_cut_short(httpserver, tmp_path, transport):
    def drip(_):
        def pieces():
            for _ in range(40):
                yield b" "
                time.sleep(0.05)

        return Response(pieces())

    httpserver.expect_request("/orders").respond_with_handler(drip)
    service = load_service("federal_register")
    limits = msgspec.structs.replace(service.limits, seconds_per_answer=0.1, attempts=1)
    request = next(iter(_orders()))
    with stamina.set_testing(True, attempts=1), pytest.raises(ServiceError, match=r"not done after 0\.1 seconds"):
        transport.send(request, msgspec.structs.replace(service, limits=limits))


def test_a_server_that_says_nothing_is_given_up(httpserver, transport):
    httpserver.expect_request("/orders").respond_with_handler(lambda _: time.sleep(0.5) or Response("{}"))
    service = load_service("federal_register")
    limits = msgspec.structs.replace(service.limits, seconds_per_read=0.1)
    with stamina.set_testing(True, attempts=1), pytest.raises(ServiceError, match=r"did not answer in time"):
        transport.send(next(iter(_orders())), msgspec.structs.replace(service, limits=limits))


def _orders():
    from detente.connectors import federal_register

    return federal_register.requests(ORDERS)


def test_five_gigabytes_are_refused_before_they_come(httpserver, store, transport):
    httpserver.expect_request("/orders").respond_with_handler(lambda _: claiming("{}", 5_000_000_000))
    with pytest.raises(ServiceError, match=r"5,000,000,000 bytes.*narrow \[watch\]"):
        ask(store, transport)


def test_a_body_that_unpacks_to_too_much_is_refused(httpserver, transport):
    import gzip

    packed = gzip.compress(b" " * 3_000_000)
    httpserver.expect_request("/orders").respond_with_data(packed, 200, {"Content-Encoding": "gzip"})
    service = load_service("federal_register")
    limits = msgspec.structs.replace(service.limits, most_bytes=1_000_000)
    with pytest.raises(ServiceError, match="over 1,000,000 bytes"):
        transport.send(next(iter(_orders())), msgspec.structs.replace(service, limits=limits))


def expenditure(number, amount="1,250.50"):
    return {
        "committee_id": "C00999999", "transaction_id": f"SE.{number}", "expenditure_amount": amount,
        "expenditure_date": "2026-02-01", "payee_name": "A PRINTER", "report_year": "2026", "filing_form": "F3X",
    }  # fmt: skip


def test_numbers_written_as_text_are_numbers(httpserver, store, transport):
    httpserver.expect_request("/fec/schedules/schedule_b/").respond_with_json({"results": []})
    httpserver.expect_request("/fec/schedules/schedule_e/").respond_with_json(
        {"results": [expenditure(1)], "pagination": {}}
    )
    ask(store, transport, "openfec", WATCH)
    assert [str(r.amount) for r in store.records()] == ["1250.50"]


@pytest.mark.parametrize("amount", ["NaN", "1e400000", True, {"value": 1}, "twelve"])
def test_numbers_that_are_none_are_named(httpserver, store, transport, amount):
    httpserver.expect_request("/fec/schedules/schedule_b/").respond_with_json({"results": []})
    httpserver.expect_request("/fec/schedules/schedule_e/").respond_with_json({"results": [expenditure(1, amount)]})
    with pytest.raises(ResponseError, match="expenditure_amount"):
        ask(store, transport, "openfec", WATCH)


def test_a_stopped_fetch_goes_on_where_it_stopped(httpserver, store, transport):
    more = {"last_indexes": {"last_index": "77", "last_expenditure_date": "2026-02-01"}}
    httpserver.expect_request("/fec/schedules/schedule_b/").respond_with_json({"results": []})
    path = "/fec/schedules/schedule_e/"
    first = as_json({"results": [expenditure(1)], "pagination": more})
    one_after(httpserver, first, Response("no", 500), Response("no", 500), Response("no", 500), path=path)
    with pytest.raises(ServiceError):
        ask(store, transport, "openfec", WATCH)
    assert store.unfinished() == ["openfec"]
    last_page = {"last_index": "77", "last_expenditure_date": "2026-02-01", "per_page": "100"}
    httpserver.clear()
    httpserver.expect_oneshot_request(path, query_string=_containing(last_page)).respond_with_json(
        {"results": [expenditure(2)], "pagination": {}}
    )
    assert ask(store, transport, "openfec", WATCH).new == 1
    assert len(store.records()) == 2
    assert store.unfinished() == []


def _containing(wanted):
    from pytest_httpserver.httpserver import QueryMatcher

    class Holds(QueryMatcher):
        def get_comparing_values(self, request_query_string):
            from urllib.parse import parse_qs

            asked = {k: v[0] for k, v in parse_qs(request_query_string.decode()).items()}
            return {k: asked.get(k) for k in wanted}, wanted

    return Holds()


def test_no_key_is_in_the_store_the_log_or_an_error(httpserver, tmp_path, transport, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    message = f"API rate limit exceeded for key {KEY}"
    nothing = as_json({"awardSummary": [], "totalRecords": "0"})
    one_after(httpserver, nothing, as_json({"message": message}, status=403), path="/sam/contract-awards/v1/search")
    watch = Watch(recipients=(Watched("", (), ("UEI000000001",)), Watched("", (), ("UEI000000002",))), until=NOW.date())
    with RecordStore(tmp_path / "story.db") as store, pytest.raises(DetenteError) as caught:
        ask(store, transport, "sam", watch)
    asked = [request.args["api_key"] for request, _ in httpserver.log]
    assert asked == [KEY, KEY]  # it did travel
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    out = capsys.readouterr()
    logged = "".join(r.getMessage() for r in caplog.records if r.name != "werkzeug")  # that is the server's own log
    for place in (written.decode("latin-1"), logged, str(caught.value), repr(caught.value), out.out, out.err):
        assert KEY not in place


def test_a_header_that_repeats_the_key_is_not_logged(httpserver, store, transport, caplog):
    caplog.set_level(logging.DEBUG)
    place = {"Location": f"https://elsewhere.example/?api_key={KEY}"}
    httpserver.expect_request("/fec/schedules/schedule_b/").respond_with_data("", 302, place)
    with pytest.raises(ServiceError, match=r"sends on to elsewhere\.example"):
        ask(store, transport, "openfec", WATCH)
    logged = [record for record in caplog.records if record.name != "werkzeug"]
    assert logged
    assert KEY not in "".join(record.getMessage() for record in logged)


def test_an_answer_that_repeats_the_key_is_not_kept(httpserver, tmp_path, transport):
    answer = {"results": [], "you_sent": KEY}
    httpserver.expect_request("/fec/schedules/schedule_b/").respond_with_json(answer)
    with RecordStore(tmp_path / "story.db") as store, pytest.raises(ResponseError, match="repeats the key"):
        ask(store, transport, "openfec", WATCH)
    assert KEY.encode() not in (tmp_path / "story.db").read_bytes()


def test_a_missing_key_says_where_to_get_one(tmp_path, store):
    with Transport(Quota(tmp_path / "calls.db"), {}) as without, pytest.raises(MissingPartError, match="FEC_API_KEY"):
        ask(store, without, "openfec", WATCH)


def test_an_address_that_is_not_https_is_never_asked(transport):
    request = replace(next(iter(_orders())), url="http://www.federalregister.gov/api/v1/documents.json")
    with pytest.raises(ServiceError, match="not an https address"):
        transport.send(request)


def test_a_damaged_count_of_calls_is_named_with_what_to_do(tmp_path):
    (tmp_path / "calls.db").write_text("no database but notes " * 20)
    with pytest.raises(QuotaError, match=r"calls\.db cannot be used .* remove it"):
        Quota(tmp_path / "calls.db")


def test_the_daily_calls_survive_a_restart(tmp_path):
    path = tmp_path / "state" / "calls.db"
    for _ in range(3):
        quota = Quota(path)
        quota.take("sam", 3, NOW)
        quota.close()
    again = Quota(path)
    with pytest.raises(QuotaError, match=r"all 3 calls.*2026-03-02 12:00 UTC"):
        again.take("sam", 3, NOW)
    assert again.left("sam", 3, NOW.replace(day=3)) == 3
    again.take("usaspending", 0, NOW)  # no limit, nothing to count
    again.close()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


def test_only_a_passing_refusal_is_patient():
    assert patience(ServiceError("x", "y", "z")) is False
