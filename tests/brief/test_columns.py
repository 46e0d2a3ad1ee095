"""A change is a part of every answer, whatever its method, and is there once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from hotspot_app.brief.export import write_table
from hotspot_app.brief.results import notes
from hotspot_app.errors import WordsError
from hotspot_app.method import Column
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.comparison import FIGURES, TOLD
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import tally
from tests.invented import IDS, invented

pytestmark = pytest.mark.slow

CHANGE = [each.name for each in FIGURES]


@pytest.fixture(scope="module")
def answers(
    town_files, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Answer]]:
    material = read_material(town_files)
    at = tally(material)
    with invented(tmp_path_factory.mktemp("methods")):
        found = {}
        for method in all_methods():
            asked = Asked(
                method=method.id,
                first="2025-03",
                last="2025-04",
                compare_first="2025-01",
                compare_last="2025-02",
                params={"permutations": "99"} if "graph" in method.needs else {},
            )
            with suppress(WordsError):  # what the little town lacks
                found[method.id] = answer(material, at, asked)
        yield found


def test_every_answer_has_before_now_and_change_once(answers) -> None:
    assert {*IDS, "local_moran", "change"} <= answers.keys()
    for name, found in answers.items():
        said = [each.name for each in found.columns]
        assert [said.count(each) for each in CHANGE] == [1, 1, 1], name
        assert len(said) == len(set(said)), name
        values = found.shown_values
        assert not values.columns.duplicated().any(), name
        assert set(said) <= set(values.columns), name
        now, before = values["now"], values["before"]
        assert int(now.sum()) == found.comparison.total, name
        assert int(before.sum()) == found.comparison.total_before, name


def test_table_files_have_them_with_their_dates(answers, tmp_path: Path) -> None:
    for name, found in answers.items():
        dated = zip(("Before", "Now"), found.comparison.spans, strict=True)
        write_table(found, tmp_path / f"{name}.csv")
        table = pd.read_csv(tmp_path / f"{name}.csv")
        assert [list(table.columns).count(each) for each in CHANGE] == [1, 1, 1], name
        assert table["now"].sum() == found.comparison.total, name
        if found.outcome.second_opinion is not None:  # which takes a while
            continue
        write_table(found, tmp_path / f"{name}.xlsx")
        book = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
        heads = [cell.value for cell in book["Areas"][1]]
        wanted = [*(f"{each} ({span})" for each, span in dated), "Change"]
        assert [heads.count(each) for each in wanted] == [1, 1, 1], name


def test_what_changed_is_the_sentence_after_the_headline(answers) -> None:
    for name, found in answers.items():
        changed = found.comparison.sentence(found.question.subject)
        assert found.explanation.sentences[0] == changed, name
        assert notes(found).split("\n")[2] == changed, name


def test_a_name_that_a_method_uses_otherwise_stays_the_method_s(answers) -> None:
    """A column `ratio` of its own is no reason to leave out what changed."""
    found = answers["count_map"]
    own = Column("ratio", "float", "Ratio of its own")
    gives = replace(found.method.gives, values=(*found.method.gives.values, own))
    odd = replace(
        found,
        method=replace(found.method, gives=gives),
        outcome=replace(found.outcome, values=found.outcome.values.assign(ratio=7.0)),
    )
    said = [each.name for each in odd.columns]
    assert said.count("ratio") == 1
    assert (odd.shown_values["ratio"] == 7.0).all()
    assert set(CHANGE) <= set(odd.shown_values)


def test_without_a_comparison_nothing_is_said_of_change(ask) -> None:
    found = ask("count_map")
    names = {each.name for each in (*FIGURES, *TOLD)}
    assert not names & {each.name for each in found.columns}
    assert not names & set(found.shown_values)


def test_how_sure_a_change_is_follows_the_method_of_change(answers) -> None:
    told = answers["count_map"].shown_values
    own = answers["change"].shown_values
    pd.testing.assert_series_equal(
        told["change_sure"], own["confidence"], check_names=False
    )
    pd.testing.assert_series_equal(
        told["difference"], own["difference"], check_names=False
    )
