"""The dates that matter: those that most documents name after the fact, when a timeline has room for only some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import fmean

from ..types import Coding, Timex, When

_OWN_DAY = 0.5  # a document says less about its own day than by naming a day
_WORTH = 0.5  # without a number asked for, a day is kept from this share of the mean vote


def story_votes(codings: Iterable[Coding]) -> dict[date, float]:
    """Return each day's votes from the documents of a story."""
    return date_votes((coding.published, coding.timexes) for coding in codings)


def date_votes(documents: Iterable[tuple[When, Iterable[Timex]]]) -> dict[date, float]:
    """Return each day's votes: one from every document that names it, half a one from those published on it.

    A day that lies ahead of its document is a plan and has no vote: what happened is named again afterwards.
    """
    votes: dict[date, float] = defaultdict(float)
    for published, timexes in documents:
        for day in {timex.when.start for timex in timexes if _is_past_day(timex, published.end)}:
            if day is not None:
                votes[day] += 1
        if published.start is not None and published.start == published.end:
            votes[published.start] += _OWN_DAY
    return dict(votes)


def select_dates(
    votes: Mapping[date, float], count: int | None = None, first: date = date.min, last: date = date.max
) -> tuple[date, ...]:
    """Return the days with most votes between two days, in order; as many as asked for, or those well above nothing."""
    inside = {day: vote for day, vote in votes.items() if first <= day <= last}
    ranked = sorted(inside, key=lambda day: (-inside[day], day))
    if count is None:
        worth = _WORTH * fmean(inside.values()) if inside else 0.0
        return tuple(sorted(day for day in ranked if inside[day] >= worth))
    return tuple(sorted(ranked[:count]))


def _is_past_day(timex: Timex, published: date | None) -> bool:
    when = timex.when
    if timex.type not in ("DATE", "TIME") or when.start is None or when.start != when.end:
        return False
    return published is None or when.start <= published
