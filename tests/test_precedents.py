"""The labelled passages nearest to a sentence."""

import pytest
from training.corpus import read_corpus

from detente.precedents import _PLACES, nearest, read_precedents

CORPUS = next(place for place in _PLACES if place.is_dir())


def test_its_plain_text_is_the_one_the_strict_reader_gives():
    strict = {record.place: record.text for record in read_corpus(CORPUS)}
    light = {precedent.place: precedent.text for precedent, _ in read_precedents(CORPUS)}
    assert {place: text for place, text in light.items() if text != strict[place]} == {}
    assert len(light) > 6_000


def test_labels_are_those_of_the_strict_reader():
    strict = {r.place: {event.type for event in r.events} or {"NONE"} for r in read_corpus(CORPUS)}
    light = {p.place: {label.split()[0] for label in p.labels} for p, _ in read_precedents(CORPUS)}
    assert {place: types for place, types in light.items() if types != strict[place]} == {}


def test_a_passage_of_the_corpus_is_nearest_to_itself():
    known = next(p for p, _ in read_precedents(CORPUS) if len(p.text) > 120)
    assert nearest(known.text)[0] == known


def test_names_do_not_count():
    known = next(p for p, w in read_precedents(CORPUS) if "Whitlow" in p.text and "Whitlow" not in w)
    assert known not in nearest("Whitlow", 10_000)


@pytest.mark.parametrize("text", ["", "42 — !?", '"; DROP TABLE passage', "NEAR(", "zzqqxx"])
def test_text_without_known_words_has_none_and_breaks_nothing(text):
    assert all(precedent.labels for precedent in nearest(text))
    assert len(nearest(text)) <= 3
