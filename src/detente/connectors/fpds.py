"""FPDS ATOM: contract actions, ten to a page. A ceiling is not money, and a running total is not summed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from ..errors import ResponseError
from ..types import Party, PublicRecord, Watch, When, make_id
from .contracts import CEILING_ONLY, DEFENCE, TERMINATION, VEHICLE, action_key, ends_contract, is_defence, public_from
from .fields import read_day, read_number
from .pages import MOST_TEXT, Page, Parsed, Request
from .settings import load_service

NAME = "fpds"
_VEHICLES = ("IDV", "OtherTransactionIDV")  # money is obligated on the orders under them
_KINDS = ("award", "IDV", "OtherTransactionAward", "OtherTransactionIDV")
_ORIGIN = "https://www.fpds.gov/"
_LATER = "try again later, or load a saved page of the feed"
_START = re.compile(r"[?&]start=(\d{1,7})")


def requests(watch: Watch) -> Iterator[Request]:
    """Yield the first page of every watched recipient's actions, newest modifications included."""
    until = f"{watch.until:%Y/%m/%d}" if watch.until else ""
    for recipient in watch.recipients:
        terms = [f'VENDOR_UEI:"{code}"' for code in recipient.codes] or [
            f'VENDOR_FULL_NAME:"{_plain(name)}"' for name in recipient.names
        ]
        for term in terms:
            query = f"{term} SIGNED_DATE:[{watch.since:%Y/%m/%d},{until}]"
            params = (("FEEDNAME", "PUBLIC"), ("templateName", "1.5.3"), ("q", query), ("start", "0"))
            yield Request(NAME, "GET", load_service(NAME).url, params, watch=term)


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is a page of the feed."""
    head = body[:4000]
    return b"<feed" in head or b":feed" in head[:300] or (name.endswith(".xml") and b"fpds.gov/FPDS" in head)


def parse(page: Page) -> Parsed:
    """Return the actions of a page.

    Raises:
        ResponseError: it is no such feed, is cut off, or an entry lacks a column.
    """
    root = _read_xml(page)
    entries = [child for child in root if _name(child) == "entry"]
    last = next((_START.search(link) for rel, link in _links(root) if rel == "last"), None)
    whole = int(last[1]) + 1 if last else len(entries)
    records = tuple(replace(_record(entry, page), answer=_question(root), of=whole) for entry in entries)
    note = f"{len(entries)} entries of a result of {whole} to {whole + 9}" if last else ""
    return Parsed(records, len(entries), (note,) if note else ())


def next_page(page: Page) -> tuple[Request, ...]:
    """Return the page that rel=next names, if it is this feed's own."""
    link = next((link for rel, link in _links(_read_xml(page)) if rel == "next"), "")
    if not link.startswith(_ORIGIN):
        return ()
    parts = urlsplit(link)
    return (Request(NAME, "GET", load_service(NAME).url, tuple(parse_qsl(parts.query)), watch=page.request.watch),)


