from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from hotspot_app.beside import side_by_side
from hotspot_app.data.crime.chunks import Chunk, Vocabularies
from hotspot_app.data.tables.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("On or near High Street", "On or near High Street"),
        ("On  or near\tHigh Street ", "On or near High Street"),
        (" High Street", "High Street"),
        ("High\nStreet", "High Street"),
        ("High\u00a0Street", "High Street"),
        ("High\x1fStreet", "High Street"),
    ],
)
def test_white_space_is_one_space_whatever_stands_beside(given: str, meant: str):
    words = Vocabulary()
    assert words.numbers(["Low Road", given, "Low Road"]) == [0, 1, 0]
    assert words.words == ["Low Road", meant]
    assert words.number(meant) == 1


def test_blank_words_have_no_number_and_are_no_words() -> None:
    words = Vocabulary()
    assert words.numbers(["", " ", "A", "\t"]) == [-1, -1, 0, -1]
    assert words.numbers(["", "A"]) == [-1, 0]
    assert words.words == ["A"]


def test_words_that_differ_in_capitals_are_spelt_as_the_first() -> None:
    words = Vocabulary(folded=True)
    assert words.numbers(["Burglary", "BURGLARY", "burglary ", "Drugs"]) == [0, 0, 0, 1]
    assert words.words == ["Burglary", "Drugs"]


def test_codes_are_numbered_as_they_are_meant() -> None:
    area = Vocabularies().area
    assert (
        area.numbers(["E01017136", " e01017136", "'E01017136", "E01017136\n"])
        == [0] * 4
    )
    assert area.words == ["E01017136"]


def test_threads_share_words_and_every_word_has_one_number() -> None:
    words = Vocabulary()
    lists = [
        [f"{n} Road" for n in range(at, at + 3_000)] for at in range(0, 8_000, 500)
    ]
    found = side_by_side([partial(words.numbers, each) for each in lists])
    spelt = words.words
    assert len(spelt) == len(set(spelt))
    for each, numbers in zip(lists, found, strict=True):
        assert [spelt[number] for number in numbers] == each


def test_types_of_files_read_side_by_side_are_spelt_as_in_the_first_file() -> None:
    words = Vocabularies()
    first, second = words.of_one_file(), words.of_one_file()
    late = second.type.codes(pd.Series(["DRUGS", "Arson"], dtype="category"))
    early = first.type.codes(pd.Series(["Drugs"], dtype="category"))
    chunks = [
        Chunk({"type": codes}, np.zeros(len(codes), np.uint8), np.zeros(0, np.uint64))
        for codes in (early, late)
    ]
    words.take_in(first, chunks[:1])
    words.take_in(second, chunks[1:])
    assert words.type.words == ["Drugs", "Arson"]
    assert chunks[1].columns["type"].tolist() == [0, 1]
