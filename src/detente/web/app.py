"""The page as a whole: an address in, a page out; and the same over HTTP, for browsers on this machine alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgspec
from jinja2 import Environment

from .. import __version__
from ..charts import STYLE
from ..errors import StoryError
from ..markup import SHARED, environment, squeezed, squeezed_script, style
from ..plain_words import describe_day, one_line
from ..shelf import Kept, Reader
from ..tables import as_csv
from ..tellings import Tellings
from .asking import Addresses, Ask, BadAskingError, NothingThereError, clean, read_day
from .pages import PAGES, Page, Shown

_HERE = Path(__file__).parent
_FORMS = {".json": "application/json", ".csv": "text/csv; charset=utf-8"}
_HTML = "text/html; charset=utf-8"
_SHOWN = 32_000_000  # bytes of answers that are kept for whoever asks again
_LONGEST = 2_000  # characters of an address
STATIC = {
    "detente.css": (
        "text/css; charset=utf-8",
        squeezed(style(SHARED / "shared.css", _HERE / "static" / "page.css") + STYLE),
    ),
    "detente.svg": ("image/svg+xml", style(_HERE / "static" / "icon.svg")),
    "detente.js": (
        "text/javascript; charset=utf-8",
        squeezed_script(style(_HERE / "static" / "page.js")),
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: a status, a body, its kind, its version (for "not modified"), and where else to look."""

    status: int
    body: bytes
    kind: str = _HTML
    etag: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The stories shown, by their place in addresses; one alone has none. ``still`` is a site of files, not served."""

    stories: Mapping[str, Tellings]
    still: bool = False
    addresses: Addresses = field(default_factory=Addresses)
    shown: Kept = field(default_factory=lambda: Kept(_SHOWN))

    def answer(self, address: str, known: str = "") -> Answer:
        """Return the page at an address; ``known`` is the version that the reader has already."""
        written, _, asked = address[:_LONGEST].encode(errors="replace").decode().partition("#")[0].partition("?")
        path = "/" + unquote(written).strip("/")
        try:
            query = dict(parse_qsl(asked, max_num_fields=40))
        except ValueError:
            return self._error(400, "This address asks for too many things.")
        if path.startswith("/static/"):
            return self._static(path.removeprefix("/static/"), known)
        try:
            return self._story(path, clean(query), known)
        except NothingThereError:
            return self._error(404, "There is no such page or record; a build may have renamed it.")
        except BadAskingError as error:
            return self._error(400, str(error))
        except StoryError as error:
            return self._error(503, str(error))

    def _static(self, name: str, known: str) -> Answer:
        if name not in STATIC:
            return self._error(404, "There is no such file.")
        kind, text = STATIC[name]
        return _unless_known(Answer(200, text.encode(), kind, _version(text)), known)

    def _story(self, path: str, query: Mapping[str, str], known: str) -> Answer:
        slug, base = "", ""
        if "" not in self.stories:
            slug, _, rest = path.removeprefix("/").partition("/")
            if not slug:
                return self._list()
            base, path = f"/{slug}", f"/{rest}"
        if slug not in self.stories:
            raise NothingThereError(slug)
        tellings = self.stories[slug]
        path, form = _form(path)
        name, _, record = path.removeprefix("/").partition("/")
        page = PAGES.get(name)
        if page is None or (page.one if record else page.show) is None:
            raise NothingThereError(path)
        control = _AsOf.read(query, tellings.days())
        if control.moved:
            kept = {k: v for k, v in query.items() if k not in {"step", "was", "asof", "by"}}
            address = Addresses(self.addresses.base + base, control.kept).to(path, **kept)
            return Answer(303, b"", location=address)
        shelf = tellings.as_of(control.day) if control.day and control.by == "report" else tellings.newest
        with shelf.reading() as reader:
            etag = _version(f"{base} {reader.build} {__version__} {path} {sorted(query.items())} {form} {self.still}")
            if known == etag:
                return Answer(304, b"", etag=etag)
            addresses = replace(self.addresses, base=self.addresses.base + base, kept=control.kept)
            ask = Ask(reader, addresses, path, record, query, control.day, control.by, control.days, self.still)
            # Kept under its version, which every build changes.
            return self.shown.get(
                etag, lambda: replace(self._show(page, ask, form, control), etag=etag), lambda answer: len(answer.body)
            )

    def _show(self, page: Page, ask: Ask, form: str, control: _AsOf) -> Answer:
        show = page.one if ask.record else page.show
        assert show is not None
        shown = show(ask)
        if form == ".json":
            rows = [dict(row) for row in shown.rows()]
            told = {"title": shown.title, "build": ask.reader.build, "as_of": ask.as_of or ask.reader.arc().as_of,
                    "page": shown.pager.page if shown.pager else 1, "pages": shown.pager.pages if shown.pager else 1,
                    "rows": rows}  # fmt: skip
            return Answer(200, msgspec.json.encode(told), _FORMS[form])
        if form == ".csv":
            return Answer(200, as_csv(list(shown.rows())).encode(), _FORMS[form])
        template = page.one_template if ask.record else page.template
        return Answer(200, self._render(template, {**self._context(page, ask, shown, control), **shown.values}))

    def _context(self, page: Page, ask: Ask, shown: Shown, control: _AsOf) -> dict[str, Any]:
        to = ask.addresses.to
        reader = ask.reader
        shown_pages = [p for p in PAGES.values() if p.label and _filled(reader, p)]
        nav = [(p.label, to(f"/{p.name}"), p.name == page.name) for p in shown_pages]
        query = {k: v for k, v in ask.query.items() if k not in {"asof", "by", "step", "was", "page"}}
        return {
            "title": shown.title, "story": reader.title, "home": to("/"), "nav": nav, "pager": shown.pager, "to": to,
            "replay": control if page.replays and not self.still and control.days else None, "query": query,
            "here": ask.addresses.without(ask.path), "still": self.still,
            "json": _in_form(ask, ".json"), "csv": _in_form(ask, ".csv"),
            "search": ask.addresses.without("/search"),
            "kept": ask.addresses.kept, "up": "" if "" in self.stories else self.addresses.base + "/",
            "turns": [t.id for t in reader.arc().turning_points[:60]],
            "place": lambda item: ask.addresses.place(item.document_id, item.start),
            "as_of_day": control.day, "by": control.by,
            "shown": control.day or reader.arc().as_of or (control.days or (None,))[-1],
        }  # fmt: skip

    def _list(self) -> Answer:
        listed = []
        for slug, tellings in self.stories.items():
            with tellings.newest.reading() as reader:
                listed.append((self.addresses.to(f"/{slug}/"), reader.title, reader.told("state", str)))
        return Answer(200, self._render("stories.html", {"stories": listed, "title": "Stories"}))

    def _error(self, status: int, message: str) -> Answer:
        title = "Not found" if status == 404 else "Not possible"
        values = {"title": title, "message": message, "home": self.addresses.to("/")}
        return Answer(status, self._render("error.html", values))

    def _render(self, template: str, values: Mapping[str, Any]) -> bytes:
        static = self.addresses.static
        text = _TEMPLATES.get_template(template).render(version=__version__, static=static, **values)
        return text.encode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class _AsOf:
    """The as-of control: the day asked for, the days there are, what every link keeps of it, and whether it moved."""

    day: date | None
    by: str
    days: tuple[date, ...]
    kept: Mapping[str, str]
    moved: bool

    @classmethod
    def read(cls, query: Mapping[str, str], days: tuple[date, ...]) -> _AsOf:
        """Return what a query asks for. Without a script the slider sends a step: it is turned into its day."""
        by = "event" if query.get("by") == "event" else "report"
        step, was = query.get("step", ""), query.get("was", "")
        number = int(step) if step.isascii() and step.isdigit() and len(step) < 7 else None
        if number is not None and days and step != was:
            day: date | None = days[min(number, len(days) - 1)]
        else:
            day = read_day(query.get("asof", ""))
        if day and days and day >= days[-1] and by == "report":
            day = None
        kept = {"asof": day.isoformat() if day else "", "by": by if by == "event" and day else ""}
        return cls(day, by, days, {k: v for k, v in kept.items() if v}, "step" in query)

    @property
    def step(self) -> int:
        """Which of the days is the one asked for, or the last before it."""
        last = len(self.days) - 1
        return last if self.day is None else max(0, sum(d <= self.day for d in self.days) - 1)


def _form(path: str) -> tuple[str, str]:
    """Return a path without its ending, and the form that the ending asks for: "/.json" is the overview's."""
    for form in _FORMS:
        if path.endswith(form):
            return path.removesuffix(form) or "/", form
    return path, ""


