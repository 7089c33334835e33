"""When an undated article was published, as far as its own words allow: a day, a month, or only "not before".

Nothing is taken from the clock. What the words say is in ``rules/published.toml``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from ..rulebook import Rule, load_rules
from ..types import UNKNOWN_DATE, BlockKind, Document, Sentence, When, precision_of

_OPENING = 6  # sentences of a document among which its date line or dateline stands
_LONGEST = 600  # characters of a sentence that are looked at
_EVIDENCE: frozenset[BlockKind] = frozenset({"body", "list", "title", "heading"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:19|20)\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|"
    r"(?:19|20)\d\d-\d\d-\d\d)"
)
_DATE = rf"(?:{_DAY}|(?:(?:early|mid|late)[ -])?(?:{_MONTH},? )?(?:19|20)\d\d)(?![-\d]|,\d)"
_WEEKDAY = re.compile(r"\W{0,4}(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_PARTS = re.compile(
    rf"(?P<third>early|mid|late)?[ -]?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?:(?P<month>{_MONTH}),? )?"
    r"(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<year>(?:19|20)\d\d)(?:-(?P<iso_month>\d\d)-(?P<iso_day>\d\d))?"
)
_PAST = (
    r"\b(?:was|were|had|did|said|told|began|went|came|made|took|gave|left|met|held|won|lost|became|saw|got|spent|fell|"
    r"rose|broke|led|sent|paid|built|wrote|spoke|stood|kept|brought|fought|sold|shot|quit|threw|grew|drew|\w{2,14}[^e\W]ed)\b"
)


class PublishedRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say when an article was written, and which way they bound it."""

    reads: Literal["published", "now", "past", "future"]
    pattern: str
    reason: str
    unless: str = ""
    ignore_case: bool = True


@dataclass(frozen=True, slots=True)
class _Hint:
    """Days that an article's words point to, and the words."""

    start: date
    end: date
    reason: str


def infer_published(document: Document, sentences: tuple[Sentence, ...]) -> When:
    """Return when a document says it was written: its date line, its present, or the bounds of what it tells."""
    told = [s for s in sentences if s.block in _EVIDENCE]
    past = max(_hints("past", told), key=lambda hint: hint.start, default=None)
    clock, opening = _opening(sentences)
    stated = _not_before(past, _hints("published", opening))
    if stated:
        return _when(stated[0].start, stated[0].end, stated[0].reason)
    if present := _not_before(past, _hints("now", told)):
        return _present(present, past)
    ahead = [*_hints("published", clock), *(_hints("future", told) if past else ())]
    return _bounds(past, min(ahead, key=lambda hint: hint.end, default=None))


def _not_before(past: _Hint | None, hints: Iterable[_Hint]) -> list[_Hint]:
    """Return the hints that do not lie before what the article looks back on: those are not its own date."""
    return [hint for hint in hints if past is None or hint.end >= past.start]


def _opening(sentences: tuple[Sentence, ...]) -> tuple[list[Sentence], list[Sentence]]:
    """Return the page's clock and the lines where an article's own date stands.

    A weekday and date above the title may be the day on which the page was saved: published then or earlier.
    """
    first = [s for s in sentences[: 2 * _OPENING] if s.block != "furniture"][:_OPENING]
    title = next((s.index for s in first if s.block == "title"), -1)
    clock = [s for s in first if s.index < title and _WEEKDAY.match(s.text)]
    return clock, [s for s in first if s not in clock]


def match_rule(rule: PublishedRule, sentence: str) -> re.Match[str] | None:
    """Return where a rule's words stand in a sentence, unless the sentence says otherwise."""
    pattern, unless = _compiled(rule)
    text = sentence[:_LONGEST]
    if unless is not None and unless.search(text):
        return None
    return pattern.search(text)


@cache
def _compiled(rule: PublishedRule) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    pattern = rule.pattern.replace("{day}", _DAY).replace("{date}", _DATE).replace("{past}", _PAST)
    flags = re.IGNORECASE if rule.ignore_case else re.NOFLAG
    return re.compile(pattern, flags), re.compile(rule.unless, re.IGNORECASE) if rule.unless else None


def _hints(reads: str, sentences: list[Sentence]) -> Iterator[_Hint]:
    """Yield the days that rules of one reading find, in reading order."""
    rules = [rule for rule in load_rules("published", PublishedRule) if rule.reads == reads]
    for sentence in sentences:
        # Every date these rules read has a year in it, and most sentences have none.
        if "19" not in sentence.text and "20" not in sentence.text:
            continue
        for rule in rules:
            match = match_rule(rule, sentence.text)
            days = _days(match["date"]) if match else None
            if match and days:
                yield _Hint(*days, f'{rule.reason}: "{match[0].strip()[:80]}"')


def _present(hints: list[_Hint], past: _Hint | None) -> When:
    """Return the newest present, narrowed by other words for it and by what had already happened."""
    newest = max(hints, key=lambda hint: (hint.start, hint.start - hint.end))
    start, end = newest.start, newest.end
    for hint in hints:
        if hint.start <= end and hint.end >= start:
            start, end = max(start, hint.start), min(end, hint.end)
    if past is not None and start < past.start <= end:
        start = past.start
    return _when(start, end, newest.reason)


def _bounds(past: _Hint | None, ahead: _Hint | None) -> When:
    """Return an interval within one year, or the one end of it that the words give."""
    if past is None:
        return UNKNOWN_DATE if ahead is None else When(None, ahead.end, "unknown", "inferred", ahead.reason)
    if ahead is not None and past.start <= ahead.end and past.start.year == ahead.end.year:
        return _when(past.start, ahead.end, f"{past.reason}, {ahead.reason}")
    return When(past.start, None, "unknown", "inferred", past.reason)


def _when(start: date, end: date, reason: str) -> When:
    return When(start, end, precision_of(start, end), "inferred", reason)


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and last day that a date with its year can mean."""
    match = _PARTS.fullmatch(text.lower())
    if match is None:
        return None
    year, month = int(match["year"]), _MONTHS.index(match["month"][:3]) + 1 if match["month"] else 0
    month = int(match["iso_month"] or month)
    day = int(match["day"] or match["after"] or match["iso_day"] or 0)
    try:
        return _span(year, month, day, match["third"] or "")
    except ValueError:
        return None


def _span(year: int, month: int, day: int, third: str) -> tuple[date, date]:
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        last = monthrange(year, month)[1]
        low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(third, (1, last))
        return date(year, month, low), date(year, month, high)
    first, final = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(third, (1, 12))
    return date(year, first, 1), date(year, final, monthrange(year, final)[1])
