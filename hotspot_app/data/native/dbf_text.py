"""The encoding of a Shapefile's table, which may be stated wrongly."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Final

_WINDOWS: Final = "cp1252"
_HEAD: Final = 32
_AT_ONCE: Final = 1 << 20
_LOOKED_AT: Final = 20_000
"""Letters that aren't ASCII, of which the code page is told."""

_CUT: Final = re.compile(
    rb"[\xc2-\xdf](?![\x80-\xbf])|[\xe0-\xef](?![\x80-\xbf]{2})[\x80-\xbf]?"
    rb"|[\xf0-\xf4](?![\x80-\xbf]{3})[\x80-\xbf]{0,2}"
)
"""A letter of UTF-8 without all of its bytes, as at the end of a full field."""

_HIGH: Final = re.compile(rb"[\x80-\xff]")
_UNKNOWN_TO_ISO: Final = re.compile(rb"[\x80-\x9f]")
_DRIVERS: Final = {0x01: "437", 0x02: "850"}
"""Bytes of a table's head for the code pages of DOS. All others are of Windows, or say
nothing."""

_PAGE: Final = re.compile(rb"[\w. -]{1,40}")
_WRITTEN: Final = "‘’“”–—…•£€°©®²½¼¾´·«»§ªº\xa0"
"""Signs that stand in names, beside letters."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """The bytes of a table, with the name of its code page.

    Attributes
    ----------
    content
        The bytes, with characters that were cut off at the end of a field blanked.
    page
        Name of the code page as in a .cpg; b"" for GDAL's own choice.
    told
        A note if the code page isn't the one stated in the file, or none is stated;
        else "".
    """

    content: bytes
    page: bytes
    told: str = ""


def lettered(content: bytes, stated: bytes) -> Lettered:
    """Find the code page of a table.

    Programs name the code page wrongly, or not at all, and GDAL believes them. UTF-8
    is told from all others by its bytes. The bytes 0x80 to 0x9F are no letters in ISO
    8859, but are in Windows-1252. A code page of DOS is believed if the words look
    no odder in it than in Windows-1252.

    Parameters
    ----------
    content
        The bytes of the .dbf.
    stated
        The bytes of the .cpg, or nothing.
    """
    says = stated.strip() if _PAGE.fullmatch(stated.strip()) else b""
    start, texts = _texts(content)
    if len(content) < _HEAD or texts.isascii():
        return Lettered(content, says)
    codec = _codec(says, content[29])
    stated_as = says.decode("ascii") or codec
    but = f"though it says {stated_as}" if stated_as else "which it doesn't say"
    whole = _in_utf8(content, start)
    if whole is not None:
        told = "" if codec == "utf-8" else f"UTF-8, {but}"
        return Lettered(whole, b"UTF-8", told)
    if codec is None or codec == "utf-8" or _is_wrong(codec, texts):
        return Lettered(content, b"CP1252", f"Windows-1252, {but}")
    page = codec.upper().replace("ISO8859", "ISO-8859")
    return Lettered(content, page.encode("ascii"))


def _texts(content: bytes) -> tuple[int, bytes]:
    """Return where rows begin, and the names of columns with all of the rows."""
    start = int.from_bytes(content[8:10], "little")
    names = b"".join(content[at : at + 11] for at in range(32, start - 31, 32))
    return start, names + content[start:]


def _codec(says: bytes, driver: int) -> str | None:
    """Return Python's name of the code page that is stated, if there is such a one."""
    text = says.decode("ascii", "replace") or _DRIVERS.get(driver, "")
    digits = re.sub(r"\D", "", text)
    for name in (text, f"cp{digits}", digits.replace("8859", "iso8859-", 1)):
        try:
            found = codecs.lookup(name.strip()).name
        except (LookupError, ValueError):
            continue
        if found.startswith(("utf-8", "cp", "iso8859")):
            return found
    return None


def _in_utf8(content: bytes, start: int) -> bytes | None:
    """Return a table in UTF-8, or None if it isn't in it."""
    if _is_utf8(content, start):
        return content
    ends = _ends_of_fields(content, start)
    size = int.from_bytes(content[10:12], "little") or 1
    mended = bytearray(content)
    for found in _CUT.finditer(content, start):
        if (found.end() - start - 1) % size + 1 not in ends:
            return None
        mended[found.start() : found.end()] = b" " * len(found.group())
    others = not mended[start:].isascii()
    return bytes(mended) if others and _is_utf8(mended, start) else None


def _is_utf8(content: bytes | bytearray, start: int) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(start, len(content), _AT_ONCE):
            decoder.decode(content[at : at + _AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _ends_of_fields(content: bytes, start: int) -> set[int]:
    """Return the places in a row after each column; a row begins with a mark."""
    ends, at = set(), 1
    for field in range(32, start - 31, 32):
        at += content[field + 16]
        ends.add(at)
    return ends


def _is_wrong(codec: str, texts: bytes) -> bool:
    """Say whether text is better read as Windows-1252."""
    if codec.startswith("iso8859"):
        return _UNKNOWN_TO_ISO.search(texts) is not None
    if codec.startswith("cp125"):
        return False
    return _odd(texts, _WINDOWS) < _odd(texts, codec)


def _odd(texts: bytes, codec: str) -> int:
    """Count letters that stand in no name, in one code page."""
    odd = 0
    for found in islice(_HIGH.finditer(texts), _LOOKED_AT):
        at = found.start()
        around = texts[max(at - 1, 0) : at + 2].decode(codec, "replace").rjust(3)
        odd += _is_odd(*around[:3])
    return odd


def _is_odd(before: str, letter: str, after: str) -> bool:
    if letter.isalpha() and letter != "ƒ":
        foreign = not unicodedata.name(letter, "").startswith("LATIN")
        return foreign or (letter.isupper() and before.islower())
    within = before.isalpha() and after.isalpha()
    return letter not in _WRITTEN or (within and letter not in "’–")
