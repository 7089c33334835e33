"""What each stretch of a document is for."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.layout import LayoutRule, find_blocks, match_rule
from detente.rulebook import load_rules
from detente.types import Block, Document

_RULES = load_rules("layout", LayoutRule)
_STORY = "Ana Ferro broke with mayor Tom Reyes on Tuesday, after months of quarrel over the harbour bill."


def _blocks(text: str, title: str = "") -> tuple[Block, ...]:
    return find_blocks(Document(id="doc-1", text=text, title=title))


def _kinds(text: str, title: str = "") -> list[str]:
    return [block.kind for block in _blocks(text, title)]


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in _RULES for line in rule.examples])
def test_a_rule_matches_its_examples(rule: LayoutRule, line: str) -> None:
    assert match_rule(line) is rule


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in _RULES for line in rule.never])
def test_a_rule_leaves_other_lines_alone(rule: LayoutRule, line: str) -> None:
    assert match_rule(line) is not rule


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_every_rule_has_examples_both_ways(rule: LayoutRule) -> None:
    assert rule.examples
    assert rule.never


def test_blocks_are_slices_of_the_text_in_reading_order() -> None:
    text = (
        f"# Harbour row\n\n{_STORY}\n\n## Why\n\n- The *tolls*, she says.\n> They met [again](https://quay.example).\n"
    )

    blocks = _blocks(text)

    assert [b.passage.text for b in blocks] == [text[b.passage.start : b.passage.end] for b in blocks]
    assert [b.passage.text for b in blocks] == [
        "Harbour row",
        _STORY,
        "Why",
        "The *tolls*, she says.",
        "They met [again](https://quay.example).",
    ]
    assert [b.kind for b in blocks] == ["title", "body", "heading", "list", "body"]


@pytest.mark.parametrize("second", ["Harbour row deepens", "HARBOUR ROW DEEPENS!", "Harbour row deepens | The Quay"])
def test_the_second_copy_of_the_title_is_furniture(second: str) -> None:
    assert _kinds(f"Harbour row deepens\n\n{second}\n\n{_STORY}", "Harbour row deepens") == [
        "title",
        "furniture",
        "body",
    ]


def test_a_text_without_a_stated_title_may_begin_with_one() -> None:
    assert _kinds(f"Harbour row deepens\n\nHarbour row deepens\n\n{_STORY}") == ["title", "furniture", "body"]


def test_a_title_may_stand_beneath_a_date() -> None:
    assert _kinds(f"3 June 2024\n\nHarbour row deepens\n\n{_STORY}") == ["byline", "title", "body"]


@pytest.mark.parametrize("text", [_STORY, "They met\nat the harbour", "Ferro quits as harbour chief"])
def test_a_single_line_is_evidence_even_without_a_full_stop(text: str) -> None:
    assert set(_kinds(text)) == {"body"}


def test_the_line_beneath_the_title_is_never_a_heading() -> None:
    assert _kinds(f"Harbour row deepens\n\nMayor is sorry to see her go\n\n{_STORY}", "Harbour row deepens") == [
        "title",
        "body",
        "body",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A long friendship", "heading"),
        ("Who Will Run the Port?", "heading"),
        ("So what would he do with the tolls?", "body"),
        ("Then came the tolls.", "body"),
        ("He left,", "body"),
        ("“If she wins, what will the mayor do?", "body"),
    ],
)
def test_a_short_line_between_paragraphs_is_a_heading_unless_it_is_a_sentence(line: str, kind: str) -> None:
    assert _kinds(f"{_STORY}\n\n{line}\n\n{_STORY}")[1] == kind


def test_lines_broken_at_a_column_are_one_paragraph() -> None:
    text = (
        "Ana Ferro broke with mayor Tom Reyes on Tuesday, after months\n"
        "of quarrel over the harbour bill, which she had called a gift\n"
        "to her rivals on the northern quay.\n\n"
        "Reyes said that he was sorry to see her go, but that the city\n"
        "could not be run from a shipyard.\n"
    )

    assert [block.passage.text for block in _blocks(text)] == text.strip().split("\n\n")


def test_lines_that_are_sentences_stay_apart() -> None:
    assert _kinds("Ferro left on Monday.\nReyes stayed behind.\nThe bill passed.") == ["body"] * 3


def test_a_list_under_an_ordinary_heading_is_coded_normally() -> None:
    text = f"{_STORY}\n\nWhat she wants\n\n• The tolls gone by summer.\n  2. A new quay for the ferries.\n\n{_STORY}"

    assert _kinds(text) == ["body", "heading", "list", "list", "body"]


def test_a_list_of_advice_and_its_introduction_are_advice_and_the_prose_after_it_is_not() -> None:
    text = (
        f"{_STORY}\n\nPractical tips for 2031\n\nIf you want to keep up with the port, here's a short list:\n\n"
        f"  1. Watch the berths: they tell more than the speeches.\n  2. Ferries: if you commute, leave early.\n\n"
        f"{_STORY}\n\nTo stay informed, read the harbour register and watch for new berths."
    )

    assert _kinds(text) == ["body", "heading", "advice", "advice", "advice", "body", "advice"]


def test_readers_comments_are_reactions_wherever_they_stand() -> None:
    text = f"{_STORY}\nOne user said: They will be friends by spring.\n{_STORY}"

    assert _kinds(text) == ["body", "reaction", "body"]


def test_a_label_alone_makes_the_next_line_a_reaction() -> None:
    assert _kinds(f"{_STORY}\nAnother user wrote:\n“They will be friends by spring.”\n{_STORY}") == [
        "body",
        "reaction",
        "reaction",
        "body",
    ]


def test_beneath_a_heading_of_comments_everything_is_a_reaction_until_the_next_heading() -> None:
    text = f"{_STORY}\n\nComments\n\nFriends by spring\n\nNot a chance.\n\n## What comes next\n\n{_STORY}"

    assert _kinds(text) == ["body", "heading", "reaction", "reaction", "heading", "body"]


def test_beneath_a_heading_of_reactions_only_quoted_or_labelled_lines_are() -> None:
    text = (
        f"{_STORY}\n\nSocial media reactions\n\nThe posts came within the hour, and many of them were unkind.\n"
        "@quaywatch: Friends by spring.\n“They deserve each other.”\n"
    )

    assert _kinds(text) == ["body", "heading", "body", "reaction", "reaction"]


def test_labels_outside_reactions_are_not_comments() -> None:
    assert _kinds(f"{_STORY}\n\nFERRO: I will not sign it.\nREYES: Then you are out.") == ["body", "body", "body"]


def test_headlines_beneath_related_are_furniture_until_the_prose_goes_on() -> None:
    text = f"{_STORY}\n\nRelated articles\n\nTen best beaches\nWhy the harbour froze\n\n{_STORY * 2}\n\nShort again."

    assert _kinds(text) == ["body", "furniture", "furniture", "furniture", "body", "body"]


def test_what_stands_beneath_about_the_author_is_furniture() -> None:
    assert _kinds(f"{_STORY}\n\nAbout the author\n\nDana Pell writes about ports and the people in them.") == [
        "body",
        "furniture",
        "furniture",
    ]


@pytest.mark.parametrize("text", ["", "   \n\n\t", "***\n---\n===", "\n" * 1_000])
def test_a_text_without_words_has_no_blocks(text: str) -> None:
    assert _blocks(text) == ()


@pytest.mark.parametrize(
    "text",
    ["word " * 400_000, " " * 1_000_000 + "a", "- " * 500_000, ("“" + "a" * 50 + "\n") * 30_000, "By A " * 200_000,
     "One user said: " + "a, " * 500_000, ("Read more " * 20 + "\n") * 5_000, "#" * 500_000, "@a: b\n" * 50_000],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_long_ones(text: str) -> None:
    start = time.process_time()

    find_blocks(Document(id="doc-1", text=text))

    assert time.process_time() - start < 8


@given(st.text(alphabet="Ab1 .:!?\n#->•@“”'’*\u00a0\x85", max_size=300), st.text(alphabet="Ab .", max_size=12))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_blocks_never_overlap_and_lie_inside_the_text(text: str, title: str) -> None:
    blocks = _blocks(text, title)

    assert all(a.passage.end <= b.passage.start for a, b in pairwise(blocks))
    assert all(text[b.passage.start : b.passage.end] == b.passage.text and b.passage.text.strip() for b in blocks)
