"""Which types and flags are sensitive, however they are spelt."""

from __future__ import annotations

import pytest

from hotspot_app.brief.release.audience import Rules, is_sensitive, sensitive

SENSITIVE = [
    "Sexual offences",
    "Violence and sexual offences",
    "RAPE",
    "Other sexual offence",
    "Domestic abuse",
    "Violence - domestic",
    "Domestic-related assault",
    "Hate crime",
    "Racially aggravated assault",
    "Child cruelty",
    "Cruelty to children",
    "Modern slavery",
    "Human trafficking",
    "Indecent exposure",
    "Honour-based abuse",
    "Violence against women and girls",
]
PLAIN = [
    "Burglary",
    "Domestic burglary",
    "Burglary - domestic",
    "Burglary in a dwelling (domestic)",
    "Non-domestic burglary",
    "Violence, non-domestic",
    "Domestic noise",
    "Domestic waste",
    "Drug trafficking",
    "Grape theft",
    "Fairchild Road ASB",
    "Criminal damage and arson",
    "Essex Street robbery",
    "Whatever",
    "Violence without injury",
    "Anti-social behaviour",
]


@pytest.mark.parametrize("words", SENSITIVE)
def test_sensitive_types_are_known_by_their_words(words):
    assert is_sensitive(words)


@pytest.mark.parametrize("words", PLAIN)
def test_others_are_let_through(words):
    assert not is_sensitive(words)


def test_flags_are_looked_at_by_their_words():
    assert sensitive(["Burglary"], ["domestic", "knife", "vawg"]) == [
        "Domestic abuse",
        "Violence against women and girls",
    ]


def test_the_rules_say_their_numbers():
    said = Rules(small=9, possible=4, few=20, base=50).words()
    for number in ("1 to 9", "4 whole numbers", "20 incidents", "50 incidents"):
        assert number in said
