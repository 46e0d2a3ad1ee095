"""Anti-social behaviour is not crime, however it is spelt."""

from __future__ import annotations

import pytest

from hotspot_app.offences import is_asb, is_crime


@pytest.mark.parametrize(
    "kind",
    [
        "Anti-social behaviour",
        "Anti-Social Behaviour",
        "ANTI SOCIAL BEHAVIOUR",
        "Antisocial behaviour",
        "ASB",
        "ASB - Nuisance",
        "Personal ASB",
    ],
)
def test_every_spelling_is_anti_social_behaviour(kind: str) -> None:
    assert is_asb(kind)
    assert not is_crime(kind)


@pytest.mark.parametrize(
    "kind", ["Burglary", "Public order", "Vehicle crime", "Drugs", "Basbar Theft"]
)
def test_crimes_are_crimes(kind: str) -> None:
    assert is_crime(kind)
    assert not is_asb(kind)


@pytest.mark.parametrize("kind", ["Fly-tipping", "ambulance calls", "Housing repairs"])
def test_other_incidents_are_neither(kind: str) -> None:
    assert not is_crime(kind)
    assert not is_asb(kind)
