"""Files as streams of bytes: plain, compressed with gzip or Zstandard, or standard input."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import MissingPartError
from .bounded import describe

STANDARD_INPUT = Path("-")


class DamagedStreamError(OSError):
    """A compressed file whose content cannot be read on."""


CUT_SHORT = (OSError, EOFError, zlib.error)
_SAID = 160  # characters of an error
_WINDOW = 1 << 27  # bytes a Zstandard frame may ask for: what its own tool allows without being told


def open_stream(path: Path) -> BinaryIO:
    """Return a file's bytes, decompressed by its last suffix (.gz, .zst); "-" is standard input.

    Raises:
        MissingPartError: the file is compressed with Zstandard, and the extra that reads it is not installed.
        OSError: the file cannot be opened.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "rb"))
    return _open_zstandard(path) if suffix == ".zst" else path.open("rb")


def describe_stream(error: BaseException, number: int) -> str:
    """Return why a stream could not be opened, or why it breaks off after some records."""
    if isinstance(error, OSError) and error.errno:
        return describe(error)
    # An archive's reader may quote the damaged bytes.
    why = " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())[:_SAID]
    return f"the file breaks off here, what stands before is read: {why}" if number else f"cannot be read: {why}"


class _Zstandard(io.RawIOBase):
    """A Zstandard stream whose errors are those of files."""

    def __init__(self, file: BinaryIO) -> None:
        import zstandard

        self._file = file
        self._error = zstandard.ZstdError
        # Frames that were written one after another (shards put together with `cat`) are read as one.
        self._reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(file, read_across_frames=True)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; return how many bytes there were."""
        try:
            content = self._reader.read(len(buffer))
        except self._error as error:
            raise DamagedStreamError(str(error)) from error
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def _open_zstandard(path: Path) -> BinaryIO:
    try:
        import zstandard  # noqa: F401 - whether it is there is the question
    except ModuleNotFoundError as error:
        raise MissingPartError(f"reading {path.name}", "pip install 'detente[archive]'") from error
    return cast(BinaryIO, io.BufferedReader(_Zstandard(path.open("rb")), 1 << 20))
