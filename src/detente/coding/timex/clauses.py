"""The clauses of a sentence by its punctuation and joining words: which words belong together, and how they hang.

No parser: linear, and good enough to know that "who took office in January" is not when its subject threatened anyone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .rules import words

ClauseKind = Literal["main", "coordinate", "relative", "subordinate", "content", "saying", "aside", "quote"]

SAYING = (
    r"(?:said|says|told|announced|reported|reports|wrote|writes|added|adds|tweeted|posted|confirmed|insisted|claimed|"
    r"argued|noted|stated|explained|recalled|disclosed|revealed|declared|testified|according to|conceded|admitted)"
)
_CONJUNCTION = (
    r"(?:after|before|when|while|because|although|though|since|until|as|if|once|unless|following|despite|"
    r"ahead of|whereas|in order to|so that)"
)
_TIME = (
    r"(?:\d{1,4}|early|mid|last|next|then|yesterday|today|tomorrow|now|"
    + "|".join([*words("month"), *words("weekday"), *words("season")]).title().replace(".", "")
    + ")"
)
_BODY = r"committee|court|judge|panel|parliament|inquiry|senate|congress|council|commission|tribunal|magistrates?"
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|his|her|their|our|my|your|this|these|those|some|of|for|in|at|on|with|new)\s+$"
)
_AUXILIARY = re.compile(
    r"\b(?:and|or|but|has|have|had|was|were|is|are|be|been|being|not|to|also|then|\w+ly|never|he|she|it|they|who)$"
)
_CUTS: tuple[tuple[str, str], ...] = (
    ("quote", r"[\"“”]"),
    ("bracket", r"[()\[\]]|\s[–—]\s|—|\s--\s"),
    ("saying", rf",\s+(?!(?:and|but|then|yet)\s)(?=(?:[^,;\"“”]{{1,60}}?\s)?{SAYING}\b[^,;\"“”]{{0,60}}(?:[,;.]|$))"),
    (
        "content",
        r"(?<=\s)(?<!after\s)that\s+(?=(?:he|she|it|they|we|i|the|a|an|his|her|its|their|there|this|those|[A-Z]\w*)\b)",
    ),
    ("content", r"\s+(?=(?:it|he|she|they)\s+(?:had|has|have|was|were|is|are|would|will|could|did|does|[a-z]+ed)\b)"),
    (
        "relative",
        rf"(?<=\w)\s+(?=that\s+(?:{'|'.join(words('past_verb'))}|has|have|is|are|will|would|[a-z]{{3,}}ed)\b)",
    ),
    ("relative", r",?\s+(?=(?:(?:in |on |of |at |with )?(?:who|whom|whose|which|where))\b)"),
    (
        "subordinate",
        rf"(?:,|(?<![Tt]he)(?<!recently)(?<!early)(?<!late)(?<!hours)(?<!minutes)(?<![Ss]hortly)(?<![Ss]oon)"
        rf"(?<!even))\s+(?!as\s+(?:[\"“‘]|an?\s)|after\s+that\b)(?={_CONJUNCTION}\b(?!\s*[,.;:)]|\s+(?:of|well|part|a\s+result|recently|early|late|soon|far|"
        rf"long|{_TIME}|the\s+(?:{_BODY}))\b))",
    ),
    (
        "participle",
        r"\s+(?=(?:made|held|won|built|sent|taken|given|[a-z]{3,}ed)\s+(?:in|on|by|at|last|during|between)\b)",
    ),
    ("coordinate", r";\s*|,?\s+(?=(?:and|but|then|yet)\s)"),
    ("comma", r",\s+"),
    ("stop", r"(?<=\w{5}[.!?])\s+(?=[A-Z])"),
)
_CUT = re.compile("|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_CUTS)))
_FINITE = re.compile(
    rf"\b(?:{'|'.join(words('past_verb'))}|is|are|am|do|does|has|have|will|would|can|could|may|might|should|must|"
    r"calls|says|wants|takes|[a-z]{2,}(?:ed|[^su]es))\b"
)
_KEPT = 400  # characters of a clause looked back at: enough for its verb, and linear on a hostile line
_FRONTED = re.compile(
    r"\s*(?:On|In|At|By|Since|From|Until|Between|During|Over|Throughout|Earlier|Later|Late|Early|Last|This|Next|That|"
    r"Yesterday|Today|Tomorrow|Tonight|The (?:next|following|previous|same)|(?:\w+ ){1,3}(?:ago|later|earlier))\b"
)
_SAID = re.compile(rf"\b{SAYING}\b")
_APPOSITION = re.compile(
    r",\s+(?!(?:an?|the)\s+(?:day|week|month|year|hour)\b)(?:an?|the|his|her|their|its|once|formerly|then|now|both|one|\d\d?|[A-Z]\w+['’]s)\b"
)
_DATE_ONLY = re.compile(rf",\s+(?:{_TIME}\.?|\d{{1,2}})(?:\s+(?:{_TIME}\.?|\d{{1,2}})){{0,2}}\s*")
_VERB_FIRST = re.compile(rf",\s+(?:{'|'.join(words('past_verb'))}|[a-z]{{3,}}ed)\b(?!\s+(?:by|a|an)\b)")
_AND_DID = re.compile(rf",\s+(?:and|but|then)\s+(?:\w+ly\s+)?(?:{'|'.join(words('past_verb'))}|[a-z]{{3,}}ed)\b")
_PASSIVE = re.compile(r",\s+\w+\s+(?:on|in|at|for|last|since|by|to|as|from)\b")
_PUT_IN = re.compile(
    r"^\W*[A-Z][^,]{0,80},\s+(?:for|in|at|by|with|of|like|unlike|however|meanwhile|too|though)\b[^,]{0,80}$"
)
_PARTICIPLE = re.compile(r",\s+(?:\w+ly\s+)?\w+ing\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its number, what kind it is, the clause it hangs on (-1 for none) and its stretches of the sentence."""

    number: int
    kind: ClauseKind
    parent: int
    spans: tuple[tuple[int, int], ...]

    def holds(self, place: int) -> bool:
        """Return whether a place of the sentence lies in this clause."""
        return any(start <= place < end for start, end in self.spans)


