"""Which column is which, by the names that forces and their partners give them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from hotspot_app.data.base.ons import ons_column, plain
from hotspot_app.data.tables.name_rules import by_words
from hotspot_app.errors import InputError, WordsError

_NAMES: Final[dict[str, str]] = {
    "id": (
        "crimeid crimenumber crimeno crimeref crimereference crimereferencenumber "
        "occurrencenumber occurrenceno occno occurrenceref incidentnumber incidentno "
        "incidentid incidentref incidentreference urn eventnumber eventid eventref "
        "reference referencenumber ref refno caseid casenumber caseref id"
    ),
    "type": (
        "crimetype offencetype offence offencetitle offencename offencedescription "
        "offencegroup offencecategory offencesubgroup crimecategory crimegroup "
        "homeofficeoffence hooffence hoclassification incidenttype "
        "incidentcategory eventtype category type classification "
        "closingcategory nsircategory nsirtype hooffencecode hoclass hocode"
    ),
    "recorded": (
        "recordeddate daterecorded recorddate recordedon recordeddatetime recorded "
        "datereported reporteddate reportdate reportedon createddate datecreated "
        "datetimerecorded crimerecordeddate"
    ),
    "recorded_time": (
        "recordedtime timerecorded reportedtime timereported time calltime"
    ),
    "from": (
        "committedfrom committedfromdate datecommittedfrom committeddatefrom "
        "committedondatefrom committedstart committedstartdate committeddate "
        "datecommitted earliestdate earliestcommitteddate firstcommitteddate "
        "occurredfrom occurredfromdate occurreddate occurrencedate startdate datefrom "
        "fromdate offencestartdate offencedatefrom committedfromdatetime "
        "earliestdatetime startdatetime incidentdate dateofincident eventdate "
        "offencedate"
    ),
    "from_time": (
        "committedfromtime timecommittedfrom committedtimefrom committedstarttime "
        "committedtime timecommitted earliesttime occurredfromtime occurredtime "
        "starttime timefrom fromtime offencestarttime offencetimefrom incidenttime "
        "timeofincident"
    ),
    "month": "month yearmonth monthyear recordedmonth crimemonth period",
    "year": "year recordedyear crimeyear yearrecorded",
    "easting": (
        "easting eastings eastingm xcoordinate xcoord coordx gridx bngx bnge x east "
        "locationeasting offenceeasting gridrefeasting eastingx"
    ),
    "northing": (
        "northing northings northingm ycoordinate ycoord coordy gridy bngy bngn y "
        "north locationnorthing offencenorthing gridrefnorthing northingy"
    ),
    "longitude": "longitude long lng lon longitudewgs84 longwgs84",
    "latitude": "latitude lat latitudewgs84 latwgs84",
    "postcode": (
        "postcode postalcode offencepostcode locationpostcode incidentpostcode pcd "
        "pcds addresspostcode postcodeoflocation"
    ),
    "square": (
        "gridref gridreference osgridref osgridreference osref osreference ngr "
        "nationalgridreference nationalgridref locationgridref offencegridref"
    ),
    "area": (
        "lsoacode lsoa lsoacd area areacode wardcode ward wardname beatcode beat "
        "beatname neighbourhood neighbourhoodcode sector locality patrolarea"
    ),
    "place": (
        "location street streetname road roadname locationstreet onornear site estate"
    ),
    "status": "crimestatus status recordstatus occurrencestatus investigationstatus "
    "currentstatus crimedstatus",
    "victim": (
        "victimurn victimref victimreference victimid victimnumber victimno "
        "victimidentifier uniquevictimreference"
    ),
    "source": ("source datasource agency sourcesystem"),
    "flag_domestic": (
        "domestic domesticflag domesticabuse domesticabuseflag daflag dvflag da dv "
        "isdomestic domesticviolence domesticviolenceflag domesticmarker"
    ),
    "flag_hate": (
        "hate hateflag hatecrime hatecrimeflag ishate hatemarker prejudiceflag"
    ),
    "flag_alcohol": (
        "alcohol alcoholflag alcoholrelated alcoholrelatedflag isalcohol alcoholmarker"
    ),
    "flag_drugs": (
        "drugs drugflag drugsflag drugrelated drugsrelated drugmarker drugsmarker"
    ),
    "flag_knife": (
        "knife knifeflag knifecrime knifecrimeflag bladed bladedimplement "
        "bladedarticle knifeenabled knifemarker"
    ),
    "flag_firearm": "firearm firearmflag firearms gun guncrime gunflag",
    "flag_youth": "youth youthflag youthrelated juvenile",
    "flag_nte": ("nte nighttimeeconomy nteflag nighttimeeconomyflag publicplacente"),
    "flag_vawg": "vawg vawgflag violenceagainstwomenandgirls",
    "flag_serious": "seriousviolence seriousviolenceflag mostseriousviolence msv",
    "flag_public": "publicplace publicplaceflag inpublicplace publicplaceviolence",
}
SYNONYMS: Final = {ours: tuple(names.split()) for ours, names in _NAMES.items()}
"""Our name to names as `ons.plain` writes them, the surest first."""

_VAGUE: Final[Mapping[str, tuple[str, ...]]] = {
    "recorded": ("date", "datetime", "callddate", "calldate"),
}
"""Names that are one of ours where neither a list nor the words of another say it."""

_OURS: Final = {
    name: ours
    for known in (SYNONYMS, _VAGUE)
    for ours, names in known.items()
    for name in names
}

KNOWN: Final = tuple(SYNONYMS)
"""Names a mapping may use."""

STREET: Final = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)
"""Columns of a police.uk street file (police.uk, "About the data")."""

_FORCE: Final = ("reportedby", "fallswithin")
"""Name of police.uk's column of forces; in other files a person reported the crime."""

