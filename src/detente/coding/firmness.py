"""How firmly a document says something: asserted, hedged or denied, with the words that say so.

Read off the words of its own clause (`rules/firmness/wording.toml`) and off the attributions it lies in; no parse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Literal

from ..rulebook import Rule, load_rules
from ..types import Attribution, Firmness, FirmnessLevel, Passage, Reading

_CERTAIN = 3.0
_RANK: dict[FirmnessLevel, int] = {"asserted": 0, "hedged": 1, "denied": 2}
_LOOK_BACK = 40  # attributions: one of several pieces may begin paragraphs before the passage
_WINDOW = 400  # characters on each side of a passage that its clause is looked for in
_BORDER = re.compile(
    r"[;:?!](?=\s)|\s[—–-]\s|—|,?\s(?:but|while|although|though|whereas)\s|,\s(?:and|so|yet|as|who|which|saying|adding)\s"
    r"|\s(?:because|after|before|since|who|which)\s|\.\s|[()]"
)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_JOINS = re.compile(r",|\band\b|\bor\b")


class FirmnessRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say how firmly something is held, and where they must stand to say it of a passage.

    With ``of_promise`` they are what a threat, a promise or a demand is made of ("threatened to", "would", "if"): they
    hedge what was threatened, not the threat.
    """

    level: FirmnessLevel
    score: float
    pattern: str
    scope: Literal["before", "clause"]
    reach: int = 0
    of_promise: bool = False


def judge_firmness(reading: Reading, passage: Passage, promise: bool = False) -> Firmness:
    """Return how firmly the document says a passage; the words are kept as written, in reading order.

    ``promise`` says that the passage tells of an act that is itself about what is to come, such as a threat.
    """
    sentence = _sentence_of(reading, passage)
    start = max(0, min(passage.start - sentence.start, len(sentence.text)))
    end = max(start, min(passage.end - sentence.start, len(sentence.text)))
    found = find_wording(sentence.text, start, end)
    judged = [_as_firmness(rule, words) for rule, words in found if not (promise and rule.of_promise)]
    judged += [a.firmness for a in _near(reading, passage) if any(piece.covers(passage) for piece in a.content)]
    return combine(judged)


def _near(reading: Reading, passage: Passage) -> tuple[Attribution, ...]:
    """Return the attributions that begin at or shortly before a passage (they stand in reading order)."""
    index = bisect_right(reading.attributions, passage.start, key=lambda attribution: attribution.content[0].start)
    return reading.attributions[max(0, index - _LOOK_BACK) : index]


def combine(judged: list[Firmness]) -> Firmness:
    """Return the weakest of several judgements, with the words of all that are not plain assertions."""
    told = [firmness for firmness in judged if firmness.level != "asserted"]
    if not told:
        return Firmness()
    weakest = max(told, key=lambda firmness: (_RANK[firmness.level], -firmness.score))
    words = tuple(dict.fromkeys(word for firmness in told for word in firmness.words))
    return Firmness(weakest.level, words, weakest.score)


def find_wording(text: str, start: int, end: int) -> list[tuple[FirmnessRule, str]]:
    """Return the rules that speak of the part of a sentence from start to end, each with its words."""
    low, high, part_end = _clause(text, start, end)
    found: list[tuple[int, FirmnessRule, str]] = []
    taken: list[tuple[int, int]] = []
    for rule, pattern in _rules():
        for match in pattern.finditer(text, low, high):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            if rule.scope == "before" and not _reaches(text, match, start, part_end, rule.reach):
                continue
            taken.append(match.span())
            found.append((match.start(), rule, match[0].strip()))
    return [(rule, words) for _, rule, words in sorted(found, key=lambda item: item[0])]


def _as_firmness(rule: FirmnessRule, words: str) -> Firmness:
    return Firmness(rule.level, (words,), rule.score)


def _reaches(text: str, match: re.Match[str], start: int, end: int, reach: int) -> bool:
    """Whether words before a passage, or inside its first clause, are near enough to speak of it."""
    if match.start() >= start:
        return match.start() < end
    between = text[match.end() : start]
    if reach <= 4 and _JOINS.search(between):
        return False
    return sum(1 for _ in _WORD.finditer(between)) <= reach


def _clause(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Return where a passage's clause begins and ends, and where the first clause inside it ends.

    A passage of several clauses is judged by its first: what a later one says is not about the whole.
    """
    low, high = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    first_end = end
    for border in _BORDER.finditer(text, low, high):
        if border.end() <= start + 1:
            low = border.end() if not _is_subordinate(border[0]) else border.start()
        elif border.start() > start + 1:
            inside = border.start() < end
            first_end = border.start() if inside else end
            high = border.start() if border[0][:1] != "?" else border.end()
            break
    return low, high, min(first_end, end)


def _is_subordinate(border: str) -> bool:
    return border.strip(" ,") in {"who", "which", "saying"}


def _sentence_of(reading: Reading, passage: Passage) -> Passage:
    """Return the sentence a passage begins in, or the passage itself outside of all sentences."""
    index = bisect_right(reading.sentences, passage.start, key=lambda sentence: sentence.passage.start) - 1
    if index < 0 or reading.sentences[index].passage.end <= passage.start:
        return passage
    return reading.sentences[index].passage


@cache
def _rules() -> tuple[tuple[FirmnessRule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern, re.I)) for rule in load_rules("firmness/wording", FirmnessRule))
