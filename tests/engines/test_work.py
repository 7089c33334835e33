"""The one coding function: what a piece says to each story."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_coding import KOLE, ROE, about, task, use_fake

from detente.coding.actors import concerns
from detente.coding.relevance import Relevance
from detente.engines.work import PileCoder, StoryWork
from detente.types import Actor

ARMY = (Actor("a", "Borland Army", "organisation", ("the army",)), ROE[1])


@pytest.fixture(autouse=True)
def _fake(monkeypatch):
    use_fake(monkeypatch)


def _code(*documents, stories=(ROE,), **changes):
    coder = PileCoder([StoryWork(actors, "fake") for actors in stories])
    return coder.code(replace(task(*documents, stories=tuple(range(len(stories)))), **changes))


def test_one_pass_gives_each_story_its_own_documents():
    documents = (about("Roe and Vance"), about("Kole and Vance"), about("Roe and Kole"))

    roe, kole = _code(*documents, stories=(ROE, KOLE))

    assert [each.document.id for each in roe.kept] == [documents[0].id]
    assert [each.document.id for each in kole.kept] == [documents[1].id]
    assert roe.documents == kole.documents == tuple(d.id for d in documents)


def test_documents_that_concern_nobody_are_counted_by_day_and_not_kept():
    (coding,) = _code(about("Kole", 1), about("Kole", 2), about("Roe and Vance"))

    assert (coding.aside, coding.first_aside, len(coding.kept)) == ((("", 2),), "Title 1", 1)


def test_a_document_that_cannot_be_coded_is_kept_with_its_problem():
    (coding,) = _code(about("Roe and Vance", 0, "WRONG"), about("Roe and Vance", 1))

    assert coding.failed == 1
    assert [p.message for p in coding.problems] == ["pile: ValueError: nothing fits"]
    assert [each.coding is None for each in coding.kept] == [True, False]


def test_what_was_coded_before_is_not_coded_again():
    document = about("Roe and Vance", 0, "WRONG")

    (coding,) = _code(document, known=frozenset({(0, document.id)}))

    assert (coding.unchanged, coding.kept, coding.failed) == ((document.id,), (), 0)


def test_a_place_where_a_worker_broke_is_a_problem_and_not_tried_again():
    (coding,) = _code(about("Roe and Vance", 0, "DIE"), about("Roe and Vance"), broken=((0, "coding", "it broke"),))

    assert (coding.failed, [p.message for p in coding.problems]) == (1, ["pile: it broke"])


@pytest.mark.parametrize(
    "text",
    ["Roe and Vance", "Kole or Vance", "Roe, Kole", "Vancery of Roe", "nobody", "VANCE roe", "The army and Vance"],
)
def test_one_scan_for_all_stories_answers_as_each_story_would(text):
    document, stories = about(text), (ROE, KOLE, ARMY, ROE)

    found = Relevance(stories).concerned(document)

    assert found == {n for n, actors in enumerate(stories) if concerns(document, actors)}
