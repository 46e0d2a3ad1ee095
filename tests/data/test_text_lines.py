"""Whole lines out of bytes."""

from __future__ import annotations

import io

import pytest

from hotspot_app.data import text_lines
from hotspot_app.data.text_lines import Lines
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
