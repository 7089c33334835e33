"""Figures that stand alone before the sentences that tell what they count."""

import pytest

from detente.coding.figures.run_ins import same_giver, same_taker, sums_up


@pytest.mark.parametrize(
    ("text", "figure", "adds"),
    [
        ("With the second gift it comes to more than $9 million.", "$9", True),
        ("Add her loans and you reach at least $9 million.", "$9", True),
        ("She gave $9 million.", "$9", False),
    ],
)
def test_words_before_a_figure_may_add_it_up(text: str, figure: str, adds: bool) -> None:
    assert sums_up(text, text.index(figure)) is adds


def test_the_same_giver_and_taker_are_told_by_their_words() -> None:
    assert same_giver("The same donor, but counted through May.")
    assert same_taker("It is the same fund.")
    assert not same_giver("The same day she gave more.")
    assert not same_taker("The same day she gave more.")
