"""Which records belong to a story, in which version, and from which day."""

from dataclasses import replace
from datetime import date

import pytest
from public_cases import NAVY, action, gift, record

from detente.analysis.public_records import WHOLE, current_versions, register_size, select_records
from detente.types import UNKNOWN_DATE, Actor, Party, Proxy, Watch, Watched

ACTORS = (
    Actor("a", "Ana Brandt", "person"),
    Actor(
        "b", "Viktor Rask", "person", proxies=(Proxy("rasco", "Rasco", "company"), Proxy("pac", "Forward PAC", "body"))
    ),
)
WATCH = Watch(
    recipients=(Watched("rasco", ("Rasco Launch",), ("UEI1",)), Watched("", ("Harbor Works",))),
    committees=(Watched("pac", ("Forward PAC",), ("C1",)),),
    contributors=(Watched("b", ("RASK, VIKTOR",)),),
    orders=("harbour",),
    series=("S1",),
)


def chosen(*records, as_of=None, watch=WATCH):
    return select_records(records, watch, ACTORS, as_of)


def filed(name, code="", **more):
    return action("c/1", "2024-03-01", receiver=Party(name), receiver_code=code, **more)


@pytest.mark.parametrize(
    ("name", "code", "party"),
    [
        ("RASCO LAUNCH SERVICES, INC.", "UEI1", "rasco"),
        ("ANOTHER NAME LLC", "UEI1", "rasco"),
        ("RASCO LAUNCH", "", "rasco"),  # without a code the name decides
        ("HARBOR WORKS CORP", "UEI9", ""),
        ("Rasco Inc", "", "rasco"),  # named just as the actor's proxy
    ],
)
def test_a_recipient_is_known_by_code_or_name(name, code, party):
    (found,) = chosen(filed(name, code))
    assert found.receiver.id == party


@pytest.mark.parametrize(
    ("name", "code"), [("RASCO LAUNCH", "UEI2"), ("RASCO LABORATORIES", ""), ("", ""), ("HARBORS WORKS", "")]
)
def test_a_namesake_with_another_code_is_somebody_else(name, code):
    assert chosen(filed(name, code)) == ()


def test_donors_who_are_not_watched_have_no_name():
    stranger = gift(
        "1", "2024-05-01", "10", giver=Party("NOBODY, NORA"), receiver=Party("FORWARD PAC"), receiver_code="C1"
    )
    (found,) = chosen(stranger)
    assert found.giver.name == ""
    assert found.receiver.id == "pac"


def test_a_watched_donor_is_found_with_an_initial():
    (found,) = chosen(gift("1", "2024-05-01", "10", giver=Party("RASK, VIKTOR H"), receiver=Party("OTHER PAC")))
    assert (found.giver.id, found.receiver.name) == ("b", "OTHER PAC")
    assert chosen(gift("1", "2024-05-01", "10", giver=Party("RASKIN, VIKTOR"), receiver=Party("OTHER PAC"))) == ()


def test_orders_need_a_watched_word_or_without_any_an_actors_full_name():
    about = record("order", "o/1", "2024-03-04", None, text="For the Harbour.")
    assert len(chosen(about)) == 1
    assert chosen(replace(about, text="On roads.")) == ()
    unwatched = Watch()
    assert chosen(about, watch=unwatched) == ()
    assert len(chosen(replace(about, text="To Viktor Rask."), watch=unwatched)) == 1


def test_only_watched_series_are_kept_and_all_where_none_is():
    points = (record("count", "1", "2024-01-01", group="S1"), record("count", "2", "2024-01-01", group="S2"))
    assert [r.group for r in chosen(*points)] == ["S1"]
    assert len(chosen(*points, watch=Watch())) == 2


def test_a_report_stands_in_place_of_its_notice_and_the_newest_fetch_of_an_older():
    notice = gift("1", "2024-10-01", "5", rank=0)
    report = gift("1", "2024-10-01", "7", rank=1)
    assert [r.amount for r in current_versions([report, notice])] == [7]
    older = action("c/1", "2024-03-01", "5", fetched=date(2024, 4, 1))
    newer = action("c/1", "2024-03-01", "6", fetched=date(2024, 5, 1))
    assert [r.amount for r in current_versions([newer, older])] == [6]


def test_as_of_a_day_only_what_was_public_by_then_is_seen():
    held_back = filed("Rasco", published="2024-06-01")
    assert chosen(held_back, as_of=date(2024, 5, 31)) == ()
    assert len(chosen(held_back, as_of=date(2024, 6, 1))) == 1


def test_as_of_an_earlier_day_the_notice_is_what_was_known():
    notice = gift("1", "2024-10-01", "5", rank=0, published="2024-10-02")
    report = gift("1", "2024-10-01", "7", rank=1, published="2024-10-20")
    assert [r.amount for r in chosen(notice, report, as_of=date(2024, 10, 10))] == [5]
    assert [r.amount for r in chosen(notice, report)] == [7]


def test_what_nobody_knows_the_publication_of_is_seen_only_without_a_day():
    undated = replace(filed("Rasco"), published=UNKNOWN_DATE)
    assert chosen(undated, as_of=date(2099, 1, 1)) == ()
    assert len(chosen(undated)) == 1


def test_records_of_an_answer_that_is_loaded_whole_are_marked():
    both = [action(f"c/{n}", "2024-03-01", answer="q", of=2) for n in (1, 2)]
    assert all(WHOLE in r.flags for r in chosen(*both))
    (part,) = chosen(both[0])
    assert WHOLE not in part.flags
    assert register_size([part]) == 2


def test_completeness_counts_what_is_loaded_and_not_what_a_day_shows():
    both = [action(f"c/{n}", day, answer="q", of=2) for n, day in ((1, "2024-03-01"), (2, "2025-03-01"))]
    (seen,) = chosen(*both, as_of=date(2024, 4, 1))
    assert WHOLE in seen.flags


def test_an_actor_is_found_only_under_its_own_name():
    assert chosen(action("c/1", "2024-03-01", giver=NAVY, receiver=Party("Ana Brandt Foundation"))) == ()
