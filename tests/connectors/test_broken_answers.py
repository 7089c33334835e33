"""Answers broken in every way a fixed seed finds: each ends in records or in a named error, never in another."""

import json
import random

import pytest
from connector_pages import PAYLOADS

from detente.connectors import CONNECTORS, Page, Request
from detente.errors import ResponseError
from detente.records import recognise

ODD = [None, True, -1, 1e308, "", "x", "²", "9" * 500, [], {}, [[]], "NaN", "2025-13-45", "0000-00-00"]
CASES = [(recognise(path.name, path.read_bytes()), path) for path in sorted(PAYLOADS.iterdir())]


def _cut(body, chance):
    return body[: chance.randrange(len(body) + 1)]


def _flipped(body, chance):
    changed = bytearray(body)
    for _ in range(chance.randrange(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _replaced(body, chance):
    """Replace or take out one value somewhere in JSON; other answers lose a column's name."""
    if body[:1] not in (b"{", b"["):
        return body.replace(chance.choice([b"PIID", b"signedDate", b",", b"obligatedAmount"]), b"zz")
    whole = json.loads(body)
    node = whole
    while True:
        key = chance.choice(list(node) if isinstance(node, dict) else range(len(node)))
        inner = node[key]
        if not isinstance(inner, (dict, list)) or not inner or chance.random() < 0.3:
            break
        node = inner
    if isinstance(node, dict) and chance.random() < 0.3:
        del node[key]
    else:
        node[key] = json.loads(json.dumps(chance.choice(ODD)))
    return json.dumps(whole).encode()


@pytest.mark.parametrize("breaking", [_cut, _flipped, _replaced])
@pytest.mark.parametrize(("service", "path"), CASES, ids=lambda value: getattr(value, "name", value))
def test_a_broken_answer_ends_in_records_or_a_named_error(service, path, breaking):
    chance = random.Random(7)
    request = Request(service, "GET", "https://example.org/schedules/schedule_a/", (("offset", "0"),))
    for _ in range(60):
        page = Page(request, breaking(path.read_bytes(), chance))
        try:
            CONNECTORS[service].parse(page)
            CONNECTORS[service].next_page(page)
        except ResponseError as error:
            assert error.remedy  # noqa: PT017 - an error without what to do would be no named one
