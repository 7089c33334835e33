"""The date of an event: which of its sentence's, its neighbours' and the article's expressions say when it happened.

Not the nearest expression: an expression dates what its own clause tells. "Okoro, who took office in January, on
Thursday threatened …" dates the threat to Thursday.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..types import UNKNOWN_DATE, Modality, Passage, Reading, Sentence, Timex, When
from .clauses import SAYING, Clause, find_clauses
from .timex_rules import words
from .timex_values import when_of

_REPORTED_DAYS = 6  # news is told within the week it happens
_WINDOW = 1_500  # characters on each side of an event
_PHRASE = 60  # characters of a quotation that may be no more than a phrase
_SECTION = 40  # how many sentences back a date carries on
_ATTRIBUTIVE = re.compile(
    r"(?:['’]s?)?\s+(?!(?:and|or|to|in|on|at|by|for|with|as|the|a|an|of|that|when|after|before|from|into|over|about|"
    r"against|amid|despite|during|under|until|since|within|without|whether|while|where|who|which|because|if|alone|later|"
    r"earlier|too|also|again|already|he|she|it|they|his|her|its|their|said|told|was|were|had|has|is)\b)"
    r"[a-z]{3,}(?<!ed)\b",
    re.ASCII,
)
_PREPOSITION = re.compile(r"\b(on|in|at|by|since|until|till|before|after|from|between|during|over|for|of|to|and)\s+"
                          r"(?:the\s+)?$", re.IGNORECASE)  # fmt: skip
_PLUPERFECT = re.compile(
    r"\bhad\s+(?:\w+ly\s+|already\s+|not\s+|never\s+)?(?:\w+(?:ed|en|ne|t|wn|un|id|ld|de)|become|come|overcome|won|"
    r"\w*stood|struck|stuck|heard|hung|sung|sunk|read|had|led)\b"
)
_PAST = re.compile(rf"\b(?:{'|'.join(words('past_verb'))}|[a-z]{{3,}}ed)\b")
_PRESENT = re.compile(r"\b(?:is|are|am|has|have|will|would|can|could|may|might|says?)\b|['’](?:re|ve|ll)\b")
_CARRIED_DAYS = 31  # in the news a date that is vaguer than a month is not carried to the next sentence
_CARRIED_YEAR = 366  # nor one vaguer than a year in a text that bears no date
_CLOCKED = re.compile(r"\W*(?:[\w-]+\s+){0,3}(?:seconds|moments|minutes|hours?)\s+(?:later|after)\b", re.IGNORECASE)
_WHILE = re.compile(r"\W*(?:when|while|as)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|can|could|may|might|has|have|now)\b|['’](?:ve|ll)\b")
_HEAD_WORDS = 8  # characters of a head before its date: "Around", "On", marks
_SET_OFF = re.compile(r"[*_\s]{0,4}(?:$|[.:–—|]|-\s)")
_MEANWHILE = re.compile(r"\W*(?:until|till|when|while|as|once)\b", re.IGNORECASE)
_JOINED = {"from": ("to", "until", "till", "through"), "between": ("and",)}
_BOUND = {"since": 1, "from": 0, "until": 3, "till": 3, "before": 4, "after": 2, "of": 2, "for": 1}


_Ranked = tuple[tuple[int, bool, int], Timex]


@dataclass(frozen=True, slots=True)
class _Setting:
    """An event in its sentence: the clauses, the event's own clause and place, the expressions that are dates."""

    text: str
    clauses: tuple[Clause, ...]
    own: Clause
    place: int
    whole: bool
    timexes: tuple[tuple[int, Timex], ...]


def event_date(reading: Reading, event: Passage, modality: Modality) -> When:
    """Return when the event told in a passage happened (or is to happen), no more precisely than the text says.

    The passage is the event's trigger or its whole sentence. Without any expression, news is dated to the week up to
    the report (basis *reported*); without a published date either, the date is unknown.
    """
    index = _sentence_at(reading.sentences, event.start)
    if index is None:
        return _reported(reading.published, headline=False)
    sentence = reading.sentences[index]
    setting = _set(sentence, event, reading.timexes)
    own = _own_date(setting, reading.published, modality)
    if own is not None:
        return own
    said = _saying_date(setting, reading.published, modality)
    if said is not None:
        return said
    if modality in {"asserted", "negated"}:
        carried = _carried(reading, index, setting)
        if carried is not None:
            return carried
    return _reported(reading.published, headline=sentence.block in {"title", "heading"})


def _set(sentence: Sentence, event: Passage, timexes: Sequence[Timex]) -> _Setting:
    passage = _window(sentence.passage, event)
    clauses = find_clauses(passage.text)
    whole = event.end - event.start > 0.7 * len(passage.text)
    place = 0 if whole else min(max(event.start - passage.start, 0), len(passage.text) - 1)
    own = next((c for c in clauses if c.holds(place)), clauses[0])
    inside = [(t.passage.start - passage.start, t) for t in _within(timexes, passage) if _is_date(t)]
    if whole:
        own = _head(clauses, passage.text)
    return _Setting(passage.text, clauses, own, place, whole, tuple(inside))


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
    says = re.search(rf"\b{SAYING}\b", " ".join(text[s:e] for s, e in main.spans))
    return content if content is not None and says else main


