import json

import pytest

from detente.cli import main


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Brandt met Rask on Tuesday & left in late May.", encoding="utf-8")
    return path


def test_dates_are_printed_as_rows(article, capsys):
    assert main(["dates", str(article), "--published", "2025-06-06"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["text"], r["value"]) for r in rows] == [("Tuesday", "2025-06-03"), ("late May", "2025-05")]


def test_dates_are_printed_as_timeml(article, capsys):
    assert main(["dates", str(article), "--published", "2025-06-06", "--timeml"]) == 0
    out = capsys.readouterr().out
    assert '<TIMEX3 tid="t1" type="DATE" value="2025-06-03">Tuesday</TIMEX3> &amp; left' in out


def test_a_file_that_is_not_there_is_bad_input(tmp_path, capsys):
    assert main(["dates", str(tmp_path / "none.txt")]) == 3
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["show", "--help"], ["dates", "--help"]])
def test_help_is_no_error(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 0
    assert "usage: detente" in capsys.readouterr().out
