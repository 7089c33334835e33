"""The date that the story is at: what was last told, in this paragraph or beneath this heading, and still holds."""

from __future__ import annotations

import re

from ...types import Reading, Sentence, When
from .clause_dates import (
    PAST,
    PLUPERFECT,
    PRESENT,
    Setting,
    dates_within,
    is_date,
    length_in_days,
    own_date,
    read_setting,
    words_of,
)

REPORTED_DAYS = 6  # news is told within the week it happens
_SECTION = 40  # how many sentences back a date carries on
_CARRIED_DAYS = 31  # in the news a date that is vaguer than a month is not carried to the next sentence
_CARRIED_YEAR = 366  # nor one vaguer than a year in a text that bears no date
_CLOCKED = re.compile(r"\W*(?:[\w-]+\s+){0,3}(?:seconds|moments|minutes|hours?)\s+(?:later|after)\b", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:will|would|can|could|may|might|has|have|now)\b|['’](?:ve|ll)\b")
_HEAD_WORDS = 8  # characters of a head before its date: "Around", "On", marks
_SET_OFF = re.compile(r"[*_\s]{0,4}(?:$|[.:–—|]|-\s)")
_MEANWHILE = re.compile(r"\W*(?:until|till|when|while|as|once)\b", re.IGNORECASE)


def carried_date(reading: Reading, index: int, setting: Setting) -> When | None:
    """Return the date the story is at: the last one told, in this paragraph or in a section about days long gone.

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
        when = own_date(earlier, reading.published, "asserted") if earlier else None
        if when is None or when.start is None or when.end is None:
            continue
        headed = _heads(section[-1], reading) and _is_long_gone(when, reading.published)
        near = before.paragraph == paragraph or feature or headed or clocked
        if not near or length_in_days(when) > (_CARRIED_YEAR if feature else _CARRIED_DAYS):
            return None
        return When(when.start, when.end, when.precision, "vague" if when.basis == "vague" else "focus")
    return None


def _is_told(setting: Setting) -> bool:
    """Whether a clause tells the story on: in the past tense, and not of what was before it."""
    clause = setting.own
    if clause.kind == "quote":
        said = [setting.clauses[clause.parent], *(c for c in setting.clauses if c.kind == "saying")]
        return any(PAST.search(words_of(setting, c)) for c in said)
    own = words_of(setting, clause)
    if clause.kind in {"relative", "aside"} or (clause.kind == "subordinate" and not _MEANWHILE.match(own)):
        return False
    return PAST.search(own) is not None and not _is_aside(own)


def _is_shown(setting: Setting) -> bool:
    """Whether a clause may be told in the present of a chronicle ("Okoro flies to Orsk")."""
    own = words_of(setting, setting.own)
    return setting.own.kind in {"main", "coordinate"} and not PLUPERFECT.search(own) and not _MODAL.search(own)


def _has_head(reading: Reading, index: int, section: list[Sentence]) -> bool:
    """Whether the paragraph, or the section, stands beneath a head that is nothing but a date."""
    paragraph = reading.sentences[index].paragraph
    heads = [s for s in section if s.paragraph == paragraph][-1:] + [s for s in section[-1:] if _heads(s, reading)]
    return any(_is_head(head, reading) for head in heads)


def _is_head(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence begins with a date that is set off from what follows."""
    first = next((t for t in dates_within(reading.timexes, sentence.passage) if is_date(t)), None)
    start = first.passage.start - sentence.passage.start if first else len(sentence.text)
    return (
        first is not None
        and start <= _HEAD_WORDS
        and _SET_OFF.match(sentence.text, start + len(first.passage.text)) is not None
    )


def _is_aside(told: str) -> bool:
    """Whether a clause leaves the story: for the present, or for what had been before."""
    return PRESENT.search(told) is not None or PLUPERFECT.search(told) is not None


def _telling(sentence: Sentence, reading: Reading) -> Setting | None:
    """A sentence that may move the date the story is at; None for one without a date, or beside the story."""
    if not dates_within(reading.timexes, sentence.passage):
        return None
    setting = read_setting(sentence, sentence.passage, reading.timexes)
    return None if _is_aside(words_of(setting, setting.own)) else setting


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
    days = next(t.when for t in dates_within(reading.timexes, sentence.passage) if is_date(t))
    return _is_long_gone(days, reading.published)


def _is_feature(published: When) -> bool:
    """Whether a text bears no date of its own: it was not written on the day after."""
    return published.basis not in {"stated", "relative"}


def _is_long_gone(when: When, published: When) -> bool:
    """Whether a date lies before the news of the day."""
    if when.end is None or published.start is None:
        return False
    return (published.start - when.end).days > REPORTED_DAYS
