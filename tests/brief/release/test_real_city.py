"""Public products of Southampton, read back from their files and attacked together.

One after the other: a product, others of the same and of overlapping months, and one
with another month's file. All that the files say is put into one system of whole
numbers, and of every count that they keep back at least three must stay possible.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hotspot_app.brief.produce import PICTURES
from hotspot_app.brief.proof import Wanted
from hotspot_app.brief.proofing import drafted, write
from hotspot_app.brief.release.asking import Asking
from hotspot_app.errors import WordsError
from hotspot_app.project.ask.briefing import NO_BRIEFING
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.ledger import NOTHING_RELEASED, Ledger
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages
from hotspot_app.stats.over_time.counts import Cube
from tests.brief.release.attacker import Figure, figures
from tests.brief.release.city import Claim, Product
from tests.brief.release.city_attacker import CityAttacker
from tests.brief.release.exported import Sheet
from tests.brief.release.test_attack import small_differences

pytestmark = [pytest.mark.realdata, pytest.mark.slow, pytest.mark.timeout(600)]

VEHICLES = ("Vehicle crime",)
SPRING = {"first": "2025-03", "last": "2025-05"}
LONGER = {"first": "2025-03", "last": "2025-06"}
BEFORE = {"compare_first": "2025-01", "compare_last": "2025-02"}
TABLES = ("xlsx", "gpkg")
ALL = ("pptx", "pdf", *TABLES)
SERIES = [
    (5, "tasking", "gi_star", {"types": VEHICLES} | SPRING | BEFORE, (*ALL, *PICTURES)),
    (5, "assessment", "count_map", {"types": VEHICLES} | SPRING | BEFORE, TABLES),
    (5, "pag", "rate_map", SPRING, ALL),
    (6, "tasking", "local_moran", {"types": VEHICLES} | LONGER | BEFORE, TABLES),
    (6, "assessment", "rate_map", {"types": (*VEHICLES, "Burglary")} | LONGER, ALL),
]
"""Months of files, product, method, question, and formats."""


@dataclass
class City:
    """What is public, and the truth."""

    cube: Cube
    stages: Stages
    products: list[Product] = field(default_factory=list)
    ledger: Ledger = NOTHING_RELEASED

    def true(self, figure: Figure) -> int:
        return int(self.cube.counts.ravel()[figure.which].sum())

    def claimed(self) -> dict[tuple, Figure]:
        found = {}
        for claim in (each for product in self.products for each in product.claims()):
            if claim.value == claim.value:
                figure = claim.figure(self.cube, None)
                found[claim.key] = replace(figure, value=round(claim.value))
        return found

    def kept_back(self) -> list[Figure]:
        """Counts of areas, none of them zero, that no file gives."""
        claimed, found = self.claimed(), {}
        for product in self.products:
            for span in product.spans:
                for code in product.places:
                    claim = Claim((code,), product.subject, span, 0, "")
                    figure = claim.figure(self.cube, None)
                    if claim.key not in claimed and self.true(figure):
                        found[claim.key] = figure
        return list(found.values())


def files(real: Path, months: int) -> Files:
    people = "census2021_lsoa21_usual_residents_households.csv"
    return Files(
        areas=real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
        wards=real / "boundaries" / "E06000045_wards2025_bgc.geojson",
        crime=tuple(
            real / "crime" / f"2025-{month:02d}-hampshire-street.csv"
            for month in range(1, months + 1)
        ),
        residents=real / "population" / people,
        deprivation=real / "deprivation" / "imd2025_england_lsoa21.csv",
    )


@pytest.fixture(scope="module")
def city(real: Path, tmp_path_factory: pytest.TempPathFactory) -> City:
    stages = Stages()
    whole = stages.counted(stages.material(files(real, 6)), Asked(method="count_map"))
    made = City(whole.cube, stages)
    for number, (months, product, method, words, formats) in enumerate(SERIES):
        asked = Asked(method=method, **words)
        project = Project(files(real, months), asked, released=made.ledger)
        asking = Asking(project, stages, "public", made.ledger)
        out = tmp_path_factory.mktemp(f"product{number}")
        done = write(
            drafted(product, asking, None),
            Wanted(product, "OFFICIAL", "", "public"),
            NO_BRIEFING,
            out,
            formats,
        )
        made.products.append(Product(done.files, whole.cube.types))
        made.ledger = asking.ledger
    return made


def test_files_say_what_is_true(city: City) -> None:
    claimed = city.claimed()
    assert len([key for key in claimed if key[0]]) > 100
    assert len([key for key in claimed if not key[0]]) > 25
    for product in city.products:
        for claim in product.claims():
            if claim.value == claim.value:
                true = city.true(claim.figure(city.cube, None))
                assert claim.value == pytest.approx(true, abs=1e-6), claim


def without_count(city: City, product: Product) -> list[set[str]]:
    claimed = {each.key for each in product.claims() if each.value == each.value}
    return [
        {
            code
            for code in product.places
            if ((code,), product.subject, span) not in claimed
        }
        for span in product.spans
    ]


def test_nothing_else_stands_beside_a_place_whose_count_is_withheld(city: City) -> None:
    for product in city.products:
        hidden = without_count(city, product)
        assert hidden[0]
        assert list(product.loose(hidden)) == []


def test_the_reader_finds_what_is_planted(city: City) -> None:
    product = city.products[0]
    hidden = without_count(city, product)
    code = min(hidden[0] & hidden[1])
    place = product.places[code]
    product.texts["planted"] = [f"Gone: {place.name}, {place.ward} (7 crimes)."]
    product.sheets.append(Sheet("planted", ["code", "z"], [[code, 0.42]]))
    found = list(product.loose(hidden))
    del product.texts["planted"], product.sheets[-1]
    assert len(found) == 2


def test_of_every_count_kept_back_three_values_stay_possible(
    city: City, record_property
) -> None:
    public = [replace(f, value=city.true(f)) for f in city.claimed().values()]
    unknown = city.kept_back()
    told = {
        f.which.tobytes() for f in figures(city.ledger, city.cube) if f.value is None
    }
    unseen = {each.which.tobytes() for each in unknown}
    assert told <= unseen  # whatever is said to be withheld stands nowhere
    small = [each for each in unknown if city.true(each) < 5]
    others = [e for e in unknown if e.which.tobytes() in told and city.true(e) > 4]
    differ = small_differences([*public, *unknown], city.cube)
    attacker = CityAttacker([*public, *unknown], city.cube)
    cells = [*small, *others, *differ]
    possible = attacker.possible(cells)
    record_property("primary", len(small))
    record_property("secondary", len(others))
    record_property("differences", len(differ))
    record_property("programmes", attacker.programmes)
    assert len(small) > 300
    assert others
    for cell, values in zip(cells, possible, strict=True):
        assert len(values) >= 3, (cell.name, values)


def test_an_attacker_finds_what_one_figure_too_many_gives_away(city: City) -> None:
    """With all the others of a period out, the one left follows from the total."""
    product = city.products[0]
    areas = [
        Claim((code,), product.subject, product.spans[0], 0, "").figure(city.cube, None)
        for code in product.places
    ]
    last = next(each for each in areas if 0 < city.true(each) < 5)
    out = [replace(each, value=city.true(each)) for each in areas if each is not last]
    whole = Claim((), product.subject, product.spans[0], 0, "").figure(city.cube, None)
    every = [*out, last, replace(whole, value=city.true(whole))]
    assert CityAttacker(every, city.cube).possible([last]) == [{city.true(last)}]


@pytest.mark.parametrize(
    ("product", "asked"),
    [
        ("tasking", Asked(method="rate_map", types=VEHICLES, level="ward", **SPRING)),
        ("profiles", Asked(method="rate_map", types=VEHICLES, **SPRING)),
    ],
)
def test_wards_are_refused_where_smaller_areas_are_out(city, real, product, asked):
    project = Project(files(real, 6), asked)
    asking = Asking(project, city.stages, "public", city.ledger)
    with pytest.raises(WordsError):
        drafted(product, asking, None)
