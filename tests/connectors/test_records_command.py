"""detente records: load, fetch, list, status, record; [watch] in story.toml; what is kept stays."""

import json
import sqlite3
import tomllib
from datetime import UTC, datetime

import pytest
from connector_pages import NOW, PAYLOADS, answered, payload

from detente.cli import main
from detente.connectors import CONNECTORS, Page
from detente.connectors.quota import Quota, default_path
from detente.errors import StoryError
from detente.fixtures import save_fixtures
from detente.record_store import RecordStore
from detente.records import fetch, load_file, replay
from detente.storyfile import read_story_file
from detente.types import Watch, Watched

STORY = """
title = "Ana Brandt and Viktor Rask"
[[actor]]
id = "a"
name = "Ana Brandt"
[[actor]]
id = "b"
name = "Viktor Rask"
[[actor.proxy]]
id = "rasco"
name = "Rasco"
kind = "company"
"""
WATCHED = """
[watch]
since = 2024-01-01
orders = ["harbour"]
series = ["CES9091000001"]
[[watch.recipient]]
actor = "rasco"
codes = ["RASCO0000001"]
[[watch.contributor]]
actor = "b"
names = ["RASK, VIKTOR"]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "story.toml").write_text(STORY + WATCHED, encoding="utf-8")
    monkeypatch.setenv("DETENTE_STATE", str(tmp_path / "state"))
    return tmp_path


def records(folder, *arguments):
    return main(["records", arguments[0], str(folder), *map(str, arguments[1:])])


def test_a_file_is_loaded_listed_and_counted(folder, capsys):
    assert records(folder, "load", PAYLOADS / "synthetic_fpds_page.xml") == 0
    assert "fpds, 4 entries, 4 new records" in capsys.readouterr().err
    assert records(folder, "list") == 0
    listed = capsys.readouterr().out
    assert "2024-02-01  IDC SYN24D0001, awarded  DEPT OF THE NAVY → RASCO INC." in listed
    assert "(ceiling 5,000,000.00: no money)" in listed
    assert records(folder, "status") == 0
    assert "fpds: 1 answer, 4 records, 2024-02-01 to 2024-05-20" in capsys.readouterr().out


def test_loading_twice_adds_nothing(folder, capsys):
    records(folder, "load", PAYLOADS / "synthetic_fpds_page.xml", PAYLOADS / "synthetic_fpds_page.xml")
    assert "4 entries, 0 new records" in capsys.readouterr().err


def test_a_file_of_nobody_is_refused_and_the_others_are_loaded(folder, capsys):
    (folder / "x.txt").write_text("hello", encoding="utf-8")
    assert records(folder, "load", folder / "x.txt", folder / "none", PAYLOADS / "synthetic_fred.csv") == 3
    told = capsys.readouterr().err
    assert "x.txt: looks like no answer of usaspending" in told
    assert "none: cannot be read" in told
    assert "bls, 3 entries, 3 new records" in told


def test_a_service_can_be_named_and_must_exist(folder, capsys):
    assert records(folder, "load", PAYLOADS / "synthetic_fred.csv", "--service", "bls") == 0
    assert records(folder, "load", PAYLOADS / "synthetic_fred.csv", "--service", "nobody") == 3
    assert "no service 'nobody'; there are usaspending" in capsys.readouterr().err


def test_json_and_csv_have_every_field(folder, capsys):
    records(folder, "load", PAYLOADS / "synthetic_openfec_schedule_e.json")
    capsys.readouterr()
    records(folder, "list", "--json")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["amount"] == 120000
    records(folder, "list", "--csv")
    assert capsys.readouterr().out.startswith("kind,id,service,record_kind")


def test_donors_who_are_not_watched_are_not_listed_by_name(folder, capsys):
    records(folder, "load", PAYLOADS / "synthetic_openfec_schedule_a.json")
    capsys.readouterr()
    for form in ((), ("--json",), ("--csv",)):
        records(folder, "list", *form)
        out = capsys.readouterr().out
        assert "NOBODY" not in out
        assert "25000000" in out.replace(",", "")


def test_fetching_offline_asks_nobody_and_reads_what_is_kept_again(folder, capsys):
    assert records(folder, "fetch") == 0
    assert "nothing is kept yet" in capsys.readouterr().err
    records(folder, "load", PAYLOADS / "synthetic_fpds_page.xml")
    assert records(folder, "fetch") == 0
    assert "kept answers: fpds, 4 entries, 0 new records" in capsys.readouterr().err


def test_fetching_online_needs_a_watch_list_and_a_key(folder, capsys):
    assert records(folder, "fetch", "openfec", "--online") == 4
    assert "FEC_API_KEY" in capsys.readouterr().err
    (folder / "story.toml").write_text(STORY, encoding="utf-8")
    assert records(folder, "fetch", "openfec", "--online") == 0
    assert "nothing to ask" in capsys.readouterr().err


def test_records_of_no_story_are_refused(tmp_path, capsys):
    assert main(["records", "list", str(tmp_path)]) == 3
    assert "story.toml" in capsys.readouterr().err


def test_the_watch_list_is_read(folder):
    watch = read_story_file(folder).watch
    assert watch.recipients == (Watched("rasco", (), ("RASCO0000001",)),)
    assert (watch.orders, watch.since.isoformat()) == (("harbour",), "2024-01-01")


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ('[[watch.recipient]]\nactor = "nobody"\nnames = ["X"]', "nobody"),
        ('[[watch.recipient]]\nactor = "rasco"', "names or codes"),
        ('[watch]\norder = ["x"]', "order"),
        ('[watch]\nsince = "soon"', "since"),
    ],
)
def test_a_watch_list_that_cannot_be_is_refused(tmp_path, extra, named):
    (tmp_path / "story.toml").write_text(f"{STORY}\n{extra}\n", encoding="utf-8")
    with pytest.raises(StoryError, match=named):
        read_story_file(tmp_path)


def test_what_is_kept_is_only_ever_added_to(tmp_path):
    with RecordStore(tmp_path / "story.db") as store:
        load_file(store, PAYLOADS / "synthetic_fpds_page.xml")
    with sqlite3.connect(tmp_path / "story.db") as db:
        for table in ("raw_body", "raw_response", "public_record"):
            for change in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
                with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                    db.execute(change)


def test_the_answer_is_kept_byte_for_byte(tmp_path):
    with RecordStore(tmp_path / "story.db") as store:
        load_file(store, PAYLOADS / "synthetic_fpds_page.xml")
        (page,) = store.pages("fpds")
    assert page.body == payload("synthetic_fpds_page.xml")
    assert page.request.url == "synthetic_fpds_page.xml"  # not where it lay


def test_a_replay_after_detente_reads_more_adds_a_version(tmp_path, monkeypatch):
    from detente.connectors import fpds

    with RecordStore(tmp_path / "story.db") as store:
        monkeypatch.setattr(fpds, "_title", lambda *_: "as read by an older detente")
        load_file(store, PAYLOADS / "synthetic_fpds_page.xml")
        monkeypatch.undo()
        (again,) = replay(store)
        titles = {r.title for r in store.records()}
    assert again.new == 4
    assert "IDC SYN24D0001, awarded" in titles
    assert "as read by an older detente" not in titles


def test_a_finished_fetch_asks_anew_the_next_time(tmp_path):
    asked = []

    def send(request):
        asked.append(request)
        return answered(request, payload("synthetic_fred.csv"))

    watch = Watch(series=("CES9091000001",))
    with RecordStore(tmp_path / "story.db") as store:
        for _ in range(2):
            fetch(store, "bls", watch, send, NOW)
            assert store.unfinished() == []
        assert len(store.records()) == 3
    assert len(asked) == 2


def test_fixtures_hold_the_question_and_nobodys_address(tmp_path):
    watch = Watch(contributors=(Watched("b", ("RASK, VIKTOR",)),), until=NOW.date(), since=NOW.date())

    def send(request):
        return Page(
            request, payload("synthetic_openfec_schedule_a.json"), 200, (("content-type", "application/json"),), NOW
        )

    (path,) = save_fixtures("openfec", watch, send, tmp_path)
    body = path.read_text(encoding="utf-8")
    assert not any(word in body for word in ("STREET", "ALDERSHOLM", "RASCO"))
    assert len(CONNECTORS["openfec"].parse(answered(next(CONNECTORS["openfec"].requests(watch)), body)).records) == 5
    facts = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert (facts["edited"], facts["status"], facts["service"]) == (True, 200, "openfec")
    assert ["contributor_name", "RASK, VIKTOR"] in facts["params"]


def test_status_tells_the_calls_that_are_left(folder, capsys):
    quota = Quota(default_path())
    quota.take("sam", 10, datetime.now(UTC))
    quota.close()
    records(folder, "load", PAYLOADS / "synthetic_fred.csv")
    records(folder, "status")
    assert "sam: 9 of 10 calls of 24 hours left" in capsys.readouterr().out


def test_records_loaded_after_a_build_are_told_by_the_next_one_and_as_of_a_day(folder, capsys):
    (folder / "articles").mkdir()
    article = "ALDERSHOLM, May 3, 2024 - President Ana Brandt threatened on Friday to cancel Viktor Rask's contracts."
    (folder / "articles" / "one.txt").write_text(article, encoding="utf-8")
    main(["build", str(folder)])
    assert main(["show", "story", str(folder)]) == 0
    assert "Talk and deeds" not in capsys.readouterr().out
    records(folder, "load", PAYLOADS / "synthetic_fpds_page.xml", PAYLOADS / "synthetic_federal_register_orders.json")
    main(["build", str(folder)])
    capsys.readouterr()
    main(["show", "story", str(folder)])
    told = " ".join(capsys.readouterr().out.split())
    assert "Obligations to Rasco: $350, February 2024 to April 2024" in told
    assert "1 action ended a contract of Rasco, the first on 20 May 2024" in told
    assert "Executive Order 19001: Dredging the Harbour of Aldersholm: signed 4 March 2024" in told
    main(["show", "story", str(folder), "--as-of", "2024-05-10"])
    earlier = " ".join(capsys.readouterr().out.split())
    assert "ended a contract" not in earlier  # the termination became public in August
    assert "Executive Order 19001" in earlier
    assert main(["check", str(folder)]) == 0
