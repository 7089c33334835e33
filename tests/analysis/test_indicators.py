"""Monthly series from public records, with the traps of each register."""

from datetime import date
from decimal import Decimal

import pytest
from public_cases import PAC, RASCO, action, gift, record

from detente.analysis.indicators import build_indicators, mask_start
from detente.analysis.public_records import WHOLE
from detente.connectors.contracts import CEILING_ONLY, DEFENCE, VEHICLE
from detente.connectors.openfec import MEMO, NOTICE, SUPERSEDED
from detente.types import Party


def months(series):
    return {f"{m.month:%Y-%m}": (None if m.value is None else int(m.value)) for m in series.months}


def whole(key, day, amount="0", flags=(), **more):
    return action(key, day, amount, flags=(WHOLE, *flags), **more)


def test_obligations_are_summed_by_month_and_months_between_are_zero():
    (series,) = build_indicators(
        [whole("1", "2024-01-05", "10"), whole("2", "2024-01-20", "5"), whole("3", "2024-03-01", "1")]
    )
    assert months(series) == {"2024-01": 15, "2024-02": 0, "2024-03": 1}
    assert (series.party, series.unit) == (RASCO, "USD")


def test_a_de_obligation_takes_away_and_is_noted():
    (series,) = build_indicators([whole("1", "2024-01-05", "10"), whole("2", "2024-01-20", "-4")])
    assert months(series) == {"2024-01": 6}
    assert "1 action took back $4" in series.notes


def test_a_ceiling_is_never_counted():
    ceiling = whole("1", "2024-01-05", "0", flags=(CEILING_ONLY, VEHICLE), ceiling=Decimal(5_000_000_000))
    (series,) = build_indicators([ceiling])
    assert months(series) == {"2024-01": 0}
    assert any("the highest $5 billion (1): a ceiling is no money" in note for note in series.notes)
    assert any("1 contract is a vehicle" in note for note in series.notes)


def test_the_last_ninety_days_of_defence_are_unknown_and_no_fall():
    actions = [whole("1", "2024-01-05", "10", (DEFENCE,)), whole("2", "2024-05-20", "0", (DEFENCE,))]
    (series,) = build_indicators(actions, as_of=date(2024, 6, 30))
    assert months(series) == {
        "2024-01": 10, "2024-02": 0, "2024-03": 0, "2024-04": None, "2024-05": None, "2024-06": None,
    }  # fmt: skip
    assert any("unknown from 1 April 2024 to 30 June 2024" in note for note in series.notes)


def test_civil_agencies_have_no_mask():
    (series,) = build_indicators([whole("1", "2024-01-05", "10")], as_of=date(2024, 3, 15))
    assert months(series) == {"2024-01": 10, "2024-02": 0, "2024-03": 0}


def test_a_month_without_a_record_is_unknown_where_only_a_part_is_loaded():
    part = [action("1", "2024-01-05", "10", answer="q", of=131), action("2", "2024-03-05", "5", answer="q", of=131)]
    (series,) = build_indicators(part)
    assert series.name == "Obligations to Rasco (a part)"
    assert months(series) == {"2024-01": 10, "2024-02": None, "2024-03": 5}
    assert any("of at least 131 actions in the register" in note for note in series.notes)


def test_what_is_whole_and_what_is_a_part_are_two_series():
    names = [s.name for s in build_indicators([whole("1", "2024-01-05", "10"), action("2", "2024-01-06", "5")])]
    assert names == ["Obligations to Rasco", "Obligations to Rasco (a part)"]


def test_running_totals_of_awards_make_no_series():
    assert build_indicators([record("award", "1", "2024-01-05", "999", receiver=RASCO)]) == ()


def test_monthly_totals_are_masked_by_the_day_they_were_asked():
    totals = [
        record("monthly_total", m, f"{m}-01", "7", service="usaspending", receiver=RASCO, flags=(DEFENCE, WHOLE),
               fetched=date(2024, 6, 30))
        for m in ("2024-02", "2024-03", "2024-04")
    ]  # fmt: skip
    (series,) = build_indicators(totals)
    assert months(series)["2024-03"] == 7
    assert [months(series)[m] for m in ("2024-04", "2024-05", "2024-06")] == [None] * 3


def test_filings_leave_out_memos_and_superseded_rows_and_name_notices():
    filings = [
        gift("1", "2024-10-01", "100", flags=(WHOLE,)), gift("2", "2024-10-02", "100", flags=(WHOLE, MEMO)),
        gift("3", "2024-10-03", "100", flags=(WHOLE, SUPERSEDED)), gift("4", "2024-10-04", "-30", flags=(WHOLE,)),
        gift("5", "2024-10-05", "5", flags=(WHOLE, NOTICE)),
    ]  # fmt: skip
    (series,) = build_indicators(filings)
    assert months(series) == {"2024-10": 75}
    assert series.name == "Given by Viktor Rask to Forward PAC"
    assert "1 notice not repeated on a report yet" in series.notes


def test_strangers_gifts_are_told_together():
    (series,) = build_indicators(
        [gift("1", "2024-10-01", "5", giver=Party("")), gift("2", "2024-10-01", "6", giver=Party(""))]
    )
    assert series.name == "Given by donors who are not watched to Forward PAC"
    assert series.party == PAC


def test_expenditures_are_a_series_of_the_committee():
    spent = record("expenditure", "1", "2024-10-01", "50", service="openfec", giver=PAC, receiver=Party("A PRINTER"))
    (series,) = build_indicators([spent])
    assert series.name == "Independent expenditures of Forward PAC"


def test_separations_add_up_over_files():
    files = [
        ("2024-02/202402", "2024-02-01", "100"),
        ("2024-03/202402", "2024-02-01", "7"),
        ("2024-03/202403", "2024-03-01", "50"),
    ]
    left = [
        record("separation", f"opm:separations/{key}", day, amount, service="opm", unit="people",
               group="opm:separations", title="Federal separations, told in the file of x", flags=(WHOLE,))
        for key, day, amount in files
    ]  # fmt: skip
    (series,) = build_indicators(left)
    assert months(series) == {"2024-02": 107, "2024-03": 50}
    assert series.scope == "2 monthly files"


def test_a_state_is_a_level_and_prices_keep_the_last_of_a_month():
    prices = [
        record("price", d, d, v, service="prices", group="rasco")
        for d, v in (("2024-01-02", "10"), ("2024-01-31", "12"))
    ]
    (series,) = build_indicators(prices)
    assert series.level
    assert months(series) == {"2024-01": 12}


@pytest.mark.parametrize(("service", "day"), [("fpds", date(2024, 4, 1)), ("openfec", None)])
def test_the_mask_is_the_services_own(service, day):
    assert mask_start(service, date(2024, 6, 30)) == day


def test_nothing_makes_no_series():
    assert build_indicators([]) == ()


def test_a_slip_of_the_register_far_ahead_is_left_out_and_noted():
    slip = gift("2", "2031-04-01", "250", flags=(WHOLE,), published="2024-10-15")
    (series,) = build_indicators([gift("1", "2024-10-01", "5", flags=(WHOLE,)), slip])
    assert months(series) == {"2024-10": 5}
    assert "1 entry dated over a year ahead left out" in series.notes


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_edge_of_the_calendar_are_counted(day):
    (series,) = build_indicators([whole("1", day, "5", (DEFENCE,))])
    assert [m.state for m in series.months] == ["unknown"]
