"""Every page: what it shows, in which forms, and what it does with addresses that ask for too much."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from web_stories import ADDRESSES, ONES, STORY, keep, large_story, site_of

from detente import tellings
from detente.errors import InputError, StoryError
from detente.web.app import STATIC
from detente.web.asking import Addresses
from detente.web.pages import PAGES
from detente.web.stories import open_site


def text_of(site, address):
    answer = site.answer(address)
    assert answer.status == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.body.decode()))


class _Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.headings = [], []

    def handle_starttag(self, tag, attributes):
        self.ids += [value for name, value in attributes if name == "id"]
        self.headings += [tag] if tag in {"h1", "h2", "h3"} else []


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_opens_with_one_heading_and_no_id_twice(site, address):
    answer = site.answer(address)
    parsed = _Ids()
    parsed.feed(answer.body.decode())
    assert answer.status == 200
    assert parsed.headings.count("h1") == 1
    assert len(parsed.ids) == len(set(parsed.ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_a_twin_for_programs(site, address):
    path, _, query = address.partition("?")
    told = json.loads(site.answer(f"{path}.json?{query}").body)
    sheet = site.answer(f"{path}.csv?{query}")
    assert told["rows"]
    assert sheet.body.decode().count("\n") >= len(told["rows"])
    assert sheet.kind.startswith("text/csv")


def test_a_record_of_every_kind_is_among_the_addresses():
    assert set(ONES) == {page.name for page in PAGES.values() if page.one}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "rupture since 30 May 2024"),
        ("/", "Stated cause: “the governor signed a dredging tax”"),
        ("/timeline", "Bruno Castell threatened Verne Lines (for Ada Verne)"),
        ("/event/event-4", "reprint: The Inland Mirror"),
        ("/claims/question-1", "more than $4 million"),
        ("/sources", "first to report"),
        ("/doc/doc-4", "reprint of Almar Wire"),
        ("/quotes", "Loyalty is not for rent"),
        ("/forward", "the day passed without word of it"),
        ("/reactions", "They deserve each other"),
        ("/reactions/reaction-1", "found by"),
        ("/timeline", "Reactions: 1 mark"),
        ("/actors/a", "Verne Lines"),
        ("/search?q=dredging tax", "dredging tax"),
    ],
)
def test_pages_tell_what_the_story_holds(site, address, words):
    assert words in text_of(site, address)


def test_the_timeline_keeps_to_what_was_chosen(site):
    rows = json.loads(site.answer("/timeline.json?lane=b%3Ea&quad=3").body)["rows"]
    assert [row["id"] for row in rows] == ["event-5"]
    rows = json.loads(site.answer("/timeline.json?first=2024-05-01&last=2024-05-31").body)["rows"]
    assert [row["id"] for row in rows] == ["event-4", "event-5"]


@pytest.mark.parametrize(
    ("record", "lead"),
    [
        ("event-4", "/event/event-4"),
        ("reaction-1", "/reactions/reaction-1"),
        ("expectation-1", "/forward/expectation-1"),
        ("record-1", "/records#record-1"),
        ("indicator-1", "/records#indicator-1"),
        ("turn-1", "/#turn-1"),
    ],
)
def test_marks_of_charts_lead_to_what_they_stand_for(record, lead):
    assert Addresses().charts().record(record) == lead


def test_a_story_with_one_day_to_choose_has_no_slider_and_shows_its_own_day(site, tmp_path, monkeypatch):
    assert 'id="step"' in site.answer("/").body.decode()
    monkeypatch.setattr(tellings, "MOST_DOCUMENTS", 1)
    body = site_of(replace(STORY, as_of=date(2024, 12, 24)), tmp_path).answer("/").body.decode()
    assert 'id="step"' not in body
    assert 'id="asof" type="date" name="asof" value="2024-12-24"' in body


@pytest.mark.parametrize(("verdict", "shown"), [("compatible", False), ("conflict", True)])
def test_only_figures_that_do_not_fit_together_stand_under_what_differs(tmp_path, verdict, shown):
    questions = tuple(replace(question, verdict=verdict) for question in STORY.questions)
    body = site_of(replace(STORY, questions=questions), tmp_path).answer("/").body.decode()
    assert ("Where the sources differ" in body) is shown


def test_a_figure_in_a_chart_leads_to_its_sentence(site):
    chart = site.answer("/claims").body.decode().partition("<svg")[2].partition("</svg>")[0]
    address, anchor = re.search(r'href="(/doc/[^"#]+)#(c\d+)"', chart).groups()
    assert f'<mark id="{anchor}"' in site.answer(address.replace("&amp;", "&")).body.decode()


def test_what_had_happened_by_a_day_names_no_event_after_it(site):
    body = text_of(site, "/?asof=2023-06-30&by=event")
    assert "since 14 March 2023" in body
    assert "20 November 2023" not in body


def test_a_document_marks_what_was_read_from_it_where_it_stands(site):
    body = site.answer("/doc/doc-3").body.decode()
    start = STORY.documents[2].text.index("Castell threatened")
    assert f'<mark id="c{start}">Castell threatened to cancel' in body
    assert '<mark class="hedge">reportedly</mark>' in body


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/event/none",
        "/event",
        "/doc/..%2f..%2fetc%2fpasswd",
        "/static/../app.py",
        "/claims/none",
        "/turn/x",
        "/actors/nobody",
        "/search/x",
    ],
)
def test_what_is_not_there_is_not_found(site, address):
    assert site.answer(address).status == 404


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=٣", "asof=yesterday", "asof=2025-13-01", "first=2025-06-05&last=2025-06-01"],
)
def test_what_cannot_be_is_refused(site, query):
    assert site.answer(f"/timeline?{query}").status == 400


def test_a_page_past_the_last_is_the_last(site):
    assert json.loads(site.answer("/timeline.json?page=999").body)["page"] == 1


def test_a_page_that_is_known_is_not_sent_again_until_the_story_changes(tmp_path):
    site = site_of(STORY, tmp_path)
    first = site.answer("/")
    assert site.answer("/", first.etag).status == 304
    keep(large_story(20, 10), tmp_path)
    assert site.answer("/", first.etag).status == 200


def test_as_of_by_event_shows_only_what_had_happened(site):
    rows = json.loads(site.answer("/timeline.json?asof=2023-12-31&by=event").body)["rows"]
    assert [row["id"] for row in rows] == ["event-1", "event-2", "event-3"]
    assert "What had happened by 31 December 2023" in text_of(site, "/timeline?asof=2023-12-31&by=event")


def test_the_slider_without_a_script_leads_to_its_day(site):
    answer = site.answer("/timeline?step=1&was=3&asof=2024-09-02&lane=joint")
    assert (answer.status, answer.location) == (303, "/timeline?asof=2023-11-20&lane=joint")


def test_several_stories_stand_side_by_side(tmp_path):
    keep(STORY, tmp_path / "one")
    keep(large_story(30, 12), tmp_path / "two")
    site = open_site(tmp_path)
    assert "/two/" in site.answer("/").body.decode()
    assert 'href="/one/event/event-4"' in site.answer("/one/timeline").body.decode()
    assert site.answer("/three/").status == 404


def test_a_folder_without_stories_is_refused(tmp_path):
    with pytest.raises(InputError, match="no story"):
        open_site(tmp_path)


def test_a_story_that_was_not_built_says_how_to(tmp_path):
    keep(STORY, tmp_path)
    (tmp_path / "story.db").unlink()
    with pytest.raises(StoryError, match="run: detente build"):
        open_site(tmp_path)


def test_style_and_script_are_small_together():
    assert sum(len(STATIC[name][1].encode()) for name in ("detente.css", "detente.js")) <= 15_000


def test_pages_of_a_generated_story_are_light(tmp_path):
    site = site_of(large_story(2_000, 1_000), tmp_path)
    for address in ("/", "/timeline", "/claims", "/sources?page=3", "/quotes", "/docs", "/timeline?page=40"):
        body = site.answer(address).body
        assert len(body) <= 300_000
        assert all(len(svg) <= 120_000 for svg in re.findall(rb"<svg.*?</svg>", body, re.DOTALL))


def test_a_story_in_a_folder_that_cannot_be_written_is_read(tmp_path, monkeypatch):
    site = site_of(STORY, tmp_path)
    monkeypatch.setattr("detente.shelf.shelf.os.access", lambda path, mode: False)
    assert site.answer("/").status == 200
