"""The series of two actors by month: every act once, silence as zero, and how much was read beside it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from detente.exporters.series import dyad_months, write
from detente.types import Event, Firmness, Story, When
from sample_story import ADA, BRUNO, EMPTY, EVENTS, MAY_30, STORY, long_story


def told(*events: Event, **changes) -> list[dict[str, object]]:
    return list(dyad_months(replace(STORY, events=events, **changes)))


def counted(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [(str(r["month"]), r["actor"], r["recipient"], r["direction"], r["events"]) for r in rows if r["events"]]


def test_an_act_counts_in_its_month_and_direction_with_its_quad_and_intensity():
    (row,) = [row for row in told(EVENTS[4]) if row["events"]]
    assert (row["month"], row["actor"], row["recipient"]) == (date(2024, 5, 1), "b", "a")
    assert (row["verbal_conflict"], row["material_conflict"], row["intensity_sum"]) == (1, 0, -3.5)
    assert (row["intensity_mean"], row["reports"], row["recipient_name"]) == (-3.5, 2, "Ada Verne")


def test_every_month_between_the_first_and_the_last_is_there_in_three_directions():
    rows = list(dyad_months(long_story(30)))
    months = sorted({row["month"] for row in rows})
    number = (months[-1].year - months[0].year) * 12 + months[-1].month - months[0].month + 1
    assert len(months) == number
    assert len(rows) == 3 * number
    assert {row["intensity_mean"] for row in rows if not row["events"]} == {None}


def test_no_event_is_lost_or_counted_twice():
    story = long_story(60)
    rows = list(dyad_months(story))
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    assert sum(row["events"] for row in rows) == len(story.events)
    assert all(row["events"] == sum(row[quad] for quad in quads) for row in rows)
    assert sum(row["intensity_sum"] for row in rows) == pytest.approx(sum(e.intensity for e in story.events))


@pytest.mark.parametrize(
    ("parties", "direction"),
    [(((ADA, BRUNO), ()), "mutual"), (((ADA, BRUNO), (ADA, BRUNO)), "mutual"), (((ADA,), (BRUNO,)), "directed")],
)
def test_what_both_do_together_is_mutual_and_counts_once(parties, direction):
    rows = counted(told(replace(EVENTS[4], actors=parties[0], recipients=parties[1])))
    assert rows == [("2024-05-01", "a", "b", direction, 1)]


@pytest.mark.parametrize("modality", ["planned", "hypothetical", "negated"])
def test_what_did_not_happen_is_not_counted(modality):
    assert counted(told(replace(EVENTS[4], modality=modality))) == []


def test_what_every_source_denies_is_not_counted_and_what_every_source_hedges_is_marked():
    denied = tuple(replace(m, firmness=Firmness("denied")) for m in EVENTS[4].mentions)
    assert counted(told(replace(EVENTS[4], mentions=denied))) == []
    (row,) = [row for row in told(EVENTS[3]) if row["events"]]
    assert row["hedged"] == 1


@pytest.mark.parametrize(
    ("when", "months"),
    [
        (MAY_30, ["2024-05-01"]),
        (When(date(2024, 5, 1), date(2024, 5, 31), "month", "stated"), ["2024-05-01"]),
        (When(date(2024, 1, 1), date(2024, 12, 31), "year", "stated"), []),
        (When(None, None, "unknown", "unknown"), []),
    ],
)
def test_a_date_vaguer_than_a_month_belongs_to_none(when, months):
    assert [row[0] for row in counted(told(replace(EVENTS[4], when=when)))] == months


def test_how_much_was_read_stands_beside_each_month():
    read = {str(row["month"]): row["documents"] for row in told(EVENTS[4])}
    assert (read["2024-05-01"], read["2024-06-01"], read["2024-09-01"]) == (2, 0, 1)


@pytest.mark.parametrize("story", [EMPTY, replace(STORY, events=())], ids=["empty", "no events"])
def test_a_story_without_events_has_only_a_header(story: Story):
    out = io.StringIO()
    write(story, out)
    assert len(list(csv.reader(io.StringIO(out.getvalue())))) == 1
