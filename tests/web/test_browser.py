"""The page in a real browser: Debian's Chromium, with axe-core. Screenshots go to out/screens/, to be looked at."""

import os
import re
import shutil
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from web_stories import LISTS, keep, large_story

from detente.report import render_report
from detente.story import open_story
from detente.web.server import bind, make_app
from detente.web.stories import open_site

CHROMIUM = shutil.which("chromium")
SCREENS = Path(__file__).parent.parent.parent / "out" / "screens"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEADS = {"event": "/timeline", "claims": "/claims", "doc": "/docs", "forward": "/forward", "turn": "/",
         "reactions": "/reactions", "actors": "/actors"}  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("needs Debian's Chromium: apt-get install chromium", allow_module_level=True)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=120_000)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def axe():
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def base(built_example, tmp_path_factory):
    """The address of a server of both examples and a generated story, side by side."""
    folder = tmp_path_factory.mktemp("stories")
    for name in ("musk-trump", "saudi-iran"):
        (folder / name).symlink_to(built_example(name))
    keep(large_story(2_000, 1_000), folder / "generated")
    bound = bind(0)
    server = uvicorn.Server(uvicorn.Config(make_app(open_site(folder)), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


class Watched:
    """A browser's page, with what it complained of and what it asked of others."""

    def __init__(self, browser, **settings):
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, **settings)
        self.page = self.context.new_page()
        self.wrong = []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._leaving)

    def _leaving(self, request):
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.wrong.append(f"asked {request.url}")


@pytest.fixture(scope="module")
def watched(browser):
    found = Watched(browser)
    yield found
    found.context.close()


@pytest.fixture
def page(browser, base):
    found = Watched(browser)
    found.page.goto(f"{base}/musk-trump/")
    yield found.page
    found.context.close()
    assert found.wrong == []


def addresses(page, base, story):
    """The address of every kind of page of a story, by name."""
    found = {re.sub(r"\W+", "-", path.split("?")[0]).strip("-") or "overview": path for path in [*LISTS, "/records"]}
    for kind, leads in LEADS.items():
        page.goto(f"{base}/{story}{leads}")
        link = page.locator(f'main a[href*="/{kind}/"]').first
        if link.count():
            found[f"one-{kind}"] = link.get_attribute("href").removeprefix(f"/{story}")
    return found


def overflows(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def violations(page, rules):
    options = {"runOnly": {"type": "tag", "values": WCAG}} if rules is None else {"runOnly": rules}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"]]


@pytest.mark.parametrize("story", ["musk-trump", "saudi-iran"])
def test_every_page_fits_and_is_accessible(watched, base, axe, story):
    page, wrong = watched.page, []
    SCREENS.mkdir(parents=True, exist_ok=True)
    for name, path in addresses(page, base, story).items():
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{base}/{story}{path}")
            wrong += [(name, width, "overflows")] if overflows(page) else []
            page.screenshot(path=SCREENS / f"{story}-{name}-{width}.png", full_page=True)
        page.evaluate(axe)
        wrong += [(name, "light", *found) for found in violations(page, None)]
        page.emulate_media(color_scheme="dark")
        wrong += [(name, "dark", *found) for found in violations(page, ["color-contrast"])]
        page.emulate_media(color_scheme="light")
    assert wrong == []
    assert watched.wrong == []


def test_every_page_of_a_long_story_opens_and_fits(watched, base):
    page, wrong = watched.page, []
    page.set_viewport_size({"width": 390, "height": 900})
    for name, path in addresses(page, base, "generated").items():
        page.goto(f"{base}/generated{path}")
        wrong += [name] if overflows(page) else []
    assert wrong == []
    assert watched.wrong == []


def test_the_slider_tells_the_story_as_it_was_known(page):
    before = page.locator("main").inner_text()
    page.locator("#step").focus()
    page.keyboard.press("Home")
    page.locator(".past").wait_for()
    assert "only what had been published by then" in page.locator(".past").inner_text()
    assert page.locator("main").inner_text() != before
    assert "asof=" in page.url
    assert page.evaluate("document.activeElement.id") == "step"


def test_keys_do_what_the_help_says(page, base):
    press = page.keyboard.press
    press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    press("j")
    press("j")
    press("k")
    chosen = page.locator(".item.on .open").first
    assert page.locator("#said").inner_text().startswith("1 of")
    address = chosen.get_attribute("href")
    press("Enter")
    page.wait_for_url(f"**{address}")
    press("e")
    assert page.evaluate("document.activeElement.id") == "evidence"
    press("y")
    page.wait_for_function("document.querySelector('#said').textContent.startsWith('Citation')")
    press("c")
    page.wait_for_url("**/claims")
    press("]")
    page.wait_for_url("**/turn/*")
    first = page.url
    press("]")
    page.wait_for_function("address => location.href !== address", arg=first)
    press("[")
    page.wait_for_url(first)
    press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_comma_and_point_move_the_day(page):
    newest = page.locator("#asof").input_value()
    page.keyboard.press(",")
    page.locator(".past").wait_for()
    earlier = page.locator("#asof").input_value()
    page.keyboard.press(".")
    page.locator(".past").wait_for(state="detached")
    assert earlier < newest == page.locator("#asof").input_value()


def test_keys_can_be_switched_off(page):
    page.locator("#keys summary").click()
    page.locator("#keys-on").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator("#said").inner_text() == ""


def test_a_line_and_its_mark_light_up_together(page, base):
    page.goto(f"{base}/musk-trump/timeline")
    mark = page.locator(".wide a[data-for]").first
    record = mark.get_attribute("data-for")
    page.locator(f'[data-id="{record}"] .open').focus()
    assert "on" in mark.get_attribute("class")


def test_every_flow_works_without_a_script(browser, base):
    found = Watched(browser, java_script_enabled=False)
    page = found.page
    page.goto(f"{base}/musk-trump/timeline")
    page.locator("#asof").fill("2025-06-05")
    page.locator(".replay button").click()
    assert "5 June 2025" in page.locator(".past").inner_text()
    page.locator(".item .open").first.click()
    page.locator("text=Read it in its place").first.click()
    assert page.locator("mark").count() > 0
    page.locator("#q").fill("contracts")
    page.locator(".find button").click()
    assert page.locator(".item mark").count() > 0
    assert "asof=2025-06-05" in page.url
    page.goto(f"{base}/musk-trump/timeline")
    page.locator(".facets summary").click()
    page.locator(".choices a").first.click()
    assert "lane=" in page.url
    found.context.close()
    assert found.wrong == []


def test_the_report_fits_is_accessible_and_opens_the_line_of_a_mark(browser, built_example, axe, tmp_path):
    report = tmp_path / "report.html"
    with open_story(built_example("saudi-iran")) as story:
        report.write_text(render_report(story.story()), encoding="utf-8")
    found = Watched(browser)
    page = found.page
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(report.as_uri())
    assert not overflows(page)
    mark = page.locator('.narrow a[href^="#event-"]').first
    mark.click()
    line = page.locator(f'details:has([id="{mark.get_attribute("href")[1:]}"])').last
    assert line.get_attribute("open") is not None
    page.evaluate(axe)
    assert violations(page, None) == []
    found.context.close()
    assert found.wrong == [f"asked {report.as_uri()}"]  # itself, and nothing else


def test_the_readme_shows_the_page_as_it_is(page, base):
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{base}/musk-trump/")
    shot = page.screenshot(path=SCREENS / "readme.png")
    assert len(shot) > 20_000
