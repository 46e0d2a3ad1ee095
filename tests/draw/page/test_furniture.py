from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from hotspot_app.draw.page.furniture import (
    BODY,
    TITLE,
    Sheet,
    Type,
    fitted_title,
    wrapped,
    write,
)

WORDS = st.text("abc mW.,&", min_size=0, max_size=200)


def test_measured_width_is_what_the_renderer_draws():
    sheet = Sheet(figsize=(8, 2), dpi=400)
    FigureCanvasAgg(sheet)
    write(sheet, "Banister & Polygon", (10, 40), BODY)
    drawn = sheet.texts[0].get_window_extent().width / 400 * 25.4
    assert BODY.width("Banister & Polygon") == pytest.approx(drawn, rel=0.02)


@given(WORDS, st.floats(8, 120))
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text: str, width: float):
    lines = wrapped(text, width, BODY)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(BODY.width(line) <= width for line in lines)


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize(
    "text",
    [
        "Recorded crime per 1,000 residents, January 2024 to June 2025 (8 of 18)",
        "AVAToVAWAYToVAPAfiflffi Ty. LTV",
        "i",
        "MMMMMMMMMM WWWWWWWWW",
        "–— ’…",
    ],
)
def test_fits_where_its_width_says_so(text: str, weight: str):
    kind = Type(8.5, weight)
    width = kind.width(text)
    assert kind.fits(text, width)
    assert not kind.fits(text, width * 0.999)
    assert kind.fits(text, width * 2)
    assert not kind.fits(text, width / 2)


def test_words_stay_whole_where_they_fit():
    assert wrapped("one two  three", 1000, BODY) == ("one two three",)
    assert " ".join(wrapped("one two three", 15, BODY)) == "one two three"


def test_no_line_breaks_about_an_ampersand_that_fits():
    text = "clear clusters in Bargate, Banister & Polygon and Bevois (five areas)"
    for width in range(45, 140, 3):
        lines = wrapped(text, width, Type(12))
        assert " ".join(lines) == text
        assert any("Banister & Polygon" in line for line in lines)
    assert wrapped("Banister & Polygon", 25, Type(12)) == ("Banister &", "Polygon")


def test_no_word_of_a_title_stands_alone_on_its_last_line():
    title = "Burglary: clear clusters in Bargate, Banister & Polygon and Bevois wards"
    kind, lines = fitted_title(title, 0.9 * TITLE.width(title))
    assert kind == TITLE
    assert " ".join(lines) == title
    first, last = map(TITLE.width, lines)
    assert last > 0.6 * first


def test_dollar_signs_are_only_characters():
    sheet = Sheet(figsize=(8, 2))
    FigureCanvasAgg(sheet)
    write(sheet, "costs $5 or $6_a^", (10, 40), BODY)
    sheet.canvas.draw()
    assert sheet.texts[0].get_text() == "costs $5 or $6_a^"
    assert not sheet.texts[0].get_parse_math()


@pytest.mark.parametrize("words", [1, 12, 25, 40, 120])
def test_title_takes_three_lines_at_most_unless_it_would_be_tiny(words: int):
    kind, lines = fitted_title(" ".join(["recorded"] * words), 270)
    assert len(lines) <= 3 or kind.size == pytest.approx(TITLE.size * 0.66)
    assert all(kind.width(line) <= 270 for line in lines)


def test_short_title_is_as_large_as_it_can_be():
    assert fitted_title("Burglary fell", 270) == (TITLE, ("Burglary fell",))


def test_type_scales():
    assert Type(10, "bold", "#000000").scaled(0.5) == Type(5, "bold", "#000000")
