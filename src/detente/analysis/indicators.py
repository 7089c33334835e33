"""Monthly series from public records, each with its traps: what is summed, what is masked, what is only a part.

Obligations are summed, never ceilings and never running totals; a modification counts once, a de-obligation takes
away. The months for which a register is known to hold records back are unknown, not a fall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..connectors.contracts import DEFENCE, VEHICLE
from ..connectors.openfec import MEMO, NOTICE, SUPERSEDED
from ..connectors.settings import load_service
from ..plain_words import count_of, describe_amount, describe_day, join_words
from ..types import Indicator, MonthValue, Party, PublicRecord, make_id
from .public_records import WHOLE, register_size

_UNSUMMED = frozenset({MEMO, SUPERSEDED})
_AHEAD = 366  # days by which a record may be dated after the day of reading
_EVIDENCE = 200  # records named by a series, the newest
_NAMED = 4  # contracts named in a series' scope


def build_indicators(records: Sequence[PublicRecord], as_of: date | None = None) -> tuple[Indicator, ...]:
    """Return the series of a story's records, as of a day."""
    by_kind: dict[str, list[PublicRecord]] = defaultdict(list)
    for record in records:
        by_kind[record.kind].append(record)
    return (
        *_obligations(by_kind["contract_action"], as_of),
        *_monthly_totals(by_kind["monthly_total"], as_of),
        *_filings("contribution", by_kind["contribution"]),
        *_filings("expenditure", by_kind["expenditure"]),
        *_levels(by_kind["count"]),
        *_separations(by_kind["separation"]),
        *_levels(by_kind["price"]),
    )


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def is_summed(record: PublicRecord) -> bool:
    """Return whether a filing counts: no memo row and no superseded version."""
    return not _UNSUMMED & set(record.flags)


def mask_start(service: str, read_on: date) -> date | None:
    """Return the day from which a service's register is known to lack records when it is read on a day."""
    mask = load_service(service).mask
    return date.fromordinal(max(1, read_on.toordinal() - mask.days)) if mask else None


def _obligations(actions: Sequence[PublicRecord], as_of: date | None) -> Iterator[Indicator]:
    """Yield, per recipient, the obligations of the actions that are loaded whole, and of those loaded in part."""
    groups: dict[tuple[Party, bool], list[PublicRecord]] = defaultdict(list)
    for action in actions:
        groups[action.receiver, WHOLE not in action.flags].append(action)
    for (party, partly), group in sorted(groups.items(), key=lambda g: (g[0][0].name, g[0][1])):
        contracts = sorted({action.group for action in group})
        named = join_words(contracts) if len(contracts) <= _NAMED else f"{len(contracts)} contracts"
        scope = f"{count_of(len(group), 'action')} on {named}"
        notes = list(_notes_on_money(group))
        if partly:
            notes.append(_part_note(group, "actions"))
        name = f"Obligations to {party.name}" + (" (a part)" if partly else "")
        read_on = as_of or _read_on(group)
        notes += _slips(group, read_on)
        masked = mask_start(group[0].service, read_on) if any(DEFENCE in a.flags for a in group) else None
        if masked:
            notes.append(_mask_note(group[0].service, masked, read_on))
        series = _series(name, "USD", party, _monthly(group, read_on, masked, partly), scope, notes)
        yield _with_evidence(series, group)


def _notes_on_money(group: Sequence[PublicRecord]) -> Iterator[str]:
    back = [a.amount for a in group if a.amount is not None and a.amount < 0]
    if back:
        yield f"{count_of(len(back), 'action')} took back {describe_amount(-sum(back, Decimal(0)), 'USD')}"
    vehicles = {a.group for a in group if VEHICLE in a.flags}
    if vehicles:
        told = count_of(len(vehicles), "contract is a vehicle", "contracts are vehicles")
        yield f"{told}: most money is obligated on the orders under it, which the register keeps apart"
    ceilings = [(a.ceiling, a) for a in group if a.ceiling and not a.amount]
    if ceilings:
        most, action = max(ceilings, key=lambda pair: (pair[0], pair[1].id))
        told = f"{describe_amount(most, 'USD')} ({action.group})"
        yield f"{count_of(len(ceilings), 'action')} only set a ceiling, the highest {told}: a ceiling is no money"


def _part_note(group: Sequence[PublicRecord], things: str) -> str:
    size = register_size(group)
    if size:
        return f"a part is loaded, of at least {size:,} {things} in the register: the sums are of that part"
    return f"whether all {things} are loaded is not known: the sums are of those that are"


def _mask_note(service: str, masked: date, read_on: date) -> str:
    mask = load_service(service).mask
    reason = mask.reason if mask else ""
    return f"unknown from {describe_day(masked)} to {describe_day(read_on)}: {reason}"


def _monthly_totals(totals: Sequence[PublicRecord], as_of: date | None) -> Iterator[Indicator]:
    """Yield, per recipient, USAspending's own monthly sums over all its awards."""
    groups: dict[Party, list[PublicRecord]] = defaultdict(list)
    for total in totals:
        groups[total.receiver].append(total)
    for party, group in sorted(groups.items(), key=lambda g: g[0].name):
        read_on = min(filter(None, (as_of, _read_on(group))))
        masked = mask_start(group[0].service, read_on)
        notes = [_mask_note(group[0].service, masked, read_on)] if masked else []
        months = _monthly(group, read_on, masked, False)
        series = _series(
            f"Obligations to {party.name}, all awards", "USD", party, months, "contracts and vehicles", notes
        )
        yield _with_evidence(series, group)


