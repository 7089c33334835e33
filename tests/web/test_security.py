"""Article text is hostile, and so are addresses: nothing runs, nothing breaks, every response is guarded."""

import asyncio
import random
import re
from html.parser import HTMLParser

import pytest
from web_stories import ADDRESSES, HOSTILE

from detente.web.server import HEADERS, make_app

SEEDS = [*ADDRESSES, "/static/detente.css"]
NAMES = [
    "page",
    "asof",
    "by",
    "step",
    "was",
    "lane",
    "type",
    "quad",
    "certainty",
    "outlet",
    "independent_sources",
    "first",
    "last",
    "q",
    "who",
    "kind",
    "status",
    "verdict",
    "stance",
    "at",
]
VALUES = [
    "",
    "1",
    "0",
    "-1",
    "99999999999999999999",
    "2024-05-30",
    "2024-02-30",
    "0001-01-01",
    "9999-12-31",
    "event",
    "report",
    "'",
    "' OR 1=1 --",
    '"',
    "%",
    "%00",
    "\x00",
    "*",
    "NEAR(",
    "a b c",
    "٣",
    "\u202e",
    "../../etc/passwd",
    HOSTILE,
    "x" * 5_000,
    "\ud800",
    "1e9",
    "joint",
    "a>b",
    "AND",
    "{{7*7}}",
    "\U0001f600",
]


def ask(app, target, host="127.0.0.1", method="GET"):
    """Return status, headers and body of one request, without a server."""
    path, _, query = target.partition("?")
    raw = path.encode("utf-8", "surrogatepass")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw.decode("utf-8", "replace"),
        "raw_path": raw,
        "query_string": query.encode("utf-8", "surrogatepass"),
        "root_path": "",
        "headers": [(b"host", host.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:])


def fuzzed(number):
    chance = random.Random(number)
    path = chance.choice(SEEDS)
    if chance.random() < 0.3:
        path += chance.choice(["/", ".json", ".csv", "/..", "/%2e%2e", "//", "/" + chance.choice(VALUES)])
    if chance.random() < 0.1:
        path = "".join(chr(chance.randrange(32, 0x2FF)) for _ in range(chance.randrange(1, 60)))
    pairs = [f"{chance.choice(NAMES)}={chance.choice(VALUES)}" for _ in range(chance.randrange(4))]
    return path + ("?" + "&".join(pairs) if pairs else "")


def test_five_thousand_odd_addresses_never_break_the_page(site):
    wrong = []
    for number in range(5_000):
        address = fuzzed(number)
        answer = site.answer(address)
        if answer.status not in {200, 303, 400, 404} or b"Traceback" in answer.body:
            wrong.append((address[:80], answer.status))
    assert wrong == []


@pytest.mark.parametrize("number", range(0, 5_000, 125))
def test_odd_addresses_over_http_are_guarded_too(site, number):
    status, headers, body = ask(make_app(site), fuzzed(number))
    assert status in {200, 303, 400, 404}
    assert headers["content-security-policy"] == HEADERS["content-security-policy"]
    assert b"Traceback" not in body


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8321", 200), ("localhost", 200), ("evil.example", 400), ("127.0.0.1.evil.example", 400), ("", 400)],
)
def test_only_this_machine_by_its_own_name_is_answered(site, host, status):
    found, headers, _ = ask(make_app(site), "/", host)
    assert found == status
    assert "content-security-policy" in headers


def test_only_reading_is_possible(site):
    assert ask(make_app(site), "/", method="POST")[0] == 405


def test_an_error_within_the_page_is_guarded_and_shows_no_trace():
    class Broken:
        def answer(self, *_):
            raise RuntimeError("secret path")

    with pytest.raises(RuntimeError):  # the server logs it; what was sent before that is what matters here
        ask(make_app(Broken()), "/")


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes


@pytest.mark.parametrize("address", [*ADDRESSES, "/search?q=alert", "/doc/doc-3?page=9"])
def test_a_hostile_story_is_inert_and_bounded(hostile, address):
    answer = hostile.answer(address)
    page = answer.body.decode()
    seen = Seen()
    seen.feed(page)
    assert answer.status == 200
    assert len(answer.body) <= 300_000
    assert seen.tags.count("script") == 1
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
    assert not [
        value for name, value in seen.attributes if name in {"href", "src"} and not re.match(r"/|#|\?", value or "")
    ]
    assert "\u202e" not in page
    assert "\x00" not in page
    assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[0]
