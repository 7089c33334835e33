"""Who says what: source, cue, content, speaker and kind of attributions in passages written by hand."""

from __future__ import annotations

import time
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.attribution import find_attributions
from detente.coding.language import Language, split_sentences
from detente.types import (
    UNKNOWN_DATE,
    Attribution,
    Block,
    BlockKind,
    Document,
    Mention,
    Party,
    Passage,
    Reading,
    Timex,
    When,
)


@cache
def language() -> Language:
    return Language()


def read(text: str, kind: BlockKind = "body") -> Reading:
    """Return a reading of a text, one paragraph a line."""
    document = Document(id="d", text=text)
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(kind, Passage("d", start, start + len(line.rstrip()), line.rstrip())))
        start += len(line)
    sentences = split_sentences(document, blocks, language())
    return Reading(document, (), UNKNOWN_DATE, sentences, (), (), (), ())


def attributions(text: str, kind: BlockKind = "body") -> tuple[Attribution, ...]:
    return find_attributions(read(text, kind), language())


def parts(attribution: Attribution) -> tuple[str, str, list[str]]:
    source = attribution.source.text if attribution.source else ""
    cue = attribution.cue.text if attribution.cue else ""
    return source, cue, [piece.text for piece in attribution.content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The plant will close,” Ngozi Amadi said.", ("Ngozi Amadi", "said", ["“The plant will close,”"])),
        ("“The plant will close,” said Ngozi Amadi.", ("Ngozi Amadi", "said", ["“The plant will close,”"])),
        ("“The plant,” she said, “will close.”", ("she", "said", ["“The plant,”", "“will close.”"])),
        ("“Why now?” she asked.", ("she", "asked", ["“Why now?”"])),
        ("Amadi: “The plant will close this year.”", ("Amadi", ":", ["“The plant will close this year.”"])),
        ("“The plant will close.” — Ngozi Amadi", ("Ngozi Amadi", "—", ["“The plant will close.”"])),
        ("Amadi said the plant will close.", ("Amadi", "said", ["the plant will close"])),
        ("The plant, Amadi said, will close.", ("Amadi", "said", ["The plant", "will close"])),
        ("The plant will close, Reuters reported on Friday.", ("Reuters", "reported", ["The plant will close"])),
        (
            "The plant will close, according to two people familiar with the plan.",
            ("two people familiar with the plan", "according to", ["The plant will close"]),
        ),
        ("Amadi was quoted as saying that the plant was doomed.", ("Amadi", "saying", ["that the plant was doomed"])),
        ("Amadi called for a vote on the plant.", ("Amadi", "called for", ["a vote on the plant"])),
        ("Amadi threatened to close the plant.", ("Amadi", "threatened", ["to close the plant"])),
        ("Her claim that the plant is doomed caused a stir.", ("Her", "claim", ["that the plant is doomed"])),
        (
            "Critics called the merger a “grubby little deal”.",
            ("Critics", "called", ["the merger a “grubby little deal”"]),
        ),
    ],
)
def test_find_attributions_finds_source_cue_and_content(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in [parts(attribution) for attribution in attributions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The “strategic partnership” was over within a week.",
        "It was the year of the “bromance”.",
        "The plant stands beside the river. It closed in May.",
        "You might think that was the end.",
        "",
        "   \n\n  ",
    ],
)
def test_what_nobody_says_is_nobodys_quotation(text: str) -> None:
    assert attributions(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Amadi said the plant will close.", "indirect"),
        ("Amadi said the plant “will close by Christmas”.", "mixed"),
        ("“The plant will close,” Amadi said.", "direct"),
        ("The owners basically told the staff: “Pack your things and leave.”", "mixed"),
    ],
)
def test_the_kind_follows_the_quotation_marks(text: str, kind: str) -> None:
    assert attributions(text)[0].kind == kind


def test_a_softened_quotation_is_the_writers_paraphrase() -> None:
    (paraphrase,) = attributions("The owners basically told the staff: “Pack your things and leave.”")
    assert paraphrase.rule == "attribution.paraphrase"
    assert (paraphrase.firmness.level, paraphrase.firmness.words) == ("hedged", ("basically",))


