"""Is everything detente needs here and working: versions, models, and a self-test on one made-up text."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

from . import __version__
from .pipeline import code, load_coder
from .types import Actor

_SAMPLE = "ALDERSHOLM, May 3 - President Ana Brandt threatened on Friday to cancel Viktor Rask's contracts."
_ACTORS = (Actor("a", "Ana Brandt", "person", ("Brandt",)), Actor("b", "Viktor Rask", "person", ("Rask",)))
_PACKAGES = ("spacy", "onnxruntime", "tokenizers", "trafilatura", "msgspec", "datasketch")


def examine() -> Iterator[str]:
    """Yield one line per finding.

    Raises:
        MissingPartError: a model is missing or altered.
    """
    yield f"detente {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    coder = load_coder(_ACTORS)
    yield f"language model {coder.language.name}; event coder {coder.events.fingerprint}"
    coding = code(_SAMPLE, _ACTORS, date(2024, 5, 4), coder)
    events = ", ".join(f"{e.type} on {e.when.text() or 'an unknown day'}" for e in coding.events)
    yield f"self-test: {len(coding.mentions)} mentions, events: {events or 'none'}"
