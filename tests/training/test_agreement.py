"""Agreement between two labellers."""

import pytest
from training.agreement import Twice, agreement, kappa, key_of, label_of, sample
from training.examples import Example

from detente.coding.marked import MarkedPair


def example(number, types=("NONE",), direction=""):
    return Example(MarkedPair(f"Ada met Bo {number} times.", 0, 3, 8, 10), types, direction)


def test_a_sample_is_the_same_each_time_whatever_the_order():
    examples = [example(number) for number in range(50)]
    assert sample(examples, 10) == sample(reversed(examples), 10)
    assert len(set(map(key_of, sample(examples, 10)))) == 10


def test_a_key_does_not_give_the_label_away():
    assert key_of(example(1)) == key_of(example(1, ("ACCUSE",), "ab"))


@pytest.mark.parametrize(
    ("types", "direction", "label"),
    [(("NONE",), "", "NONE"), (("SANCTION", "COERCE"), "ba", "COERCE+SANCTION ba"), (("AID",), "ab", "AID ab")],
)
def test_labels_are_written_one_way(types, direction, label):
    assert label_of(example(1, types, direction)) == label


def test_agreement_counts_type_and_direction_apart():
    pairs = [Twice("AID ab", "AID ba"), Twice("NONE", "NONE"), Twice("ACCUSE ab", "REJECT ab"), Twice("NONE", "AID ab")]
    told = agreement(pairs)
    assert (told["pairs"], told["type"], told["direction"]) == (4, 0.5, 0.5)


def test_kappa_is_none_for_chance_and_one_for_full_agreement():
    assert kappa([("a", "a"), ("b", "b")]) == 1.0
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0.0
