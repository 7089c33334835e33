"""The same words in many documents are one saying with many places."""

from __future__ import annotations

from datetime import date

import pytest

from detente.analysis.sayings import find_sayings, quoted_pieces, same
from detente.types import Attribution, Copy, Document, Firmness, Party, Passage, When

ADA, BO = Party("Ada Verne", "a"), Party("Bo Castell", "b")


def quote(id_: str, text: str, speaker: Party | None = ADA, document: str = "d1", kind: str = "direct") -> Attribution:
    place = Passage(document, 0, len(text), text)
    return Attribution(id_, None, None, (place,), speaker, kind, "named", Firmness(), "rule")  # type: ignore[arg-type]


def document(id_: str, day: int) -> Document:
    return Document(id_, "", published=When(date(2031, 1, day), date(2031, 1, day), "day", "stated"))


DOCUMENTS = {f"d{n}": document(f"d{n}", n) for n in range(1, 6)}
WHOLE = "“The harbour will be sold over my dead body,”"


def test_a_fragment_is_a_place_of_the_whole_saying() -> None:
    told = find_sayings(
        [quote("q1", WHOLE), quote("q2", "that it would be sold “over my dead body”", document="d2", kind="mixed")],
        DOCUMENTS, (),
    )  # fmt: skip
    assert [(s.text, s.places, s.sources) for s in told] == [
        ("The harbour will be sold over my dead body", ("q1", "q2"), 2)
    ]
    assert told[0].differences == ()


def test_words_given_to_different_speakers_stand_side_by_side() -> None:
    told = find_sayings([quote("q1", "“a paper tiger”"), quote("q2", "“a paper tiger”", BO, "d2")], DOCUMENTS, ())
    assert [(d.a, d.b, d.kind) for d in told[0].differences] == [("q1", "q2", "speaker")]
    assert "Ada Verne" in told[0].differences[0].because
    assert "Bo Castell" in told[0].differences[0].because


def test_two_wordings_of_one_saying_are_a_difference() -> None:
    other = "“The harbour shall be sold over my dead body”"
    told = find_sayings([quote("q1", WHOLE), quote("q2", other, document="d2")], DOCUMENTS, ())
    assert [[d.kind for d in saying.differences] for saying in told] == [["words"]]


def test_a_copy_is_no_second_source() -> None:
    told = find_sayings([quote("q1", WHOLE), quote("q2", WHOLE, document="d2")], DOCUMENTS, (Copy("d2", "d1", 1.0),))
    assert (told[0].sources, len(told[0].places)) == (1, 2)


def test_places_stand_in_order_of_publication_whatever_the_order_of_reading() -> None:
    quotes = [quote("late", WHOLE, document="d5"), quote("early", WHOLE, document="d1")]
    told = find_sayings(quotes, DOCUMENTS, ())
    assert told[0].places == ("early", "late")
    assert told == find_sayings(quotes[::-1], DOCUMENTS, ())


def test_a_surname_and_a_full_name_may_be_one_person() -> None:
    quotes = [quote("q1", WHOLE, Party("Lindqvist")), quote("q2", WHOLE, Party("Priya Lindqvist"), "d2")]
    assert find_sayings(quotes, DOCUMENTS, ())[0].differences == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("very disappointed", "i am very disappointed in him", True),
        ("very disappointed", "very pleased", False),
        ("we will never sell the harbour", "we will never ever sell the harbour", True),
        ("we will never sell the harbour", "we will never win the cup or the league", False),
    ],
)
def test_which_words_are_one_saying(one: str, other: str, expected: bool) -> None:
    assert same(tuple(one.split()), tuple(other.split())) is expected


@pytest.mark.parametrize(
    ("text", "kind", "pieces"),
    [
        ("Roe “truly a moron” and “a sack of bricks”", "mixed", ["truly a moron", "a sack of bricks"]),
        ("It is over for good.", "direct", ["It is over for good"]),
        ("it was over for good", "indirect", []),
        ("“No.”", "direct", []),
    ],
)
def test_only_what_stands_in_quotation_marks_is_a_saying(text: str, kind: str, pieces: list[str]) -> None:
    assert [piece.text for piece in quoted_pieces(quote("q", text, kind=kind))] == pieces


def test_many_quotations_take_time_in_proportion() -> None:
    quotes = [quote(f"q{n}", f"“word{n} of the day number {n}”", document="d1") for n in range(2_000)]
    assert len(find_sayings(quotes, DOCUMENTS, ())) == 2_000
