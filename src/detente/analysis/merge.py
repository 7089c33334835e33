"""Merge the reports of one happening: EventMentions of all documents in, Events out.

Mentions are laid out from the best dated to the undated, and each joins the happening it is most like, or starts one.
Like means: same modality, parties and sign, a compatible direction and date, close types, and wording as similar as
the looseness of the rest demands. Candidates come from an index of rare words by week, so cost stays close to linear.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..types import Coding, Copy, Document, Event, EventMention
from .happenings import date_rank, make_event, party_key, polarity_of
from .wording import Wording, content_words, word_weights

_FAMILIES = (
    frozenset({"ACCUSE", "REJECT", "THREATEN"}),
    frozenset({"SANCTION", "COERCE", "PROTEST", "ASSAULT", "MOBILIZE"}),
    frozenset({"CONCEDE", "RETREAT"}),
    frozenset({"COOPERATE", "AID"}),
    frozenset({"AGREE", "CONSULT", "SUPPORT"}),
)
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# How alike the wording must be (weighted cosine), and what each looseness adds to that.
# Two sides seldom meet or agree twice in a week, so those need least.
_NEEDED = {"mutual act": 0.1, "same type": 0.16, "same family": 0.28, "same sign": 0.36}
_EXTRA = {"direction": 0.05, "near dates": 0.03, "long dates": 0.15, "no date": 0.2, "retold": 0.2}
_KEYS = 12  # rarest words of a mention that look for candidates
_RETOLD_WORDS = 3
_NOTHING = Wording(frozenset(), 0.0)
_PER_WORD = 12  # happenings looked up per word, before and after the day
_CANDIDATES = 16  # of those, the ones compared: they share most
_NEAR = 45  # days before and after in which candidates are looked for
_NUMBER = (1 << 32) - 1  # the index holds (day, number of the happening) as one integer
_WORDINGS = 6  # different wordings of a happening that are compared
_REPORT_LAG = timedelta(days=3)  # an event reported without a date may be this much older than its report
_SLACK = timedelta(days=1)  # time zones

_Block = tuple[str, str, frozenset[str]]
_Index = dict[tuple[_Block, str], list[int]]


@dataclass(frozen=True, slots=True)
class _Report:
    """A mention with what merging compares."""

    mention: EventMention
    block: _Block
    words: frozenset[str]
    sides: tuple[frozenset[str], frozenset[str]]
    first: date | None
    last: date | None

    @property
    def length(self) -> int:
        return (self.last - self.first).days if self.first and self.last else 9_999


@dataclass(slots=True)
class _Happening:
    """The reports put together so far; the first is the best dated."""

    reports: list[_Report]
    wordings: list[Wording]


def merge_events(codings: Sequence[Coding], documents: Sequence[Document], copies: Sequence[Copy]) -> tuple[Event, ...]:
    """Return what happened, each event with all its mentions, in order of date; independent of the order of reading."""
    names = _names(codings)
    reports = [_report(mention, names) for mention in _mentions(codings)]
    reports.sort(key=lambda r: (*date_rank(r.mention.when), r.mention.passage.text, r.mention.id))
    sources = independent_sources(documents, copies)
    happenings = _gather(reports, word_weights(_words_by_week(reports)))
    events = [make_event([r.mention for r in happening.reports], sources) for happening in happenings]
    return tuple(sorted(events, key=lambda e: (e.when.start or date.max, e.when.end or date.max, e.id)))


def independent_sources(documents: Sequence[Document], copies: Sequence[Copy]) -> dict[str, str]:
    """Return the source behind each document: its original's publisher, or the original itself where none is named."""
    original = {copy.document_id: copy.of for copy in copies}
    publisher = {document.id: document.publisher.strip().lower() for document in documents}
    roots = {document.id: _root(document.id, original) for document in documents}
    return {document_id: publisher.get(root) or root for document_id, root in roots.items()}


def _root(document_id: str, original: Mapping[str, str]) -> str:
    seen = {document_id}
    while original.get(document_id, document_id) not in seen:
        document_id = original[document_id]
        seen.add(document_id)
    return document_id


def _mentions(codings: Iterable[Coding]) -> Iterator[EventMention]:
    seen: set[str] = set()
    for coding in codings:
        for mention in coding.events:
            if mention.id not in seen:
                seen.add(mention.id)
                yield mention


def _names(codings: Iterable[Coding]) -> frozenset[str]:
    """Return the words that name the actors: every report has them, so they make none alike."""
    texts = {m.passage.text for coding in codings for m in coding.mentions if m.kind == "name"}
    texts |= {p.name for coding in codings for m in coding.events for p in (*m.actors, *m.recipients) if p.actor}
    return frozenset().union(*map(content_words, texts))


def _report(mention: EventMention, names: frozenset[str]) -> _Report:
    sides = (frozenset(map(party_key, mention.actors)), frozenset(map(party_key, mention.recipients)))
    story = frozenset(p.actor for p in (*mention.actors, *mention.recipients) if p.actor)
    first, last = mention.when.start, mention.when.end
    if first and last:
        reported = mention.when.basis == "reported"
        first = _shift(first, -(_REPORT_LAG if reported and first == last else _SLACK))
        last = last if reported else _shift(last, _SLACK)
    block = (mention.modality, polarity_of(mention.intensity), story if len(story) > 1 else sides[0] | sides[1])
    return _Report(mention, block, content_words(mention.passage.text) - names, sides, first, last)


