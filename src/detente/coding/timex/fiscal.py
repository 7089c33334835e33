"""Values of quarters and halves of a year: named, told of before, a year before those."""

from __future__ import annotations

from datetime import date

from .dates import basis_of, checked, month_number, which_year
from .numbers import read_ordinal
from .rules import Match
from .scene import Resolution, Scene
from .values import shift, unit_value


def quarter(match: Match, scene: Scene) -> Resolution | None:
    """A quarter: of a year that is named, or the last one that had begun by publication.

    "the third period" is a quarter only where a quarter has been told of.
    """
    name = match.groups.get("q") or match.groups.get("ordinal")
    number = 4 if name == "last" else read_ordinal(name) if name else None
    if "told" in match.groups and not scene.quarter:
        return None
    if number is None and name is None and scene.quarter:
        number = int(scene.quarter[-1])
    if number is None or not 0 < number < 5:
        year = which_year(match.groups["which"], scene) if "which" in match.groups else ""
        return Resolution(year) if year else None
    if "year" in match.groups:
        return Resolution(f"{match.groups['year']}-Q{number}", "stated")
    if "which" in match.groups or "back" in match.groups:
        return checked(f"{which_year(match.groups.get('which', 'last'), scene)}-Q{number}")
    if scene.now is None:
        return Resolution(f"XXXX-Q{number}")
    return checked(f"{scene.now.year + _quarter_step(number, scene):04}-Q{number}", basis_of(scene))


def quarter_ended(match: Match, scene: Scene) -> Resolution | None:
    """ "the quarter ended Sept. 30": the quarter told of last (it may be a fiscal one), else that of the calendar."""
    if scene.quarter:
        return Resolution(scene.quarter, "focus")
    number = month_number(match)
    if scene.now is None:
        return Resolution(f"XXXX-Q{(number + 2) // 3}")
    back = number > scene.now.month and scene.direction <= 0
    return checked(f"{scene.now.year - back:04}-Q{(number + 2) // 3}", basis_of(scene))


def same_quarter(match: Match, scene: Scene) -> Resolution | None:
    """ "the quarter", "the latest period": the quarter told of last."""
    if scene.quarter:
        return Resolution(scene.quarter, "focus")
    return Resolution(_ended_quarter(scene.now) if scene.now else "XXXX-QX")


def year_ago(match: Match, scene: Scene) -> Resolution | None:
    """ "year-earlier", "the corresponding period": a year before the quarter told of last."""
    number = read_ordinal(match.groups["ordinal"]) if "ordinal" in match.groups else None
    if scene.quarter:
        return checked(f"{int(scene.quarter[:4]) - 1:04}-Q{number or scene.quarter[-1]}", "focus")
    before = shift(scene.now, -1, "Y") if scene.now else None
    if before and (number or "of_quarter" in match.groups):
        return checked(f"{before.year:04}-Q{number}") if number else Resolution(_ended_quarter(before))
    return Resolution(unit_value(before, "Y")) if before else Resolution("XXXX")


def year_period(match: Match, scene: Scene) -> Resolution | None:
    """ "the 1988 period" is that year; "the 1988 quarter" is its quarter that has been told of."""
    quarter = scene.quarter[4:] if "told" in match.groups else ""
    return Resolution(f"{match.groups['year']}{quarter}", "stated")


def half(match: Match, scene: Scene) -> Resolution | None:
    """Half of a year."""
    year = match.groups.get("year") or which_year(match.groups.get("which", "this"), scene)
    number = 1 if match.groups["half"] == "first" else 2
    return checked(f"{year or 'XXXX'}-H{number}")


def _quarter_step(number: int, scene: Scene) -> int:
    """Return how many years away a quarter is meant: the verb decides; without one, the nearest before or after."""
    month = (scene.now or date.min).month
    current = (month + 2) // 3
    if number in {current, current - 1}:
        return 0
    last = -1 if number > current else 0
    since, until = month - 3 * number - 12 * last, 3 * number - 2 - month + 12 * (last + 1)
    ahead = scene.direction > 0 or (scene.direction == 0 and until < since)
    return last + 1 if ahead else last


def _ended_quarter(day: date) -> str:
    """Return the quarter that was over last by a day."""
    ended = shift(day, -1, "Q")
    return unit_value(ended, "Q") if ended else "XXXX-QX"
