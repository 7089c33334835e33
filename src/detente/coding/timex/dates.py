"""Values of calendar dates: in full, in part (the year is found), weekdays, seasons, named days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from ...types import DateBasis
from .calendars import find_day, is_event, named_days
from .numbers import read_count, read_ordinal
from .rules import Match, words
from .scene import Resolution, Scene
from .values import days_of, shift, unit_value

_SHIFTS = {"last": -1, "previous": -1, "this": 0, "that": 0, "next": 1, "following": 1}
_WRAP = 7  # months: in a narrative January after December belongs to the next year
_SOON = 4  # months: how far a bare month is looked for ahead when the verb does not say
_LIKELY = 5  # months: how far ahead a bare month can lie where no verb says so
_THIS_WEEK = 7  # days: a holiday this near ahead is meant, even where the verb looks back ("sent a Christmas card")
_MONTHS_BETWEEN = 15  # one of so many months has its 13th, say, on a given weekday
_NEAR = 60  # days: a date without its year this near is meant, whichever way the verb looks
_CENTURIES = {"eighteen": "18", "nineteen": "19", "twenty": "20"}


def calendar_date(match: Match, scene: Scene) -> Resolution | None:
    """A year, month or day written with its year."""
    year, month = _year(match, scene), month_number(match)
    if not month:
        return Resolution(year, "stated")
    if "day" not in match.groups:
        return Resolution(f"{year}-{month:02}", "stated")
    value = f"{year}-{month:02}-{day_number(match):02}"
    return Resolution(value, "stated") if days_of(value) else None


def month_day(match: Match, scene: Scene) -> Resolution | None:
    """A day and month without a year: the year is the narrative's or the one nearest in the verb's direction."""
    month, day = month_number(match), day_number(match)
    if "which" in match.groups:
        year = which_year(match.groups["which"], scene)
        return checked(f"{year}-{month:02}-{day:02}") if year else None
    known = [(y, date(y, month, day)) for y in _years(scene, month) if 0 < y < 9999 and day <= monthrange(y, month)[1]]
    if not known:
        return Resolution(f"XXXX-{month:02}-{day:02}") if day <= monthrange(2000, month)[1] else None
    days = [d for _, d in known]
    named = match.groups.get("weekday")
    agreeing = [d for d in days if named and d.isoweekday() == int(_weekday_number(named))]
    return Resolution(_pick(agreeing or days, scene).isoformat(), basis_of(scene))


def month(match: Match, scene: Scene) -> Resolution | None:
    """A month without a year."""
    number, which = month_number(match), which_of(match)
    start = _start(which, scene)
    if start is None:
        return Resolution(f"XXXX-{number:02}")
    if match.rule.id == "calendar.month-of-year":
        year = which_year(match.groups["which"], scene)
        return Resolution(f"{year}-{number:02}", basis_of(scene)) if year else None
    near = start.year + _year_step(which, number - start.month, scene)
    return checked(f"{near:04}-{number:02}", basis_of(scene, which))


def season(match: Match, scene: Scene) -> Resolution | None:
    """A season, with or without its year."""
    code, which = words("season")[match.groups["season"]], which_of(match)
    if "year" in match.groups:
        return Resolution(f"{match.groups['year']}-{code}", "stated")
    start = _start(which, scene)
    if start is None:
        return Resolution(f"XXXX-{code}")
    if match.rule.id == "calendar.season-of-year":
        return checked(f"{which_year(match.groups['which'], scene)}-{code}")
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}[code]
    return checked(f"{start.year + _year_step(which, middle - start.month, scene):04}-{code}", basis_of(scene, which))


def weekday(match: Match, scene: Scene) -> Resolution | None:
    """A day of the week: the last one up to publication, the next one where the verb looks ahead."""
    number, which = int(_weekday_number(match.groups["weekday"])), which_of(match)
    start = scene.focus_day if which in {"that", "previous", "following"} else scene.ref or scene.now
    if start is None:
        return Resolution(f"XXXX-WXX-{number}")
    if match.rule.id == "calendar.weekday-week":
        days = shift(start, _SHIFTS[which], "W")
        return _day(days and days + timedelta(days=number - days.isoweekday()), scene) if days else None
    back = (start.isoweekday() - number) % 7
    ahead = (number - start.isoweekday()) % 7
    if which in {"last", "previous"}:
        step = -(back or 7)
    elif which in {"next", "following"}:
        step = ahead or 7
    elif (which == "this" and scene.direction >= 0) or (not which and scene.direction > 1):
        step = ahead
    else:
        step = -back
    return _day(shift(start, step, "D"), scene)


def weekday_the_nth(match: Match, scene: Scene) -> Resolution | None:
    """ "Friday the 13th": the last such day, or the next one where the verb looks ahead."""
    number, step = int(_weekday_number(match.groups["weekday"])), 1 if scene.direction > 1 else -1
    months = [shift(scene.now, step * count, "M") for count in range(_MONTHS_BETWEEN)] if scene.now else []
    for there in (f"{found:%Y-%m}-{day_number(match):02}" for found in months if found):
        days = days_of(there)
        if days and days[0].isoweekday() == number and (days[0] - (scene.now or days[0])).days * step >= 0:
            return Resolution(there, basis_of(scene))
    return None


def day_of_month(match: Match, scene: Scene) -> Resolution | None:
    """ "the 5th": in the month the narrative is at."""
    told = scene.focus_day
    if told is None or not scene.focus or (match.rule.id.endswith("range-end") and not told.day < day_number(match)):
        return None
    if len(scene.focus) < len("2025-06"):
        return None
    return checked(f"{told.isoformat()[:8]}{day_number(match):02}", "focus")


def decade(match: Match, scene: Scene) -> Resolution | None:
    """A decade: "the 1970s", "the '80s", "the nineties"."""
    century = match.groups.get("decade") or ("20" if match.groups.get("ten") in {"0", "1"} else "19")
    ten = match.groups.get("ten") or words("decade_name")[match.groups["decade_name"]]
    return Resolution(f"{century}{ten}", "stated")


def century(match: Match, scene: Scene) -> Resolution | None:
    """A century: "the 19th century" is 18."""
    number = read_ordinal(match.groups.get("ordinal") or match.groups["ordinal_number"])
    era = "BC" if "era" in match.groups else ""
    return Resolution(f"{era}{number - 1:02}", "stated") if number is not None and 0 < number < 100 else None


def range_end(match: Match, scene: Scene) -> Resolution | None:
    """The short second year of a range: 1914-16."""
    first, last = match.groups["first"], match.groups["yy"]
    return Resolution(first[:2] + last, "stated") if last > first[2:] else None


def spelled_year(match: Match, scene: Scene) -> Resolution | None:
    """A year in words: "nineteen ninety-six", "the year two thousand"."""
    if "spelled" not in match.groups:
        return Resolution("2000", "stated")
    tens = read_count(f"{match.groups['tens']} {match.groups.get('ones', '')}")
    if tens is None or not 10 <= tens < 100:
        return None
    year = f"{_CENTURIES[match.groups['spelled']]}{int(tens):02}"
    return Resolution(f"{year}-{month_number(match):02}" if "month" in match.groups else year, "stated")


def spelled_day(match: Match, scene: Scene) -> Resolution | None:
    """A day in words: "May sixth", "the twenty-first of June 2019"."""
    tens, _, ones = " ".join(match.groups["day_word"].replace("-", " ").split()).rpartition(" ")
    number = read_ordinal(ones)
    if number is None or number < 0:
        return None
    day = number + {"twenty": 20, "thirty": 30}.get(tens, 0)
    read = replace(match, groups={**match.groups, "day": str(day)})
    return calendar_date(read, scene) if "year" in match.groups else month_day(read, scene)


def before_christ(match: Match, scene: Scene) -> Resolution | None:
    """A year before Christ; it has no days in our calendar."""
    month = f"-{month_number(match):02}" if "month" in match.groups else ""
    season = f"-{words('season')[match.groups['season']]}" if "season" in match.groups else ""
    return Resolution(f"BC{int(match.groups['bc']):04}{month}{season}", "stated")


def anno_domini(match: Match, scene: Scene) -> Resolution | None:
    """A year after Christ, said to be one."""
    return checked(f"{int(match.groups['ad']):04}", "stated")


def nth_weekday(match: Match, scene: Scene) -> Resolution | None:
    """ "the first Monday in October", with or without its year."""
    held = calendar_date(match, scene) if "year" in match.groups else month(match, scene)
    number, order = int(_weekday_number(match.groups["weekday"])), read_ordinal(match.groups["ordinal"])
    if held is None or not held.value[:4].isdigit():
        return None
    day = find_day(f"{month_number(match):02}:{order}:{number}", int(held.value[:4]))
    return Resolution(day.isoformat(), held.basis) if day else None


def named_day(match: Match, scene: Scene) -> Resolution | None:
    """A named day or the days of a recurring event; an event is known no better than the days it can fall on."""
    name, which = " ".join(match.groups["named"].split()), which_of(match)
    if "year" in match.groups:
        return _named(name, int(match.groups["year"]))
    start = _start(which, scene)
    if start is None:
        return None if is_event(name) else Resolution("XXXX-XX-XX")
    if match.rule.id == "named.day-of-year":
        return _named(name, start.year + _SHIFTS[which])
    found = [days for y in range(start.year - 4, start.year + 5) if (days := named_days(name, y))]
    past = [d for d in found if d[0] <= start and not (which == "last" and d[1] >= start)]
    future = [d for d in found if d[1] >= start]
    soon = bool(future) and (future[0][0] - start).days < (_NEAR if scene.direction == 0 else _THIS_WEEK)
    ahead = which in {"next", "this"} or (not which and (scene.direction > 0 or soon))
    chosen = (future[:1] if ahead else past[-1:]) or found[-1:]
    return _named(name, chosen[0][0].year) if chosen else None


def month_number(match: Match) -> int:
    """Return the month's number, 0 when the match has none."""
    text = match.groups.get("month", "")
    listed = words("month").get(text) or words("short_month").get(text)
    return int(listed or (text if text.isdigit() else 0))


