"""Which way the verb beside an expression looks: back, ahead, or neither. No parser: the words of its clause."""

from __future__ import annotations

import re

from .rules import words

_REACH = 120  # characters looked at on each side: a clause, in linear time
_BREAK = re.compile(
    r"[;:()“”\"—]|--|\.\s|,\s|\b(?:and|but|when|because|although|while|if|who|which|that)\b", re.IGNORECASE
)
_CUE = re.compile(
    r"(?P<told>\b(?:was|were|had\s+been)\s+(?:scheduled|expected|due|going|set|supposed|planned|to)\b(?:\s+to\s+\w+)?)"
    r"|(?P<pledge>\b(?:agreed|promised|vowed|pledged|threatened|offered|scheduled|expected|due|asked|urged|invited|"
    r"ready|likely|set)\s+to\s+\w+)"
    r"|(?P<firm>\b(?:(?:to|[Ww]ill|won't|[Ss]hall|[Ww]ould|should|must|may|could)\s+be\s+(?:\w+ed|\w+ing)?|[Ww]ill|won't|"
    r"[Ss]hall|[Ww]ould|going\s+to|plan(?:s|ned)?\s+to|hopes?\s+to|expect(?:s|ed)|scheduled|due|should|upcoming|"
    r"expires?|begins|starts|meets|opens|next|intends?\s+to|as\s+soon\s+as|as\s+early\s+as|are\s+to|is\s+to)\b|['’]ll\b)"
    r"|(?P<weak>\bto\s+(?!the|his|her|their|its|our|more|less|all|some|this|that|about|what)[a-z]{3,}(?<!ed)\b)"
    r"|(?P<present>\b(?:is|are|am)\b)"
    rf"|(?P<back>\b(?:{'|'.join(words('past_verb'))}|has|have|since)\b"
    r"|(?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)(?<!\bof\s)(?<!\bits\s)(?<!\bhis\s)\b(?!un)[a-z]{3,}ed\b)"
)
_DEADLINE = re.compile(
    r"\b(?:has|have|must|gives?|gave|given|set)\b[^.;]{0,60}\buntil\s+$|\bdeadline\s+(?:of|is)\s+$"
    r"|\b(?:must|should|needs?\s+to|has\s+to|have\s+to)\b[^.;]{0,60}\bby\s+$"
)
_SENSE = {"firm": 2, "pledge": 2, "weak": 1, "present": 0, "back": -1, "told": -1}


def direction(text: str, start: int, end: int) -> int:
    """Return how the clause around ``text[start:end]`` looks: 2 ahead, 1 perhaps ahead, 0 unsaid, -1 back.

    Before the expression the last cue decides ("said he will go" looks ahead), after it the first one does
    ("threatened to go" looks back).
    """
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _DEADLINE.search(left):
        return 2
    before = [m.lastgroup for m in _CUE.finditer(_BREAK.split(left)[-1])]
    if before:
        return _SENSE[str(before[-1])]
    after = _CUE.search(_BREAK.split(right, maxsplit=1)[0])
    if after is None:
        return 0
    return -1 if after.lastgroup == "pledge" else _SENSE[str(after.lastgroup)]
