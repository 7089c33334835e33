"""SAM.gov Contract Awards: the successor of FPDS. Money and counts are text; a personal key has ten calls a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..errors import ResponseError
from ..types import Party, PublicRecord, Watch, make_id
from .contracts import CEILING_ONLY, DEFENCE, TERMINATION, VEHICLE, action_key, ends_contract, is_defence, public_from
from .fields import Fields, read_json
from .pages import MOST_TEXT, Page, Parsed, Request
from .settings import load_service

NAME = "sam"
_PER_PAGE = 100
_LAST_RECORD = 400_000  # offset times limit at or above this is refused
_FORBIDDEN = str.maketrans(dict.fromkeys("&|{}^\\", " "))


def requests(watch: Watch) -> Iterator[Request]:
    """Yield one search per watched recipient: by UEI where it is known, else by legal name."""
    for recipient in watch.recipients:
        until = watch.until or watch.since
        signed = ("dateSigned", f"[{watch.since:%m/%d/%Y},{until:%m/%d/%Y}]")
        who = ("awardeeUniqueEntityId", "~".join(recipient.codes))
        if not recipient.codes:
            who = ("awardeeLegalBusinessName", recipient.names[0].translate(_FORBIDDEN))
        sections = ("includeSections", "contractId,coreData,awardDetails")
        paging = (("limit", str(_PER_PAGE)), ("offset", "0"))
        watched = next(iter((*recipient.names, *recipient.codes)), "")
        yield Request(NAME, "GET", load_service(NAME).url, (who, signed, sections, *paging), watch=watched)


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is an answer of this service."""
    head = body[:100_000]
    return b'"awardSummary"' in head or (b'"exportToken"' in head and b'"presignedUrl"' in head)


def parse(page: Page) -> Parsed:
    """Return the actions of a page; what was answered without its details is counted and left out.

    Raises:
        ResponseError: it is no answer of this service, or lacks a column.
    """
    if page.status == 204:
        return Parsed()
    answer = Fields(read_json(page), NAME)
    if "exportToken" in answer:
        return Parsed((), 0, ("a ticket for a file that is still being made: load the file when it is ready",))
    if "message" in answer and "awardSummary" not in answer:
        raise ResponseError(NAME, f"refused the question: {answer.text('message')[:200]}", "mend [watch] in story.toml")
    rows = list(answer.rows("awardSummary"))
    whole = answer.money("totalRecords")
    asked = page.request.watch or page.request.url
    detailed = [row for row in rows if _is_detailed(row)]
    records = tuple(replace(_record(row, page), answer=asked, of=int(whole or 0)) for row in detailed)
    bare = len(rows) - len(records)
    note = f"{bare} of {len(rows)} entries came without dates and dollars and were left out" if bare else ""
    return Parsed(records, len(rows), (note,) if note else ())


def _is_detailed(row: Fields) -> bool:
    details = row.maybe_child("awardDetails")
    return "dollars" in details and "dates" in details


def _record(row: Fields, page: Page) -> PublicRecord:
    identity, core, details = row.child("contractId"), row.maybe_child("coreData"), row.child("awardDetails")
    agency = identity.child("subtier")
    department = core.maybe_child("federalOrganization").maybe_child("contractingInformation")
    office = department.maybe_child("contractingSubtier")
    piid, modification = identity.text("piid"), identity.text("modificationNumber")
    key = action_key(
        agency.text("code"),
        piid,
        identity.maybe("referencedIDVPiid"),
        modification,
        identity.maybe("transactionNumber"),
    )
    dollars = details.child("dollars")
    amount, ceiling = dollars.money("actionObligation"), dollars.maybe_money("baseAndAllOptionsValue") or None
    signed, entry = details.child("dates").day("dateSigned"), details.maybe_child("transactionData")
    codes = (department.maybe_child("contractingDepartment").maybe("code") or agency.text("code"),)
    service, defence = load_service(NAME), is_defence(load_service(NAME), codes)
    flags = _flags(identity, core, defence, bool(ceiling and not amount))
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="contract_action",
        key=key,
        title=_title(identity, core, piid, modification),
        giver=Party(office.maybe("name") or agency.maybe("name")),
        receiver=Party(_awardee(details).maybe_child("awardeeHeader").maybe("awardeeName")),
        when=signed,
        published=public_from(service, signed, entry.maybe_day("approvedDate"), defence),
        amount=amount,
        ceiling=ceiling,
        group=piid,
        flags=flags,
        giver_code=office.maybe("code") or agency.text("code"),
        receiver_code=_awardee(details).maybe_child("awardeeUEIInformation").maybe("uniqueEntityId"),
        text=_requirement(details)[:MOST_TEXT],
        source=page.sha256,
        fetched=page.day,
    )


def _flags(identity: Fields, core: Fields, defence: bool, ceiling_only: bool) -> tuple[str, ...]:
    ended = ends_contract(identity.maybe_child("reasonForModification").maybe("code"))
    vehicle = core.maybe("awardOrIDV") == "IDV"
    marks = ((DEFENCE, defence), (CEILING_ONLY, ceiling_only), (TERMINATION, ended), (VEHICLE, vehicle))
    return tuple(mark for mark, holds in marks if holds)


def _title(identity: Fields, core: Fields, piid: str, modification: str) -> str:
    what = core.maybe_child("awardOrIDVType").maybe("name") or core.maybe("awardOrIDV")
    did = "awarded" if modification == "0" else f"modification {modification}"
    reason = identity.maybe_child("reasonForModification").maybe("name").lower()
    return f"{what} {piid}, {did}".strip() + (f" ({reason})" if reason else "")


def _awardee(details: Fields) -> Fields:
    return details.maybe_child("awardeeData")


def _requirement(details: Fields) -> str:
    return details.maybe_child("productOrServiceInformation").maybe("descriptionOfContractRequirement")


def next_page(page: Page) -> tuple[Request, ...]:
    """Return the next page: the offset is the number of a page, from zero."""
    asked = dict(page.request.params)
    if page.request.method != "GET" or page.status == 204 or not asked.get("offset", "").isdecimal():
        return ()
    answer = Fields(read_json(page), NAME)
    rows, whole = len(list(answer.rows("awardSummary"))), answer.money("totalRecords") or 0
    number = int(asked["offset"]) + 1
    if not rows or number * _PER_PAGE >= min(whole, _LAST_RECORD):
        return ()
    params = tuple((k, str(number) if k == "offset" else v) for k, v in page.request.params)
    return (replace(page.request, params=params),)
