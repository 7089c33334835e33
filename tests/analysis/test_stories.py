"""The golden stories: merged, divided into phases, the same in any order of reading and as of any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.stories import STORIES as FOLDER
from tests.analysis.stories import Golden, account, all_stories, b_cubed, phases_right, tell, turns_right, whole

STORIES = all_stories()
quick = settings(max_examples=25, deadline=None, derandomize=True)


def first_day(story: Golden) -> date:
    return min(d.published.start for d in story.documents if d.published.start)


def test_there_are_a_dozen_stories_of_different_arcs():
    assert len(STORIES) >= 12


def test_at_least_85_percent_of_expected_phases_and_turns_are_found_and_few_others():
    told = [(story, *tell(story)[1:]) for story in STORIES]
    expected = sum(len(s.phases) + len(s.turns) for s in STORIES)
    right = sum(phases_right(s, phases) + turns_right(s, turns) for s, phases, turns in told)
    assert right / expected >= 0.85
    assert right / sum(len(phases) + len(turns) for _, phases, turns in told) >= 0.85


@pytest.mark.parametrize("story", [s for s in STORIES if len(s.phases) == 1], ids=lambda s: s.name)
def test_no_phase_is_invented_where_nothing_changes(story):
    _, phases, turns = tell(story)
    assert [phase.polarity for phase in phases] == [story.phases[0][1]]
    assert turns == ()


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_merging_reaches_b_cubed_085(story):
    assert b_cubed(story, tell(story)[0]) >= 0.85


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_phases_follow_each_other_without_gap_or_overlap_and_the_last_is_open(story):
    _, phases, _ = tell(story)
    ends = [phase.end for phase in phases]
    assert ends[-1] is None
    assert [end + timedelta(days=1) for end in ends[:-1] if end] == [phase.start for phase in phases[1:]]


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
@quick
@given(data=st.data())
def test_the_order_of_reading_changes_nothing(story, data):
    order = data.draw(st.permutations(range(len(story.documents))))
    assert whole(story, order=order) == whole(story)


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
@quick
@given(days=st.integers(0, 2_000))
def test_as_of_a_day_nothing_published_later_is_used(story, days):
    day = first_day(story) + timedelta(days=days)
    later = {d.id for d in story.documents if d.published.end and d.published.end > day}
    events, phases, turns = tell(story, as_of=day)
    assert not later & {m.passage.document_id for event in events for m in event.mentions}
    assert all(phase.start <= day for phase in phases)
    assert all(turn.date <= day and turn.earliest <= turn.date <= turn.latest for turn in turns)


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
@quick
@given(days=st.integers(0, 2_000))
def test_what_was_told_as_of_a_day_is_told_by_the_documents_of_that_day_alone(story, days):
    day = first_day(story) + timedelta(days=days)
    kept = [i for i, d in enumerate(story.documents) if d.published.end and d.published.end <= day]
    assert whole(story, as_of=day) == whole(story, as_of=day, order=kept)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("steady-alliance", ["alliance"]),
        ("feud-never-healed", ["strain"]),
        ("slow-drift", ["courtship", "strain"]),
        ("single-quarrel-and-truce", ["courtship", "rupture", "thaw", "partnership"]),
        ("thin-coverage", ["courtship", "rupture", "thaw", "partnership"]),
        ("long-war-late-thaw", ["hostility", "thaw", "partnership"]),
        ("one-loud-day", ["alliance", "rupture"]),
        ("one-old-word", ["courtship", "unclear"]),
        ("rivals", ["mixed"]),
        ("mostly-praise", ["unclear"]),
        ("writers-say-rupture", ["rupture", "thaw"]),
        ("kind-words", ["courtship"]),
    ],
)
def test_phases_have_plain_labels(name, labels):
    _, phases, _ = tell(next(story for story in STORIES if story.name == name))
    assert [phase.label for phase in phases] == labels


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_the_account_is_the_expected_one(story):
    """To accept a change, read the difference, then write `account(story)` to the file."""
    assert account(story) == (FOLDER / f"{story.name}.account.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("story", [s for s in STORIES if s.others], ids=lambda s: s.name)
def test_every_pair_of_three_actors_has_its_own_phases(story):
    ends = {(pair.a, pair.b): pair.phases[-1].polarity for pair in whole(story).pairs}
    assert [(a, b, ends[a, b]) for a, b, _ in story.others] == list(story.others)


def test_reports_that_differ_on_day_and_figure_are_kept_side_by_side():
    told = next(story for story in STORIES if story.name == "conflicting-reports")
    raid = max(tell(told)[0], key=lambda event: len(event.mentions))
    assert [(d.about, [(v.says, len(v.mentions)) for v in d.versions]) for d in raid.differences] == [
        ("date", [("2019-09-12", 2), ("2019-09-13", 1)]),
        ("figure", [("4 trawlers", 2), ("9 trawlers", 1)]),
    ]
    assert raid.when.text() == "2019-09-12"


def test_copies_never_raise_the_count_of_independent_sources():
    copies = next(story for story in STORIES if story.name == "copies-only")
    reprinted = max(tell(copies)[0], key=lambda event: len(event.mentions))
    assert (len(reprinted.mentions), reprinted.independent_sources) == (6, 1)
