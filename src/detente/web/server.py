"""The page over HTTP: for this machine alone, with headers that let nothing in an article run or load."""

from __future__ import annotations

import gc
import socket
from asyncio import get_running_loop
from concurrent.futures import ThreadPoolExecutor

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import InputError
from .app import Site
from .pages import PAGES

_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def make_app(site: Site) -> ASGIApp:
    """Return the page as an ASGI application."""

    # One page is made at a time: two would take turns at the interpreter, and both be later. A past day may have to be
    # told first; nobody else waits for that.
    pages, past = ThreadPoolExecutor(1), ThreadPoolExecutor(1)

    async def page(request: Request) -> Response:
        scope = request.scope
        query = scope["query_string"].decode("ascii", "replace")
        target = (
            scope.get("raw_path", scope["path"].encode()).decode("utf-8", "replace").partition("?")[0] + "?" + query
        )
        known = request.headers.get("if-none-match", "")
        made_in = past if "asof=" in query else pages
        answer = await get_running_loop().run_in_executor(made_in, site.answer, target, known)
        headers = {"cache-control": "no-cache"}
        headers |= {"etag": answer.etag} if answer.etag else {}
        headers |= {"location": answer.location} if answer.location else {}
        return Response(answer.body, answer.status, headers, answer.kind)

    app = Starlette(
        routes=[Route("/{path:path}", page, methods=["GET"])],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS, www_redirect=False)],
    )
    return _Guarded(app)


class _Guarded:
    """An application whose every response, whoever makes it, carries the headers that guard a reader."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", []), *ours]}
            await send(message)

        await self._app(scope, receive, guarded)


def bind(port: int) -> socket.socket:
    """Return a socket that only this machine reaches; port 0 takes any that is free.

    Raises:
        InputError: the port is taken.
    """
    # asyncio sends small pieces at once only on sockets that are said to be TCP; others wait 40 ms for an answer.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
        bound.listen()  # whoever asks before the page is ready waits, and is not refused
    except OSError as error:
        bound.close()
        raise InputError(f"port {port} cannot be used ({error.strerror}); give another, or -p 0 for any") from error
    return bound


def serve(site: Site, bound: socket.socket) -> None:
    """Serve the page until the process is stopped."""
    import uvicorn

    for page in PAGES if "" in site.stories else ():
        site.answer(f"/{page}")  # templates and queries are made ready, so that nobody waits for them
    gc.collect()
    gc.freeze()  # what lives as long as the server is not searched for garbage again: that took 60 ms now and then
    config = uvicorn.Config(make_app(site), log_level="warning", server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[bound])
