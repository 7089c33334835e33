"""Archives: compressed lines, Parquet, WARC; cut into pieces, read piece by piece."""

from __future__ import annotations

import gzip
import io
import json
import random

import pyarrow
import pyarrow.parquet
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from detente.readers import ARCHIVES, count_places, cut_file, read_file, read_piece
from detente.types import Document, Problem

_ROWS = [
    {"id": str(n), "date": "2024-06-05", "title": f"Row {n}", "text": f"The two met on day {n}.", "source": "The Quay"}
    for n in range(300)
]
_PAGE = (
    "<html><head><title>Harbour row</title></head><body><article><h1>Harbour row</h1>"
    + "<p>The mayor and the harbour master met on Monday, and neither of them gave way in the matter of the cranes.</p>"
    * 6
    + "</article></body></html>"
)


def _lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _write_parquet(path, rows):
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)


def _write_warc(path, records):
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for kind, url, content_type, body in records:
            headers = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
            http = headers if kind == "response" else None
            writer.write_record(writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http))


_WRITERS = {
    ".jsonl": lambda path, rows: path.write_bytes(_lines(rows)),
    ".jsonl.gz": lambda path, rows: path.write_bytes(gzip.compress(_lines(rows))),
    ".jsonl.zst": lambda path, rows: path.write_bytes(zstandard.compress(_lines(rows))),
    ".parquet": _write_parquet,
}


def _pieces(path):
    return [piece for piece in cut_file(path) if not isinstance(piece, Problem)]


def _ids(path):
    return [found.id for found in read_file(path) if isinstance(found, Document)]


@pytest.mark.parametrize("suffix", _WRITERS)
def test_every_archive_gives_the_same_documents(tmp_path, suffix):
    _WRITERS[".jsonl"](tmp_path / "plain.jsonl", _ROWS)
    _WRITERS[suffix](tmp_path / f"pile{suffix}", _ROWS)

    assert _ids(tmp_path / f"pile{suffix}") == _ids(tmp_path / "plain.jsonl")


@pytest.mark.parametrize("suffix", _WRITERS)
def test_pieces_hold_everything_once_in_order(tmp_path, suffix):
    path = tmp_path / f"pile{suffix}"
    _WRITERS[suffix](path, _ROWS)

    found = [
        item for piece in _pieces(path) for place in range(count_places(piece)) for item in read_piece(piece, place)
    ]

    assert [document.id for document in found] == _ids(path)


def test_a_record_put_in_changes_the_pieces_around_it_and_no_others(tmp_path):
    path = tmp_path / "pile.jsonl"
    path.write_bytes(_lines(_ROWS))
    before = {piece.id for piece in _pieces(path)}
    path.write_bytes(_lines([*_ROWS[:150], {"id": "new", "text": "Something else happened."}, *_ROWS[150:]]))

    after = {piece.id for piece in _pieces(path)}

    assert len(before) > 8
    assert len(after - before) <= 3


def test_the_same_records_elsewhere_are_the_same_pieces(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(_lines(_ROWS))

    assert [p.id for p in _pieces(tmp_path / "a.jsonl")] == [p.id for p in _pieces(tmp_path / "b.jsonl")]


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_an_archive_that_breaks_off_is_read_up_to_there(tmp_path, suffix):
    path = tmp_path / f"pile{suffix}"
    _WRITERS[suffix](path, [row | {"text": f"{row['text']} {hash(row['id'])} " * 40} for row in _ROWS])
    path.write_bytes(path.read_bytes()[:-2_000])

    found = list(read_file(path))

    assert isinstance(found[-1], Problem)
    assert suffix == ".parquet" or len(found) > 50


@pytest.mark.parametrize("suffix", list(ARCHIVES))
@pytest.mark.parametrize(
    "content", [b"\x28\xb5\x2f\xfd\x00", b"\x1f\x8b\x08junk", b"PAR1" * 9, b"WARC/1.0\r\nnonsense"]
)
def test_hostile_bytes_are_problems_and_no_document(tmp_path, suffix, content):
    path = tmp_path / f"pile{suffix}"
    path.write_bytes(content)

    assert not [found for found in read_file(path) if isinstance(found, Document)]


def test_frames_put_one_after_another_are_one_pile(tmp_path):
    path = tmp_path / "pile.jsonl.zst"
    path.write_bytes(zstandard.compress(_lines(_ROWS[:100])) + zstandard.compress(_lines(_ROWS[100:])))

    assert len(_ids(path)) == 300


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_the_pages_of_a_crawl_are_articles_and_its_date_is_not_theirs(tmp_path, suffix):
    path = tmp_path / f"crawl{suffix}"
    records = [
        ("response", "https://quay.example/row", "text/html; charset=utf-8", _PAGE.encode()),
        ("response", "https://quay.example/crane.png", "image/png", b"\x89PNG"),
        ("metadata", "https://quay.example/row", "text/html", b"fetched in 3 ms"),
    ]
    _write_warc(path, records)

    (document,) = read_file(path)

    assert isinstance(document, Document)
    assert (document.url, document.publisher) == ("https://quay.example/row", "quay.example")
    assert "neither of them gave way" in document.text
    assert not document.published.known


def test_the_texts_of_a_wet_file_are_documents(tmp_path):
    path = tmp_path / "crawl.warc"
    text = b"Harbour row\n\nThe mayor and the harbour master met on Monday, and the two of them did not agree.\n"
    _write_warc(path, [("conversion", "https://quay.example/2024/06/05/row", "text/plain", text)])

    (document,) = read_file(path)

    assert isinstance(document, Document)
    assert document.published.text() == "2024-06-05"


def test_a_table_without_a_text_is_a_problem(tmp_path):
    _write_parquet(tmp_path / "pile.parquet", [{"number": 1}])

    (problem,) = read_file(tmp_path / "pile.parquet")

    assert "no column is named text" in problem.message


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_a_crawl_that_was_cut_short_says_so_and_no_half_page_is_read(tmp_path, suffix):
    path = tmp_path / f"crawl{suffix}"
    noise = random.Random(3).randbytes(20_000).hex()  # what compression leaves long
    page = _PAGE.replace("</head>", f"<!--{noise}--></head>").encode()
    _write_warc(path, [("response", f"https://quay.example/{n}", "text/html", page) for n in range(3)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 4 // 5])

    *read, last = read_file(path)

    assert [type(item) for item in read] == [Document, Document]
    assert isinstance(last, Problem)
    assert (last.document, "breaks off" in last.message) == (f"{path}:3", True)


def test_a_page_of_a_crawl_that_is_too_long_is_a_problem_and_not_cut(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    pages = [_PAGE.replace("</head>", " " * 11_000_000 + "</head>").encode(), _PAGE.encode()]
    _write_warc(path, [("response", f"https://quay.example/{n}", "text/html", page) for n, page in enumerate(pages)])

    problem, document = read_file(path)

    assert isinstance(problem, Problem)
    assert (problem.document, "longer than 10 MB" in problem.message) == (f"{path}:1", True)
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    "head",
    [b"", b"WARC/1.0\r\nWARC-Type: response\r\n", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"],
    ids=["no archive", "a response without an address", "a wrong length"],
)
def test_a_damaged_crawl_is_a_problem_in_plain_words_and_nothing_is_printed(tmp_path, capfd, head):
    path = tmp_path / "crawl.warc"
    path.write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1\r\n\r\nab\x00\x1b[31m" + bytes(range(256)) * 9
    )

    problems = list(read_file(path))

    assert problems
    assert all(isinstance(p, Problem) and p.message.isprintable() and len(p.message) < 300 for p in problems)
    assert capfd.readouterr() == ("", "")
