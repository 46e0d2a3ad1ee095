"""Only incidents that carry the flags asked for are counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.project.answer.choices import choices
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.flags import flags_held, with_flags
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import run
from hotspot_app.project.steps.stages import Stages
from hotspot_app.project.steps.tally import tally
from hotspot_app.remedies import DropFlags, Give


@pytest.fixture
def flagged(files: Files) -> Files:
    """Flag one incident of each square as domestic, and of the last ten as alcohol."""
    rows = pd.read_csv(files.crime[0])
    square = np.repeat(np.arange(36), np.arange(1, 37))
    first = ~pd.Series(square).duplicated()
    rows["Domestic"] = np.where(first, "Y", "N")
    rows["Alcohol"] = np.where(first & (square >= 26), "Yes", "")
    rows.to_csv(files.crime[0], index=False)
    return files


def test_those_with_all_flags_are_counted(flagged: Files) -> None:
    material = read_material(flagged)
    every, one, both = (
        tally(material, flags=flags)
        for flags in ((), ("domestic",), ("domestic", "alcohol"))
    )
    assert every.cube.counts.sum() == 666
    assert one.cube.counts.sum(axis=(1, 2)).tolist() == [1] * 36
    assert both.cube.counts.sum(axis=(1, 2)).tolist() == [0] * 26 + [1] * 10
    assert both.recorded.counts.sum() == 666
    assert both.rows is not None
    assert len(both.rows.incidents) == 10
    assert any("10 of 666 incidents" in note.text for note in both.notes)
    assert every.reconciliation.total() == both.reconciliation.total()


def test_a_file_without_the_column_is_left_out_and_told(flagged: Files) -> None:
    other = flagged.crime[0].with_name("later-police.csv")
    rows = pd.read_csv(flagged.crime[0]).drop(columns=["Domestic", "Alcohol"])
    rows["Crime Number"] = "X" + rows["Crime Number"]
    rows.assign(Source="police").to_csv(other, index=False)
    first = pd.read_csv(flagged.crime[0]).assign(Source="police")
    first.to_csv(flagged.crime[0], index=False)
    found = tally(
        read_material(replace(flagged, crime=(*flagged.crime, other))),
        flags=("domestic",),
    )
    assert found.cube.counts.sum() == 36
    told = [note.text for note in found.notes if note.caution]
    assert any("666 incidents are left out" in text for text in told)


def test_areas_around_are_judged_by_all_incidents(
    flagged: Files, in_district: Files
) -> None:
    rows = pd.read_csv(flagged.crime[0])
    inner = (rows["Easting"] - 441_000) // 500 < 4
    rows["Domestic"] = np.where(inner, rows["Domestic"], "N")
    rows.to_csv(flagged.crime[0], index=False)
    found = tally(read_material(in_district), flags=("domestic",))
    assert len(found.level.areas) == 30


def test_a_flag_that_no_file_has_is_refused_with_those_there_are(
    flagged: Files,
) -> None:
    with pytest.raises(WordsError) as error:
        run(flagged, Asked(method="count_map", flags=("alcohl",)))
    assert "'alcohl'" in str(error.value)
    assert "Did you mean 'alcohol'? There is domestic and alcohol" in str(error.value)
    assert error.value.remedies == ()


def test_where_no_file_has_flags_they_are_to_be_left(files: Files) -> None:
    with pytest.raises(WordsError) as error:
        run(files, Asked(method="count_map", flags=("alcohol",)))
    assert error.value.remedies == (DropFlags(),)


def test_ready_counts_can_not_be_flagged(files: Files) -> None:
    path = files.areas.with_name("counts.csv")
    path.write_text("area,type,month,count\nE01990000,Burglary,2025-01,3\n", "utf-8")
    ready = replace(files, crime=(), counts=path)
    with pytest.raises(WordsError, match="ready counts don't say") as error:
        tally(read_material(ready), flags=("domestic",))
    assert error.value.remedies == (Give(("crime",)), DropFlags())


def test_files_offer_their_flags(flagged: Files, files: Files) -> None:
    material = read_material(flagged)
    assert choices(material, tally(material)).flags == ("domestic", "alcohol")


def test_a_source_with_a_comma_in_its_name_has_its_flags(flagged: Files) -> None:
    rows = pd.read_csv(flagged.crime[0]).assign(Source="Devon, Cornwall")
    rows.to_csv(flagged.crime[0], index=False)
    reading = read_material(flagged).reading
    assert reading is not None
    assert flags_held(reading, {"Devon, Cornwall"}) == ("domestic", "alcohol")
    assert flags_held(reading, {"Devon"}) == ()


def test_a_type_that_begins_with_all_stays_whole(flagged: Files) -> None:
    rows = pd.read_csv(flagged.crime[0])
    rows.loc[::2, "Offence Type"] = "All other theft"
    rows.to_csv(flagged.crime[0], index=False)
    asked = Asked(method="count_map", types=("All other theft",), flags=("domestic",))
    subject = run(flagged, asked).question.subject
    assert subject == "domestic-flagged all other theft"


def test_the_question_says_what_is_flagged(flagged: Files) -> None:
    found = run(flagged, Asked(method="count_map", flags=("domestic",)))
    assert found.question.subject == "all domestic-flagged crime"
    assert found.explanation.headline.startswith("All domestic-flagged crime")
    assert with_flags("burglary", ("domestic", "nte")) == (
        "domestic- and night-time-economy-flagged burglary"
    )


def test_stages_tell_flags_apart(flagged: Files) -> None:
    stages = Stages()
    asked = Asked(method="count_map")
    every = stages.answer(flagged, asked)
    some = stages.answer(flagged, replace(asked, flags=("domestic",)))
    again = stages.answer(flagged, asked)
    assert some.outcome.values["count"].sum() == 36
    assert again is every
