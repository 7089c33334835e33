"""A second look at pronouns in doubt, with attention made by hand and with the packaged tokenizer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.coding.invented_actors import language

from detente.coding.coder import MODELS, open_tokenizer
from detente.coding.encoder import Encoder
from detente.coding.mentions.antecedents import CLEAR, gather, resolve
from detente.coding.mentions.second_look import SecondLook

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.coding.mentions.antecedents import Person

HEADS = 2
DOUBTFUL = "Rask met Brandt after Keel had gone, and then he left."


class FixedSession:
    """A model whose every piece attends to the piece of one number, and to nothing else."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.lengths: list[int] = []

    def run(self, outputs: list[str], feed: dict[str, Any]) -> list[Any]:
        count = feed["ids"].shape[1]
        self.lengths.append(count)
        shares = np.zeros((1, HEADS, count, count), dtype=np.float32)
        shares[..., min(self.place, count - 1)] = 1.0
        return [shares for _ in outputs]


def encoder(session: FixedSession) -> Encoder:
    return Encoder(session, open_tokenizer((MODELS / "tokenizer.json").read_bytes()), ["attention.0"])  # type: ignore[arg-type]


def scene(text: str, *names: str) -> tuple[Doc, list[Person]]:
    doc = language().recognise([text])[0]
    return doc, gather([doc], [(0, text.index(name), text.index(name) + len(name), name) for name in names])


def chances(session: FixedSession, weights: dict[str, float], text: str = DOUBTFUL) -> dict[str, float]:
    doc, people = scene(text, "Rask", "Brandt", "Keel")
    pronoun = next(token for token in doc if token.lower_ == "he")
    return resolve([doc], 0, pronoun, people, SecondLook(encoder(session), weights))


def piece_of(word: str) -> int:
    """Return the number of a word's first piece in the doubtful sentence."""
    offsets = (
        open_tokenizer((MODELS / "tokenizer.json").read_bytes()).encode(DOUBTFUL, add_special_tokens=False).offsets
    )
    return 1 + next(i for i, (start, _) in enumerate(offsets) if start == DOUBTFUL.index(word))


@pytest.mark.parametrize("name", ["Rask", "Brandt", "Keel"])
def test_a_pronoun_in_doubt_means_whom_it_attends_to(name: str) -> None:
    found = chances(FixedSession(piece_of(name)), {f"layer=0&to&head={head}": 1.0 for head in range(HEADS)})
    assert max(found, key=found.__getitem__) == name
    assert sum(found.values()) < 1.0


def test_without_a_second_look_or_doubt_the_encoder_is_not_asked() -> None:
    session = FixedSession(1)
    doc, people = scene("Rask said that he was tired.", "Rask")
    pronoun = next(token for token in doc if token.lower_ == "he")
    alone = resolve([doc], 0, pronoun, people, SecondLook(encoder(session), {}))
    assert alone == resolve([doc], 0, pronoun, people)
    assert session.lengths == []
    assert CLEAR < 1.0


def test_a_text_with_two_pronouns_is_read_once() -> None:
    session = FixedSession(1)
    reader = encoder(session)
    assert reader.attend("He said he would.", 0) is reader.attend("He said he would.", 8)
    assert len(session.lengths) == 1


@pytest.mark.parametrize("text", ["", "…", "\u200b", "he " * 4_000, "x" * 50_000])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_any_text_is_read_and_a_long_one_around_the_place(text: str, share: float) -> None:
    place = int(share * max(0, len(text) - 2))
    session = FixedSession(0)
    attended = encoder(session).attend(text, place)
    assert session.lengths[0] <= 256
    assert attended.shares.shape == (1, HEADS, len(attended.offsets) + 2, len(attended.offsets) + 2)
    assert all(start <= end <= len(text) for start, end in attended.offsets)
    assert attended.pieces(place, place + 2) or not text.startswith("he")


def test_a_person_named_where_nothing_was_read_gets_the_least_attention() -> None:
    text = "Brandt spoke. " + "nobody came " * 400 + "and Rask saw Keel when he left."
    doc, people = scene(text, "Rask", "Brandt", "Keel")
    pronoun = next(token for token in doc if token.lower_ == "he")
    told = SecondLook(encoder(FixedSession(100)), {}).features([doc], 0, pronoun, people)
    values = {key: {value for _, value in named} for key, named in told.items()}
    assert len(values["Brandt"]) == 1
    assert min(values["Rask"]) >= min(values["Brandt"])
