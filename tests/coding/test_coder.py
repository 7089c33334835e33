"""The trained coder: what it is asked, what it answers, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from detente.coding.coder import MODELS, EventCoder, MarkedPair, Prediction, coder_fingerprint
from detente.coding.marked import WINDOW, encode
from detente.errors import MissingPartError


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    loaded = Tokenizer.from_file(str(MODELS / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def marked(text: str) -> MarkedPair:
    """Make a pair of a sentence with its two mentions in square brackets."""
    a, a_end = text.index("["), text.index("]") - 1
    b, b_end = text.rindex("[") - 2, text.rindex("]") - 3
    return MarkedPair(text.replace("[", "").replace("]", ""), a, a_end, b, b_end)


def likeliest(probabilities: dict[str, float]) -> str:
    return max(probabilities, key=probabilities.__getitem__)


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("[Brandvold] accused [Ezeh] of lying to parliament.", "ACCUSE", "ab"),
        ("[Ezeh] was accused of lying to parliament by [Brandvold].", "ACCUSE", "ba"),
        ("[Brandvold] threatened to cancel the contracts of [Ezeh].", "THREATEN", "ab"),
        ("[Brandvold] met [Ezeh] in Lisbon on Tuesday for talks.", "CONSULT", "ab"),
        ("[Brandvold] gave [Ezeh] a loan of two million euros.", "AID", "ab"),
        ("[Brandvold] was born in the town where [Ezeh] went to school.", "NONE", None),
        ("[Brandvold] said he hoped that [Ezeh] would be well.", "NONE", None),
    ],
)
def test_plain_sentences_are_coded_as_a_person_would(
    coder: EventCoder, text: str, kind: str, direction: str | None
) -> None:
    prediction = coder.predict([marked(text)])[0]
    assert prediction.type == kind
    assert direction in (None, likeliest(prediction.direction))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("[Brandvold] accused [Ezeh] of fraud.", "asserted"),
        ("[Brandvold] has not sued [Ezeh], a spokesman said.", "negated"),
        ("[Brandvold] might sue [Ezeh] if the report is printed.", "hypothetical"),
    ],
)
def test_modality_follows_the_words(coder: EventCoder, text: str, modality: str) -> None:
    assert likeliest(coder.predict([marked(text)])[0].modality) == modality


def test_answers_come_in_the_order_of_the_questions(coder: EventCoder) -> None:
    long = marked("[Brandvold] accused [Ezeh] of lying" + " to the council" * 20 + ".")
    short = marked("[Brandvold] met [Ezeh].")
    together = coder.predict([long, short, long])
    alone = [coder.predict([pair])[0] for pair in (long, short, long)]
    assert [p.type for p in together] == [p.type for p in alone]


def test_probabilities_add_up_to_one(coder: EventCoder) -> None:
    prediction = coder.predict([marked("[Brandvold] met [Ezeh].")])[0]
    sums = [sum(part.values()) for part in (prediction.types, prediction.direction, prediction.modality)]
    assert sums == pytest.approx([1, 1, 1])


def test_nothing_asked_nothing_answered(coder: EventCoder) -> None:
    assert coder.predict([]) == []


@pytest.mark.parametrize("filler", ["word " * 20_000, "x" * 100_000, "😀" * 100_000, "\n" * 100_000])
def test_an_endless_sentence_is_cut_around_the_mentions(coder: EventCoder, tokenizer: Tokenizer, filler: str) -> None:
    pair = marked(filler + " [Brandvold] accused [Ezeh] of lying. " + filler)
    row = encode(pair, tokenizer)
    words = tokenizer.decode(list(row.ids))
    assert len(row.ids) <= WINDOW
    assert "brandvold" in words
    assert "accused" in words
    assert "ezeh" in words
    assert isinstance(coder.predict([pair])[0], Prediction)


def test_mentions_far_apart_are_both_kept(tokenizer: Tokenizer) -> None:
    row = encode(marked("[Brandvold] " + "said nothing " * 4_000 + "of [Ezeh]."), tokenizer)
    words = tokenizer.decode(list(row.ids))
    assert "brandvold" in words
    assert "ezeh" in words
    assert len(row.ids) <= WINDOW


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=300), st.lists(st.integers(0, 300), min_size=4, max_size=4))
def test_any_text_and_any_spans_make_a_row(text: str, places: list[int]) -> None:
    tokenizer = Tokenizer.from_file(str(MODELS / "tokenizer.json"))
    tokenizer.no_truncation()
    a, a_end, b, b_end = (min(place, len(text)) for place in places)
    row = encode(MarkedPair(text, min(a, a_end), max(a, a_end), min(b, b_end), max(b, b_end)), tokenizer)
    assert 6 <= len(row.ids) <= WINDOW
    assert 0 < row.a < len(row.ids)
    assert 0 < row.b < len(row.ids)


def test_the_fingerprint_needs_no_loaded_model(coder: EventCoder) -> None:
    assert coder.fingerprint == coder_fingerprint()
    assert len(coder.fingerprint) == 12


@pytest.mark.parametrize("name", ["coder.onnx", "coder.json", "tokenizer.json"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(MODELS, tmp_path / "models")
    (folder / name).unlink()
    with pytest.raises(MissingPartError, match=name):
        EventCoder.load(folder)


def test_an_altered_model_is_refused_with_the_checksum_it_should_have(tmp_path: Path) -> None:
    folder = shutil.copytree(MODELS, tmp_path / "models")
    (folder / "coder.onnx").write_bytes(b"not a model")
    with pytest.raises(MissingPartError, match=r"sha256 [0-9a-f]{64}"):
        EventCoder.load(folder)


def test_an_altered_sidecar_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(MODELS, tmp_path / "models")
    (folder / "coder.json").write_text('{"sha256": 1}', encoding="utf-8")
    with pytest.raises(MissingPartError, match=r"coder\.json"):
        EventCoder.load(folder)
