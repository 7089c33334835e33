"""Run-ins: a figure that stands alone before the sentences that tell what it counts, as in a list of numbers.

"**2. $7 million.** The same donor, but counted through May." An item may name nobody: then it is about whom the title
asks about, or about what the item before it was about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...types import Party, Quantity, Reading, Sentence
from . import acts
from .numeral_tokens import fold

_BARE, _ASKED = 2, 6  # words beside the amount of a sentence that is only a figure, and of one that asks about it
_TELLS = re.compile(r"(?:What|This|That|It|His|Her|Their|Its)\b")  # opens a sentence about the figure before it
_NOT_THAT = re.compile(r"(?:This|That|It)\b[^,;:]{0,30}\b(?:is|was)\s(?:not|no)\b")  # says what the figure is not
_SAME = re.compile(r"(?i)\bthe\ssame\s(?:donor|giver|payer|man|woman|person|company|buyer|source|spender)\b")
_SAME_TAKER = re.compile(r"(?i)\bthe\ssame\s(?:group|committee|fund|party|recipient|cause|charity|campaign|taker)\b")
_SUMS_UP = re.compile(
    r"\b(?:it|that|this|which|you|we|the\s(?:total|sum))\s(?:comes?|came|adds?\sup|amounts?|makes?|brings?|"
    r"reach(?:es)?|rises?|gets?)\b(?:\s\w+){0,3}\s$"
)
_POSSESSIVE = re.compile(r"(?i)(?<!\w)(?:his|her|their|its|he|she)(?!\w)")
_HOW_MUCH = re.compile(r"(?i)\bhow\s(?:much|many)\b[^.!]*\?")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document's title is about: the one actor it names, and the act whose sum it asks for ("" for none)."""

    party: Party | None = None
    act: str = ""


def topic_of(reading: Reading) -> Topic:
    """Return the one actor that the title names and, where the title asks how much, the act it asks about."""
    titles = [sentence for sentence in reading.sentences if sentence.block == "title"]
    named = {
        party: None for m in reading.mentions for party in m.parties if any(t.passage.covers(m.passage) for t in titles)
    }
    asked = next((fold(t.text) for t in titles if _HOW_MUCH.search(t.text)), "")
    act = next((act.rule.act for act in acts.sum_acts(asked)), "") if asked else ""
    return Topic(next(iter(named)) if len(named) == 1 else None, act)


def told_by(sentences: Sequence[Sentence], at: int, amounts: Sequence[Quantity]) -> Sentence | None:
    """Return the last sentence that tells what a figure standing alone counts; None where it does not stand alone."""
    sentence, after = sentences[at], next(iter(sentences[at + 1 : at + 2]), None)
    if after is None or after.block != sentence.block or len(amounts) != 1:
        return None
    beside = len(sentence.text.split()) - len(amounts[0].passage.text.split())
    opens = all(len(s.text.split()) == 1 for s in sentences[max(0, at - 3) : at] if s.paragraph == sentence.paragraph)
    alone = beside <= _BARE and (_TELLS.match(after.text) or (opens and after.paragraph == sentence.paragraph))
    asked = sentence.text.endswith("?") and beside <= _ASKED and after.paragraph == sentence.paragraph
    if not alone and not asked:
        return None
    last = next(iter(sentences[at + 2 : at + 3]), None)
    corrected = _NOT_THAT.match(after.text) and last is not None and _TELLS.match(last.text)
    return last if corrected and last is not None and last.paragraph == after.paragraph else after


def same_giver(text: str) -> bool:
    """Return whether words say that the giver is the one of the figure before."""
    return bool(_SAME.search(text))


def same_taker(text: str) -> bool:
    """Return whether words say that the money went where the figure before it went."""
    return bool(_SAME_TAKER.search(text))


def sums_up(text: str, start: int) -> bool:
    """Return whether the words before a figure add it up from what was told just before ("it comes to …")."""
    return bool(_SUMS_UP.search(text[max(0, start - 80) : start]))


def has_possessive(text: str) -> bool:
    """Return whether a text speaks of somebody by a pronoun."""
    return bool(_POSSESSIVE.search(text))