_BARE_UNIT: Final = re.compile(r"[(\[].*?[)\]]")


def recognise(
    header: Sequence[str], mapping: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Match our columns to those of a file.

    Parameters
    ----------
    header
        The file's column names.
    mapping
        Column names in the file, by our name, as chosen by the analyst; "" for none. A
        name that isn't in the header is ignored.

    Returns
    -------
    dict
        Positions in `header`, by our name; each position at most once.

    Raises
    ------
    WordsError
        If the mapping has a name that isn't one of ours.
    """
    found = _mapped(header, mapping or {})
    taken = set(found.values())
    names = [plain(_BARE_UNIT.sub("", name)) or plain(name) for name in header]
    for ours, known in SYNONYMS.items():
        if ours in found or (mapping or {}).get(ours) == "":
            continue
        if ours == "source" and of_police_uk(header):
            known = (*_FORCE[:1], *known)
        at = _first(names, known, taken)
        if at is None:
            at = by_words(header, ours, taken)
        if at is None:
            at = _first(names, _VAGUE.get(ours, ()), taken)
        if at is None and ours == "area":
            at = _ons_code(header, taken)
        if at is not None:
            found[ours] = at
            taken.add(at)
    if "month" not in found:
        found.pop("year", None)
    return found


def refuse_unknown(
    mapping: Mapping[str, str], headers: Collection[Sequence[str]]
) -> None:
    """Refuse column names given by the analyst that no file has.

    Raises
    ------
    WordsError
        If there is such a name: misspelt, or another file's.
    """
    there = {plain(name) for header in headers for name in header}
    for ours, theirs in mapping.items():
        if theirs and plain(theirs) not in there:
            raise WordsError(
                f"no extract has a column {theirs!r}, named for {ours!r}",
                hint="Write it as the file's header does.",
            )


def twice(header: Sequence[str], used: Iterable[int]) -> list[str]:
    """Return the names of columns in use that a column not in use has too."""
    times = Counter(map(alike, header))
    names = (header[at] for at in used)
    return [name for name in names if name and times[alike(name)] > 1]


def alike(name: str) -> str:
    """Return what two columns of the same name have in common.

    "Crimes" and "Crimes (%)", which are recognised alike, are two names.
    """
    return " ".join(name.casefold().split())


def refuse_twice(header: Sequence[str], used: Iterable[int], where: str) -> None:
    """Refuse a table with two columns of a name that is used.

    Raises
    ------
    InputError
        If a column in use has the same name as another.
    """
    names = twice(header, used)
    if names:
        raise InputError(
            f"more than one column is called {names[0]!r}",
            where=where,
            hint="Rename or remove all but the one that is meant.",
        )


def of_police_uk(header: Sequence[str]) -> bool:
    """Say whether a file names forces as police.uk does, and so snaps its points."""
    return set(_FORCE) <= set(map(plain, header))


def score(header: Sequence[str]) -> int:
    """Return how many of our columns a header seems to hold."""
    return len({_OURS[name] for name in map(plain, header) if name in _OURS})


def _first(
    names: Sequence[str], known: Sequence[str], taken: Collection[int]
) -> int | None:
    """Return the first free column that has the surest of the names known."""
    at = (i for k in known for i, name in enumerate(names) if name == k)
    return next((i for i in at if i not in taken), None)


def _ons_code(header: Sequence[str], taken: set[int]) -> int | None:
    for i, name in enumerate(header):
        ons = ons_column(name)
        if ons is not None and ons.holds == "code" and i not in taken:
            return i
    return None


def _mapped(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    plains = [plain(name) for name in header]
    for ours, theirs in mapping.items():
        if ours not in SYNONYMS:
            raise WordsError(
                f"there is no column {ours!r} to map to",
                hint=f"It may be one of {', '.join(KNOWN)}.",
            )
        if theirs and plain(theirs) in plains:
            exact = theirs in header
            found[ours] = header.index(theirs) if exact else plains.index(plain(theirs))
    return found
