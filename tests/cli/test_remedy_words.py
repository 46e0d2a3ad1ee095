"""What would help, in options that there are."""

from __future__ import annotations

import re
from typing import Any

import pytest

from hotspot_app.cli.remedy_words import noted, refusal, way
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.remedies import (
    ChoosePeriod,
    ChooseSource,
    ChooseTypes,
    DropFlags,
    Give,
    GiveAs,
    NameColumns,
    Remedy,
    SetParameter,
)
from tests.ground.every_remedy import EVERY


@pytest.mark.parametrize("remedy", EVERY, ids=repr)
def test_every_remedy_names_options_that_run_has(remedy: Remedy, call: Any) -> None:
    named = set(re.findall(r"--[a-z-]+", way(remedy)))
    assert named
    known = set(re.findall(r"--[a-z-]+", call.plain("run", "--help").out))
    assert named <= known


@pytest.mark.parametrize(
    ("remedy", "said"),
    [
        (Give(("residents", "households")), "give --residents FILE or --households "),
        (Give(("lookup",), "Exact fit"), 'give "Exact fit" as --lookup FILE'),
        (GiveAs(("workday",)), "give it as --table workday=FILE"),
        (GiveAs(("counts",), "No"), 'give it as --counts FILE --column count="No"'),
        (
            NameColumns(("easting", "northing")),
            'name them by --column easting="NAME" --column northing="NAME"',
        ),
        (
            NameColumns(("type",), or_none=True),
            'name it by --column type="NAME", or --column type= if there is none',
        ),
        (ChoosePeriod(compared=True), "--compare-from and --compare-to"),
        (ChooseTypes(("ASB",)), 'ask for --types "ASB"'),
        (SetParameter("fdr", "Correction", "no"), "use --param fdr=no"),
    ],
)
def test_words(remedy: Remedy, said: str) -> None:
    assert said in way(remedy)


def test_remedies_follow_what_went_wrong_as_one_sentence() -> None:
    error = WordsError("ready counts have no flags", remedies=(DropFlags(),))
    assert refusal(error) == "ready counts have no flags. Ask without --flags."
    error = InputError(
        "no rate",
        where="june.csv",
        hint="None fits.",
        remedies=(Give(("residents",)), ChooseSource()),
    )
    assert refusal(error) == (
        "june.csv: no rate. None fits. Give --residents FILE, or choose one source by "
        "--source NAME."
    )
    assert refusal(WordsError("no rate")) == "no rate"
    assert noted(Note("Read.")) == "Read."
