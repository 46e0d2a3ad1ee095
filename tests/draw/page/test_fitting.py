"""How words are broken and cut, with letters as the measure."""

from __future__ import annotations

from hotspot_app.draw.page.fitting import fitted, shortened, wrapped


def test_a_name_is_cut_at_a_word_and_shows_it() -> None:
    assert shortened("Above Bar Street", 20, len) == "Above Bar Street"
    assert shortened("Above Bar Street", 12, len) == "Above Bar…"
    assert shortened("Above Bar Street", 10, len) == "Above Bar…"
    assert shortened("Llanfairpwllgwyngyll", 6, len) == "Llanf…"
    assert shortened("Quay", 0, len) == "…"


def test_a_name_takes_two_lines_and_no_more() -> None:
    assert fitted("", 9, len) == ()
    assert fitted("Quay", 9, len) == ("Quay",)
    assert fitted("Above Bar Street", 10, len) == ("Above Bar", "Street")
    assert fitted("Above Bar Street North East", 10, len) == ("Above Bar", "Street…")
    assert fitted("Bargate · 023E", 10, len) == ("Bargate", "023E")


def test_words_take_as_many_lines_as_they_need() -> None:
    assert wrapped("1 most deprived", 8, len) == ("1 most", "deprived")
    assert wrapped("deprivation", 4, len) == ("deprivation",)