def day_number(match: Match) -> int:
    """Return the day of the month."""
    return int("".join(filter(str.isdigit, match.groups["day"])))


def which_of(match: Match) -> str:
    """Return the sense of "last", "that same", "the following"…; "" when the match has none."""
    text = " ".join(match.groups.get("which", "").split())
    return words("which").get(text, text)


def which_year(which: str, scene: Scene) -> str:
    """Return the year that "last", "that", "the following" year means; "" when it cannot be known."""
    sense = words("which").get(" ".join(which.split()), which)
    start = _start(sense, scene)
    moved = shift(start, _SHIFTS[sense], "Y") if start else None
    return f"{moved.year:04}" if moved else ""


def _start(which: str, scene: Scene) -> date | None:
    """The day to look from: "that" and "the following" look from the story, "last" and "next" from publication."""
    if which in {"that", "previous", "following"}:
        return scene.focus_day
    return (scene.ref if which else None) or scene.now


def _year_step(which: str, ahead: int, scene: Scene) -> int:
    """Return how many years away a month (``ahead`` of the present one, negative before it) is meant."""
    if which in {"last", "previous"}:
        return -1 if ahead >= 0 else 0
    if which in {"next", "following"}:
        return 1 if ahead <= 0 else 0
    if which in {"this", "that"}:
        return 0
    if scene.narrative and scene.focus:
        return (ahead < -_WRAP) - (ahead > _WRAP) if len(scene.focus) > len("2025") else 0
    return _bare_step(ahead, scene.direction)


