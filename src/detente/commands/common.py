"""What the commands share: opening a story, talking to the person, arguments that mean the same in each."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..story import StoryFolder
    from ..types import Story

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def open_folder(folder: Path) -> StoryFolder:
    """Return an open story folder."""
    from ..story import open_story

    return open_story(folder)


def print_account(told: Story, since: date | None = None) -> None:
    """Write the account of a told story to standard output."""
    from ..account_text import account_text
    from ..analysis.account import write_account

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


def whole(text: str) -> int:
    """Return the number an argument gives, 0 or more, for argparse's `type`."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, 0 or more")
    return int(text)


def pair(text: str) -> tuple[str, str]:
    """Return the two actors an argument names, for argparse's `type`."""
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or not all(names):
        raise argparse.ArgumentTypeError(f"{text!r} does not name two actors with a comma between them, such as a,b")
    return names[0], names[1]


def add_story(parser: argparse.ArgumentParser) -> None:
    """Add the story that a command asks: the folder that it is run in, unless another is named."""
    parser.add_argument("story", type=Path, nargs="?", default=Path(), metavar="STORY", help="its folder (default: .)")


def add_form_flags(parser: argparse.ArgumentParser) -> None:
    """Add the options that print rows for programs."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON Lines, every field")
    form.add_argument("--csv", action="store_true", help="CSV, every field")


def add_as_of_flag(parser: argparse.ArgumentParser) -> None:
    """Add the option that leaves out what came out after a day."""
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="only what had been published by that day")


def add_pair_flag(parser: argparse.ArgumentParser) -> None:
    """Add the option that chooses two of several actors."""
    parser.add_argument("--pair", type=pair, metavar="A,B", help="of several actors, these two (id, name or alias)")
