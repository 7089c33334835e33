"""The one place that touches the network: a question goes out, a whole page or a named error comes back.

Keys come from the environment, travel on the wire only, and are in no page, no error and no log. Answers have a size
and a time within which they must be whole; refusals that pass are asked again, with patience and jitter.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import quote, urlsplit

import httpx2
import msgspec
import stamina

from ..errors import MissingPartError, QuotaError, RecordsError, ResponseError, ServiceError
from .pages import Page, Request
from .quota import Quota
from .settings import Service, load_service

_KEPT_HEADERS = frozenset(
    {"content-type", "date", "etag", "last-modified", "age", "x-ratelimit-limit", "x-ratelimit-remaining"}
)
_PASSING = frozenset({429, 500, 502, 503, 504})
_PATIENCE = 120.0  # seconds: a service that asks to wait longer is left for a later run
_FIRST_WAIT, _LONGEST_WAIT, _JITTER = 1.0, 30.0, 1.0
_QUOTED = 120  # characters of a refusal that are shown
# Every logger that may write a header or an address: a filter of "httpcore2" would not see the lines of those beneath.
_LOGGERS = ("httpx2", *(f"httpcore2.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")))
_AGENT = "detente (public records; https://pypi.org/project/detente)"


class _PassingError(Exception):
    """A refusal that may pass; ``after`` is how many seconds the service asks to wait, if it does."""

    def __init__(self, problem: str, status: int = 0, after: float | None = None) -> None:
        super().__init__(problem)
        self.status = status
        self.after = after


class _KeysKeptOut(logging.Filter):
    """Drops a log line that would show a key."""

    def __init__(self, keys: set[str]) -> None:
        super().__init__()
        self._keys = keys

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the line may be logged."""
        return not any(key in record.getMessage() for key in self._keys)


class Transport:
    """An open HTTP client with its limits. Use it as a context manager, or call `close`.

    ``reroute`` maps the beginning of an address to another, for a local server in tests.
    """

    def __init__(
        self,
        quota: Quota,
        environment: Mapping[str, str] = os.environ,
        sleep: Callable[[float], None] = time.sleep,
        reroute: Mapping[str, str] | None = None,
    ) -> None:
        self._quota = quota
        self._environment = environment
        self._sleep = sleep
        self._reroute = reroute or {}
        self._called: dict[str, float] = {}
        self._keys: set[str] = set()
        self._filter = _KeysKeptOut(self._keys)
        self._client = httpx2.Client(follow_redirects=False, headers={"User-Agent": _AGENT})
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self._filter)

    def __enter__(self) -> Self:
        """Return the transport itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self._filter)

    def send(self, request: Request, service: Service | None = None) -> Page:
        """Return the page that answers a question, whole.

        Raises:
            ServiceError: the service does not answer, refuses, redirects, or answers with too much or too slowly.
            QuotaError: its calls are used up.
            MissingPartError: its key is not in the environment.
        """
        service = service or load_service(request.service)
        if not request.url.startswith("https://"):
            raise ServiceError(request.service, f"{request.url[:80]} is not an https address", "report this")
        key = self._key(service)
        limits = service.limits
        attempts = stamina.retry_context(
            on=patience, attempts=limits.attempts, timeout=None, wait_initial=_FIRST_WAIT, wait_max=_LONGEST_WAIT,
            wait_jitter=_JITTER,
        )  # fmt: skip
        try:
            for attempt in attempts:
                with attempt:
                    return self._once(request, service, key)
        except _PassingError as error:
            raise _given_up(request.service, error) from None
        raise AssertionError("stamina either returns or raises")

    def _key(self, service: Service) -> str:
        if service.key is None:
            return ""
        key = self._environment.get(service.key.environment, "").strip()
        if not key:
            remedy = (
                f"get one at {service.key.where_to_get}, then set the environment variable {service.key.environment}"
            )
            raise MissingPartError(f"the key of {service.name}", remedy)
        self._keys |= {key, quote(key, safe="")}
        return key

    def _once(self, request: Request, service: Service, key: str) -> Page:
        self._wait_for_turn(request.service, service.limits.seconds_between_calls)
        self._quota.take(request.service, service.limits.calls_per_day, datetime.now(UTC))
        try:
            return self._ask(request, service, key)
        except httpx2.TimeoutException as error:
            raise _PassingError(f"did not answer in time ({type(error).__name__})") from None
        except httpx2.TransportError as error:
            raise _PassingError(f"broke off or could not be reached ({type(error).__name__})") from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            # The error's own words may hold the address, and that the key.
            raise ServiceError(request.service, f"could not be asked ({type(error).__name__})", "report this") from None

    def _ask(self, request: Request, service: Service, key: str) -> Page:
        params: list[tuple[str, str | int | float | bool | None]] = list(request.params)
        headers = {"Accept": "*/*"}
        if key and service.key:
            if service.key.header:
                headers[service.key.header] = key
            else:
                params.append((service.key.parameter, key))
        if request.body:
            headers["Content-Type"] = "application/json"
        with self._client.stream(
            request.method,
            self._routed(request.url),
            params=params,
            content=request.body.encode() or None,
            headers=headers,
            timeout=service.limits.seconds_per_read,
        ) as response:
            _refuse(request.service, response, service.limits.most_bytes)
            body = _read(request.service, response, service)
            if not response.is_success:
                raise _refusal(request.service, response, body, key)
        return _page(request, response, body, key)

    def _routed(self, url: str) -> str:
        for begins, instead in self._reroute.items():
            if url.startswith(begins):
                return instead + url.removeprefix(begins)
        return url

    def _wait_for_turn(self, service: str, between: float) -> None:
        now = time.monotonic()
        due = self._called.get(service, now - between) + between
        if due > now:
            self._sleep(due - now)
        self._called[service] = max(now, due)


def patience(error: Exception) -> bool | float:
    """Return whether to ask again after an error, or the seconds to wait first that the service asks for."""
    if not isinstance(error, _PassingError):
        return False
    if error.after is None:
        return True
    return error.after if error.after <= _PATIENCE else False


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks to wait: a number or a date; None for anything else."""
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at - now).total_seconds()) if at.tzinfo else None


