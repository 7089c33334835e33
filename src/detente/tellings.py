"""Tellings of a story as of past days: each is made once by the telling half, and kept as tables beside the others."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import OrderedDict
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Lock

from .errors import StoryError
from .shelf import Reader, Shelf
from .story import open_story
from .told_tables import Extent, create_told, write_told

KEPT = "tellings"  # the folder, inside a story's, of tellings made beforehand
MOST_DOCUMENTS = 2_000  # of a story that is told anew while a reader waits
_MOST = 24  # tellings kept while a page is open


class Tellings:
    """The tellings of one story: the newest, and those of past days.

    A small story is told anew for any day when it is first asked for. A large one takes too long for that: it has the
    tellings that `make_telling` kept, and no others.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.newest = Shelf(folder / "story.db")
        self._past: OrderedDict[tuple[str, date], Shelf] = OrderedDict()
        self._lock = Lock()
        self._room: tempfile.TemporaryDirectory[str] | None = None  # made for the first past day

    def close(self) -> None:
        """Close everything that was opened, and remove what was told for this page alone."""
        for shelf in (self.newest, *self._past.values()):
            shelf.close()
        if self._room:
            self._room.cleanup()

    def days(self) -> tuple[date, ...]:
        """Return the days that the story can be told as of: those of publication, or those that are kept."""
        with self.newest.reading() as reader:
            return reader.kept.get("days", lambda: self._days(reader))

    def _days(self, reader: Reader) -> tuple[date, ...]:
        published = reader.arc().published
        small = reader.told("extent", Extent).documents <= MOST_DOCUMENTS
        return published if small else (*self._kept_days(reader.build), *published[-1:])

    def as_of(self, day: date) -> Shelf:
        """Return the telling of the last of `days` that is not after a day; before all of them, of that day itself.

        Raises:
            StoryError: the story is too large to be told anew, and no telling of so early a day is kept.
        """
        days = self.days()
        known = [d for d in days if d <= day]
        if known and known[-1] == days[-1]:
            return self.newest
        with self.newest.reading() as reader:
            build, large = reader.build, reader.told("extent", Extent).documents > MOST_DOCUMENTS
        if large and not known:
            raise StoryError(self.folder, f"no telling of so early a day; make one: detente keep {self.folder} {day}")
        return self._shelf(build, known[-1] if known else day, large)

    def _shelf(self, build: str, day: date, large: bool) -> Shelf:
        with self._lock:  # one telling at a time: a second reader who asks for the same day gets the first one's
            key = (build, day)
            if key in self._past:
                self._past.move_to_end(key)
                return self._past[key]
            path = self.folder / KEPT / f"{day}.db" if large else self._tell(build, day)
            self._past[key] = Shelf(self.folder / "story.db", path)
            if len(self._past) > _MOST:
                self._past.popitem(last=False)[1].close()
            return self._past[key]

    def _tell(self, build: str, day: date) -> Path:
        """Tell a small story as of a day, into a file that goes with this page."""
        self._room = self._room or tempfile.TemporaryDirectory(prefix="detente-tellings-")
        path = Path(self._room.name) / f"{build}-{day}.db"
        _write(self.folder, day, path)
        return path

    def _kept_days(self, build: str) -> list[date]:
        days = (_day_of(path, build) for path in sorted((self.folder / KEPT).glob("*.db")))
        return [day for day in days if day is not None]


def make_telling(folder: Path, day: date) -> Path:
    """Tell a story as of a day and keep the telling in its folder, for pages of a story too large to wait for.

    Raises:
        StoryError: the story has not been built, or its folder cannot be written.
    """
    path = folder / KEPT / f"{day}.db"
    with open_story(folder):  # says so if this is no story
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise StoryError(path.parent, f"cannot be made ({error.strerror}): make the folder writable") from error
    _write(folder, day, path)
    return path


def _day_of(path: Path, build: str) -> date | None:
    """Return the day of a telling that was kept of a build; None for another build's, and for what is no telling."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            inputs = db.execute("SELECT body FROM told WHERE key = 'inputs'").fetchone()
        return date.fromisoformat(path.stem) if inputs and inputs[0].strip('"').partition(" ")[0] == build else None
    except (sqlite3.Error, ValueError):
        return None


def _write(folder: Path, day: date, path: Path) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    try:
        with open_story(folder) as story, closing(sqlite3.connect(fresh)) as db:
            told = story.store.inputs()
            create_told(db)
            with db:
                write_told(db, story.story(day), f"{told} {day}")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
