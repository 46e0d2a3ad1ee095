"""A partnership's colours, name, logo and wording lie beside its project."""

from __future__ import annotations

import numpy as np
import pytest

from hotspot_app.brief.content import Document, Section, Sentence, Table, Words
from hotspot_app.brief.products.look import House, house, worded
from hotspot_app.draw.page.pixels import png_of
from hotspot_app.errors import InputError


def own(folder, text: str) -> None:
    (folder / "brief").mkdir()
    (folder / "brief" / "look.toml").write_text(text, encoding="utf-8")


def test_without_one_it_is_ours(tmp_path):
    assert house(tmp_path) == House()
    assert house(None) == House()


def test_colours_name_logo_and_wording_are_taken(tmp_path):
    own(
        tmp_path,
        'organisation = "Safe City Partnership"\naccent = "#00703c"\n'
        'logo = "logo.png"\n[wording]\n"To decide" = "For decision"\n',
    )
    pixels = np.full((10, 20, 4), 255, dtype=np.uint8)
    (tmp_path / "brief" / "logo.png").write_bytes(png_of(pixels))
    found = house(tmp_path)
    assert found.look.organisation == "Safe City Partnership"
    assert found.look.accent == "#00703c"
    assert found.look.logo.startswith(b"\x89PNG")
    assert found.wording == {"To decide": "For decision"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accent = 3", "a text of one line"),
        ('accent = "green"', "a colour like"),
        ('accent = "#ffff00"', "contrast of 1.1"),
        ('logo = "../secret.png"', "in the same folder"),
        ('logo = "C:logo.png"', "in the same folder"),
        ('logo = "none.png"', "none.png"),
        ('font = "Comic"', "nothing called 'font'"),
        ("wording = 3", "a table"),
        ("[wording]\na = 3", "a text of one line"),
        ("accent", "TOML"),
    ],
)
def test_what_cant_be_used_is_refused_with_its_name(tmp_path, text, said):
    own(tmp_path, text)
    with pytest.raises(InputError) as refused:
        house(tmp_path)
    assert said in str(refused.value)


def test_headings_and_titles_are_worded_otherwise():
    sentence = Sentence("a/1", "To decide", "To decide")
    section = Section(
        "a",
        "Where",
        (
            Words((sentence,), heading="To decide"),
            Table("t", "Actions", (), ()),
        ),
    )
    document = Document("pag", "T", "", "OFFICIAL", (section,))
    wording = {"To decide": "For decision", "Actions": "Tasks", "Where": "Place"}
    (found,) = worded(document, wording).sections
    words, table = found.blocks
    assert (found.title, words.heading, table.title) == (
        "Place",
        "For decision",
        "Tasks",
    )
    assert words.sentences == (sentence,)
