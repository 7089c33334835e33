"""The report: one file, nothing run or loaded, every line unfolds to its sentence, hostile text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from detente.report import render_report
from detente.types import Document, Passage, Phase, Problem, Story
from sample_story import CLAIMS, EMPTY, EVENTS, STORY, long_story, mention

VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>"
    "</style></details>{{ 7 * 7 }}\u202etxt.exe\x00\x1b[31m“&amp;”" + "A" * 200_000
)


class Page(HTMLParser):
    """What a browser would make of the report: tags, attributes, words, and whether tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def hostile_story() -> Story:
    documents = tuple(
        replace(d, text=f"{HOSTILE} {d.text}", publisher=HOSTILE[:300], title=HOSTILE[:300], url="javascript:alert(1)")
        for d in STORY.documents
    )
    passage = Passage("doc-1", 0, len(HOSTILE), HOSTILE)
    events = tuple(replace(e, mentions=(mention(passage, e.type, e.when),)) for e in EVENTS)
    actors = tuple(replace(actor, name=HOSTILE[:300]) for actor in STORY.actors)
    claims = tuple(replace(c, passage=passage, scope=HOSTILE[:300]) for c in CLAIMS)
    questions = tuple(replace(q, what=HOSTILE[:300]) for q in STORY.questions)
    return replace(STORY, title=HOSTILE[:300], documents=documents, events=events, actors=actors, claims=claims,
                   questions=questions, problems=(Problem(HOSTILE[:300], "reading", HOSTILE[:300]),))  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render_report(STORY))


@pytest.mark.parametrize("story", [STORY, EMPTY, long_story(30)], ids=["sample", "empty", "long"])
def test_report_is_one_balanced_page_with_one_heading_and_landmarks(story: Story) -> None:
    page = Page(render_report(story))
    names = [name for name, _ in page.tags]
    assert page.open == []
    assert [names.count(name) for name in ("h1", "main", "header", "footer", "nav")] == [1, 1, 1, 1, 1]


def test_report_allows_nothing_from_outside(page: Page) -> None:
    policy = next(a["content"] for name, a in page.tags if name == "meta" and "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert not {name for name, _ in page.tags} & {"script", "link", "img", "iframe", "object", "embed", "form"}
    assert not [a for _, a in page.tags if "src" in a or any(key.startswith("on") for key in a)]


def test_report_ids_are_unique_and_every_anchor_leads_somewhere(page: Page) -> None:
    ids = [a["id"] for _, a in page.tags if "id" in a]
    anchors = [str(a["href"])[1:] for name, a in page.tags if name == "a" and str(a.get("href")).startswith("#")]
    assert len(ids) == len(set(ids))
    assert set(anchors) <= set(ids)


def test_report_tells_state_account_ledger_quotes_due_and_gaps(page: Page) -> None:
    for words in (
        "As of 2 September 2024",
        "6 documents from 4 outlets, 1 of them a reprint",
        "From alliance to rupture",
        "Stated cause: “the governor signed a dredging tax”",
        "The figures fit together.",
        "Loyalty is not for rent",
        "due 30 June 2025",
        "the day passed without word of it",
        "They deserve each other",
        "1 document without a published date",
        "holds no text",
        "publication date unknown",
    ):
        assert words in page.text


def test_report_marks_each_sentence_in_its_paragraph() -> None:
    html = render_report(STORY)
    assert '<mark class="hedge">reportedly</mark>' in html
    assert "dredging tax. <mark>She </mark>" in html


def test_report_folds_reprints(page: Page) -> None:
    assert "+1 reprint: The Inland Mirror" in page.text


def test_report_gives_rule_confidence_and_id_of_each_line(page: Page) -> None:
    assert "found by coder.v1 · confidence 0.90 · event-1" in page.text


def test_report_leaves_hostile_text_inert() -> None:
    html = render_report(hostile_story())
    page = Page(html)
    assert page.open == []
    assert not {name for name, _ in page.tags} & {"script", "img", "iframe"}
    assert not [a for _, a in page.tags if any(key.startswith("on") for key in a)]
    assert not [a for name, a in page.tags if name == "a" and not str(a["href"]).startswith(("#", "http"))]
    assert "{{ 7 * 7 }}" in html
    assert not set(html) & {"\u202e", "\x00", "\x1b"}
    assert len(html) < 400_000


def test_report_links_only_web_addresses(page: Page) -> None:
    links = [str(a["href"]) for name, a in page.tags if name == "a" and not str(a["href"]).startswith("#")]
    assert links
    assert all(link.startswith("https://news.example/") for link in links)


def test_report_says_when_a_phase_rests_on_words_only() -> None:
    phase = Phase("phase-9", "thaw", EVENTS[-1].when.start or STORY.phases[0].start, None, "+", 1, ("char-1",))
    page = Page(render_report(replace(STORY, phases=(*STORY.phases, phase))))
    assert "No act between the two is dated to this phase." in page.text
    assert "How writers put it" in page.text


def test_report_of_many_events_says_how_many_it_leaves_out() -> None:
    page = Page(render_report(long_story(900)))
    assert "500 more are in the story but not in this report." in page.text


def test_report_is_the_same_each_time() -> None:
    assert render_report(STORY) == render_report(STORY)


def test_report_needs_no_publisher_or_date() -> None:
    bare = Document("doc-9", "Verne sued Castell.")
    event = replace(EVENTS[3], mentions=(mention(Passage("doc-9", 0, 19, bare.text), "ACCUSE", EVENTS[3].when),))
    page = Page(render_report(replace(EMPTY, documents=(bare,), events=(event,), actors=STORY.actors)))
    assert "publication date unknown" in page.text


def test_a_mark_of_a_chart_leads_to_the_line_that_tells_of_the_same() -> None:
    page = Page(render_report(STORY))
    led = {attrs["href"] for tag, attrs in page.tags if tag == "a" and attrs.get("tabindex") == "-1"}
    ids = {f"#{attrs['id']}" for _, attrs in page.tags if "id" in attrs}
    assert {"#event-1", "#turn-1"} <= led
    assert led <= ids
