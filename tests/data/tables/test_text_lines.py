"""Whole lines out of bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from hotspot_app.data.tables import text_lines
from hotspot_app.data.tables.text_lines import Lines, refuse_endless, without_stray
from hotspot_app.errors import InputError


class Counted(io.BytesIO):
    reads = 0

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        return super().read(size)


def test_what_has_no_line_end_is_refused_in_a_few_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each read copies what there is: a thousand small ones took 13 seconds."""
    monkeypatch.setattr(text_lines, "MOST_LINE", 1 << 20)
    stream = Counted(b"a,b" * (1 << 19))
    with pytest.raises(InputError, match="no line end"):
        list(Lines(stream, "a.csv", 1 << 10).blocks())
    assert stream.reads < 20


def test_blocks_hold_all_lines_whatever_the_step() -> None:
    content = b"".join(b'%d,"two\nlines"\n' % n for n in range(500))
    for step in (7, 64, 1 << 20):
        blocks = list(Lines(io.BytesIO(content), "a.csv", step).blocks())
        assert b"".join(block for _, block in blocks) == content
        at = 1
        for first, block in blocks:
            assert first == at
            at += block.count(b"\n")


def test_a_line_of_any_length_is_refused_after_a_few_megabytes() -> None:
    """Neither read to its end nor held: it may have no end."""
    stream = Counted(b"x" * (text_lines.MOST_LINE * 8))
    with pytest.raises(InputError, match=r"line 1: has no line end in 4 MB"):
        list(Lines(stream, "a.csv", 1 << 16).blocks())
    assert stream.tell() < 3 * text_lines.MOST_LINE


def test_the_line_is_the_one_without_an_end() -> None:
    stream = io.BytesIO(b"Ref,What\nH1,Noise\n" + b"x" * (text_lines.MOST_LINE * 2))
    with pytest.raises(InputError, match=r"line 3: has no line end in 4 MB"):
        list(Lines(stream, "a.csv").blocks())


def test_lines_that_a_stray_mark_holds_together_are_read() -> None:
    content = b'H1,5 inch" pipe\n' + b"H2,Noise\n" * 600_000
    assert len(content) > text_lines.MOST_LINE
    blocks = [block for _, block in Lines(io.BytesIO(content), "a.csv").blocks()]
    assert b"".join(blocks) == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_line_ends_are_found_wherever_a_read_ends(encoding: str) -> None:
    content = ("Ref,What\r\nH1,Noise\r\rH2,Litter\nH3,x\r" * 200).encode(encoding)
    for step in (1, 2, 3, 5, 1 << 20):
        lines = Lines(io.BytesIO(content), "a.csv", step)
        text = b"".join(block for _, block in lines.blocks())
        assert text.removeprefix(b"\xef\xbb\xbf") == (
            b"Ref,What\nH1,Noise\n\nH2,Litter\nH3,x\n" * 200
        )
        assert lines.size == len(content)


def test_a_file_of_line_ends_alone_takes_a_few_reads() -> None:
    stream = Counted(b"\r" * (1 << 20))
    list(Lines(stream, "a.csv", 1 << 16).blocks())
    assert stream.reads < 20


def test_a_file_is_refused_for_such_a_line_before_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    most = text_lines.MOST_LINE
    for good in (
        b"",
        b"x" * most,
        b"x" * most + b"\n" + b"y" * most,
        b"x" * most + b"\r" + b"y" * most,
        b"PK" + bytes(most),
    ):
        path.write_bytes(good)
        refuse_endless(path)
    for before in (b"", b"a\n\n", b"x" * (most - 1) + b"\n"):
        path.write_bytes(before + b"x" * (most + 1) + b"\ny")
        line = before.count(b"\n") + 1
        with pytest.raises(InputError, match=f"a.csv, line {line}: has no line end"):
            refuse_endless(path)


@pytest.mark.parametrize("end", [b"\x1a", b"\n\x1a\n", b"\0" * 9, b"\0\x1a" * 5_000])
@pytest.mark.parametrize("step", [7, 1 << 20])
def test_what_stands_behind_the_end_is_no_line(end: bytes, step: int) -> None:
    lines = Lines(io.BytesIO(b"a,b\n1,2\n3,4" + end), "a.csv", step)
    read = b"".join(block for _, block in lines.blocks())
    assert read.rstrip(b"\n") == b"a,b\n1,2\n3,4"


def test_control_characters_within_are_no_part_of_a_cell_but_nuls_are_damage() -> None:
    lines = Lines(io.BytesIO(b"a,b\n\x1a1,\x072\x0b\n\x7f3,4\n"), "a.csv")
    assert b"".join(block for _, block in lines.blocks()) == b"a,b\n1,2\n3,4\n"
    with pytest.raises(InputError, match="holds a NUL"):
        list(Lines(io.BytesIO(b"a,b\n1,\x002\n" + b"3,4\n" * 9), "a.csv", 8).blocks())


@pytest.mark.parametrize("sign", [*range(32), 127, 128, 255])
def test_signs_that_part_nothing_are_left_out(sign: int) -> None:
    kept = bytes([sign]) if sign in b"\0\t\n\r" or sign > 127 else b""
    text = b"a,b\r\n" + bytes([sign]) + b"c\n"
    assert without_stray(text) == b"a,b\r\n" + kept + b"c\n"
