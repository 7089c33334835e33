"""The command line: finds the command, runs it, and turns an error into a message and an exit code.

Data goes to standard output, talk to standard error. Exit codes: 0 ok, 1 findings, 2 usage, 3 bad input, 4 a missing
extra or model.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from . import __version__
from .commands import asking, coding, making, records, taking, tools, view
from .commands.common import say
from .errors import DetenteError

GROUPS = (making, asking, view, taking, coding, records, tools)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _speak_utf8()
    args = list(sys.argv[1:] if argv is None else argv)
    parser = command_parser()
    if not args:
        parser.print_help()
        return 2
    if args[0] not in _names(parser) and not args[0].startswith("-"):
        args = ["read", *args]  # `detente PATH…` alone builds and shows
    try:
        options = parser.parse_args(args)
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except DetenteError as error:
        say(f"detente: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        say("detente: stopped; what was done is kept, run the same command again to go on")
        return 130
    except BrokenPipeError:  # whoever reads has read enough, as `head` does
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        say(f"detente: {error.filename or 'the output'}: {error.strerror or error}")
        return DetenteError.exit_code


def command_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="detente",
        description="Read the news about a relationship of two powerful actors; keep a sourced, dated record of it.",
        epilog="detente PATH… alone reads articles (or opens a story folder), builds the story and shows its account.",
    )
    parser.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for group in GROUPS:
        group.add(commands)
    return parser


def _speak_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale; a terminal that lacks a character shows another for it.

    Where a stream is closed (`>&-`) another takes its place, which nobody reads.
    """
    sys.stdout, sys.stderr = (stream or io.TextIOWrapper(io.BytesIO()) for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Send what is left to write nowhere: Python would try again as it ends, and complain."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _names(parser: argparse.ArgumentParser) -> set[str]:
    actions = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return {name for action in actions for name in action.choices}
