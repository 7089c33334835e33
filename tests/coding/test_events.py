"""Events from mentions: candidates, sides, abstention, one act told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from detente.coding.candidates import find_candidates
from detente.coding.coder import EventCoder, MarkedPair, Prediction
from detente.coding.dates import tag_dates
from detente.coding.events import find_events
from detente.coding.plover import ModeRule, find_mode, intensity, quad
from detente.coding.timex.values import when_of
from detente.rulebook import load_rules, load_table
from detente.types import (
    UNKNOWN_DATE,
    Attribution,
    BlockKind,
    Document,
    EventMention,
    Firmness,
    Mention,
    Party,
    Passage,
    Reading,
    Sentence,
)

MODES = load_rules("events/modes", ModeRule)
A, B = Party("Ada Brandvold", "a"), Party("Chidi Ezeh", "b")
BODY: BlockKind = "body"
PARTIES = {
    "Brandvold": (A,),
    "Ezeh": (B,),
    "Ezeh Mining": (Party("Ezeh Mining", "mining", "b"),),
    "The two": (A, B),
    "She": (A,),
}


class FixedCoder(EventCoder):
    """A coder that gives every pair the same answer and remembers what it was asked."""

    def __init__(self, types: dict[str, float], direction: str = "ab", modality: str = "asserted") -> None:
        self.asked: list[MarkedPair] = []
        self._answer = Prediction(types, {direction: 1.0}, {modality: 1.0})

    @property
    def fingerprint(self) -> str:
        return "fixed"

    @property
    def threshold(self) -> float:
        return 0.5

    def predict(self, pairs: Sequence[MarkedPair]) -> list[Prediction]:
        self.asked.extend(pairs)
        return [self._answer for _ in pairs]


def reading(*texts: tuple[str, BlockKind] | str, attributions: Sequence[Attribution] = ()) -> Reading:
    """Make a reading of sentences; square brackets mark mentions of Brandvold (a), Ezeh (b) or both."""
    document_text, sentences, mentions = "", [], []
    for index, given in enumerate(texts):
        text, block = (given, BODY) if isinstance(given, str) else given
        start, clean = len(document_text), ""
        for piece in text.split("["):
            name, bracket, rest = piece.partition("]")
            if bracket:
                place = start + len(clean)
                passage = Passage("d", place, place + len(name), name)
                mentions.append(Mention(passage, PARTIES[name], "joint" if name == "The two" else "name", "test"))
            clean += name + rest
        document_text += clean + "\n"
        sentences.append(Sentence(Passage("d", start, start + len(clean), clean), index, index, block))
    document = Document("d", document_text)
    return Reading(document, (), UNKNOWN_DATE, tuple(sentences), tuple(mentions), (), tuple(attributions), ())


def only(events: Sequence[EventMention]) -> EventMention:
    assert len(events) == 1
    return events[0]


@pytest.mark.parametrize(
    ("direction", "actors", "recipients"), [("ab", (A,), (B,)), ("ba", (B,), (A,)), ("mutual", (A, B), ())]
)
def test_direction_decides_who_acts(direction: str, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> None:
    events, _ = find_events(reading("[Brandvold] accused [Ezeh]."), FixedCoder({"ACCUSE": 0.9}, direction))
    assert (only(events).actors, only(events).recipients) == (actors, recipients)


def test_an_event_keeps_its_sentence_and_what_the_coder_said() -> None:
    events, left_out = find_events(
        reading("[Brandvold] might sue [Ezeh]."), FixedCoder({"ACCUSE": 0.8, "NONE": 0.2}, modality="hypothetical")
    )
    event = only(events)
    assert event.passage.text == "Brandvold might sue Ezeh."
    assert (event.type, event.mode, event.modality, event.confidence) == ("ACCUSE", "allege", "hypothetical", 0.8)
    assert event.intensity == -3.5
    assert event.rule == "coder-fixed"
    assert left_out == 0


def test_a_doubtful_candidate_is_left_out_and_counted() -> None:
    events, left_out = find_events(
        reading("[Brandvold] nodded at [Ezeh]."), FixedCoder({"SUPPORT": 0.4, "CONSULT": 0.3, "NONE": 0.3})
    )
    assert (events, left_out) == ((), 1)


def test_what_is_surely_nothing_is_not_counted_as_doubt() -> None:
    events, left_out = find_events(reading("[Brandvold] knows [Ezeh]."), FixedCoder({"NONE": 0.9, "SUPPORT": 0.1}))
    assert (events, left_out) == ((), 0)


def test_one_sentence_can_tell_two_events() -> None:
    events, _ = find_events(reading("[Brandvold] met [Ezeh] and paid him."), FixedCoder({"CONSULT": 0.5, "AID": 0.5}))
    assert [event.type for event in events] == ["AID", "CONSULT"]


@pytest.mark.parametrize(("probability", "kinds"), [(0.55, ["ACCUSE"]), (0.65, ["ACCUSE", "CONSULT"])])
def test_a_further_type_that_another_pair_tells_must_be_surer(probability: float, kinds: list[str]) -> None:
    class Second(FixedCoder):
        """Surer of the first pair than of the others, which it takes for meetings."""

        def predict(self, pairs: Sequence[MarkedPair]) -> list[Prediction]:
            others = Prediction({"CONSULT": probability}, {"ab": 1.0}, {"asserted": 1.0})
            return [*super().predict(pairs[:1]), *[others for _ in pairs[1:]]]

    told = reading("[Brandvold] sued [Ezeh] when [Brandvold] came by.")
    assert [event.type for event in find_events(told, Second({"ACCUSE": 0.9}))[0]] == kinds


def test_a_proxy_keeps_its_own_id() -> None:
    events, _ = find_events(reading("[Brandvold] sued [Ezeh Mining]."), FixedCoder({"ACCUSE": 0.9}))
    assert only(events).recipients == (Party("Ezeh Mining", "mining", "b"),)


def test_a_joint_mention_tells_only_what_both_do() -> None:
    told = reading("[The two] met.")
    assert only(find_events(told, FixedCoder({"CONSULT": 0.9}, "mutual"))[0]).actors == (A, B)
    assert only(find_events(told, FixedCoder({"CONSULT": 0.9}, "ab"))[0]).actors == (A, B)
    assert find_events(told, FixedCoder({"REQUEST": 0.9}, "ab"))[0] == ()


@pytest.mark.parametrize("block", ["furniture", "byline", "reaction", "advice"])
def test_what_is_not_the_article_is_never_asked_about(block: BlockKind) -> None:
    assert find_candidates(reading(("[Brandvold] sued [Ezeh].", block))) == ()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("[Brandvold] slept.", []),
        ("[Brandvold] said that [She] slept.", []),
        ("[Brandvold] sued [Ezeh].", [("Brandvold", "Ezeh")]),
        ("[Brandvold] said [She] had met [Ezeh].", [("She", "Ezeh"), ("Brandvold", "Ezeh")]),
        ("[Ezeh] hit [Brandvold] and [Ezeh] fled.", [("Ezeh", "Brandvold"), ("Brandvold", "Ezeh")]),
    ],
)
def test_neighbouring_mentions_of_different_actors_are_asked_about(text: str, pairs: list[tuple[str, str]]) -> None:
    found = [(c.first.passage.text, c.second.passage.text) for c in find_candidates(reading(text))]
    assert found == pairs


@pytest.mark.parametrize(("kind", "start"), [("AGREE", date(2025, 5, 12)), ("COOPERATE", date(2025, 5, 31))])
def test_a_promise_was_given_when_it_was_said_while_a_plan_has_no_day_yet(kind: str, start: date) -> None:
    published = when_of((date(2025, 6, 6), date(2025, 6, 6)), "stated")
    told = reading("On May 12 [Brandvold] promised [Ezeh] a seat.")
    told = replace(told, published=published, timexes=tag_dates(told.sentences, published))
    events, _ = find_events(told, FixedCoder({kind: 0.9}, modality="planned"))
    assert only(events).when.start == start


TITLE: tuple[str, BlockKind] = ("Pressure on [Ezeh] grows", "title")


def test_a_title_is_read_with_the_first_sentence_after_it() -> None:
    candidates = find_candidates(reading(TITLE, "[Brandvold] quit.", "[Brandvold] slept."))
    assert [candidate.pair.text for candidate in candidates] == ["Pressure on Ezeh grows. Brandvold quit."]


@pytest.mark.parametrize(
    "sentence",
    ["Nobody quit.", "[Brandvold]'s aide quit.", "[Brandvold]’s aide quit.", "[The two] slept.", "[Ezeh] slept."],
)
def test_nothing_is_read_with_a_title_without_a_subject_of_the_other_side(sentence: str) -> None:
    assert [candidate for candidate in find_candidates(reading(TITLE, sentence)) if candidate.across] == []


def test_sentences_of_the_body_are_not_read_together() -> None:
    assert find_candidates(reading("The pressure on [Ezeh] grew.", "[Brandvold] quit.")) == ()


@pytest.mark.parametrize(
    ("probability", "direction", "kinds"),
    [(0.95, "ba", ["RETREAT"]), (0.7, "ba", []), (0.95, "ab", []), (0.95, "mutual", ["RETREAT"])],
)
def test_an_act_told_with_a_title_must_be_sure_and_its_subject_acts(
    probability: float, direction: str, kinds: list[str]
) -> None:
    events, _ = find_events(reading(TITLE, "[Brandvold] quit."), FixedCoder({"RETREAT": probability}, direction))
    assert [event.type for event in events] == kinds
    assert {event.passage.text for event in events} <= {"Brandvold quit."}


def test_mentions_are_marked_where_they_stand() -> None:
    candidate = find_candidates(reading("Rain.", "On Monday [Brandvold] sued [Ezeh]."))[0]
    pair = candidate.pair
    assert pair.text[pair.a_start : pair.a_end] == "Brandvold"
    assert pair.text[pair.b_start : pair.b_end] == "Ezeh"


def test_overlapping_mentions_are_no_pair() -> None:
    passage = Passage("d", 0, 24, "Ezeh of Brandvold signed")
    inner = Mention(Passage("d", 8, 17, "Brandvold"), (A,), "name", "test")
    outer = Mention(Passage("d", 0, 17, "Ezeh of Brandvold"), (B,), "name", "test")
    told = Reading(Document("d", passage.text), (), UNKNOWN_DATE, (Sentence(passage, 0, 0, "body"),),
                   (outer, inner), (), (), ())  # fmt: skip
    assert find_candidates(told) == ()


def test_an_act_told_twice_is_one_event_and_the_title_gives_way() -> None:
    told = reading(("[Brandvold] sues [Ezeh]", "title"), "[Brandvold] has sued [Ezeh] over the old quarry lease.",
                   "In March [Brandvold] sued [Ezeh] over the quarry lease.")  # fmt: skip
    events, _ = find_events(told, FixedCoder({"ACCUSE": 0.9}))
    assert only(events).passage.text.startswith("Brandvold has sued")


def test_different_acts_of_one_type_stay_apart() -> None:
    told = reading(
        "[Brandvold] sued [Ezeh] over the quarry lease.", "[Brandvold] called [Ezeh] a coward on television."
    )
    assert len(find_events(told, FixedCoder({"ACCUSE": 0.9}))[0]) == 2


def test_a_title_is_kept_where_only_it_tells_the_act() -> None:
    events, _ = find_events(reading(("[Brandvold] sues [Ezeh]", "title"), "Rain."), FixedCoder({"ACCUSE": 0.9}))
    assert only(events).passage.text == "Brandvold sues Ezeh"


def test_an_event_inside_what_somebody_says_carries_the_attribution() -> None:
    plain = reading("Aides said [Brandvold] sued [Ezeh].")
    content = plain.sentences[0].passage.slice(11, 30)
    said = Attribution("said", None, None, (content,), None, "indirect", "anonymous", Firmness(), "test")
    told = reading("Aides said [Brandvold] sued [Ezeh].", attributions=[said])
    assert only(find_events(told, FixedCoder({"ACCUSE": 0.9}))[0]).attribution == "said"


def test_an_empty_document_has_no_events() -> None:
    assert find_events(reading(), FixedCoder({"ACCUSE": 0.9})) == ((), 0)


@pytest.mark.parametrize("rule", MODES, ids=lambda rule: rule.id)
def test_every_mode_rule_finds_its_examples(rule: ModeRule) -> None:
    assert rule.examples
    assert {find_mode(rule.type, text) for text in rule.examples} == {rule.mode}


@pytest.mark.parametrize("rule", MODES, ids=lambda rule: rule.id)
def test_every_mode_rule_leaves_its_counter_examples_alone(rule: ModeRule) -> None:
    assert rule.never
    assert rule.mode not in {find_mode(rule.type, text) for text in rule.never}


@pytest.mark.parametrize("rule", MODES, ids=lambda rule: rule.id)
def test_every_mode_has_an_intensity(rule: ModeRule) -> None:
    assert -10 <= intensity(rule.type, rule.mode) <= 10


@pytest.mark.parametrize(("kind", "number"), [("AGREE", 1), ("AID", 2), ("ACCUSE", 3), ("SANCTION", 4)])
def test_quads(kind: str, number: int) -> None:
    assert quad(kind) == number


def test_accuse_is_conflict_whatever_the_manual_printed() -> None:
    assert intensity("ACCUSE") == -3


def test_every_type_has_a_row_of_its_own() -> None:
    assert len({row["type"] for row in load_table("plover") if not row["mode"]}) == 16