def test_a_quotation_goes_on_after_its_speaker() -> None:
    (quote,) = attributions("“We fought it,” Amadi said. “We lost all the same.”")
    assert [piece.text for piece in quote.content] == ["“We fought it,”", "“We lost all the same.”"]


def test_an_open_quotation_goes_on_in_the_next_paragraph() -> None:
    (quote,) = attributions("“We fought it.\n\n“We lost all the same,” Amadi said.")
    assert [piece.text for piece in quote.content] == ["“We fought it.", "“We lost all the same,”"]


def test_a_quotation_in_a_paragraph_of_its_own_is_the_last_speakers() -> None:
    first, second = attributions("“We fought it,” Ngozi Amadi said.\n\n“Nobody asked us about any of it.”")
    assert first.speaker == second.speaker == Party("Ngozi Amadi")
    assert second.rule == "attribution.continued"


def test_a_cue_with_a_colon_governs_the_next_paragraph() -> None:
    (quote,) = attributions("The council wrote:\n\n“Nobody asked us about any of it.”")
    assert parts(quote)[0] == "The council"


def test_a_layer_inside_another_is_an_attribution_of_its_own() -> None:
    found = [parts(a) for a in attributions("Pardo said Amadi had told him the deal was dead.")]
    assert found == [
        ("Pardo", "said", ["Amadi had told him the deal was dead"]),
        ("Amadi", "had told him", ["the deal was dead"]),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ngozi Amadi left.\nMs. Amadi said it was time.", ["Ngozi Amadi"]),
        ("Ngozi Amadi said it was time.\nShe added that she was tired.", ["Ngozi Amadi", "Ngozi Amadi"]),
        ("The mayor, Luis Pardo, said it was time.", ["Luis Pardo"]),
        ("Two officials said it was time.", ["Two officials"]),
        ("A spokesman for Amadi said it was time.", ["A spokesman for Amadi"]),
        ("Amadi, who called the plan a joke, left.", ["Amadi"]),
    ],
)
def test_a_source_is_resolved_to_the_fullest_name(text: str, names: list[str]) -> None:
    assert [a.speaker.name if a.speaker else None for a in attributions(text)] == names


def test_a_source_that_mentions_an_actor_is_that_actor() -> None:
    reading = read("Amadi said it was time. Aides to Amadi said it was not.")
    spans = [(0, 5), (33, 38)]
    mentions = tuple(
        Mention(Passage("d", start, end, "Amadi"), (Party("Ngozi Amadi", "a"),), "name", "t") for start, end in spans
    )
    reading = Reading(reading.document, (), UNKNOWN_DATE, reading.sentences, mentions, (), (), ())
    first, second = find_attributions(reading, language())
    assert (first.speaker, second.speaker) == (Party("Ngozi Amadi", "a"), Party("Aides to Amadi"))


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Ngozi Amadi said it was time.", "named"),
        ("Two officials said it was time.", "anonymous"),
        ("The report said it was time.", "document"),
        ("The Tribune said it was time.", "outlet"),
        ("Ngozi Amadi said in a post on X that it was time.", "post"),
        ("Ngozi Amadi tweeted that it was time.", "post"),
        ("The owner reportedly left.", "unstated"),
    ],
)
def test_the_basis_is_read_off_source_and_cue(text: str, basis: str) -> None:
    assert attributions(text)[0].basis == basis


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Amadi said it was over.", "asserted"),
        ("Amadi claimed it was over.", "hedged"),
        ("Amadi denied it was over.", "denied"),
        ("The biggest misconception is that Amadi runs the plant.", "denied"),
        ("Contrary to reports that Amadi had left, she was there.", "denied"),
        ("Reports say Amadi shouted at the mayor.", "hedged"),
    ],
)
def test_firmness_is_that_of_the_cue(text: str, level: str) -> None:
    assert attributions(text)[0].firmness.level == level


