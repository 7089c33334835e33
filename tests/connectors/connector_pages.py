"""Pages for tests: a payload as a service would answer it, made by hand after its specification."""

import json
from datetime import UTC, datetime
from pathlib import Path

from detente.connectors import Page, Request
from detente.connectors.pages import FILE

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def loaded(service: str, body: bytes | str | dict | list, name: str = "answer.json") -> Page:
    """A file that somebody loads."""
    return Page(Request(service, FILE, name), _bytes(body), 0)


def answered(request: Request, body: bytes | str | dict | list, status: int = 200) -> Page:
    """What a service answered to a question on the day of the tests."""
    return Page(request, _bytes(body), status, (), NOW)


def payload(name: str) -> bytes:
    return (PAYLOADS / name).read_bytes()


def _bytes(body: bytes | str | dict | list) -> bytes:
    if isinstance(body, bytes):
        return body
    return (body if isinstance(body, str) else json.dumps(body)).encode()
