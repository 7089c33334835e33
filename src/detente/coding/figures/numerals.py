"""Numerals: numbers as written, in figures or in words, with their value.

`find_numerals` knows nothing of what is counted: "$2.5 million", "two and a half million people" and "SCP-173" each
hold one numeral. Greedy: the longest sequence of number words that means one number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .numeral_tokens import SCALES, Token, find_tokens, fold

_SHARE = re.compile(r"\s(?:out\sof|over|in)\s(?:every\s)?")
_PRONOUN = re.compile(r"\b(?:this|that|which|each|every|another|no|some|any|the|other)[\s-]$")
_SPAN = re.compile(r"\s?(?:-|second|minute|hour|day|night|week|month|year|decade|%|per)")
_RARE = Decimal("0.05")  # "a hundredth" is a share wherever it stands, "a third" may count turns


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: its place in the text, its value, and how it is written.

    ``scale`` is the last scale word's value (million in "20 million"), or 1; ``figures`` says whether it starts with a
    figure; ``fraction`` whether it is a bare share ("a quarter", "two thirds").
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    figures: bool = True
    fraction: bool = False


def find_numerals(text: str) -> list[Numeral]:
    """Return every number written in a text, in reading order."""
    folded = fold(text)
    tokens = find_tokens(folded)
    numerals: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral, at = _Parser(folded, tokens, at).parse()
        if numeral is not None and not _is_pronoun(folded, numeral):
            numerals.append(numeral)
    return _join_shares(folded, numerals)


def _is_pronoun(folded: str, numeral: Numeral) -> bool:
    """Return whether a "one" stands for a noun: "this one", "no one"."""
    if folded[numeral.start : numeral.end] != "one":
        return False
    return bool(_PRONOUN.search(folded[max(0, numeral.start - 9) : numeral.start]))


def _join_shares(folded: str, numerals: list[Numeral]) -> list[Numeral]:
    """Join "nine out of ten" and "one over three" into one share."""
    joined: list[Numeral] = []
    for numeral in numerals:
        last = joined[-1] if joined else None
        between = folded[last.end : numeral.start] if last and numeral.start - last.end <= 10 else ""
        if last and _SHARE.fullmatch(between) and _is_share(folded, between, last, numeral):
            joined[-1] = Numeral(
                last.start, numeral.end, last.value / numeral.value, figures=last.figures, fraction=True
            )
        else:
            joined.append(numeral)
    return joined


def _is_share(folded: str, between: str, top: Numeral, bottom: Numeral) -> bool:
    """Return whether "one in five" is a share; "two in 10 days" is not."""
    if not 0 < top.value < bottom.value or top.scale > 1:
        return False
    return "in" not in between or (top.value < 10 and bottom.value <= 100 and not _SPAN.match(folded, bottom.end))


class _Parser:
    """Reads one numeral from a list of tokens; holds the place it has come to."""

    def __init__(self, text: str, tokens: list[Token], at: int) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.first = at

    def parse(self) -> tuple[Numeral | None, int]:
        """Return the numeral that starts here, if any, and the index of the token after it."""
        token = self.tokens[self.at]
        sign = Decimal(1)
        if token.role == "sign":
            sign, self.at = Decimal(-1), self.at + 1
            if self.peek() is None or not self.joined(" "):
                return None, self.at
        value, scale, fraction = self._amount()
        if value is None:
            return None, max(self.at, self.first + 1)
        start = self._start()
        if sign == 1 and (minus := self._minus(start)):
            sign, start = Decimal(-1), start - minus
        end = self.tokens[self.at - 1].end
        figures = self.text[self.tokens[self.first].start].isdigit()
        return Numeral(start, end, sign * value, scale, figures, fraction), self.at

    def _start(self) -> int:
        """Return where the numeral starts, with the "a" of "a quarter", "a dozen" and "a hundred"."""
        token = self.tokens[self.first]
        if token.role in ("figure", "unit", "teen", "tens", "sign"):
            return token.start
        article = re.search(r"(?<!\w)an?(?:\s|-)$", self.text[max(0, token.start - 3) : token.start])
        return token.start - (article.end() - article.start()) if article else token.start

    def _minus(self, start: int) -> int:
        """Return how many characters of minus sign stand before the number: "-5", or "- 5" at the very start."""
        before = self.text[max(0, start - 12) : start]
        pattern = r"(?<!\S)[-−]$|^\s{0,8}[-−]\s{1,3}$" if len(before) == start else r"(?<=\s)[-−]$"
        match = re.search(pattern, before)
        return len(match[0].lstrip()) if match else 0

    def peek(self, ahead: int = 0) -> Token | None:
        """Return the token a few places on, or None."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def between(self, ahead: int = 0) -> str:
        """Return the words between a token and the one before it."""
        here = self.at + ahead
        return " ".join(self.text[self.tokens[here - 1].end : self.tokens[here].start].replace("-", " ").split())

    def joined(self, *joins: str, ahead: int = 0) -> bool:
        """Return whether the token a few places on follows its predecessor by nothing or by one of these words."""
        token = self.peek(ahead)
        if token is None or token.start - self.tokens[self.at + ahead - 1].end > 12:
            return False
        return self.between(ahead) in ("", *(join.strip() for join in joins))

    def _amount(self) -> tuple[Decimal | None, Decimal, bool]:
        """Return value, last scale and whether it is a bare fraction."""
        if (fraction := self._fraction()) is not None:
            return (*self._scaled(fraction), True) if self._has_scale() else (fraction, Decimal(1), True)
        total, scale = self._group()
        if total is None:
            return None, Decimal(1), False
        total += self._decimals()
        while True:
            part, part_scale = self._next_group(scale)
            if part is None:
                break
            total, scale = total + part, part_scale
        if self._fraction_word() and total >= 20:
            self.at += 1
            return total * self.tokens[self.at - 1].value, Decimal(1), True
        return self._with_fraction(total, scale)

    def _fraction_word(self) -> bool:
        """Return whether a plural denominator follows: the "fifths" of "thirty-two fifths"."""
        token = self.peek()
        return token is not None and token.role == "fraction" and self.joined()

    def _has_scale(self) -> bool:
        token = self.peek()
        return token is not None and token.role in SCALES and self.joined("of", "of a", "a", "of one")

    def _scaled(self, value: Decimal) -> tuple[Decimal, Decimal]:
        scale = Decimal(1)
        while self._has_scale():
            token = self.tokens[self.at]
            if token.role == "letter" and scale != 1:
                break
            value, scale, self.at = value * token.value, token.value, self.at + 1
        return value, scale

    def _fraction(self) -> Decimal | None:
        """Read "half", "a quarter", "two thirds", "one eighth", "four fifths" and stand after it."""
        token = self.peek()
        if token is None:
            return None
        if token.role == "part":
            self.at += 1
            return token.value
        share = self._article(token) or token.value == Decimal("0.5") or self._scale_ahead(token)
        if token.role == "fraction" and share and (self._of_something(token) or token.value == Decimal("0.5")):
            self.at += 1
            return token.value
        if token.role == "ordinal" and self._article(token) and (token.value < _RARE or self._of_something(token)):
            self.at += 1
            return token.value
        return self._numerator(token)

    def _numerator(self, token: Token) -> Decimal | None:
        value, length = token.value, 1
        after = self.peek(1)
        if token.role == "tens" and after is not None and after.role == "unit" and self.joined(ahead=1):
            value, length = value + after.value, 2
        below = self.peek(length)
        if below is None or below.role not in ("fraction", "ordinal") or not self.joined(ahead=length):
            return None
        if token.role not in ("unit", "teen", "tens", "figure") or (below.role == "ordinal" and value != 1):
            return None
        self.at += length + 1
        return value * below.value

    def _article(self, token: Token) -> bool:
        return bool(re.search(r"(?<!\w)a\s$", self.text[max(0, token.start - 3) : token.start]))

    def _scale_ahead(self, token: Token) -> bool:
        after = self.peek(1)
        return after is not None and after.role == "scale" and self.joined(ahead=1)

    def _of_something(self, token: Token) -> bool:
        """Return whether a share follows: "a quarter of", "a quarter million"; not "the third quarter"."""
        after = self.text[token.end : token.end + 12]
        return bool(re.match(r"[\s-]+(?:of\b|a\b|an\b|the\b|hundred|thousand|million|billion|trillion)", after))

    def _group(self) -> tuple[Decimal | None, Decimal]:
        """Read one group with its scales: "two hundred and five thousand", "20 million", "a dozen"."""
        token = self.peek()
        if token is None:
            return None, Decimal(1)
        if token.role in SCALES and token.role != "letter" and not self.text.startswith("dozens", token.start):
            self.at += 1
            value, scale = self._scaled(token.value)
            return (self._below_hundred(value) if token.role == "hundred" and scale == 1 else value), token.value
        if token.role not in ("figure", "unit", "teen", "tens"):
            self.at += 1
            return None, Decimal(1)
        value = self._small()
        if self._part_follows():
            value, self.at = value + self.tokens[self.at].value, self.at + 1
        while (token := self.peek()) is not None and token.role == "hundred" and self.joined():
            self.at += 1
            value = self._below_hundred(value * 100)
        scaled, scale = self._scaled(value)
        return scaled, scale if scale != 1 else Decimal(100) if value >= 100 and value != scaled else Decimal(1)

    def _part_follows(self) -> bool:
        token = self.peek()
        return token is not None and token.role == "part" and self.joined() and token.value < 1

    def _below_hundred(self, value: Decimal) -> Decimal:
        """Add the "and five" of "two hundred and five"."""
        token = self.peek()
        words = token is not None and token.role in ("unit", "teen", "tens") and self.joined("and")
        figure = token is not None and token.role == "figure" and self.between() == "and" and token.value < 100
        return value + self._small() if (words or figure) and not self._fraction_ahead() else value

    def _fraction_ahead(self) -> bool:
        """Return whether a proper fraction follows: the "fifty-four hundredths" of "two and fifty-four hundredths"."""
        here, token = self.at, self.peek()
        fraction = self._numerator(token) if token is not None and self.between() == "and" else None
        self.at = here
        if fraction is not None:
            return fraction < 1
        after = self.peek(1)
        return after is not None and after.role in ("fraction", "ordinal", "hundred", "scale") and self.joined(ahead=1)

    def _small(self) -> Decimal:
        """Read a figure or a word below a hundred, with a spoken decimal ("five point two")."""
        token = self.tokens[self.at]
        self.at += 1
        value = token.value
        after = self.peek()
        if token.role == "tens" and after is not None and after.role == "unit" and after.value > 0 and self.joined():
            value, self.at = value + after.value, self.at + 1
        return value + self._decimals()

    def _decimals(self) -> Decimal:
        token, after = self.peek(), self.peek(1)
        if token is None or after is None or token.role != "point" or not self.joined() or not self.joined(ahead=1):
            return Decimal(0)
        if after.role not in ("unit", "teen", "tens", "figure"):
            return Decimal(0)
        self.at += 1
        digits, tens = "", False
        while (token := self.peek()) is not None and token.role in ("unit", "teen", "tens", "figure") and self.joined():
            digits = digits[:-1] + str(token.value) if tens and token.role == "unit" else digits + str(token.value)
            tens, self.at = token.role == "tens", self.at + 1
        return Decimal(f"0.{digits}") if digits.isdigit() else Decimal(0)

    def _next_group(self, scale: Decimal) -> tuple[Decimal | None, Decimal]:
        """Read a smaller group after a scale: the "two hundred" of "two thousand two hundred"."""
        token = self.peek()
        if token is None or scale < 1000 or token.role not in ("figure", "unit", "teen", "tens", "hundred"):
            return None, scale
        if not self.joined("and") or self._fraction_ahead_of_group():
            return None, scale
        here = self.at
        value, inner = self._group()
        figures = token.role == "figure" and self.at == here + 1
        if value is None or value >= scale or figures:
            self.at = here
            return None, scale
        return value, max(inner, Decimal(1)) if inner > 1 else Decimal(1)

    def _fraction_ahead_of_group(self) -> bool:
        after = self.peek(1)
        return after is not None and after.role in ("fraction", "ordinal") and self.joined(ahead=1)

    def _with_fraction(self, total: Decimal, scale: Decimal) -> tuple[Decimal, Decimal, bool]:
        """Add the "and a half" of "two and a half million" and of "two million and a half"."""
        token = self.peek()
        if token is None or not self.joined("and", "and a"):
            return total, scale, False
        here = self.at
        fraction = self._fraction_after_and(token)
        if fraction is None:
            self.at = here
            return total, scale, False
        if scale > 1 and fraction < 1 and self._has_scale():
            return total + self._scaled(fraction)[0], scale, False
        if scale > 1 and fraction < 1:
            return total + fraction * scale, scale, False
        return (*self._scaled(total + fraction), False)

    def _fraction_after_and(self, token: Token) -> Decimal | None:
        if not self.between().startswith("and"):
            return None
        if token.role in ("fraction", "ordinal") and self.between() == "and a":
            self.at += 1
            return token.value
        if token.role == "part" and token.value < 1 and self.between() == "and":
            self.at += 1
            return token.value
        return self._numerator(token) if self.between() == "and" else None
