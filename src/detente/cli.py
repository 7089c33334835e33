"""The commands. The only module that prints or exits: data on stdout, talk on stderr.

Exit codes: 0 ok, 1 findings, 2 usage, 3 bad input, 4 a missing extra or model.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .errors import DetenteError

if TYPE_CHECKING:
    from .story import BuildSummary, StoryFolder

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


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args and args[0] not in COMMANDS and not args[0].startswith("-"):
        args = ["read", *args]  # `detente PATH…` alone builds and shows
    try:
        options = command_parser().parse_args(args)
        return int(options.run(options) or 0)
    except DetenteError as error:
        _say(f"detente: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        _say("detente: stopped; what was coded is kept, run build again to go on")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


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
    read.set_defaults(run=_read)
    init = commands.add_parser("init", help="make FOLDER/story.toml, proposing actors, aliases, roles and proxies")
    init.add_argument("folder", type=Path)
    init.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles to propose from")
    init.add_argument("--actors", nargs=2, metavar=("A", "B"), help="the two names, if you know them")
    init.set_defaults(run=_init)
    add = commands.add_parser("add", help="copy articles into a story's documents folder")
    add.add_argument("story", type=Path)
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.set_defaults(run=_add)
    build = commands.add_parser("build", help="read, code and tell: only what is new is coded")
    build.add_argument("story", type=Path)
    build.add_argument("--engine", choices=("auto", "inline", "processes"), default="auto")
    build.set_defaults(run=_build)


def _add_asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    show = commands.add_parser("show", help=f"print one view: {', '.join(VIEWS)}")
    show.add_argument("what", choices=VIEWS, metavar="WHAT", help=", ".join(VIEWS))
    show.add_argument("story", type=Path, nargs="?", default=Path())
    _add_data_flags(show)
    show.set_defaults(run=_show)
    explain = commands.add_parser("explain", help="why a record says what it says: sentence, rule or model, sources")
    explain.add_argument("id", metavar="ID")
    explain.add_argument("story", type=Path, nargs="?", default=Path())
    explain.set_defaults(run=_explain)
    search = commands.add_parser("search", help="full text over events, quotes and claims")
    search.add_argument("words")
    search.add_argument("story", type=Path, nargs="?", default=Path())
    search.set_defaults(run=_search)


def _add_taking_away(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = commands.add_parser("report", help="one self-contained HTML file that opens offline")
    report.add_argument("story", type=Path, nargs="?", default=Path())
    report.add_argument("-o", "--output", type=Path, default=Path("report.html"))
    report.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    report.set_defaults(run=_report)
    export = commands.add_parser("export", help=f"the record in another form: {', '.join(FORMATS)}")
    export.add_argument("format", choices=FORMATS)
    export.add_argument("story", type=Path, nargs="?", default=Path())
    export.add_argument("-o", "--output", type=Path, help="a file; standard output if left out")
    export.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    export.set_defaults(run=_export)
    check = commands.add_parser("check", help="is the story sound? exit code 1 if not")
    check.add_argument("story", type=Path, nargs="?", default=Path())
    check.set_defaults(run=_check)
    doctor = commands.add_parser("doctor", help="is everything detente needs here and working?")
    doctor.set_defaults(run=_doctor)
    dates = commands.add_parser("dates", help="the time expressions (TIMEX3) of one text file; - reads standard input")
    dates.add_argument("file", metavar="FILE")
    dates.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="what relative dates are resolved against")
    dates.add_argument("--timeml", action="store_true", help="the text with TIMEX3 elements, in place of JSON Lines")
    dates.set_defaults(run=_dates)


def _add_data_flags(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON Lines, every field")
    form.add_argument("--csv", action="store_true", help="CSV, every field")
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="only what had been published by that day")
    parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="only what was reported on or after that day")


def _read(options: argparse.Namespace) -> int:
    from .story import is_story

    first: Path = options.paths[0]
    folder = first if len(options.paths) == 1 and is_story(first) else _make_story(options)
    with _open(folder) as story:
        _report_build(_run_build(story, "auto"), story)
        _print_account(story, None)
    _say(f"\nMore: detente show events {folder} · detente report {folder} -o report.html")
    return 0


def _init(options: argparse.Namespace) -> int:
    path = _make_story(argparse.Namespace(paths=options.paths, actors=options.actors, into=options.folder))
    _say(f"Now look at {path / 'story.toml'}, then run: detente build {path}")
    return 0


def _make_story(options: argparse.Namespace) -> Path:
    """Write a story.toml for the given articles unless the folder has one; return the folder."""
    from .errors import InputError
    from .making import propose_story
    from .story import is_story
    from .storyfile import write_story_file

    if options.into is not None and is_story(options.into):
        return Path(options.into)
    missing = [str(p) for p in options.paths if not p.exists()]
    if missing:
        raise InputError(f"{', '.join(missing)}: no such file or folder, and no such command; see detente --help")
    title, slug, actors, notes = propose_story(options.paths, options.actors)
    folder: Path = options.into or Path(slug)
    if options.into is None and is_story(folder):
        return folder
    write_story_file(folder, title, actors, tuple(options.paths))
    for note in notes:
        _say(f"  {note}")
    _say(f"Wrote {folder / 'story.toml'}: edit it to add names, roles and what stands for an actor.")
    return folder


def _add(options: argparse.Namespace) -> int:
    from .making import copy_documents
    from .storyfile import read_story_file

    read_story_file(options.story)
    copied, same = copy_documents(options.paths, options.story / "documents")
    _say(
        f"{copied} copied into {options.story / 'documents'}, {same} there already; run: detente build {options.story}"
    )
    return 0


def _build(options: argparse.Namespace) -> int:
    with _open(options.story) as story:
        _report_build(_run_build(story, options.engine), story)
    return 0


def _show(options: argparse.Namespace) -> int:
    from .tables import as_csv, as_json, as_text, view_rows

    with _open(options.story) as story:
        if options.what == "story":
            _print_account(story, options.as_of, options.since, options.json)
            return 0
        rows = view_rows(story.story(options.as_of), options.what, options.since)
    if options.json:
        sys.stdout.write(as_json(rows))
    elif options.csv:
        sys.stdout.write(as_csv(rows))
    elif rows:
        sys.stdout.write(as_text(rows, _width()))
    else:
        _say(f"no {options.what} in this story")
    return 0


def _explain(options: argparse.Namespace) -> int:
    from .errors import InputError
    from .explain import explain
    from .tables import printable

    with _open(options.story) as story:
        lines = explain(story.story(), options.id)
    if not lines:
        raise InputError(f"no record {options.id!r} in {options.story}; ids are in: detente show events --json")
    sys.stdout.write("".join(printable(line) + "\n" for line in lines))
    return 0


def _search(options: argparse.Namespace) -> int:
    from .tables import printable

    with _open(options.story) as story:
        found = story.store.search(options.words)
    for kind, record_id, text in found:
        sys.stdout.write(f"{record_id}  {kind}: {printable(text)}\n")
    return 0


def _report(options: argparse.Namespace) -> int:
    from .report import render_report

    with _open(options.story) as story:
        html = render_report(story.story(options.as_of))
    _write(options.output, html)
    _say(f"Wrote {options.output.resolve()}")
    return 0


def _export(options: argparse.Namespace) -> int:
    import io

    from .exporters import EXPORTERS

    out = io.StringIO()
    with _open(options.story) as story:
        EXPORTERS[options.format](story.story(options.as_of), out)
    if options.output is None:
        sys.stdout.write(out.getvalue())
    else:
        _write(options.output, out.getvalue())
        _say(f"Wrote {options.output.resolve()}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from .checks import check_story

    with _open(options.story) as story:
        findings = story.store.integrity() + check_story(story.story())
    for finding in findings:
        sys.stdout.write(finding + "\n")
    _say(f"{len(findings)} findings" if findings else "sound: every passage matches its document")
    return 1 if findings else 0


def _doctor(_: argparse.Namespace) -> int:
    from .doctor import examine

    for line in examine():
        sys.stdout.write(line + "\n")
    return 0


def _dates(options: argparse.Namespace) -> int:
    from .dates import tag, timeml
    from .errors import InputError
    from .tables import as_json

    try:
        raw = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError as error:
        raise InputError(f"{options.file}: cannot be read ({error.strerror})") from error
    text = raw.decode("utf-8", errors="replace")
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


def _open(folder: Path) -> StoryFolder:
    from .story import open_story

    return open_story(folder)


def _run_build(story: StoryFolder, engine: str) -> BuildSummary:
    if not sys.stderr.isatty():
        return story.build(engine)
    from rich.console import Console
    from rich.progress import Progress, TaskID

    tasks: dict[str, TaskID] = {}
    with Progress(console=Console(stderr=True), transient=True) as bar:

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None)
            bar.update(tasks[stage], completed=done)

        return story.build(engine, show)


def _report_build(summary: BuildSummary, story: StoryFolder) -> None:
    _say(f"read     {summary.read} documents: {summary.new} new, {summary.superseded} superseded")
    _say(f"coded    {summary.coded} now, {summary.unchanged} unchanged, {summary.failed} failed")
    for problem in story.store.problems()[:10]:
        _say(f"problem  {problem.document} ({problem.step}): {problem.message}")
    if summary.problems > 10:
        _say(f"         … and {summary.problems - 10} more: detente show gaps {story.folder}")


def _print_account(story: StoryFolder, as_of: date | None, since: date | None = None, json: bool = False) -> None:
    from .account_text import account_json, account_text
    from .analysis.account import write_account

    lines = write_account(story.story(as_of))
    sys.stdout.write(account_json(lines) if json else account_text(lines, story.story(as_of), _width(), since))


def _write(path: Path, text: str) -> None:
    from .errors import InputError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); give another -o FILE") from error


def _width() -> int:
    import shutil

    return max(60, shutil.get_terminal_size((120, 40)).columns)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2025-06-05") from error


def _say(text: str) -> None:
    print(text, file=sys.stderr)
