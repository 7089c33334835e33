"""What is kept of a build: made once, however many ask at once, and bounded."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from detente.shelf import Kept


def test_what_many_ask_for_at_once_is_made_once():
    kept, made, start = Kept(10_000), [], Barrier(8)

    def ask(_):
        start.wait()
        return kept.get("drawing", lambda: made.append(1) or "drawn")

    with ThreadPoolExecutor(8) as readers:
        assert list(readers.map(ask, range(8))) == ["drawn"] * 8
    assert made == [1]


def test_what_nobody_asked_for_goes_first():
    kept = Kept(3_000)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: key, lambda _: 900)  # noqa: B023 - made at once
    assert kept.get("a", lambda: "anew") == "a"
    assert kept.get("b", lambda: "anew") == "anew"


def test_what_could_not_be_made_is_tried_again():
    kept = Kept(1_000)
    with pytest.raises(ZeroDivisionError):
        kept.get("share", lambda: 1 / 0)
    assert kept._making == {}
    assert kept.get("share", lambda: 0.5) == 0.5
