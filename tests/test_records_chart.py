"""Talk and deeds drawn and laid out: one axis, unknown months hatched, no ceiling as money, hostile text escaped."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from detente.account_text import account_text
from detente.analysis.account import write_account
from detente.analysis.arc import arc_of
from detente.charts.records import draw_talk_and_deeds
from detente.report import render_report
from detente.report.records import deeds
from detente.types import NOTHING_PUBLIC, Indicator, MonthValue, Party, PublicFindings, PublicRecord, When

RASCO = Party("Rasco", "rasco", "b")


def on(text):
    day = date.fromisoformat(text)
    return When(day, day, "day", "stated")


def month(text, value, records=1):
    known = None if value is None else Decimal(value)
    return MonthValue(date.fromisoformat(f"{text}-01"), known, records, "known" if value is not None else "unknown")


def entry(kind, title, **more):
    values = {
        "id": f"record-{title}", "service": "fpds", "kind": kind, "key": title, "title": title, "giver": Party("Navy"),
        "receiver": RASCO, "when": on("2024-04-02"), "published": on("2024-07-01"), "amount": Decimal(0),
    }  # fmt: skip
    return PublicRecord(**(values | more))


PAID = Indicator(
    "indicator-1", "Obligations to Rasco", "USD", RASCO,
    (month("2024-03", "1000000"), month("2024-04", "-250000"), month("2024-05", "0"), month("2024-06", None, 0)),
    "3 actions", ("a ceiling is no money",),
)  # fmt: skip
PEOPLE = Indicator(
    "indicator-2", "People", "thousand employees", Party(""), (month("2024-03", "3000"), month("2024-06", "2900")),
    "BLS", level=True,
)  # fmt: skip
CEILING = entry("contract_action", "IDC X, awarded", ceiling=Decimal("5923580297"))
ORDER = entry(
    "order", "Executive Order 19001: <b>Dredging</b>", amount=None, receiver=Party(""), when=on("2024-03-04"),
    published=on("2024-03-08"), text="Sec. 1. <script>alert(1)</script>\nSec. 2.", url="javascript:alert(1)",
)  # fmt: skip


def _chart(story, width=960):
    return draw_talk_and_deeds(arc_of(story), story.public, width)


@pytest.fixture
def told(story):
    sentences = ("Rupture since 3 May 2024: 1 act of conflict",)
    return replace(story, public=PublicFindings((CEILING, ORDER), (PAID, PEOPLE), (), sentences))


@pytest.mark.parametrize("width", [960, 360])
def test_the_chart_is_well_formed_and_says_what_it_shows(told, width):
    root = ElementTree.fromstring(_chart(told, width))
    words = " ".join("".join(e.itertext()) for e in root.iter() if e.tag.endswith(("desc", "title")))
    for said in ("Obligations to Rasco: $750,000 in 3 known months, 1 month unknown", "June 2024: unknown",
                 "April 2024: -$250,000, 1 record", "4 March 2024: Executive Order 19001",
                 "1. 3 May 2024: rupture"):  # fmt: skip
        assert said in words


def test_everything_is_inside_the_drawing(told):
    svg = _chart(told, 960)
    root = ElementTree.fromstring(svg)
    width, height = (float(n) for n in root.get("viewBox").split()[2:])
    boxes = [e for e in root.iter() if e.tag.endswith("rect")]
    assert len(boxes) > 4
    assert all(float(e.get("x")) >= 0 and float(e.get("x")) + float(e.get("width")) <= width + 0.2 for e in boxes)
    assert all(float(e.get("y")) + float(e.get("height")) <= height for e in boxes)


def test_unknown_months_are_hatched_and_ceilings_are_no_bars(told):
    svg = _chart(told, 960)
    assert svg.count('fill="url(#deeds-960-unknown)"') == 2  # June, and the legend
    assert "5,923" not in svg
    assert "5.92 billion" not in svg


def test_the_same_story_draws_the_same_bytes(told):
    assert _chart(told, 960) == _chart(told, 960)


def test_without_records_nothing_is_drawn_or_laid_out(story):
    bare = replace(story, public=NOTHING_PUBLIC)
    assert _chart(bare, 960) == ""
    assert deeds(bare.public, {}) is None
    assert 'id="deeds"' not in render_report(bare)


def test_the_report_escapes_orders_and_links_only_to_the_web(told):
    html = render_report(told)
    assert 'id="deeds"' in html
    assert "<script>alert" not in html
    assert "javascript:" not in html
    assert "Sec. 1. &lt;script&gt;" in html


def test_a_ceiling_stands_in_its_own_column(told):
    (action,) = deeds(told.public, {}).actions
    assert (action.amount, action.ceiling) == ("$0", "$5.92 billion")
    assert re.search(r"<td>\$0</td><td>\$5\.92 billion</td>", render_report(told))


def test_the_account_tells_the_record_in_its_own_section(told):
    text = " ".join(account_text(write_account(told), told, 100).split())
    assert "Talk and deeds: the public record" in text
    assert (
        "Obligations to Rasco: $750,000, March 2024 to May 2024 (3 actions; 1 month unknown; a ceiling is no money)"
        in text
    )
    assert "signed 4 March 2024, published 8 March 2024" in text


def test_the_ledger_tells_what_the_filings_say(story):
    text = " ".join(account_text(write_account(story), story, 200).split())
    assert "the filings agree (up to 4 May 2024): 1 filed row" in text


def test_years_at_the_edge_of_the_calendar_are_drawn(story):
    edge = replace(
        PAID, months=(MonthValue(date(9999, 12, 1), Decimal(1), 1), MonthValue(date(1, 1, 1), Decimal(1), 1))
    )
    assert _chart(replace(story, public=PublicFindings((CEILING,), (edge,))), 960).startswith("<svg")