def _refuse(service: str, response: httpx2.Response, most: int) -> None:
    """Refuse what needs no reading: a redirect, a passing failure, more than we take."""
    if response.is_redirect:
        where = _host(response.headers.get("location", ""))
        raise ServiceError(
            service,
            f"sends on to {where[:80]} (HTTP {response.status_code})",
            "not followed: update detente, or report it",
        )
    if response.status_code in _PASSING:
        after = retry_after(response.headers.get("retry-after", ""), datetime.now(UTC))
        raise _PassingError(f"HTTP {response.status_code}", response.status_code, after)
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise ServiceError(
            service, f"answers with {int(length):,} bytes, over the {most:,} we take", "narrow [watch] in story.toml"
        )


def _host(url: str) -> str:
    """Return whose address it is, without the rest: that may repeat the question with its key."""
    try:
        return urlsplit(url).hostname or "another address"
    except ValueError:
        return "another address"


def _read(service: str, response: httpx2.Response, settings: Service) -> bytes:
    """Return the whole body, however slowly it drips and however much it unpacks to, within the limits."""
    limits, parts, size = settings.limits, [], 0
    ends = time.monotonic() + limits.seconds_per_answer
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > limits.most_bytes:
            raise ServiceError(
                service, f"answers with over {limits.most_bytes:,} bytes", "narrow [watch] in story.toml"
            )
        if time.monotonic() > ends:
            raise _PassingError(f"was not done after {limits.seconds_per_answer:g} seconds")
    return b"".join(parts)


def _refusal(service: str, response: httpx2.Response, body: bytes, key: str) -> RecordsError:
    said = _message(body)
    said = f": {said}" if said and not (key and key in said) else ""
    problem = f"refuses (HTTP {response.status_code}{said})"
    if response.status_code in (401, 403):
        return ServiceError(service, problem, "check that the key is right and not expired, or wait a while")
    return ServiceError(service, problem, "mend [watch] in story.toml, or report it")


def _message(body: bytes) -> str:
    """Return what a refusal says, from the fields these services use."""
    try:
        answer = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    if not isinstance(answer, dict):
        return ""
    said = answer.get("detail") or answer.get("message") or answer.get("error") or ""
    said = said.get("message", "") if isinstance(said, dict) else said
    return "".join(c if c.isprintable() else " " for c in str(said))[:_QUOTED]


def _page(request: Request, response: httpx2.Response, body: bytes, key: str) -> Page:
    if key and key.encode() in body:
        raise ResponseError(
            request.service, "the answer repeats the key", "it was not kept; report this to the service"
        )
    headers = tuple(
        (name.lower(), value)
        for name, value in response.headers.items()
        if name.lower() in _KEPT_HEADERS and not (key and key in value)
    )
    return Page(request, body, response.status_code, headers, datetime.now(UTC))


def _given_up(service: str, error: _PassingError) -> RecordsError:
    wait = f" in {error.after:,.0f} seconds" if error.after else " later"
    remedy = f"fetch again{wait}: it goes on where it stopped"
    if error.status == 429:
        return QuotaError(service, "too many calls (HTTP 429)", remedy)
    return ServiceError(service, str(error), remedy)
