"""Web pages: the article, its title, author and stated date, and nothing of the page around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.readers.html import read, read_page
from detente.types import Document, Problem

_BODY = """
<p>Ana Ferro, who runs the largest shipyard on the coast, broke with mayor Tom Reyes on Tuesday after months of
quarrel over the new harbour bill, which she called a gift to her rivals.</p>
<h2>A long friendship</h2>
<p>The two had been allies since 2019, when Ferro gave more than two million to the campaign that brought Reyes into
office, and they were seen together at nearly every launch.</p>
<p>Reyes told reporters that he was sorry to see her go, but that the city could not be run from a shipyard.</p>
"""
_DATE = '<meta property="article:published_time" content="2024-03-05T09:10:00Z">'


def _page(head: str = _DATE, body: str = _BODY) -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>Harbour row deepens | The Quay</title>
    <meta property="og:title" content="Harbour row deepens"><meta property="og:site_name" content="The Quay">
    {head}</head><body><nav><a href="/">Home</a><a href="/p">Politics</a></nav>
    <article><h1>Harbour row deepens</h1>{body}</article>
    <footer>© 2026 The Quay. All rights reserved. <a href="/t">Terms</a></footer></body></html>"""


def _document(page: str, url: str = "") -> Document:
    (document,) = read_page(page, "page.html", url)
    assert isinstance(document, Document)
    return document


def test_the_article_is_read_and_the_page_around_it_is_not() -> None:
    document = _document(_page())

    assert document.text.startswith("Harbour row deepens\n\nAna Ferro, who runs")
    assert document.text.endswith("could not be run from a shipyard.")
    assert "rights reserved" not in document.text
    assert (document.title, document.publisher) == ("Harbour row deepens", "The Quay")


def test_the_date_is_the_page_own_first_publication() -> None:
    updated = '<meta property="article:modified_time" content="2024-05-01T09:10:00Z">'

    published = _document(_page(updated + _DATE)).published

    assert (published.text(), published.basis, published.reason) == ("2024-03-05", "stated", "HTML metadata")


def test_a_page_without_a_stated_date_is_undated() -> None:
    assert not _document(_page(head="")).published.known


def test_the_url_dates_a_page_that_does_not() -> None:
    published = _document(_page(head=""), "https://quay.example/2024/03/05/row").published

    assert (published.text(), published.reason) == ("2024-03-05", "URL")


def test_a_page_of_endless_markup_is_a_problem() -> None:
    (problem,) = read_page("<ul>" + "<li>x" * 200_000, "page.html")

    assert isinstance(problem, Problem)
    assert "tags" in problem.message


@pytest.mark.parametrize("attributes", [" a='x'", " a", "a=''"])
def test_a_tag_of_endless_attributes_is_a_problem_at_once(attributes: str) -> None:
    (found,) = read_page(f"<html><body><p{attributes * 200_000}>The two met.</p></body></html>", "page.html")
    assert isinstance(found, Problem)
    assert "attributes" in found.message


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><p></p></body></html>", "no markup"])
def test_a_page_without_an_article_is_a_problem(page: str) -> None:
    (problem,) = read_page(page, "page.html")

    assert isinstance(problem, Problem)


def test_an_older_encoding_is_read_as_the_page_declares_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = _page('<meta charset="windows-1250">', _BODY.replace("Reyes", "Rěyeš"))
    path.write_bytes(page.replace("©", "").encode("windows-1250"))

    document = next(found for found in read(path) if isinstance(found, Document))

    assert "mayor Tom Rěyeš" in document.text


def test_our_own_report_is_not_an_article(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(_page('<meta name="generator" content="detente 1.0">'))

    assert list(read(path)) == []


@given(st.text(alphabet="<>/=\"'! -apbdivhtml&;#x\x00é\n", max_size=200))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_page_ever_fails(page: str) -> None:
    assert all(isinstance(found, Document | Problem) for found in read_page(page, "page.html"))
