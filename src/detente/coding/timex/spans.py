"""Values of what is counted: "last week", "three years ago", "two weeks later", durations, sets, times of day."""

from __future__ import annotations

from datetime import date, timedelta

from ...types import DateBasis
from .dates import calendar_date, month_day, weekday, which_of
from .numbers import read_count
from .rules import Match, words
from .scene import Resolution, Scene
from .values import Days, days_of, shift, unit_value

_SHIFTS = {"last": -1, "previous": -1, "this": 0, "that": 0, "next": 1, "following": 1}
_RECENT_DAYS = 60
_IN_THE_NEWS = 6  # days
_PART_STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1}  # days: "last night", "the next morning"
_FOCUSED = {"that", "previous", "following"}
_UNIT_DAYS = {"D": 1, "W": 7, "2W": 14, "WE": 7, "M": 30, "Q": 91, "Y": 365, "DE": 3652, "CE": 36524}
AT_MOST = frozenset({"less than", "under", "just under", "up to", "at most", "no more than"})
_LENGTHS = {"2W": (2, "W"), "DE": (10, "Y"), "CE": (100, "Y"), "WE": (1, "WE")}


def constant(match: Match, scene: Scene) -> Resolution | None:
    """The value the rule gives; PRESENT_REF is the day of publication or later told."""
    if match.rule.value == "PRESENT_REF" and scene.ref and not scene.narrative:
        return Resolution("PRESENT_REF", "relative", days=(scene.ref, scene.ref))
    return Resolution(match.rule.value, "unknown")


def ahead(match: Match, scene: Scene) -> Resolution | None:
    """The future, unless the verb looks back: "soon" in "they soon fell out" is a time in the story."""
    return None if scene.direction < 0 and scene.narrative else constant(match, scene)


def recently(match: Match, scene: Scene) -> Resolution | None:
    """The weeks before publication."""
    start = shift(scene.ref, -_RECENT_DAYS, "D") if scene.ref else None
    days = (start, scene.ref) if start and scene.ref else None
    return Resolution(match.rule.value, "vague" if days else "unknown", days=days)


def past_units(match: Match, scene: Scene) -> Resolution | None:
    """ "recent years": some years before publication."""
    days = _beside(scene, "past", None, words("unit")[match.groups["unit"]])
    return Resolution(match.rule.value, "vague" if days else "unknown", days=days)


def relative_unit(match: Match, scene: Scene) -> Resolution | None:
    """A unit so many steps from publication: yesterday, tomorrow."""
    if scene.ref is None:
        return Resolution("XXXX-XX-XX")
    day = shift(scene.ref, match.rule.shift, match.rule.unit)
    return Resolution(unit_value(day, match.rule.unit)) if day else None


def which_unit(match: Match, scene: Scene) -> Resolution | None:
    """ "last week", "that year", "the end of the month", "year-end"."""
    unit = match.rule.unit or words("unit")[match.groups.get("unit") or match.groups["ended"]]
    which = which_of(match)
    told = which in _FOCUSED or (scene.narrative and (not which or (which == "this" and scene.direction < 0)))
    told = told or (unit == "D" and not which and _is_told_clock(match, scene))
    start = scene.focus_day if told else scene.ref or scene.now
    if start is None:
        return Resolution("XXXX" if unit == "Y" else "XXXX-WXX" if unit in {"W", "WE"} else "XXXX-XX")
    if which == "last" and unit in {"DE", "CE"}:
        return Resolution(f"P{10 if unit == 'DE' else 100}Y")
    unit, count = ("W", 2) if unit == "2W" else (unit, 1)
    moved = shift(start, _SHIFTS.get(which, 0) * count, unit)
    if moved is None:
        return None
    if "past" in match.groups.get("which", "") and scene.ref and unit in _UNIT_DAYS:
        return Resolution(unit_value(moved, unit), "vague", days=_beside(scene, "past", 1, unit))
    basis: DateBasis = "focus" if which in _FOCUSED or scene.narrative else "relative"
    if match.groups.get("ended") == "year":
        return Resolution(f"{moved.year:04}-12-31", basis)
    return Resolution(unit_value(moved, unit), basis)


def unit_before_last(match: Match, scene: Scene) -> Resolution | None:
    """ "the week before last"."""
    unit = words("unit")[match.groups["unit"]]
    moved = shift(scene.now, -2, unit) if scene.now else None
    return Resolution(unit_value(moved, unit)) if moved else None


