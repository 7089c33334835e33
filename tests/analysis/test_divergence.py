"""Words against deeds, and one side against the other, quarter by quarter; not where relations turned."""

from __future__ import annotations

from datetime import date

from tests.analysis.making import coding, document, mention, on

from detente.analysis.divergence import divergence_lines
from detente.analysis.merge import merge_events
from detente.analysis.talk import find_talk
from detente.types import Actor, EventMention, Story, TurningPoint

ACTORS = (Actor("a", "Aldora", "state"), Actor("b", "Berenia", "state"))
KIND = [
    mention("Aldora praised the harvest festival.", "SUPPORT", on("2024-04-02"), "d1"),
    mention("Aldora called its neighbour a friend for ever.", "SUPPORT", on("2024-05-07"), "d2"),
]
BLOCKADE = mention("Aldoran boats closed the strait to every ship.", "COERCE", on("2024-06-03"), "d3")
HARSH = [
    mention("Berenia accused its neighbour of theft.", "ACCUSE", on("2024-04-09"), "d4", "b>a"),
    mention("Berenia threatened to close the canal.", "THREATEN", on("2024-05-21"), "d5", "b>a"),
]


def lines(*mentions: EventMention, turns: tuple[str, ...] = ()) -> list[str]:
    documents = tuple(document(m.passage.document_id, m.when.text()) for m in mentions)
    events = merge_events([coding(m) for m in mentions], documents, ())
    days = [date.fromisoformat(day) for day in turns]
    story = Story(
        title="", actors=ACTORS, as_of=None, documents=documents, copies=(), events=events, phases=(),
        turning_points=tuple(TurningPoint(str(day), day, day, day, (), ()) for day in days), claims=(), questions=(),
        quotes=(), expectations=(), outcomes=(), reactions=(), characterisations=(), sources=(), gaps=(), problems=(),
        talk=find_talk(ACTORS, events),
    )  # fmt: skip
    return [line.text for line in divergence_lines(story)]


def test_kind_words_beside_harsh_deeds_are_a_finding_with_its_numbers():
    assert lines(*KIND, BLOCKADE) == [
        "From April to June 2024, Aldora's words to Berenia were friendly (+10.0, 2 acts) "
        "and the deeds hostile (-7.0, 1 act)"
    ]


def test_one_side_kind_and_the_other_harsh_is_a_finding():
    assert lines(*KIND, *HARSH) == [
        "From April to June 2024, Aldora was friendly to Berenia (+10.0, 2 acts), "
        "while Berenia was hostile to Aldora (-6.5, 2 acts)"
    ]


def test_a_quarter_in_which_relations_turned_is_none():
    assert lines(*KIND, BLOCKADE, turns=("2024-06-03",)) == []


def test_what_both_do_together_counts_both_ways():
    met = mention("Aldora and Berenia met.", "CONSULT", on("2024-04-02"), "d1", "a+b")
    (event,) = merge_events([coding(met)], [document("d1", "2024-04-02")], ())
    assert [(t.actor, t.recipient, t.words, t.deeds) for t in find_talk(ACTORS, [event])] == [
        ("a", "b", 2.5, 0),
        ("b", "a", 2.5, 0),
    ]


def test_a_date_vaguer_than_a_month_belongs_to_no_month():
    vague = mention("Aldora praised the festival.", "SUPPORT", on("2024"), "d1")
    assert find_talk(ACTORS, merge_events([coding(vague)], [document("d1")], ())) == ()
