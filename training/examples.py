"""Turn corpus records and licensed gold rows into rows to train on: a marked pair and its labels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from detente.coding.marked import MarkedPair

from .corpus import Labelled, Marked, Record

LICENSED = Path(__file__).with_name("licensed_rows.txt")
_HELD_OUT_TENTHS = 1
_SENTENCE_END = ".!?\n"
_QUOTE_ENDS = frozenset(mark + quote for mark in ".?!" for quote in "\"”'’")


@dataclass(frozen=True, slots=True)
class Example:
    """A marked pair with its types (NONE alone when nothing happened), direction and modality.

    ``taught`` is what earlier models make of it: a probability for each type, in the order of `TYPES`; or nothing.
    """

    pair: MarkedPair
    types: tuple[str, ...]
    direction: str = ""
    modality: str = ""
    weight: float = 1.0
    source: str = "corpus"
    taught: tuple[float, ...] = ()


def held_out(text: str) -> bool:
    """Return whether a corpus text belongs to the tenth that is never trained on."""
    return hashlib.sha256(text.encode()).digest()[0] % 10 < _HELD_OUT_TENTHS


def corpus_examples(records: Iterable[Record]) -> Iterator[Example]:
    """Yield the examples of corpus records: one for a single sentence, one per pair in a longer passage."""
    for record in records:
        if record.none or (record.events and all(event.start == event.end for event in record.events)):
            yield from _sentence_examples(record)
        elif record.mentions:
            yield from _passage_examples(record)


def licensed_examples(gold: Path, weight: float) -> Iterator[Example]:
    """Yield the gold rows listed in `licensed_rows.txt` whose two actors are found in their text."""
    wanted = set(LICENSED.read_text(encoding="utf-8").split("\n"))
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in wanted:
            yield from _gold_examples(row, weight)


def _sentence_examples(record: Record) -> Iterator[Example]:
    named = [mention for mention in record.mentions if mention.actor in ("a", "b")]
    joint = [mention for mention in record.mentions if mention.actor == "ab"]
    if not named and len(joint) == 1:
        named = joint * 2
    if len(named) != 2:
        raise ValueError(f"{record.place}: a sentence record marks one [a:…] and one [b:…], or one [ab/joint:…]")
    yield _example(record.text, 0, named, record.events)


def _passage_examples(record: Record) -> Iterator[Example]:
    """Yield, sentence by sentence, neighbouring mentions of a and b, with the events told between or around them."""
    for start, end in _sentences(record.text):
        inside = [m for m in record.mentions if start <= m.start < end]
        mentions = sorted((m for m in inside if m.actor in ("a", "b")), key=lambda m: (m.start, m.end))
        joint = [m for m in inside if m.actor == "ab"][:1]
        events = [e for e in record.events if start <= e.start < end]
        pairs = [(a, b) for a, b in pairwise(mentions) if a.actor != b.actor and a.end <= b.start]
        for first, second in pairs:
            reach = _reach(second, mentions, end)
            near = [e for e in events if len(events) == 1 or first.start <= e.start <= reach]
            yield _example(record.text[start:end], start, [first, second], near)
        yield from _across(record, (start, end), inside)
        # A joint mention ("the two") stands for both: it is marked twice, as at run time.
        if joint and not pairs and all(event.direction == "mutual" for event in events):
            yield _example(record.text[start:end], start, [joint[0], joint[0]], events)


def _across(record: Record, sentence: tuple[int, int], inside: list[Marked]) -> Iterator[Example]:
    """Yield the example of a sentence about one side alone, read with the sentence before it that names the other."""
    start, end = sentence
    before = next(((s, e) for s, e in _sentences(record.text) if e + 1 == start), None)
    actors = {m.actor for m in inside} - {"other"}
    if before is None or "\n" in record.text[before[1] - 2 : start] or actors not in ({"a"}, {"b"}):
        return
    others = [m for m in record.mentions if before[0] <= m.start < before[1] and {m.actor, *actors} == {"a", "b"}]
    if others:
        first = max(others, key=lambda m: m.start)
        second = min((m for m in inside if m.actor in actors), key=lambda m: m.start)
        events = [event for event in record.events if start <= event.start < end]
        yield _example(record.text[before[0] : end], before[0], [first, second], events)


def _reach(second: Marked, mentions: list[Marked], end: int) -> int:
    """Return how far a pair's events can stand to its right: up to the next mention."""
    return min((m.start for m in mentions if m.start > second.start), default=end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield rough sentence borders: an end mark before white space and a capital or quotation mark."""
    start = 0
    for place in range(1, len(text) - 1):
        ended = text[place - 1] in _SENTENCE_END or text[place - 2 : place] in _QUOTE_ENDS
        if ended and text[place].isspace() and not text[place + 1].islower():
            yield start, place
            start = place + 1
    yield start, len(text)


def _example(text: str, offset: int, named: list[Marked], events: Iterable[Labelled]) -> Example:
    first, second = sorted(named, key=lambda m: m.start)
    pair = MarkedPair(text, first.start - offset, first.end - offset, second.start - offset, second.end - offset)
    events = list(events)
    if not events:
        return Example(pair, ("NONE",))
    turned = {"ab": "ba", "ba": "ab"} if first.actor == "b" else {}
    direction = turned.get(events[0].direction, events[0].direction)
    same = [event for event in events if event.direction == events[0].direction]
    return Example(pair, tuple(dict.fromkeys(event.type for event in same)), direction, events[0].modality)


def _gold_examples(row: dict[str, Any], weight: float) -> Iterator[Example]:
    """Yield one example per pair of actors of a gold row; actors that are not in the text are passed over."""
    pairs: dict[tuple[int, int, int, int], list[tuple[str, str]]] = {}
    for event in row["events"]:
        source, target = (_find(row["text"], event[side]) for side in ("source", "target"))
        if source is None or target is None or not (source[1] <= target[0] or target[1] <= source[0]):
            continue
        direction = "mutual" if event["symmetric"] else "ab" if source < target else "ba"
        key = (*min(source, target), *max(source, target))
        pairs.setdefault(key, []).append((event["type"], direction))
    for key, coded in pairs.items():
        types = tuple(dict.fromkeys("RETREAT" if kind == "YIELD" else kind for kind, _ in coded))
        yield Example(MarkedPair(row["text"], *key), types, coded[0][1], "", weight, "gold")


def _find(text: str, names: list[str]) -> tuple[int, int] | None:
    lowered = text.lower()
    for name in names:
        start = lowered.find(name.lower())
        if start >= 0 and len(lowered) == len(text):
            return start, start + len(name)
    return None
