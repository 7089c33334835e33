"""A story that is told again says what changed, even where a document is gone; a pair of several can be chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import detente
from detente import pipeline
from detente.cli import main
from detente.errors import InputError
from detente.store import Store
from detente.storyfile import write_story_file
from detente.told_tables import set_told_aside
from detente.types import Actor
from sample_story import STORY

PEOPLE = (
    Actor("a", "Mira Toll", "person", ("Toll",)),
    Actor("b", "Edvard Sand", "person", ("Sand",)),
    Actor("c", "Ines Valdor", "person", ("Valdor",)),
)
ARTICLES = {
    "one.md": "---\ntitle: Toll accuses Sand\npublished: 2024-03-04\npublisher: City Post\n---\n"
    "Mira Toll accused Edvard Sand of hiding the cost of his bridge on Monday.\n",
    "two.md": "---\ntitle: Toll and Valdor agree\npublished: 2024-03-06\npublisher: Evening Dial\n---\n"
    "Mira Toll praised Ines Valdor on Wednesday and thanked Valdor for her support.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A story of three people from two articles, built, one of them taken away, and built again."""
    target = tmp_path_factory.mktemp("three") / "story"
    write_story_file(target, "Three of the harbour", PEOPLE)
    (target / "documents").mkdir()
    for name, text in ARTICLES.items():
        (target / "documents" / name).write_text(text, encoding="utf-8")
    with detente.open(target) as story:
        story.build(engine="inline")
    return target


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "story.db") as opened:
        opened.add_documents(STORY.documents)
        opened.save_story(STORY, "first")
        yield opened


def test_the_telling_before_is_the_one_that_stands(store):
    assert store.told_before() == STORY


def test_the_telling_before_is_held_where_documents_are_removed(store):
    with store.transaction():
        set_told_aside(store._db)
    assert store.told() is None
    before = store.told_before()
    assert before is not None
    assert (before.events, before.phases, before.documents) == (STORY.events, STORY.phases, ())
    store.save_story(replace(STORY, title="told anew"), "second")
    assert store.told_before().title == "told anew"


def test_what_an_edit_changed_is_told(folder):
    edited = folder / "documents" / "one.md"
    edited.write_text(edited.read_text().replace("accused", "praised").replace("of hiding the cost of", "for"))
    with detente.open(folder) as story:
        assert story.story().changes == ()
        story.build(engine="inline")
        changes = story.story().changes
    assert "event" in {change.record for change in changes}


def test_a_story_told_by_other_code_is_told_anew(folder, monkeypatch):
    with detente.open(folder) as story:
        story.build(engine="inline")
        inputs = story.store.inputs()
        monkeypatch.setattr("detente.story.telling_fingerprint", lambda: "other code")
        story.tell()
        assert story.store.inputs() != inputs


@pytest.mark.parametrize("changed", ["analysis/merge.py", "types/merge.py", "told_tables.py", "plain_words.py"])
def test_the_fingerprint_of_the_telling_code_covers_every_module(monkeypatch, tmp_path, changed):
    for part in ("analysis", "types"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "merge.py").write_text("one")
    for name in ("pipeline.py", "plain_words.py", "told.sql", "told_tables.py"):
        (tmp_path / name).write_text("two")
    monkeypatch.setattr(pipeline, "files", lambda package: tmp_path)
    fingerprint = pipeline.telling_fingerprint.__wrapped__
    before = fingerprint()
    (tmp_path / changed).write_text("another")
    assert fingerprint() != before


@pytest.mark.parametrize("pair", [("a", "c"), ("toll", "Ines Valdor"), ("Mira  Toll", "VALDOR")])
def test_a_pair_of_several_is_chosen_by_id_name_or_alias(folder, pair):
    with detente.open(folder) as story:
        told = story.story(pair=pair)
    assert [actor.id for actor in told.actors] == ["a", "c", "b"]
    assert {party.actor for e in told.events for party in (*e.actors, *e.recipients)} <= {"a", "c", ""}


@pytest.mark.parametrize("pair", [("a", "nobody"), ("a", "Toll")])
def test_what_is_no_pair_is_refused(folder, pair):
    with detente.open(folder) as story, pytest.raises(InputError):
        story.story(pair=pair)


def test_show_actors_gives_the_network(folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["show", "actors", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "Mira Toll – Edvard Sand" in shown
    assert "Mira Toll – Ines Valdor" in shown


def test_show_takes_a_pair(folder, capsys):
    assert main(["show", "story", str(folder), "--pair", "a,c"]) == 0
    assert "Mira Toll and Edvard Sand" in capsys.readouterr().out  # among the others
    assert main(["show", "story", str(folder), "--pair", "a,x"]) == 3


def test_as_of_an_earlier_day_no_changes_are_told(folder):
    with detente.open(folder) as story:
        assert story.story(date(2024, 3, 5)).changes == ()
