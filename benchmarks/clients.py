"""Browsers that ask a server all at once: each over one kept connection, the next page as soon as it has one."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

CLIENTS = 8
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Timing:
    """One request: seconds to its first and last byte, its status, its bytes and those of its largest drawing."""

    first: float
    whole: float
    status: int
    size: int
    drawing: int


async def ask_all(port: int, addresses: Sequence[str], patient: bool = False) -> list[Timing]:
    """Return the timings of addresses asked for by all clients at once, each over one connection."""
    waiting = iter(addresses)

    async def client() -> list[Timing]:
        reader, writer = await _connect(port, patient)
        timings = [await _fetch(reader, writer, address) for address in waiting]
        writer.close()
        return timings

    return [timing for timings in await asyncio.gather(*(client() for _ in range(CLIENTS))) for timing in timings]


async def _connect(port: int, patient: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for _ in range(200 if patient else 0):
        try:
            return await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        except ConnectionRefusedError:
            await asyncio.sleep(0.05)
    return await asyncio.open_connection("127.0.0.1", port, limit=2**20)


async def _fetch(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> Timing:
    began = time.perf_counter()
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("ascii"))
    start = await reader.read(1)
    first = time.perf_counter() - began
    head = start + await reader.readuntil(b"\r\n\r\n")
    body = b"".join([piece async for piece in _body(reader, head)])
    whole = time.perf_counter() - began
    drawing = max((len(svg) for svg in re.findall(rb"<svg.*?</svg>", body, re.DOTALL)), default=0)
    return Timing(first, whole, int(head[9:12]), len(body), drawing)


async def _body(reader: asyncio.StreamReader, head: bytes) -> AsyncIterator[bytes]:
    """Yield a body of a length that is told beforehand, or in chunks that each tell theirs."""
    told = _LENGTH.search(head)
    if told:
        yield await reader.readexactly(int(told[1]))
        return
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
