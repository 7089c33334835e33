"""Scopes: the words that narrow a figure (recipient, purpose, period), and how two scopes lie to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ...rulebook import load_table

Relation = Literal["same", "narrower", "wider", "different"]

_LONGEST = 14  # words kept of one phrase
_PHRASE = re.compile(
    r"\b(?:to|on|for|into|in|through|toward|towards|against|since|from|between|during|before|after|until|at|among|across|"
    r"within|via|as\sof|over|around|behind|by)\s"
)
_TOTAL = re.compile(
    r"\b(?:in\s(?:all|total)|all\stold|altogether|overall|combined|in\sthe\saggregate|a\stotal\sof|cumulative(?:ly)?)\b"
)
_ALONE = re.compile(r"\balone\b|\bsolely\b|\bonly\s(?:on|for|to|in|through|via)\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_UNTIL = re.compile(
    r"(?i)\b(?:as\sof|by|through|until|up\sto|to)\s(?:the\s(?:end|start|middle)\sof\s|late\s|early\s|mid-?\s?)?"
    rf"(?:\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?|{_MONTH}(?:\s\d{{1,2}})?(?:,?\s\d{{4}})?|\d{{4}})\b|\b(?:so\sfar|to\sdate)\b"
    r"|\b(?:on\s|late\s|early\s|last\s)*(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight)\b"
)
# Marks as a scope writes them, and the flags they are read back as.
_MARKS = {"total": "in total", "alone": "alone", "pledged": "pledged", "goal": "as a goal",
          "planned": "planned or expected", "others": "others besides"}  # fmt: skip
_FLAGS = {text: flag for flag, words in _MARKS.items() for text in (flag, words)}
_AND_OTHERS = re.compile(
    r"\b(?:and|or)\s(?:all\s|many\s|several\s|some\s)?others?\b|\ball\s(?:\w+\s)?(?:groups|causes|sides|sources)\b"
)
_PLEDGED = re.compile(r"\b(?:pledg\w+|promis\w+|vow(?:s|ed|ing)?|commit(?:s|ted|ting|ments?)?|offer(?:s|ed|ing)?)\b")
_GOAL = re.compile(
    r"\b(?:goals?|aims?|aimed|aiming|targets?|targeted|ambitions?|wants?|wanted|hop(?:es|ed|ing)\sto|seeks?|sought)\b"
)
_PLANNED = re.compile(
    r"\b(?:(?:agree[sd]?|due|set|about|obliged?s?)\sto|obliges|will|would|plan(?:s|ned|ning)?|propos(?:e[sd]?|ing|als?)|expect(?:s|ed)?|intend(?:s|ed|ing)?|could|may|might|"
    r"threaten(?:s|ed|ing)?|weigh(?:s|ed|ing)|consider(?:s|ed|ing)?)\b"
)
_SUBORDINATE = re.compile(r"\b(?:after|following|since|amid|despite|because\sof)\b")
_REALISED = re.compile(r"\b(?:end(?:ed)?\sup|went\son\sto|go\son\sto|turn(?:ed)?\sout)\b")
_PERIOD = re.compile(
    r"\b(?:\d{4}|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:last|this|past|previous|next|first|second|third|fourth|final)\s(?:\w+\s)?(?:year|month|week|quarter|day|days|"
    r"weeks|months|years|cycle|decade)|(?:the\s)?past\s\w+\s(?:years|months|weeks|days)|single\sday|day|week|month|year|quarter)\b"
)

_COMMAS = re.compile(r"\s*,[\s,]*,")  # what is left where a phrase was taken out
_A_DAY = re.compile(
    r"(?i)\b(?:(?:in|on)\s(?:a|one)\s(?:single\s)?day|on\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a scope's text holds: topic words, which of them are names, periods, and flags (alone, total, pledged…)."""

    words: frozenset[str]
    names: frozenset[str]
    periods: frozenset[str]
    flags: frozenset[str]

    @property
    def modality(self) -> str:
        """Whether the figure is pledged, a goal, planned, or "" for done."""
        return next((flag for flag in ("pledged", "goal", "planned") if flag in self.flags), "")


def scope_text(phrases: str, before: str) -> str:
    """Return the scope stated by the words after a figure and the words before it in its clause.

    ``phrases`` are the words of the clause behind the act, without the figure itself.
    """
    parts = [phrase for phrase in _phrases(phrases) if not _TOTAL.fullmatch(phrase.lower())]
    if _TOTAL.search(f"{before} {phrases}".lower()):
        parts.append(_MARKS["total"])
    if _ALONE.search(phrases.lower()):
        parts.append("alone")
    marker = modality_of(before)
    return "; ".join([*parts, mark(marker)] if marker else parts)


