"""The table of what the corpus holds against what it is to hold."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from training.corpus import TYPES, parse_record, read_corpus
from training.count import CATEGORIES, CORPUS, Counted, attributions, count

RECORDS = tuple(
    parse_record(line)
    for line in (
        "{ACCUSE ba} [a:Roe] was blamed by [b:Doe].",
        "{REQUEST ab} [a:Rome] told [b:Bern's bank] to pay",
        "{NONE} [a:Roe] said [b:Doe] was tall.",
        "{SANCTION ab} {COERCE ab} A court in Ghana jailed; [a:it] jailed [b:Doe].",
        "[a:Roe] is here. [a/pronoun:He] {AGREE ab planned:will help} [b:Doe].",
    )
)


def found(**category: Any) -> int:
    return count(RECORDS, [{"name": "asked", **category}])[-1].there


@pytest.mark.parametrize(
    ("category", "there"),
    [
        ({}, 5),
        ({"unit": "passages"}, 5),
        ({"types": ["NONE"]}, 1),
        ({"types": ["SANCTION"], "also": "COERCE"}, 1),
        ({"events": True}, 4),
        ({"directions": ["ba"]}, 1),
        ({"modalities": ["planned"]}, 1),
        ({"directions": ["ba"], "between": r"\bby\b"}, 1),
        ({"text": r"[^.]$"}, 1),
        ({"text": "ROE"}, 3),
        ({"text": "ROE", "cased": True}, 0),
        ({"text": "{countries}", "cased": True}, 2),
        ({"proxy": True}, 1),
        ({"kinds": ["pronoun"], "sentences": 2}, 1),
        ({"border": ["ACCUSE", "REQUEST"]}, 1),
        ({"border": ["ACCUSE", "REJECT"]}, 0),
    ],
)
def test_a_category_counts_what_meets_its_conditions(category: dict[str, Any], there: int) -> None:
    assert found(**category) == there


def test_a_content_told_in_two_stretches_is_one_attribution() -> None:
    line = (
        '<t1 direct named asserted "Roe":“It rained,”> <s1:Roe> <c1:said>, <t1:“all day.”> '
        "<s2:Doe> <c2:denied> <t2 indirect named denied:it>."
    )
    assert attributions(parse_record(line)) == 2


def test_a_share_is_of_all_pairs_or_of_those_with_an_actor() -> None:
    lines = count(RECORDS, [{"name": "a", "share": 0.4}, {"name": "b", "share": 0.5, "of": "events"}])
    assert [line.demand for line in lines[-2:]] == [2, 2]


def test_a_demand_is_met_by_as_many_as_it_asks_for() -> None:
    assert Counted("a", 2, 2).met
    assert not Counted("a", 1, 2).met


def test_every_type_has_its_line_and_attributions_have_theirs() -> None:
    assert [line.name for line in count(RECORDS, [])] == [*(f"type: {kind}" for kind in TYPES[1:]), "attributions"]


def test_the_written_categories_can_be_counted() -> None:
    categories = tomllib.loads(CATEGORIES.read_text(encoding="utf-8"))["category"]
    assert len(count(RECORDS, categories)) == len(count(RECORDS, [])) + len(categories)


def test_the_corpus_holds_what_it_is_to_hold() -> None:
    categories = tomllib.loads(CATEGORIES.read_text(encoding="utf-8"))["category"]
    assert [line for line in count(tuple(read_corpus(CORPUS)), categories) if not line.met] == []
