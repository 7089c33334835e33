"""From what a source says about an article to a Document: the one place where Documents are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..types import Document, Problem, make_id
from .bounded import LONGEST_DOCUMENT, clean
from .dates import read_published
from .languages import foreign_language, language_name

_OPENING = 200  # characters: a date, a byline and some marks may stand before the title


@dataclass(frozen=True, slots=True)
class Record:
    """An article as its source gives it; ``date_source`` names where the date stands ("field date")."""

    body: str
    title: str = ""
    date: str = ""
    date_source: str = ""
    url: str = ""
    source_id: str = ""
    publisher: str = ""
    author: str = ""


def make_document(record: Record, path: str, place: str = "") -> Iterator[Document | Problem]:
    """Yield the Document of a record, and Problems with it; ``place`` names it while it has no id ("pile.csv:7")."""
    place = place or path
    title = " ".join(clean(record.title).split())
    text = _with_title(clean(record.body).strip(), title)
    if not text:
        yield Problem(place, "read", "there is no text in it")
    elif len(text) > LONGEST_DOCUMENT:
        yield Problem(place, "read", f"longer than {LONGEST_DOCUMENT:,} characters, the most one document may have")
    elif language := foreign_language(text):
        yield Problem(place, "language", f"skipped: written in {language_name(language)}, and only English is read")
    else:
        yield from _dated(record, title, text, path)


def _dated(record: Record, title: str, text: str, path: str) -> Iterator[Document | Problem]:
    url = clean(record.url).strip()
    publisher = " ".join(clean(record.publisher).split()) or _host(url)
    published = read_published(clean(record.date), record.date_source, url)
    source_id = clean(record.source_id).strip()
    document = Document(
        id=make_id("doc", publisher, url, source_id, published.when.text(), title, text),
        text=text,
        path=path,
        url=url,
        source_id=source_id,
        publisher=publisher,
        author=" ".join(clean(record.author).split()),
        title=title,
        published=published.when,
    )
    yield document
    if published.problem:
        known = "its URL's date is used" if published.when.known else "the published date is left unknown"
        yield Problem(document.id, "read", f"{published.problem}; {known}")


def _with_title(body: str, title: str) -> str:
    """Return the body beginning with its title, which is not said twice."""
    opening = body[: len(title) * 2 + _OPENING].splitlines()
    letters = _letters(title)
    if not title or any(_letters(line).startswith(letters) for line in opening):
        return body
    return f"{title}\n\n{body}".strip()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _host(url: str) -> str:
    """Return the URL's host, which names the publisher when nothing else does."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