def weekend(match: Match, scene: Scene) -> Resolution | None:
    """The weekend next to publication: the last one, or the coming one where the verb looks ahead."""
    start = scene.now
    if start is None:
        return Resolution("XXXX-WXX-WE")
    coming = scene.direction > 0 or start.isoweekday() >= 6
    moved = shift(start, 0 if coming else -1, "W")
    return Resolution(unit_value(moved, "WE")) if moved else None


def ago(match: Match, scene: Scene) -> Resolution | None:
    """So many units before (or after) publication."""
    unit = words("unit")[match.groups["unit"]]
    direction = match.rule.shift or -1
    count = read_count(match.groups["n"]) if "n" in match.groups else None
    if count is None:
        return _vaguely(scene.ref, scene.ref, unit, direction, "PAST_REF" if direction < 0 else "FUTURE_REF")
    if unit == "Y" and count == 1 and scene.quarter:
        return Resolution(f"{int(scene.quarter[:4]) - 1:04}{scene.quarter[4:]}", "focus")
    return _counted(scene.ref, unit, direction * count, match, scene)


def ago_today(match: Match, scene: Scene) -> Resolution | None:
    """ "two years ago this month", "a year ago today": the month, week or day so many units before publication's."""
    count = read_count(match.groups["n"])
    start = shift(scene.ref, -(match.groups["anchor"] == "yesterday"), "D") if scene.ref else None
    moved = shift(start, -int(count), words("unit")[match.groups["unit"]]) if start and count else None
    unit = {"week": "W", "month": "M"}.get(match.groups["anchor"], "D")
    return Resolution(unit_value(moved, unit)) if moved else None


def in_count(match: Match, scene: Scene) -> Resolution | None:
    """ "in two weeks", where the verb looks ahead; else it is a length of time."""
    if scene.direction > 1 and match.groups.get("loosely") == " or two":
        return _vaguely(scene.ref, scene.ref, words("unit")[match.groups["unit"]], 1, "FUTURE_REF")
    return ago(match, scene) if scene.direction > 1 else None


def later(match: Match, scene: Scene) -> Resolution | None:
    """So many units after (or before) the date the narrative is at."""
    unit = words("unit")[match.groups["unit"]]
    count = read_count(match.groups["n"]) if "n" in match.groups else None
    if unit == "Y" and count == 1 and match.rule.shift < 0 and scene.quarter:
        return Resolution(f"{int(scene.quarter[:4]) - 1:04}{scene.quarter[4:]}", "focus")
    start = scene.focus_day
    if count is None:
        return _vaguely(start, scene.ref, unit, match.rule.shift, "FUTURE_REF" if match.rule.shift > 0 else "PAST_REF")
    if unit in {"D", "W", "2W"} and scene.focus and not _is_day(scene.focus):
        return _loosely(count, unit, match, scene)
    return _counted(start, unit, match.rule.shift * count, match, scene)


def beside_focus(match: Match, scene: Scene) -> Resolution | None:
    """The day in focus, the one before it or the one after."""
    if scene.focus_day is None:
        return Resolution("XXXX-XX-XX")
    if scene.focus and not _is_day(scene.focus):
        return Resolution("XXXX-XX-XX", "focus", days=days_of(scene.focus))
    day = shift(scene.focus_day, match.rule.shift, "D")
    return Resolution(day.isoformat(), "focus") if day else None


def unit_beside_focus(match: Match, scene: Scene) -> Resolution | None:
    """ "the year before": the week, month or year beside the one in focus."""
    unit = words("unit")[match.groups["unit"]]
    if scene.focus_day is None:
        return Resolution("XXXX")
    moved = shift(scene.focus_day, match.rule.shift, unit)
    return Resolution(unit_value(moved, unit), "focus") if moved else None


def focus(match: Match, scene: Scene) -> Resolution | None:
    """ "then": the date the narrative is at."""
    return Resolution(scene.focus, "focus") if scene.focus else None


def duration(match: Match, scene: Scene) -> Resolution | None:
    """A length of time: "three days" is P3D, "half an hour" PT30M."""
    groups = match.groups
    clock = groups.get("clock_unit")
    code = words("clock_unit")[clock] if clock else words("unit")[groups.get("unit") or groups["long"]]
    count = read_count(groups["n"]) if "n" in groups else 2.0 if "side" in groups else None
    days = _beside(scene, groups.get("side", ""), count, code) if not clock else None
    return Resolution(length(count, code), "vague" if days else "unknown", days=days)


def half_duration(match: Match, scene: Scene) -> Resolution | None:
    """ "half a century" is P50Y, "a year and a half" P1Y6M, "a quarter century" P25Y."""
    groups = match.groups
    clock = groups.get("clock_unit")
    code = words("clock_unit")[clock] if clock else words("unit")[groups["unit"]]
    if "quarter" in groups:
        return Resolution("P25Y", "unknown")
    whole = read_count(groups["n"]) if "more" in groups else 0.0
    return Resolution(length(None if whole is None else whole + 0.5, code), "unknown")


