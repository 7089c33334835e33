"""The charts: valid XML, the same bytes each time, nothing hostile, sensible with nothing and with thousands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.analysis.tallies import choose_unit, find_gaps, silences, unit_of
from detente.charts import ledger_chart, relationship_strip, standalone, timeline_lanes
from detente.charts.axes import time_axis
from detente.charts.labels import cut, place_rows, text_width, wrap
from detente.charts.pictures import draw
from detente.charts.scales import TimeScale, ValueScale, find_folds, nice_step
from detente.types import Question, Story, When
from draw_golden import FOLDER, golden_charts
from sample_story import EMPTY, EVENTS, STORY, claim, event, find, long_story, mention

Draw = Callable[[Story, int], str]
HOSTILE = 'x" onload="alert(1)"><script>alert(1)</script>&\u202e\x00\ud800'
GOLDEN = dict(golden_charts())
SVG = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.encode())


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_charts_are_drawn_byte_for_byte_as_accepted(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == GOLDEN[name]


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_charts_are_images_with_a_title_and_a_description(name: str) -> None:
    root = parse(GOLDEN[name])
    named = [root.find(f"{SVG}title"), root.find(f"{SVG}desc")]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == " ".join(part.get("id", "") for part in named if part is not None)
    assert all(part is not None and part.text for part in named)


@pytest.mark.parametrize("draw", [relationship_strip, timeline_lanes])
@pytest.mark.parametrize("width", [960, 360])
def test_charts_of_thousands_of_events_stay_small(draw: Draw, width: int) -> None:
    svg = draw(long_story(2_000), width)
    assert parse(svg).get("role") == "img"
    assert len(svg) < 120_000


@pytest.mark.parametrize("draw", [relationship_strip, timeline_lanes])
def test_charts_of_one_event_have_a_mark(draw: Draw) -> None:
    svg = draw(replace(STORY, events=EVENTS[:1], phases=(), turning_points=(), expectations=(), as_of=None), 960)
    assert "dt-good" in svg


@pytest.mark.parametrize("draw", [relationship_strip, timeline_lanes])
def test_charts_without_anything_say_so(draw: Draw) -> None:
    words = "".join(parse(draw(EMPTY, 960)).itertext())
    assert "Nothing" in words


@pytest.mark.parametrize("draw", [relationship_strip, timeline_lanes])
def test_charts_escape_hostile_words(draw: Draw) -> None:
    actors = tuple(replace(actor, name=HOSTILE) for actor in STORY.actors)
    phases = tuple(replace(phase, label=HOSTILE) for phase in STORY.phases)
    svg = draw(replace(STORY, title=HOSTILE, actors=actors, phases=phases), 960)
    tags = {element.tag for element in parse(svg).iter()}
    assert f"{SVG}script" not in tags
    assert not any("onload" in element.attrib for element in parse(svg).iter())
    assert "\u202e" not in svg


def test_ledger_escapes_hostile_words() -> None:
    question = replace(STORY.questions[0], what=HOSTILE)
    claims = tuple(replace(c, scope=HOSTILE) for c in STORY.claims)
    root = parse(ledger_chart(replace(STORY, claims=claims), question))
    assert not any(element.tag == f"{SVG}script" for element in root.iter())


def test_strip_leaves_out_plans_and_says_what_is_too_vague_to_place() -> None:
    words = " ".join(parse(relationship_strip(STORY)).itertext())
    assert "2 acts dated too vaguely to be drawn." in words
    assert "June 2025" not in words


def test_strip_hatches_what_every_source_hedges() -> None:
    hedged = relationship_strip(replace(STORY, events=(EVENTS[3],)))
    assert 'fill="url(#strip-960-bad)" class="dt-outline-bad"' in hedged.split("Bars add up")[0].split("dt-axis")[1]


def test_strip_numbers_turning_points_and_writes_out_their_stated_cause() -> None:
    words = " ".join(parse(relationship_strip(STORY)).itertext())
    assert "30 May 2024, rupture; stated cause: the governor signed a dredging tax" in words


def test_strip_marks_long_silences() -> None:
    assert "no documents from 14 March to 20 November 2023" in relationship_strip(STORY)


def test_lanes_tell_the_directions_apart() -> None:
    words = list(parse(timeline_lanes(STORY)).itertext())
    assert (
        words.index("Ada Verne to Bruno Castell") < words.index("Bruno Castell to Ada Verne") < words.index("Together")
    )


def test_lanes_draw_plans_hollow_and_vague_dates_dashed() -> None:
    svg = timeline_lanes(STORY)
    assert "dt-good dt-hollow" in svg
    assert "dt-range dt-outline-good dt-dashed" in svg


def test_lanes_count_when_marks_would_crowd() -> None:
    words = " ".join(parse(timeline_lanes(long_story(2_000))).itertext())
    assert "one quarter: " in words


def test_ledger_opens_an_arrow_for_at_least_and_whiskers_for_about() -> None:
    svg = ledger_chart(STORY, STORY.questions[0])
    assert svg.count('class="dt-line dt-open dt-s1"') == 1
    assert svg.count('class="dt-whisker dt-s2"') == 1


def test_ledger_turns_logarithmic_when_figures_are_far_apart() -> None:
    far = claim(9, find(2, "about $6 million"), "about $6 million", (Decimal(900_000_000), Decimal(900_000_000)),
                ("exact", "all gifts", "outlet"))  # fmt: skip
    story = replace(STORY, claims=(*STORY.claims, far))
    question = Question("question-9", "How much?", ("claim-1", "claim-9"), "compatible", ())
    assert "Logarithmic axis." in ledger_chart(story, question)


def test_ledger_without_numbers_says_so() -> None:
    vague = replace(STORY.claims[0], quantity=replace(STORY.claims[0].quantity, low=None, high=None))
    question = Question("question-9", "How much?", ("claim-1",), "single", ())
    assert "No claim gives a number." in ledger_chart(replace(STORY, claims=(vague,)), question)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=6), st.sampled_from([360, 960]))
def test_ledger_draws_any_figures_inside_the_picture(values: list[int], width: int) -> None:
    base = STORY.claims[0]
    claims = tuple(
        replace(base, id=f"c{i}", quantity=replace(base.quantity, low=Decimal(v), high=Decimal(v)))
        for i, v in enumerate(values)
    )
    question = Question("q", "How much?", tuple(c.id for c in claims), "conflict", ())
    svg = ledger_chart(replace(STORY, claims=claims), question, width)
    assert parse(svg).get("role") == "img"
    assert all(-1 <= float(x) <= width + 1 for x in re.findall(r'(?:cx|x)="(-?[\d.]+)"', svg))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.dates(), st.integers(0, 800)), min_size=1, max_size=12), st.sampled_from([360, 960]))
def test_time_charts_draw_any_dates(dates: list[tuple[date, int]], width: int) -> None:
    events = []
    for i, (start, length) in enumerate(dates):
        end = date.fromordinal(min(start.toordinal() + length, date.max.toordinal()))
        when = When(start, end, "unknown", "vague" if i % 2 else "stated")
        events.append(event(i, "THREATEN", (EVENTS[0].actors, EVENTS[0].recipients), when,
                            mention(EVENTS[0].mentions[0].passage, "THREATEN", when)))  # fmt: skip
    story = replace(STORY, events=tuple(events), as_of=dates[0][0])
    assert parse(relationship_strip(story, width)).get("role") == "img"
    assert parse(timeline_lanes(story, width)).get("role") == "img"


def test_standalone_charts_carry_their_style() -> None:
    assert parse(standalone(relationship_strip(STORY))).find(f"{SVG}style") is not None


@pytest.mark.parametrize(
    ("first", "last"), [((2025, 6, 1), (2025, 6, 20)), ((2022, 1, 1), (2026, 1, 12)), ((1, 1, 1), (9999, 12, 31))]
)
def test_ticks_are_few_and_inside(first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    scale = TimeScale(date(*first), date(*last), 0, 900)
    ticks = scale.ticks(12)
    assert 1 < len(ticks) <= 24
    assert all(scale.first <= day <= scale.last for day, _ in ticks)


def test_find_folds_cuts_the_silence_that_would_squeeze_the_rest() -> None:
    days = [date(2017, 6, 1), date(2022, 7, 1), date(2022, 9, 1), date(2023, 1, 1)]
    folds = find_folds(days, days[0], days[-1])
    assert [(a.year, b.year) for a, b in folds] == [(2017, 2022)]
    assert days[0] < folds[0][0] < folds[0][1] < days[1]


def test_time_scale_gathers_neighbouring_days_into_runs_of_units() -> None:
    scale = TimeScale(date(2024, 1, 1), date(2024, 1, 31), 0, 30)
    days = [date(2024, 1, day) for day in (2, 3, 3, 4, 9, 20, 21)]
    assert scale.columns(days) == [(1, 3), (8, 8), (19, 20)]
    assert scale.columns([]) == []


@pytest.mark.parametrize(("width", "middle"), [(240, ["Jul 2022"]), (220, ["2022"]), (160, [])])
def test_a_tick_without_room_for_its_month_says_its_year(width: int, middle: list[str]) -> None:
    folds = ((date(2017, 12, 1), date(2022, 6, 15)), (date(2022, 10, 1), date(2024, 3, 1)))
    scale = TimeScale(date(2017, 6, 1), date(2025, 1, 1), 0, width, folds)
    words = re.findall(r">([^<>]+)</text>", "".join(time_axis(scale, 0, width)))
    assert words == ["Jun 2017", *middle, "2025"]


def test_lanes_name_the_day_that_their_dotted_line_stands_for() -> None:
    assert "the story’s day, " in timeline_lanes(STORY)


def test_find_folds_leaves_an_evenly_told_story_alone() -> None:
    days = [date(year, 1, 1) for year in range(2016, 2026)]
    assert find_folds(days, days[0], days[-1]) == ()


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=2, max_size=12, unique=True))
def test_time_scale_keeps_the_order_of_days_across_folds(days: list[date]) -> None:
    days.sort()
    scale = TimeScale(days[0], days[-1], 0, 900, find_folds(days, days[0], days[-1]))
    places = [scale.x(day) for day in days]
    assert places == sorted(places)
    assert places[0] == pytest.approx(0)
    assert places[-1] == pytest.approx(900)


def test_charts_say_how_much_a_fold_cuts() -> None:
    early = When(date(2017, 6, 1), date(2017, 6, 1), "day", "stated")
    old = event(99, "ACCUSE", (EVENTS[0].actors, EVENTS[0].recipients), early)
    svg = relationship_strip(replace(STORY, events=(replace(old, mentions=EVENTS[0].mentions), *EVENTS)))
    assert "5 years cut" in svg
    assert "Jun 2017" in svg


@pytest.mark.parametrize(("rough", "step"), [(0.7, 1), (1.2, 2), (2.2, 2.5), (4, 5), (7, 10), (0, 1)])
def test_nice_step_is_round(rough: float, step: float) -> None:
    assert nice_step(rough) == step


def test_value_scale_keeps_order_on_a_logarithmic_axis() -> None:
    scale = ValueScale(1, 1_000, 0, 300, log=True)
    assert [scale.x(v) for v in (1, 10, 100, 1_000)] == pytest.approx([0, 100, 200, 300])


def test_place_rows_lets_no_labels_touch() -> None:
    assert place_rows([(0, 10), (5, 15), (20, 30), (6, 9)], 2) == [0, 1, 0, None]


@pytest.mark.parametrize("words", ["short", "a rather longer label that will not fit", "M" * 5_000, ""])
def test_cut_words_fit_the_room(words: str) -> None:
    assert text_width(cut(words, 12, 80), 12) <= 80


def test_wrap_breaks_between_words_and_cuts_the_last_line() -> None:
    lines = wrap("one two three four five six seven eight nine ten", 12, 60, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


@pytest.mark.parametrize(("days", "unit"), [(100, "week"), (1_400, "month"), (12_000, "quarter"), (90_000, "year")])
def test_choose_unit_follows_the_span(days: int, unit: str) -> None:
    assert choose_unit(days, 150) == unit


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize("day", [date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)])
def test_unit_of_holds_the_day_even_at_the_ends_of_the_calendar(day: date, unit: str) -> None:
    first, after = unit_of(day, unit)
    assert first <= day <= after


def test_silences_are_long_stretches_without_a_document() -> None:
    start = date(2024, 1, 1)
    days = [start, start + timedelta(days=10), start + timedelta(days=100)]
    assert silences(days, start, days[-1]) == [(days[1], days[2])]


def test_gaps_reach_to_the_ends_and_pass_over_days_outside_them() -> None:
    days = [date(2023, 6, 1), date(2024, 3, 1), date(2024, 3, 5), date(2025, 1, 1)]
    first, last = date(2024, 1, 1), date(2024, 6, 1)
    assert find_gaps(days, first, last, 50) == [(first, days[1]), (days[2], last)]


@pytest.mark.parametrize("what", ["arc", "timeline"])
def test_a_notebook_shows_a_drawing_that_carries_its_style(what: Literal["arc", "timeline"]) -> None:
    picture = draw(STORY, what)
    assert parse(picture._repr_svg_()).find(f"{SVG}style") is not None
    assert picture.svg in picture._repr_html_()
