"""Readers' and the public's responses inside an article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.layout import find_blocks
from detente.coding.reactions import ReactionRule, find_reactions, match_rule
from detente.rulebook import load_rules
from detente.types import UNKNOWN_DATE, Actor, Document, Mention, Party, Passage, Reaction, Reading, Sentence

_RULES = load_rules("reactions", ReactionRule)
_ACTORS = (Actor("a", "Ana Ferro", "person"), Actor("b", "Tom Reyes", "person"))


def _reading(text: str) -> Reading:
    """Return a reading whose sentences are its blocks, with each actor's surname as a mention."""
    document = Document(id="doc-1", text=text)
    blocks = find_blocks(document)
    mentions = [
        Mention(Passage("doc-1", start, start + len(name), name), (Party(name, id),), "name", "test")
        for name, id in (("Ferro", "a"), ("Reyes", "b"))
        for start in range(len(text))
        if text.startswith(name, start)
    ]
    sentences = tuple(Sentence(b.passage, n, n, b.kind) for n, b in enumerate(blocks))
    return Reading(document, _ACTORS, UNKNOWN_DATE, sentences, tuple(mentions), (), (), ())


def _reactions(text: str) -> tuple[Reaction, ...]:
    return find_reactions(_reading(text))


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in _RULES for text in rule.examples])
def test_a_rule_matches_its_examples(rule: ReactionRule, text: str) -> None:
    assert match_rule(rule, text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in _RULES for text in rule.never])
def test_a_rule_leaves_other_words_alone(rule: ReactionRule, text: str) -> None:
    assert match_rule(rule, text) is None


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_every_rule_has_examples_both_ways(rule: ReactionRule) -> None:
    assert rule.examples
    assert rule.never


@pytest.mark.parametrize(
    ("line", "author", "words"),
    [
        ("One user said: That was quick. I laughed.", "One user", "That was quick. I laughed."),
        ("Another X user joked, “Here we go again.”", "Another X user", "Here we go again."),
        ("Someone added: But the bridge stays.", "Someone", "But the bridge stays."),
        ("“That did not take long,” one user wrote.", "one user", "That did not take long,"),
        ("The second reader from Porto wrote: Called it!", "The second reader from Porto", "Called it!"),
    ],
)
def test_a_comment_has_its_author_as_written_and_its_own_words(line: str, author: str, words: str) -> None:
    (reaction,) = _reactions(f"The two met on Monday.\n{line}\nThey talked.")

    assert (reaction.author, reaction.passage.text) == (author, words)


def test_an_author_alone_on_a_line_is_the_author_of_the_next_comment() -> None:
    (reaction,) = _reactions("The two met on Monday.\nOne user tweeted:\n“Here we go again.”\nThey talked.")

    assert (reaction.author, reaction.passage.text) == ("One user", "“Here we go again.”")


def test_handles_beneath_a_heading_of_reactions_are_authors() -> None:
    text = "The two met on Monday.\n\nSocial media reactions\n\n@quaywatch: Grab the popcorn.\nDana P.: Well done!"

    first, second = _reactions(text)

    assert (first.author, first.stance) == ("@quaywatch", "sceptical")
    assert (second.author, second.stance) == ("Dana P.", "positive")


@pytest.mark.parametrize(
    ("words", "stance", "toward"),
    [
        ("I will believe it when I see it signed.", "sceptical", "relationship"),
        ("Ferro and Reyes deserve each other.", "negative", "relationship"),
        ("What a liar Reyes is.", "negative", "b"),
        ("Ferro is an inspiration to this town.", "positive", "a"),
        ("She is a genius.", "positive", ""),
        ("So glad they made up.", "positive", "relationship"),
        ("These two are crooks.", "negative", "relationship"),
        ("Reyes was at the quay on Wednesday.", "neutral", "b"),
        ("Great leader, total liar.", "neutral", ""),
        ("Such a loyal friend, Reyes is a hero /s", "sceptical", "relationship"),
    ],
)
def test_the_stance_of_a_comment_and_what_it_is_toward(words: str, stance: str, toward: str) -> None:
    (reaction,) = _reactions(f"The two met on Monday.\nOne user wrote: {words}")

    assert (reaction.stance, reaction.toward) == (stance, toward)


def test_an_outlet_summary_of_the_public_response_is_a_reaction_without_author() -> None:
    (reaction,) = _reactions("The two met. \nEarly responses online seem to be largely positive, though some doubt it.")

    assert (reaction.author, reaction.stance, reaction.rule) == ("", "positive", "summary.positive")


def test_an_article_without_comments_has_no_reactions() -> None:
    assert _reactions("Ferro praised Reyes. He said: she is a hero.") == ()


@given(st.text(alphabet="One user said: @a“”\n.hero liar", max_size=200))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_reactions_are_slices_of_the_text(text: str) -> None:
    for reaction in _reactions("They met.\n\nComments\n\n" + text):
        passage = reaction.passage
        assert _reading("They met.\n\nComments\n\n" + text).document.text[passage.start : passage.end] == passage.text
