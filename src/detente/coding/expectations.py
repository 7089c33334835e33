"""Expectations: deadlines, promises, threats, predictions and scheduled things, with when they are due."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import MAXYEAR, timedelta
from functools import lru_cache

from ..rulebook import Rule, load_rules
from ..types import (
    UNKNOWN_DATE,
    Expectation,
    ExpectationKind,
    Firmness,
    Mention,
    Party,
    Passage,
    Reading,
    Sentence,
    When,
    make_id,
)
from .firmness import judge_firmness
from .spread import group_by_sentence

_EVIDENCE = frozenset({"title", "heading", "body", "list"})
_LONGEST = 300  # characters of what is expected
_END = re.compile(r"[;!?]|\.(?=\s|$)|,? (?:but|although|though|while|whereas)\b|[”\"](?=\s|$)|\s[—–]\s")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WITHIN = re.compile(
    r"\b(?:within|in|over) (?:the (?:next|coming) )?(\d{1,3}|"
    + "|".join(_NUMBERS)
    + r")[ -](days?|weeks?|months?|years?)\b"
    r"(?!['’]| (?:ago|before|earlier|old))",
    re.IGNORECASE,
)
_FARTHEST = 3660  # days; a time limit beyond ten years is no date
_OBJECT_OF = frozenset(
    {"of", "with", "by", "over", "against", "from", "to", "for", "between", "under", "about", "on", "than"}
)
_JOINED = re.compile(r",? (?:and|&) (?:\w+ ){0,3}|, ")
_UNSURE = re.compile(r"\b(?:if|unless|whether)\b[^,;]*$", re.IGNORECASE)


class ExpectationRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say something is coming; the group ``what`` holds it."""

    kind: ExpectationKind
    pattern: str


def find_expectations(reading: Reading) -> tuple[Expectation, ...]:
    """Return what the document says is coming that concerns the actors, in reading order."""
    groups = group_by_sentence(reading.sentences, reading.mentions)
    found: list[Expectation] = []
    for index, sentence in enumerate(reading.sentences):
        near = groups[index] or (groups[index - 1] if index else [])
        if sentence.block not in _EVIDENCE or not near:
            continue
        taken: list[tuple[int, int]] = []
        for rule, match in match_expectations(sentence.text):
            if not any(start < match.end("what") and match.start() < end for start, end in taken):
                expectation = _expect(reading, sentence, rule, match, groups[index])
                if expectation is not None:
                    taken.append(match.span())
                    found.append(expectation)
    return tuple(found)


def match_expectations(text: str) -> list[tuple[ExpectationRule, re.Match[str]]]:
    """Return the rules that find something coming in a text; questions are left out."""
    if text.rstrip().endswith("?"):
        return []
    patterns = expectation_patterns()
    return [(rule, match) for rule in expectation_rules() if (match := patterns[rule.id].search(text))]


def expectation_rules() -> tuple[ExpectationRule, ...]:
    """Return the rules for expectations."""
    return load_rules("expectations", ExpectationRule)


@lru_cache(maxsize=1)
def expectation_patterns() -> dict[str, re.Pattern[str]]:
    """Return the compiled pattern of each rule, by id."""
    return {rule.id: re.compile(rule.pattern) for rule in expectation_rules()}


def _expect(
    reading: Reading, sentence: Sentence, rule: ExpectationRule, match: re.Match[str], inside: Sequence[Mention]
) -> Expectation | None:
    what = _clause(sentence.passage, match.start("what"))
    due = _due(reading, sentence, match.start())
    if _is_past(due, reading.published):
        return None
    return Expectation(
        id=make_id("expectation", sentence.passage.document_id, sentence.passage.start + match.start(), rule.id),
        passage=sentence.passage,
        kind=rule.kind,
        who=_subject(sentence.passage, inside, sentence.passage.start + match.start()),
        what=what,
        due=due,
        said=reading.published,
        firmness=_firmness(reading, sentence, match),
        rule=rule.id,
    )


def _clause(sentence: Passage, start: int) -> str:
    end = _END.search(sentence.text, start + 1)
    stop = min(end.start() if end else len(sentence.text), start + _LONGEST)
    return sentence.text[start:stop].strip(" ,:")


def _subject(sentence: Passage, inside: Sequence[Mention], place: int) -> Party | None:
    """Return the actor who is to do it: the last one before the words, unless it is an object or both are meant."""
    before = [m for m in inside if m.passage.end <= place]
    if not before or len(before[-1].parties) != 1:
        return None
    last = before[-1]
    between = sentence.text[last.passage.end - sentence.start : place - sentence.start]
    ahead = sentence.text[: last.passage.start - sentence.start].rsplit(None, 1)
    # "Roe, who beat Doe, vowed": one comma closes a clause that Doe stands in.
    if between.count(",") % 2 or (ahead and ahead[-1].lower() in _OBJECT_OF):
        return None
    joined = len(before) > 1 and _JOINED.fullmatch(
        sentence.text[before[-2].passage.end - sentence.start : last.passage.start - sentence.start]
    )
    return None if joined and before[-2].parties != last.parties else last.parties[0]


def _due(reading: Reading, sentence: Sentence, start: int) -> When:
    """Return the first date at or after the words, else any date of the sentence that lies ahead."""
    limit = _time_limit(reading.published, sentence.text, start)
    if limit is not None:
        return limit
    dates = [t for t in reading.timexes if t.type in {"DATE", "TIME"} and sentence.passage.covers(t.passage)]
    known = [t for t in dates if t.when.known]
    after = [t.when for t in known if t.passage.start >= sentence.passage.start + start]
    ahead = [t.when for t in known if not _is_past(t.when, reading.published)]
    coming = [when for when in after if not _is_past(when, reading.published)]
    return next(iter(coming or ahead or after), UNKNOWN_DATE)


def _time_limit(published: When, text: str, start: int) -> When | None:
    """Return when "within two months" of the report is over: the day, or the month when it is counted in months."""
    match = _WITHIN.search(text, max(0, start - 60))
    if match is None or published.end is None:
        return None
    number = int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1].lower()) + 1
    days = {"d": 1, "w": 7, "m": 30, "y": 365}[match[2][0].lower()] * number
    if days > _FARTHEST or published.end.year + days // 365 >= MAXYEAR:
        return None
    end = published.end + timedelta(days=days)
    if match[2][0].lower() in "dw":
        return When(end, end, "day", "relative", match[0])
    return When(end.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1]), "month", "relative", match[0])


def _is_past(due: When, published: When) -> bool:
    return due.end is not None and published.start is not None and due.end < published.start


def _firmness(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Firmness:
    firmness = judge_firmness(reading, sentence.passage.slice(match.start(), match.end()))
    if firmness.level == "asserted" and _UNSURE.search(sentence.text[: match.start()]):
        return replace(firmness, level="hedged", score=min(firmness.score, 1.0))
    return firmness
