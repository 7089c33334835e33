"""Time expressions of a text (TIMEX3), resolved against the day of publication and the date the narrative is at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..types import UNKNOWN_DATE, Passage, Sentence, Timex, When
from .timex import dates as timex_dates
from .timex import fiscal as timex_fiscal
from .timex import spans as timex_spans
from .timex.rules import Match, next_matches, words
from .timex.scene import Resolution, Scene
from .timex.tense import direction
from .timex.values import Days, days_of, part_of, unit_value, when_of

Resolver = Callable[[Match, Scene], Resolution | None]

RESOLVERS: Mapping[str, Resolver] = {
    function.__name__: function
    for function in (
        timex_dates.calendar_date, timex_dates.month_day, timex_dates.month, timex_dates.season, timex_dates.weekday,
        timex_dates.weekday_the_nth,
        timex_dates.day_of_month, timex_dates.decade, timex_dates.century, timex_dates.range_end,
        timex_dates.spelled_year, timex_dates.before_christ, timex_dates.anno_domini, timex_dates.spelled_day,
        timex_dates.nth_weekday, timex_dates.named_day,
        timex_fiscal.quarter, timex_fiscal.quarter_ended, timex_fiscal.same_quarter, timex_fiscal.year_ago,
        timex_fiscal.year_period, timex_fiscal.half,
        timex_spans.constant, timex_spans.ahead, timex_spans.recently, timex_spans.past_units,
        timex_spans.relative_unit, timex_spans.which_unit, timex_spans.unit_before_last, timex_spans.weekend,
        timex_spans.ago, timex_spans.ago_today, timex_spans.in_count, timex_spans.later, timex_spans.beside_focus,
        timex_spans.unit_beside_focus, timex_spans.focus, timex_spans.duration, timex_spans.half_duration,
        timex_spans.year_long, timex_spans.vague_duration, timex_spans.every, timex_spans.clock,
        timex_spans.part_of_day,
    )
}  # fmt: skip

_LOOKS_BACK = 18  # months: a story told further back than this is read as a narrative
_INTRODUCES = re.compile(
    r"(?:\b(?:in|on|by|of|from|since|during|throughout|until|late|early|to|and|between|into|year)\s+|^\s*|[-–])$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|until|till)\s+$", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:has|have)\b[^.;]{0,80}\bsince\s+$")  # "has fought them since May" lasts until now
_LASTING_REACH = 120  # characters looked back for "has"
_DATELINE = re.compile(r"\W*[A-Z][A-Z .'’-]{1,30}(?:,\s[A-Z][\w. ]{1,20})?,\s+$")
_DATELINE_END = re.compile(r"(?:\s*\([^)\n]{1,40}\))?\s*(?:[—–:]|--?\s|$)")
_OPENING = 3  # expressions among which a dateline is looked for: a title and a byline may stand before it
_FILED_DAYS = 3  # days from a dateline to the paper
_SPOKEN = frozenset({"deictic.today", "deictic.yesterday", "deictic.tomorrow", "clock.deictic-part"})
_SAID_ON = frozenset({"calendar.weekday", "calendar.month-day", "calendar.day-month"})
_LOOKS_AWAY = frozenset({"calendar.decade", "calendar.decade-word", "calendar.century", "narrative.earlier"})
_QUARTER_ENDED = re.compile(r"\b(?:three|3)[ -]months? (?:period )?(?:ended|ending|to|through) $")
_BEFORE = 32  # characters looked at before an expression
_QUOTED = 2_000  # characters looked back for an opening quotation mark
_BARE = frozenset({"month", "month_day", "season"})
_NEAR_RULES = frozenset({"deictic.today", "deictic.yesterday", "deictic.tomorrow", "deictic.ago", "calendar.weekday"})
_BARE_YEAR = 0.5  # what a year alone counts for beside a date with its year
_TOLD_PER_NEAR = 1.5  # years told from further back, for each look from the day of publication
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Inc|Corp|Co|Ltd|St|No|vs|Jan|Feb|"
                          r"Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m))\.$")  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]{0,3}\s+(?=[A-Z\"“‘'(\[])|\n\s*\n")


def tag(text: str, published: date | str | None = None) -> list[Timex]:
    """Return the time expressions of a text, in reading order.

    ``published`` is the day the text appeared (a date or ISO 8601); without it, what leans on that day stays relative.

    Raises:
        ValueError: ``published`` is no ISO 8601 date.
    """
    day = date.fromisoformat(published[:10]) if isinstance(published, str) else published
    when = when_of((day, day), "stated") if day else UNKNOWN_DATE
    sentences = [
        Sentence(Passage("", start, end, text[start:end]), index, 0, "body")
        for index, (start, end) in enumerate(cut_sentences(text))
    ]
    return list(tag_dates(tuple(sentences), when))


def tag_dates(sentences: tuple[Sentence, ...], published: When) -> tuple[Timex, ...]:
    """Return the time expressions of a document's sentences, in reading order.

    Where the day of publication is only known as a span (a month, say), an expression that leans on it is resolved
    from both ends and keeps what they have in common. Where only one end is known, nothing leans on it.
    """
    if not published.known:
        published = UNKNOWN_DATE
    places = [place for number, sentence in enumerate(sentences) for place in _find(sentence.passage, number)]
    narrative = _is_narrative(places, published)
    early = list(_resolve(places, published.start, narrative))
    if published.start == published.end:
        return tuple(early)
    late = {(t.passage.start, t.passage.end): t for t in _resolve(places, published.end, narrative)}
    return tuple(_common(t, late.get((t.passage.start, t.passage.end), t)) for t in early)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where rules fit: the candidates, longest first, and the way the clause looks."""

    sentence: Passage
    number: int
    matches: tuple[Match, ...]
    direction: int


