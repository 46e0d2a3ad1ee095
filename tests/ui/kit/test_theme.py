"""Contrast of every role, computed by the formula of WCAG 2.2."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from hotspot_app.draw.looks.palettes import LOOKS, PALE, RAMP
from hotspot_app.paths import shipped
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.style_sheet import stylesheet

BOTH = list(theme.THEMES.values())
NAMES = [each.name for each in BOTH]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_published_ratios() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#1b2430", "#ffffff") == pytest.approx(15.7, abs=0.05)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("now", BOTH, ids=NAMES)
def test_text_can_be_read(now: theme.Theme) -> None:
    for text, ground in product(
        (now.ink, now.muted, now.accent), (now.panel, now.ground)
    ):
        assert contrast(text, ground) >= 4.5
    assert contrast(now.ink, now.accent_soft) >= 4.5
    assert contrast(now.accent, now.accent_soft) >= 4.5
    assert contrast(now.accent_ink, now.accent) >= 4.5
    for text in (now.hint, now.accent):
        assert contrast(text, now.hint_ground) >= 4.5
    for word in ("clear", "likely", "could be chance", "too few to say"):
        assert contrast(*now.sure(word)) >= 4.5


@pytest.mark.parametrize("now", BOTH, ids=NAMES)
def test_controls_and_focus_can_be_seen(now: theme.Theme) -> None:
    for ground in (now.panel, now.ground):
        assert contrast(now.accent, ground) >= 3
    assert contrast(now.control, now.panel) >= 3
    assert contrast(now.accent_ink, now.accent) >= 3  # a tick in its box
    assert contrast(now.ward_line, now.map_ground) >= 3
    assert contrast(now.ward_line, now.on_map(PALE)) >= 3


@pytest.mark.parametrize("now", BOTH, ids=NAMES)
@pytest.mark.parametrize("name", [n for n in LOOKS if n.endswith(("clear", "likely"))])
def test_what_stands_out_on_the_map_has_a_border_that_shows(
    now: theme.Theme, name: str
) -> None:
    assert contrast(now.on_map(LOOKS[name].edge), now.on_map(PALE)) >= 3


@pytest.mark.parametrize("now", BOTH, ids=NAMES)
def test_many_is_far_from_few_and_from_the_ground(now: theme.Theme) -> None:
    ramp = [now.on_map(colour) for colour in RAMP]
    steps = [luminance(colour) for colour in ramp]
    assert steps == sorted(steps, reverse=now is theme.LIGHT)
    assert contrast(ramp[0], ramp[-1]) >= 7
    assert contrast(ramp[-1], now.panel) >= 4.5
    assert contrast(now.on_map(PALE), now.on_map(LOOKS["high-high clear"].edge)) >= 3


@pytest.mark.parametrize("now", BOTH, ids=NAMES)
def test_words_on_the_map_and_in_menus_can_be_read(now: theme.Theme) -> None:
    for text in (now.ink, now.muted):
        assert contrast(text, now.map_ground) >= 4.5
    assert contrast(now.ink, now.on_map(PALE)) >= 4.5
    assert contrast(now.panel, now.on_map(LOOKS["high-high clear"].fill)) >= 4.5
    assert contrast(now.panel, now.muted) >= 4.5
    assert contrast(now.hint, now.panel) >= 4.5


def test_each_theme_gives_the_same_roles_other_colours() -> None:
    light, dark = BOTH
    assert luminance(light.panel) > 0.9
    assert luminance(dark.panel) < 0.05
    assert {light.name, dark.name} == set(theme.THEMES)


@pytest.mark.parametrize("scale", theme.SCALES)
def test_text_grows_with_the_scale(qapp: QApplication, scale: float) -> None:
    theme.put_on(qapp, theme.LIGHT, scale)
    label = QLabel("Recorded crime")
    label.ensurePolished()
    assert label.font().pixelSize() == round(13 * scale)
    assert theme.font(17, bold=True).pixelSize() == round(17 * scale)


def test_a_change_is_told(qapp: QApplication) -> None:
    heard: list[str] = []
    theme.signals.changed.connect(lambda: heard.append(theme.current().name))
    theme.put_on(qapp, theme.DARK)
    theme.put_on(qapp, theme.LIGHT)
    assert heard == ["dark", "light"]


@pytest.mark.parametrize("now", BOTH, ids=NAMES)
def test_the_style_sheet_names_only_files_that_are_there(now: theme.Theme) -> None:
    sheet = stylesheet(now, 1.5)
    files = re.findall(r'url\("([^"]+)"\)', sheet)
    assert files
    for file in files:
        assert (shipped("resources") / "icons").joinpath(file).is_file()
    assert "{" in sheet
    assert "None" not in sheet


def test_icons_follow_the_theme(qapp: QApplication) -> None:
    drawn = icon("undo-2")
    theme.put_on(qapp, theme.LIGHT)
    light = drawn.pixmap(24, 24).toImage()
    theme.put_on(qapp, theme.DARK)
    dark = drawn.pixmap(24, 24).toImage()
    theme.put_on(qapp, theme.LIGHT)
    assert light != dark
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_what_is_built_undressed_is_dressed_when_it_stands(qapp, dressed):
    dressed(theme.LIGHT)
    sheet = qapp.styleSheet()
    with pytest.raises(KeyError), theme.dressed_when_built():
        assert qapp.styleSheet() == ""
        raise KeyError
    assert sheet
    assert qapp.styleSheet() == sheet