def test_the_date_beside_a_cue_dates_the_saying() -> None:
    text = "Amadi said on 3 May 2031 that the plant would close in June 2031."
    said = When(date(2031, 5, 3), date(2031, 5, 3), "day", "stated")
    due = When(date(2031, 6, 1), date(2031, 6, 30), "month", "stated")
    places = [("3 May 2031", said), ("June 2031", due)]
    timexes = tuple(
        Timex(Passage("d", text.index(w), text.index(w) + len(w), w), "DATE", when.text(), "", when, "t")
        for w, when in places
    )
    reading = read(text)
    reading = Reading(reading.document, (), UNKNOWN_DATE, reading.sentences, (), timexes, (), ())
    assert [attribution.when for attribution in find_attributions(reading, language())] == [said]


def test_a_headline_with_a_colon_is_what_its_name_says() -> None:
    text = "Amadi: Plant will close by Christmas\n\nNgozi Amadi spoke to the council."
    assert parts(attributions(text)[0]) == ("Amadi", ":", ["Plant will close by Christmas"])


def test_a_headlines_label_is_no_speaker() -> None:
    assert attributions("Exclusive: Plant will close by Christmas\n\nNgozi Amadi spoke to the council.") == ()


def test_what_is_expected_of_somebody_has_no_source() -> None:
    (expected,) = attributions("Amadi is expected to close the plant.")
    assert parts(expected) == ("", "is expected", ["Amadi", "to close the plant"])
    assert (expected.basis, expected.firmness.level) == ("unstated", "hedged")


def test_what_closes_a_sentence_is_its_first_speakers() -> None:
    found = attributions("Reuters reported that Amadi had met Pardo, adding that he was late.")
    assert [parts(a)[:2] for a in found] == [("Reuters", "reported"), ("Reuters", "adding")]


def test_words_after_a_quotation_are_the_writers() -> None:
    (quote,) = attributions('"The plant is doomed," Amadi said in a post on Truth Social on Thursday.')
    assert parts(quote)[2] == ['"The plant is doomed,"']
    assert quote.basis == "post"


def test_a_firm_that_is_called_something_is_not_quoted() -> None:
    assert attributions("A firm called Halden ran the plant.") == ()


def test_a_hyphen_that_the_parser_takes_for_a_subject_is_nobody() -> None:
    found = attributions("Was the vice-president warned? “In writing,” the army chief said.")
    assert {each.source.text for each in found if each.source} == {"the army chief"}


def test_furniture_says_nothing() -> None:
    assert attributions("Amadi said the plant will close.", "furniture") == ()


def test_ids_are_the_same_for_the_same_text() -> None:
    text = "“We fought it,” Amadi said. Pardo said nobody did."
    assert [a.id for a in attributions(text)] == [a.id for a in attributions(text)]


MARKS = ["“", "”", '"', "''", "‘", "’", "«", "»", "“We", ",", ".", "?", ":", "—", "\n\n", "\u200b", "\u200f", "\u202e"]
PHRASES = ["Amadi said", "she", "the plant", "according to", "deal", "not", "We fought it"]
WORDS = st.sampled_from([*MARKS, *PHRASES])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=14))
def test_any_mix_of_marks_gives_spans_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for attribution in attributions(text):
        for piece in (*attribution.content, attribution.source, attribution.cue):
            assert piece is None or text[piece.start : piece.end] == piece.text


def test_time_grows_no_faster_than_the_text() -> None:
    def seconds(count: int) -> float:
        reading = read('"We fought “it” hard, “Amadi” said.\n' * count)
        start = time.process_time()
        find_attributions(reading, language())
        return time.process_time() - start

    small = max(seconds(200), 0.05)
    assert seconds(2_000) < 25 * small


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rurik U.S. House Speaker Ngozi Amadi left.\nAmadi said it was time.", "Ngozi Amadi"),
        ("Like Ngozi Amadi, he left.\nAmadi said it was time.", "Ngozi Amadi"),
        ("The Secretary of State Ngozi Amadi left.\nAmadi said it was time.", "Ngozi Amadi"),
        ("9:12 PMNgozi Amadi leaves.\nAmadi said it was time.", "Ngozi Amadi"),
        ("The New Sundal Republican said it was time.", "The New Sundal Republican"),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert attributions(text)[-1].speaker == Party(name)