def _read_xml(page: Page) -> ElementTree.Element:
    # A feed has no document type: entities that expand are refused before any parser sees them.
    if b"<!DOCTYPE" in page.body or b"<!ENTITY" in page.body:
        raise ResponseError(NAME, "answered with a web page or a document type where a feed is due", _LATER)
    try:
        root = ElementTree.fromstring(page.body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ResponseError(NAME, f"the feed is cut off or no XML ({error})", _LATER) from error
    if _name(root) != "feed":
        raise ResponseError(NAME, f"is no ATOM feed but <{_name(root)}>", _LATER)
    return root


def _record(entry: ElementTree.Element, page: Page) -> PublicRecord:
    content = next((child for child in entry if _name(child) == "content"), entry)
    kind = next((child for child in content.iter() if _name(child) in _KINDS), None)
    if kind is None:
        raise ResponseError(NAME, "the column 'content' holds none of " + ", ".join(_KINDS), _LATER)
    service, defence = load_service(NAME), is_defence(load_service(NAME), _agency_codes(kind))
    signed, amount, ceiling = _day(kind, "signedDate"), _money(kind, "obligatedAmount"), _ceiling(kind)
    piid, modification = _need(kind, "PIID"), _need(kind, "modNumber")
    key = action_key(_need(kind, "agencyID"), piid, _parent(kind), modification, _text(kind, "transactionNumber"))
    vendor, entered = _vendor(kind), _day(kind, "approvedDate")
    reason = _text(kind, "reasonForModification")
    flags = [DEFENCE] if defence else []
    flags += [CEILING_ONLY] if ceiling and not amount else []
    flags += [TERMINATION] if ends_contract(reason) else []
    flags += [VEHICLE] if _name(kind) in _VEHICLES else []
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="contract_action",
        key=key,
        title=_title(entry, kind),
        giver=Party(_agency(kind)),
        receiver=Party(vendor),
        when=signed,
        published=public_from(service, signed, entered if entered.known else _day(kind, "createdDate"), defence),
        amount=amount,
        ceiling=ceiling or None,
        group=piid,
        flags=tuple(flags),
        giver_code=_text(kind, "contractingOfficeAgencyID") or _need(kind, "agencyID"),
        receiver_code=_text(kind, "UEI"),
        url=next((link for rel, link in _links(entry) if link.startswith(_ORIGIN)), ""),
        text=_text(kind, "descriptionOfContractRequirement")[:MOST_TEXT],
        source=page.sha256,
        fetched=page.day,
    )


def _question(root: ElementTree.Element) -> str:
    """Return what was searched for, which the feed's title ends with: the same on every page of a result."""
    title = next((child.text or "" for child in root if _name(child) == "title"), "")
    return title.partition("results for")[2].strip(" :")


def _title(entry: ElementTree.Element, kind: ElementTree.Element) -> str:
    """Return the action in words of our own: the feed's title repeats it with markup and codes."""
    action = _attribute(kind, "contractActionType", "description") or _name(kind)
    modification = _need(kind, "modNumber")
    what = "awarded" if modification == "0" else f"modification {modification}"
    reason = _attribute(kind, "reasonForModification", "description").lower()
    return f"{action} {_need(kind, 'PIID')}, {what}" + (f" ({reason})" if reason else "")


def _parent(kind: ElementTree.Element) -> str:
    parent = _find(kind, "referencedIDVID")
    return _text(parent, "PIID") if parent is not None else ""


def _agency(kind: ElementTree.Element) -> str:
    return _attribute(kind, "contractingOfficeAgencyID", "name") or _attribute(kind, "agencyID", "name")


def _agency_codes(kind: ElementTree.Element) -> tuple[str, ...]:
    department = _attribute(kind, "contractingOfficeAgencyID", "departmentID")
    return (department,) if department else (_text(kind, "agencyID"),)


def _vendor(kind: ElementTree.Element) -> str:
    return _text(kind, "vendorName") or _text(kind, "entityName") or _text(kind, "vendorLegalOrganizationName")


def _ceiling(kind: ElementTree.Element) -> Decimal | None:
    """Return this action's ceiling; the running total repeats with every modification."""
    values = _find(kind, "dollarValues")
    return _money(values, "baseAndAllOptionsValue") if values is not None else None


def _money(element: ElementTree.Element, name: str) -> Decimal | None:
    return read_number(_text(element, name), NAME, name)


def _day(element: ElementTree.Element, name: str) -> When:
    return read_day(_text(element, name), NAME, name)


def _need(element: ElementTree.Element, name: str) -> str:
    found = _find(element, name)
    if found is None:
        raise ResponseError(NAME, f"the column {name!r} is missing: the feed may have changed", "update detente")
    return (found.text or "").strip()


def _text(element: ElementTree.Element, name: str) -> str:
    found = _find(element, name)
    return (found.text or "").strip() if found is not None else ""


def _attribute(element: ElementTree.Element, name: str, attribute: str) -> str:
    found = _find(element, name)
    return found.get(attribute, "") if found is not None else ""


def _find(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((child for child in element.iter() if _name(child) == name), None)


def _links(element: ElementTree.Element) -> list[tuple[str, str]]:
    links = (child for child in element if _name(child) == "link")
    return [(link.get("rel", ""), link.get("href", "")) for link in links]


def _name(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _plain(name: str) -> str:
    return re.sub(r"[^\w .,&'-]", " ", name)
