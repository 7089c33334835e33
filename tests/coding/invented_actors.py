"""Two invented politicians and two invented states, and a way to read a passage about them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from detente.coding.actors import find_mentions
from detente.coding.dates import tag_dates
from detente.coding.language import Language, split_sentences
from detente.types import UNKNOWN_DATE, Actor, Block, BlockKind, Document, Mention, Passage, Proxy, Reading, When

BRANDT = Actor(
    "a",
    "Ana Brandt",
    "person",
    aliases=("Brandt", "former chancellor"),
    pronouns=("she",),
    proxies=(
        Proxy("skylark", "Skylark", "company", ("the rocket company",)),
        Proxy("lind", "Olga Lind", "ally"),
        Proxy("harbour-act", "Harbour Renewal Act", "bill"),
    ),
)
RASK = Actor("b", "Viktor Rask", "person", ("Rask", "Downing Street", "prime minister"), ("the tech mogul",), ("he",))
PEOPLE = (BRANDT, RASK)
STATES = (Actor("a", "Norway", "state"), Actor("b", "Chile", "state", ("the republic",)))


@cache
def language() -> Language:
    return Language()


def document(text: str, published: str = "") -> Document:
    day = date.fromisoformat(published) if published else None
    return Document("d", text, published=When(day, day, "day", "stated") if day else UNKNOWN_DATE)


def read(
    text: str, actors: tuple[Actor, ...] = PEOPLE, published: str = "2024-05-04", block: BlockKind = "body"
) -> Reading:
    paper = document(text, published)
    blocks = [Block(block, Passage("d", m.start(), m.end(), m[0])) for m in re.finditer(r"[^\n]+", text)]
    sentences = split_sentences(paper, blocks, language())
    mentions = find_mentions(sentences, actors, language())
    return Reading(paper, actors, paper.published, sentences, mentions, tag_dates(sentences, paper.published), (), ())


def who(mention: Mention) -> str:
    return "+".join(party.id for party in mention.parties)


def mentions(text: str, actors: tuple[Actor, ...] = PEOPLE) -> list[tuple[str, str]]:
    return [(m.passage.text, who(m)) for m in read(text, actors).mentions]
