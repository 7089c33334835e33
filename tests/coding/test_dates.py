"""Time expressions: every rule both ways, what they are resolved against, and what hostile text does."""

from __future__ import annotations

import importlib.util
import re
import time
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import dates
from detente.coding.dates import RESOLVERS, tag, tag_dates
from detente.coding.timex.calendars import easter, find_day, named_days
from detente.coding.timex.numbers import read_count
from detente.coding.timex.rules import date_rules, read_example
from detente.coding.timex.values import VALID, days_of, part_of, shift, when_of
from detente.rulebook import load_table
from detente.types import UNKNOWN_DATE, Passage, Sentence, When

LONG_AGO = "He won in May 1961, lost in June 1963, won in July 1964 and lost in May 1965."
FRIDAY = "2025-06-06"
EXAMPLES = [(rule.id, example) for rule in date_rules() for example in rule.examples]
NEVER = [(rule.id, sentence) for rule in date_rules() for sentence in rule.never]
WORD_LIST = """
the last next this that first second third of in on by ago later earlier early late mid end 31 30 29 February
Feb. May March 2024 1999 0001 9999 BC '90s 1990s Friday Monday week month year years days decade century a
two half and to - , . 12:30 p.m. noon midnight quarter Q3 Easter Inauguration Day every daily now soon
recently yesterday tomorrow today weekend summer winter morning night 11/31/2023 2023-02-30 twenty-first
"""
WORDS = WORD_LIST.split()
LISTED = [row["word"] for row in load_table("dates/words")]


def found(text: str, published: str | None = FRIDAY) -> list[tuple[str, str]]:
    return [(timex.passage.text, timex.value) for timex in tag(text, published)]


def when(text: str, published: str | None = FRIDAY) -> tuple[str, str, str]:
    timex = tag(text, published)[-1]
    return str(timex.when.start), str(timex.when.end), timex.when.basis


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_rule_finds_its_example(rule: str, example: str) -> None:
    text, words, value = read_example(example)
    assert (words, value, rule) in [(t.passage.text, t.value, t.rule) for t in tag(text, FRIDAY)]


@pytest.mark.parametrize(("rule", "sentence"), NEVER)
def test_rule_leaves_alone_what_it_must(rule: str, sentence: str) -> None:
    assert rule not in {timex.rule for timex in tag(sentence, FRIDAY)}


