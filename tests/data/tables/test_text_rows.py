from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.tables import text_rows
from hotspot_app.data.tables.blanks import emptied
from hotspot_app.data.tables.layout import Block, Columns, Layout
from hotspot_app.data.tables.text_rows import Text, parse
from hotspot_app.data.tables.vocabulary import Vocabulary

LAYOUT = Layout(("Crime ID", "Location", "Crime type"), 1, ",")
AT = {"id": 0, "place": 1, "type": 2}


def read(places: list[str], names: Vocabulary | None = None) -> Block:
    lines = [f'x{n},"{place}",Robbery\n' for n, place in enumerate(places)]
    text = Text("".join(lines).encode("utf-8"), 2, False, "file.csv")
    shared = {} if names is None else {"place": names}
    return parse(text, LAYOUT, Columns.of(AT, {"id": "key"}, shared))


def words(block: Block) -> list[str]:
    return block.frame["place"].astype(object).fillna("").tolist()


short = st.text(st.sampled_from("abé’ ,'-"), max_size=20)
long = st.sampled_from(["é" * 32, "a" * 63, "a" * 64, "a" * 65, "a" * 64 + "b"])


@given(st.lists(short | long, min_size=1, max_size=30))
def test_names_are_numbered_as_their_texts_are(places: list[str]):
    names, plain = Vocabulary(), read(places)
    assert words(plain) == places
    named = read(places, names)
    assert np.array_equal(named.lines, plain.lines)
    found = named.frame["place"]
    if found.dtype != "category":  # of more than 64 bytes
        once = Vocabulary()
        told = once.codes(emptied(plain.frame["place"]))
        assert [[*names.words, ""][n] for n in found] == [
            [*once.words, ""][n] for n in told
        ]


def test_each_name_has_one_number_in_all_files():
    names = Vocabulary()
    first = read(["B", "", "A", "B", "n/a"], names).frame["place"].tolist()
    assert first == [0, -1, 1, 0, -1]
    assert read(["C", "A  ", "A"], names).frame["place"].tolist() == [2, 1, 1]
    assert names.words == ["B", "A", "C"]


def test_names_that_share_64_bytes_stay_apart():
    places = ["a" * 64 + "b", "a" * 64 + "c"]
    assert words(read(places, Vocabulary())) == places


def test_names_of_unquoted_rows_are_numbered_as_those_of_quoted():
    block = b"x,On or near High Street,Robbery\n" * 3 + b"y,,Robbery\n"
    names = Vocabulary()
    columns = Columns.of(AT, {"id": "key"}, {"place": names})
    found = parse(Text(block, 2, False, "file.csv"), LAYOUT, columns)
    assert found.frame["place"].tolist() == [0, 0, 0, -1]
    assert read(["On or near High Street"], names).frame["place"].tolist() == [0]


def test_a_block_of_many_pieces_is_read_as_one(monkeypatch: pytest.MonkeyPatch):
    rows = [f"{n},{n / 8},{'kind' * (n % 7)}" for n in range(500)]
    whole = street("\n".join(rows) + "\n")
    monkeypatch.setattr(text_rows, "_PIECE", 100)
    pieces = street("\n".join(rows) + "\n")
    pd.testing.assert_frame_equal(pieces.frame, whole.frame)
    assert np.array_equal(pieces.lines, whole.lines)


def test_a_line_end_in_quotation_marks_is_no_end_of_a_piece(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(text_rows, "_PIECE", 20)
    block = street("a,1,x\n" * 20 + 'b,2,"two\nlines"\n' + "c,3,y\n" * 20)
    assert block.frame["type"].tolist() == ["x"] * 20 + ["two\nlines"] + ["y"] * 20


STREET = Layout(("Crime ID", "Longitude", "Crime type"), 1, ",")
STREET_AT = {"id": 0, "longitude": 1, "type": 2}
STREET_KINDS = {"id": "key", "longitude": "number"}


def street(lines: str) -> Block:
    text = Text(lines.encode("utf-8"), 2, False, "file.csv")
    return parse(text, STREET, Columns.of(STREET_AT, STREET_KINDS))


numbers = st.floats(-9, 61, allow_subnormal=False).map(lambda x: f"{x:.6f}")


@given(st.lists(st.tuples(short, numbers | st.just(""), short), min_size=1))
def test_quoting_one_field_changes_nothing(rows: list[tuple[str, str, str]]):
    rows = [(a.replace(",", ";"), x, b.replace(",", ";")) for a, x, b in rows]
    plain = street("".join(f"{a},{x},{b}\n" for a, x, b in rows))
    quoted = street("".join(f'"{a}","{x}","{b}"\n' for a, x, b in rows))
    assert np.array_equal(plain.lines, quoted.lines)
    assert plain.frame["id"].tolist() == quoted.frame["id"].tolist()
    assert np.array_equal(plain.frame["longitude"], quoted.frame["longitude"], True)
    both = (block.frame["type"].astype(object).fillna("") for block in (plain, quoted))
    assert next(both).tolist() == next(both).tolist() == [row[2] for row in rows]


def test_a_number_that_is_none_is_kept_as_text():
    block = street("a,-1.4,x\nb,west,y\nc,,z\n")
    known = block.frame["longitude"].astype(object).tolist()
    assert known[:2] == ["-1.4", "west"]
    assert math.isnan(known[2])


@pytest.mark.realdata
def test_real_rows_are_those_of_pandas(real: Path):
    file = min((real / "crime").glob("*-hampshire-street.csv"))
    header, rows = file.read_bytes().replace(b"\r\n", b"\n").split(b"\n", 1)
    names = tuple(header.decode("utf-8").split(","))
    at = {name: i for i, name in enumerate(names)}
    kinds = {"Crime ID": "key", "Longitude": "number", "Latitude": "number"}
    text = Text(rows, 2, False, file.name)
    block = parse(text, Layout(names, 1, ","), Columns.of(at, kinds))
    expected = pd.read_csv(file, dtype=dict.fromkeys(names, str), keep_default_na=False)
    assert block.lines.tolist() == list(range(2, len(expected) + 2))
    for name in names:
        if kinds.get(name) == "number":
            theirs = pd.to_numeric(expected[name]).to_numpy()
            assert np.array_equal(block.frame[name], theirs, equal_nan=True)
        elif name in kinds:
            ours = [key.decode("ascii") for key in block.frame[name]]
            assert ours == expected[name].tolist()
        else:
            ours = block.frame[name].astype(object).fillna("")
            assert ours.tolist() == expected[name].tolist()


FIGURES = ["0100", "100", "1.0", "1", "1e3", "True", "FALSE", "", "-0", "007"]


@pytest.mark.parametrize("kind", ["Robbery", '"Burglary, dwelling"'])
def test_figures_are_the_texts_they_are(kind: str):
    """Beats, sources and victims' numbers: "0100" isn't "100", and none is a number."""
    for texts in (
        FIGURES,
        ["10", "11"],
        ["1.5", "2"],
        ["True", "False"],
        ["", "", "7"],
    ):
        lines = "".join(f"x{n},{text},{kind}\n" for n, text in enumerate(texts))
        text = Text(lines.encode(), 2, False, "file.csv")
        block = parse(text, LAYOUT, Columns.of(AT, {"id": "key"}))
        assert words(block) == texts
        assert all(
            isinstance(each, str) for each in block.frame["place"].cat.categories
        )
