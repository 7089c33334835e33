"""Make a story: propose its actors from articles, copy articles into it."""

from __future__ import annotations

import filecmp
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from .coding.language import Language
from .errors import InputError
from .proposals import propose_actors
from .readers import read_paths
from .types import Actor, Document


def propose_story(
    paths: Sequence[Path], names: Sequence[str] | None
) -> tuple[str, str, tuple[Actor, ...], tuple[str, ...]]:
    """Return a title, a folder name, the actors, and notes on why each name was proposed.

    Raises:
        InputError: nothing could be read, or no two names stand out.
    """
    items = list(read_paths(paths))
    documents = [item for item in items if isinstance(item, Document)]
    if not documents:
        reasons = "".join(f"\n  {i.document}: {i.message}" for i in items if not isinstance(i, Document))
        raise InputError(f"no document could be read from {', '.join(map(str, paths))}{reasons}")
    actors, notes = propose_actors(documents, Language(), tuple(names or ()))
    if len(actors) < 2:
        raise InputError('no two names stand out in these articles; name them: --actors "First Name" "Second Name"')
    return f"{actors[0].name} and {actors[1].name}", story_slug([a.name for a in actors]), actors, notes


def story_slug(names: Sequence[str]) -> str:
    """Return the folder name of a story about these actors."""
    return "-".join(_slug(name) for name in names)


def copy_documents(paths: Sequence[Path], folder: Path) -> tuple[int, int]:
    """Copy files into a folder, never over a different file of the same name; return how many, and how many were there.

    Raises:
        InputError: a path does not exist or the folder cannot be written.
    """
    copied = same = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in (file for given in paths for file in _files(given)):
            target = _free_name(folder, path)
            if target.exists():
                same += 1
            else:
                shutil.copyfile(path, target)
                copied += 1
    except OSError as error:
        raise InputError(
            f"{error.filename or folder}: {error.strerror or error}; nothing in the story was lost"
        ) from error
    return copied, same


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith("."))
    else:
        yield path


def _free_name(folder: Path, path: Path) -> Path:
    """Return the target for a file: its own name, or a numbered one when another file has that name."""
    target, number = folder / path.name, 1
    while target.exists() and not filecmp.cmp(path, target, shallow=False):
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    return target


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "actor"
