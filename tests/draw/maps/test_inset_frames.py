from __future__ import annotations

from itertools import combinations

import pytest
import shapely
from matplotlib.figure import Figure

from hotspot_app.draw.maps.inset_frames import draw_frames
from hotspot_app.draw.maps.insets import Inset

EXTENT = (0.0, 0.0, 10_000.0, 10_000.0)
PAGE = (0.0, 0.0, 42.0, 42.0)


def drawn(*shown, taken=()) -> dict:
    axes = Figure().add_subplot()
    insets = [
        Inset(letter, (), PAGE, box) for letter, box in zip("ABC", shown, strict=False)
    ]
    draw_frames(axes, insets, extent=EXTENT, metres_per_mm=100, taken=taken)
    return {
        patch.get_gid(): shapely.box(*patch.get_bbox().extents)
        for patch in axes.patches
    }


def test_frame_is_what_the_inset_shows_but_no_smaller_than_a_number():
    large, small = (2_000, 2_000, 5_000, 5_000), (7_000, 7_000, 7_100, 7_100)
    found = drawn(large, small)
    assert found["frame-A"].bounds == large
    assert found["frame-B"].bounds == pytest.approx((6_725, 6_725, 7_375, 7_375))


@pytest.mark.parametrize("x", [0, 4_500, 9_000])
@pytest.mark.parametrize("y", [0, 4_500, 9_000])
def test_letter_stands_at_its_frame_within_the_map_and_off_the_numbers(x, y):
    number = (x - 300, y + 900, x + 700, y + 1_500)
    found = drawn((x, y, x + 1_000, y + 1_000), taken=(number,))
    tag = found["tag-A"]
    assert tag.distance(found["frame-A"]) == 0
    assert shapely.box(*EXTENT).covers(tag)
    assert not tag.overlaps(shapely.box(*number))


def test_letters_of_frames_side_by_side_keep_apart():
    found = drawn((2e3, 2e3, 3e3, 3e3), (2e3, 3e3, 3e3, 4e3), (3e3, 2e3, 4e3, 3e3))
    tags = [found[f"tag-{letter}"] for letter in "ABC"]
    for one, other in combinations(tags, 2):
        assert one.intersection(other).area < 0.05 * one.area
