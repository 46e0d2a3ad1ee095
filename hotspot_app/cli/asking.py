"""Options that say which files there are and what is asked of them."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Any, Final

from hotspot_app.cli.pairs import add_columns, pairs_of
from hotspot_app.data.boundaries.catalogue import stored
from hotspot_app.errors import WordsError
from hotspot_app.methods import FIRST, all_methods
from hotspot_app.project.ask.files import OTHER_TABLES, Files
from hotspot_app.project.ask.periods import AGAINST, PERIODS
from hotspot_app.project.ask.question import MEASURES, SEED, Asked
from hotspot_app.schema import DENOMINATORS, FLAGS
from hotspot_app.words import listed

_FILES: Final = {
    "residents": "residents by area (Census 2021, mid-year estimates), for rates",
    "households": "households by area, for rates",
    "deprivation": "Indices of Deprivation, File 7 (or File 1)",
    "lookup": "ONS lookup between LSOAs of 2011 and 2021, to carry figures over",
    "postcodes": "OS Code-Point Open, to place rows that have only a postcode",
    "names": "what places are called: OS Open Names, or a table of codes and names",
}

_MONTHS: Final = {
    "from": "first month or day counted, by default the first held",
    "to": "last month or day counted, by default the last held",
    "compare-from": "first month or day of a period to compare with",
    "compare-to": "last month or day of it",
}


def add_files(files: Any, *, required: bool = True) -> None:
    """Declare the options that name files."""
    files.add_argument(
        "--areas",
        required=required,
        type=Path,
        metavar="FILE",
        help="boundaries: a file, or the name of stored ones (`boundaries list`)",
    )
    files.add_argument("--wards", type=Path, metavar="FILE", help="the same of wards")
    files.add_argument(
        "--district",
        default="",
        metavar="CODE",
        help="show this district of a wider file (E06000045); areas around it only "
        "take part as neighbours",
    )
    files.add_argument(
        "--crime",
        nargs="+",
        type=Path,
        default=[],
        metavar="PATH",
        help="police.uk months or extracts: files, folders, zips",
    )
    add_columns(files)
    files.add_argument(
        "--counts",
        type=Path,
        metavar="FILE",
        help="in place of --crime: counts by area, type and month",
    )
    for name, what in _FILES.items():
        files.add_argument(f"--{name}", type=Path, metavar="FILE", help=what)
    tables = "; ".join(f"{name}: {what}" for name, what in OTHER_TABLES.items())
    files.add_argument(
        "--table", action="append", default=[], metavar="NAME=FILE", help=tables
    )
    for of, before in (("areas", ""), ("wards", "ward-")):
        for name in ("code", "name"):
            files.add_argument(
                f"--{before}{name}-column",
                default="",
                metavar="NAME",
                help=f"column of --{of} that holds the {name}, where it isn't "
                "recognised",
            )


def add_question(asked: Any) -> None:
    """Declare the options that say what is counted, and when."""
    asked.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="NAME",
        help="whose incidents are counted, by default those of the source with most; "
        "given twice, both are added together",
    )
    asked.add_argument(
        "--types",
        action="append",
        default=[],
        metavar='"Burglary,Robbery"',
        help="offence types, parted by commas; may be given more than once. A type "
        "that holds a comma goes in double quotes: '\"Burglary, dwelling\",Robbery'",
    )
    asked.add_argument(
        "--flags",
        default="",
        metavar="domestic,alcohol",
        help="only incidents that carry all of these flags: "
        + listed(list(FLAGS))
        + ", as far as the extracts have them",
    )
    for flag, what in _MONTHS.items():
        asked.add_argument(f"--{flag}", default="", metavar="YYYY-MM[-DD]", help=what)
    asked.add_argument(
        "--when",
        default="",
        choices=tuple(PERIODS),
        help="a period that ends with the newest month held, in place of --from, --to",
    )
    asked.add_argument(
        "--against",
        default="",
        choices=tuple(AGAINST),
        help="compare with the period before, or the same a year earlier",
    )


def add_measure(asked: Any) -> None:
    """Declare the options that say by which areas, and as what."""
    asked.add_argument(
        "--level",
        type=_level,
        default="",
        metavar="lsoa|ward|NAME",
        help="count by the areas given, by --wards, or call your own areas NAME",
    )
    asked.add_argument(
        "--measure",
        default="",
        choices=MEASURES,
        help="what is tested and mapped: counts, rates, or empirical-Bayes rates; "
        "rates by default where there is a denominator",
    )
    asked.add_argument(
        "--per",
        default="",
        choices=tuple(DENOMINATORS),
        help="what rates are per, where there is a choice",
    )
    asked.add_argument(
        "--ward-residents",
        default="area",
        choices=("area", "best-fit"),
        help="how residents of smaller areas reach wards: by ground, or whole",
    )


def add_method(asked: Any, *, required: bool = True) -> None:
    """Declare the options of the analysis."""
    asked.add_argument(
        "--method",
        required=required,
        default=FIRST,
        choices=[method.id for method in all_methods()],
        help="the analysis; `hotspot-cli methods` says what each does",
    )
    asked.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="name=value",
        help="a parameter of the method (`hotspot-cli methods` lists them)",
    )
    asked.add_argument(
        "--seed",
        type=int,
        default=SEED,
        help="of the permutations: the same gives the same p (default %(default)s)",
    )


def _level(text: str) -> str:
    plain = text.strip()
    return plain.lower() if plain.lower() in {"lsoa", "ward"} else plain


def files_of(arguments: argparse.Namespace) -> Files:
    """Return the files that the words name."""
    tables = pairs_of(arguments.table, "--table")
    return Files(
        areas=_boundaries(arguments.areas),
        wards=_boundaries(arguments.wards) if arguments.wards else None,
        district=arguments.district,
        crime=tuple(arguments.crime),
        source=arguments.source[0] if len(arguments.source) == 1 else "",
        columns=pairs_of(arguments.column, "--column", blank=True),
        counts=arguments.counts,
        residents=arguments.residents,
        households=arguments.households,
        deprivation=arguments.deprivation,
        lookup=arguments.lookup,
        postcodes=arguments.postcodes,
        names=arguments.names,
        tables={name: Path(file) for name, file in tables.items()},
        level=arguments.level,
        code_column=arguments.code_column,
        name_column=arguments.name_column,
        ward_code_column=arguments.ward_code_column,
        ward_name_column=arguments.ward_name_column,
    )


def _boundaries(given: Path) -> Path:
    """Return the file given, or the stored one of this name."""
    named = given.name == str(given) and not given.suffix
    return stored(str(given)).path if named and not given.exists() else given


def asked_of(arguments: argparse.Namespace) -> Asked:
    """Return the question that the words ask."""
    words = vars(arguments)
    return Asked(
        types=tuple(kind for text in arguments.types for kind in _types(text)),
        flags=_flags(arguments.flags),
        sources=tuple(arguments.source),
        first=words["from"],
        last=arguments.to,
        compare_first=arguments.compare_from,
        compare_last=arguments.compare_to,
        when=arguments.when,
        against=arguments.against,
        level=arguments.level,
        measure=arguments.measure,
        per=arguments.per,
        ward_residents=arguments.ward_residents,
        method=arguments.method,
        params=pairs_of(arguments.param, "--param"),
        seed=arguments.seed,
    )


def _flags(text: str) -> tuple[str, ...]:
    names = (name.strip().casefold() for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def _types(text: str) -> list[str]:
    try:
        rows = list(csv.reader([text], skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise WordsError(
            f"--types can't be understood: {text!r}",
            hint="Put double quotes round the whole of a type that holds a comma.",
        ) from error
    return [kind for row in rows for kind in row if kind.strip()]
