import pytest
from eval.floors import check_floors, worse


@pytest.fixture
def floors(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text("[events]\ntype_f1 = 0.7\nfalse_on_neutral = 0.25\n", encoding="utf-8")
    return path


def test_figures_at_their_floors_pass(floors):
    assert check_floors("events", {"type_f1": 0.7, "false_on_neutral": 0.25}, floors) == []


def test_a_worse_or_missing_figure_is_a_miss(floors):
    misses = check_floors("events", {"false_on_neutral": 0.26}, floors)
    assert [(m.figure, m.value) for m in misses] == [("type_f1", None), ("false_on_neutral", 0.26)]


@pytest.mark.parametrize(
    ("name", "value", "expected"), [("type_f1", 0.6, True), ("mae", 0.6, False), ("mae", 0.8, True)]
)
def test_lower_is_better_for_errors(name, value, expected):
    assert worse(name, value, 0.7) is expected