def _find(sentence: Passage, number: int) -> Iterator[_Place]:
    """Yield the places of a sentence where a rule fits; a longer fit hides the shorter ones inside it."""
    position = 0
    while matches := next_matches(sentence.text, position):
        best = matches[0]
        yield _Place(sentence, number, tuple(matches), direction(sentence.text, best.start, best.end))
        position = best.end


@dataclass(frozen=True, slots=True)
class _Telling:
    """How far the text has been read: the scene, the sentence that last told a date, and the day something was said."""

    scene: Scene
    told_in: int = -2
    said_in: int = -2
    said: date | None = None


def _resolve(places: Sequence[_Place], ref: date | None, narrative: bool) -> Iterator[Timex]:
    telling = _Telling(Scene(ref=_filed(places, ref), narrative=narrative))
    for number, place in enumerate(places):
        said = _said_later(places, number, telling)
        heard = replace(telling, said_in=place.number, said=said) if said else telling
        for match in place.matches:
            resolution = RESOLVERS[match.rule.resolve](match, _scene_at(heard, place, match))
            if resolution is not None:
                timex = _timex(place.sentence, match, resolution, ref)
                telling = _tell(telling, place, timex, resolution)
                yield timex
                break


def _filed(places: Sequence[_Place], published: date | None) -> date | None:
    """Return the day that "today" is: the dateline's ("PORT ALMAR, Feb. 9 —") shortly before publication, else that."""
    if published is None:
        return None
    for place in places[:_OPENING]:
        match, text = place.matches[0], place.sentence.text
        if match.rule.resolve != "month_day" or not _DATELINE.match(text[: match.start]):
            continue
        resolution = timex_dates.month_day(match, Scene(ref=published))
        days = days_of(resolution.value) if resolution and _DATELINE_END.match(text, match.end) else None
        if days and 0 <= (published - days[0]).days <= _FILED_DAYS:
            return days[0]
    return published