def _shift(day: date, by: timedelta) -> date:
    """Move a day, staying inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + by.days, 1), date.max.toordinal()))


def _words_by_week(reports: Iterable[_Report]) -> list[frozenset[str]]:
    """Return the words of each week: the words of a much reported event are common, but only in its week."""
    weeks: dict[int, set[str]] = defaultdict(set)
    for report in reports:
        weeks[_day(report) // 7].update(report.words)
    return [frozenset(words) for words in weeks.values()]


def _gather(reports: Sequence[_Report], weights: Mapping[str, float]) -> list[_Happening]:
    """Put each report with the happening it is most like, or start a new one."""
    happenings: list[_Happening] = []
    index: _Index = defaultdict(list)
    for report in reports:
        wording = Wording.of(report.words, weights)
        keys = {(report.block, word): weights[word] for word in _rarest(report.words, weights)}
        best = _best(report, wording, [happenings[i] for i in _candidates(report, keys, index)], weights)
        if best is None:
            best = _Happening([report], [wording])
            for key in keys:
                insort(index[key], (_day(report) << 32) + len(happenings))
            happenings.append(best)
            continue
        best.reports.append(report)
        if wording not in best.wordings and len(best.wordings) < _WORDINGS:
            best.wordings.append(wording)
    return happenings


def _rarest(words: frozenset[str], weights: Mapping[str, float]) -> list[str]:
    return sorted(words, key=lambda word: (-weights[word], word))[:_KEYS]


def _day(report: _Report) -> int:
    return report.first.toordinal() if report.first else 0


def _candidates(report: _Report, keys: Mapping[tuple[_Block, str], float], index: _Index) -> list[int]:
    """Return the numbers of the happenings near in time that share most weight of rare words."""
    day = _day(report)
    low, high = (day - _NEAR) << 32, (day + min(report.length, 400) + _NEAR) << 32
    found: dict[int, float] = defaultdict(float)
    for key, weight in keys.items():
        places = index.get(key, [])
        if report.first is None:
            near = places[-_PER_WORD:] + places[:_PER_WORD]
        else:
            middle = bisect_left(places, day << 32)
            start, end = bisect_left(places, low), bisect_left(places, high)
            near = places[max(start, middle - _PER_WORD) : min(end, middle + _PER_WORD)]
        for place in set(near):
            found[place & _NUMBER] += weight
    return sorted(found, key=lambda number: (-round(found[number], 9), number))[:_CANDIDATES]


def _best(
    report: _Report, wording: Wording, happenings: Sequence[_Happening], weights: Mapping[str, float]
) -> _Happening | None:
    """Return the happening most like the report among those like it enough."""
    best, margin = None, 0.0
    for happening in happenings:
        needed = _needed(report, happening.reports[0])
        if needed is None or any(_same_sentence(report, other) for other in happening.reports[:_WORDINGS]):
            continue
        alike = max(wording.likeness(other, weights) for other in _comparable(report, wording, happening))
        if alike - needed > margin or (best is None and alike >= needed):
            best, margin = happening, alike - needed
    return best


def _comparable(report: _Report, wording: Wording, happening: _Happening) -> list[Wording]:
    """Return the wordings to compare with; for something told again weeks later, two shared words prove nothing."""
    seed = happening.reports[0]
    if report.first and seed.last and report.first > seed.last:
        return [w for w in happening.wordings if len(w.words & wording.words) >= _RETOLD_WORDS] or [_NOTHING]
    return happening.wordings


def _same_sentence(report: _Report, other: _Report) -> bool:
    """Whether one sentence reports both, as different acts: it tells two events, not one twice."""
    a, b = report.mention, other.mention
    return a.type != b.type and (a.passage.covers(b.passage) or b.passage.covers(a.passage))


def _needed(report: _Report, seed: _Report) -> float | None:
    """Return how alike the wording must be for two reports to tell of one happening; None where they cannot."""
    direction = _direction_extra(report, seed)
    dates = _date_extra(report, seed)
    if direction is None or dates is None:
        return None
    a, b = report.mention.type, seed.mention.type
    if a == b:
        kind = "mutual act" if a in _MUTUAL else "same type"
    else:
        kind = "same family" if any({a, b} <= family for family in _FAMILIES) else "same sign"
    return _NEEDED[kind] + direction + dates


def _direction_extra(a: _Report, b: _Report) -> float | None:
    """Return what differing directions add: nothing if the same or the act is mutual, None if opposed."""
    if a.sides == b.sides or {a.mention.type, b.mention.type} <= _MUTUAL:
        return 0.0
    return _EXTRA["direction"] if not a.mention.recipients or not b.mention.recipients else None


def _date_extra(a: _Report, b: _Report) -> float | None:
    """Return what uncertain dates add to the wording needed; None where the dates cannot be the same."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return _EXTRA["no date"]
    if b.first > a.last:
        return None
    if a.first > b.last:
        # A headline tells today's news; what the text under it tells without a date may be older.
        retold = (
            a.mention.when.basis == "reported" and a.length >= _REPORT_LAG.days and (a.first - b.last).days <= _NEAR
        )
        return _EXTRA["retold"] if retold else None
    if max(a.length, b.length) > 15:
        return _EXTRA["long dates"]
    return 0.0 if a.mention.when.start == b.mention.when.start else _EXTRA["near dates"]
