"""A coder that needs no models: words in a text make it slow, greedy, deadly or endless."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

import pytest

from detente.engines import work
from detente.readers.pieces import documents_piece
from detente.types import Actor, Coding, Document, Mention, Party, Passage, make_id

ROE = (Actor("a", "Ana Roe", "person", ("Roe",)), Actor("b", "Tom Vance", "person", ("Vance",)))
KOLE = (Actor("a", "Ida Kole", "person", ("Kole",)), Actor("b", "Tom Vance", "person", ("Vance",)))


@dataclass(frozen=True)
class FakeCoder:
    """What the fake needs to know: whose document it codes."""

    actors: tuple[Actor, ...]


def fake_code(document: Document, coder: FakeCoder) -> Coding:
    """Return a coding with one mention, after doing what the text says."""
    text = document.text
    if "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        time.sleep(600)
    if "GREEDY" in text:
        _ = bytearray(3_000_000_000)
    if "WRONG" in text:
        raise ValueError("nothing fits")
    mention = Mention(Passage(document.id, 0, 3, text[:3]), (Party(coder.actors[0].name, "a"),), "name", "fake")
    return Coding(document.id, "fake", document.published, mentions=(mention,))


def use_fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let engines code with the fake; worker processes inherit it."""
    monkeypatch.setattr(work, "load_coder", FakeCoder)
    monkeypatch.setattr(work, "code_document", fake_code)


def about(names: str, number: int = 0, words: str = "") -> Document:
    """Return a document that names somebody."""
    text = f"{names} met in Halden. {words}"
    return Document(make_id("doc", text, number), text, path="pile", title=f"Title {number}")


def task(*documents: Document, stories: tuple[int, ...] = (0,)) -> work.Task:
    """Return the task of coding some documents."""
    return work.Task(documents_piece(documents), stories)
