"""Whole lines out of bytes: encoding, line ends and quotation marks made sure of."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import numpy as np

from hotspot_app.data.tables.text_cells import unclosed
from hotspot_app.errors import InputError
from hotspot_app.named_paths import open_file
from hotspot_app.paths import unreadable

BLOCK: Final = 1 << 23
"""Bytes read at a time."""

MOST_LINE: Final = 1 << 22
"""Bytes after which what has no line end is refused."""

MOST_QUOTED: Final = 1 << 26
"""Bytes after which lines that a quotation mark holds together are refused."""

_PACKED: Final = (b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""First bytes of workbooks, zips and gz, which have no lines."""

_QUOTE = ord('"')

_AT_ONCE: Final = 1 << 18
"""Bytes looked through at once: they stay in the processor's cache."""

_PARTING: Final = b"\0\t\n\r"
_STRAY: Final = bytes({*range(32), 127} - {*_PARTING})
"""Signs that no cell shows, and that old programs leave: 0x1A ends a file of DOS."""

END: Final = b"\0\x1a"
"""Padding behind the end of a file that was preallocated, or copied by DOS."""


def without_stray(text: bytes) -> bytes:
    """Return text without control characters that part nothing."""
    if _has_stray(text):
        return text.translate(None, _STRAY)
    return text  # counting is faster, and other threads go on meanwhile


def _has_stray(text: bytes) -> bool:
    if b"\x7f" in text:
        return True
    signs = np.frombuffer(text, np.uint8)
    there = [sign for sign in _PARTING if sign in text]
    for start in range(0, len(signs), _AT_ONCE):
        part = signs[start : start + _AT_ONCE]
        parting = sum(np.count_nonzero(part == sign) for sign in there)
        if np.count_nonzero(part < 32) != parting:
            return True
    return False


