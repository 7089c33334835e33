"""Date selection on Timeline17 by the news-tls protocol: date F1 with length and span given, and with span only."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from detente.analysis.dates import date_votes, select_dates
from detente.coding.dates import tag
from detente.types import Timex, When

READ = 10_000  # characters of a page; live pages and page furniture run on for much longer


def measure(data: Path) -> dict[str, float]:
    """Return date F1 with given length (``date_f1``) and without (``date_f1_open``), mean over all timelines."""
    topics = sorted(path for path in (data / "tls" / "t17").glob("*") if path.is_dir())
    rows = [row for topic in topics for row in _topic(topic)]
    if not rows:
        return {}
    means = {"date_f1": fmean(given for _, given, _ in rows), "date_f1_open": fmean(free for _, _, free in rows)}
    return means | {f"{name}/date_f1": given for name, given, _ in rows}


def _topic(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Yield each timeline's name and date F1, with its length given and without."""
    articles = list(read_lines(folder / "articles.jsonl.gz"))
    days = [date.fromisoformat(article["date"][:10]) for article in articles]
    votes = date_votes(
        (When(day, day, "day", "stated"), _timexes(article["text"], day))
        for article, day in zip(articles, days, strict=True)
    )
    for number, line in enumerate(read_lines(folder / "timelines.jsonl.gz")):
        told = {date.fromisoformat(day[:10]) for day in line["timeline"]}
        told = {day for day in told if min(days) <= day <= max(days)}
        if told:
            given = select_dates(votes, len(told), min(told), max(told))
            free = select_dates(votes, None, min(told), max(told))
            yield f"{folder.name}-{number}", _f1(set(given), told), _f1(set(free), told)


def _timexes(text: str, day: date) -> list[Timex]:
    return tag(text[:READ], day)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _f1(predicted: set[date], told: set[date]) -> float:
    return 2 * len(predicted & told) / (len(predicted) + len(told))
