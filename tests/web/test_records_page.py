"""The page Talk and deeds: series under the talk, checks, orders; nothing hostile runs, nothing loaded says so."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from web_stories import HOSTILE, STORY, site_of

from detente.types import Indicator, MonthValue, Party, PublicFindings, PublicRecord, RecordCheck, When

_DAY = When(date(2025, 3, 4), date(2025, 3, 4), "day", "stated")


def with_records(text):
    nobody = Party("")
    title = f"Order: {text}"
    order = PublicRecord("record-1", "federal_register", "order", "order/1", title, nobody, nobody, _DAY, _DAY,
                         url="javascript:alert(1)", text=text)  # fmt: skip
    action = PublicRecord("record-2", "fpds", "contract_action", "c/1", text, Party(text), Party(text), _DAY, _DAY,
                          Decimal(0), Decimal(5_923_580_297))  # fmt: skip
    series = Indicator("indicator-1", f"Obligations {text}", "USD", Party(text),
                       (MonthValue(date(2025, 3, 1), Decimal(0), 1), MonthValue(date(2025, 4, 1), None, 0, "unknown")),
                       text, (text,))  # fmt: skip
    check = RecordCheck(STORY.claims[0].id, "agrees", Decimal(1), None, None, text, text, ("record-2",))
    return replace(STORY, public=PublicFindings((order, action), (series,), (check,), (text,)))


@pytest.mark.parametrize("text", ["in plain words", HOSTILE])
def test_the_page_shows_series_checks_orders_and_entries(tmp_path, text):
    page = site_of(with_records(text), tmp_path).answer("/records").body.decode()
    for heading in ("Talk and deeds", "Press figures beside the filings", "Orders", "Ceiling (no money)"):
        assert heading in page
    assert "<td>$0</td><td>$5.92 billion</td>" in page
    assert "unknown" in page
    for forbidden in ("<script>alert", '<a href="javascript:', "\u202e", "<svg onload"):
        assert forbidden not in page


def test_the_timeline_has_a_lane_of_registers_beside_those_of_the_actors(tmp_path):
    body = site_of(with_records("in plain words"), tmp_path).answer("/timeline").body.decode()
    assert "In public registers: 2 marks" in body
    assert '<a href="/records#record-1" tabindex="-1" data-for="record-1">' in body


@pytest.mark.parametrize("address", ["/timeline", "/records"])
def test_a_mark_leads_to_the_entry_that_it_stands_for(tmp_path, address):
    site = site_of(with_records("in plain words"), tmp_path)
    page = site.answer("/records").body.decode()
    led = set(re.findall(r'href="/records#([^"]+)"', site.answer(address).body.decode()))
    assert "record-1" in led
    assert led <= set(re.findall(r' id="([^"]+)"', page))


def test_the_page_as_rows_is_what_the_export_holds(tmp_path):
    rows = json.loads(site_of(with_records("words"), tmp_path).answer("/records.json").body)
    kinds = [row["kind"] for row in (rows if isinstance(rows, list) else rows["rows"])]
    assert kinds == ["record", "record", "indicator", "indicator", "record_check"]


def test_a_story_without_records_says_what_to_do(tmp_path):
    page = site_of(STORY, tmp_path).answer("/records").body.decode()
    assert "No public record is loaded" in page