_MARKS: Final = (
    (codecs.BOM_UTF8, "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE: Final = 4096
"""Bytes by which the encoding is told."""


class Lines:
    """Reads a text file in blocks of whole lines, as UTF-8 with plain line ends.

    Attributes
    ----------
    encoding
        Encoding found so far: "UTF-8", "UTF-8 with BOM", "UTF-16" or "cp1252".
    size
        Bytes read so far.
    unended
        True once the last line was found to have no line end.
    """

    def __init__(self, stream: IO[bytes], where: str, step: int = BLOCK) -> None:
        self.encoding = "UTF-8"
        self.size = 0
        self.unended = False
        self._stream = stream
        self._where = where
        self._step = step
        self._digest = hashlib.sha256()
        self._sure = False
        self._half = b""  # the first half of a line end, may be
        self._zeros = False  # what was read last ended in them
        self._wide: codecs.IncrementalDecoder | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes read so far, as stored in the file."""
        return self._digest.hexdigest()

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """Yield the number of each block's first line, and its lines.

        Raises
        ------
        InputError
            If there is a NUL, a quotation mark that is never closed, or no line
            end in sight.
        """
        rest = b""
        line = 1
        while True:
            new = self._read(max(self._step, len(rest)))
            block, rest = _whole(rest, new)
            if len(rest) > MOST_LINE:
                self._refuse(rest, line + block.count(b"\n"))
            if not new and block and not block.endswith(b"\n"):
                self.unended = True
                block += b"\n"
            if block:
                yield line, self._checked(block, line)
                line += int(np.count_nonzero(np.frombuffer(block, np.uint8) == 10))
            if not new:
                return

    def _refuse(self, rest: bytes, line: int) -> None:
        if b"\n" not in rest:
            raise _endless(self._where, line)
        if len(rest) > MOST_QUOTED:
            raise unclosed(self._where, line)

    def _read(self, size: int) -> bytes:
        """Return the next text, in UTF-8 or as it is; empty at the end alone."""
        while True:
            new = self._stream.read(size if self.size else max(size, _SAMPLE))
            self._digest.update(new)
            raw = new if self.size else self._start(new)
            self.size += len(new)
            if self._wide is not None:
                raw = self._wide.decode(raw, final=not new).encode("utf-8")
            raw = without_stray(self._held_back(raw))
            raw, self._half = self._half + raw, b""
            if new and raw.endswith(b"\r"):
                raw, self._half = raw[:-1], b"\r"
            if b"\r" in raw:
                raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            if raw or not new:
                return raw

    def _held_back(self, raw: bytes) -> bytes:
        """Keep NULs back until it is sure that something follows them."""
        kept = raw.rstrip(END)
        before = b"\0" if self._zeros and kept else b""
        self._zeros = b"\0" in raw[len(kept) :] or (self._zeros and not kept)
        return before + kept

    def _start(self, raw: bytes) -> bytes:
        for mark, encoding in _MARKS:
            if raw.startswith(mark):
                self.encoding = encoding
                if encoding == "UTF-16":
                    order = "le" if mark == codecs.BOM_UTF16_LE else "be"
                    name = f"utf-16-{order}"
                    self._wide = codecs.getincrementaldecoder(name)("replace")
                return raw[len(mark) :]
        sample = raw[:_SAMPLE].rstrip(END)
        for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
            if len(sample) >= 8 and sample[first::2].count(0) > 0.4 * len(sample):
                self.encoding = "UTF-16"
                self._wide = codecs.getincrementaldecoder(name)("replace")
                break
        return raw

    def _checked(self, block: bytes, line: int) -> bytes:
        hole = block.find(b"\0")
        if hole >= 0:
            number = line + block.count(b"\n", 0, hole)
            raise InputError(
                "holds a NUL character: it is damaged, or no text file at all",
                where=f"{self._where}, line {number:,}",
                hint="Export or download it again as CSV.",
            )
        if block.isascii():
            return block
        if self.encoding == "cp1252":
            return _from_windows(block)
        try:
            block.decode("utf-8")
        except UnicodeDecodeError:
            if self._sure:
                return block.decode("utf-8", "replace").encode("utf-8")
            self.encoding = "cp1252"
            return _from_windows(block)
        self._sure = True
        return block


def refuse_endless(path: Path) -> None:
    """Refuse a text file with a line without an end, before it is read whole.

    Raises
    ------
    InputError
        If there is such a line, or the file can't be read.
    """
    line, without = 1, 0
    try:
        with open_file(path) as stream:
            while block := stream.read(MOST_LINE):
                if line == 1 and block.startswith(_PACKED):
                    return
                if b"\r" in block:
                    block = block.replace(b"\r\n", b" \n").replace(b"\r", b"\n")
                first, last = block.find(b"\n"), block.rfind(b"\n")
                if without + (len(block) if first < 0 else first) > MOST_LINE:
                    raise _endless(path.name, line)
                without = len(block) - last - 1 + (without if last < 0 else 0)
                line += block.count(b"\n")
    except OSError as error:
        raise unreadable(path, error) from error


def _endless(where: str, line: int) -> InputError:
    return InputError(
        f"has no line end in {MOST_LINE >> 20} MB: it is no table of text",
        where=f"{where}, line {line:,}",
        hint="Export it again as CSV or XLSX.",
    )


def _whole(rest: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Part what was read into whole lines and the start of the next."""
    if not new:
        return rest, b""
    if b'"' in new or b'"' in rest:
        block = rest + new
        cut = _cut(block)
        return block[:cut], block[cut:]
    cut = new.rfind(b"\n") + 1
    if not cut:
        return b"", rest + new
    if cut == len(new) and not rest:
        return new, b""
    return b"".join((rest, memoryview(new)[:cut])), new[cut:]


def _cut(block: bytes) -> int:
    """Return where the last whole line ends, not within quotation marks."""
    cut = block.rfind(b"\n") + 1
    # bytes.count takes four times as long
    marks = int(np.count_nonzero(np.frombuffer(block, np.uint8, cut) == _QUOTE))
    while marks % 2:
        before = block.rfind(b"\n", 0, cut - 1) + 1
        marks -= block.count(b'"', before, cut)
        cut = before
    return cut


def _from_windows(block: bytes) -> bytes:
    return block.decode("cp1252", "replace").encode("utf-8")
