"""A file is read whole, or refused for its size, and costs no more than it has."""

from __future__ import annotations

import hashlib
import tracemalloc

import pytest

from hotspot_app.data.base.source_file import read_whole
from hotspot_app.errors import InputError


def test_a_small_file_takes_little_memory_whatever_may_be_read(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_bytes(b"x" * 1_000)
    tracemalloc.start()
    try:
        content, source = read_whole(path, 400_000_000)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert content == b"x" * 1_000
    assert source.size == 1_000
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert most < 1_000_000


@pytest.mark.parametrize(("size", "is_read"), [(99, True), (100, True), (101, False)])
def test_a_file_may_have_as_much_as_is_said(tmp_path, size, is_read):
    path = tmp_path / "a.geojson"
    path.write_bytes(b"x" * size)
    if is_read:
        assert len(read_whole(path, 100)[0]) == size
    else:
        with pytest.raises(InputError, match=r"^a\.geojson: the file has more than"):
            read_whole(path, 100)
