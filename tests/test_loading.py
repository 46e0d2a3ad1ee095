from __future__ import annotations

import gc

import pytest

from hotspot_app.loading import without_collection


def test_no_garbage_is_looked_for_in_the_block_nor_in_what_it_made() -> None:
    before = gc.get_freeze_count()
    try:
        with without_collection():
            assert not gc.isenabled()
            made = [[number] for number in range(1000)]
        assert gc.isenabled()
        assert gc.get_freeze_count() > before + len(made)
    finally:
        gc.unfreeze()


def test_garbage_is_collected_again_after_a_library_that_fails() -> None:
    try:
        with pytest.raises(ImportError), without_collection():
            raise ImportError
        assert gc.isenabled()
    finally:
        gc.unfreeze()
