"""The command that gives event data and nothing else: code."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .common import say

if TYPE_CHECKING:
    from ..types import Actor, Story
    from .common import Commands


def add(commands: Commands) -> None:
    """Add the command and its arguments to the parser."""
    code = commands.add_parser("code", help="event data from articles, one document at a time; no story is kept")
    code.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles, or folders of them")
    whom = code.add_mutually_exclusive_group(required=True)
    whom.add_argument("--actors", nargs=2, metavar=("A", "B"), help="the two names; aliases are proposed from the text")
    whom.add_argument("--story", type=Path, metavar="FOLDER", help="take the actors of FOLDER/story.toml")
    form = code.add_mutually_exclusive_group()
    form.add_argument("--plover", action="store_true", help="PLOVER as JSON Lines, in place of detente's own")
    form.add_argument("--polecat", action="store_true", help="POLECAT's 40 columns")
    code.set_defaults(run=_code)


def _code(options: argparse.Namespace) -> int:
    from ..event_data import code_paths
    from ..exporters import polecat
    from ..types import Problem

    actors = _actors(options)
    if options.polecat:
        polecat.write_header(sys.stdout)
    failed = 0
    for outcome in code_paths(options.paths, actors):
        if isinstance(outcome, Problem):
            failed += 1
            say(f"problem  {outcome.document} ({outcome.step}): {outcome.message}")
        else:
            _write(outcome, options)
    return 1 if failed else 0


def _actors(options: argparse.Namespace) -> tuple[Actor, ...]:
    if options.story:
        from ..storyfile import read_story_file

        return read_story_file(options.story).actors
    from ..making import propose_story

    _, _, actors, notes = propose_story(options.paths, options.actors)
    for note in notes:
        say(f"  {note}")
    return actors


def _write(story: Story, options: argparse.Namespace) -> None:
    from ..exporters import plover, polecat
    from ..rows import story_rows
    from ..tables import as_json

    if options.plover:
        plover.write(story, sys.stdout)
    elif options.polecat:
        polecat.write_events(story, sys.stdout)
    else:
        sys.stdout.write(as_json([row for row in story_rows(story) if row["kind"] == "event"]))
