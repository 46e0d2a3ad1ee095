"""Pairs of areas that the analyst joins by hand: bridges, ferries, tunnels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.member import Member
from hotspot_app.data.base.ons import tidy
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.tables.layout import Columns, Meter
from hotspot_app.data.tables.table import read_blocks, read_layout
from hotspot_app.errors import InputError


def read_pairs(path: Path) -> tuple[tuple[tuple[str, str], ...], SourceFile]:
    """Read pairs of area codes, from columns named "code ..." or the first two.

    Returns
    -------
    tuple
        The pairs, and the file that was read.

    Raises
    ------
    InputError
        If the file can't be read or a row lacks a code.
    """
    with look_into([path]) as found:
        if len(found.members) != 1:
            raise InputError(
                f"holds {len(found.members)} tables where one is expected",
                where=path.name,
                hint="Give the one file with the pairs.",
            )
        return _pairs(found.members[0])


def _pairs(member: Member) -> tuple[tuple[tuple[str, str], ...], SourceFile]:
    layout = read_layout(member, lambda names: len(_called_code(names)))
    called = _called_code(layout.header)
    one, other = called[:2] if len(called) > 1 else (0, 1)
    if len(layout.header) < 2:
        raise _lacking(member, layout.line)
    columns = Columns.of({"one": one, "other": other})
    pairs: list[tuple[str, str]] = []
    meter = Meter()
    for block in read_blocks(member, layout, columns, meter):
        codes = block.frame.astype("object").fillna("")
        rows = zip(block.lines, codes["one"], codes["other"], strict=True)
        for line, *pair in rows:
            first, second = (tidy(str(code)) for code in pair)
            if not (first and second):
                raise _lacking(member, int(line))
            pairs.append((first, second))
        if len(block.broken):
            raise _lacking(member, int(block.broken[0]))
    return tuple(pairs), meter.source(member.name)


def _called_code(names: Sequence[str]) -> list[int]:
    return [i for i, name in enumerate(names) if "code" in name.casefold()]


def _lacking(member: Member, row: int) -> InputError:
    return InputError(
        "a pair needs two area codes",
        where=f"{member.where}, row {row:,}",
        hint="Give a CSV with the two codes in the first two columns.",
    )
