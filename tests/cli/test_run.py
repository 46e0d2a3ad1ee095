"""`run`: from files and a question to a folder that can be checked."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from hotspot_app.brief.results import FIRST
from hotspot_app.methods import all_methods
from tests.house import no_sockets

METHODS = {
    "count_map": [],
    "rate_map": ["rate_smoothed"],
    "local_moran": ["value", "lag"],
    "gi_star": ["band"],
    "global_moran": [],
    "deprivation_gradient": ["group"],
}


def months(first: str, last: str) -> dict[str, str]:
    return {"from": first, "to": last}


# --- what is written ----------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_each_method_writes_table_map_numbers_and_notes(
    full: Any, town: Any, method: str
) -> None:
    done = full(method=method, wards=town.wards, deprivation=town.deprivation)
    assert done.code == 0
    pages = {"map.png", "map.svg", "map.pdf"}
    assert set(done.files) >= {"values.csv", "summary.json", "notes.txt", *pages}
    assert done.files["map.png"].startswith(b"\x89PNG")
    assert done.files["map.pdf"].startswith(b"%PDF")
    assert b"<svg" in done.files["map.svg"][:2000]
    columns = list(done.values.reset_index().columns)
    shared = [name for name in columns if name in FIRST]
    assert columns[: len(shared)] == [name for name in FIRST if name in shared]
    assert set(shared) >= {"code", "name", "count", "denominator", "rate"}
    assert set(METHODS[method]) <= set(columns)
    assert tuple(done.values.index) == town.codes
    assert done.values["count"].sum() == (
        town.rows["Offence Type"].ne("Anti-social behaviour").sum()
    )


@pytest.mark.parametrize("method", ["local_moran", "gi_star"])
def test_local_tests_give_every_column_in_the_agreed_order(
    call: Any, method: str
) -> None:
    done = call(method=method, param="permutations=999")
    header = done.files["values.csv"].split(b"\n")[0].decode("utf-8-sig").split(",")
    assert tuple(header[: len(FIRST)]) == FIRST
    assert (
        done.values["confidence"]
        .isin(["clear", "likely", "could be chance", "not different", "too few to say"])
        .all()
    )


def test_counts_and_rates_are_those_of_the_rows(call: Any, town: Any) -> None:
    values = call(types="Burglary").values
    burgled = town.rows[town.rows["Offence Type"].eq("Burglary")]
    counted = burgled.groupby("code").size().reindex(town.codes, fill_value=0)
    people = pd.read_csv(town.residents).set_index("LSOA21CD")["residents_2021"]
    np.testing.assert_array_equal(values["count"], counted)
    np.testing.assert_allclose(values["rate"], 1000 * counted / people, rtol=1e-15)


def test_numbers_are_written_in_full(call: Any) -> None:
    """Reading a number and writing it again gives the same text."""
    done = call()
    text = pd.read_csv(io.BytesIO(done.files["values.csv"]), dtype=str)
    rates = text["rate_upper"].dropna()
    assert [repr(float(rate)) for rate in rates] == list(rates)
    assert max(map(len, rates)) > 14


def test_lines_end_the_same_everywhere_and_excel_knows_the_letters(call: Any) -> None:
    written = call().files["values.csv"]
    assert written.startswith(b"\xef\xbb\xbfcode,")
    assert b"\r" not in written
    assert written.endswith(b"\n")


def test_same_files_and_seed_give_the_same_bytes(call: Any, tmp_path: Path) -> None:
    words = {"method": "local_moran", "param": "permutations=9999"}
    first = call(**words, out=tmp_path / "a")
    again = call(**words, out=tmp_path / "b")
    other = call(**words, seed=5)
    assert first.files["values.csv"] == again.files["values.csv"]
    assert first.files["values.csv"] != other.files["values.csv"]
    assert first.values["p"].ne(other.values["p"]).any()
    # five standard errors of a p of a half from 9,999 draws
    np.testing.assert_allclose(first.values["p"], other.values["p"], atol=0.05)
    np.testing.assert_array_equal(first.values["statistic"], other.values["statistic"])


def test_the_order_of_rows_changes_nothing(
    call: Any, town: Any, tmp_path: Path
) -> None:
    shuffled = town.rows.drop(columns="code").sample(frac=1, random_state=3)
    (tmp_path / "in").mkdir()
    shuffled.to_csv(tmp_path / "in" / "police.csv", index=False)
    words = {"method": "gi_star", "param": "permutations=9999"}
    first = call(**words)
    other = call(**words, crime=tmp_path / "in" / "police.csv")
    assert first.values["p"].notna().all()
    assert first.files["values.csv"] == other.files["values.csv"]


def test_the_summary_names_every_file_by_its_bytes(
    call: Any, town: Any, tmp_path: Path
) -> None:
    done = call(
        method="local_moran",
        param="permutations=999",
        wards=town.wards,
        households=town.households,
        deprivation=town.deprivation,
        lookup=town.lookup,
        table=f"bridges={town.bridges}",
    )
    paths = [
        town.areas, town.wards, *town.crime("police.csv"), town.residents,
        town.households, town.deprivation, town.lookup, town.bridges,
    ]  # fmt: skip
    said = {each["name"]: each["sha256"] for each in done.summary["sources"]}
    assert said == {
        Path(path).name: hashlib.sha256(Path(path).read_bytes()).hexdigest()
        for path in paths
    }
    assert str(town.folder).encode() not in done.files["summary.json"]


def test_the_summary_tells_how_to_repeat_it(call: Any) -> None:
    done = call(method="local_moran", param="permutations=999", seed=11)
    summary = done.summary
    assert summary["method"] == "local_moran"
    assert summary["seed"] == 11
    assert summary["params"]["permutations"] == 999
    assert summary["params"]["neighbours"] == "queen"
    assert {"python", "numpy", "esda", "hotspot_app"} <= set(summary["versions"])
    assert summary["summary"]["areas"] == 64
    assert summary["question"]["from"] == "2025-01"


def test_the_summary_holds_the_tables(call: Any, town: Any) -> None:
    done = call(method="deprivation_gradient", deprivation=town.deprivation)
    (rows, *_) = done.summary["tables"].values()
    assert rows
    assert sum(row["count"] for row in rows) == done.values["count"].sum()


def test_the_account_of_rows_closes_by_file(
    call: Any, town: Any, tmp_path: Path
) -> None:
    rows = town.rows.drop(columns="code").head(200).astype(object)
    rows.loc[0, ["Easting", "Northing"]] = [0, 0]
    rows.loc[1, "Easting"] = ""
    rows.loc[2, "Date"] = "yesterday"
    rows.loc[3, ["Easting", "Northing"]] = [452_000, 119_000]
    rows.loc[4] = rows.loc[5]
    rows.loc[6, "Offence Type"] = ""
    (tmp_path / "in").mkdir()
    rows.to_csv(tmp_path / "in" / "dirty.csv", index=False)
    more = town.crime("housing.csv")
    done = call(crime=[tmp_path / "in" / "dirty.csv", *more])
    account = done.summary["reconciliation"]
    files = account.pop("files")
    assert account == {
        "read": 500, "mapped": 494, "duplicate": 1, "unreadable_date": 1,
        "no_type": 1, "no_coordinates": 1, "zero_coordinates": 1, "outside_areas": 1,
    }  # fmt: skip
    assert set(files) == {"dirty.csv", "housing.csv"}
    for told in (account, *files.values()):
        assert told["read"] == sum(told.values()) - told["read"]


def test_the_account_doesnt_depend_on_the_question(call: Any) -> None:
    everything = call().summary["reconciliation"]
    part = call(types="Robbery", **months("2025-02", "2025-02")).summary
    assert part["reconciliation"] == everything


def test_notes_say_border_rule_and_which_p(call: Any) -> None:
    notes = call(method="local_moran", param="permutations=9999", seed=4).notes
    assert "in the area whose code comes first" in notes
    assert "p two-sided from 9,999 conditional permutations, seed 4" in notes
    assert "Benjamini-Hochberg" in notes
    assert "share a border or a corner" in notes
    assert "No period was asked for" in notes
    assert "anti-social behaviour, which is not crime" in notes


def test_an_analytic_p_is_said_to_be_one(call: Any) -> None:
    notes = call(method="gi_star", param="inference=analytic").notes
    assert "p two-sided from the normal distribution" in notes


def test_text_a_spreadsheet_would_run_is_made_safe(
    call: Any, town: Any, tmp_path: Path
) -> None:
    rows = town.rows.drop(columns="code")
    evil = ["+1+cmd() Road", "+2+3 Road"]  # others that begin so are no streets
    rows["Street"] = [evil[i % 2] for i in range(len(rows))]
    rows.to_csv(tmp_path / "evil.csv", index=False)
    done = call(crime=tmp_path / "evil.csv")
    assert done.values["place"].str.startswith(tuple(f"'{t}" for t in evil)).all()
    assert not re.search(rb"(^|,)[=+@]", done.files["values.csv"], re.MULTILINE)


@pytest.mark.slow
def test_nothing_of_an_earlier_answer_stays(full: Any, tmp_path: Path) -> None:
    older = full()
    (full.folder / "minutes.docx").write_bytes(b"mine")
    fresh = full(method="global_moran", out=tmp_path / "fresh")
    assert set(older.files) - set(fresh.files)
    done = full(method="global_moran")
    assert done.code == 0
    assert done.files == {**fresh.files, "minutes.docx": b"mine"}


@pytest.mark.parametrize(("more", "said"), [(1, "1 other was"), (2, "2 others were")])
def test_columns_that_arent_used_are_counted(
    call: Any, town: Any, tmp_path: Path, more: int, said: str
) -> None:
    rows = town.rows.drop(columns="code")
    rows = rows.assign(**{f"Remark {number}": "" for number in range(more)})
    rows.to_csv(tmp_path / "police.csv", index=False)
    assert f"; {said} not read in." in call(crime=tmp_path / "police.csv").notes


@pytest.mark.slow
def test_the_demo_answers_every_method_on_the_practice_town(tmp_path: Path) -> None:
    town = tmp_path / "town"
    done = as_process("demo", "--out", str(town), home=tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    named = {method.id for method in all_methods()}
    assert {folder.name for folder in town.iterdir()} == named | {"briefs"}
    for name in named:
        for file in ("summary.json", "notes.txt"):
            assert (town / name / file).is_file()
        assert str(town / name) in done.stdout
    briefs = [path.suffix for path in (town / "briefs").iterdir()]
    assert sorted(briefs) == [".pdf", ".pdf", ".pptx", ".pptx", ".xlsx", ".xlsx"]
    assert done.stdout.rstrip().endswith("The town is invented.")


def as_process(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line, killed if it asks for a socket where that is possible."""
    command = [sys.executable, "-W", "error", "-m", "hotspot_app", *words]
    return subprocess.run(
        [*no_sockets.words_if_possible(), *command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(home), "MPLBACKEND": "agg"},
        cwd=Path(__file__).parents[2],
    )


