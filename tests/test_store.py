import sqlite3
from dataclasses import replace

import pytest

from detente.errors import StoryError
from detente.store import Store
from sample_story import EMPTY


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "story.db") as opened:
        yield opened


def test_documents_come_back_as_they_were_and_are_added_once(store, story):
    store.add_documents(story.documents)
    store.add_documents(story.documents)
    assert store.documents() == list(story.documents)


def test_a_told_story_comes_back_whole(store, story):
    store.add_documents(story.documents)
    store.save_story(story, "inputs-1")
    assert store.told() == ("inputs-1", story)
    assert store.integrity() == []


def test_tables_are_told_anew_not_added_to(store, story, tmp_path):
    store.add_documents(story.documents)
    store.save_story(story, "one")
    store.save_story(replace(story, events=()), "two")
    with sqlite3.connect(tmp_path / "story.db") as db:
        assert db.execute("SELECT count(*) FROM event").fetchone() == (0,)
        assert db.execute("SELECT low, high FROM claim").fetchall() == [(40_000_000.0, None)]


def test_search_finds_words_and_takes_any_text(store, story):
    store.add_documents(story.documents)
    store.save_story(story, "one")
    assert ("event", "event-1") in [row[:2] for row in store.search("cancel contracts")]
    assert store.search('AND "( NEAR* ') == []
    assert store.search("") == []


def found(db, word):
    query = "SELECT d.id FROM document_fts f JOIN document d ON d.rowid = f.rowid WHERE document_fts MATCH ? ORDER BY 1"
    return [row[0] for row in db.execute(query, (word,))]


def test_the_index_of_documents_takes_in_what_is_new_and_lets_go_what_is_gone(store, story):
    first = replace(story.documents[0], id="doc-one", text="The ferry was late.")
    second, third = (replace(first, id=f"doc-{n}", text=f"The {n} was late.") for n in ("tram", "barge"))
    for documents in ((first,), (second,)):
        store.add_documents(documents)
        store.save_story(EMPTY, "one")
    assert (found(store._db, "late"), found(store._db, "tram")) == (["doc-one", "doc-tram"], ["doc-tram"])

    with store.transaction():
        store._db.execute("DELETE FROM document WHERE id = 'doc-tram'")
    store.add_documents((third,))  # it may get the same place in the table
    assert found(store._db, "late") == ["doc-one"]  # not told yet
    store.save_story(EMPTY, "two")

    assert (found(store._db, "late"), found(store._db, "tram")) == (["doc-barge", "doc-one"], [])
    store._db.execute(
        "INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)"
    )  # raises if damaged


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "story.db"
    path.write_text("not a database, but somebody's notes " * 40)
    before = path.read_bytes()
    with pytest.raises(StoryError, match="move it away"):
        Store(path)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_detente_is_refused(tmp_path):
    path = tmp_path / "story.db"
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoryError, match="newer detente"):
        Store(path)


def test_a_change_that_fails_leaves_the_story_as_it_was(store, story):
    store.add_documents(story.documents)

    def documents():
        yield replace(story.documents[0], id="doc-3")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add_documents(documents())
    assert store.documents() == list(story.documents)
    store.save_story(story, "still writable")
