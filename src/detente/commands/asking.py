"""Commands that ask a story: show, explain, claim, search."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from .common import (
    add_as_of_flag,
    add_form_flags,
    add_pair_flag,
    add_story,
    day,
    open_folder,
    print_account,
    say,
    width,
)

if TYPE_CHECKING:
    from ..rows import Row
    from ..story import StoryFolder
    from ..types import Story
    from .common import Commands

VIEWS = (
    "story",
    "phases",
    "events",
    "claims",
    "quotes",
    "sayings",
    "reactions",
    "forward",
    "sources",
    "gaps",
    "actors",
    "documents",
    "characterisations",
    "talk",
    "changes",
    "records",
)

_LOOKED_AT = 3  # reports of an event that `explain` reads again


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
    show = commands.add_parser("show", help=f"print one view: {', '.join(VIEWS)}")
    show.add_argument("what", choices=VIEWS, metavar="WHAT", help=", ".join(VIEWS))
    add_story(show)
    show.add_argument("--speaker", metavar="NAME", help="of quotes and sayings, only those of a speaker named so")
    add_form_flags(show)
    add_as_of_flag(show)
    show.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="only what was reported on or after that day")
    add_pair_flag(show)
    show.set_defaults(run=_show)
    explain = commands.add_parser(
        "explain", help="why a record says what it says: sentence, sources, the coder's probabilities, passages like it"
    )
    explain.add_argument("id", metavar="ID", help="the id of any record, as in: detente show events --json")
    add_story(explain)
    explain.set_defaults(run=_explain)
    claim = commands.add_parser(
        "claim", help="what the ledger says to a question about a figure, and why figures differ"
    )
    claim.add_argument("question", metavar="QUESTION", help='such as "how much did Roe give to the campaign"')
    add_story(claim)
    add_as_of_flag(claim)
    claim.set_defaults(run=_claim)
    search = commands.add_parser(
        "search", help="full text over all that is told: events, quotes, claims, questions, what is due …"
    )
    search.add_argument("words", metavar="WORDS", help="in one argument; what has all of them is found")
    add_story(search)
    search.set_defaults(run=_search)


def _show(options: argparse.Namespace) -> int:
    from ..tables import as_csv, as_json, as_text, spoken_by, view_rows

    with open_folder(options.story) as story:
        told = story.story(options.as_of, options.pair)
        if options.what == "story" and not (options.json or options.csv):
            print_account(told, options.since)
            return 0
        rows = (
            _account(told, options.since) if options.what == "story" else view_rows(told, options.what, options.since)
        )
    if options.speaker:
        rows = spoken_by(rows, options.speaker, told)
    if options.json:
        sys.stdout.write(as_json(rows))
    elif options.csv:
        sys.stdout.write(as_csv(rows))
    elif rows:
        sys.stdout.write(as_text(rows, told, width()))
    else:
        narrowed = options.as_of or options.since or options.speaker or options.pair
        say(f"no {options.what} in this story{' with these options' if narrowed else ''}")
    return 0


def _account(story: Story, since: date | None) -> list[Row]:
    from ..account_text import account_rows
    from ..analysis.account import write_account

    return account_rows(write_account(story), story, since)


def _explain(options: argparse.Namespace) -> int:
    from ..cards import printable
    from ..errors import InputError
    from ..explain import explain

    with open_folder(options.story) as story:
        lines = explain(story.story(), options.id)
        lines += _second_looks(story, options.id)
    if not lines:
        raise InputError(f"no record {options.id!r} in {options.story}; ids are in: detente show events --json")
    sys.stdout.write("".join(printable(line) + "\n" for line in lines))
    return 0


def _second_looks(story: StoryFolder, event_id: str) -> list[str]:
    """Return what the coder thought of an event's reports, the first few; nothing for other records."""
    event = next((e for e in story.events() if e.id == event_id), None)
    if event is None:
        return []
    from ..pipeline import load_coder
    from ..second_look import second_look

    coder = load_coder(story.actors)
    documents = {d.id: d for d in story.story().documents}
    coded = [m for m in event.mentions if m.rule.startswith("coder-")][:_LOOKED_AT]
    return [
        line
        for m in coded
        for line in ("  how the coder saw it", *second_look(m, documents[m.passage.document_id], coder))
    ]


def _claim(options: argparse.Namespace) -> int:
    from ..answers import answer, find_questions

    with open_folder(options.story) as story:
        told = story.story(options.as_of)
    found = find_questions(told, options.question)
    for question in found:
        sys.stdout.write("\n".join(answer(question, told)) + "\n\n")
    if not found:
        say("no figure in this story answers that; all questions: detente show claims")
    return 0


def _search(options: argparse.Namespace) -> int:
    from ..cards import printable

    with open_folder(options.story) as story:
        found = story.search(options.words)
    for kind, record_id, text in found:
        sys.stdout.write(f"{record_id}  {kind}: {printable(text)}\n")
    if not found:
        say(f"nothing in this story has all the words of {options.words!r}")
    return 0
