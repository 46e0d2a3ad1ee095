from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.tables.layout import Block, Columns, Layout
from hotspot_app.data.tables.text_rows import Text, parse

LAYOUT = Layout(("Crime ID", "Location", "Crime type"), 1, ",")
AT = {"id": 0, "place": 1, "type": 2}


def read(places: list[str], kinds: dict[str, str]) -> Block:
    lines = [f'x{n},"{place}",Robbery\n' for n, place in enumerate(places)]
    text = Text("".join(lines).encode("utf-8"), 2, False, "file.csv")
    return parse(text, LAYOUT, Columns.of(AT, kinds))


def words(block: Block) -> list[str]:
    return block.frame["place"].astype(object).fillna("").tolist()


short = st.text(st.sampled_from("abé’ ,'-"), max_size=20)
long = st.sampled_from(["é" * 32, "a" * 63, "a" * 64, "a" * 65, "a" * 64 + "b"])


@given(st.lists(short | long, min_size=1, max_size=30))
def test_names_are_read_as_any_text_is(places: list[str]):
    named = read(places, {"id": "key", "place": "name"})
    plain = read(places, {"id": "key"})
    assert words(named) == words(plain) == places
    assert named.frame["place"].isna().tolist() == [not place for place in places]
    assert np.array_equal(named.lines, plain.lines)


def test_each_name_is_one_category():
    block = read(["B", "", "A", "B", "A"], {"place": "name"})
    assert sorted(block.frame["place"].cat.categories) == ["A", "B"]
    assert block.frame["place"].cat.codes.tolist().count(-1) == 1


def test_names_that_share_64_bytes_stay_apart():
    places = ["a" * 64 + "b", "a" * 64 + "c"]
    assert words(read(places, {"place": "name"})) == places


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
