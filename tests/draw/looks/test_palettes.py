"""Colours measured by formulas written here from their sources."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from hotspot_app.draw.looks.legend import APART, COMPARED, GETIS_ORD, MORAN
from hotspot_app.draw.looks.palettes import (
    ACCENT,
    INK,
    LOOKS,
    MUTED,
    OUTLINE,
    PALE,
    PAPER,
    QUIET,
    RAMP,
    ZERO,
    Look,
    ink_on,
    ramp,
    third_look,
)
from hotspot_app.stats.classes.confidence import SURE

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE 1976 L*a*b*, white D65."""
    t = XYZ @ np.clip(rgb, 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, eyes: np.ndarray) -> float:
    return float(np.linalg.norm(lab(eyes @ linear(one)) - lab(eyes @ linear(other))))


def lightness(colour: str) -> float:
    return float(lab(linear(colour))[0])


LEGENDS = {
    "moran": [*(f"{k} {s}" for k in MORAN for s in SURE), "not different", *APART],
    "gi": [*(f"{k} {s}" for k in GETIS_ORD for s in SURE), "not different", *APART],
    "compared": [*COMPARED, "no data"],
    "rose and fell": [
        "rose 2",
        "rose 1",
        "about the same",
        "fell 1",
        "fell 2",
        "no data",
    ],
}
THIRDS = {f"thirds {r}{c}": third_look(r, c) for r in range(3) for c in range(3)}
LEGENDS["thirds"] = [*THIRDS, "no data"]
ALL_LOOKS = LOOKS | THIRDS
STANDS_OUT = [name for name, look in ALL_LOOKS.items() if look.level > 2]


def test_contrast_of_black_on_white_is_21_and_of_known_greys_as_published():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colour", [INK, MUTED, ACCENT])
def test_words_reach_four_and_a_half_to_one_on_paper(colour: str):
    assert contrast(colour, PAPER) >= 4.5


def test_names_on_the_map_are_readable_on_the_pale_ground():
    assert contrast(INK, PALE) >= 7
    assert contrast(OUTLINE, PALE) >= 3


@pytest.mark.parametrize("name", STANDS_OUT)
def test_border_of_a_class_that_stands_out_is_told_from_the_ground(name: str):
    assert contrast(ALL_LOOKS[name].edge, PALE) >= 3
    assert contrast(ALL_LOOKS[name].edge, PAPER) >= 3


@pytest.mark.parametrize("name", [n for n in STANDS_OUT if ALL_LOOKS[n].hatch])
def test_pattern_is_seen_on_its_fill(name: str):
    assert contrast(ALL_LOOKS[name].hatch_colour, ALL_LOOKS[name].fill) >= 2.5


@pytest.mark.parametrize("legend", LEGENDS)
@pytest.mark.parametrize("eyes", [np.eye(3), DEUTERANOPIA, PROTANOPIA])
def test_two_classes_differ_in_pattern_or_clearly_in_colour(legend: str, eyes):
    looks = [ALL_LOOKS[name] for name in LEGENDS[legend]]
    for one, other in combinations(looks, 2):
        if set(one.hatch) == set(other.hatch):
            assert distance(one.fill, other.fill, eyes) >= 10, (one, other)


@pytest.mark.parametrize("legend", LEGENDS)
def test_two_classes_differ_in_grey_print(legend: str):
    looks = [ALL_LOOKS[name] for name in LEGENDS[legend]]
    for one, other in combinations(looks, 2):
        if set(one.hatch) == set(other.hatch):
            assert abs(lightness(one.fill) - lightness(other.fill)) >= 8, (one, other)


def test_clear_and_likely_are_no_one_picture():
    for kind in (*MORAN, *GETIS_ORD):
        clear, likely = LOOKS[f"{kind} clear"], LOOKS[f"{kind} likely"]
        assert lightness(likely.fill) - lightness(clear.fill) >= 15
        assert clear.hatch != likely.hatch


def test_colours_of_the_window_are_the_colours_on_paper():
    names = ("high-high", "low-low", "high-low", "low-high")
    fills = [LOOKS[f"{name} clear"].fill for name in names]
    assert fills == ["#b2182b", "#2166ac", "#ef8a62", "#92c5de"]
    assert LOOKS["not different"].fill == "#eceae4"


def test_ramp_darkens_in_even_steps_also_for_colour_blind_eyes():
    steps = -np.diff([lightness(colour) for colour in RAMP])
    assert steps.min() >= 12
    assert steps.max() <= 2 * steps.min()
    for eyes in (DEUTERANOPIA, PROTANOPIA):
        for one, other in combinations(RAMP, 2):
            assert distance(one, other, eyes) >= 12


@pytest.mark.parametrize("eyes", [np.eye(3), DEUTERANOPIA, PROTANOPIA])
def test_zero_is_told_from_the_lowest_class_and_from_paper(eyes):
    zero = LOOKS["zero"]
    assert lightness(zero.fill) - lightness(RAMP[0]) >= 5
    assert distance(zero.fill, RAMP[0], eyes) >= 15
    assert distance(zero.fill, PAPER, eyes) >= 10
    assert contrast(zero.edge, zero.fill) >= 3
    assert contrast(zero.edge, PAPER) >= 3


@pytest.mark.parametrize("classes", range(6))
def test_ramp_gives_as_many_looks_as_asked(classes: int):
    looks = ramp(classes)
    assert len({look.fill for look in looks}) == classes
    assert all(isinstance(look, Look) for look in looks)


def test_more_classes_than_eyes_can_tell_apart_are_refused():
    with pytest.raises(ValueError, match="at most 5"):
        ramp(6)


@pytest.mark.parametrize("fill", [*RAMP, ZERO, PAPER, PALE])
def test_numbers_can_be_read_on_every_class_from_few_to_many(fill: str):
    assert contrast(ink_on(fill), fill) >= 4.5
    assert ink_on(fill) in (INK, PAPER)


@pytest.mark.parametrize("colour", [QUIET, ACCENT])
def test_marks_reach_three_to_one_on_paper_and_are_no_class_of_a_map(colour: str):
    assert contrast(colour, PAPER) >= 3
    assert colour not in {look.fill for look in LOOKS.values()} | set(RAMP)
