"""The state of the relationship in a writer's words: what counts, what does not, when, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.coding.invented_actors import STATES, read

from detente.coding.characterisations import (
    context_rules,
    find_characterisations,
    match_states,
    state_patterns,
    state_rules,
)
from detente.types import UNKNOWN_DATE, Characterisation, When


def states(text: str, **options: Any) -> list[tuple[str, str]]:
    return [(c.state, c.polarity) for c in find_characterisations(read(text, **options))]


def only(text: str, **options: Any) -> Characterisation:
    found = find_characterisations(read(text, **options))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("rule", state_rules(), ids=lambda rule: rule.id)
def test_state_rules_match_their_examples_and_nothing_else(rule: Any) -> None:
    pattern = state_patterns()[rule.id]
    assert rule.examples
    assert rule.never
    assert [text for text in rule.examples if rule.state not in {r.state for r, _ in match_states(text)}] == []
    assert [text for text in rule.never if pattern.search(text)] == []


@pytest.mark.parametrize("rule", context_rules(), ids=lambda rule: rule.id)
def test_context_rules_match_their_examples_and_nothing_else(rule: Any) -> None:
    pattern = state_patterns()[rule.id]
    assert [text for text in rule.examples if not pattern.search(text)] == []
    assert [text for text in rule.never if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The alliance between Brandt and Rask has collapsed.", [("rupture", "-")]),
        ("Brandt and Rask mended fences.", [("thaw", "+")]),
        ("Brandt met Rask. Their relationship is strained.", [("strain", "-")]),
        ("Brandt met Rask. The partnership fell apart.", [("rupture", "-")]),
        ("Brandt and Rask formed a strategic partnership.", [("partnership", "+")]),
        ("Brandt distanced herself from Rask.", [("distance", "0")]),
        ("Brandt and Rask are bitter rivals.", [("hostility", "-")]),
        ("Brandt courted Rask.", [("courtship", "+")]),
        ("An uneasy truce holds between Brandt and Rask.", [("truce", "+")]),
        ("Rask is a key ally of Brandt.", [("alliance", "+")]),
        ("Brandt backed Rask. Last spring Rask turned on Brandt.", [("rupture", "-")]),
        ("Brandt and Rask stopped speaking in May.", [("distance", "0")]),
        ("Brandt met Rask. Then it got personal.", [("hostility", "-")]),
        ("Brandt and Rask made up.", [("thaw", "+")]),
    ],
)
def test_states_of_the_relationship_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert states(text) == expected


def test_relations_named_after_both_states_are_theirs() -> None:
    assert states("Norwegian-Chilean relations are on the right track.", actors=STATES) == [("thaw", "+")]


@pytest.mark.parametrize(
    "text",
    [
        "Brandt and Rask did not fall out.",
        "Have Brandt and Rask fallen out?",
        "If Brandt meets Rask, their friendship would collapse.",
        "Brandt met Rask. Brandt severed ties with Denmark.",
        "Brandt said that US-China relations are strained. Rask agreed.",
        "The alliance collapsed.",
        "Brandt met Rask. Olga Holm is a key ally of the chancellor.",
        "Olga Holm, a key ally of Brandt, attacked Rask.",
        "Brandt met Rask. Loyal supporters cheered.",
        "Brandt blamed Rask for rewarding several close allies.",
        "Brandt met Rask. Rask turned on the light.",
        "Brandt and Rask are not bitter rivals.",
    ],
)
def test_what_is_denied_asked_supposed_or_about_others_is_left_out(text: str) -> None:
    assert states(text) == []


def test_a_hint_stays_hedged() -> None:
    assert only("Brandt met Rask. Their friendship may be falling apart.").firmness.level == "hedged"


@pytest.mark.parametrize(
    "text", ["Rask was once a close ally of Brandt.", "Brandt ended years of hostility with Rask."]
)
def test_a_state_that_is_over_is_not_dated_to_the_report(text: str) -> None:
    when = only(text).when
    assert when.start is None
    assert when.end == date(2024, 5, 4)
    assert not when.known


def test_a_state_of_now_is_dated_to_the_report_at_the_latest() -> None:
    when = only("Relations between Brandt and Rask are strained.").when
    assert when.end == date(2024, 5, 4)
    assert when.basis == "reported"


def test_a_stated_date_is_kept() -> None:
    assert only("Brandt and Rask fell out in March 2021.").when.text() == "2021-03"


def test_an_undated_document_gives_no_date() -> None:
    assert not only("Relations between Brandt and Rask are strained.", published="").when.known


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Brandt and Rask fell out over the harbour tax.", "the harbour tax"),
        ("The friendship of Brandt and Rask ended because of a poem.", "a poem"),
        ("Brandt and Rask fell out. The catalyst was a speech in May.", "a speech in May"),
    ],
)
def test_the_stated_cause_is_kept_with_its_place(text: str, cause: str) -> None:
    found = only(text).cause
    assert found is not None
    assert found.text == cause
    assert text[found.start : found.end] == cause


def test_loose_words_count_where_the_title_has_both() -> None:
    paper = read("Brandt and Rask\nIt rained. People left. Nobody came. Everything went south in June 2023.")
    headed = replace(paper, sentences=(replace(paper.sentences[0], block="title"), *paper.sentences[1:]))
    assert [(c.state, c.when.text()) for c in find_characterisations(headed)] == [("rupture", "2023-06")]
    assert find_characterisations(paper) == ()


def test_a_lower_bound_of_the_published_date_is_no_date() -> None:
    paper = read(
        "Rask was once a close ally of Brandt. Now relations between Brandt and Rask are strained.", published=""
    )
    bound = replace(paper, published=When(date(2024, 1, 1), None, "unknown", "inferred"))
    assert [c.when for c in find_characterisations(bound)] == [UNKNOWN_DATE, UNKNOWN_DATE]


def test_furniture_and_comments_are_no_evidence() -> None:
    assert states("Brandt and Rask fell out.", block="furniture") == []
    assert states("Brandt and Rask fell out.", block="reaction") == []


def test_a_long_sentence_is_cut_around_the_words() -> None:
    text = "Brandt and Rask, " + "who spoke at length of many other things, " * 60 + "fell out, " + "and so on " * 60
    found = only(text)
    assert len(found.passage.text) < 600
    assert "fell out" in found.passage.text
    assert text[found.passage.start : found.passage.end] == found.passage.text
