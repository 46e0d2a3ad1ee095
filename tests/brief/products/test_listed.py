"""What a product contains is a list that a partnership may change, or spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotspot_app.brief.products.listed import PRODUCTS, product
from hotspot_app.brief.products.parts import PARTS
from hotspot_app.errors import InputError, WordsError
from hotspot_app.methods import all_methods

METHODS = [each.id for each in all_methods()]


@pytest.mark.parametrize("name", PRODUCTS)
def test_lists_that_come_with_the_app_can_be_read(name):
    found = product(name, PARTS.keys(), METHODS)
    assert found.id == name
    assert found.title
    assert found.sections


def test_the_brief_and_the_assessment_have_a_place_for_every_other_method():
    for name in ("pag", "assessment"):
        found = product(name, PARTS.keys(), METHODS)
        assert any(each.others or "others" in each.parts for each in found.sections)


def test_the_partnerships_own_list_comes_first(tmp_path):
    own(tmp_path, 'title = "Ours"\n[[section]]\nid = "a"\ntitle = "A"\nparts = ["map"]')
    found = product("pag", PARTS.keys(), METHODS, beside=tmp_path)
    assert (found.title, found.shape) == ("Ours", "report")
    assert [each.parts for each in found.sections] == [("map",)]
    assert product("tasking", PARTS.keys(), METHODS, beside=tmp_path).id == "tasking"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "can't be understood as TOML"),
        ('title = "A"', "1 to 200 sections"),
        ("section = 3", "1 to 200 sections"),
        ('[[section]]\nid = "a"\nparts = ["map"]', "no title"),
        ('title = "A"\nsection = [3]', "section 1 isn't a section"),
        ('title = "A"\n[[section]]\nid = "a"', "neither parts nor a method"),
        ('title = "A"\n[[section]]\nid = "A b"\nparts = ["map"]', "'A b'"),
        ('title = "A"\n[[section]]\nid = "a"\nparts = ["mop"]', "no part 'mop'"),
        ('title = "A"\n[[section]]\nid = "a"\nparts = "map"', "a list of texts"),
        ('title = "A"\npages = "six"\n[[section]]\nothers = true', "a whole number"),
        ('title = "A"\n[[section]]\nmethod = "magic"', "no method 'magic'"),
        ('title = "A"\n[[section]]\nothers = "yes"', "true or false"),
        ('title = "A"\n[[section]]\nid = "a"\nwhat = 1\nparts = ["map"]', "'what'"),
        ('title = 3\n[[section]]\nid = "a"\nparts = ["map"]', "a text of one line"),
        ('title = "A"\nshape = "round"\n[[section]]\nothers = true', "'round'"),
        (
            'title = "A"\n' + '[[section]]\nid = "a"\nparts = ["map"]\n' * 2,
            "two sections have the id 'a'",
        ),
        ("a = " + "[" * 5_000, "TOML"),
        ("#" * 200_000, "over 100 kB"),
    ],
)
def test_a_list_that_cant_be_used_is_refused_with_its_name(tmp_path, text, said):
    own(tmp_path, text)
    with pytest.raises(InputError) as refused:
        product("pag", PARTS.keys(), METHODS, beside=tmp_path)
    assert refused.value.where == "pag.toml"
    assert said in refused.value.what
    assert refused.value.hint


def test_there_are_no_other_products():
    with pytest.raises(WordsError, match="no product 'poster'"):
        product("poster", PARTS.keys(), METHODS)


def own(folder: Path, text: str) -> None:
    """Put a list of a partnership's own beside a project in `folder`."""
    (folder / "brief").mkdir()
    (folder / "brief" / "pag.toml").write_text(text, encoding="utf-8")