def _said_later(places: Sequence[_Place], number: int, telling: _Telling) -> date | None:
    """Return the day named after a quotation that says "yesterday": "“… yesterday,” she said on Saturday."""
    place = places[number]
    spoken = place.matches[0].rule.id in _SPOKEN and telling.said_in != place.number
    if not spoken or not _is_quoted(place.sentence.text, place.matches[0].start):
        return None
    for other in places[number + 1 : number + 4]:
        match = other.matches[0]
        if (
            other.number == place.number
            and match.rule.id in _SAID_ON
            and not _is_quoted(other.sentence.text, match.start)
        ):
            resolution = RESOLVERS[match.rule.resolve](match, replace(telling.scene, direction=-1))
            days = days_of(resolution.value) if resolution else None
            return days[0] if days else None
    return None


def _scene_at(telling: _Telling, place: _Place, match: Match) -> Scene:
    """Return what an expression is read against: a story told just before, or the day on which it is quoted."""
    scene = replace(telling.scene, direction=place.direction)
    told = telling.told_in >= place.number - 1 and _is_past(scene) and scene.direction < 1
    if (
        told
        and match.rule.resolve in _BARE
        and not _LASTING.search(place.sentence.text, max(0, match.start - _LASTING_REACH), match.start)
    ):
        scene = replace(scene, narrative=True)
    if telling.said_in == place.number and _is_quoted(place.sentence.text, match.start):
        scene = replace(scene, ref=telling.said)
    return scene


def _tell(telling: _Telling, place: _Place, timex: Timex, resolution: Resolution) -> _Telling:
    start = timex.passage.start - place.sentence.start
    before = place.sentence.text[max(0, start - _BEFORE) : start]
    scene = _move(telling.scene, timex, before)
    if scene is telling.scene:
        return telling
    told_in = place.number if _tells(resolution, before) else -2
    if timex.when.precision == "day" and timex.when.basis != "vague" and not _is_quoted(place.sentence.text, start):
        return _Telling(scene, told_in, place.number, timex.when.start)
    return replace(telling, scene=scene, told_in=told_in)


