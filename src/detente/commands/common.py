"""What the commands share: opening a story, talking to the person, arguments of one meaning."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..story import StoryFolder

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def open_folder(folder: Path) -> StoryFolder:
    """Return an open story folder."""
    from ..story import open_story

    return open_story(folder)


def print_account(story: StoryFolder, as_of: date | None, since: date | None = None) -> None:
    """Write the account of a story to standard output."""
    from ..account_text import account_text
    from ..analysis.account import write_account

    told = story.story(as_of)
    sys.stdout.write(account_text(write_account(told), told, width(), since))


def width() -> int:
    """Return the columns of the terminal, at least 60."""
    import shutil

    return max(60, shutil.get_terminal_size((120, 40)).columns)


def say(text: str) -> None:
    """Talk to the person: standard error, so that data on standard output stays clean."""
    print(text, file=sys.stderr)


def write(path: Path, text: str) -> None:
    """Write a file.

    Raises:
        InputError: it cannot be written.
    """
    from ..errors import InputError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); give another -o FILE") from error


def day(text: str) -> date:
    """Return the day an argument names, for argparse's `type`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2025-06-05") from error
