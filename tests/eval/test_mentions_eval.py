"""How found mentions are judged against checked ones."""

from eval.mentions import GOLD, Marked, figures, judge, read_gold

GOLD_MARKS = [Marked(0, 5, "a", "name"), Marked(10, 12, "b", "pronoun"), Marked(20, 30, "a", "skip")]


def test_an_overlapping_mention_of_the_same_actor_is_found():
    recalled, right = judge([Marked(3, 8, "a", "name"), Marked(10, 12, "b", "pronoun")], GOLD_MARKS)
    assert recalled == [("name", True), ("pronoun", True)]
    assert right == [True, True]


def test_the_other_actor_is_both_missed_and_wrong():
    recalled, right = judge([Marked(10, 12, "a", "pronoun")], GOLD_MARKS)
    assert recalled == [("name", False), ("pronoun", False)]
    assert right == [False]


def test_what_can_be_read_either_way_counts_neither_way():
    assert judge([Marked(22, 25, "b", "name")], GOLD_MARKS)[1] == []


def test_figures_keep_names_and_pronouns_apart():
    told = figures([judge([Marked(0, 5, "a", "name"), Marked(40, 44, "a", "name")], GOLD_MARKS)])
    assert told == {"mention_precision": 0.5, "name_recall": 1.0, "pronoun_recall": 0.0}


def test_the_checked_mentions_are_as_many_as_is_said():
    marks = [mark for marks in read_gold(GOLD).values() for mark in marks]
    assert sum(mark.kind != "skip" for mark in marks) == 213
    assert all(mark.start < mark.end for mark in marks)
