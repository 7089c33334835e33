"""The date of an event: which of its sentence's, its neighbours' and the article's expressions say when it happened.

Not the nearest expression: an expression dates what its own clause tells. "Okoro, who took office in January, on
Thursday threatened …" dates the threat to Thursday.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from ..types import UNKNOWN_DATE, Modality, Passage, Reading, Sentence, When
from .timex.clause_dates import PLUPERFECT, Setting, date_beside, own_date, read_setting, timex_of, words_of
from .timex.story_focus import REPORTED_DAYS, carried_date
from .timex.values import when_of


def event_date(reading: Reading, event: Passage, modality: Modality) -> When:
    """Return when the event told in a passage happened (or is to happen), no more precisely than the text says.

    The passage is the event's trigger or its whole sentence. Without any expression, news is dated to the week up to
    the report (basis *reported*); without a published date either, the date is unknown.
    """
    index = _sentence_at(reading.sentences, event.start)
    if index is None:
        return _reported(reading.published, headline=False)
    sentence = reading.sentences[index]
    setting = read_setting(sentence, event, reading.timexes)
    own = own_date(setting, reading.published, modality)
    own = own or date_beside(setting, reading.published, modality)
    if own is not None:
        return own
    said = _saying_date(setting, reading.published, modality)
    if said is not None:
        return said
    if modality in {"asserted", "negated"}:
        carried = carried_date(reading, index, setting)
        if carried is not None:
            return carried
    return _reported(reading.published, headline=sentence.block in {"title", "heading"})


def _saying_date(setting: Setting, published: When, modality: Modality) -> When | None:
    """What is said to have happened is no later than the saying, and is dated by it when nothing else does."""
    if setting.own.kind not in {"content", "quote", "main"} or modality in {"planned", "hypothetical"}:
        return None
    sayings = [setting.clauses[setting.own.parent]] if setting.own.parent >= 0 else []
    sayings += [c for c in setting.clauses if c.kind == "saying"]
    for clause in sayings:
        timex = timex_of(setting, clause, published, modality)
        if timex is not None and timex.when.end is not None:
            when = timex.when
            before = PLUPERFECT.search(words_of(setting, setting.own))
            return _week_to(when.end) if before and when.end else when
    return None


def _reported(published: When, headline: bool) -> When:
    """The days up to the report: the week in the body, the day before and the day itself in a headline."""
    if published.start is None or published.end is None:
        return UNKNOWN_DATE
    back = timedelta(days=1 if headline else REPORTED_DAYS)
    return when_of((_earlier(published.start, back), published.end), "reported", "only the report's date is known")


def _week_to(day: date) -> When:
    return when_of((_earlier(day, timedelta(days=REPORTED_DAYS)), day), "reported", "told on that day")


def _earlier(day: date, delta: timedelta) -> date:
    return day - delta if day.toordinal() > delta.days else date.min


def _sentence_at(sentences: Sequence[Sentence], place: int) -> int | None:
    index = bisect_right(sentences, place, key=lambda s: s.passage.start) - 1
    return index if index >= 0 and place < sentences[index].passage.end else None
