"""Expectations: deadlines, promises, threats, predictions and scheduled things, with when they are due."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
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
    Timex,
    When,
    make_id,
)
from .firmness import judge_firmness
from .mentions.spread import group_by_sentence

_EVIDENCE = frozenset({"title", "heading", "body", "list"})
_LONGEST = 300  # characters of what is expected
_END = re.compile(r"[;!?]|\.(?=\s|$)|,? (?:but|although|though|while|whereas)\b|[”\"](?=\s|$)|\s[—–]\s")
_CLAUSE_END = re.compile(r"[;!?]|\.(?=\s|$)|,? (?:but|although|though|while|whereas)\b")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WITHIN = re.compile(
    r"\b(?:(?:with)?in (?:the (?:next|coming) )?|(?:over|for) (?:the (?:next|coming) |another )"
    r"|(?:ha[sd]|have|given|gave \w+) )(\d{1,3}|" + "|".join(_NUMBERS) + r")[ -](hours?|days?|weeks?|months?|years?)\b"
    r"(?!['’]| (?:ago|before|earlier|old|of|to (?:live|go))\b)",
    re.IGNORECASE,
)
_FARTHEST = 3660  # days; a time limit beyond ten years is no date
_OBJECT_OF = frozenset(
    {"of", "with", "by", "over", "against", "from", "to", "for", "between", "under", "about", "on", "than"}
)
_JOINED = re.compile(r",? (?:and|&) (?:\w+ ){0,3}|, ")
_ELSEWHEN = re.compile(r"\b(?:after|following|since|because|who|which|amid|as|despite|regardless of)\b", re.IGNORECASE)
# Who says so and when ("… that,” Roe told reporters on Sunday"), and the next clause (", he left on Monday").
_SAID = re.compile(
    r"(?:,[”\"’']*|[”\"])\s(?:[^,;]{0,80}\s)?(?:said|says|told|tells|wrote|writes|added|adds|tweeted|announced)\b"
    r"|,\s(?:he|she|it|they)\s[a-z]+\b|,\s(?:\w+ly\s)?[a-z]+ed\b"
)
_NO_DAY = frozenset({"PRESENT_REF", "PAST_REF"})  # "his current term", "recently": nothing is due then
_GONE = re.compile(r"\b(?:last|ago|earlier|previous|past|before|yesterday)\b", re.IGNORECASE)
_OPENING = re.compile(r"\W{0,3}(?:(?:but|and|then|on|by|in|at|from|before|until|late|early|the) ){0,3}", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"\b(?:spring|summer|autumn|winter|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
_YEAR = re.compile(r"\b\d{4}\b|\byear\b")
_APPOSED = re.compile(r", (?:(?:the|a|an|his|her|its) )?")
_UNSURE = re.compile(r"\b(?:if|unless|whether)\b[^,;]*$", re.IGNORECASE)


class ExpectationRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say something is coming; the group ``what`` holds it, the group ``doer`` who is to do it.

    ``dated`` rules count only with a due date.
    """

    kind: ExpectationKind
    pattern: str
    dated: bool = False


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
                if expectation is not None and _counts(expectation, rule, match, groups[index]):
                    taken.append(match.span())
                    found.append(expectation)
    return tuple(found)


def _counts(expectation: Expectation, rule: ExpectationRule, match: re.Match[str], inside: Sequence[Mention]) -> bool:
    """Whether it has a due date, or is about what an actor will do or what will happen between the two."""
    if expectation.due.known or rule.dated:
        return expectation.due.known
    if expectation.who is not None or len({party.actor for mention in inside for party in mention.parties}) > 1:
        return True
    first, last = match.span("doer") if match.re.groupindex.get("doer") else (0, 0)
    start = expectation.passage.start
    subjects = [m for m in inside if start + first <= m.passage.start < start + last]
    return any(_word_before(expectation.passage, m) not in _OBJECT_OF for m in subjects)


def _word_before(sentence: Passage, mention: Mention) -> str:
    return (sentence.text[: mention.passage.start - sentence.start].rsplit(None, 1) or [""])[-1].lower()


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
    said = _said(reading, sentence, match)
    due = _due(reading, sentence, match, said)
    if _is_past(due, said):
        return None
    return Expectation(
        id=make_id("expectation", sentence.passage.document_id, sentence.passage.start + match.start(), rule.id),
        passage=sentence.passage,
        kind=rule.kind,
        who=_doer(sentence.passage, inside, match),
        what=what,
        due=due,
        said=said,
        firmness=_firmness(reading, sentence, match),
        rule=rule.id,
    )


def _doer(sentence: Passage, inside: Sequence[Mention], match: re.Match[str]) -> Party | None:
    """Return the actor who is to do it: in a reported clause its own subject, else the last one before the words."""
    if not match.re.groupindex.get("doer"):
        return _subject(sentence, inside, sentence.start + match.start())
    start, end = (sentence.start + place for place in match.span("doer"))
    meant = [m for m in inside if start <= m.passage.start and m.passage.end <= end]
    # "That Roe would resign", not "that Roe's aides would resign".
    exact = [m for m in meant if not sentence.text[m.passage.end - sentence.start : match.end("doer")].strip()]
    return exact[0].parties[0] if exact and len(exact[0].parties) == 1 else None


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
    earlier = before[-2] if len(before) > 1 else None
    if earlier and between.strip() == "," and _APPOSED.fullmatch(_between(sentence, earlier, last)):
        return earlier.parties[0] if len(earlier.parties) == 1 and _same_side(earlier, last) else None
    # "Roe, who beat Doe, vowed": one comma closes a clause that Doe stands in.
    if between.count(",") % 2 or _word_before(sentence, last) in _OBJECT_OF:
        return None
    joined = earlier and _JOINED.fullmatch(_between(sentence, earlier, last))
    return None if joined and earlier and earlier.parties != last.parties else last.parties[0]


