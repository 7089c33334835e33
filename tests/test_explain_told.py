"""`explain` leads from what is told of pairs, months and changes to the sentences that it rests on."""

from __future__ import annotations

import pytest

from detente.explain import explain
from sample_story import STORY


@pytest.mark.parametrize("record", ["pair-1", "talk-1", "attention-1", "change-1", "reaction-1"])
def test_every_new_kind_of_record_is_explained(record):
    lines = explain(STORY, record)
    assert lines[0].endswith(record)


def test_a_pair_is_explained_by_its_phases():
    assert "  phases: rupture from 2024-05-30" in explain(STORY, "pair-1")


@pytest.mark.parametrize("record", ["talk-1", "change-1"])
def test_a_month_or_a_change_leads_to_the_event(record):
    assert any(line.startswith("  rests on event-") for line in explain(STORY, record))
