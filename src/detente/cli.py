"""The commands. The only module that prints or exits: data on stdout, talk on stderr.

Exit codes: 0 ok, 1 findings, 2 usage, 3 bad input, 4 a missing extra or model.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import COMMANDS, command_parser
from .errors import DetenteError

if TYPE_CHECKING:
    from .rows import Row
    from .story import BuildSummary, StoryFolder
    from .types import Story


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args and args[0] not in COMMANDS and not args[0].startswith("-"):
        args = ["read", *args]  # `detente PATH…` alone builds and shows
    if not args:
        command_parser().print_help()
        return 2
    try:
        options = command_parser().parse_args(args)
        return _HANDLERS[options.command](options)
    except DetenteError as error:
        _say(f"detente: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        _say("detente: stopped; what was coded is kept, run build again to go on")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _read(options: argparse.Namespace) -> int:
    from .story import is_story

    first, *others = options.paths
    if is_story(first):
        folder = first
        _copy_into(folder, others)
    else:
        folder = _find_story(options) or _make_story(options)
    with _open(folder) as story:
        _report_build(_run_build(story, "auto"), story)
        _print_account(story, None)
    quoted = shlex.quote(str(folder))
    _say(f"\nMore: detente show events {quoted} · detente report {quoted} -o report.html")
    return 0


def _init(options: argparse.Namespace) -> int:
    path = _make_story(argparse.Namespace(paths=options.paths, actors=options.actors, into=options.folder))
    _say(f"Now look at {path / 'story.toml'}, then run: detente build {path}")
    return 0


def _make_story(options: argparse.Namespace) -> Path:
    """Write a story.toml for the given articles, with proposed actors; return the folder."""
    from .errors import InputError
    from .making import propose_story
    from .storyfile import write_story_file

    missing = [str(p) for p in options.paths if not p.exists()]
    if missing:
        raise InputError(f"{', '.join(missing)}: no such file or folder, and no such command; see detente --help")
    title, slug, actors, notes = propose_story(options.paths, options.actors)
    folder: Path = options.into or Path(slug)
    write_story_file(folder, title, actors, tuple(options.paths))
    for note in notes:
        _say(f"  {note}")
    _say(f"Wrote {folder / 'story.toml'}: edit it to add names, roles and what stands for an actor.")
    return folder


def _find_story(options: argparse.Namespace) -> Path | None:
    """Return the story these articles belong to when it exists already, with the new ones copied into it."""
    from .making import story_slug
    from .story import is_story

    folder = options.into or (Path(story_slug(options.actors)) if options.actors else None)
    if folder is None or not is_story(folder):
        return None
    _say(f"{folder} is a story already: opening it")
    _copy_into(folder, options.paths)
    return Path(folder)


def _copy_into(folder: Path, paths: Sequence[Path]) -> None:
    """Copy what the story does not read yet into its documents folder."""
    from .making import copy_documents
    from .storyfile import read_story_file

    known = {path.resolve() for path in read_story_file(folder).documents}
    new = [path for path in paths if path.resolve() not in known]
    if new:
        copied, same = copy_documents(new, folder / "documents")
        _say(f"{copied} copied into {folder / 'documents'}, {same} there already")


def _add(options: argparse.Namespace) -> int:
    _copy_into(options.story, options.paths)
    _say(f"now run: detente build {shlex.quote(str(options.story))}")
    return 0


def _build(options: argparse.Namespace) -> int:
    with _open(options.story) as story:
        _report_build(_run_build(story, options.engine), story)
    return 0


def _show(options: argparse.Namespace) -> int:
    from .tables import as_csv, as_json, as_text, view_rows

    with _open(options.story) as story:
        told = story.story(options.as_of)
        if options.what == "story" and not (options.json or options.csv):
            _print_account(story, options.as_of, options.since)
            return 0
        rows = (
            _account(told, options.since) if options.what == "story" else view_rows(told, options.what, options.since)
        )
    if options.json:
        sys.stdout.write(as_json(rows))
    elif options.csv:
        sys.stdout.write(as_csv(rows))
    elif rows:
        sys.stdout.write(as_text(rows, told, _width()))
    else:
        _say(f"no {options.what} in this story")
    return 0


def _explain(options: argparse.Namespace) -> int:
    from .cards import printable
    from .errors import InputError
    from .explain import explain

    with _open(options.story) as story:
        lines = explain(story.story(), options.id)
    if not lines:
        raise InputError(f"no record {options.id!r} in {options.story}; ids are in: detente show events --json")
    sys.stdout.write("".join(printable(line) + "\n" for line in lines))
    return 0


def _search(options: argparse.Namespace) -> int:
    from .cards import printable

    with _open(options.story) as story:
        found = story.store.search(options.words)
    for kind, record_id, text in found:
        sys.stdout.write(f"{record_id}  {kind}: {printable(text)}\n")
    if not found:
        _say(f"no event, quote or claim has all the words of {options.words!r}")
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
    told = story.story()
    counts = (told.events, told.phases, told.questions, told.quotes, told.expectations)
    _say("told     {} events, {} phases, {} questions, {} attributions, {} expectations".format(*map(len, counts)))
    for problem in story.store.problems()[:10]:
        _say(f"problem  {problem.document} ({problem.step}): {problem.message}")
    if summary.problems > 10:
        _say(f"         … and {summary.problems - 10} more: detente show gaps {story.folder}")


def _print_account(story: StoryFolder, as_of: date | None, since: date | None = None) -> None:
    from .account_text import account_text
    from .analysis.account import write_account

    told = story.story(as_of)
    sys.stdout.write(account_text(write_account(told), told, _width(), since))


def _account(story: Story, since: date | None) -> list[Row]:
    from .account_text import account_rows
    from .analysis.account import write_account

    return account_rows(write_account(story), story, since)


def _write(path: Path, text: str) -> None:
    from .errors import InputError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); give another -o FILE") from error


def _width() -> int:
    import shutil

    return max(60, shutil.get_terminal_size((120, 40)).columns)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


_HANDLERS: dict[str, Callable[[argparse.Namespace], int]] = {
    "read": _read,
    "init": _init,
    "add": _add,
    "build": _build,
    "show": _show,
    "explain": _explain,
    "search": _search,
    "report": _report,
    "export": _export,
    "check": _check,
    "doctor": _doctor,
    "dates": _dates,
}
