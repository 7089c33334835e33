"""Tellers: who gives a figure in its own clause ("The army counted 180; state radio spoke of 200")."""

from __future__ import annotations

import re

_REACH = 160  # characters before a figure that may name who gives it
_LONGEST = 6  # words of a teller's name that are kept
_CLAUSE = re.compile(r"[;:!?]|\.\s|,\s|\s(?:and|but|while|whereas|though|although)\s")
_TELLS = re.compile(
    r"\s(?:ha(?:s|ve|d)\s)?(?:(?:later|then|first|also|since|only|himself|herself)\s)?"
    r"(?:count(?:s|ed)|sp(?:oke|eaks?|oken)\sof|puts?\s(?:\w+\s){1,5}at|tall(?:ied|ies)|record(?:s|ed)|list(?:s|ed)|"
    r"report(?:s|ed)|estimate[sd]?|claim(?:s|ed)|sa(?:ys|id|y)(?:\s(?:it\swas|there\swere|that))?|talk(?:s|ed)\sof|"
    r"told\sof|g(?:a|i)ves?|nam(?:es|ed)|cite[sd]?|register(?:s|ed))"
    r"(?:\s(?:about|around|roughly|some|nearly|almost|only|just|at\sleast|at\smost|more\sthan|fewer\sthan|over|up\sto|"
    r"as\smany\sas|the|a|an|another|no\s\w+\sthan|as\sfew\sas|approximately|close\sto)){0,3}\s$"
)
_EMPTY = frozenset(re.findall(r"\w+", "the a an its his her their that this in of later then first also earlier now"))
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "one", "who", "which", "that"})


def find_teller(text: str, start: int) -> str:
    """Return who the words just before a figure say gives it, in lower case; "" where they name nobody.

    ``start`` is where the figure stands in its sentence.
    """
    before = text[max(0, start - _REACH) : start]
    told = _TELLS.search(before)
    if told is None:
        return ""
    name = _CLAUSE.split(before[: told.start()])[-1].split()
    return " ".join(name[-_LONGEST:]).strip(" “”\"'*_").lower()


def are_rivals(one: str, other: str) -> bool:
    """Return whether two tellers are two: neither a pronoun, and neither name part of the other."""
    a, b = (frozenset(name.split()) - _EMPTY for name in (one, other))
    return not (a <= b or b <= a or a <= _PRONOUNS or b <= _PRONOUNS)
