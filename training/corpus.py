"""Read the annotated passages of `corpus/`: strict inline markup, one record a line (see corpus/README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from detente.types import AttributionBasis, EventType, MentionKind, Modality, QuoteType

FIRST_LINE = "# Nothing in this file happened: every person in it is invented, and so is every event."
PARAGRAPH = "¶"
TYPES: tuple[str, ...] = ("NONE", *get_args(EventType))
DIRECTIONS = ("ab", "ba", "mutual")
MODALITIES: tuple[str, ...] = get_args(Modality)
FIRMNESS = ("asserted", "hedged", "denied", "planned", "question")
_CLOSE = {"[": "]", "{": "}", "<": ">"}
_TOKEN = re.compile(r"[\[\]{}<>]|[^\[\]{}<>]+")
_MENTION = re.compile(r"(?P<actor>ab|a|b|other)(?:/(?P<kind>[a-z]+))?")
_EVENT = re.compile(r"(?P<type>[A-Z]+) (?P<direction>[a-z]+)(?: (?P<modality>[a-z]+))?")
_PIECE = re.compile(r"(?P<role>[sctq])(?P<numbers>\d+(?:,\d+)*)?(?: (?P<tags>[a-z ]+))?(?: \"(?P<speaker>[^\"]+)\")?")


class CorpusError(ValueError):
    """A record that does not follow the markup; the message names the file, the line and the fault."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a record's text that stands for an actor: `a`, `b`, both (`ab`) or somebody else (`other`)."""

    start: int
    end: int
    actor: str
    kind: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """An event of a record; `start == end` when no trigger words are marked."""

    start: int
    end: int
    type: str
    direction: str
    modality: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A source (`s`), cue (`c`) or content (`t`) of the attributions it is numbered for, or a scare quote (`q`)."""

    start: int
    end: int
    role: str
    numbers: tuple[int, ...]
    tags: tuple[str, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One annotated passage: its text without markup, and what is marked in it."""

    place: str
    text: str
    mentions: tuple[Marked, ...] = ()
    events: tuple[Labelled, ...] = ()
    characterisations: tuple[tuple[int, int, str], ...] = ()
    pieces: tuple[Piece, ...] = ()
    none: bool = False