def year_long(match: Match, scene: Scene) -> Resolution | None:
    """ "the year ended March 31", "a yearlong feud": a length of one unit."""
    unit = match.groups.get("unit")
    return Resolution(length(1, words("unit")[unit] if unit else "TH"), "unknown")


def vague_duration(match: Match, scene: Scene) -> Resolution | None:
    """A length that is not counted: "recent months" is PXM and lies before publication."""
    text = match.groups.get("unit", "")
    code = words("unit").get(text) or words("clock_unit").get(text) or ("M" if not text else "Y")
    days = _beside(scene, match.groups.get("side", ""), None, code) if "unit" in match.groups else None
    return Resolution(length(None, code), "vague" if days else "unknown", days=days)


def every(match: Match, scene: Scene) -> Resolution | None:
    """A time that recurs: each Monday is XXXX-WXX-1, every day P1D."""
    groups = match.groups
    part = f"T{words('part_of_day')[groups['part_of_day']]}" if "part_of_day" in groups else ""
    if "weekday" in groups:
        return Resolution(f"XXXX-WXX-{words('weekday')[groups['weekday'].rstrip('s')]}{part}", "unknown")
    if "unit" in groups:
        return Resolution(length(2 if "other" in groups else 1, words("unit")[groups["unit"]]), "unknown")
    if "month" in groups:
        return Resolution(f"XXXX-{words('month')[groups['month']]}", "unknown")
    if "season" in groups:
        return Resolution(f"XXXX-{words('season')[groups['season']]}", "unknown")
    return Resolution(f"XXXX-XX-XX{part}", "unknown")


def clock(match: Match, scene: Scene) -> Resolution | None:
    """A time by the clock on its day (that of publication when none is named)."""
    time, day = _clock_value(match), _day_of(match, scene)
    return Resolution(f"{day.value}T{time}", day.basis) if time and day else None


def part_of_day(match: Match, scene: Scene) -> Resolution | None:
    """A part of a day: "Thursday night", "this morning", "last night", "tonight"."""
    text = match.groups.get("part_of_day", "")
    code = words("part_of_day").get(text, "NI" if not text else text.upper())
    step = _PART_STEPS.get(which_of(match), 0) if "weekday" not in match.groups else 0
    day = _day_of(match, scene, step)
    return Resolution(f"{day.value}T{code}", day.basis) if day else None


def length(count: float | None, code: str) -> str:
    """Return the TIMEX3 value of a length: ``length(2.5, "Y")`` is P2Y6M."""
    prefix = "PT" if code.startswith("T") else "P"
    if code in _LENGTHS:
        factor, code = _LENGTHS[code]
        count = count * factor if count is not None else None
    code = code.lstrip("T")
    if count is None:
        return f"{prefix}X{code}"
    whole, part = int(count), count - int(count)
    smaller = {"PY": "6M", "PTH": "30M", "PTM": "30S"}.get(prefix + code) if part == 0.5 else None
    if smaller:
        return f"{prefix}{f'{whole}{code}' if whole else ''}{smaller}"
    return f"{prefix}{whole if part == 0 else count:g}{code}"


def _beside(scene: Scene, side: str, count: float | None, code: str) -> Days | None:
    """Return the days that "the past two weeks", "recent months" or "the next few days" stretch over."""
    step = {"past": -1, "last": -1, "recent": -1, "next": 1, "coming": 1}.get(side, 0)
    if not step or scene.ref is None or code not in _UNIT_DAYS:
        return None
    far = shift(scene.ref, step * round((7 if count is None else count) * _UNIT_DAYS[code]), "D")
    return (min(far, scene.ref), max(far, scene.ref)) if far else None


