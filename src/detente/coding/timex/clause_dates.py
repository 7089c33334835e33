"""The date of a clause: which of the expressions in and around it says when what it tells happened."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ...types import Modality, Passage, Sentence, Timex, When
from .clauses import SAYING, Clause, find_clauses
from .offsets import place_offsets
from .rules import words
from .values import shift, when_of

PLUPERFECT = re.compile(
    r"\bhad\s+(?:\w+ly\s+|already\s+|not\s+|never\s+)?(?:\w+(?:ed|en|ne|t|wn|un|id|ld|de)|become|come|overcome|won|"
    r"\w*stood|struck|stuck|heard|hung|sung|sunk|read|had|led)\b"
)
PAST = re.compile(rf"\b(?:{'|'.join(words('past_verb'))}|[a-z]{{3,}}ed)\b")
PRESENT = re.compile(r"\b(?:is|are|am|has|have|will|would|can|could|may|might|says?)\b|['’](?:re|ve|ll)\b")
_WINDOW = 1_500  # characters on each side of an event
_BESIDE_DAYS = 6  # what is told to have happened after or before a day happened within the week
_PHRASE = 60  # characters of a quotation that may be no more than a phrase
_ATTRIBUTIVE = re.compile(
    r"(?:['’]s?)?\s+(?!(?:and|or|to|in|on|at|by|for|with|as|the|a|an|of|that|when|after|before|from|into|over|about|"
    r"against|amid|despite|during|under|until|since|within|without|whether|while|where|who|which|because|if|alone|later|"
    r"earlier|too|also|again|already|he|she|it|they|his|her|its|their|said|told|saw|sees|brought|was|were|had|has|is)\b)"
    r"[a-z]{3,}(?<!ed)\b",
    re.ASCII,
)
_PREPOSITION = re.compile(
    r"\b(on|in|at|by|since|until|till|before|after|from|between|during|over|for|of|to|and)\s+(?:the\s+)?$"
    r"|\b(in|at|during)\s+(?:an?|his|her|its|their)\s+$",
    re.IGNORECASE,
)
_WHILE = re.compile(r"\W*(?:when|while|as)\b", re.IGNORECASE)
_NAMING = re.compile(r"\b(?:from|over)\s+(?:the|his|her|its|their)\s+$")  # "fallout from the May 28 vote"
_BEFORE_IT = re.compile(r"\W*(?:after|following|once|since)\b", re.IGNORECASE)
_AFTER_IT = re.compile(r"\W*(?:before|until|till|ahead\s+of)\b", re.IGNORECASE)
_HELD = re.compile(
    rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(words('held_noun'))})\b[^,;:]{{0,60}}?"
    rf"\b(?:{'|'.join(words('held_verb'))})\b"
)
_DECIDED = re.compile(
    rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(words('decided_noun'))})\b[^,;:]{{0,40}}?\bto\s+\w+"
)
_JOINED = {"from": ("to", "until", "till", "through"), "between": ("and",)}
_BOUND = {"since": 1, "from": 0, "until": 3, "till": 3, "before": 4, "after": 2, "of": 2, "for": 1}


_Ranked = tuple[tuple[int, bool, int], Timex]


@dataclass(frozen=True, slots=True)
class Setting:
    """An event in its sentence: the clauses, the event's own clause and place, the expressions that are dates."""

    text: str
    clauses: tuple[Clause, ...]
    own: Clause
    place: int
    whole: bool
    timexes: tuple[tuple[int, Timex], ...]


def read_setting(sentence: Sentence, event: Passage, timexes: Sequence[Timex]) -> Setting:
    """Return the setting of an event: its own clause, or the telling one where the event is all of the sentence."""
    passage = _window(sentence.passage, event)
    clauses = find_clauses(passage.text)
    whole = event.end - event.start > 0.7 * len(passage.text)
    place = 0 if whole else min(max(event.start - passage.start, 0), len(passage.text) - 1)
    own = next((c for c in clauses if c.holds(place)), clauses[0])
    inside = [(t.passage.start - passage.start, t) for t in dates_within(timexes, passage) if is_date(t)]
    if whole:
        own = _head(clauses, passage.text)
    return Setting(passage.text, clauses, own, place, whole, tuple(place_offsets(passage, place, inside)))


def _window(sentence: Passage, event: Passage) -> Passage:
    """The sentence, or the part of a monstrous one around the event: what is further away does not date it."""
    place = event.start - sentence.start
    if len(sentence.text) <= 2 * _WINDOW:
        return sentence
    return sentence.slice(max(0, place - _WINDOW), min(len(sentence.text), place + _WINDOW))


