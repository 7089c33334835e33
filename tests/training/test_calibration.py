"""Temperature and threshold, chosen on held-out rows."""

from __future__ import annotations

import numpy as np
import pytest
from training.calibration import find_temperature, find_threshold, softmax


def test_overconfident_logits_are_cooled_and_timid_ones_warmed() -> None:
    logits = np.array([[4.0, 0.0], [4.0, 0.0], [4.0, 0.0], [4.0, 0.0]])
    assert find_temperature(logits, [0, 0, 0, 1]) > 2
    assert find_temperature(logits, [0, 0, 0, 0]) < 1


def test_the_threshold_rises_where_middling_answers_are_wrong() -> None:
    sure, middling = [0.1, 0.9, 0.0], [0.4, 0.6, 0.0]
    wrong = find_threshold(np.array([sure, sure, middling, middling]), [[1], [1], [0], [0]])
    right = find_threshold(np.array([sure, sure, middling, middling]), [[1], [1], [1], [1]])
    assert wrong > 0.6 >= right


def test_none_is_never_an_event() -> None:
    assert find_threshold(np.array([[0.9, 0.1]]), [[0]]) == pytest.approx(0.2)


def test_probabilities_add_up() -> None:
    assert softmax(np.array([[1000.0, 0.0], [0.0, 0.0]])).sum(axis=1) == pytest.approx([1, 1])
