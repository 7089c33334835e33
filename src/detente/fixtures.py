"""Real answers of the services saved as test fixtures, for people with network access.

A fixture is the answer and, beside it, a TOML file: the question, status, headers, day and hash. What tells where a
donor lives or works is taken out before anything is written, and the TOML says that the answer was edited.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from .connectors import CONNECTORS, Page, Request
from .storyfile import toml_value
from .types import Watch

_PERSONAL = re.compile(
    r"(?:contributor|recipient|payee|conduit_committee)_(?:street|city|state|zip|employer|occupation)"
)
_KINDS = {"application/json": "json", "text/csv": "csv", "application/xml": "xml", "text/xml": "xml"}


def save_fixtures(service: str, watch: Watch, send: Callable[[Request], Page], folder: Path) -> list[Path]:
    """Ask the first page of each question that a watch list calls for and write it; return the files written.

    Raises:
        RecordsError: the service does not answer, refuses, or has changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, request in enumerate(CONNECTORS[service].requests(watch), 1):
        page = send(request)
        CONNECTORS[service].parse(page)  # a fixture that cannot be read would test nothing
        written.append(_write(page, folder / f"{service}-{number:02d}"))
    return written


def _write(page: Page, stem: Path) -> Path:
    body, edited = _without_personal(page.body) if page.request.service == "openfec" else (page.body, False)
    about = dict(page.headers).get("content-type", "").partition(";")[0].strip()
    path = stem.with_suffix(f".{_KINDS.get(about, 'bin')}")
    path.write_bytes(body)
    lines = [f"{key} = {toml_value(value)}" for key, value in _facts(page, edited).items()]
    stem.with_suffix(".toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _facts(page: Page, edited: bool) -> dict[str, object]:
    asked = page.request
    return {
        "service": asked.service,
        "method": asked.method,
        "url": asked.url,
        "params": [list(pair) for pair in asked.params],
        "body": asked.body,
        "watch": asked.watch,
        "status": page.status,
        "headers": [list(pair) for pair in page.headers],
        "fetched": page.fetched.isoformat() if page.fetched else "",
        "sha256": page.sha256,
        "edited": edited,
    }


def _without_personal(body: bytes) -> tuple[bytes, bool]:
    return msgspec.json.encode(_stripped(msgspec.json.decode(body))), True


def _stripped(value: object) -> object:
    if isinstance(value, dict):
        return {k: None if _PERSONAL.match(k) else _stripped(v) for k, v in value.items()}
    return [_stripped(item) for item in value] if isinstance(value, list) else value
