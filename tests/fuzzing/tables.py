"""Small tables of every kind the app reads, made up, as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

AREAS: Final = tuple(f"E0101703{i}" for i in range(10))


def _rows(head: str, line: Callable[[int], str], many: int = 12) -> str:
    return "\n".join([head, *map(line, range(many)), ""])


_IMD: Final = (
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
    "Index of Multiple Deprivation (IMD) Decile "
    "(where 1 is most deprived 10% of LSOAs)",
    "Income Rank (where 1 is most deprived)",
    "Income Decile (where 1 is most deprived 10% of LSOAs)",
)

TABLES: Final = {
    "street": _rows(
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
        "LSOA code,LSOA name,Crime type,Last outcome category,Context",
        lambda i: (
            f"{i:064x},2025-0{i % 9 + 1},Test Police,Test Police,-1.4{i:03d},"
            f"50.9{i:03d},On or near High Street,{AREAS[i % 10]},Town 00{i}A,"
            "Burglary,Under investigation,"
        ),
    ),
    "extract": _rows(
        "Crime Number,Offence Type,Date Recorded,Time Recorded,Easting,Northing,"
        "Location,Victim ID,Status,Domestic,Beat",
        lambda i: (
            f"442{i},Burglary,0{i % 9 + 1}/02/2025,1{i % 10}:30,44200{i},11200{i},"
            f'"Long Road, Town",9000{i},Live,{"YN"[i % 2]},10{i % 4}'
        ),
    ),
    "postal extract": _rows(
        "Ref;Category;Date;Postcode",
        lambda i: f'{i};"Noise";2025-02-1{i % 9};SO14 7L{chr(65 + i)}',
    ),
    "counts": _rows(
        "area,type,month,count",
        lambda i: f"{AREAS[i % 10]},{'AB'[i // 10]},2025-01,{i}",
    ),
    "wide counts": _rows(
        "LSOA21CD,Type,Jan 2025,Feb 2025,Mar 2025",
        lambda i: f"{AREAS[i % 10]},{'AB'[i // 10]},{i},{i + 1},{i + 2}",
    ),
    "residents": _rows(
        "LSOA 2021 Code,LSOA 2021 Name,Total,Residents",
        lambda i: f'{AREAS[i]},"Town 00{i}A","1,50{i}",150{i}',
        10,
    ),
    "nomis": '"TS001 - Number of usual residents"\n""\n'
    + _rows(
        '2021 super output area - lower layer,mnemonic,"Total: All usual residents"',
        lambda i: f'"Town 00{i}A",{AREAS[i]},150{i}',
        10,
    ),
    "households": _rows(
        "LSOA21CD,LSOA21NM,Total: All households,Households with cars",
        lambda i: f"{AREAS[i]},Town 00{i}A,6{i}0,3{i}0",
        10,
    ),
    "workday": _rows(
        "2021 super output area - lower layer,mnemonic,Workday population",
        lambda i: f"{AREAS[i]} : Town 00{i}A,{AREAS[i]},2{i}10",
        10,
    ),
    "deprivation": _rows(
        "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),"
        + ",".join(_IMD),
        lambda i: (
            f"{AREAS[i]},Town {i},E06000045,{i * 3000 + 1},{i * 30000 // 32844 + 1},"
            f"{i * 3000 + 1},{i * 30000 // 32844 + 1}"
        ),
        10,
    ),
    "lookup": _rows(
        "LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM,LAD22CD",
        lambda i: f"{AREAS[i]},A,U,{AREAS[i]},A,E06000045",
        10,
    ),
    "postcodes": _rows(
        "Postcode,Positional_quality_indicator,Eastings,Northings,Country_code",
        lambda i: f"SO14 7L{chr(65 + i)},10,44200{i},11200{i},E92000001",
    ),
    "code-point": _rows(
        '"SO147AA",10,442000,112000,"E92000001","","","","",""',
        lambda i: (
            f'"SO14 7L{chr(65 + i)}",10,44200{i},11200{i},E92000001,,,E10000014,'
            "E06000045,E05002455"
        ),
    ),
    "names": _rows("LSOA21CD,Name", lambda i: f"{AREAS[i]},The {i} Corner", 10),
    "open names": _rows(
        "osgb1,uri,First Road,,,,transportNetwork,Named Road,442000,112000" + "," * 24,
        lambda i: (
            f'osgb{i},uri,"Road {i}",cym,"Way {i}",eng,transportNetwork,Named Road,'
            f"4420{i:02d},1120{i:02d}.5{',' * 24}"
        ),
    ),
    "groups": _rows(
        "LSOA21CD,Beat,Locality",
        lambda i: f"{AREAS[i]},Beat {i // 2},{'North' if i < 5 else 'South'}",
        10,
    ),
    "places": _rows(
        "Place,Crimes,Residents,Benchmark",
        lambda i: f"Town {i},{1000 + i},{20_000 + i},{'yes' if i == 9 else ''}",
        10,
    ),
    "ages": _rows(
        "Age,Victims,People,Times",
        lambda i: f"{5 * i}-{5 * i + 4},{20 + i},{4000 + i},1",
        10,
    ),
    "survey": _rows(
        "Question,Answer,Count,Asked,Year",
        lambda i: f"Safe by day?,Yes,{50 + i},100,{2010 + i}",
        10,
    ),
    "pairs": _rows("code 1,code 2", lambda i: f"{AREAS[i]},{AREAS[(i + 1) % 10]}", 10),
}
"""Kind to the text of a table of it."""


def delimiter(text: str) -> str:
    """Return what stands between a table's cells."""
    return ";" if text.partition("\n")[0].count(";") else ","
