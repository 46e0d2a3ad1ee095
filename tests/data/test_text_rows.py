from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.layout import Block, Columns, Layout
from hotspot_app.data.text_rows import Text, parse

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
