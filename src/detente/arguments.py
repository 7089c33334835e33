"""What may be asked on the command line: the commands, their arguments and their help."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from . import __version__

VIEWS = (
    "story",
    "phases",
    "events",
    "claims",
    "quotes",
    "reactions",
    "forward",
    "sources",
    "gaps",
    "actors",
    "documents",
    "characterisations",
)
FORMATS = ("jsonl", "csv", "markdown", "plover", "polecat")
COMMANDS = ("read", "init", "add", "build", "show", "explain", "search", "report", "export", "check", "doctor", "dates")


def command_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="detente",
        description="Read the news about a relationship of two powerful actors; keep a sourced, dated record of it.",
        epilog="detente PATH… alone reads articles (or opens a story folder), builds the story and shows its account.",
    )
    parser.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_making(commands)
    _add_asking(commands)
    _add_taking_away(commands)
    return parser


def _add_making(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = commands.add_parser("read", help="build a story from PATH… and show its account (the default command)")
    read.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="articles, folders of them, or a story folder"
    )
    read.add_argument("--actors", nargs=2, metavar=("A", "B"), help="the two names; proposed from the text if left out")
    read.add_argument(
        "--into", type=Path, metavar="FOLDER", help="where the story is kept (default: named after the actors)"
    )
    read.set_defaults(command="read")
    init = commands.add_parser("init", help="make FOLDER/story.toml, proposing actors, aliases, roles and proxies")
    init.add_argument("folder", type=Path)
    init.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles to propose from")
    init.add_argument("--actors", nargs=2, metavar=("A", "B"), help="the two names, if you know them")
    init.set_defaults(command="init")
    add = commands.add_parser("add", help="copy articles into a story's documents folder")
    add.add_argument("story", type=Path)
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.set_defaults(command="add")
    build = commands.add_parser("build", help="read, code and tell: only what is new is coded")
    build.add_argument("story", type=Path)
    build.add_argument("--engine", choices=("auto", "inline", "processes"), default="auto")
    build.set_defaults(command="build")


def _add_asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    show = commands.add_parser("show", help=f"print one view: {', '.join(VIEWS)}")
    show.add_argument("what", choices=VIEWS, metavar="WHAT", help=", ".join(VIEWS))
    show.add_argument("story", type=Path, nargs="?", default=Path())
    _add_data_flags(show)
    show.set_defaults(command="show")
    explain = commands.add_parser("explain", help="why a record says what it says: sentence, rule or model, sources")
    explain.add_argument("id", metavar="ID")
    explain.add_argument("story", type=Path, nargs="?", default=Path())
    explain.set_defaults(command="explain")
    search = commands.add_parser("search", help="full text over events, quotes and claims")
    search.add_argument("words")
    search.add_argument("story", type=Path, nargs="?", default=Path())
    search.set_defaults(command="search")


def _add_taking_away(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = commands.add_parser("report", help="one self-contained HTML file that opens offline")
    report.add_argument("story", type=Path, nargs="?", default=Path())
    report.add_argument("-o", "--output", type=Path, default=Path("report.html"))
    report.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    report.set_defaults(command="report")
    export = commands.add_parser("export", help=f"the record in another form: {', '.join(FORMATS)}")
    export.add_argument("format", choices=FORMATS)
    export.add_argument("story", type=Path, nargs="?", default=Path())
    export.add_argument("-o", "--output", type=Path, help="a file; standard output if left out")
    export.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    export.set_defaults(command="export")
    check = commands.add_parser("check", help="is the story sound? exit code 1 if not")
    check.add_argument("story", type=Path, nargs="?", default=Path())
    check.set_defaults(command="check")
    doctor = commands.add_parser("doctor", help="is everything detente needs here and working?")
    doctor.set_defaults(command="doctor")
    dates = commands.add_parser("dates", help="the time expressions (TIMEX3) of one text file; - reads standard input")
    dates.add_argument("file", metavar="FILE")
    dates.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="what relative dates are resolved against")
    dates.add_argument("--timeml", action="store_true", help="the text with TIMEX3 elements, in place of JSON Lines")
    dates.set_defaults(command="dates")


def _add_data_flags(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON Lines, every field")
    form.add_argument("--csv", action="store_true", help="CSV, every field")
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="only what had been published by that day")
    parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="only what was reported on or after that day")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2025-06-05") from error
