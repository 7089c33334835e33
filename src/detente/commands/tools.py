"""Commands that examine a story, this machine or one text: check, doctor, dates."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from .common import add_story, day, open_folder, say

if TYPE_CHECKING:
    from .common import Commands


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
    check = commands.add_parser("check", help="is the story sound? exit code 1 if not")
    add_story(check)
    check.set_defaults(run=_check)
    doctor = commands.add_parser("doctor", help="is everything detente needs here and working?")
    doctor.set_defaults(run=_doctor)
    dates = commands.add_parser("dates", help="the time expressions (TIMEX3) of one text file; - reads standard input")
    dates.add_argument("file", metavar="FILE", help="a text file, or -")
    dates.add_argument("--published", type=day, metavar="YYYY-MM-DD", help="what relative dates are resolved against")
    dates.add_argument("--timeml", action="store_true", help="the text with TIMEX3 elements, in place of JSON Lines")
    dates.set_defaults(run=_dates)


def _check(options: argparse.Namespace) -> int:
    from ..checks import check_story

    with open_folder(options.story) as story:
        findings = story.store.integrity() + check_story(story.story())
    for finding in findings:
        sys.stdout.write(finding + "\n")
    say(f"{len(findings)} findings" if findings else "sound: every passage matches its document")
    return 1 if findings else 0


def _doctor(_: argparse.Namespace) -> int:
    from ..doctor import examine

    for line in examine():
        sys.stdout.write(line + "\n")
    return 0


def _dates(options: argparse.Namespace) -> int:
    from ..dates import tag, timeml
    from ..tables import as_json

    text = _read_text(options.file)
    timexes = tag(text, options.published)
    rows = [
        {
            "start": t.passage.start,
            "end": t.passage.end,
            "text": t.passage.text,
            "type": t.type,
            "value": t.value,
            "mod": t.mod,
        }
        for t in timexes
    ]
    sys.stdout.write(timeml(text, timexes) if options.timeml else as_json(rows))
    return 0


def _read_text(file: str) -> str:
    """Return the text of a file, or of standard input for "-".

    Raises:
        InputError: it cannot be read, or is longer than a document may be.
    """
    from ..errors import InputError
    from ..readers.bounded import LONGEST_DOCUMENT

    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else open(file, "rb") as stream:
            raw = stream.read(LONGEST_DOCUMENT + 1)
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    if len(raw) > LONGEST_DOCUMENT:
        raise InputError(
            f"{file}: longer than {LONGEST_DOCUMENT // 1_000_000} MB, the most one text may have: split it"
        )
    return raw.decode("utf-8", errors="replace")