def test_the_finding_is_printed_with_where_it_is(call: Any) -> None:
    done = call()
    assert done.out.startswith("All crime: ")
    assert str(done.folder / "notes.txt") in done.out


# --- the question -------------------------------------------------------------


def test_police_uk_files_and_extracts_are_both_read(call: Any, town: Any) -> None:
    extract = call()
    folder = [str(path) for path in (town.folder / "crime").glob("2025-*-street.csv")]
    street = call(crime=folder)
    assert len(folder) == 3
    np.testing.assert_array_equal(extract.values["count"], street.values["count"])
    assert "snapped" in street.notes
    assert "snapped" not in extract.notes


def test_types_are_chosen_whatever_their_case(call: Any) -> None:
    done = call(types="burglary, ROBBERY")
    assert done.summary["question"]["types"] == ["Burglary", "Robbery"]


def test_flags_and_days_narrow_what_is_counted(
    call: Any, town: Any, tmp_path: Path
) -> None:
    rows = town.rows.drop(columns="code")
    rows["Domestic"] = np.where(rows.index % 3 == 0, "Yes", "No")
    rows.to_csv(tmp_path / "police.csv", index=False)
    crime = ~rows["Offence Type"].eq("Anti-social behaviour")
    flagged = crime & rows["Domestic"].eq("Yes")
    done = call("--flags", " Domestic ", crime=tmp_path / "police.csv")
    assert done.summary["question"]["flags"] == ["domestic"]
    assert done.values["count"].sum() == flagged.sum()
    day = pd.to_datetime(rows["Date"])
    first, last = day.min() + pd.Timedelta("1D"), day.max() - pd.Timedelta("1D")
    days = {"from": f"{first:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}"}
    some = call("--flags", "domestic", crime=tmp_path / "police.csv", **days)
    assert some.values["count"].sum() == (flagged & day.between(first, last)).sum()
    assert some.summary["question"]["from"] == days["from"]