def _bare_step(ahead: int, direction: int) -> int:
    """Return how many years away a bare month is, by the verb; where no verb says, the past unless it is soon."""
    if direction > 0:
        return 1 if ahead < (0 if direction > 1 else -_SOON) else 0
    return -1 if ahead > 0 and (direction < 0 or ahead > _LIKELY) else 0


def _years(scene: Scene, month: int) -> list[int]:
    if scene.now is None:
        return []
    if scene.narrative and scene.focus:
        return [scene.now.year + _year_step("", month - scene.now.month, scene)]
    return [scene.now.year + step for step in (-1, 0, 1)]


def _pick(days: list[date], scene: Scene) -> date:
    now = scene.now or days[0]
    if len(days) == 1:
        return days[0]
    ahead, past = [d for d in days if d >= now], [d for d in days if d <= now]
    nearest = min(days, key=lambda d: abs(d - now))
    if abs(nearest - now).days < _NEAR:
        return nearest
    if scene.direction > 0 and ahead:
        return ahead[0]
    return past[-1] if scene.direction < 0 and past else nearest


def _weekday_number(text: str) -> str:
    return words("weekday").get(text.rstrip("s")) or words("short_weekday").get(text) or words("stub_weekday")[text]


def _year(match: Match, scene: Scene) -> str:
    if "year" in match.groups:
        return match.groups["year"]
    return ("19" if int(match.groups["yy"]) >= 50 else "20") + match.groups["yy"]


def basis_of(scene: Scene, which: str = "") -> DateBasis:
    """Return what a date rests on: the story where it is told from there, else the day of publication."""
    focused = (scene.narrative and scene.focus) or which in {"that", "previous", "following"}
    return "focus" if focused else "relative"


def _day(day: date | None, scene: Scene) -> Resolution | None:
    return Resolution(day.isoformat(), basis_of(scene)) if day else None


def checked(value: str, basis: DateBasis = "relative") -> Resolution | None:
    """Return the value as a resolution; None when it is no date of the calendar."""
    return Resolution(value, basis) if days_of(value) else None


def _named(name: str, year: int) -> Resolution | None:
    days = named_days(name, year)
    if days is None:
        return None
    value = days[0].isoformat() if days[0] == days[1] else unit_value(days[0], "M")
    return Resolution(value, "inferred" if is_event(name) else "relative", days=days)
