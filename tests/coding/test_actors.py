"""Who is meant: names, namesakes, roles, pronouns, joint mentions, states and their officials."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.invented_actors import BRANDT, PEOPLE, RASK, STATES, document, language, mentions, read

from detente.coding.actors import concerns
from detente.coding.mentions.joint import joint_rules
from detente.coding.mentions.lexicon import fold
from detente.coding.mentions.role_phrases import read_role
from detente.types import Actor, Proxy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Brandt met Viktor Rask.", True),
        ("Skylark thanked Rask.", True),
        ("Ana Brandt spoke. Brandt left.", False),
        ("Brandtwood and Raskolnikov met.", False),
        ("ANA BRÄNDT met RASK.", True),
        ("", False),
    ],
)
def test_a_document_concerns_the_story_when_it_names_two_actors(text: str, expected: bool) -> None:
    assert concerns(document(text), PEOPLE) is expected


def test_a_story_of_one_needs_only_one() -> None:
    assert concerns(document("Rask spoke."), (RASK,))


@pytest.mark.parametrize(("text", "expected"), [("Rask defied the army.", True), ("Rask sat in an armychair.", False)])
def test_an_alias_that_is_a_common_noun_names_its_actor(text: str, expected: bool) -> None:
    army = Actor("c", "Orsk Defence Council", "organisation", ("army",))
    assert concerns(document(text), (RASK, army)) is expected


def test_a_country_is_found_by_its_people_and_adjective() -> None:
    assert concerns(document("Norwegian officials met the Chileans."), STATES)


def test_fold_keeps_every_character_at_its_place() -> None:
    text = "Éa İß ﬁ 北京’s"
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Brandt's plan failed.", [("Ana Brandt", "a")]),
        ("Mr Rask and Mrs Brandt met.", [("Rask", "b"), ("Brandt", "a")]),
        ("Anti-Brandt voters cheered Rask.", [("Brandt", "a"), ("Rask", "b")]),
        ("Viktor E. Rask spoke.", [("Viktor E. Rask", "b")]),
        ("Voters prefer Ana Holm Brandt.", [("Ana Holm Brandt", "a")]),
        ("Skylark lost money.", [("Skylark", "skylark")]),
        ("The rocket company lost money.", [("rocket company", "skylark")]),
        ("Lind spoke for Brandt.", [("Lind", "lind"), ("Brandt", "a")]),
    ],
)
def test_names_and_proxies_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rask Jr. spoke.",
        "Peter Rask spoke.",
        "We saw Olivia Rask there.",
        "The Rask Foundation gave money.",
        "Rask Tower was sold.",
        "Rask & Sons was sold.",
        "Mrs Rask spoke.",
        "A rocket company lost money.",
        "They rask the ground.",
        "We met June Rask there.",
    ],
)
def test_namesakes_are_nobody_of_the_story(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize("text", ["On 30 June Rask left.", "In early April Rask left.", "By May Rask had left."])
def test_a_month_before_a_surname_is_no_forename(text: str) -> None:
    assert ("Rask", "b") in mentions(text)


def test_a_proxy_mention_says_whom_it_stands_for() -> None:
    party = read("Skylark lost money.").mentions[0].parties[0]
    assert (party.id, party.via, party.actor) == ("skylark", "a", "a")


def test_an_alias_of_both_actors_is_left_alone() -> None:
    twins = (Actor("a", "Ana Holm", "person"), Actor("b", "Erik Holm", "person"))
    assert mentions("Holm spoke. Ana Holm left.", twins) == [("Ana Holm", "a")]


def test_a_forename_alone_counts_where_the_full_name_stands() -> None:
    assert mentions("Viktor left.") == []
    assert ("Viktor", "b") in mentions("Viktor Rask came. Viktor left.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mining billionaire Viktor Rask spoke. The billionaire left.", ("The billionaire", "b")),
        ("Ana Brandt, the Skylark chief executive, spoke. The chief executive left.", ("The chief executive", "a")),
        ("Former chancellor Ana Brandt spoke. The former chancellor left.", ("The former chancellor", "a")),
        ("Brandt spoke. Earlier the prime minister left.", ("the prime minister", "b")),
        ("Brandt spoke. The tech mogul left.", ("The tech mogul", "b")),
        ("Former chancellor warns Rask", ("Former chancellor", "a")),
    ],
)
def test_roles_are_learned_in_the_document_or_declared(text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Prime Minister Olga Holm met Rask. The prime minister left.", "The prime minister"),
        ("Olga Holm became the prime minister. Rask met the prime minister.", "the prime minister"),
        ("Brandt spoke. The former prime minister left.", "The former prime minister"),
        (
            "Rask, the governor of Velm, spoke. Brandt was met by former rival Port Almar Gov. Cosmo Pell.",
            "former rival Port Almar Gov",
        ),
        ("Brandt met the prime minister of Chile.", "the prime minister"),
        ("Brandt spoke. The next prime minister must act.", "The next prime minister"),
        ("Brandt fined the prime minister and prime minister Holm.", "prime minister Holm"),
    ],
)
def test_a_role_that_somebody_else_holds_is_left_alone(text: str, role: str) -> None:
    assert (role, "b") not in mentions(text)


def test_the_office_that_the_document_gives_decides() -> None:
    text = "Prime Minister Ana Brandt met Rask. The prime minister left."
    assert ("The prime minister", "a") in mentions(text)


def test_a_seat_of_power_belongs_to_whoever_holds_the_office_in_the_document() -> None:
    assert ("Downing Street", "b") in mentions("Downing Street denied it.")
    assert ("Downing Street", "b") not in mentions("Prime Minister Ana Brandt spoke. Downing Street denied it.")


def test_a_seat_of_power_is_no_actor_where_it_is_a_place() -> None:
    assert mentions("Crowds stood outside Downing Street.") == []


@pytest.mark.parametrize(
    ("phrase", "head", "former"),
    [
        ("former Skylark chief executive", "chief executive", True),
        ("CEO", "chief executive", False),
        ("ex-PM", "prime minister", True),
        ("then chancellor", "chancellor", True),
    ],
)
def test_read_role_takes_a_phrase_apart(phrase: str, head: str, former: bool) -> None:
    role = read_role(phrase)
    assert role is not None
    assert (role.head, role.former) == (head, former)


def test_read_role_knows_what_is_no_role() -> None:
    assert read_role("the blue table") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt resigned. She blamed the press.", ("She", "a")),
        ("Rask praised Brandt. He had missed her.", ("He", "b")),
        ("Rask praised Brandt. He had missed her.", ("her", "a")),
        ("Rask lost his temper.", ("his", "b")),
    ],
)
def test_pronouns_go_to_the_actor_they_fit(text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(text)


def test_a_pronoun_for_somebody_else_is_left_alone() -> None:
    assert ("He", "b") not in mentions("Rask won. Peter Holm disagreed. He filed a complaint.")


def test_a_pronoun_near_a_namesake_is_not_the_actor() -> None:
    assert ("his", "b") not in mentions(
        "Rask won. Mr. Peter Rask, a baker from Oslo, lost. Mr. Peter Rask sold his shop."
    )


def test_nobody_calls_oneself_he_in_a_quotation() -> None:
    text = "“I wish Brandt well; he is wrong,” said Rask."
    assert ("he", "b") not in mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "“Brandt is tired. He knows it,” said Viktor Rask.",
        "“Brandt is tired,” Viktor Rask said. “He knows it well.”",
        '"I respect Peter Marsh. He has been a good mayor," Rask said.',
    ],
)
def test_a_speaker_is_not_he_in_any_sentence_of_the_quotation(text: str) -> None:
    assert not {("He", "b"), ("he", "b")} & set(mentions(text))


def test_he_after_a_quotation_of_somebody_else_is_the_actor_spoken_of() -> None:
    text = "“Rask is doing well this month,” Olga Holm said. “He is holding his own.”"
    assert mentions(text) == [("Rask", "b"), ("He", "b"), ("his", "b")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Mayor Peter Holm came to town. Rask was there. Holm agreed to end his strike.", "his"),
        ("Rask won Oslo. Peter Holm's rise surprised many. As the runner-up, Holm said, he can be proud.", "he"),
        ("Rask won. Gov. Peter Quell lost. Quell agreed to end his bid.", "his"),
        ("Rask spoke about Mr Holm. Holm did not listen. He went home.", "He"),
    ],
)
def test_whoever_is_once_named_in_full_may_be_meant_by_he(text: str, wrong: str) -> None:
    assert (wrong, "b") not in mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peter Holm smiled. Rask spoke. He thanked the Holm campaign.",
        "Olga Holm smiled. Rask praised Holm, and he left.",
    ],
)
def test_a_bystander_who_does_not_fit_leaves_the_pronoun_to_the_actor(text: str) -> None:
    assert "b" in [whose for name, whose in mentions(text) if name.lower() == "he"]


def test_it_stands_for_the_only_state_named() -> None:
    assert ("its", "a") in mentions("Norway recalled its ambassador from Chile.", STATES)


def test_an_empty_it_stands_for_nobody() -> None:
    assert ("it", "a") not in mentions("Norway said it is clear that talks failed.", STATES)


@pytest.mark.parametrize(
    "phrase", ["the two men", "their feud", "Both leaders", "the former allies", "each other", "the pair"]
)
def test_joint_mentions_are_both_actors(phrase: str) -> None:
    assert (phrase, "a+b") in mentions(f"Brandt met Rask. Later {phrase} made news.")


def test_they_is_both_after_the_two_are_named_together() -> None:
    assert ("They", "a+b") in mentions("Brandt and Rask met. They shook hands.")


def test_they_is_nobody_without_the_two() -> None:
    assert ("They", "a+b") not in mentions("Brandt met Rask. Voters were angry. They went home.")


@pytest.mark.parametrize("phrase", ["both states", "the two countries", "both companies"])
def test_two_people_are_no_two_states(phrase: str) -> None:
    assert (phrase, "a+b") not in mentions(f"Brandt met Rask. Later {phrase} voted again.")


def test_two_states_are_no_two_men() -> None:
    assert ("the two countries", "a+b") in mentions("Norway met Chile. Later the two countries traded.", STATES)
    assert ("the two men", "a+b") not in mentions("Norway met Chile. Later the two men dined.", STATES)


def test_of_three_actors_the_two_are_those_spoken_of_last() -> None:
    three = (*STATES, Actor("c", "Oman", "state"))
    assert ("the two", "b+c") in mentions("Norway slept. Chile met Oman. Later the two signed a treaty.", three)
    assert not [name for name, whose in mentions("Norway, Chile and Oman met. The two signed.", three) if "+" in whose]


def test_a_joint_phrase_needs_both_nearby() -> None:
    assert mentions("The two men met.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Norwegian foreign minister met Chile.", [("Norwegian foreign minister", "a"), ("Chile", "b")]),
        ("Norwegian-Chilean relations froze.", [("Norwegian", "a"), ("Chilean", "b")]),
        ("Talks with Oslo failed.", [("Oslo", "a")]),
        ("Talks in Oslo failed.", []),
        ("OSLO – Talks failed.", []),
        ("Norwegian salmon sold well.", []),
        ("Norwegian and Chilean officials met.", [("Norwegian", "a"), ("Chilean officials", "b")]),
    ],
)
def test_a_country_speaks_through_its_capital_and_officials(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text, STATES) == expected


@pytest.mark.parametrize("rule", joint_rules(), ids=lambda rule: rule.id)
def test_joint_rules_match_their_examples_and_nothing_else(rule: Any) -> None:
    pattern = re.compile(rule.pattern, re.IGNORECASE)
    assert rule.examples
    assert rule.never
    assert [text for text in rule.examples if not pattern.search(text)] == []
    assert [text for text in rule.never if pattern.search(text)] == []


def test_spans_lie_in_the_document() -> None:
    reading = read("“Brandt” — Rask’s foe — met him.\n\nShe and he\u00a0left; their feud goes on.")
    assert reading.mentions
    assert all(reading.document.text[m.passage.start : m.passage.end] == m.passage.text for m in reading.mentions)


@given(st.text(alphabet="Brandt Rask.,'’\u00a0\n(she)Ìß\u0301", max_size=120))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_any_text_is_read_without_harm(text: str) -> None:
    reading = read(text)
    assert all(text[m.passage.start : m.passage.end] == m.passage.text for m in reading.mentions)


def test_a_very_long_sentence_is_read_by_names_alone() -> None:
    text = "Brandt and Rask " + "and then he met her again " * 4_000
    assert mentions(text)[:2] == [("Brandt", "a"), ("Rask", "b")]


def test_the_parser_is_not_asked_where_nobody_is_mentioned() -> None:
    before = len(language()._kept)
    read("He came home late that evening in autumn and she waited for him.", (BRANDT, RASK))
    assert len(language()._kept) == before


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Viktor Rask met Peter Holm. “I am very disappointed in Rask,” he said.", "he"),
        ("Peter Holm met Rask. Rask, he claimed, had begged for help.", "he"),
        ("Peter Holm met Rask. He threatened to take away Rask's land.", "He"),
        ("Peter Holm replied that he too disliked Rask.", "he"),
        ("Peter Holm backed the pro-Rask group. He gave it money.", "He"),
    ],
)
def test_whoever_is_named_in_what_he_says_is_not_he(text: str, wrong: str) -> None:
    assert (wrong, "b") not in mentions(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway struck back. On 7 January it banned imports from Chile.", [("it", "a")]),
        ("Norway struck back. In May it banned fish. The same day it accused Chile.", [("it", "a"), ("it", "a")]),
        ("Norway struck back. It rained all day in the south.", []),
        ("Norway struck back. In May Sweden met Finland and it banned fish.", []),
    ],
)
def test_it_carries_a_state_over_to_the_next_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    found = [mention for mention in mentions(text, STATES) if mention[0].lower() == "it"]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Viktor Rask met Peter Holm. Holm smiled. Rask replied that he disliked it.",
        "Peter Holm and the anti-Rask camp met. Holm spoke. Rask showed that he had the votes.",
    ],
)
def test_the_only_subject_named_before_he_is_meant(text: str) -> None:
    assert mentions(text)[-1] == ("he", "b")


MINISTER = Proxy("holm", "Peter Holm", "person", ("Norwegian foreign minister", "foreign minister"))


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Jens al-Dahl, the Norwegian foreign minister, met Chile.", "a"),
        ("The Norwegian foreign minister, Jens Dahl, met Chile.", "a"),
        ("Peter Holm, the Norwegian foreign minister, met Chile.", "holm"),
        ("Norwegian foreign minister Peter Holm met Chile.", "holm"),
        ("The Norwegian foreign minister met Chile.", "holm"),
    ],
)
def test_a_role_beside_another_name_is_not_its_declared_holder(text: str, whose: str) -> None:
    story = (replace(STATES[0], proxies=(MINISTER,)), STATES[1])
    assert [actor for name, actor in mentions(text, story) if name.startswith("Norwegian")] == [whose]


def test_they_need_each_other_long_after_both_were_named() -> None:
    text = (
        "Brandt met Rask. The two fought. Hard. Loud. By May they started making up. Why? Because they need each other."
    )
    assert [name for name, whose in mentions(text) if whose == "a+b"] == ["The two", "they", "they"]
