"""Tellings as of past days: told once for a small story, kept beforehand for a large one."""

from datetime import date

import pytest
from web_stories import STORY, keep

from detente import tellings as module
from detente.errors import StoryError
from detente.tellings import Tellings, make_telling

EARLY, LATE = date(2023, 12, 1), date(2024, 9, 2)


@pytest.fixture
def folder(tmp_path):
    return keep(STORY, tmp_path)


def test_a_small_story_is_told_once_for_each_day(folder):
    tellings = Tellings(folder)
    assert tellings.days() == (date(2023, 3, 14), date(2023, 11, 20), date(2024, 5, 30), date(2024, 5, 31), LATE)
    first = tellings.as_of(EARLY)
    with first.reading() as reader:
        assert reader.count("SELECT count(*) FROM told_document") == 2
    assert tellings.as_of(date(2023, 11, 25)) is first
    assert tellings.as_of(LATE) is tellings.newest
    tellings.close()


def test_a_large_story_has_the_days_that_were_kept(folder, monkeypatch):
    monkeypatch.setattr(module, "MOST_DOCUMENTS", 1)
    kept = make_telling(folder, EARLY)
    kept.with_name("2023-12-02.db").write_text("no telling")
    kept.with_name("copy.db").write_bytes(kept.read_bytes())
    tellings = Tellings(folder)
    assert tellings.days() == (EARLY, LATE)
    with tellings.as_of(date(2024, 1, 1)).reading() as reader:
        assert reader.count("SELECT count(*) FROM told_document") == 2
    with pytest.raises(StoryError, match="make one: detente keep"):
        tellings.as_of(date(2020, 1, 1))
    tellings.close()


def test_a_telling_of_an_earlier_build_is_not_offered(folder, monkeypatch):
    monkeypatch.setattr(module, "MOST_DOCUMENTS", 1)
    path = make_telling(folder, EARLY)
    keep(STORY, folder)
    assert path.exists()
    assert Tellings(folder).days()[0] == EARLY
    with module.open_story(folder) as story:
        story.store.save_story(STORY, "another build")
    assert Tellings(folder).days() == (LATE,)
