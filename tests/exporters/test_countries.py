"""States by the codes that event data is joined by."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from detente.exporters import EXPORTERS
from detente.exporters.countries import state_of
from detente.rulebook import load_table
from detente.types import Actor
from sample_story import STORY


@pytest.mark.parametrize(
    ("name", "aliases", "codes"),
    [
        ("Saudi Arabia", (), ("SAU", 670)),
        ("the United States", (), ("USA", 2)),
        ("The Kingdom", ("Riyadh", "Saudi Arabia"), ("SAU", 670)),
        ("Germany", (), ("DEU", 255)),
        ("Palestine", (), ("PSE", None)),
    ],
)
def test_a_state_is_known_by_its_name_or_an_alias(name, aliases, codes):
    state = state_of(Actor("a", name, "state", aliases))
    assert state is not None
    assert (state.iso, state.cow) == codes


@pytest.mark.parametrize("actor", [Actor("a", "Jordan", "person"), Actor("a", "Freedonia", "state")])
def test_a_person_of_that_name_and_an_unknown_state_have_no_code(actor):
    assert state_of(actor) is None


@pytest.mark.parametrize("country", sorted({row["country"] for row in load_table("actors/countries")}))
def test_every_country_that_is_read_has_a_code(country):
    assert (state_of(Actor("a", country, "state")) is None) == (country == "European Union")


def _between_states():
    one, other = STORY.actors
    return replace(STORY, actors=(replace(one, name="Iran", kind="state"), replace(other, name="Iraq", kind="state")))


def _export(name):
    out = io.StringIO()
    EXPORTERS[name](_between_states(), out)
    return out.getvalue()


def test_polecat_rows_carry_the_codes_of_states_and_of_who_stands_for_them():
    rows = list(csv.DictReader(io.StringIO(_export("polecat")), delimiter="\t"))
    row = next(r for r in rows if r["Event ID"] == "event-2")
    assert [row[f"{side} {name}"] for side in ("Actor", "Recipient") for name in ("Country", "COW")] == [
        "IRN", "630", "IRQ", "645",
    ]  # fmt: skip
    assert next(r for r in rows if r["Event ID"] == "event-7")["Actor Country"] == "IRN;IRQ"


def test_plover_entities_carry_the_code_of_their_state():
    line = json.loads(_export("plover").splitlines()[0])
    assert (line["actor"][0]["code"], line["recipient"][0]["code"]) == ("IRN", "IRQ")
