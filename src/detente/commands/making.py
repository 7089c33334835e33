"""Commands that make a story: read, init, add, build, tell."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .common import open_folder, print_account, say, whole

if TYPE_CHECKING:
    from ..building import BuildOptions, BuildSummary
    from ..story import StoryFolder
    from .common import Commands


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
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
    init.add_argument("folder", type=Path, metavar="FOLDER", help="the new story's")
    init.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles to propose from")
    init.add_argument("--actors", nargs=2, metavar=("A", "B"), help="the two names, if you know them")
    init.set_defaults(run=_init)
    add = commands.add_parser("add", help="copy articles into a story's documents folder")
    add.add_argument("story", type=Path, metavar="STORY", help="its folder")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles, or folders of them")
    add.set_defaults(run=_add)
    build = commands.add_parser("build", help="read, code and tell: only what is new is coded")
    build.add_argument("stories", nargs="*", type=Path, metavar="STORY", help="those with the same pile share one pass")
    build.add_argument("--stories", type=Path, metavar="FOLDER", dest="shelf", help="also every story in this folder")
    build.add_argument(
        "--pile", action="append", type=Path, default=[], metavar="PATH",
        help="read this in place of each story's own documents (may be repeated); - is JSON Lines on standard input",
    )  # fmt: skip
    build.add_argument("--engine", choices=("auto", "inline", "processes", "ray"), default="auto")
    build.add_argument("--address", default="local", help="the Ray cluster: local (this machine), auto, or HOST:PORT")
    build.add_argument("--workers", type=whole, default=0, metavar="N", help="processes (default: one for each core)")
    build.add_argument(
        "--seconds", type=_seconds, default=300.0, metavar="N", help="the most a document may take (300)"
    )
    build.add_argument("--memory", type=whole, default=2000, metavar="MB", help="the most a document may take (2000)")
    build.add_argument("--codings", type=Path, metavar="FOLDER", help="also keep what was coded there, as Parquet")
    build.set_defaults(run=_build)
    _add_tell(commands)


def _seconds(text: str) -> float:
    with suppress(ValueError):
        if (seconds := float(text)) > 0:
            return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, more than 0")


def _add_tell(commands: Commands) -> None:
    tell = commands.add_parser("tell", help="tell stories anew from their codings; no document is read")
    tell.add_argument("stories", nargs="*", type=Path, metavar="STORY", help="their folders")
    tell.add_argument("--stories", type=Path, metavar="FOLDER", dest="shelf", help="also every story in this folder")
    tell.add_argument(
        "--codings", type=Path, metavar="FOLDER",
        help="tell from what build --codings wrote there, which replaces what the story held",
    )  # fmt: skip
    tell.add_argument("--workers", type=whole, default=0, metavar="N", help="processes (default: one for each core)")
    tell.set_defaults(run=_tell)


def _read(options: argparse.Namespace) -> int:
    from ..building import BuildOptions
    from ..story import is_story

    first, *others = options.paths
    if is_story(first):
        folder = first
        _copy_into(folder, others)
    else:
        folder = _find_story(options) or _make_story(options)
    with open_folder(folder) as story:
        (summary,) = _run_build([story], BuildOptions())
        _report_build(summary, story)
        print_account(story.story())
    quoted = shlex.quote(str(folder))
    say(f"\nMore: detente show events {quoted} · detente report {quoted} -o report.html")
    return 0


def _init(options: argparse.Namespace) -> int:
    path = _make_story(argparse.Namespace(paths=options.paths, actors=options.actors, into=options.folder))
    say(f"Now look at {path / 'story.toml'}, then run: detente build {path}")
    return 0


def _make_story(options: argparse.Namespace) -> Path:
    """Write a story.toml for the given articles, with proposed actors; return the folder."""
    from ..errors import InputError
    from ..making import propose_story
    from ..storyfile import write_story_file

    missing = [str(p) for p in options.paths if not p.exists()]
    if missing:
        raise InputError(f"{', '.join(missing)}: no such file or folder, and no such command; see detente --help")
    title, slug, actors, notes = propose_story(options.paths, options.actors)
    folder: Path = options.into or Path(slug)
    write_story_file(folder, title, actors, tuple(options.paths))
    for note in notes:
        say(f"  {note}")
    say(f"Wrote {folder / 'story.toml'}: edit it to add names, roles and what stands for an actor.")
    return folder


def _find_story(options: argparse.Namespace) -> Path | None:
    """Return the story these articles belong to when it exists already, with the new ones copied into it."""
    from ..making import story_slug
    from ..story import is_story

    folder = options.into or (Path(story_slug(options.actors)) if options.actors else None)
    if folder is None or not is_story(folder):
        return None
    say(f"{folder} is a story already: opening it")
    _copy_into(folder, options.paths)
    return Path(folder)


def _copy_into(folder: Path, paths: Sequence[Path]) -> None:
    """Copy what the story does not read yet into its documents folder."""
    from ..making import copy_documents
    from ..storyfile import read_story_file

    known = {path.resolve() for path in read_story_file(folder).documents}
    new = [path for path in paths if path.resolve() not in known]
    if new:
        copied, same = copy_documents(new, folder / "documents")
        say(f"{copied} copied into {folder / 'documents'}, {same} there already")


def _add(options: argparse.Namespace) -> int:
    _copy_into(options.story, options.paths)
    say(f"now run: detente build {shlex.quote(str(options.story))}")
    return 0


def _build(options: argparse.Namespace) -> int:
    from ..building import BuildOptions
    from ..engines.processes import Limits

    limits = Limits(options.seconds, options.memory)
    pile = tuple(options.pile)
    how = BuildOptions(options.engine, options.address, options.workers, limits, pile, options.codings)
    with ExitStack() as opened:
        stories = [opened.enter_context(open_folder(folder)) for folder in _story_folders(options)]
        for story, summary in zip(stories, _run_build(stories, how), strict=True):
            if len(stories) > 1:
                say(f"\n{story.folder}")
            _report_build(summary, story)
    return 0


def _tell(options: argparse.Namespace) -> int:
    from ..assembly import retell
    from ..engines.processes import available_cores

    with ExitStack() as opened:
        stories = [opened.enter_context(open_folder(folder)) for folder in _story_folders(options)]
        retell(stories, options.codings, options.workers or available_cores(), None)
        for story in stories:
            if len(stories) > 1:
                say(f"\n{story.folder}")
            _report_told(story)
    return 0


def _story_folders(options: argparse.Namespace) -> list[Path]:
    from ..errors import InputError
    from ..story import is_story

    shelf = sorted(options.shelf.iterdir()) if options.shelf and options.shelf.is_dir() else []
    folders = list(dict.fromkeys([*options.stories, *(folder for folder in shelf if is_story(folder))]))
    if not folders and options.shelf:
        raise InputError(f"{options.shelf}: no folder with stories in it; make one with: detente init FOLDER ARTICLES")
    if not folders:
        raise InputError("name a story, or a folder of stories with --stories")
    return folders


def _run_build(stories: Sequence[StoryFolder], how: BuildOptions) -> list[BuildSummary]:
    from ..building import build_stories

    if not sys.stderr.isatty():
        return build_stories(stories, how)
    from rich.console import Console
    from rich.progress import Progress, TaskID

    tasks: dict[str, TaskID] = {}
    with Progress(console=Console(stderr=True), transient=True) as bar:

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None)
            bar.update(tasks[stage], completed=done)

        return build_stories(stories, how, show)


def _report_build(summary: BuildSummary, story: StoryFolder) -> None:
    from ..plain_words import count_of

    say(f"read     {count_of(summary.read, 'document')}: {summary.new} new, {summary.superseded} superseded")
    say(f"coded    {summary.coded} now, {summary.unchanged} unchanged, {summary.failed} failed")
    _report_told(story)
    for problem in story.store.problems()[:10]:
        say(f"problem  {problem.document} ({problem.step}): {problem.message}")
    if summary.problems > 10:
        say(f"         … and {summary.problems - 10} more: detente show gaps {story.folder}")


def _report_told(story: StoryFolder) -> None:
    from ..plain_words import count_of

    told = story.story()
    counts = {
        "event": told.events,
        "phase": told.phases,
        "question": told.questions,
        "attribution": told.quotes,
        "expectation": told.expectations,
    }
    say("told     " + ", ".join(count_of(len(records), noun) for noun, records in counts.items()))