def _own_date(setting: _Setting, published: When, modality: Modality) -> When | None:
    """The date in the event's clause, or in the clause it is joined to by "and"."""
    clause = setting.own
    while True:
        timex = _best(_candidates(setting, clause, published, modality))
        if timex:
            return _bounded(_with_range(setting, timex, published), published, modality)
        if clause.parent < 0 or not _shares_date(setting, clause):
            return None
        clause = setting.clauses[clause.parent]


def _best(found: list[_Ranked]) -> Timex | None:
    """The nearest expression; or the one inside its days that says them closer ("a month earlier, on 11 October")."""
    ranked = sorted(found, key=lambda c: c[0])
    if not ranked:
        return None
    (rank, _, _), best = ranked[0]
    inside = [t for (r, _, _), t in ranked if r == rank and _lies_within(t.when, best.when)]
    return min(inside, key=lambda t: _days(t.when), default=best)


def _lies_within(inner: When, outer: When) -> bool:
    if inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _days(when: When) -> int:
    return (when.end - when.start).days if when.start and when.end else 0


def _shares_date(setting: _Setting, clause: Clause) -> bool:
    """Whether a clause happens when the one it hangs on does: "and left", "last summer, when he was threatening"."""
    together = clause.kind == "subordinate" and _WHILE.match(_words(setting, clause)) is not None
    return clause.kind == "coordinate" or together or _is_phrase(setting, clause)


def _is_phrase(setting: _Setting, clause: Clause) -> bool:
    """Whether a quotation is only a phrase ("very disappointed") of the sentence around it."""
    words_of = _words(setting, clause)
    return clause.kind == "quote" and len(words_of) < _PHRASE and not _PAST.search(words_of)


def _candidates(setting: _Setting, clause: Clause, published: When, modality: Modality) -> list[_Ranked]:
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


def _rank(setting: _Setting, place: int, timex: Timex) -> int | None:
    """How directly an expression dates its clause: 0 best; None for one that only describes a noun."""
    end = place + len(timex.passage.text)
    preposition = _preposition(setting, place)
    noun = _ATTRIBUTIVE.match(setting.text, end)
    if noun and not preposition and timex.passage.text[:1] != "t":
        names_event = not setting.whole and end <= setting.place <= noun.end()
        return 0 if names_event else None
    return _BOUND.get(preposition, 0)


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


def _with_range(setting: _Setting, timex: Timex, published: When) -> When:
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


def _joined(setting: _Setting, first: int) -> When | None:
    """Return the span of two neighbouring expressions that are the ends of one range."""
    (place, begin), (other, end) = setting.timexes[first], setting.timexes[first + 1]
    gap = setting.text[place + len(begin.passage.text) : other].strip().lower()
    if gap not in {"-", "–", *_JOINED.get(_preposition(setting, place), ())}:
        return None
    start, finish = begin.when.start, end.when.end
    if start is None or finish is None or start > finish:
        return None
    return when_of((start, finish), begin.when.basis)


def _preposition(setting: _Setting, place: int) -> str:
    """Return the preposition right before a place; "" for none."""
    found = _PREPOSITION.search(setting.text, max(0, place - 16), place)
    return found[1].lower() if found else ""


def _saying_date(setting: _Setting, published: When, modality: Modality) -> When | None:
    """What is said to have happened is no later than the saying, and is dated by it when nothing else does."""
    if setting.own.kind not in {"content", "quote", "main"} or modality in {"planned", "hypothetical"}:
        return None
    sayings = [setting.clauses[setting.own.parent]] if setting.own.parent >= 0 else []
    sayings += [c for c in setting.clauses if c.kind == "saying"]
    for clause in sayings:
        timex = _best(_candidates(setting, clause, published, modality))
        if timex is not None and timex.when.end is not None:
            when = timex.when
            before = _PLUPERFECT.search(_words(setting, setting.own))
            return _week_to(when.end) if before and when.end else when
    return None


def _carried(reading: Reading, index: int, setting: _Setting) -> When | None:
    """The date the story is at: the last one told before, in this paragraph or in a section about days long gone.

    A new heading ends it, and so does a date too vague to be carried on.
    """
    section = _section(reading, index)
    if not _is_told(setting) and not (_is_shown(setting) and _has_head(reading, index, section)):
        return None
    paragraph, feature = reading.sentences[index].paragraph, _is_feature(reading.published)
    opening = next((s for s in reversed(section) if s.paragraph == paragraph), reading.sentences[index])
    clocked = _CLOCKED.match(opening.text) is not None
    for before in section:
        earlier = _telling(before, reading)
        when = _own_date(earlier, reading.published, "asserted") if earlier else None
        if when is None or when.start is None or when.end is None:
            continue
        headed = _heads(section[-1], reading) and _is_long_gone(when, reading.published)
        near = before.paragraph == paragraph or feature or headed or clocked
        if not near or _days(when) > (_CARRIED_YEAR if feature else _CARRIED_DAYS):
            return None
        return When(when.start, when.end, when.precision, "vague" if when.basis == "vague" else "focus")
    return None


