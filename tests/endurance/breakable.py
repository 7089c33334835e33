"""A story whose builds are to be broken, the process that builds it, and what is counted afterwards."""

from __future__ import annotations

import json
import multiprocessing
import os
import sqlite3
import sys
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from detente.cli import main
from detente.engines import work
from detente.story import StoryFolder
from detente.types import Actor, Coding, Document, Mention, Party, Passage

_STORY = """
title = "Roe and Vance"
documents = ["pile"]
[[actor]]
id = "a"
name = "Ana Roe"
aliases = ["Roe"]
[[actor]]
id = "b"
name = "Tom Vance"
aliases = ["Vance"]
"""


@dataclass(frozen=True)
class FakeCoder:
    """A coder that needs no models."""

    actors: tuple[Actor, ...]


def make_story(folder: Path, documents: int, relevant_one_in: int = 2) -> Path:
    """Write a story with a pile of so many documents in two files."""
    (folder / "pile").mkdir(parents=True)
    (folder / "story.toml").write_text(_STORY)
    for half in range(2):
        with (folder / "pile" / f"{half}.jsonl").open("w") as file:
            for number in range(half, documents, 2):
                who = "Roe and Vance" if number % relevant_one_in == 0 else "The mayor and a baker"
                text = f"{who} met in Halden over matter {number}. It rained on the harbour, and nothing was signed."
                file.write(json.dumps({"id": str(number), "date": "2024-05-03", "text": text}) + "\n")
    return folder


def start_build(story: Path, seconds: float = 0.0, engine: str = "processes") -> BaseProcess:
    """Start a build that takes so many seconds for each document that concerns the actors."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(story, seconds, engine))
    process.start()
    return process


def build(story: Path, engine: str = "processes") -> tuple[int | None, str]:
    """Build to the end, or check when that is the engine; return the exit code and what was said."""
    process = start_build(story, 0.0, engine)
    process.join(120)
    return process.exitcode, (story / "said.log").read_text()


def _run(story: Path, seconds: float, engine: str) -> None:
    """Build with a coder that needs no models, and append the id of each document it codes to a file."""
    sys.stdout = sys.stderr = (story / "said.log").open("w")
    os.setpgid(0, 0)
    work.load_coder = FakeCoder
    work.code_document = lambda document, coder: _code(story / "coded.log", seconds, document, coder)
    StoryFolder.fingerprint = lambda _: os.environ.get("FAKE_CODER", "fake")
    arguments = ["check", str(story)] if engine == "check" else ["build", str(story), "--engine", engine]
    code = main(arguments)
    sys.stderr.flush()
    os._exit(code)


def _code(log: Path, seconds: float, document: Document, coder: FakeCoder) -> Coding:
    time.sleep(seconds)
    with log.open("a") as file:
        file.write(document.id + "\n")
    mention = Mention(
        Passage(document.id, 0, 3, document.text[:3]), (Party(coder.actors[0].name, "a"),), "name", "fake"
    )
    return Coding(document.id, "fake", document.published, mentions=(mention,))


def count_saves(story: Path) -> None:
    """Let the store count how often each piece is saved from now on."""
    with sqlite3.connect(story / "story.db") as db:
        db.execute("CREATE TABLE IF NOT EXISTS saved (piece TEXT)")
        for what in ("INSERT", "UPDATE"):
            trigger = f"CREATE TRIGGER IF NOT EXISTS saved_{what} AFTER {what} ON piece"
            db.execute(f"{trigger} BEGIN INSERT INTO saved VALUES (new.id); END")


def kept(story: Path) -> tuple[int, int, int]:
    """Return how many documents the store has read, how many codings it has, and how often a piece was saved again."""
    with sqlite3.connect(story / "story.db") as db:
        blobs = [blob for (blob,) in db.execute("SELECT documents FROM piece")]
        ids = {blob[i : i + 6] for blob in blobs for i in range(0, len(blob), 6)}
        (codings,) = db.execute("SELECT count(*) FROM coding").fetchone()
        saves = Counter(piece for (piece,) in db.execute("SELECT piece FROM saved"))
    return len(ids), codings, sum(n - 1 for n in saves.values())


def coded_twice(story: Path) -> int:
    """Return how many codings were made in vain: a kill came before they were committed."""
    lines = coded(story)
    return len(lines) - len(set(lines))


def coded(story: Path) -> list[str]:
    """Return the ids of the documents that were coded, each time they were."""
    log = story / "coded.log"
    return log.read_text().split() if log.exists() else []
