"""Which public records belong to a story, as of a day: one version of each, its parties tied to the actors.

A record is seen from the day the public could read it. Whoever is watched is known by the register's own code, or by
name as the register writes it; a namesake cannot be told apart, so donors are looked for only where they are watched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..types import Actor, Party, PublicRecord, Watch, Watched

CONTRACTS = frozenset({"contract_action", "award", "monthly_total"})
FILINGS = frozenset({"contribution", "disbursement", "expenditure"})
SERIES = frozenset({"count", "separation", "price"})
WHOLE = "all loaded"
_WHOLE_BY_NATURE = SERIES | {"monthly_total", "order"}  # one answer holds every month of a series
_FORMS = frozenset(
    {"INC", "INCORPORATED", "CORP", "CORPORATION", "LLC", "LTD", "LP", "CO", "COMPANY", "USA", "US", "THE"}
)


def select_records(
    records: Iterable[PublicRecord], watch: Watch, actors: Sequence[Actor], as_of: date | None = None
) -> tuple[PublicRecord, ...]:
    """Return the records that concern what is watched and could be read by a day, in order of date.

    Those of an answer that is loaded whole are marked `WHOLE`: only there does a month without a record hold nothing.
    """
    records = list(records)
    whole, parties = _loaded_whole(records), _parties(actors)
    seen = (_marked(r, whole) for r in records if as_of is None or _public_by(r, as_of))
    linked = (_link(record, watch, parties) for record in current_versions(seen))
    return tuple(sorted((r for r in linked if r is not None), key=lambda r: (r.when.start or date.max, r.id)))


def current_versions(records: Iterable[PublicRecord]) -> list[PublicRecord]:
    """Return one version of each record: a report before a notice, then the latest told, then the latest fetched."""
    latest: dict[str, PublicRecord] = {}
    for record in records:
        held = latest.get(record.id)
        if held is None or _rank(record) >= _rank(held):
            latest[record.id] = record
    return list(latest.values())


def without_strangers(records: Iterable[PublicRecord], watch: Watch, actors: Sequence[Actor]) -> Iterator[PublicRecord]:
    """Yield the records; who gave and is not watched has no name: lists of donors are not passed on."""
    parties = _parties(actors)
    for record in records:
        if record.kind == "contribution":
            giver = _watched(record.giver, "", watch.contributors, parties)
            yield replace(record, giver=giver or Party(""))
        else:
            yield record


def register_size(records: Iterable[PublicRecord]) -> int:
    """Return how many entries the register has at least where a part of them is loaded; 0 where nobody can say."""
    return sum({record.answer: record.of for record in records if record.of and WHOLE not in record.flags}.values())


def _loaded_whole(records: Iterable[PublicRecord]) -> frozenset[str]:
    """Return the answers all of whose entries are loaded."""
    loaded: dict[str, set[str]] = {}
    whole: dict[str, int] = {}
    for record in records:
        if record.of:
            loaded.setdefault(record.answer, set()).add(record.id)
            whole[record.answer] = max(record.of, whole.get(record.answer, 0))
    return frozenset(answer for answer, ids in loaded.items() if len(ids) >= whole[answer])


def _marked(record: PublicRecord, whole: frozenset[str]) -> PublicRecord:
    every = record.answer in whole or record.kind in _WHOLE_BY_NATURE
    return replace(record, flags=(*record.flags, WHOLE)) if every else record


def _public_by(record: PublicRecord, day: date) -> bool:
    return record.published.end is not None and record.published.end <= day


def _rank(record: PublicRecord) -> tuple[int, date, date]:
    return record.rank, record.published.end or date.min, record.fetched or date.min


def _link(record: PublicRecord, watch: Watch, parties: Mapping[str, Party]) -> PublicRecord | None:
    """Return a record with its watched parties named by id; None where it concerns nobody watched."""
    if record.kind in CONTRACTS:
        receiver = _watched(record.receiver, record.receiver_code, watch.recipients, parties)
        receiver = receiver or _namesake(record.receiver, parties)
        return replace(record, receiver=receiver) if receiver else None
    if record.kind == "contribution":
        giver = _watched(record.giver, "", watch.contributors, parties)
        receiver = _watched(record.receiver, record.receiver_code, watch.committees, parties)
        if giver is None and receiver is None:
            return None
        # Others who gave are no part of the story: only what they gave together is told.
        return replace(record, giver=giver or Party(""), receiver=receiver or record.receiver)
    if record.kind in FILINGS:
        giver = _watched(record.giver, record.giver_code, watch.committees, parties)
        return replace(record, giver=giver) if giver else None
    if record.kind in SERIES:
        return record if not watch.series or record.group in watch.series or _in_series(record, watch) else None
    return record if _names_order(record, watch, parties) else None


def _in_series(record: PublicRecord, watch: Watch) -> bool:
    return any(record.group.startswith(f"{series} (") for series in watch.series)


def _parties(actors: Sequence[Actor]) -> dict[str, Party]:
    parties = {actor.id: Party(actor.name, actor.id) for actor in actors}
    return parties | {p.id: Party(p.name, p.id, actor.id) for actor in actors for p in actor.proxies}


def _watched(named: Party, code: str, watched: Iterable[Watched], parties: Mapping[str, Party]) -> Party | None:
    words = _words(named.name)
    for each in watched:
        by_code = bool(each.codes) and (code in each.codes or named.name in each.codes)
        by_name = any(words and words[: len(n)] == n for n in map(_words, each.names) if n)
        if by_code or (by_name and not (code and each.codes)):
            return parties.get(each.actor, Party(next(iter((*each.names, *each.codes)))))
    return None


def _namesake(named: Party, parties: Mapping[str, Party]) -> Party | None:
    """Return the actor or proxy that is named just so: "Tesla Inc" is Tesla, "Tesla Laboratories" is not."""
    words = _words(named.name)
    return next((party for party in parties.values() if words and _words(party.name) == words), None)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", name.upper()) if word not in _FORMS)


def _names_order(record: PublicRecord, watch: Watch, parties: Mapping[str, Party]) -> bool:
    """Return whether an order holds a watched keyword; without keywords, the full name of an actor or proxy."""
    text = f"{record.title}\n{record.text}".casefold()
    wanted = watch.orders or tuple(party.name for party in parties.values())
    return any(word.casefold() in text for word in wanted if word.strip())