def _is_told(setting: _Setting) -> bool:
    """Whether a clause tells the story on: in the past tense, and not of what was before it."""
    clause = setting.own
    if clause.kind == "quote":
        said = [setting.clauses[clause.parent], *(c for c in setting.clauses if c.kind == "saying")]
        return any(_PAST.search(_words(setting, c)) for c in said)
    own = _words(setting, clause)
    if clause.kind in {"relative", "aside"} or (clause.kind == "subordinate" and not _MEANWHILE.match(own)):
        return False
    return _PAST.search(own) is not None and not _is_aside(own)


def _is_shown(setting: _Setting) -> bool:
    """Whether a clause may be told in the present of a chronicle ("Okoro flies to Orsk")."""
    own = _words(setting, setting.own)
    return setting.own.kind in {"main", "coordinate"} and not _PLUPERFECT.search(own) and not _MODAL.search(own)


def _has_head(reading: Reading, index: int, section: list[Sentence]) -> bool:
    """Whether the paragraph, or the section, stands beneath a head that is nothing but a date."""
    paragraph = reading.sentences[index].paragraph
    heads = [s for s in section if s.paragraph == paragraph][-1:] + [s for s in section[-1:] if _heads(s, reading)]
    return any(_is_head(head, reading) for head in heads)


def _is_head(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence begins with a date that is set off from what follows."""
    first = next((t for t in _within(reading.timexes, sentence.passage) if _is_date(t)), None)
    start = first.passage.start - sentence.passage.start if first else len(sentence.text)
    return (
        first is not None
        and start <= _HEAD_WORDS
        and _SET_OFF.match(sentence.text, start + len(first.passage.text)) is not None
    )


def _is_aside(words_of: str) -> bool:
    """Whether a clause leaves the story: for the present, or for what had been before."""
    return _PRESENT.search(words_of) is not None or _PLUPERFECT.search(words_of) is not None


def _telling(sentence: Sentence, reading: Reading) -> _Setting | None:
    """A sentence that may move the date the story is at; None for one without a date, or beside the story."""
    if not _within(reading.timexes, sentence.passage):
        return None
    setting = _set(sentence, sentence.passage, reading.timexes)
    return None if _is_aside(_words(setting, setting.own)) else setting


def _section(reading: Reading, index: int) -> list[Sentence]:
    """The sentences before one, backwards, up to and with the heading over them; what is no prose is passed over."""
    section: list[Sentence] = []
    here = reading.sentences[index]
    for before in reversed(reading.sentences[max(0, index - _SECTION) : index]):
        listed = before.block == "list" and before.paragraph != here.paragraph
        if before.block == "title" or here.block in {"title", "heading"} or listed:
            break
        heads = _heads(before, reading)
        if heads or before.block in {"body", "list"}:
            section.append(before)
        if heads:
            break
    return section


def _heads(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence heads a section: a heading, or a line in the text that is a date before the report's."""
    if sentence.block != "byline" or not _is_head(sentence, reading):
        return sentence.block == "heading"
    days = next(t.when for t in _within(reading.timexes, sentence.passage) if _is_date(t))
    return _is_long_gone(days, reading.published)


def _is_feature(published: When) -> bool:
    """Whether a text bears no date of its own: it was not written on the day after."""
    return published.basis not in {"stated", "relative"}


def _is_long_gone(when: When, published: When) -> bool:
    """Whether a date lies before the news of the day."""
    if when.end is None or published.start is None:
        return False
    return (published.start - when.end).days > _REPORTED_DAYS


def _words(setting: _Setting, clause: Clause) -> str:
    return " ".join(setting.text[start:end] for start, end in clause.spans)


def _reported(published: When, headline: bool) -> When:
    """The days up to the report: the week in the body, the day before and the day itself in a headline."""
    if published.start is None or published.end is None:
        return UNKNOWN_DATE
    back = timedelta(days=1 if headline else _REPORTED_DAYS)
    return when_of((_earlier(published.start, back), published.end), "reported", "only the report's date is known")


def _week_to(day: date) -> When:
    return when_of((_earlier(day, timedelta(days=_REPORTED_DAYS)), day), "reported", "told on that day")


def _earlier(day: date, delta: timedelta) -> date:
    return day - delta if day.toordinal() > delta.days else date.min


def _is_date(timex: Timex) -> bool:
    return timex.when.known and timex.value != "PRESENT_REF" and timex.type in {"DATE", "TIME", "DURATION"}


def _within(timexes: Sequence[Timex], passage: Passage) -> list[Timex]:
    first = bisect_right(timexes, passage.start - 1, key=lambda t: t.passage.start)
    last = bisect_right(timexes, passage.end - 1, key=lambda t: t.passage.start)
    return list(timexes[first:last])


def _sentence_at(sentences: Sequence[Sentence], place: int) -> int | None:
    index = bisect_right(sentences, place, key=lambda s: s.passage.start) - 1
    return index if index >= 0 and place < sentences[index].passage.end else None
