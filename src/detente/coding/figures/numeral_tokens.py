"""The tokens numerals are made of: figures, number words, signs and fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ...rulebook import load_table

_LONGEST_FIGURE = 40  # digits; a longer run is an identifier, not an amount
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅛": "0.125"}
SCALES = frozenset({"hundred", "dozen", "scale", "letter"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a number: its place, its role in the grammar of numbers and its value."""

    start: int
    end: int
    role: str
    value: Decimal


def find_tokens(folded: str) -> list[Token]:
    """Return the tokens of a text in lower case, in reading order; none at a glance where no number is written."""
    if not _HINT.search(folded):
        return []
    return [token for match in _scanner().finditer(folded) if (token := _token(match)) is not None]


def fold(text: str) -> str:
    """Return the text in lower case with every character still at its offset."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _divide(written: str) -> Decimal:
    top, _, bottom = written.partition("/")
    return Decimal(top) / Decimal(bottom) if bottom and Decimal(bottom) else Decimal(top)


@cache
def _words() -> dict[str, tuple[str, Decimal]]:
    """Return role and value of every number word."""
    return {row["word"]: (row["role"], _divide(row["value"])) for row in load_table("quantities/numerals")}


_HINT = re.compile(
    r"[0-9½¼¾⅓⅔⅛]|(?:one|two|thre|four|fiv|six|seven|eight|nin|ten|elev|twel|thir|fift|forty|twen|hundred|dozen|thous|mill"
    r"|bill|trill|half|halv|quarter|zero|lakh|crore|nought)"
)
_FIGURE = (
    r"\d{1,3}(?:,\d{3})++(?:\.\d++)?(?!,?\d)|\d{1,2}(?:,\d{2})++,\d{3}(?:\.\d++)?(?!,?\d)"
    r"|\d{1,3}(?:\.\d{3})++,\d++(?![.,]?\d)"
    r"|(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}+(?![.,]?\d)|(?<![\d.,])\d{1,3}(?:(?:[\u00a0\u2009\u202f]\d{3})++|(?:\s\d{3}){2,}+)(?!\d)"
    r"|(?<![\d.,])\d++,\d\d(?![\d,])"
    r"|(?<!\d\.)\d++\.\d++(?!\.\d)(?:e[+-]?\d{1,3}(?!\d)|\^[+-]?\d{1,2}(?!\d))?"
    r"|\d++(?:e[+-]?\d{1,3}(?!\w)|\^[+-]?\d{1,2}(?!\d))?"
    r"|(?<![\w.,])\.\d++(?![\d.])"
)


@cache
def _scanner() -> re.Pattern[str]:
    """Return the one scan: figures, number words with their plural, signs and the point of "two point five"."""
    spelled = sorted((w for w, (role, _) in _words().items() if role != "letter"), key=len, reverse=True)
    letters = sorted((w for w, (role, _) in _words().items() if role == "letter"), key=len, reverse=True)
    initials = re.escape("".join(sorted({word[0] for word in spelled})))
    return re.compile(
        rf"(?=[\d.])(?:(?P<slash>(?<![\d/.])\d{{1,3}}/\d{{1,3}}(?![/\d.]))|(?P<figure>{_FIGURE}))|(?P<vulgar>[½¼¾⅓⅔⅛])"
        rf"|(?<=[0-9])(?P<letter>{'|'.join(letters)}|\s{{1,2}}(?:k|[mbt]l?n))(?!\w)"
        rf"|(?<![^\W\d_])(?=[{initials}])(?P<word>{'|'.join(spelled)})(?![^\W\d_])"
        r"|(?<!\w)(?:(?P<point>point)|(?P<sign>minus|negative))(?!\w)"
    )


def _token(match: re.Match[str]) -> Token | None:
    """Return the token of one match; None for a figure too long to be an amount."""
    kind, written = match.lastgroup or "", match.group(match.lastgroup or 0)
    role, value = kind, Decimal(0)
    if kind == "figure":
        if len(written) > _LONGEST_FIGURE:
            return None
        value = _figure_value(written)
    elif kind == "slash":
        role, value = "part", _divide(written)
    elif kind == "vulgar":
        role, value = "part", _divide(_VULGAR[written])
    elif kind in ("word", "letter"):
        role, value = _words()[written.strip()]
    return Token(match.start(), match.end(), role, value)


def _figure_value(written: str) -> Decimal:
    written = re.sub(r"[\s]", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d\d|\d{1,3}(?:\.\d{3}){2,}", written):
        written = written.replace(".", "").replace(",", ".")
    base, _, power = written.replace(",", "").partition("^")
    return Decimal(base) ** int(power) if power and Decimal(base) else Decimal(base)