def _head(clauses: tuple[Clause, ...], text: str) -> Clause:
    """The clause that tells the event when only its sentence is known: what is said, not the saying."""
    main = clauses[0]
    content = next((c for c in clauses if c.kind == "content" and c.parent == 0), None)
    says = re.search(rf"\b(?!according){SAYING}\b", " ".join(text[s:e] for s, e in main.spans))
    return content if content is not None and says else main


def own_date(setting: Setting, published: When, modality: Modality) -> When | None:
    """Return the date in the event's clause, or in the clause it is joined to by "and"."""
    clause = setting.own
    while True:
        timex = timex_of(setting, clause, published, modality)
        if timex:
            return _bounded(_with_range(setting, timex, published), published, modality)
        if clause.parent < 0 or not _shares_date(setting, clause):
            return None
        clause = setting.clauses[clause.parent]


def date_beside(setting: Setting, published: When, modality: Modality) -> When | None:
    """Return the bounds that a clause beside the event's gives: "quit after X fired him on Tuesday", within a week.

    A clause that goes on at the same time ("when he won in May, she …") gives its date itself.
    """
    own = setting.own
    if own.kind == "subordinate" and own.parent >= 0:
        date = _date_of(setting, setting.clauses[own.parent], published, modality)
        joins = words_of(setting, own)
        return (
            _before(date)
            if date and _BEFORE_IT.match(joins)
            else _after(date)
            if date and _AFTER_IT.match(joins)
            else None
        )
    for clause in setting.clauses:
        joins = words_of(setting, clause)
        date = None
        if clause.kind == "subordinate" and clause.parent == own.number:
            date = _date_of(setting, clause, published, modality)
        if date is not None and _WHILE.match(joins):
            return date
        if date is not None and (_BEFORE_IT.match(joins) or _AFTER_IT.match(joins)):
            return _bounded(_after(date) if _BEFORE_IT.match(joins) else _before(date), published, modality)
    return None


def _date_of(setting: Setting, clause: Clause, published: When, modality: Modality) -> When | None:
    timex = timex_of(setting, clause, published, modality)
    return _bounded(_with_range(setting, timex, published), published, modality) if timex else None


def _before(when: When) -> When:
    """The week up to a day; a longer time is no wider for it."""
    return _widened(when, -_BESIDE_DAYS, 0)


def _after(when: When) -> When:
    return _widened(when, 0, _BESIDE_DAYS)


def _widened(when: When, before: int, after: int) -> When:
    if when.start is None or when.end is None or length_in_days(when) > _BESIDE_DAYS:
        return when
    start, end = shift(when.start, before, "D"), shift(when.end, after, "D")
    return when_of((start or when.start, end or when.end), "vague")


def timex_of(setting: Setting, clause: Clause, published: When, modality: Modality) -> Timex | None:
    """Return the expression that dates a clause by itself; None where none does."""
    return _best(_candidates(setting, clause, published, modality))


def _best(found: list[_Ranked]) -> Timex | None:
    """The nearest expression; or the one inside its days that says them closer ("a month earlier, on 11 October")."""
    ranked = sorted(found, key=lambda c: c[0])
    if not ranked:
        return None
    (rank, _, _), best = ranked[0]
    inside = [t for (r, _, _), t in ranked if r == rank and _lies_within(t.when, best.when)]
    return min(inside, key=lambda t: length_in_days(t.when), default=best)


def _lies_within(inner: When, outer: When) -> bool:
    if inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def length_in_days(when: When) -> int:
    """Return the days from the first to the last; 0 for one that is open."""
    return (when.end - when.start).days if when.start and when.end else 0


def _shares_date(setting: Setting, clause: Clause) -> bool:
    """Whether a clause happens when the one it hangs on does: "and left", "last summer, when he was threatening"."""
    together = clause.kind == "subordinate" and _WHILE.match(words_of(setting, clause)) is not None
    return clause.kind == "coordinate" or together or _is_phrase(setting, clause)


def _is_phrase(setting: Setting, clause: Clause) -> bool:
    """Whether a quotation is only a phrase ("very disappointed") of the sentence around it."""
    told = words_of(setting, clause)
    return clause.kind == "quote" and len(told) < _PHRASE and not PAST.search(told)


