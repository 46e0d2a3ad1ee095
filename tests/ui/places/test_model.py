"""Cells as an analyst reads them."""

from hotspot_app.ui.places.model import shown


def test_whole_numbers_have_commas_and_decimals_few_places() -> None:
    assert [shown(v) for v in (1234, 0, 12.3456, 0.5, 0.00012)] == [
        "1,234",
        "0",
        "12.35",
        "0.5000",
        "0.00012",
    ]


def test_tiny_values_are_not_written_as_zero() -> None:
    assert shown(0.0000001) == "about 0"
    assert shown(0.0) == "0.0000"


def test_a_column_of_whole_numbers_has_no_decimals() -> None:
    written = [shown(v, whole=True) for v in (1556.0, 1556.4, 0.0, None)]
    assert written == ["1,556", "1,556", "0", ""]


def test_text_stays_and_nothing_is_nothing() -> None:
    assert [shown(v) for v in ("high-high", None)] == ["high-high", ""]
