"""The corpus's markup: what it says, and what it refuses."""

from __future__ import annotations

import pytest
from training.corpus import CorpusError, Labelled, Marked, parse_record
from training.examples import corpus_examples


def test_a_sentence_with_its_label_at_the_head() -> None:
    record = parse_record("{THREATEN ab planned} [a:Roe] will warn [b:Doe].")
    assert record.text == "Roe will warn Doe."
    assert record.mentions == (Marked(0, 3, "a", "name"), Marked(14, 17, "b", "name"))
    assert record.events == (Labelled(0, 0, "THREATEN", "ab", "planned"),)


def test_two_labels_on_one_sentence() -> None:
    record = parse_record("{SANCTION ab} {COERCE ab} [a:Roe] jailed [b:Doe].")
    assert record.text == "Roe jailed Doe."
    assert [event.type for event in record.events] == ["SANCTION", "COERCE"]


def test_a_passage_with_triggers_kinds_and_a_nested_mention() -> None:
    record = parse_record("[a:Roe] {ACCUSE ab:blamed} [b/proxy:[b/pronoun:her] lawyer]. {-:It was over}.")
    assert record.text == "Roe blamed her lawyer. It was over."
    assert [(m.actor, m.kind, record.text[m.start : m.end]) for m in record.mentions] == [
        ("a", "name", "Roe"), ("b", "proxy", "her lawyer"), ("b", "pronoun", "her"),
    ]  # fmt: skip
    assert record.text[record.events[0].start : record.events[0].end] == "blamed"
    assert record.characterisations == ((23, 34, "-"),)


def test_attributions_share_a_source_and_keep_their_tags() -> None:
    record = parse_record(
        "<s1,2:Roe> <c1:said> <t1 indirect named asserted:it rained> and <c2:said> <t2 direct named denied:“No.”>"
    )
    assert record.text == "Roe said it rained and said “No.”"
    assert [(p.role, p.numbers, p.tags) for p in record.pieces] == [
        ("s", (1, 2), ()), ("c", (1,), ()), ("t", (1,), ("indirect", "named", "asserted")),
        ("c", (2,), ()), ("t", (2,), ("direct", "named", "denied")),
    ]  # fmt: skip


def test_a_pilcrow_is_a_paragraph_break() -> None:
    assert parse_record("One.¶Two.").text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[a:Roe met [b:Doe]", "never closed"),
        ("[a:Roe} met", "closes nothing"),
        ("{MEET ab} [a:Roe] met [b:Doe].", "not an event"),
        ("{CONSULT cd} [a:Roe] met [b:Doe].", "unknown direction"),
        ("{CONSULT ab maybe} [a:Roe] met [b:Doe].", "modality"),
        ("{CONSULT mutual} [a:Roe] met.", "needs a mention"),
        ("{NONE} {CONSULT ab} [a:Roe] met [b:Doe].", "beside an event"),
        ("[c:Roe] slept.", "not a mention"),
        ("[a/alias:Roe] slept.", "not a mention"),
        ("[a:] slept.", "marks no words"),
        ("[a Roe] slept.", "no colon"),
        ("<c1:said> it rained", "without content"),
        ("<t1 loudly:it rained>", "unknown tag"),
        ("<x1:it rained>", "not a source"),
        ("   ", "no words"),
    ],
)
def test_what_does_not_follow_the_markup_is_refused(line: str, fault: str) -> None:
    with pytest.raises(CorpusError, match=fault):
        parse_record(line)


def test_direction_is_told_from_the_first_named() -> None:
    example = next(iter(corpus_examples([parse_record("{ACCUSE ab} [b:Doe] was blamed by [a:Roe].")])))
    assert example.direction == "ba"


def test_a_passage_gives_one_example_for_each_neighbouring_pair() -> None:
    record = parse_record(
        "[a:Roe] {ACCUSE ab:blamed} [b:Doe]. [b/pronoun:He] {REJECT ba:refused} [a/pronoun:her] offer."
    )
    assert [(e.types, e.direction, e.pair.text) for e in corpus_examples([record])] == [
        (("ACCUSE",), "ab", "Roe blamed Doe."),
        (("REJECT",), "ab", "He refused her offer."),
    ]


@pytest.mark.parametrize(
    ("passage", "examples"),
    [
        ("[a:Roe] won. [b:Doe] {ACCUSE ba:cried} foul.", [(("ACCUSE",), "ba", "Roe won. Doe cried foul.")]),
        ("[a:Roe] won. [b:Doe] slept.", [(("NONE",), "", "Roe won. Doe slept.")]),
        ("[a:Roe] won.¶[b:Doe] slept.", []),
        ("[a:Roe] won. [a/pronoun:She] slept.", []),
    ],
)
def test_a_sentence_about_one_side_is_read_with_the_one_before(
    passage: str, examples: list[tuple[tuple[str, ...], str, str]]
) -> None:
    found = corpus_examples([parse_record(passage)])
    assert [(e.types, e.direction, e.pair.text) for e in found] == examples


def test_a_joint_mention_is_marked_twice() -> None:
    example = next(iter(corpus_examples([parse_record("{CONSULT mutual} [ab/joint:The two] met.")])))
    assert (example.pair.a_start, example.pair.a_end) == (example.pair.b_start, example.pair.b_end) == (0, 7)