def _in_form(ask: Ask, form: str) -> str:
    """Return the address of the same page in another form."""
    address, mark, query = ask.again(page=ask.query.get("page", "")).partition("?")
    return address + form + mark + query


def _filled(reader: Reader, page: Page) -> bool:
    """Return whether a page has anything to show; an empty one is left out of the navigation."""
    table = {"claims": "question", "quotes": "quote", "forward": "expectation", "reactions": "reaction"}.get(page.name)
    if table is None:
        return True
    return reader.kept.get(("filled", table), lambda: bool(reader.rows(f"SELECT 1 FROM {table} LIMIT 1")))


def _version(text: str) -> str:
    return f'"{hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]}"'


def _unless_known(answer: Answer, known: str) -> Answer:
    return Answer(304, b"", etag=answer.etag) if known == answer.etag else answer


def _templates() -> Environment:
    templates = environment(_HERE / "templates")
    templates.globals["keys"] = (
        ("j k", "next and previous item"), ("Enter", "open it"), ("e", "its evidence"), ("c", "the figures"),
        ("[ ]", "previous and next turning point"), (", .", "as of one publication day earlier, later"),
        ("/", "search"), ("y", "copy the citation"), ("?", "show or hide these keys"),
    )  # fmt: skip
    templates.filters["day"] = describe_day
    templates.filters["cut"] = one_line
    return templates


_TEMPLATES = _templates()
