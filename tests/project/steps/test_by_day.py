"""Questions about days rather than months."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hotspot_app.brief.page_words import facts
from hotspot_app.brief.results import summary
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.errors import WordsError
from hotspot_app.method import Days
from hotspot_app.project.answer.choices import choices
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.periods import named_comparison
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.ask.when import given
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import run
from hotspot_app.project.steps.stages import Stages

ASKED = Asked(method="rate_map", first="2025-01-20", last="2025-03-05")


@pytest.fixture
def dated(files: Files) -> Files:
    """Date the incidents of each square on one day after the other from 1 January."""
    rows = pd.read_csv(files.crime[0])
    day = np.arange(len(rows)) % 90
    rows["Date"] = (pd.Timestamp("2025-01-01") + pd.to_timedelta(day, "D")).strftime(
        "%d/%m/%Y 23:30"
    )
    rows.to_csv(files.crime[0], index=False)
    return files


def total(answer: Answer) -> int:
    return int(answer.outcome.values["count"].sum())


def counted(files: Files, first: str, last: str) -> int:
    """Count rows of the file by the day they state."""
    stated = pd.read_csv(files.crime[0])["Date"].str[:10]
    day = pd.to_datetime(stated, format="%d/%m/%Y")
    return int(day.between(first, last).sum())


def test_incidents_of_the_days_are_counted(dated: Files) -> None:
    found = run(dated, ASKED)
    assert total(found) == counted(dated, ASKED.first, ASKED.last)
    assert found.question.when == "20 January to 5 March 2025"
    assert found.question.per.endswith("over 45 days")
    rate = found.outcome.values["rate"]
    np.testing.assert_allclose(rate, found.outcome.values["count"])  # of 1,000 each
    assert "Rates per 1,000 residents (2021) over 45 days" in " ".join(facts(found))
    told = summary(found)["question"]
    assert (told["from"], told["to"]) == ("2025-01-20", "2025-03-05")


def test_days_that_make_up_months_are_months(dated: Files) -> None:
    days = run(dated, replace(ASKED, first="2025-02-01", last="2025-03-31"))
    months = run(dated, replace(ASKED, first="2025-02", last="2025-03"))
    assert days.question == months.question
    pd.testing.assert_frame_equal(days.outcome.values, months.outcome.values)


def test_days_are_compared_with_as_many_before_or_a_year_earlier(dated: Files) -> None:
    asked = replace(ASKED, first="2025-02-10", last="2025-03-05", against="before")
    found = run(dated, asked)
    assert str(found.question.comparison) == "17 January to 9 February 2025"
    assert found.comparison is not None
    assert found.comparison.days == found.comparison.days_before == 24
    before = counted(dated, "2025-01-17", "2025-02-09")
    assert found.comparison.total_before == before
    leap = given("2024-02-29", "2024-03-10")
    assert str(named_comparison("year", leap)) == "28 February to 10 March 2023"
    long = given("2024-01-15", "2025-02-14")
    assert str(named_comparison("year", long)) == "15 January 2022 to 14 February 2023"


def test_periods_of_days_may_not_overlap(dated: Files) -> None:
    with pytest.raises(WordsError, match="overlaps"):
        run(dated, replace(ASKED, compare_first="2025-01", compare_last="2025-01"))
    other = replace(ASKED, compare_first="2025-01-01", compare_last="2025-01-19")
    found = run(dated, other)
    assert found.comparison is not None
    assert found.comparison.total_before == counted(dated, "2025-01-01", "2025-01-19")
    assert any("45 days are held" in note.text for note in found.notes)


def test_days_of_a_month_that_no_file_holds_are_missing(dated: Files) -> None:
    rows = pd.read_csv(dated.crime[0])
    rows[~rows["Date"].str[3:5].eq("02")].to_csv(dated.crime[0], index=False)
    found = run(dated, ASKED)
    assert found.question.when == "20 January to 5 March 2025 (17 of 45 days)"
    told = [note.text for note in found.notes if note.caution]
    assert any("28 days of 45 are missing" in text for text in told)
    assert any("1 to 28 February" in t or "February 2025" in t for t in told)
    with pytest.raises(WordsError, match="no file holds a day of 3 to 9 February"):
        run(dated, replace(ASKED, first="2025-02-03", last="2025-02-09"))


def test_rows_with_only_a_month_count_where_all_of_it_is_asked_for(
    dated: Files,
) -> None:
    rows = pd.read_csv(dated.crime[0]).rename(columns={"Date": "Recorded Date"})
    month = rows["Recorded Date"].str[6:10] + "-" + rows["Recorded Date"].str[3:5]
    rows["Month"] = month
    rows.loc[rows.index % 2 == 0, "Recorded Date"] = ""
    rows.to_csv(dated.crime[0], index=False)
    found = run(dated, ASKED)
    day = pd.to_datetime(rows["Recorded Date"].str[:10], format="%d/%m/%Y")
    sure = day.between(ASKED.first, ASKED.last) | (day.isna() & month.eq("2025-02"))
    assert total(found) == int(sure.sum())
    left = int((day.isna() & month.isin(["2025-01", "2025-03"])).sum())
    told = [note.text for note in found.notes if note.caution]
    assert any(f"{left} incidents have a month that" in text for text in told)


def test_files_of_months_are_refused_with_what_to_do(dated: Files) -> None:
    rows = pd.read_csv(dated.crime[0])
    rows["Month"] = rows["Date"].str[6:10] + "-" + rows["Date"].str[3:5]
    rows.drop(columns="Date").to_csv(dated.crime[0], index=False)
    with pytest.raises(WordsError) as error:
        run(dated, ASKED)
    assert "not the day" in str(error.value)
    assert "Ask for whole months, such as 2025-01 to 2025-03" in str(error.value)
    ready = dated.areas.with_name("counts.csv")
    lines = [f"E01990000,Burglary,2025-0{n},3\n" for n in (1, 2, 3)]
    ready.write_text("area,type,month,count\n" + "".join(lines), encoding="utf-8")
    with pytest.raises(WordsError, match="ready counts are by month, not by day"):
        run(replace(dated, crime=(), counts=ready), ASKED)


def test_the_recorded_day_decides_as_it_does_for_months(tmp_path: Path) -> None:
    path = tmp_path / "police.csv"
    path.write_text(
        "Recorded Date,Committed From,Offence Type,Easting,Northing\n"
        "02/03/2025 09:15,27/02/2025 23:00,Burglary,441250,112250\n"
        "03/03/2025,,Burglary,441250,112250\n",
        encoding="utf-8",
    )
    found = read_incidents([path], extent=None).incidents
    assert found["day"].dt.strftime("%Y-%m-%d").tolist() == ["2025-03-02", "2025-03-03"]
    assert (found["day"].dt.to_period("M") == found["month"]).all()
    assert str(found["when"][0]) == "2025-02-27 23:00:00"


def test_days_are_offered_where_there_are_dates_and_remembered_apart(
    dated: Files,
) -> None:
    stages = Stages()
    found = stages.answer(dated, ASKED)
    assert isinstance(found.question.period, Days)
    assert choices(found.material, found.tally).by_day
    longer = stages.answer(dated, replace(ASKED, last="2025-03-06"))
    assert total(longer) > total(found)
    assert longer.tally is found.tally