@pytest.mark.parametrize(
    ("words", "types"),
    [
        (["Robbery,Vehicle crime"], ["Robbery", "Vehicle crime"]),
        (["Robbery", "vehicle crime"], ["Robbery", "Vehicle crime"]),
        (['"burglary, dwelling"'], ["Burglary, dwelling"]),
        (['"Burglary, dwelling", Robbery'], ["Burglary, dwelling", "Robbery"]),
        (['Robbery, "Burglary, dwelling"'], ["Robbery", "Burglary, dwelling"]),
        (["Robbery", '"Burglary, dwelling",'], ["Robbery", "Burglary, dwelling"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_types_may_hold_commas_and_be_given_more_than_once(
    call: Any, town: Any, tmp_path: Path, words: list[str], types: list[str]
) -> None:
    rows = town.rows.drop(columns="code")
    rows["Offence Type"] = rows["Offence Type"].replace(
        "Burglary", "Burglary, dwelling"
    )
    rows.to_csv(tmp_path / "police.csv", index=False)
    given = [word for text in words for word in ("--types", text)]
    done = call(*given, crime=tmp_path / "police.csv")
    assert done.code == 0
    assert sorted(done.summary["question"]["types"]) == sorted(types)
    assert done.values["count"].sum() == rows["Offence Type"].isin(types).sum()


def test_anti_social_behaviour_alone_is_counted_apart(call: Any, town: Any) -> None:
    done = call(types="anti-social behaviour")
    asb = town.rows["Offence Type"].eq("Anti-social behaviour").sum()
    assert done.values["count"].sum() == asb


def test_a_period_is_cut_out(call: Any, town: Any) -> None:
    done = call(**months("2025-02", "2025-03"))
    inside = town.rows["Date"].ge("2025-02")
    crime = town.rows["Offence Type"].ne("Anti-social behaviour")
    assert done.values["count"].sum() == (inside & crime).sum()
    assert done.summary["question"]["to"] == "2025-03"


def test_months_without_a_file_are_told(call: Any) -> None:
    done = call(**months("2024-11", "2025-02"))
    assert done.summary["question"]["months_missing"] == ["2024-11", "2024-12"]
    assert "2 months of 4 are missing and not counted as zero" in done.notes


def test_a_comparison_period_changes_no_count(call: Any) -> None:
    plain = call(**months("2025-03", "2025-03"))
    compared = call(
        **months("2025-03", "2025-03"), compare_from="2025-01", compare_to="2025-02"
    )
    assert compared.code == 0
    pd.testing.assert_series_equal(plain.values["count"], compared.values["count"])


def test_one_source_is_taken_and_the_other_told(call: Any, town: Any) -> None:
    done = call(crime=town.crime("police.csv", "housing.csv"))
    assert done.summary["question"]["sources"] == ["police"]
    assert "Also read, and not added: housing (300)" in done.notes


def test_a_source_can_be_chosen(call: Any, town: Any) -> None:
    crime = town.crime("police.csv", "housing.csv")
    done = call("--source", "Housing", crime=crime)
    assert done.values["count"].sum() == 300
    assert done.summary["question"]["sources"] == ["housing"]


def test_sources_are_added_only_when_asked_with_a_caution(call: Any, town: Any) -> None:
    crime = town.crime("police.csv", "housing.csv")
    done = call("--source", "police", "--source", "housing", crime=crime)
    crimes = town.rows["Offence Type"].ne("Anti-social behaviour").sum()
    assert done.values["count"].sum() == crimes + 300
    assert "an incident that both recorded counts twice" in done.notes


def test_a_source_chosen_renames_no_other(call: Any, town: Any) -> None:
    """An extract that doesn't say who made it isn't added to the one chosen."""
    street = [str(path) for path in (town.folder / "crime").glob("2025-*-street.csv")]
    done = call(
        crime=[*street, *town.crime("housing.csv")], source="Testshire Constabulary"
    )
    crime = town.rows["Offence Type"].ne("Anti-social behaviour").sum()
    assert done.values["count"].sum() == crime
    assert done.summary["question"]["sources"] == ["Testshire Constabulary"]


def test_a_source_that_no_file_has_is_refused(call: Any, town: Any) -> None:
    street = [str(path) for path in (town.folder / "crime").glob("2025-*-street.csv")]
    done = call(crime=street, source="Housing")
    assert done.code == 2
    assert "There is Testshire Constabulary" in done.err


def test_part_of_a_source_s_name_joins_no_extracts(call: Any, town: Any) -> None:
    done = call(crime=town.crime("police.csv", "housing.csv"), source="house")
    assert done.code == 2
    assert "There is police and housing" in done.err


def test_columns_that_arent_recognised_can_be_named(
    call: Any, town: Any, tmp_path: Path
) -> None:
    names = {"Offence Type": "Our kind", "Easting": "Across", "Northing": "Up"}
    town.rows.rename(columns=names).to_csv(tmp_path / "own.csv", index=False)
    done = call(crime=tmp_path / "own.csv")
    assert done.code == 3
    assert '--column easting="NAME"' in done.err
    words = ["--column", "easting=across", "--column", "northing=Up"]
    words += ["--column", "type=Our kind"]
    done = call(*words, crime=tmp_path / "own.csv")
    np.testing.assert_array_equal(done.values["count"], call().values["count"])
    told = call.plain("inspect", "--json", str(tmp_path / "own.csv"), *words)
    assert '"type": "Our kind"' in told.out


def test_a_column_can_be_left_out(call: Any) -> None:
    done = call("--column", "type=")
    assert done.summary["question"]["types"] == ["police"]
    assert "no column says what kind of incident" in done.notes


def test_source_names_an_extract_that_doesnt_say(call: Any) -> None:
    done = call(source="Testshire Police")
    assert done.summary["question"]["sources"] == ["Testshire Police"]


def test_wards_are_counted_by_point_and_residents_shared(call: Any, town: Any) -> None:
    done = call(level="ward", wards=town.wards)
    people = pd.read_csv(town.residents)["residents_2021"]
    assert list(done.values["name"]) == [
        "Northgate", "Southgate", "Eastgate", "Westgate",
    ]  # fmt: skip
    assert done.values["denominator"].sum() == pytest.approx(people.sum())
    best = call(level="ward", wards=town.wards, ward_residents="best-fit")
    np.testing.assert_allclose(best.values["denominator"], done.values["denominator"])
    assert "by best fit" in best.notes


def test_at_ward_level_local_tests_say_why_they_cant(call: Any, town: Any) -> None:
    done = call(level="ward", wards=town.wards, method="local_moran")
    assert "local tests can't speak" in done.notes
    assert done.values["class"].eq("too few to say").all()
    assert done.values["p"].isna().all()


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ({"households": "households", "per": "households"}, 0.5),
        ({"table": "workday", "per": "workday"}, 3.0),
    ],
)
def test_the_denominator_can_be_chosen(
    call: Any, town: Any, words: dict[str, str], times: float
) -> None:
    named = {
        name: f"workday={town.workday}" if name == "table" else word
        for name, word in words.items()
    }
    if "households" in named:
        named["households"] = town.households
    done = call(**named)
    people = pd.read_csv(town.residents)["residents_2021"]
    wanted = people // 2 if times < 1 else people * times
    np.testing.assert_array_equal(done.values["denominator"], wanted)


def test_without_a_denominator_counts_are_compared(call: Any) -> None:
    done = call(residents=None, method="count_map")
    assert done.summary["question"]["measure"] == "count"
    assert "areas with more people or visitors have more incidents" in done.notes


@pytest.mark.parametrize("measure", ["count", "rate", "eb"])
def test_the_measure_decides_what_is_tested(call: Any, measure: str) -> None:
    done = call(method="local_moran", measure=measure, param="permutations=999")
    value = done.values["value"]
    if measure != "eb":
        np.testing.assert_array_equal(value, done.values[measure])
    else:
        assert abs(value.mean()) < 1
    assert done.summary["question"]["measure"] == measure


def test_a_bridge_joins_what_doesnt_touch(call: Any, town: Any) -> None:
    done = call(
        method="local_moran",
        param="permutations=999",
        table=f"bridges={town.bridges}",
    )
    assert "Joined by hand: Testham 000A and Testham 063A" in done.notes


def test_residents_of_older_areas_are_carried_over(call: Any, town: Any) -> None:
    plain = call()
    carried = call(residents=town.residents_of_2011, lookup=town.lookup)
    np.testing.assert_array_equal(
        plain.values["denominator"], carried.values["denominator"]
    )
    assert "lookup.csv: 64 pairs" in carried.notes


def test_rows_with_only_a_postcode_are_placed_by_code_point(
    call: Any, town: Any, tmp_path: Path
) -> None:
    centre = pd.DataFrame(
        {
            "Postcode": [f"ZZ{i // 10} {i % 10}AA" for i in range(64)],
            "Positional_quality_indicator": 10,
            "Eastings": [441_250 + 500 * (i % 8) for i in range(64)],
            "Northings": [112_250 + 500 * (i // 8) for i in range(64)],
        }
    )
    centre.to_csv(tmp_path / "codepoint.csv", index=False)
    rows = pd.DataFrame(
        {
            "Crime Number": range(640),
            "Offence Type": "Burglary",
            "Date": "2025-01-05",
            "Postcode": [centre["Postcode"][i % 64] for i in range(640)],
        }
    )
    rows.loc[0, "Postcode"] = "ZZ99 9ZZ"
    (tmp_path / "in").mkdir()
    rows.to_csv(tmp_path / "in" / "rows.csv", index=False)
    done = call(
        crime=tmp_path / "in" / "rows.csv", postcodes=tmp_path / "codepoint.csv"
    )
    assert list(done.values["count"]) == [9] + [10] * 63
    assert done.summary["reconciliation"]["unknown_postcode"] == 1
    assert "codepoint.csv" in {each["name"] for each in done.summary["sources"]}


def test_ready_counts_give_what_the_rows_give(call: Any, town: Any) -> None:
    rows = call()
    ready = call(crime=None, counts=town.counts)
    np.testing.assert_array_equal(rows.values["count"], ready.values["count"])
    np.testing.assert_array_equal(rows.values["rate"], ready.values["rate"])
    account = ready.summary["reconciliation"]
    assert account["read"] == account["mapped"] == len(pd.read_csv(town.counts))
    assert "Counts came ready" in ready.notes


def test_sources_of_ready_counts_are_held_apart(
    call: Any, town: Any, tmp_path: Path
) -> None:
    force = pd.read_csv(town.counts)
    crime = force["type"].ne("Anti-social behaviour")
    railway = force[crime].iloc[::3].assign(count=1)
    path = tmp_path / "both.csv"
    pd.concat([force.assign(force="force"), railway.assign(force="railway")]).to_csv(
        path, index=False
    )
    by = call(crime=None, counts=town.counts).values["count"]
    done = call(crime=None, counts=path)
    assert list(done.values["count"]) == list(by)
    assert f"not added: railway ({len(railway):,})" in done.notes
    assert done.summary["question"]["sources"] == ["force"]
    other = call(crime=None, counts=path, source="Railway")
    assert other.values["count"].sum() == len(railway)
    both = call("--source", "force", "--source", "railway", crime=None, counts=path)
    assert both.values["count"].sum() == by.sum() + len(railway)
    account = both.summary["reconciliation"]
    assert account["read"] == account["mapped"] == len(force) + len(railway)
    unknown = call(crime=None, counts=path, source="ambulance")
    assert unknown.code == 2
    assert "There is force and railway" in unknown.err


def test_ready_counts_have_the_source_they_are_said_to_have(
    call: Any, town: Any
) -> None:
    done = call(crime=None, counts=town.counts, source="Ambulance")
    assert done.summary["question"]["sources"] == ["Ambulance"]


def test_a_district_is_shown_and_its_neighbours_take_part(
    call: Any, town: Any, tmp_path: Path
) -> None:
    wide = gpd.read_file(town.areas)
    inner = np.arange(len(wide)) % 8 < 6
    wide["LAD22CD"] = np.where(inner, "E06099001", "E07099002")
    wide["LAD22NM"] = np.where(inner, "Testham", "Elsewhere")
    path = tmp_path / "wide.geojson"
    wide.to_file(path)
    done = call(
        areas=path, district="Testham", method="local_moran", param="permutations=999"
    )
    assert len(done.values) == 48
    assert "8 areas around the district take part as neighbours" in done.notes
    account = done.summary["reconciliation"]
    assert account["around_district"] > 0
    assert account["outside_areas"] > 0
    assert account["read"] == 3000


def test_params_reach_the_method(call: Any) -> None:
    done = call(
        "--param", "neighbours=nearest", "--param", "nearest=4", "--param",
        "permutations=199", method="gi_star",
    )  # fmt: skip
    params = done.summary["params"]
    assert params["nearest"] == 4
    assert params["permutations"] == 199
    assert "are among the 4 nearest" in done.notes


def test_areas_of_the_analysts_own_are_named_by_level(
    call: Any, town: Any, tmp_path: Path
) -> None:
    beats = gpd.read_file(town.areas)[["geometry"]]
    beats["beat_ref"] = [f"B{number:02d}" for number in range(len(beats))]
    beats["called"] = [f"Beat {number}" for number in range(len(beats))]
    path = tmp_path / "beats.geojson"
    beats.to_file(path)
    done = call(
        areas=path,
        level="beat",
        code_column="beat_ref",
        name_column="called",
        residents=None,
        method="count_map",
    )
    assert done.code == 0
    assert done.values.index[3] == "B03"
    assert done.values["name"].iloc[3] == "Beat 3"
    assert done.summary["question"]["level"] == "beat"


def test_columns_of_wards_can_be_named(call: Any, town: Any, tmp_path: Path) -> None:
    wards = gpd.read_file(town.wards).rename(columns={"WD25CD": "a", "WD25NM": "b"})
    wards["code"] = "UTW"
    wards["a"] = [f"W{number}" for number in range(len(wards))]
    path = tmp_path / "wards.geojson"
    wards.to_file(path)
    asked = {"wards": path, "level": "ward", "residents": None, "method": "count_map"}
    assert call(**asked).code == 3
    done = call(**asked, ward_code_column="A", ward_name_column="b")
    assert done.code == 0
    assert done.values.index[0] == "W0"


# --- as a process -------------------------------------------------------------


@pytest.mark.slow
def test_a_process_writes_what_a_call_does(
    full: Any, town: Any, tmp_path: Path
) -> None:
    asked = {"method": "gi_star", **months("2025-03", "2025-03")}
    asked |= {"compare-from": "2025-01", "compare-to": "2025-01"}
    inside = full(**asked)
    words = [
        "run", "--areas", town.areas, "--crime", *town.crime("police.csv"),
        "--residents", town.residents, "--out", str(tmp_path / "process"),
        *(word for name, value in asked.items() for word in (f"--{name}", value)),
    ]  # fmt: skip
    done = as_process(*words, home=tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("values.csv", "notes.txt"):
        assert (tmp_path / "process" / name).read_bytes() == inside.files[name]


def test_a_place_is_called_the_same_whatever_months_are_given(
    call: Any, town: Any, tmp_path: Path
) -> None:
    january, february = town.crime(
        "2025-01-testshire-street.csv", "2025-02-testshire-street.csv"
    )
    before = call(crime=january)
    table = pd.read_csv(february).assign(Location="On or near Other Street")
    other = tmp_path / Path(february).name
    table.to_csv(other, index=False)
    after = call(crime=str(other))
    assert before.values["place"].str.startswith("Street ").all()
    assert after.values["place"].equals(before.values["place"])
    for notes in (before.notes, after.notes):
        assert "Names of 64 areas are kept since" in notes
        assert "from 2025-01-testshire-street.csv." in notes


def test_names_that_can_t_be_kept_are_told_and_the_answer_stands(
    call: Any, town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTSPOT_HOME", str(tmp_path / "own"))
    names = tmp_path / "own" / "data" / "boundaries" / "names"
    names.mkdir(parents=True)
    (names / "lsoa.json").write_text('{"names": []}', encoding="utf-8")
    january = town.crime("2025-01-testshire-street.csv")
    told = call(crime=january)
    assert "put aside as lsoa-put-aside.json" in told.notes
    assert told.values["place"].notna().all()
    assert "put aside" not in call(crime=january).notes


def test_a_file_of_names_names_places(call: Any, town: Any, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text(f"code,name\n{town.codes[0]},=Old Quay\n", encoding="utf-8")
    found = call(names=names)
    assert found.values.at[town.codes[0], "name"] == "'=Old Quay"
    assert pd.isna(found.values.at[town.codes[0], "place"])
    assert "Names of 1 area are those in names.csv." in found.notes


# --- marking --------------------------------------------------------------------


@pytest.mark.slow
def test_a_marking_stands_on_maps_and_notes_and_its_lack_is_told(full: Any) -> None:
    plain = full(method="count_map")
    assert plain.notes.rstrip().endswith("for the analyst's own use.")
    marked = full(method="count_map", marking="official-sensitive")
    assert marked.notes.startswith("OFFICIAL-SENSITIVE")
    assert b"OFFICIAL-SENSITIVE" in marked.files["map.png"]
    assert b"OFFICIAL-SENSITIVE" in marked.files["map.svg"]


def test_a_marking_without_words_is_refused(call: Any) -> None:
    done = call(method="count_map", marking="...")
    assert done.code == 2
    assert "a few words" in done.err
