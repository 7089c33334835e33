"""Carried acts: what the words before a figure say that it counts, where its own clause does not.

A short sentence may only give a sum ("That is $3 million."), and whoever counts often leaves out what was counted
("Ostia fired rockets at the port. The navy counted 180; state radio spoke of 200.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...types import Passage, Quantity
from . import acts
from .acts import Act
from .claim_text import Place
from .numeral_tokens import fold
from .tellers import find_teller
from .units import is_plural

_REACH = 600  # characters of the words before that are looked at
_SHORT = 12  # words of a sentence that only gives a sum
_BEHIND, _BEFORE = 7, 5  # words behind and before an act that may name what is counted
_WORD = re.compile(r"[A-Za-z][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Carried:
    """An act in the words before a figure: those words, and the noun they count ("" for a sum)."""

    act: Act
    passage: Passage
    noun: str = ""

    @property
    def told(self) -> str:
        """The words from the act on."""
        return self.passage.text[self.act.start :]

    @property
    def tail(self) -> str:
        """The words behind the act."""
        return self.passage.text[self.act.end :]


def carried_act(place: Place, quantity: Quantity) -> Carried | None:
    """Return the act that a sum or a bare count takes from the words before it; None where it takes none."""
    kind = acts.amount_kind(quantity)
    if kind == "money" and place.previous is not None and len(place.sentence.text.split()) <= _SHORT:
        return _of_sum(place.previous.passage, quantity)
    if kind == "count" and not quantity.unit and find_teller(place.sentence.text, place.amount[0]):
        return next(filter(None, map(_of_count, _before(place))), None)
    return None


def _of_sum(passage: Passage, quantity: Quantity) -> Carried | None:
    if len(passage.text) > _REACH:
        return None
    folded = fold(passage.text)
    act = acts.find_act(folded, (0, len(folded)), (len(folded), len(folded)), quantity)
    return Carried(act, passage) if act else None


def _before(place: Place) -> Iterator[Passage]:
    """Yield the clauses before the figure's own, then the sentence before."""
    if place.clause[0] > 0:
        yield place.sentence.passage.slice(max(0, place.clause[0] - _REACH), place.clause[0])
    if place.previous is not None and len(place.previous.text) <= _REACH:
        yield place.previous.passage


def _of_count(passage: Passage) -> Carried | None:
    """Return the last act of a passage that counts something the passage names."""
    for act in acts.counting_acts(fold(passage.text)):
        noun = _counted(passage.text, act)
        if noun and (act.rule.counts != "people" or acts.is_person(noun) or noun == passage.text[act.start : act.end]):
            return Carried(act, passage, noun)
    return None


def _counted(text: str, act: Act) -> str:
    """Return the plural noun that an act counts: its own ("arrests"), the next one behind, or the last before."""
    own = text[act.start : act.end].lower()
    if is_plural(own):
        return own
    behind = [match[0].lower() for match in _WORD.finditer(text, act.end, act.end + 80)][:_BEHIND]
    before = [match[0].lower() for match in _WORD.finditer(text, max(0, act.start - 80), act.start)][-_BEFORE:]
    return next(filter(is_plural, behind), "") or next(filter(is_plural, reversed(before)), "")
