"""Public records: one module and one TOML per service, each with pure `requests`, `parse` and `next_page`.

Connectors ask and read; they decide nothing. Only `transport` touches the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ..types import Watch
from . import bls, federal_register, fpds, openfec, opm, prices, sam, usaspending
from .pages import Page, Parsed, Request


class Connector(Protocol):
    """What a connector's module offers."""

    def requests(self, watch: Watch) -> Iterator[Request]:
        """Yield the first question of each list that a watch list calls for."""
        ...

    def recognises(self, name: str, body: bytes) -> bool:
        """Return whether a file of this name and content is the service's."""
        ...

    def parse(self, page: Page) -> Parsed:
        """Return the records of a page."""
        ...

    def next_page(self, page: Page) -> tuple[Request, ...]:
        """Return what to ask after a page: nothing at the end of a list."""
        ...


CONNECTORS: dict[str, Connector] = {
    "usaspending": usaspending,
    "sam": sam,
    "fpds": fpds,
    "openfec": openfec,
    "federal_register": federal_register,
    "opm": opm,
    "bls": bls,
    "prices": prices,
}

__all__ = ["CONNECTORS", "Connector", "Page", "Parsed", "Request"]
