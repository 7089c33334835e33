"""OPM Federal Workforce Data: who left and who joined, by month. A month's separations come in several files."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..errors import MissingPartError, ResponseError
from ..types import UNKNOWN_DATE, Party, PublicRecord, Watch, When, make_id
from .fields import Fields, read_day, read_json, whole_month
from .pages import Page, Parsed, Request
from .settings import load_service

NAME = "opm"
RIF = "reduction in force"
_DATASETS = ("separations", "accessions")
_FILE = re.compile(r"(separations|accessions|employment)_(\d{4})(\d{2})_(\d{1,3})")
_MONTH_COLUMN, _CATEGORY = "personnel_action_effective_date_yyyymm", "separation_category_code"
_INSTALL = "pip install 'detente[records-opm]'"
_MONTH = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])")


def requests(watch: Watch) -> Iterator[Request]:
    """Yield the list of files of each data set and year, where the watch list has `opm:separations` or the like."""
    last = (watch.until or watch.since).year
    for dataset in _DATASETS:
        if f"opm:{dataset}" in watch.series:
            for year in range(watch.since.year, last + 1):
                params = (("current", "true"), ("year", str(year)))
                yield Request(NAME, "GET", load_service(NAME).url + dataset, params, watch=dataset)


def recognises(name: str, body: bytes) -> bool:
    """Return whether a file is a list of files, or a data file by its name."""
    return (body[:4] == b"PAR1" and _FILE.match(name) is not None) or (
        body.lstrip()[:1] == b"[" and b'"publishDate"' in body[:4000] and b'"filename"' in body[:4000]
    )


def parse(page: Page) -> Parsed:
    """Return, for a data file, how many left or joined in each month it tells of; for a list of files, nothing.

    Raises:
        ResponseError: it is neither, or lacks a column.
        MissingPartError: pyarrow is not installed.
    """
    if page.body[:4] == b"PAR1":
        return _parse_file(page)
    return Parsed((), len(list(_listed(page))), ())


def _listed(page: Page) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (data set, year, month, version, day of publication) of each file in a list."""
    for row in Fields({"files": read_json(page)}, NAME).rows("files"):
        match = _FILE.match(row.text("filename"))
        if match is None:
            raise ResponseError(
                NAME, f"the column 'filename' has changed: {row.text('filename')[:40]!r}", "update detente"
            )
        yield match[1], row.text("year"), row.text("month").zfill(2), row.text("version"), row.text("publishDate")


def next_page(page: Page) -> tuple[Request, ...]:
    """Return the downloads of the files in a list."""
    if page.request.method != "GET" or page.body[:4] == b"PAR1":
        return ()
    url = load_service(NAME).url
    return tuple(
        Request(NAME, "GET", f"{url}{dataset}/{year}/{month}/{version}/download",
                watch=f"{dataset}_{year}{month}_{version} {published[:10]}")
        for dataset, year, month, version, published in _listed(page)
        if all(part.isalnum() for part in (year, month, version))
    )  # fmt: skip


def _parse_file(page: Page) -> Parsed:
    name = _FILE.search(page.request.watch or page.request.url)
    if name is None:
        raise ResponseError(
            NAME, "the file's name does not say which month it is", "keep its name: separations_202605_1.parquet"
        )
    dataset, year, month, version = name.groups()
    counts = _count(page.body, dataset)
    stated = page.request.watch.partition(" ")[2]
    published = read_day(stated, NAME, "publishDate") if stated else UNKNOWN_DATE
    records = tuple(
        _record(page, (dataset, f"{year}-{month}", int(version)), (yyyymm, category), (count, published))
        for (yyyymm, category), count in sorted(counts.items())
    )
    return Parsed(records, sum(counts.values()))


def _count(body: bytes, dataset: str) -> Counter[tuple[str, str]]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise MissingPartError("pyarrow, which reads OPM's files,", _INSTALL) from error
    wanted = ["count", _MONTH_COLUMN] + ([_CATEGORY] if dataset == "separations" else [])
    try:
        table = parquet.ParquetFile(io.BytesIO(body))
        missing = [column for column in wanted if column not in table.schema_arrow.names]
        if missing:
            raise ResponseError(
                NAME, f"the column {missing[0]!r} is missing: the file may have changed", "update detente"
            )
        counts: Counter[tuple[str, str]] = Counter()
        for batch in table.iter_batches(columns=wanted):
            for row in batch.to_pylist():
                _add(counts, row)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise ResponseError(
            NAME, f"is no Parquet file that can be read ({str(error)[:80]})", "fetch it again"
        ) from error
    return counts


def _add(counts: Counter[tuple[str, str]], row: dict[str, str | None]) -> None:
    month, count = str(row[_MONTH_COLUMN] or ""), str(row["count"] or "0")
    if not _MONTH.fullmatch(month) or not count.lstrip("-").isdecimal():
        raise ResponseError(
            NAME,
            f"the column {_MONTH_COLUMN!r} or 'count' has changed: {month[:12]!r}, {count[:12]!r}",
            "update detente",
        )
    counts[month, ""] += int(count)
    if row.get(_CATEGORY) == "SH":
        counts[month, RIF] += int(count)


def _record(page: Page, file: tuple[str, str, int], what: tuple[str, str], found: tuple[int, When]) -> PublicRecord:
    """Return one file's count for one month: versions of a file replace each other, files of other months add up."""
    (dataset, month, version), (yyyymm, category), (count, published) = file, what, found
    first = date(int(yyyymm[:4]), int(yyyymm[4:]), 1)
    series = f"opm:{dataset}" + (f" ({category})" if category else "")
    key = f"{series}/{month}/{yyyymm}"
    return PublicRecord(
        id=make_id("record", key),
        service=NAME,
        kind="separation",
        key=key,
        title=f"Federal {dataset}{f' by {category}' if category else ''}, told in the file of {month}",
        giver=Party(""),
        receiver=Party(""),
        when=whole_month(first),
        published=published,
        amount=Decimal(count),
        unit="people",
        group=series,
        rank=version,
        source=page.sha256,
        fetched=page.day,
    )