def test_every_rule_has_examples_both_ways_and_a_known_resolver() -> None:
    assert [r.id for r in date_rules() if not (r.examples and r.never and r.resolve in RESOLVERS)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She resigned on Friday.", "2025-06-06"),
        ("She resigned on Thursday.", "2025-06-05"),
        ("She will resign on Thursday.", "2025-06-12"),
        ("The pact was signed in November.", "2024-11"),
        ("The pact will be signed in November.", "2025-11"),
        ("On Thursday he threatened to go.", "2025-06-05"),
        ("The court is scheduled to rule on Jan. 14.", "2026-01-14"),
        ("The company has until Monday to respond.", "2025-06-09"),
        ("He gave the bank until 9 a.m. Tuesday to reply.", "2025-06-10T09:00"),
        ("She must resign by Monday.", "2025-06-09"),
        ("The court set a deadline of Monday for it.", "2025-06-09"),
        ("They stayed until Monday.", "2025-06-02"),
        ("The vote will be held on Tuesday.", "2025-06-10"),
        ("The plan may not be signed until August.", "2025-08"),
        ("The envoy was to arrive Tuesday.", "2025-06-10"),
        ("The treaty is to be signed Tuesday.", "2025-06-10"),
        ("The minister will try to end the strike on Tuesday.", "2025-06-10"),
        ("Talks resume Tuesday.", "2025-06-10"),
        ("The vote is Tuesday.", "2025-06-10"),
        ("The law takes effect in January.", "2026-01"),
        ("They met ahead of Tuesday's vote.", "2025-06-10"),
        ("On Tuesday, the premier will speak.", "2025-06-10"),
        ("Grain for September delivery rose.", "2025-09"),
        ("The company, which could not agree Tuesday, went on.", "2025-06-03"),
        ("She may have left on Tuesday.", "2025-06-03"),
        ("They will look for ways around Tuesday's ruling.", "2025-06-03"),
        ("He was found to be ill on Tuesday.", "2025-06-03"),
        ("The accord with Velmont in December.", "2024-12"),
        ("The envoy leaves Saturday for Velmont.", "2025-06-07"),
        ("The two sides meet again Monday.", "2025-06-09"),
        ("The two sides did not meet Monday.", "2025-06-02"),
        ("A convoy that had been due to arrive on Tuesday was turned back.", "2025-06-03"),
        ("By Tuesday rescuers were waiting for help.", "2025-06-03"),
        ("She had raised two million to win by April.", "2025-04"),
        ("The party will gain from the victory Tuesday.", "2025-06-03"),
        ("The port was closed due to a strike on Tuesday.", "2025-06-03"),
        ("Flights were delayed due to fog Tuesday.", "2025-06-03"),
        ("The envoy is due to land Tuesday.", "2025-06-10"),
        ("A list due to be printed Tuesday names him.", "2025-06-10"),
        ("The case may fall when it is heard on July 4.", "2025-07-04"),
        ("The sale is scheduled to close Tuesday.", "2025-06-10"),
        ("The premier speaks in the garden of his house in Belmora, Tuesday, after lunch.", "2025-06-03"),
        ("A ferry returns to port at Belmora, Tuesday.", "2025-06-03"),
        ("The premier will speak in Belmora, Tuesday.", "2025-06-10"),
        ("The premier speaks Tuesday.", "2025-06-10"),
        ("Updated: Tue Oct 21", "2025-10-21"),
        ("Updated: Mon Oct 21", "2024-10-21"),
        ("Shares slid 8 percent on Thursday.", "2025-06-05"),
        ("Asked on Monday whether he would go, he laughed.", "2025-06-02"),
        ("Fourth-quarter profit fell.", "2024-Q4"),
    ],
)
def test_the_verb_says_whether_a_bare_date_lies_behind_or_ahead(text: str, value: str) -> None:
    assert found(text)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He won on 3 May 2021. The next day he quit.", "2021-05-04"),
        ("He won in June 2019. That November he lost.", "2019-11"),
        ("He won in June 2019. The following spring he lost.", "2020-SP"),
        ("He won on 3 May 2021. Two weeks later he quit.", "2021-05-17"),
        ('On 3 May 2021 he wrote: "We leave tomorrow."', "2021-05-04"),
        ('On Tuesday she said, "He lied to me yesterday."', "2025-06-02"),
        ("The truce was signed in December 2012. In January it failed.", "2013-01"),
        ("On Thursday the talks failed. At 3 p.m. she left.", "2025-06-05T15:00"),
        ("On Thursday the talks failed. At 3 p.m. today she left.", "2025-06-06T15:00"),
        ("The truce was signed in December 2012. It will be renewed in July.", "2025-07"),
        ("Net fell in the three months ended March 31, from $3 million a year earlier.", "2024-Q1"),
        ("First-quarter sales rose. In the third period they fell.", "2024-Q3"),
        (f"{LONG_AGO} Many still mourn today. In July he won.", "1965-07"),
        (f"{LONG_AGO} He had not lost since 1912. In July he won.", "1965-07"),
        (f"{LONG_AGO} Another event of this year was the split.", "1965"),
        (f"{LONG_AGO} The city had been taken in 480 BC. In September it burned.", "XXXX-09"),
        ("The city was taken in 480 BC and burned the year after.", "XXXX"),
        ("He fought from March 21 - June 3, 1952.", "1952-06-03"),
    ],
)
def test_the_story_resolves_against_the_date_it_is_at(text: str, value: str) -> None:
    assert found(text)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They split in late 2024.", ("2024-09-01", "2024-12-31", "vague")),
        ("They split earlier this year.", ("2025-01-01", "2025-06-06", "vague")),
        ("They split a few days ago.", ("2025-05-30", "2025-06-04", "vague")),
        ("They split two weeks ago.", ("2025-05-20", "2025-05-26", "vague")),
        ("They split in the past two months.", ("2025-04-07", "2025-06-06", "vague")),
        ("They split on 3 March 2024.", ("2024-03-03", "2024-03-03", "stated")),
    ],
)
def test_vague_expressions_are_intervals_and_never_a_day(text: str, expected: tuple[str, str, str]) -> None:
    assert when(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It had a year-earlier loss.", [("year-earlier", "2024")]),
        ("In a year-end review they agreed.", [("year-end", "2025-12-31")]),
        ("He spoke in the last week of August 2024.", [("the last week", "P1W"), ("August 2024", "2024-08")]),
        ("The war of 1980-88 ended.", [("1980", "1980"), ("88", "1988")]),
        ("He served two four-year terms.", [("four-year", "P4Y")]),
        ("Exports make up 5-6 % of output.", []),
        ("He agreed on 3 May , 2021 .", [("3 May , 2021", "2021-05-03")]),
        ("One day, he said, it will end.", []),
        ("He called at 7:30 p.m. Fri.", [("7:30 p.m. Fri.", "2025-06-06T19:30")]),
        ("Troops stay until 2 p.m. on 3 May 2024.", [("2 p.m. on 3 May 2024", "2024-05-03T14:00")]),
    ],
)
def test_expressions_are_cut_where_a_reader_would(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_without_a_published_date_what_leans_on_it_stays_relative() -> None:
    assert found("They met yesterday and in May 2020.", None) == [
        ("yesterday", "XXXX-XX-XX"),
        ("May 2020", "2020-05"),
    ]
    assert tag("They met yesterday.")[0].when == UNKNOWN_DATE


def test_a_published_month_gives_what_both_its_ends_share() -> None:
    sentence = Sentence(Passage("d", 0, 20, "They met last month."), 0, 0, "body")
    month = when_of((date(2026, 1, 1), date(2026, 1, 31)), "inferred")
    (timex,) = tag_dates((sentence,), month)
    assert timex.value == "2025-12"
    (timex,) = tag_dates((Sentence(Passage("d", 0, 19, "They met yesterday."), 0, 0, "body"),), month)
    assert (timex.value, timex.when.precision) == ("XXXX-XX-XX", "month")


def test_a_document_known_to_be_no_older_than_a_day_lends_that_day_to_nothing() -> None:
    text = "Yesterday she left. On Tuesday, in May, she had won. It began on 3 May 2023."
    bound = When(date(2024, 1, 1), None, "unknown", "inferred")
    sentence = Sentence(Passage("d", 0, len(text), text), 0, 0, "body")
    known = [timex.value for timex in tag_dates((sentence,), bound) if timex.when.known]
    assert known == ["2023-05-03"]


def test_modifiers_are_kept_whether_inside_the_words_or_before_them() -> None:
    assert [t.mod for t in tag("In late 2024, about two weeks and nearly a year.", FRIDAY)] == [
        "END",
        "APPROX",
        "LESS_THAN",
    ]


@pytest.mark.parametrize("text", ["February 30, 2023", "31 April 2024", "29 February 2023", "11/31/2023"])
def test_a_day_that_does_not_exist_is_never_given(text: str) -> None:
    assert all(days_of(t.value) or not re.fullmatch(r"\d{4}-\d\d-\d\d", t.value) for t in tag(text, FRIDAY))


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2024-02-29"])
def test_the_ends_of_the_calendar_are_survived(published: str) -> None:
    text = "Last week, next year, two centuries ago, in ten decades, on Monday, at Easter, last winter, by year-end."
    assert all(VALID.fullmatch(timex.value) for timex in tag(text, published))


def test_nonsense_for_a_published_date_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        tag("today", "nonsense")


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(LISTED), max_size=14), st.dates())
@settings(max_examples=600, deadline=None, derandomize=True)
def test_any_words_give_valid_values_inside_the_text(words: list[str], published: date) -> None:
    text = " ".join(words)
    for timex in tag(text, published):
        assert text[timex.passage.start : timex.passage.end] == timex.passage.text
        assert VALID.fullmatch(timex.value), timex


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_is_survived(text: str) -> None:
    assert all(0 <= t.passage.start < t.passage.end <= len(text) for t in tag(text, FRIDAY))


