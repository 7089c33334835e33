"""Which way the verb beside an expression looks: back, ahead, or neither. No parser: the words of its clause."""

from __future__ import annotations

import re

_REACH = 120  # characters looked at on each side: a clause, in linear time
_BREAK = re.compile(r"[;:()“”\"—]|--|\.\s|,\s|\b(?:and|but|when|after|before|because|who|which|that)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|would|to be|going to|plan(?:s|ned)? to|hopes? to|expect(?:s|ed)|scheduled|due|"
    r"set (?:to|for)|intends?|until|upcoming|expires?|begins|starts|meets|opens|next|to [a-z]{3,}(?<!ed))\b|['’]ll\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:said|was|were|had|did|has|have|told|made|began|took|went|came|met|won|lost|fell|rose|left|held|gave|"
    r"found|became|got|kept|led|brought|sent|spoke|wrote|hit|since|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)


def direction(text: str, start: int, end: int) -> int:
    """Return 1 where the clause around ``text[start:end]`` looks ahead, -1 where it looks back, else 0."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    after = _BREAK.split(text[end : end + _REACH], maxsplit=1)[0]
    return _last(before) or _first(after)


def _last(clause: str) -> int:
    """Before the expression the last cue decides: "said he will go" looks ahead."""
    ahead = max((m.end() for m in _AHEAD.finditer(clause)), default=-1)
    back = max((m.end() for m in _BACK.finditer(clause)), default=-1)
    return 0 if ahead == back else 1 if ahead > back else -1


def _first(clause: str) -> int:
    """After it the first one does: "threatened to go" looks back."""
    ahead, back = _AHEAD.search(clause), _BACK.search(clause)
    if ahead is None or back is None:
        return 1 if ahead else -1 if back else 0
    return 1 if ahead.start() < back.start() else -1
