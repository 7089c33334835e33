"""Talk and deeds: what public registers hold beside the press, on the time axis of the talk."""

from __future__ import annotations

from collections.abc import Iterator

from ...charts.records import draw_talk_and_deeds
from ...public_rows import public_rows
from ...report.records import deeds
from ...rows import Row
from ...types import NOTHING_PUBLIC, Claim, PublicFindings
from ..asking import Ask
from .page import Shown, drawn

_MOST = 400  # claims laid out beside the filings


def show(ask: Ask) -> Shown:
    """Return the page of the public records, empty where none is loaded."""
    public = ask.reader.told("public", PublicFindings | None) or NOTHING_PUBLIC
    wanted = list(dict.fromkeys(check.claim for check in public.checks))[:_MOST]
    marks = ",".join("?" * len(wanted))
    claims = ask.reader.records(Claim, f"WHERE id IN ({marks})", *wanted) if wanted else ()
    laid_out = deeds(public, {claim.id: claim for claim in claims})
    arc = ask.reader.arc()
    links, name = ask.addresses.charts(), f"records {ask.addresses.to('/')}"
    charts = drawn(lambda width: draw_talk_and_deeds(arc, public, width, links), ask, name) if laid_out else []
    return Shown("Talk and deeds", {"deeds": laid_out, "charts": charts}, lambda: _rows(public))


def _rows(public: PublicFindings) -> Iterator[Row]:
    yield from public_rows(public)
