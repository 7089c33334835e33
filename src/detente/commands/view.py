"""Commands that show a story in the browser: view, keep, site."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .common import add_story, day, say, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..web.app import Site
    from .common import Commands

_PORT = 8321
_LAST_PORT = 65_535


def add(commands: Commands) -> None:
    """Add these commands and their arguments to the parser."""
    view = commands.add_parser("view", help="look at a story, or a folder of them, in the browser; this machine only")
    add_story(view)
    view.add_argument("-p", "--port", type=_port, default=_PORT, help=f"0 takes any free port (default: {_PORT})")
    view.add_argument("-o", "--open", action="store_true", help="open the browser")
    view.add_argument("--get", metavar="/PATH", help="print one page and stop: no server")
    view.set_defaults(run=_view)
    keep = commands.add_parser("keep", help="keep tellings as of past days, for the page of a large story")
    keep.add_argument("story", type=Path, metavar="STORY", help="its folder")
    keep.add_argument("days", type=day, nargs="+", metavar="YYYY-MM-DD", help="days of publication")
    keep.set_defaults(run=_keep)
    site = commands.add_parser("site", help="write a story as a folder of pages that open without a server")
    site.add_argument("folder", type=Path, metavar="FOLDER", help="where the pages are written")
    add_story(site)
    site.set_defaults(run=_site)


def _port(text: str) -> int:
    port = whole(text)
    if port > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is no port: the last is {_LAST_PORT}")
    return port


def _view(options: argparse.Namespace) -> int:
    with _site_of(options.story) as site:
        if options.get is None:
            _serve(site, options)
            return 0
        answer = site.answer(options.get)
        sys.stdout.buffer.write(answer.body)
        return 0 if answer.status < 400 else 1


def _serve(site: Site, options: argparse.Namespace) -> None:
    import signal

    from ..web.server import bind, serve

    bound = bind(options.port)
    address = f"http://127.0.0.1:{bound.getsockname()[1]}/"
    say(f"{address}  (Ctrl-C stops it)")
    if options.open:
        import webbrowser

        webbrowser.open(address)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # by default nothing would be tidied up
    with suppress(KeyboardInterrupt):
        serve(site, bound)


@contextmanager
def _site_of(path: Path) -> Iterator[Site]:
    """Open the site of a story, or of a folder of them; at the end, remove what was told for it alone."""
    from ..web.stories import open_site

    site = open_site(path)
    with ExitStack() as opened:
        for tellings in site.stories.values():
            opened.callback(tellings.close)
        yield site


def _keep(options: argparse.Namespace) -> int:
    from ..tellings import make_telling

    for each in options.days:
        say(f"Wrote {make_telling(options.story, each)}")
    return 0


def _site(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from ..web.still import write_site

    with _site_of(options.story) as site:
        count = write_site(replace(site, still=True), options.folder)
    say(f"Wrote {count} pages: open {options.folder / 'index.html'}")
    return 0