def mark(flag: str) -> str:
    """Return the words that a scope writes for a flag."""
    return _MARKS.get(flag, flag)


def is_mark(piece: str) -> bool:
    """Return whether a piece of a scope is a flag's words, not the text's own."""
    return piece in _FLAGS


def modality_of(before: str) -> str:
    """Return "pledged", "goal" or "planned" where the words before a figure say so, else ""."""
    before = _SUBORDINATE.split(re.sub(r"\bMay\b", "", before))[-1].lower()
    if _REALISED.search(before):
        return ""
    for name, pattern in (("pledged", _PLEDGED), ("goal", _GOAL), ("planned", _PLANNED)):
        if pattern.search(before):
            return name
    return ""


def read_scope(text: str) -> Scope:
    """Return what a scope's text holds."""
    pieces = text.split("; ")
    flags = {_FLAGS[piece] for piece in pieces if piece in _FLAGS}
    body = _UNTIL.sub(" ", "; ".join(piece for piece in pieces if piece not in _FLAGS))
    if _AND_OTHERS.search(body.lower()):
        flags.add("total")
    periods = frozenset(match[0].removeprefix("the ") for match in _PERIOD.finditer(body.lower()))
    names = " ".join(re.findall(r"\b[A-Z][\w&'’-]*", body))
    words = content(_PERIOD.sub(" ", body.lower()))
    return Scope(words, content(names) & words, periods, frozenset(flags))


def content(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry meaning."""
    words = re.findall(r"[a-z][\w'’&-]+|[\d.,]*\d", text.lower())
    return frozenset(stem(word) for word in words if word not in _empty() and len(word) > 1)


def of_a_day(scope: str) -> bool:
    """Return whether a scope says that its figure is of one day ("on Saturday", "in a single day")."""
    return bool(_A_DAY.search(scope))


def by_names(scope: Scope) -> Scope:
    """Return a scope narrowed by names and periods only: "the raid" and "the attack" may be one thing."""
    return Scope(scope.names, scope.names, scope.periods, scope.flags)


def without(scope: Scope, name: str) -> Scope:
    """Return a scope without the words of a name: a figure's own subject narrows nothing."""
    words = content(name)
    return Scope(scope.words - words, scope.names - words, scope.periods, scope.flags)


@cache
def _empty() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("claims/empty_words"))


def relation(a: Scope, b: Scope) -> Relation:
    """Return how scope a lies to scope b: the one with nothing to narrow it is the wider."""
    flagged = _by_flags(a, b)
    if a.periods == b.periods and (
        a.words == b.words or (flagged != "same" and (a.words <= b.words or b.words <= a.words))
    ):
        return flagged
    if a.words >= b.words and a.periods >= b.periods:
        return "narrower"
    if a.words <= b.words and a.periods <= b.periods:
        return "wider"
    return flagged if flagged != "same" else "different"


def _by_flags(a: Scope, b: Scope) -> Relation:
    rank_a, rank_b = _rank(a), _rank(b)
    return "same" if rank_a == rank_b else "wider" if rank_a > rank_b else "narrower"


def _rank(scope: Scope) -> int:
    """Return 1 for a total, -1 for a part named as such, else 0."""
    return ("total" in scope.flags or "others" in scope.flags) - ("alone" in scope.flags)


def stem(word: str) -> str:
    """Return a word without its plural s, possessive or common ending, so that forms of one word meet."""
    word = re.sub(r"['’]s?$", "", word.lower())
    for ending in ("ational", "ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _phrases(text: str) -> list[str]:
    """Return the words of a text from its first preposition on, cut short."""
    text = re.sub(r"\bto\sdeath\b|[*_]+|\b(?:to|for|on)\s(?:it|them|him)\b", " ", text)
    first = _PHRASE.search(text)
    if first is None:
        return []
    words = text[first.start() :].strip(" ,.;:!?—–\"”’'()").split()[:_LONGEST]
    phrase = re.sub(r"[;]|\s(?:alone|in all|in total|altogether|overall|combined|so far)$", "", " ".join(words))
    phrase = _COMMAS.sub(",", phrase)
    return [phrase] if " " in phrase else []
