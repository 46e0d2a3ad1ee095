"""Ways to spoil bytes and text that need no knowledge of what they mean."""

from __future__ import annotations

import csv
import io
import random
import struct
from collections.abc import Callable
from typing import Final

from tests.fuzzing.tables import AREAS, delimiter

Bytes = Callable[[random.Random, bytes], bytes]
Text = Callable[[random.Random, str], str]

INTEGERS: Final = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF)
INTEGERS_WIDE: Final = (*INTEGERS, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
FLOATS: Final = (
    *(float("nan"), float("inf"), float("-inf"), 0.0, -0.0, 1e308, -1e308),
    *(5e-324, 1e18, 4e9, 181.0, -91.0, 442_000.0),
)
TOKENS: Final = (
    *("", "0", "-1", "1e999", "nan", "inf", "-inf", "NaT", "null", "NA", "1" * 400),
    *("9" * 18, "9" * 19, "9" * 5_000, "0x10", "1,500", "1.5", "-0", "+5", " 5 "),
    *("£5", "5%", "1_000", "31/02/2025", "2025-13", "00/00/0000", "9999-12"),
    *("0001-01", "31/12/9999", "01/01/0001", "2025-02-30", "99:99", "24:00"),
    *("1677-09-21", "2262-04-12", "44927", "1e18", "1e19", "2025", "Jan 2025"),
    *('"', '""', '"a', 'a"b', "a\nb", "\t", "\x1f", "\u2028", "\u0085", "\ufeff"),
    *("\0", "\r", "\v", "\f", "\ud800", "\U0001f600", "é", "ﬀ", "İ", "ß"),
    *("١٢٣", "²", "½", "\u202e", "e\u0301" * 40, "=1+1", "@SUM(A1)", "+cmd|' /C x'!A0"),
    *("<img src=x>", "<b>", "&amp;", "&x;", "{{x}}", "%s%n", "${x}", "../../x"),
    *("/dev/zero", "C:\\x", "\\\\host\\share\\x", "file:///x", "/vsicurl/x"),
    *("E01017030", "E01017030 : x", "W01000001", "SO14 7LA", "True", "Yes"),
    *("Month", "Easting", "Longitude", "count", "code", "area", "LSOA21CD"),
    *("a" + " " * 70_000 + "b", "\n" * 70_000, "a@" * 30_000, "<t>" * 20_000),
    *("LSOA11CD", "WD23CD", "Postcode", "x" * 300, "x" * 70_000, "a;b", "a|b", "a,b"),
)

# --- bytes --------------------------------------------------------------------------


def _flipped(r: random.Random, content: bytes) -> bytes:
    made = bytearray(content)
    for _ in range(r.choice((1, 1, 3, 10, 40))):
        made[r.randrange(len(made))] ^= 1 << r.randrange(8)
    return bytes(made)


def _other_bytes(r: random.Random, content: bytes) -> bytes:
    made = bytearray(content)
    for _ in range(r.choice((1, 1, 3, 10, 40))):
        made[r.randrange(len(made))] = r.randrange(256)
    return bytes(made)


def _cut(r: random.Random, content: bytes) -> bytes:
    return content[: r.randrange(len(content) + 1)]


def _span(r: random.Random, content: bytes) -> tuple[int, int]:
    start = r.randrange(len(content) + 1)
    most = r.choice((4, 30, 600, len(content)))
    return start, min(len(content), start + r.randrange(1, most + 2))


def _taken_out(r: random.Random, content: bytes) -> bytes:
    start, end = _span(r, content)
    return content[:start] + content[end:]


def _doubled(r: random.Random, content: bytes) -> bytes:
    start, end = _span(r, content)
    return content[:end] + content[start:end] * r.choice((1, 1, 2, 20)) + content[end:]


def _swapped(r: random.Random, content: bytes) -> bytes:
    a, b, c = sorted(r.randrange(len(content) + 1) for _ in range(3))
    return content[:a] + content[b:c] + content[a:b] + content[c:]


def _blanked(r: random.Random, content: bytes) -> bytes:
    start, end = _span(r, content)
    return (
        content[:start] + bytes([r.choice((0, 0xFF))]) * (end - start) + content[end:]
    )


def _number(r: random.Random, content: bytes) -> bytes:
    kind = r.choice(("<H", ">H", "<I", ">I", "<I", ">I", "<Q", "<d", ">d"))
    value: float = r.choice((*INTEGERS_WIDE, len(content)))
    if kind.endswith("d"):
        value = r.choice(FLOATS)
    elif kind.endswith("H"):
        value = int(value) & 0xFFFF
    raw = struct.pack(kind, value)
    at = r.randrange(max(1, len(content) - len(raw)))
    return content[:at] + raw + content[at + len(raw) :]


def _token(r: random.Random, content: bytes) -> bytes:
    at = r.randrange(len(content) + 1)
    told = r.choice(TOKENS).encode("utf-8", "surrogatepass")
    return content[:at] + told + content[at + r.randrange(3) :]


BYTES: Final[tuple[Bytes, ...]] = (
    *(_flipped, _other_bytes, _cut, _taken_out, _doubled),
    *(_swapped, _blanked, _number, _number, _token),
)


def bytes_spoilt(r: random.Random, content: bytes) -> bytes:
    """Spoil bytes in one way."""
    return r.choice(BYTES)(r, content) if content else b"\0"


# --- tables as text -----------------------------------------------------------------


def _table(text: str) -> tuple[str, list[list[str]]]:
    between = delimiter(text)
    return between, [line.split(between) for line in text.split("\n")]


def _joined(between: str, rows: list[list[str]]) -> str:
    return "\n".join(map(between.join, rows))


def _cells(r: random.Random, text: str) -> str:
    between, rows = _table(text)
    for _ in range(r.choice((1, 1, 2, 5, 15))):
        row = rows[r.randrange(min(len(rows), r.choice((1, 3, 99))))]
        row[r.randrange(len(row))] = r.choice(TOKENS)
    return _joined(between, rows)


def _column(r: random.Random, text: str) -> str:
    between, rows = _table(text)
    at, token, mode = r.randrange(len(rows[0])), r.choice(TOKENS), r.random()
    for number, row in enumerate(rows):
        if at < len(row) and (number or mode < 0.2):
            if mode < 0.7:
                row[at] = token
            else:
                row[at] = str(r.randrange(3)) if mode < 0.85 else f'"{row[at]}"'
    return _joined(between, rows)


def _without_column(r: random.Random, text: str) -> str:
    between, rows = _table(text)
    at = r.randrange(len(rows[0]))
    return _joined(between, [row[:at] + row[at + 1 :] for row in rows])


def _same_name(r: random.Random, text: str) -> str:
    between, rows = _table(text)
    head = rows[0]
    other = r.choice(head)
    head[r.randrange(len(head))] = r.choice((other, other.upper(), f"{other} ", ""))
    return _joined(between, rows)


def _column_again(r: random.Random, text: str) -> str:
    between, rows = _table(text)
    at, times = r.randrange(len(rows[0])), r.choice((1, 1, 2, 30))
    return _joined(between, [row + row[at : at + 1] * times for row in rows])


def _other_delimiter(r: random.Random, text: str) -> str:
    return text.replace(
        delimiter(text), r.choice((";", "\t", "|", ":", " ", ",,", '","'))
    )


def _lines(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = r.randrange(len(lines))
    mode = r.randrange(7)
    if mode == 0:
        r.shuffle(lines)
    elif mode == 1:
        lines = lines[:at]
    elif mode == 2:
        lines.insert(at, lines[0])
    elif mode == 3:
        del lines[0]
    elif mode == 4:
        lines.insert(at, r.choice(TOKENS))
    elif mode == 5:
        lines = [""] * r.randrange(40) + lines
    else:
        lines = lines[:1]
    return "\n".join(lines)


def _quoted(r: random.Random, text: str) -> str:
    rows = csv.reader(io.StringIO(text), delimiter=delimiter(text))
    made = io.StringIO()
    quoting = r.choice((csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_MINIMAL))
    ends = r.choice(("\n", "\r\n", "\r"))
    writer = csv.writer(
        made, delimiter=delimiter(text), quoting=quoting, lineterminator=ends
    )
    try:
        writer.writerows(rows)
    except csv.Error:  # an earlier change left a cell that it can't read
        return text
    return made.getvalue()


def _sign(r: random.Random, text: str) -> str:
    at = r.randrange(len(text) + 1)
    sign = r.choice((*TOKENS, '"', '"\n', '",', "'", "\x1c", ";", ","))
    return text[:at] + sign + text[at + r.randrange(3) :]


def _made_up(r: random.Random, text: str) -> str:
    """Put a few columns of any kind together, with few rows or none."""
    names = [*_table(text)[1][0], "Month", "Easting", "Northing", "Postcode", "area"]
    names += ["count", "type", "LSOA21CD", "LSOA11CD", "residents", "2021", "", "code"]
    width = r.randrange(1, 10)
    rows = [[r.choice(names) for _ in range(width)]]
    for _ in range(r.randrange(4)):
        cells = max(0, width + r.choice((0, 0, 0, 1, -1)))
        rows.append([r.choice((*TOKENS, *AREAS)) for _ in range(cells)])
    return _joined(",", rows)


TEXT: Final[tuple[Text, ...]] = (
    *(_cells, _cells, _column, _column, _without_column, _same_name, _column_again),
    *(_other_delimiter, _lines, _quoted, _sign, _made_up),
)


def text_spoilt(r: random.Random, text: str) -> str:
    """Spoil a table, written as text, in one to three ways."""
    for _ in range(r.choice((1, 1, 1, 2, 3))):
        text = r.choice(TEXT)(r, text or "x")
    return text or "x"


def encoded(r: random.Random, text: str) -> bytes:
    """Write text in some encoding, mostly in the usual one."""
    usual = ["utf-8"] * 8
    code = r.choice(
        [*usual, "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
    )
    return text.encode("utf-8", "replace").decode().encode(code, "replace")
