"""Commands that show a story in the browser: view, keep, site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .common import day, say

if TYPE_CHECKING:
    from .common import Commands

_PORT = 8321


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
    view = commands.add_parser("view", help="look at a story, or a folder of them, in the browser; this machine only")
    view.add_argument("story", type=Path, nargs="?", default=Path())
    view.add_argument("-p", "--port", type=int, default=_PORT, help=f"0 takes any free port (default: {_PORT})")
    view.add_argument("-o", "--open", action="store_true", help="open the browser")
    view.add_argument("--get", metavar="/PATH", help="print one page and stop: no server")
    view.set_defaults(run=_view)
    keep = commands.add_parser("keep", help="keep tellings as of past days, for the page of a large story")
    keep.add_argument("story", type=Path)
    keep.add_argument("days", type=day, nargs="+", metavar="YYYY-MM-DD")
    keep.set_defaults(run=_keep)
    site = commands.add_parser("site", help="write a story as a folder of pages that open without a server")
    site.add_argument("folder", type=Path, help="where the pages are written")
    site.add_argument("story", type=Path, nargs="?", default=Path())
    site.set_defaults(run=_site)


def _view(options: argparse.Namespace) -> int:
    from ..web.stories import open_site

    site = open_site(options.story)
    if options.get is not None:
        answer = site.answer(options.get)
        sys.stdout.buffer.write(answer.body)
        return 0 if answer.status < 400 else 1
    from ..web.server import bind, serve

    bound = bind(options.port)
    address = f"http://127.0.0.1:{bound.getsockname()[1]}/"
    say(f"{address}  (Ctrl-C stops it)")
    if options.open:
        import webbrowser

        webbrowser.open(address)
    serve(site, bound)
    return 0


def _keep(options: argparse.Namespace) -> int:
    from ..tellings import make_telling

    for each in options.days:
        say(f"Wrote {make_telling(options.story, each)}")
    return 0


def _site(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from ..web.still import write_site
    from ..web.stories import open_site

    count = write_site(replace(open_site(options.story), still=True), options.folder)
    say(f"Wrote {count} pages: open {options.folder / 'index.html'}")
    return 0