def _filings(kind: str, filings: Sequence[PublicRecord]) -> Iterator[Indicator]:
    """Yield what was given to, or spent by, each watched committee or donor, by month; memo rows are left out."""
    groups: dict[tuple[Party, Party], list[PublicRecord]] = defaultdict(list)
    for filing in filings:
        if is_summed(filing) and filing.when.known:
            pair = (filing.giver, filing.receiver) if kind == "contribution" else (filing.giver, Party(""))
            groups[pair].append(filing)
    for (giver, receiver), group in sorted(groups.items(), key=lambda g: (g[0][0].name, g[0][1].name)):
        notices = sum(NOTICE in filing.flags for filing in group)
        notes = [f"{count_of(notices, 'notice')} not repeated on a report yet"] if notices else []
        partly = any(WHOLE not in filing.flags for filing in group)
        notes += [*([_part_note(group, "rows")] if partly else []), *_slips(group, _read_on(group))]
        from_whom = giver.name or "donors who are not watched"
        name = (
            f"Given by {from_whom} to {receiver.name}"
            if kind == "contribution"
            else f"Independent expenditures of {giver.name}"
        )
        months = _monthly(group, _read_on(group), None, partly)
        series = _series(name, "USD", giver if giver.id else receiver, months, count_of(len(group), "filed row"), notes)
        yield _with_evidence(series, group)


def _levels(points: Sequence[PublicRecord]) -> Iterator[Indicator]:
    """Yield series of states: the last value that each month has."""
    groups: dict[str, list[PublicRecord]] = defaultdict(list)
    for point in points:
        groups[point.group].append(point)
    for _, group in sorted(groups.items()):
        last: dict[date, PublicRecord] = {}
        for point in sorted(group, key=lambda p: (p.when.start or date.min, p.id)):
            if point.when.start is not None:
                last[month_of(point.when.start)] = point
        months = tuple(MonthValue(month, point.amount, 1) for month, point in sorted(last.items()))
        first = group[0]
        service = load_service(first.service).publisher
        yield Indicator(
            make_id("indicator", first.group), first.title, first.unit, Party(""), months, service, (), True,
            tuple(point.id for _, point in sorted(last.items())),
        )  # fmt: skip


def _separations(records: Sequence[PublicRecord]) -> Iterator[Indicator]:
    """Yield who left or joined by month: a month is the sum over its own file and all later ones."""
    groups: dict[str, list[PublicRecord]] = defaultdict(list)
    for record in records:
        groups[record.group].append(record)
    for group in groups.values():
        name = group[0].title.partition(", told in")[0]
        note = "later files still add to the newest months"
        months = _monthly(group, _read_on(group), None, False)
        series = _series(
            name, "people", Party(""), months, f"{len({r.key.split('/')[1] for r in group})} monthly files", [note]
        )
        yield _with_evidence(series, group)


def _read_on(group: Iterable[PublicRecord]) -> date:
    """Return the day of reading: when the newest of the records was fetched, else became public, else happened."""
    group = list(group)
    known = [day for r in group if (day := r.fetched or r.published.end) is not None]
    return max(known or [r.when.end for r in group if r.when.end is not None], default=date.min)


def _is_misdated(record: PublicRecord, read_on: date) -> bool:
    """Whether a record is dated so long after it was read that its day must be a slip of the register."""
    return record.when.start is not None and record.when.start.toordinal() > read_on.toordinal() + _AHEAD


def _slips(group: Iterable[PublicRecord], read_on: date) -> list[str]:
    slips = sum(_is_misdated(record, read_on) for record in group)
    return [f"{count_of(slips, 'entry', 'entries')} dated over a year ahead left out"] if slips else []


def _monthly(group: Sequence[PublicRecord], read_on: date, masked: date | None, partly: bool) -> tuple[MonthValue, ...]:
    """Return every month from the first record to the reading day or the last record.

    A month without a record is zero where all records are loaded, and unknown where only a part is.
    """
    sums: dict[date, Decimal] = defaultdict(Decimal)
    counts: dict[date, int] = defaultdict(int)
    for record in group:
        if record.when.start is not None and not _is_misdated(record, read_on):
            month = month_of(record.when.start)
            sums[month] += record.amount or 0
            counts[month] += 1
    if not sums:
        return ()
    last = max(*sums, month_of(read_on)) if read_on > date.min else max(sums)
    return tuple(_month(month, sums, counts, masked, partly) for month in _months(min(sums), last))


def _month(
    month: date, sums: dict[date, Decimal], counts: dict[date, int], masked: date | None, partly: bool
) -> MonthValue:
    after = _next_month(month)
    hidden = masked is not None and after > masked
    if hidden or (partly and not counts.get(month)):
        return MonthValue(month, None, counts.get(month, 0), "unknown")
    return MonthValue(month, sums.get(month, Decimal(0)), counts.get(month, 0))


def _months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = _next_month(month)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) if month < date(9999, 12, 1) else date.max


def _series(
    name: str, unit: str, party: Party, months: tuple[MonthValue, ...], scope: str, notes: Sequence[str]
) -> Indicator:
    return Indicator(make_id("indicator", name, scope), name, unit, party, months, scope, tuple(notes))


def _with_evidence(indicator: Indicator, group: Sequence[PublicRecord]) -> Indicator:
    ids = tuple(record.id for record in sorted(group, key=lambda r: (r.when.start or date.max, r.id))[-_EVIDENCE:])
    return replace(indicator, evidence=ids)