def _is_quoted(text: str, place: int) -> bool:
    """Whether a place of a sentence lies inside quotation marks."""
    before = text[max(0, place - _QUOTED) : place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _tells(resolution: Resolution, before: str) -> bool:
    """Whether a date carries the story on ("in August 2019"), rather than naming a thing ("the August 2019 treaty")."""
    dated = resolution.basis in {"stated", "focus"} and len(resolution.value) > len("2025")
    return dated and _INTRODUCES.search(before) is not None


def _is_past(scene: Scene) -> bool:
    """Whether the date in focus lies so far back that the next bare month belongs to it."""
    day = days_of(scene.focus)
    return day is not None and scene.ref is not None and (scene.ref - day[1]).days > _LOOKS_BACK * 30


def _timex(sentence: Passage, match: Match, resolution: Resolution, ref: date | None) -> Timex:
    mod = resolution.mod or _modifier(match, sentence.text[max(0, match.start - 16) : match.start])
    return Timex(
        passage=sentence.slice(match.start, match.end),
        type=match.rule.type,
        value=resolution.value,
        mod=mod,
        when=_when(match, resolution, mod, ref),
        rule=match.rule.id,
    )


def _when(match: Match, resolution: Resolution, mod: str, ref: date | None) -> When:
    days = resolution.days or (days_of(resolution.value) if match.rule.type in {"DATE", "TIME"} else None)
    if days is None:
        return UNKNOWN_DATE
    if mod in {"START", "MID", "END"} and days[0] != days[1]:
        return when_of(_side(days, match, ref) or part_of(days, mod), "vague")
    return when_of(days, resolution.basis)


def _side(days: Days, match: Match, ref: date | None) -> Days | None:
    """Return the days of "earlier this year" (up to publication) and "later this year" (from then on)."""
    stage = match.groups.get("stage", "").split()[:1]
    if ref is None or not days[0] <= ref <= days[1] or stage not in (["earlier"], ["later"]):
        return None
    return (days[0], ref) if stage == ["earlier"] else (ref, days[1])


def _modifier(match: Match, before: str) -> str:
    stage = " ".join(match.groups.get("stage", "").split())
    approximation = " ".join(match.groups.get("approximation", "").split())
    return words("stage").get(stage) or words("approximation").get(approximation) or match.rule.mod or _loose(before)


def _loose(before: str) -> str:
    """The modifier said outside the expression: "about two weeks" is marked as "two weeks"."""
    last = before.split()[-1:] or [""]
    return words("loose").get(last[0].lower(), "")


def _move(scene: Scene, timex: Timex, before: str) -> Scene:
    """Return the scene after an expression: a date becomes the focus, a year that only names a thing does not."""
    value = timex.value.partition("T")[0]
    if timex.rule == "calendar.bc":
        return replace(scene, focus=value)
    if timex.type in {"DURATION", "SET"} or days_of(timex.value) is None:
        return scene
    if _stands_apart(timex, scene, before):
        return scene
    told = _told_quarter(timex, scene, before)
    return replace(scene, focus=value, quarter=told or scene.quarter)


def _stands_apart(timex: Timex, scene: Scene, before: str) -> bool:
    """Whether a date leaves the story where it is: a year that only names a thing, an aside, a look back in passing."""
    if timex.rule == "calendar.year" and not _INTRODUCES.search(before):
        return True
    if timex.rule == "deictic.ago" and timex.when.basis == "vague" and len(scene.focus) == len("2025-06-06"):
        return True
    if not _is_past(scene):
        return False
    if timex.rule in _LOOKS_AWAY or (timex.rule == "calendar.year" and _SINCE.search(before)):
        return True
    near = timex.when.end is not None and scene.ref is not None and (scene.ref - timex.when.end).days < _LOOKS_BACK * 30
    return scene.narrative and near and timex.rule.startswith("deictic.")


def _told_quarter(timex: Timex, scene: Scene, before: str) -> str:
    """The quarter that "the quarter" and "a year earlier" will mean: one that is named, and over unless none was."""
    if _QUARTER_ENDED.search(before) and timex.when.start is not None:
        return unit_value(timex.when.start, "Q")
    if not timex.rule.startswith("fiscal.quarter") or "-Q" not in timex.value:
        return ""
    over = scene.ref is None or timex.when.end is None or timex.when.end < scene.ref
    return timex.value if over or not scene.quarter else ""


def _is_narrative(places: Iterable[_Place], published: When) -> bool:
    """Whether the text tells a story from further back: dates with their own years outnumber looks from publication."""
    if published.start is None:
        return True
    told = near = 0.0
    for place in places:
        rule, groups = place.matches[0].rule, place.matches[0].groups
        if rule.resolve == "calendar_date" and "year" in groups:
            back = (published.start.year - int(groups["year"])) * 12 > _LOOKS_BACK
            told += back * (1 if "month" in groups else _BARE_YEAR)
        elif rule.id in _NEAR_RULES or words("which").get(groups.get("which", "")) in {"last", "this", "next"}:
            near += 1
    return told > 3 and told > _TOLD_PER_NEAR * near


def _common(early: Timex, late: Timex) -> Timex:
    """Return what two readings of one expression share."""
    if early == late:
        return early
    starts = [w.start for w in (early.when, late.when) if w.start is not None]
    ends = [w.end for w in (early.when, late.when) if w.end is not None]
    when = when_of((min(starts), max(ends)), early.when.basis) if starts and ends else UNKNOWN_DATE
    value = early.value if early.value == late.value else _common_value(early.value, late.value)
    return replace(early, value=value, when=when)


def _common_value(a: str, b: str) -> str:
    shared = len("2025-06") if a[:7] == b[:7] else len("2025") if a[:4] == b[:4] else 0
    return a[:shared] if shared else "XXXX-XX-XX"


def cut_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the borders of sentences, by punctuation alone, without the white space between them."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATED.search(text, max(start, match.start() - 8), match.start()):
            yield start, match.start() + len(match[0].rstrip())
            start = match.end()
    if start < len(text):
        yield start, len(text)
