"""A site of files: every link leads to a file, none outside."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from detente.errors import InputError
from detente.web.still import file_of, write_site


def test_every_link_of_a_site_leads_to_a_file_in_it(site, tmp_path):
    folder = tmp_path / "out"
    count = write_site(replace(site, still=True), folder)
    pages = list(folder.rglob("*.html"))
    assert len(pages) == count
    for page in pages:
        for link in re.findall(r'(?:href|src)="([^"#]+)', page.read_text(encoding="utf-8")):
            if not link.startswith("https://"):
                assert (page.parent / unquote(link)).resolve().is_file(), (page.name, link)


def test_a_site_is_not_written_over_something_else(site, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="no site of detente"):
        write_site(site, tmp_path)


def test_a_site_needs_a_folder(site, tmp_path):
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(InputError, match="notes: is no folder"):
        write_site(site, tmp_path / "notes")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/timeline?page=2", "timeline-page-2.html"),
        ("/event/event-1", "event/event-1.html"),
        ("/actors/..%2fx", "actors/..%2fx.html".replace("%", "_")),
        ("/static/detente.css", "static/detente.css"),
    ],
)
def test_file_of_names_a_file_inside_the_folder(address, file):
    assert file_of(address) == file