@pytest.mark.parametrize("piece", ["1", "the ", "two ", "1999-", "last ", "\n", "May ", "a year and ", '"', "..."])
def test_time_grows_with_the_length_of_a_hostile_line(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    tag(text, FRIDAY)
    assert time.process_time() - start < 3


def test_named_days_are_computed() -> None:
    assert easter(2025) == date(2025, 4, 20)
    assert named_days("Thanksgiving", 2024) == (date(2024, 11, 28), date(2024, 11, 28))
    assert named_days("Inauguration Day", 2024) is None
    assert find_day("05:-1:1", 2025) == date(2025, 5, 26)


def test_an_event_that_recurs_is_no_more_precise_than_its_season() -> None:
    assert when("They quarrelled at the World Economic Forum.") == ("2025-01-15", "2025-01-31", "inferred")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("two and a half", 2.5),
        ("2 1/2", 2.5),
        ("a couple of", 2),
        ("forty-two", 42),
        ("a hundred", 100),
        ("several", None),
    ],
)
def test_counts_are_read(text: str, count: float | None) -> None:
    assert read_count(text) == count


def test_shifts_are_clipped_to_the_month_and_to_the_calendar() -> None:
    assert shift(date(2024, 1, 31), 1, "M") == date(2024, 2, 29)
    assert shift(date(9999, 12, 1), 1, "M") is None


def test_thirds_of_a_year_are_whole_months() -> None:
    assert part_of((date(2024, 1, 1), date(2024, 12, 31)), "START") == (date(2024, 1, 1), date(2024, 4, 30))


def test_timeml_holds_the_text_and_its_expressions() -> None:
    text = "A & B met last week."
    root = ElementTree.fromstring(dates.timeml(text, dates.tag(text, FRIDAY)))
    assert "".join(root.itertext()) == text
    assert next(root.iter("TIMEX3")).attrib == {"tid": "t1", "type": "DATE", "value": "2025-W22"}


def test_the_rules_in_the_documentation_are_up_to_date() -> None:
    docs = Path(__file__).parents[2] / "docs"
    spec = importlib.util.spec_from_file_location("generate_dates", docs / "generate_dates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (docs / "dates.md").read_text(encoding="utf-8")
    assert page == module.fill(page), "run: python docs/generate_dates.py"
