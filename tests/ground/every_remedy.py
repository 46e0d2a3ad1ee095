"""A remedy of every kind, for tests of what is said of them."""

from __future__ import annotations

from typing import get_args

from hotspot_app.remedies import (
    ChooseLevel,
    ChooseMeasure,
    ChoosePer,
    ChoosePeriod,
    ChooseSource,
    ChooseTypes,
    DropFlags,
    Give,
    GiveAs,
    Given,
    GiveTable,
    NameCodes,
    NameColumns,
    Remedy,
    SetParameter,
)

EVERY: tuple[Remedy, ...] = (
    Give(get_args(Given)),
    Give(("lookup",), "Exact fit lookup"),
    GiveAs(("residents", "households", "workday")),
    GiveAs(("counts",), count="Volume"),
    GiveTable("places", "Places to compare with"),
    NameColumns(("easting", "northing")),
    NameColumns(("type",), or_none=True),
    NameCodes(),
    ChooseLevel(("lsoa", "beat", "ward")),
    ChooseMeasure("count"),
    ChooseMeasure("rate"),
    ChoosePer(("households", "workday")),
    ChooseSource(),
    ChoosePeriod(),
    ChoosePeriod(compared=True),
    ChooseTypes(),
    ChooseTypes(("Anti-social behaviour",)),
    DropFlags(),
    SetParameter("domain", "Domain"),
    SetParameter("basis", "Five groups by", "local", "order here"),
)
