"""Of a phase's events those are told that made it and matter most, each once."""

from __future__ import annotations

from datetime import date

from tests.analysis.making import coding, document, mention, on, soften

from detente.analysis.key_events import importance, key_events
from detente.analysis.merge import merge_events
from detente.types import Event, EventMention, Phase

PHASE = Phase("p1", "rupture", date(2024, 5, 3), date(2024, 12, 31), "-", 1, ())


def told(*mentions: EventMention, most: int = 2) -> list[str]:
    names = {m.passage.document_id for m in mentions}
    events = merge_events([coding(m) for m in mentions], [document(name) for name in sorted(names)], ())
    return [event.mentions[0].passage.text for event in key_events(events, PHASE, most)]


def one(made: EventMention) -> Event:
    return merge_events([coding(made)], [document(made.passage.document_id)], ())[0]


def accuse(what: str, day: str, name: str) -> EventMention:
    return mention(f"Aldora accused Berenia of {what}.", "ACCUSE", on(day), name)


def test_what_happened_at_the_turn_comes_before_what_came_later():
    words = [accuse("theft", "2024-05-05", "d1"), accuse("smuggling grain", "2024-08-01", "d2"),
             accuse("spoiling wells", "2024-10-20", "d3")]  # fmt: skip
    assert told(*words, most=1) == ["Aldora accused Berenia of theft."]


def test_a_sentence_is_told_once_however_many_acts_it_was_coded_as():
    text = "Aldora insulted Berenia and Berenia answered in kind."
    both = [mention(text, "ACCUSE", on("2024-05-05"), "d1"), mention(text, "THREATEN", on("2024-05-05"), "d2", "b>a")]
    assert told(*both) == [text]


def test_an_event_dated_to_the_day_matters_more_than_one_dated_to_the_year():
    day, year = (accuse("theft", when, "d1") for when in ("2024-08-01", "2024"))
    assert importance(one(day), PHASE) > importance(one(year), PHASE)


def test_what_goes_against_the_phase_or_did_not_happen_is_told_last_or_not_at_all():
    praise = mention("Aldora praised Berenia's choirs.", "SUPPORT", on("2024-08-01"), "d1")
    assert importance(one(praise), PHASE) < importance(one(praise))
    assert told(soften(praise, "asserted", "negated")) == []


def test_what_a_report_leads_with_matters_more_than_what_it_recalls():
    lead, recalled = (mention("Aldora accused Berenia of theft.", "ACCUSE", on("2024-08-01"), start=start)
                      for start in (60, 2_000))  # fmt: skip
    assert importance(one(lead), PHASE) > importance(one(recalled), PHASE)