def _clock_value(match: Match) -> str:
    text = match.groups.get("hour") or match.groups.get("clock_time") or match.groups["number"]
    if "minute" in match.groups:
        text = f"{int(read_count(text) or 0)}:{int(read_count(match.groups['minute']) or 0):02}"
    fixed = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}.get(text)
    if fixed:
        return fixed
    if text.isdigit() and len(text) == len("1830"):
        text = f"{text[:2]}:{text[2:]}"
    digits = text.replace(".", ":").split(":") if text[0].isdigit() else [str(int(read_count(text) or 0))]
    hour = int("".join(filter(str.isdigit, digits[0])))
    minute = int("".join(filter(str.isdigit, digits[1]))) if len(digits) > 1 and digits[1][:1].isdigit() else 0
    part = match.groups.get("part_of_day") or match.groups.get("deictic", "").rpartition(" ")[2]
    later_half = "p" in text or part in {"afternoon", "evening", "night", "tonight"}
    hour = hour % 12 + 12 * later_half if later_half or "a" in text else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _day_of(match: Match, scene: Scene, step: int = 0) -> Resolution | None:
    groups = match.groups
    if "month" in groups:
        return calendar_date(match, scene) if "year" in groups else month_day(match, scene)
    if "weekday" in groups:
        return weekday(match, scene)
    step += {"yesterday": -1, "last": -1, "tomorrow": 1}.get(groups.get("deictic", "").partition(" ")[0], 0)
    focused = scene.narrative or which_of(match) in {*_FOCUSED, "next"} or _is_told_clock(match, scene)
    start = scene.focus_day if focused else scene.ref
    if start is None or (focused and not _is_day(scene.focus)):
        return Resolution("XXXX-XX-XX")
    day = shift(start, step, "D")
    return Resolution(day.isoformat()) if day else None


def _is_told_clock(match: Match, scene: Scene) -> bool:
    """Whether a time without a day is one of the day that the story is at ("overnight" only of one in the news)."""
    day = scene.focus_day
    if which_of(match) or "deictic" in match.groups or not _is_day(scene.focus) or day is None:
        return False
    return scene.ref is None or 0 <= (scene.ref - day).days <= (_IN_THE_NEWS if "overnight" in match.groups else 36_600)


def _counted(start: date | None, unit: str, count: float, match: Match, scene: Scene) -> Resolution | None:
    """Return the unit so many units away from a day; halves are rounded to the smaller unit they make."""
    if start is None:
        return Resolution({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX"))
    if "weekday" in match.groups:
        number = int(words("weekday")[match.groups["weekday"]])
        near = -((start.isoweekday() - number) % 7) if count < 0 else (number - start.isoweekday()) % 7
        day = shift(start, near + 7 * int(count), "D")
        return Resolution(day.isoformat()) if day else None
    if count != int(count) and unit == "Y":
        unit, count = "M", count * 12
    moved = shift(start, int(count), unit)
    if moved is None:
        return None
    approximation = match.groups.get("approximation", "")
    if approximation in AT_MOST and unit in {"M", "Y"}:
        return Resolution(unit_value(moved, unit), "vague", days=(min(moved, start), max(moved, start)))
    return _placed(moved, unit, approximation != "", match, scene)


def _placed(moved: date, unit: str, loose: bool, match: Match, scene: Scene) -> Resolution:
    if unit in {"W", "2W"} and scene.focus and match.rule.id.startswith("narrative"):
        unit = "D"
    if unit in {"W", "2W"}:
        spread = timedelta(days=3)
        return Resolution(unit_value(moved, "W"), "vague", days=(_step(moved, -spread), _step(moved, spread)))
    value = unit_value(moved, unit if unit in {"D", "M", "Y", "DE", "CE", "Q"} else "D")
    if loose and unit == "D":
        return Resolution(value, "vague", "APPROX", (_step(moved, timedelta(days=-1)), _step(moved, timedelta(days=1))))
    return Resolution(value, "vague" if loose else "relative", "APPROX" if loose else "")


def _loosely(count: float, unit: str, match: Match, scene: Scene) -> Resolution | None:
    """Return days or weeks after a date that is only known as a month or longer: as vague as that date."""
    span = days_of(scene.focus)
    if span is None:
        return None
    moved = [shift(day, int(count) * match.rule.shift, unit) for day in span]
    if moved[0] is None or moved[1] is None:
        return None
    return Resolution("XXXX-XX-XX", "focus", days=(moved[0], moved[1]))


def _vaguely(start: date | None, ref: date | None, unit: str, direction: int, value: str) -> Resolution | None:
    """Return "a few days ago": two to seven units away, as an interval.

    What the story puts after a date of its own has still happened by publication.
    """
    if start is None:
        return Resolution(value, "unknown")
    near, far = (start + timedelta(days=0), shift(start, direction * 7 * _UNIT_DAYS[unit], "D"))
    close = shift(near, direction * 2 * _UNIT_DAYS[unit], "D")
    if far is None or close is None:
        return Resolution(value, "unknown")
    days: Days = (min(far, close), max(far, close))
    if value == "FUTURE_REF" and ref is not None and start < ref:
        days = (min(days[0], ref), min(days[1], ref))
    return Resolution(value, "vague", days=days)


def _is_day(value: str) -> bool:
    days = days_of(value)
    return days is not None and days[0] == days[1]


def _step(day: date, delta: timedelta) -> date:
    try:
        return day + delta
    except OverflowError:
        return day
