from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.tables.fields import PAD, Fields, category_of, keys_of

letters = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters='"'
)
texts = st.text(letters, max_size=40) | st.sampled_from(
    ["a" * 7, "a" * 8, "é" * 32, "a" * 64 + "b", "a" * 64 + "c", "x" * PAD]
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    fields = draw(st.integers(2, 5))
    row = st.lists(texts, min_size=fields, max_size=fields)
    return draw(st.lists(row, min_size=1, max_size=30))


def written(table: list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n", quoting=quoting).writerows(table)
    return stream.getvalue().encode("utf-8")


def unquoted(table: list[list[str]]) -> list[list[str]]:
    return [[text.replace(",", ";") for text in row] for row in table]


def read(fields: Fields, column: int) -> list[str]:
    words = fields.whole(column)
    assert words is not None
    category = category_of(words)
    assert category is not None
    return [text if isinstance(text, str) else "" for text in category.tolist()]


@given(tables())
def test_fields_are_those_of_the_csv_module(table: list[list[str]]):
    table = unquoted(table)
    fields = Fields.of(written(table), ",", len(table[0]))
    assert fields is not None
    for column in range(len(table[0])):
        assert read(fields, column) == [row[column] for row in table]
        keys = [row[column].encode("utf-8")[:64] for row in table]
        assert keys_of(fields.words(column, 64)).tolist() == keys


@given(tables())
def test_a_few_quoted_fields_are_read_too(table: list[list[str]]):
    many = [["a", "b", *["c"] * (len(table[0]) - 2)]] * 20 * len(table)
    fields = Fields.of(written(table + many), ",", len(table[0]))
    assert fields is not None
    for column in range(len(table[0])):
        assert read(fields, column) == [row[column] for row in table + many]


PLAIN = b"a,b\n" * 100


@pytest.mark.parametrize(
    "line",
    [
        *(b'"a""b",c\n', b'a"b"c,d\n', b'"a\nb",c\n', b'"a"b,c\n', b'"a,b\n'),
        *(b'a,"b" \n', b"a\n", b"a,b,c\n", b"\n", b"a,b\n\n", b"a,b,c\nd\n"),
    ],
)
def test_what_is_not_plain_is_left_to_others(line: bytes):
    assert Fields.of(PLAIN + line + PLAIN, ",", 2) is None


def test_many_quoted_fields_are_left_to_others():
    assert Fields.of(b'"a","b"\n' * 100, ",", 2) is None


def test_nothing_and_an_unended_line_are_left_to_others():
    assert Fields.of(b"", ",", 2) is None
    assert Fields.of(b"a,b\nc,d", ",", 2) is None


def test_empty_quotes_are_missing():
    fields = Fields.of(PLAIN + b'"",x\n', ",", 2)
    assert fields is not None
    assert read(fields, 0) == ["a"] * 100 + [""]


def test_longer_texts_are_left_to_others():
    fields = Fields.of(b"a," + b"x" * (PAD + 1) + b"\n", ",", 2)
    assert fields is not None
    assert fields.whole(1) is None


def test_each_text_is_one_category():
    fields = Fields.of(b"b,1\n,1\na,1\nb,1\n", ",", 2)
    assert fields is not None
    words = fields.whole(0)
    assert words is not None
    category = category_of(words)
    assert category is not None
    assert category.categories.tolist() == ["b", "a"]
    assert category.codes.tolist() == [0, -1, 1, 0]


def test_parts_of_a_long_block_join():
    rows = 200_000
    block = b"".join(b"%d,x\n" % n for n in range(rows))
    fields = Fields.of(block, ",", 2)
    assert fields is not None
    assert np.array_equal(
        keys_of(fields.words(0, 64)).astype(np.int64), np.arange(rows)
    )