@dataclass(slots=True)
class _Draft:
    """What has been read of a record so far."""

    place: str
    text: str = ""
    open: list[tuple[str, str, int]] = field(default_factory=list)
    mentions: list[Marked] = field(default_factory=list)
    events: list[Labelled] = field(default_factory=list)
    characterisations: list[tuple[int, int, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    none: bool = False


def read_corpus(folder: Path) -> Iterator[Record]:
    """Yield every record of a corpus folder, file by file in name order.

    Raises:
        CorpusError: a file lacks the first line, or a record does not follow the markup.
    """
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or lines[0] != FIRST_LINE:
            raise CorpusError(path.name, f"the first line must be {FIRST_LINE!r}")
        for number, line in enumerate(lines[1:], start=2):
            if line and not line.startswith("#"):
                yield parse_record(line, f"{path.name}:{number}")


def parse_record(line: str, place: str = "record") -> Record:
    """Return the record that a line of markup stands for.

    Raises:
        CorpusError: the line does not follow the markup.
    """
    draft = _Draft(place)
    tokens = _TOKEN.findall(line)
    position = 0
    while position < len(tokens):
        position = _read_token(draft, tokens, position)
    if draft.open:
        raise CorpusError(place, f"{draft.open[-1][0]!r} is never closed")
    return _checked(draft)


def _read_token(draft: _Draft, tokens: list[str], position: int) -> int:
    """Take one token into the draft; return the position of the next."""
    token = tokens[position]
    if token in _CLOSE:
        inside = tokens[position + 1] if position + 1 < len(tokens) else ""
        head, colon, rest = inside.partition(":")
        if not colon and token == "{":
            _add_bare(draft, head)
            return _skip_close(draft, tokens, position + 2)
        if not colon or inside in "[]{}<>":
            raise CorpusError(draft.place, f"{token}{inside!r} has no colon after its head")
        draft.open.append((token, head, len(draft.text)))
        draft.text += rest.replace(PARAGRAPH, "\n\n")
        return position + 2
    if token in _CLOSE.values():
        _close(draft, token)
    else:
        draft.text += token.replace(PARAGRAPH, "\n\n")
    return position + 1


def _skip_close(draft: _Draft, tokens: list[str], position: int) -> int:
    """Pass the `}` and the one space after a label that marks no words."""
    if position >= len(tokens) or tokens[position] != "}":
        raise CorpusError(draft.place, "a label without words must close at once: {TYPE direction}")
    if position + 1 < len(tokens) and not draft.text:
        tokens[position + 1] = tokens[position + 1].removeprefix(" ")
    return position + 1


def _add_bare(draft: _Draft, head: str) -> None:
    if head == "NONE":
        draft.none = True
    else:
        draft.events.append(_event(draft, head, len(draft.text)))


def _close(draft: _Draft, token: str) -> None:
    """Close the innermost open stretch and keep what it marks."""
    if not draft.open or _CLOSE[draft.open[-1][0]] != token:
        raise CorpusError(draft.place, f"{token!r} closes nothing: stretches may nest but not cross")
    bracket, head, start = draft.open.pop()
    if start == len(draft.text):
        raise CorpusError(draft.place, f"{bracket}{head}: marks no words")
    if bracket == "[":
        draft.mentions.append(_mention(draft, head, start))
    elif bracket == "<":
        draft.pieces.append(_piece(draft, head, start))
    elif head in ("+", "-", "0"):
        draft.characterisations.append((start, len(draft.text), head))
    else:
        draft.events.append(_event(draft, head, start))


def _mention(draft: _Draft, head: str, start: int) -> Marked:
    match = _MENTION.fullmatch(head)
    kind = (match["kind"] if match else None) or "name"
    if match is None or kind not in get_args(MentionKind):
        raise CorpusError(draft.place, f"[{head}:…] is not a mention: [a:…], [b/pronoun:…], [ab/joint:…]")
    return Marked(start, len(draft.text), match["actor"], kind)


def _event(draft: _Draft, head: str, start: int) -> Labelled:
    match = _EVENT.fullmatch(head)
    modality = (match["modality"] if match else None) or "asserted"
    if match is None or match["type"] not in TYPES[1:]:
        raise CorpusError(draft.place, f"{{{head}}} is not an event: {{TYPE ab|ba|mutual modality}}")
    if match["direction"] not in DIRECTIONS or modality not in MODALITIES:
        raise CorpusError(draft.place, f"{{{head}}}: unknown direction or modality")
    return Labelled(start, len(draft.text), match["type"], match["direction"], modality)


def _piece(draft: _Draft, head: str, start: int) -> Piece:
    match = _PIECE.fullmatch(head)
    if match is None:
        raise CorpusError(draft.place, f"<{head}:…> is not a source, cue or content: <s1:…>, <c1:…>, <t1 …:…>")
    tags = tuple((match["tags"] or "").split())
    known = {*get_args(QuoteType), *get_args(AttributionBasis), *FIRMNESS}
    if not set(tags) <= known or (match["role"] == "q") == bool(match["numbers"]):
        raise CorpusError(draft.place, f"<{head}:…>: unknown tag, or the number of its attribution is missing")
    numbers = tuple(int(number) for number in match["numbers"].split(",")) if match["numbers"] else ()
    return Piece(start, len(draft.text), match["role"], numbers, tags, match["speaker"] or "")


def _checked(draft: _Draft) -> Record:
    """Return the record of a draft that is whole and agrees with itself."""
    if not draft.text.strip():
        raise CorpusError(draft.place, "no words")
    if draft.none and draft.events:
        raise CorpusError(draft.place, "{NONE} beside an event")
    actors = {letter for mention in draft.mentions if mention.actor != "other" for letter in mention.actor}
    if draft.events and actors != {"a", "b"}:
        raise CorpusError(draft.place, "an event needs a mention of [a:…] and of [b:…]")
    cues = {n for piece in draft.pieces for n in piece.numbers if piece.role in "sc"}
    if not cues <= {n for piece in draft.pieces for n in piece.numbers if piece.role == "t"}:
        raise CorpusError(draft.place, "a source or cue without content")
    return Record(
        draft.place, draft.text, tuple(sorted(draft.mentions, key=lambda m: (m.start, -m.end))),
        tuple(draft.events), tuple(draft.characterisations), tuple(draft.pieces), draft.none,
    )  # fmt: skip
