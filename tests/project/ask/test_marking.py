"""Which marking is lower, and what can be one."""

import pytest

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.marking import USUAL, is_lower, rank, settled


def test_the_usual_ones_rise():
    assert [rank(each) for each in USUAL] == sorted({rank(each) for each in USUAL})
    assert rank("Top secret") > rank("SECRET") > rank(USUAL[-1])


@pytest.mark.parametrize(
    ("marking", "before", "lower"),
    [
        ("OFFICIAL", "OFFICIAL-SENSITIVE", True),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", False),
        ("OFFICIAL - FOR PUBLIC RELEASE", "OFFICIAL", True),
        ("OFFICIAL", "OFFICIAL", False),
        ("Anything else", "OFFICIAL", True),
        ("OFFICIAL", "", False),
    ],
)
def test_lower_than_before(marking, before, lower):
    assert is_lower(marking, before) is lower


def test_it_is_printed_in_capitals_on_one_line():
    assert settled(" official -\n sensitive ") == "OFFICIAL - SENSITIVE"


@pytest.mark.parametrize("text", ["", "  ", "---", "x" * 81])
def test_what_cant_be_one(text):
    with pytest.raises(WordsError, match="a few words"):
        settled(text)
