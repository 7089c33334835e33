"""Who gives a figure in its own clause, and what a bare count takes from the words before it."""

import pytest

from detente.coding.figures.acts import counting_acts
from detente.coding.figures.tellers import are_rivals, find_teller


@pytest.mark.parametrize(
    ("text", "figure", "teller"),
    [
        ("The navy counted roughly 180; state radio spoke of 200.", "180", "the navy"),
        ("The navy counted roughly 180; state radio spoke of 200.", "200", "state radio"),
        ("The union put the number at 240.", "240", "the union"),
        ("The union has since listed 240.", "240", "the union"),
        ("Ostia fired 180 rockets.", "180", ""),
        ("180 rockets fell.", "180", ""),
    ],
)
def test_the_words_before_a_figure_name_who_gives_it(text: str, figure: str, teller: str) -> None:
    assert find_teller(text, text.index(figure)) == teller


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("the navy", "state radio", True),
        ("the embassy", "later the embassy", False),
        ("the navy", "it", False),
        ("the navy", "the ostian navy", False),
    ],
)
def test_two_tellers_are_rivals_unless_they_may_be_one(one: str, other: str, two: bool) -> None:
    assert are_rivals(one, other) is two


def test_of_several_acts_the_verb_counts_before_a_noun_that_could_be_one() -> None:
    assert next(act.rule.act for act in counting_acts("ostia arrested protesters")) == "arrest"
    assert next(act.rule.act for act in counting_acts("ostia fired rockets at the port")) == "fire at"
