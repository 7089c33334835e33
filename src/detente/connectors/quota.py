"""How many calls a service has had in 24 hours, kept per user: a key's limit holds across stories and restarts."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from ..errors import QuotaError

_DAY = timedelta(hours=24)


def default_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where calls are counted: in the user's state folder, or where DETENTE_STATE says."""
    base = environment.get("DETENTE_STATE") or environment.get("XDG_STATE_HOME")
    folder = Path(base) if base else Path.home() / ".local" / "state"
    return folder / "detente" / "calls.db"


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        remedy = "make it writable, or remove it: the calls of the last 24 hours are then forgotten"
        raise QuotaError("count of calls", f"{path} cannot be used ({error})", remedy) from error


class Quota:
    """An open count of calls. Services are named, keys never.

    Raises:
        QuotaError: the count cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _usable(path), ExitStack() as opened:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = opened.enter_context(closing(sqlite3.connect(path, timeout=30, isolation_level=None)))
            self._db.execute("CREATE TABLE IF NOT EXISTS call (service TEXT NOT NULL, at TEXT NOT NULL)")
            opened.pop_all()

    def close(self) -> None:
        """Close the count."""
        self._db.close()

    def take(self, service: str, limit: int, now: datetime) -> None:
        """Count one call, also where it will fail; a ``limit`` of 0 is none.

        Raises:
            QuotaError: the calls of the last 24 hours are used up; it says when the next is free. Or the count cannot
                be written.
        """
        if limit:
            with _usable(self._path):
                self._take(service, limit, now)

    def _take(self, service: str, limit: int, now: datetime) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:
            calls = self._recent(service, now)
            if len(calls) >= limit:
                free = datetime.fromisoformat(calls[-limit]) + _DAY
                raise QuotaError(
                    service,
                    f"all {limit} calls of 24 hours are used",
                    f"go on after {free:%Y-%m-%d %H:%M} UTC; what was kept stays",
                )
            self._db.execute("INSERT INTO call VALUES (?,?)", (service, now.isoformat()))

    def left(self, service: str, limit: int, now: datetime) -> int:
        """Return how many calls are left of a limit."""
        return max(0, limit - len(self._recent(service, now)))

    def _recent(self, service: str, now: datetime) -> list[str]:
        since = (now - _DAY).isoformat()
        rows = self._db.execute("SELECT at FROM call WHERE service = ? AND at > ? ORDER BY at", (service, since))
        return [at for (at,) in rows]