def _candidates(setting: Setting, clause: Clause, published: When, modality: Modality) -> list[_Ranked]:
    found: list[_Ranked] = []
    for place, timex in setting.timexes:
        if clause.holds(place) and _fits(timex.when, published, modality):
            rank = _rank(setting, place, timex)
            if rank is not None:
                found.append(((rank, not _together(clause, place, setting.place), abs(place - setting.place)), timex))
    return found


def _together(clause: Clause, place: int, other: int) -> bool:
    """Whether two places lie in one stretch of the clause, with nothing put in between."""
    return any(start <= place < end and start <= other < end for start, end in clause.spans)


def _rank(setting: Setting, place: int, timex: Timex) -> int | None:
    """How directly an expression dates its clause: 0 best; None for one that only describes a noun."""
    end = place + len(timex.passage.text)
    preposition = _preposition(setting, place)
    noun = _ATTRIBUTIVE.match(setting.text, end)
    if (
        noun
        and (not preposition or _NAMING.search(setting.text, max(0, place - 16), place))
        and timex.passage.text[:1] != "t"
    ):
        names_event = not setting.whole and end <= setting.place <= noun.end()
        return 0 if names_event else _rank_of_subject(setting, end)
    return _BOUND.get(preposition, 0)


def _rank_of_subject(setting: Setting, end: int) -> int | None:
    """Rank the date of a noun whose event is told: "Tuesday's talks ended …", "Monday's decision to fire …"."""
    for told in (_HELD.match(setting.text, end), _DECIDED.match(setting.text, end)):
        if told and (setting.whole or end <= setting.place <= told.end()):
            return 5
    return None


def _fits(when: When, published: When, modality: Modality) -> bool:
    """Planned events lie ahead of the report, told ones behind it."""
    if published.start is None or published.end is None or when.start is None or when.end is None:
        return True
    if modality in {"planned", "hypothetical"}:
        return when.end >= published.start
    return when.start <= published.end


def _bounded(when: When, published: When, modality: Modality) -> When:
    """Cut off what the report cannot tell: "this week" ends with the report for what has happened."""
    start, end = when.start, when.end
    if start is None or end is None or published.start is None or published.end is None:
        return when
    if modality in {"planned", "hypothetical"}:
        start = max(start, published.start) if when.basis != "stated" else start
    else:
        end = min(end, published.end)
    return when if (start, end) == (when.start, when.end) else when_of((start, end), when.basis, when.reason)


def _with_range(setting: Setting, timex: Timex, published: When) -> When:
    """Join the two ends of "from May to July", "between 2016 and 2019"; "since May" ends with the report."""
    here = [t for _, t in setting.timexes].index(timex)
    for first in (here - 1, here):
        joined = _joined(setting, first) if 0 <= first < len(setting.timexes) - 1 else None
        if joined is not None:
            return joined
    start, today = timex.when.start, published.end
    if _preposition(setting, setting.timexes[here][0]) == "since" and start is not None and today is not None:
        return when_of((start, max(start, today)), timex.when.basis)
    return timex.when


def _joined(setting: Setting, first: int) -> When | None:
    """Return the span of two neighbouring expressions that are the ends of one range."""
    (place, begin), (other, end) = setting.timexes[first], setting.timexes[first + 1]
    gap = setting.text[place + len(begin.passage.text) : other].strip().lower()
    if gap not in {"-", "–", *_JOINED.get(_preposition(setting, place), ())}:
        return None
    start, finish = begin.when.start, end.when.end
    if start is None or finish is None or start > finish:
        return None
    return when_of((start, finish), begin.when.basis)


def _preposition(setting: Setting, place: int) -> str:
    """Return the preposition right before a place; "" for none."""
    found = _PREPOSITION.search(setting.text, max(0, place - 16), place)
    return (found[1] or found[2]).lower() if found else ""


def words_of(setting: Setting, clause: Clause) -> str:
    """Return the words of a clause."""
    return " ".join(setting.text[start:end] for start, end in clause.spans)


def is_date(timex: Timex) -> bool:
    """Return whether an expression can date an event."""
    return timex.when.known and timex.value != "PRESENT_REF" and timex.type in {"DATE", "TIME", "DURATION"}


def dates_within(timexes: Sequence[Timex], passage: Passage) -> list[Timex]:
    """Return the expressions that begin in a passage."""
    first = bisect_right(timexes, passage.start - 1, key=lambda t: t.passage.start)
    last = bisect_right(timexes, passage.end - 1, key=lambda t: t.passage.start)
    return list(timexes[first:last])
