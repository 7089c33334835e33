"""The whole way, with the real models, on the two example stories."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import detente
from detente.checks import check_story
from detente.cli import main
from detente.engines import work

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module", params=["musk-trump", "saudi-iran"])
def folder(request, built_example, tmp_path_factory):
    """A built copy of an example story."""
    target = tmp_path_factory.mktemp("stories") / request.param
    shutil.copytree(built_example(request.param), target)
    return target


@pytest.fixture(scope="module")
def story(folder):
    with detente.open(folder) as opened:
        return opened.story()


def test_every_article_is_read_without_a_problem(story, folder):
    expected = {
        v["article_id"] for q in json.loads((folder / "expected.json").read_text())["claims"] for v in q["values"]
    }
    read = {d.source_id or Path(d.path).stem for d in story.documents} | {Path(d.path).stem for d in story.documents}
    assert expected <= read
    assert story.problems == ()


def test_the_story_is_sound(story):
    assert check_story(story) == []


def test_the_reprint_is_a_copy_and_no_second_source(story):
    assert len(story.copies) == 1
    copy = story.copies[0]
    of_both = [e for e in story.events if {m.passage.document_id for m in e.mentions} == {copy.document_id, copy.of}]
    assert of_both
    assert {event.independent_sources for event in of_both} == {1}


def test_a_reprint_says_nothing_twice(story):
    copy = story.copies[0]
    said = [(i.passage.document_id, i.passage.text) for i in (*story.expectations, *story.characterisations)]
    original, repeated = ({text for d, text in said if d == of} for of in (copy.of, copy.document_id))
    assert original
    assert not original & repeated


def test_something_of_every_kind_is_found(story):
    kinds = (
        "events",
        "phases",
        "claims",
        "questions",
        "quotes",
        "expectations",
        "characterisations",
        "sources",
        "gaps",
    )
    assert [kind for kind in kinds if not getattr(story, kind)] == []


def test_as_of_sees_nothing_published_later(folder):
    middle = date(2023, 6, 30) if "saudi" in folder.name else date(2025, 6, 5)
    with detente.open(folder) as opened:
        told = opened.story(as_of=middle)
    assert told.documents
    assert all(d.published.end is not None and d.published.end <= middle for d in told.documents)
    seen = {d.id for d in told.documents}
    assert {m.passage.document_id for e in told.events for m in e.mentions} <= seen
    assert all(p.start <= middle for p in told.phases)


def test_a_second_build_does_no_language_work(folder, monkeypatch):
    loads = []
    monkeypatch.setattr(work, "load_coder", lambda *_: loads.append(1))
    with detente.open(folder) as opened:
        summary = opened.build()
        before = opened.story()
    assert (summary.coded, summary.new, loads) == (0, 0, [])
    assert summary.unchanged == len(before.documents)


def test_one_new_article_is_the_only_one_coded(folder):
    path = folder / "articles" / "later.txt"
    path.write_text("Nothing to do with anybody in particular: the harbour froze on Tuesday.\n", encoding="utf-8")
    with detente.open(folder) as opened:
        summary = opened.build(engine="inline")
    assert (summary.new, summary.coded) == (1, 1)
    path.unlink()


@pytest.mark.parametrize("format_name", ["jsonl", "csv", "markdown", "plover", "polecat"])
def test_every_export_is_written(folder, tmp_path, format_name):
    out = tmp_path / "out"
    assert main(["export", format_name, str(folder), "-o", str(out)]) == 0
    assert out.stat().st_size > 1000


@pytest.mark.parametrize(
    "what", ["story", "phases", "events", "claims", "quotes", "forward", "sources", "gaps", "actors"]
)
def test_every_view_prints(folder, what, capsys):
    assert main(["show", what, str(folder)]) == 0
    assert capsys.readouterr().out.strip()


def test_explain_leads_from_a_record_to_its_sentence(folder, story, capsys):
    event = story.events[0]
    assert main(["explain", event.id, str(folder)]) == 0
    assert event.mentions[0].passage.text.replace("\n", " ")[:60] in capsys.readouterr().out.replace("\n", " ")


def test_check_and_doctor_are_content(folder, capsys):
    assert main(["check", str(folder)]) == 0
    assert main(["doctor"]) == 0
    assert "self-test" in capsys.readouterr().out


def test_processes_give_the_same_story(folder, story, tmp_path):
    target = tmp_path / "again"
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("*.db*", "later.txt"))
    with detente.open(target) as opened:
        opened.build(engine="processes")
        again = opened.story()
    assert {e.id for e in again.events} == {e.id for e in story.events}
    assert again.phases == story.phases
