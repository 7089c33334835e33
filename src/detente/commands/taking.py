"""Commands that take a story away: report, export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_as_of_flag, add_pair_flag, add_story, open_folder, say, write

if TYPE_CHECKING:
    from .common import Commands

FOLDER_FORMATS = ("package", "parquet")
FORMATS = ("jsonl", "csv", "series", "markdown", "plover", "polecat", "claims", "statements", "jsonld", *FOLDER_FORMATS)
_OUTPUT = f"a folder for {' and '.join(FOLDER_FORMATS)}; else a file, or standard output if left out"


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
    report = commands.add_parser("report", help="one self-contained HTML file that opens offline")
    add_story(report)
    report.add_argument(
        "-o", "--output", type=Path, default=Path("report.html"), metavar="FILE", help="default: report.html"
    )
    add_as_of_flag(report)
    add_pair_flag(report)
    report.set_defaults(run=_report)
    export = commands.add_parser("export", help=f"the record in another form: {', '.join(FORMATS)}")
    export.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    add_story(export)
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help=_OUTPUT)
    add_as_of_flag(export)
    add_pair_flag(export)
    export.set_defaults(run=_export)


def _report(options: argparse.Namespace) -> int:
    from ..report import render_report

    with open_folder(options.story) as story:
        html = render_report(story.story(options.as_of, options.pair))
    write(options.output, html)
    say(f"Wrote {options.output.resolve()}")
    return 0


def _export(options: argparse.Namespace) -> int:
    import io

    from ..exporters import EXPORTERS

    if options.format in FOLDER_FORMATS:
        return _export_folder(options)
    out = io.StringIO()
    with open_folder(options.story) as story:
        EXPORTERS[options.format](story.story(options.as_of, options.pair), out)
    if options.output is None:
        sys.stdout.write(out.getvalue())
    else:
        write(options.output, out.getvalue())
        say(f"Wrote {options.output.resolve()}")
    return 0


def _export_folder(options: argparse.Namespace) -> int:
    from ..errors import InputError
    from ..exporters import FOLDER_EXPORTERS

    if options.output is None:
        raise InputError(f"{options.format} is a folder of tables: name it with -o FOLDER")
    with open_folder(options.story) as story:
        FOLDER_EXPORTERS[options.format](story.story(options.as_of, options.pair), options.output)
    say(f"Wrote {options.output.resolve()}")
    return 0
