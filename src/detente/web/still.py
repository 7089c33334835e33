"""A site of files: every page that a reader could come to, written once, with links that work without a server."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from ..errors import InputError
from .app import STATIC, Site

_LINK = re.compile(r'(href|src|action)="(/[^"]*)"')
_KEPT = ("first", "last", "page")  # what of a query makes another page; facets, search and as-of need a server
_ODD = re.compile(r"[^A-Za-z0-9._-]")


def write_site(site: Site, folder: Path) -> int:
    """Write every page that leads on from the overview into a folder; return how many there are.

    Raises:
        InputError: the folder holds something else, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is no folder; give a new one")
    if folder.is_dir() and not (folder / "static" / "detente.css").is_file() and any(folder.iterdir()):
        raise InputError(f"{folder}: is not empty and no site of detente's; give a new folder")
    waiting, written = deque(["/"]), {"/"}
    try:
        _write_static(folder)
        while waiting:
            address = waiting.popleft()
            answer = site.answer(address)
            if answer.status != 200:
                continue
            html = answer.body.decode()
            for link in _links(html):
                if link not in written:
                    written.add(link)
                    waiting.append(link)
            _write(folder, file_of(address), _relative(html, file_of(address)))
    except OSError as error:
        raise InputError(f"{error.filename or folder}: cannot be written ({error.strerror})") from error
    return len(written)


def file_of(address: str) -> str:
    """Return the file of a page: "/event/ID" is event/ID.html, "/timeline?page=2" timeline-page-2.html."""
    parts = urlsplit(address)
    query = "".join(f"-{key}-{_ODD.sub('_', value)}" for key, value in sorted(parse_qsl(parts.query)) if key in _KEPT)
    steps = [_ODD.sub("_", step) for step in parts.path.strip("/").split("/") if step]
    if steps[:1] == ["static"]:
        return "/".join(steps)
    return "/".join((*steps[:-1], (steps[-1] if steps else "index") + query + ".html"))


def _links(html: str) -> list[str]:
    """Return the addresses of the pages that a page leads to, each in its shortest form."""
    found = dict.fromkeys(_plain(unescape(link)) for _, link in _LINK.findall(html))
    return [link for link in found if not link.startswith("/static/")]


def _plain(link: str) -> str:
    parts = urlsplit(link)
    query = "&".join(f"{key}={value}" for key, value in sorted(parse_qsl(parts.query)) if key in _KEPT)
    return parts.path + (f"?{query}" if query else "")


def _relative(html: str, file: str) -> str:
    """Return a page whose links lead to files, seen from its own."""

    def rewrite(match: re.Match[str]) -> str:
        link = unescape(match[2])
        fragment = urlsplit(link).fragment
        target = posixpath.relpath(file_of(_plain(link)), posixpath.dirname(file) or ".")
        return f'{match[1]}="{escape(target + (f"#{fragment}" if fragment else ""))}"'

    return _LINK.sub(rewrite, html)


def _write_static(folder: Path) -> None:
    for name, (_, text) in STATIC.items():
        _write(folder, f"static/{name}", text)


def _write(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
