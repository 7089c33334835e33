"""The documentation says what is: generated pages, links, the fields that are exported, the views and formats."""

import importlib.util
import re
from pathlib import Path

import pytest

from detente.commands.asking import VIEWS
from detente.commands.taking import FORMATS
from detente.rows import story_rows

ROOT = Path(__file__).parent.parent
PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md"))


def _generate():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_reference_is_up_to_date(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == _generate().cli_reference(), (
        "run: python docs/generate.py"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    inner = [link.partition("#") for link in links if "://" not in link]
    assert [path for path, _, _ in inner if path and not (page.parent / path).exists()] == []
    anchored = [(page.parent / path if path else page, anchor) for path, _, anchor in inner if anchor]
    assert [(target.name, anchor) for target, anchor in anchored if anchor not in _anchors(target)] == []


def _anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_data_model_names_every_field_that_is_exported(story):
    lines = dict(re.findall(r"^\| (\w+) \| (.+) \|$", (ROOT / "docs" / "data-model.md").read_text(), re.MULTILINE))
    untold = {
        row["kind"]: missing
        for row in story_rows(story)
        if (missing := set(row) - {"kind"} - set(re.findall(r"\w+", lines[row["kind"]])))
    }
    assert untold == {}


def test_the_readme_names_every_view_and_format():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*VIEWS, *FORMATS) if not re.search(rf"\b{name}\b", readme)] == []
