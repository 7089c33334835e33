"""How firmly something is said: rules tested on their own examples, and passages by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.firmness import FirmnessRule, combine, find_wording, judge_firmness
from detente.rulebook import load_rules
from detente.types import UNKNOWN_DATE, Attribution, Document, Firmness, Passage, Reading, Sentence, make_id

RULES = load_rules("firmness/wording", FirmnessRule)
EXAMPLES = [(rule.id, text) for rule in RULES for text in rule.examples]
NEVER = [(rule.id, text) for rule in RULES for text in rule.never]


def marked(text: str) -> tuple[str, int, int]:
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


def reading(text: str, attributions: Iterable[Attribution] = ()) -> Reading:
    document = Document(id="d", text=text)
    passage = Passage("d", 0, len(text), text)
    sentences = (Sentence(passage, 0, 0, "body"),)
    return Reading(document, (), UNKNOWN_DATE, sentences, (), (), tuple(attributions), ())


def judge(text: str, attributions: Iterable[Attribution] = ()) -> Firmness:
    words, start, end = marked(text)
    return judge_firmness(reading(words, attributions), Passage("d", start, end, words[start:end]))


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_every_rule_speaks_in_its_examples(rule: str, text: str) -> None:
    assert rule in {found.id for found, _ in find_wording(*marked(text))}


@pytest.mark.parametrize(("rule", "text"), NEVER)
def test_every_rule_is_silent_where_it_must_be(rule: str, text: str) -> None:
    assert rule not in {found.id for found, _ in find_wording(*marked(text))}


def test_every_rule_has_examples_both_ways() -> None:
    assert all(rule.examples and rule.never for rule in RULES)


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        ("Brandvold [left the council] on Friday.", "asserted", ()),
        ("Brandvold reportedly [left the council] on Friday.", "hedged", ("reportedly",)),
        ("[Brandvold did not leave the council].", "denied", ("not",)),
        ("[Brandvold left the council because Ezeh might sue].", "asserted", ()),
        ("Ezeh did not answer, but Brandvold [left the council].", "asserted", ()),
    ],
)
def test_judge_firmness_keeps_the_words(text: str, level: str, words: tuple[str, ...]) -> None:
    firmness = judge(text)
    assert (firmness.level, firmness.words) == (level, words)


def test_judge_firmness_takes_the_attribution_it_lies_in() -> None:
    text = "Ezeh claimed [Brandvold left the council]."
    content = Passage("d", 13, 40, "Brandvold left the council")
    claimed = Attribution(make_id("quote"), None, None, (content,), None, "indirect", "named",
                          Firmness("hedged", ("claimed",), 1.0), "t")  # fmt: skip
    words, start, end = marked(text)
    inside = Passage("d", start, end, words[start:end])
    assert content.start == start
    assert judge_firmness(reading(words, (claimed,)), inside) == Firmness("hedged", ("claimed",), 1.0)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Brandt threatened to end Rask's contracts.", "asserted"),
        ("Brandt promised that she would pay Rask.", "asserted"),
        ("Brandt reportedly threatened to end Rask's contracts.", "hedged"),
        ("Brandt never threatened to end Rask's contracts.", "denied"),
    ],
)
def test_what_a_threat_is_made_of_does_not_hedge_the_threat(text: str, level: str) -> None:
    passage = Passage(
        "d", text.index("Brandt"), text.index("Rask") + 4, text[text.index("Brandt") : text.index("Rask") + 4]
    )
    assert judge_firmness(reading(text), passage, promise=True).level == level


def test_combine_takes_the_weakest_and_keeps_all_words() -> None:
    judged = [Firmness("hedged", ("may",), 1.0), Firmness("denied", ("never",), -3.0), Firmness()]
    assert combine(judged) == Firmness("denied", ("may", "never"), -3.0)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="not may if ?“”’.,;—\u200f\u200bé", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_judge_firmness_never_raises(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    firmness = judge_firmness(reading(text), Passage("d", start, end, text[start:end]))
    assert firmness.level in {"asserted", "hedged", "denied"}