class _Reader:
    """Walks over the pieces of a sentence and keeps track of the clause it is in."""

    def __init__(self, fronted: bool) -> None:
        self.kinds: list[ClauseKind] = []
        self.parents: list[int] = []
        self.spans: list[list[tuple[int, int]]] = []
        self.words: list[str] = []
        self.current = -1
        self.fronted = fronted
        self.open("main", -1)

    def open(self, kind: ClauseKind, parent: int) -> None:
        """Start a clause below another."""
        self.kinds.append(kind)
        self.parents.append(parent)
        self.spans.append([])
        self.words.append("")
        self.current = len(self.kinds) - 1

    def close(self, *kinds: ClauseKind) -> bool:
        """Go back above the innermost open clause of these kinds; False when there is none."""
        number = self.current
        while number >= 0:
            if self.kinds[number] in kinds and self.parents[number] >= 0:
                self.current = self.parents[number]
                return True
            number = self.parents[number]
        return False

    def take(self, cut: str, piece: str, start: int) -> None:
        """Read one piece: the cut it begins with decides which clause it belongs to."""
        if cut in _TAKE:  # the first piece has no cut: it stands where the reader was opened
            _TAKE[cut](self, piece)
        told = self.words[self.current]
        own = _own_length(told + piece) - len(told) if self.kinds[self.current] == "relative" else len(piece)
        self.add(start, piece[:own])
        if own < len(piece):
            self.current = self.parents[self.current]
            self.add(start + own, piece[own:])

    def add(self, start: int, words: str) -> None:
        """Put words to the current clause."""
        self.spans[self.current].append((start, start + len(words)))
        self.words[self.current] = (self.words[self.current] + words)[-_KEPT:]


