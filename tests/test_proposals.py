"""What `detente init` proposes: the two actors, what they are called, and what stands for them."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.invented_actors import language

from detente.coding.language import Language
from detente.proposals import ProxyRule, find_proxies, propose_actors, proxy_rules
from detente.storyfile import read_story_file, write_story_file
from detente.types import Actor, Document

ARTICLES = (
    "Viktor Rask praises Ana Brandt\n\nMining billionaire Viktor Rask praised Ana Brandt on Monday. "
    "His rocket company Skylark will hire more people. Rask met Brandt again. Oslo was calm.",
    "Ana Brandt attacks Viktor Rask\n\nPresident Ana Brandt attacked Viktor Rask. Rask had criticised her "
    "Harbour Renewal Act (HRA). Brandt championed the Harbour Renewal Act (HRA). Peter Holm met Brandt.",
)


@pytest.fixture(scope="module")
def words() -> Language:
    return language()


@pytest.fixture(scope="module")
def proposed(words: Language) -> dict[str, Actor]:
    actors, _ = propose_actors([Document(str(i), text) for i, text in enumerate(ARTICLES)], words)
    return {actor.name: actor for actor in actors}


def test_the_two_most_connected_names_are_the_actors(proposed: dict[str, Actor]) -> None:
    assert set(proposed) == {"Ana Brandt", "Viktor Rask"}
    assert [actor.id for actor in proposed.values()] == ["a", "b"]


def test_actors_come_with_surname_kind_and_pronoun(proposed: dict[str, Actor]) -> None:
    rask = proposed["Viktor Rask"]
    assert (rask.kind, rask.aliases[0], rask.pronouns) == ("person", "Rask", ("he",))


def test_roles_are_those_the_articles_use(proposed: dict[str, Actor]) -> None:
    assert proposed["Viktor Rask"].roles == ("the mining billionaire",)
    assert proposed["Ana Brandt"].roles == ("the president",)


def test_what_stands_for_an_actor_is_proposed(proposed: dict[str, Actor]) -> None:
    assert [p.name for p in proposed["Viktor Rask"].proxies] == ["Skylark"]
    assert [(p.name, p.kind, p.aliases) for p in proposed["Ana Brandt"].proxies] == [
        ("Harbour Renewal Act", "bill", ("HRA",))
    ]


def test_notes_say_why(words: Language) -> None:
    _, notes = propose_actors([Document(str(i), text) for i, text in enumerate(ARTICLES)], words)
    assert any("named together" in note for note in notes)
    assert any("Skylark for Viktor Rask" in note for note in notes)


def test_given_names_are_kept(words: Language) -> None:
    actors, _ = propose_actors([Document("1", ARTICLES[1])], words, ("Ana Brandt", "Peter Holm"))
    assert [actor.name for actor in actors] == ["Ana Brandt", "Peter Holm"]


def test_a_state_comes_with_its_capital_and_people(words: Language) -> None:
    actors, _ = propose_actors([Document("1", "Norway warned Chile. Chile answered Norway.")], words)
    assert {actor.name: actor.aliases for actor in actors} == {"Norway": ("Oslo",), "Chile": ("Chileans",)}
    assert all(actor.kind == "state" for actor in actors)


@pytest.mark.parametrize("texts", [(), ("",), ("Nothing happened today.",)])
def test_nothing_is_proposed_where_no_two_names_stand_out(words: Language, texts: tuple[str, ...]) -> None:
    actors, _ = propose_actors([Document(str(i), text) for i, text in enumerate(texts)], words)
    assert actors == ()


@pytest.mark.parametrize("rule", proxy_rules(), ids=lambda rule: rule.id)
def test_proxy_rules_match_their_examples_and_nothing_else(rule: ProxyRule) -> None:
    pattern = re.compile(rule.pattern.replace("{name}", "(?:Jane Roe|Roe)"))
    assert [text for text in rule.examples if not pattern.search(text)] == []
    assert [text for text in rule.never if pattern.search(text)] == []


def test_a_possessive_pronoun_is_reported_so_that_its_owner_can_be_checked() -> None:
    assert list(find_proxies("His company Skylark lost money.", ("Roe",))) == [("Skylark", "company", 0)]
    assert list(find_proxies("Roe's company Skylark lost money.", ("Roe",))) == [("Skylark", "company", -1)]


PROXIES = st.sampled_from(["Skylark", "skylark", "Harbour PAC", "Harbour  PAC", "A", "Rask", "Holm Fund"])
CALLED = st.sampled_from(["Ana Brandt", "Viktor Rask", "Brandt", "Rask", "Viktor Brandt", "Norway", "Chile"])
SENTENCES = st.builds(
    lambda shape, name, proxy: shape.format(name=name, proxy=proxy),
    st.sampled_from(
        [
            "{name} founded {proxy}.",
            "{name}'s group {proxy} (HP) grew.",
            "{proxy} chief {name} left.",
            "{name} met Rask.",
        ]
    ),
    CALLED,
    PROXIES,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(SENTENCES, min_size=1, max_size=8), st.lists(CALLED, min_size=2, max_size=3, unique=True))
def test_what_is_proposed_is_a_story_that_can_be_read(sentences: list[str], names: list[str]) -> None:
    actors, _ = propose_actors([Document("1", " ".join(sentences))], language(), names)
    with TemporaryDirectory() as folder:
        write_story_file(Path(folder), "A story", actors)
        assert read_story_file(Path(folder)).actors == actors


def test_what_is_said_of_both_stands_for_whom_more_sentences_give_it(words: Language) -> None:
    text = "Ana Brandt founded Harbour PAC. Brandt launched Harbour PAC. Rask led Harbour PAC."
    actors, _ = propose_actors([Document("1", text)], words, ("Ana Brandt", "Viktor Rask"))
    assert [[proxy.id for proxy in actor.proxies] for actor in actors] == [["harbour-pac"], []]


def test_a_body_called_after_its_owner_is_proposed_and_the_owner_is_not() -> None:
    text = "Viktor Rask's company, Rask Foundation, closed. Viktor Rask's firm, Viktor Rask Jr, closed."
    assert [name for name, _, _ in find_proxies(text, ("Viktor Rask", "Rask"))] == ["Rask Foundation"]


def test_an_actor_with_a_title_stands_for_nobody_else(words: Language) -> None:
    text = "Ana Brandt met Viktor Rask. Ana Brandt's group, Mr. Rask, left. Ana Brandt's group, Skylark, stayed."
    actors, _ = propose_actors([Document("1", text)], words, ("Ana Brandt", "Viktor Rask"))
    assert [proxy.name for proxy in actors[0].proxies] == ["Skylark"]