def _between(sentence: Passage, first: Mention, second: Mention) -> str:
    return sentence.text[first.passage.end - sentence.start : second.passage.start - sentence.start]


def _same_side(first: Mention, second: Mention) -> bool:
    return {party.actor for party in first.parties} == {party.actor for party in second.parties}


def _said(reading: Reading, sentence: Sentence, match: re.Match[str]) -> When:
    """Return the day it was said: one that opens the sentence ("On Monday he vowed"), or the report's."""
    for timex in reading.timexes:
        place = timex.passage.start - sentence.passage.start
        before = 0 <= place < match.start("what") and timex.when.precision == "day" and timex.when.known
        if before and _is_past(timex.when, reading.published) and _OPENING.fullmatch(sentence.text[:place]):
            return timex.when
    return reading.published


def _due(reading: Reading, sentence: Sentence, match: re.Match[str], said: When) -> When:
    """Return when it is due: a time limit, a date in its own words that lies ahead, or one that opens the sentence."""
    close = _CLAUSE_END.search(sentence.text, match.start("what"))
    stop = min(close.start() if close else len(sentence.text), match.start("what") + _LONGEST)
    limit = _time_limit(said, sentence.text, match.start(), stop)
    if limit is not None:
        return limit
    start = sentence.passage.start + match.start("what")
    dates = [t for t in reading.timexes if t.type in {"DATE", "TIME"} and sentence.passage.covers(t.passage)]
    known = [t for t in dates if t.when.known and t.value not in _NO_DAY and not _GONE.search(t.passage.text)]
    known.sort(key=lambda t: t.when.basis == "inferred")
    own = [
        t
        for t in known
        if start <= t.passage.start < sentence.passage.start + stop and not _is_aside(sentence, t, match)
    ]
    coming = [when for t in own if (when := _coming(t, said)) is not None]
    before = [t for t in known if t.passage.start < start]
    opening = [when for t in before if (when := _leading(sentence, t, match, said)) is not None]
    return next(iter([*coming, *opening, *(t.when for t in own)]), UNKNOWN_DATE)


def _leading(sentence: Sentence, timex: Timex, match: re.Match[str], said: When) -> When | None:
    """Return a date before the words that dates them: right before them, or opening the sentence and ahead.

    One inside the rule's own words ("agreed on Wednesday to …") dates the saying.
    """
    start = timex.passage.start - sentence.passage.start
    if match.start() < start:
        return None
    if not sentence.text[start + len(timex.passage.text) : match.start("what")].strip():
        return _coming(timex, said)
    return timex.when if _is_ahead(timex.when, said) and _OPENING.fullmatch(sentence.text[:start]) else None


def _is_aside(sentence: Sentence, timex: Timex, match: re.Match[str]) -> bool:
    """Whether a date dates something else that is told beside it ("will follow her after the vote on Monday")."""
    words = sentence.text[match.start("what") : timex.passage.start - sentence.passage.start]
    elsewhen = _ELSEWHEN.search(words) is not None and not re.search(r"\bafter (?:the )?$", words)
    return elsewhen or _SAID.search(words) is not None


def _coming(timex: Timex, published: When) -> When | None:
    """Return the date as what is still to come means it: "on Monday" is the next one, "in the spring" too."""
    when, text = timex.when, timex.passage.text
    if not _is_past(when, published):
        return when
    if when.start is None or when.end is None or published.start is None or _YEAR.search(text):
        return None
    if _WEEKDAY.search(text):
        weeks = (published.start - when.end).days // 7 + 1
        if weeks > 1 or when.end > date.max - timedelta(days=7):
            return None
        return replace(when, start=when.start + timedelta(days=7), end=when.end + timedelta(days=7))
    if _IN_YEAR.search(text) and when.end.year == published.start.year < MAXYEAR:
        return replace(when, start=_next_year(when.start), end=_next_year(when.end))
    return None


def _next_year(day: date) -> date:
    last = monthrange(day.year + 1, day.month)[1]
    month_ends = day.day == monthrange(day.year, day.month)[1]
    return day.replace(year=day.year + 1, day=last if month_ends else min(day.day, last))


def _time_limit(published: When, text: str, start: int, stop: int) -> When | None:
    """Return when "within two months" of the report is over: the day, or the month when it is counted in months."""
    match = _WITHIN.search(text, max(0, start - 60), stop)
    if match is None or published.end is None:
        return None
    number = int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1].lower()) + 1
    unit = match[2][0].lower()
    days = -(-number // 24) if unit == "h" else {"d": 1, "w": 7, "m": 30, "y": 365}[unit] * number
    if days > _FARTHEST or published.end.year + days // 365 >= MAXYEAR:
        return None
    end = published.end + timedelta(days=days)
    if unit in "hdw":
        return When(end, end, "day", "relative", match[0])
    return When(end.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1]), "month", "relative", match[0])


def _is_ahead(when: When, published: When) -> bool:
    return when.start is not None and published.end is not None and when.start > published.end


def _is_past(due: When, published: When) -> bool:
    return due.end is not None and published.start is not None and due.end < published.start


def _firmness(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Firmness:
    firmness = judge_firmness(reading, sentence.passage.slice(match.start(), match.end()))
    if firmness.level == "asserted" and _UNSURE.search(sentence.text[: match.start()]):
        return replace(firmness, level="hedged", score=min(firmness.score, 1.0))
    return firmness