@lru_cache(maxsize=512)  # the date the story is at is looked for in the same sentences again and again
def find_clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a sentence; their spans together cover it."""
    reader = _Reader(_FRONTED.match(text) is not None)
    if re.match(rf"\s*{_CONJUNCTION}\b(?!\s+(?:{_TIME}|recently|early|late|soon|far|long)\b)", text, re.IGNORECASE):
        reader.open("subordinate", 0)
    elif re.match(r"\s*according to\b", text, re.IGNORECASE):
        reader.open("saying", 0)
    start, cut = 0, "start"
    for match in _CUT.finditer(text):
        if match.start() > start:
            reader.take(cut, text[start : match.start()], start)
        elif match.start() == start and start > 0:
            continue
        start, cut = match.start(), _CUTS[int(str(match.lastgroup)[1:])][0]
    reader.take(cut, text[start:], start)
    return tuple(
        Clause(number, kind, reader.parents[number], tuple(reader.spans[number]))
        for number, kind in enumerate(reader.kinds)
    )


def _quote(reader: _Reader, piece: str) -> None:
    if not reader.close("quote"):
        reader.open("quote", reader.current)


def _bracket(reader: _Reader, piece: str) -> None:
    if piece[:1] in "([" or (not reader.close("aside") and piece[:1] not in ")]"):
        reader.open("aside", reader.current)


def _saying(reader: _Reader, piece: str) -> None:
    if _FINITE.search(reader.words[0]) or len(reader.kinds) > 1:
        reader.open("saying", 0)
    else:
        _comma(reader, piece)


def _content(reader: _Reader, piece: str) -> None:
    said = _SAID.search(reader.words[reader.current])
    if piece.lstrip().startswith("that"):
        reader.open("content" if said or _FINITE.search(reader.words[reader.current]) else "relative", reader.current)
    elif said:
        reader.open("content", reader.current)


def _relative(reader: _Reader, piece: str) -> None:
    reader.open("relative", reader.current)


def _participle(reader: _Reader, piece: str) -> None:
    before = reader.words[reader.current].rstrip()
    if _FINITE.search(before) and not _AUXILIARY.search(before):
        reader.open("relative", reader.current)


def _own_length(words: str) -> int:
    """How far a relative clause without commas reaches: up to the second verb, which is its parent's."""
    verbs = [
        m.start() for m in _FINITE.finditer(words) if not _DETERMINED.search(words, max(0, m.start() - 12), m.start())
    ]
    if words.startswith(",") or len(verbs) < 2 or _AUXILIARY.search(words[: verbs[1]].rstrip()):
        return len(words)
    return verbs[1]


def _subordinate(reader: _Reader, piece: str) -> None:
    if reader.kinds[reader.current] == "subordinate":
        reader.close("subordinate")
    reader.open("subordinate", reader.current)


def _coordinate(reader: _Reader, piece: str) -> None:
    told = piece.startswith(";") or _FINITE.search(reader.words[reader.current])
    if told and _FINITE.search(piece):
        if (
            piece.startswith((",", ";"))
            and not reader.close("relative", "subordinate", "aside")
            and _AND_DID.match(piece)
        ):
            reader.close("content")
        reader.open("coordinate", reader.current)


def _comma(reader: _Reader, piece: str) -> None:
    if _DATE_ONLY.fullmatch(piece):
        return
    fronted, reader.fronted = reader.fronted, False
    told = _FINITE.search(reader.words[reader.current])
    if reader.close("relative", "subordinate", "aside", "saying") or (fronted and not told):
        return
    passive = _PASSIVE.match(piece) and not _PUT_IN.search(reader.words[reader.current])
    if _VERB_FIRST.match(piece) and (told or passive):
        reader.open("coordinate" if told else "aside", reader.current)
        return
    if _APPOSITION.match(piece) and not _FINITE.search(piece) and not _PARTICIPLE.match(piece):
        reader.open("aside", reader.current)


def _stop(reader: _Reader, piece: str) -> None:
    """A full stop inside what was taken for one sentence."""
    reader.open("main", -1)


_TAKE = {
    "quote": _quote,
    "bracket": _bracket,
    "saying": _saying,
    "content": _content,
    "relative": _relative,
    "participle": _participle,
    "subordinate": _subordinate,
    "coordinate": _coordinate,
    "comma": _comma,
    "stop": _stop,
}
