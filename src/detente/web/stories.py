"""Which stories a site shows: the one of a folder, or all those in it."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError
from ..story import is_story
from ..tellings import Tellings
from .app import Site


def open_site(path: Path) -> Site:
    """Return the site of a story folder, or of every built story in a folder.

    Raises:
        InputError: there is no story.
        StoryError: the one story has not been built.
    """
    if is_story(path):
        tellings = Tellings(path)
        with tellings.newest.reading():
            pass  # what is wrong with it is better said now than on a page
        return Site({"": tellings})
    found = sorted(f for f in path.iterdir() if is_story(f) and (f / "story.db").is_file()) if path.is_dir() else []
    if not found:
        raise InputError(f"{path}: no story and no folder of built stories; make one with: detente ARTICLES")
    return Site({folder.name: Tellings(folder) for folder in found})
