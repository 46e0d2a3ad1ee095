"""What would help, as values, and as another process tells them."""

from __future__ import annotations

from typing import get_args

import pytest

from hotspot_app.data.apart.wire import Message, Writer
from hotspot_app.errors import InputError
from hotspot_app.remedies import FilesRemedy, NameCodes, NameColumns, Remedy, made
from tests.ground.every_remedy import EVERY

OF_FILES = [each for each in EVERY if isinstance(each, FilesRemedy)]


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(each) for each in EVERY} == set(get_args(Remedy))


@pytest.mark.parametrize("remedy", OF_FILES, ids=repr)
def test_remedies_on_files_come_back_from_the_reader_as_they_were(
    remedy: FilesRemedy,
) -> None:
    _, line, *blocks = map(bytes, Writer().message(remedy))
    message = Message(line)
    message.take(blocks)
    assert made(type(remedy).__name__, message.value()) == remedy


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("InputError", {}),
        ("ChooseSource", {}),
        ("NameCodes", {"more": 1}),
        ("NameColumns", {"columns": ("type",)}),
        ("NameColumns", {"columns": "type", "or_none": True}),
        ("NameColumns", {"columns": ("type", 1), "or_none": True}),
        ("NameColumns", {"columns": ("type",), "or_none": "yes"}),
        ("Give", {"kinds": ("residents", "secrets"), "title": ""}),
        ("Give", {"kinds": (("residents",),), "title": ""}),
    ],
)
def test_what_no_reader_of_ours_says_is_no_remedy(
    name: str, parts: dict[str, object]
) -> None:
    assert made(name, parts) is None


def test_an_error_holds_its_remedies_beside_its_words() -> None:
    both = (NameColumns(("type",)), NameCodes())
    error = InputError("no type", where="june.csv", hint="One is needed", remedies=both)
    assert error.remedies == both
    assert str(error) == "june.csv: no type. One is needed"
    assert InputError("no type").remedies == ()
