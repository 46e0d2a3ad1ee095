"""Incidents as the rows of an extract: numbers, victims, flags and the usual dirt."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from town_areas import Town
from town_incidents import ASB, KINDS, MONTHS, VIOLENCE, Addresses

HEADER = [
    "Crime Number", "Offence Type", "Status", "Recorded Date", "Committed From",
    "Committed To", "Easting", "Northing", "Street", "Ward", "Victim Ref",
    "Domestic", "Alcohol", "Knife",
]  # fmt: skip
DATES = ["Recorded Date", "Committed From", "Committed To"]

# rows that can't be counted, by why; each row has one thing wrong with it
DIRT = {
    "duplicate": 64,
    "cancelled": 148,
    "unreadable_date": 23,
    "no_type": 9,
    "no_coordinates": 212,
    "zero_coordinates": 37,
    "swapped_axes": 26,
    "impossible_coordinates": 18,
    "outside_areas": 173,
}
TWINS = 40  # anti-social behaviour with no number, alike in every column: both count
SAME_NUMBER = 12  # one crime number with two offence types: both count
_SIZES = np.array([0.771, 0.136, 0.055, 0.022, 0.010, 0.006])  # incidents a victim has


def _victims(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give incidents with a person as victim an opaque reference.

    Someone hurt again is hurt within four months, in the same area, mostly at
    the same address.
    """
    share = frame["type"].map({name: kind.victims for name, kind in KINDS.items()})
    personal = np.flatnonzero(rng.random(len(frame)) < share.to_numpy())
    reference = np.full(len(frame), -1)
    door, area = frame["door"].to_numpy().copy(), frame["area"].to_numpy()
    day = (frame["when"].to_numpy() - np.datetime64("2024-10-01")) / np.timedelta64(
        1, "D"
    )
    groups: dict[tuple[int, int], list[int]] = {}
    for row in personal:
        groups.setdefault((int(area[row]), int(frame["m"].iat[row] // 12)), []).append(
            int(row)
        )
    victim = 0
    for key in sorted(groups):
        left = groups[key]
        while left:
            first = left.pop(0)
            reference[first] = victim
            near = sum(day[row] - day[first] < 120 for row in left)
            size = int(rng.choice(len(_SIZES), p=_SIZES))
            again = rng.permutation(near)[:size]
            for i in sorted(again, reverse=True):
                row = left.pop(int(i))
                reference[row] = victim
                if rng.random() < 0.65 and frame["origin"].iat[row] == "everyday":
                    door[row] = door[first]
            victim += 1
    tag = rng.permutation(16**5 * 6)[:victim]
    words = [f"V{int(tag[v]):06X}" if v >= 0 else "" for v in reference]
    return frame.assign(victim=words, again=_repeats(reference), door=door)


def _repeats(reference: np.ndarray) -> np.ndarray:
    known = reference >= 0
    often = np.bincount(reference[known])
    again = np.zeros(len(reference), dtype=bool)
    again[known] = often[reference[known]] > 1
    return again


def _flags(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    violent = (frame["type"] == VIOLENCE).to_numpy()
    night = (frame["rhythm"] == "night").to_numpy()
    home = violent & ~night
    again = frame["again"].to_numpy()
    domestic = np.where(home, np.where(again, 0.62, 0.34), 0.0)
    alcohol = np.where(night, 0.46, np.where(violent, 0.16, 0.03))
    knife = np.where(violent, 0.025, 0.0)
    knife = np.where(frame["type"] == "Robbery", 0.2, knife)
    knife = np.where(frame["type"] == "Possession of weapons", 0.64, knife)
    flags = {}
    for name, chance in (
        ("Domestic", domestic),
        ("Alcohol", alcohol),
        ("Knife", knife),
    ):
        flags[name] = np.where(rng.random(len(frame)) < chance, "Y", "N")
    return frame.assign(**flags)


def _dates(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Add when it ended, if only a span is known, and when it was recorded.

    Both stay in the month it began, so that a row belongs to one month.
    """
    n = len(frame)
    begun = frame["when"].to_numpy()
    ends = np.array([(month + 1).start_time for month in MONTHS], dtype="datetime64[m]")
    last = ends[frame["m"]] - np.timedelta64(1, "m")
    spans = frame["type"].isin(["Burglary", "Vehicle crime", "Bicycle theft"])
    spans &= rng.random(n) < 0.55
    lasted = (rng.integers(6, 84, n) * 10).astype("timedelta64[m]")
    ended = np.where(spans, np.minimum(begun + lasted, last), np.datetime64("NaT", "m"))
    wait = np.minimum(rng.exponential(500, n), 40_000).astype("timedelta64[m]")
    known = np.where(np.isnat(ended), begun, ended)
    recorded = np.minimum(known + np.timedelta64(7, "m") + wait, last)
    return frame.assign(ended=ended, recorded=recorded)


def _written(moments: pd.Series) -> pd.Series:
    return moments.dt.strftime("%d/%m/%Y %H:%M").fillna("")


def rows(
    town: Town, doors: Addresses, incidents: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return clean rows of an extract in the order they were recorded.

    Besides the columns of `HEADER`: `m` (month), `origin` (what put it there)
    and `area` (position), which are not written.
    """
    frame = incidents.assign(area=doors.area[incidents["door"]])
    frame = _dates(_flags(_victims(frame, rng), rng), rng)
    frame = frame.sort_values(["recorded", "when"], kind="stable", ignore_index=True)
    numbered = frame["type"] != ASB
    number = numbered.cumsum() + 104_300
    year = frame["recorded"].dt.strftime("%y")
    at = doors.at[frame["door"]].astype(int)
    ward = np.array(town.ward_names)[town.ward[doors.block[frame["door"]]]]
    return pd.DataFrame(
        {
            "Crime Number": np.where(
                numbered, "WM" + year + "/" + number.astype(str), ""
            ),
            "Offence Type": frame["type"],
            "Status": "Recorded",
            "Recorded Date": _written(frame["recorded"]),
            "Committed From": _written(frame["when"]),
            "Committed To": _written(frame["ended"]),
            "Easting": at[:, 0].astype(str),
            "Northing": at[:, 1].astype(str),
            "Street": doors.street[frame["door"]],
            "Ward": ward,
            "Victim Ref": frame["victim"],
            "Domestic": frame["Domestic"],
            "Alcohol": frame["Alcohol"],
            "Knife": frame["Knife"],
            "m": frame["m"],
            "origin": frame["origin"],
            "area": frame["area"],
        }
    ).astype(dict.fromkeys(HEADER, object))


def _outside(town: Town, n: int, rng: np.random.Generator) -> np.ndarray:
    """Return n whole-metre points near the town but in none of its areas."""
    land = shapely.buffer(shapely.union_all(list(town.blocks.shapes)), 40)
    shapely.prepare(land)
    west, south, east, north = shapely.bounds(land)
    points = rng.uniform(
        (west - 900, south - 900), (east + 900, north + 900), (9000, 2)
    )
    points = np.rint(points)
    return points[~shapely.contains_xy(land, points[:, 0], points[:, 1])][:n]


def _spoil(
    frame: pd.DataFrame, reason: str, rows: np.ndarray, points: np.ndarray
) -> None:
    """Put one thing wrong with these rows of a frame of our own."""
    if reason == "cancelled":
        frame.loc[rows, "Status"] = np.resize(
            ["Cancelled", "Cancelled", "No crime"], len(rows)
        )
        return
    if reason == "no_type":
        frame.loc[rows, "Offence Type"] = ""
        return
    if reason == "unreadable_date":
        words = ["00/00/0000", "not known", "31/02/2026 10:00", "99/99/9999 99:99"]
        for name in DATES:
            frame.loc[rows, name] = np.resize(words, len(rows))
        return
    frame.loc[rows, "Ward"] = ""  # looked up from the coordinates in the first place
    place = ["Easting", "Northing"]
    if reason == "no_coordinates":
        frame.loc[rows, place] = ""
    elif reason == "zero_coordinates":
        frame.loc[rows, place] = "0"
    elif reason == "swapped_axes":
        frame.loc[rows, place] = frame.loc[rows, place[::-1]].to_numpy()
    elif reason == "impossible_coordinates":
        wrong = [("9999999", "9999999"), ("-1", "-1"), ("53.4521", "1.7042")]
        frame.loc[rows, place] = np.array(wrong, dtype=object)[np.arange(len(rows)) % 3]
    elif reason == "outside_areas":
        frame.loc[rows, place] = points.astype(int).astype(str)
    else:
        raise ValueError(reason)


def with_dirt(
    town: Town, clean: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the rows with what extracts usually have wrong, and a `reason` column.

    Rows of hotspots and of the park are left alone.
    """
    frame = clean.assign(reason="")
    plain = frame["origin"].isin(["everyday", "centre"]) & (frame["Crime Number"] != "")
    order = rng.permutation(np.flatnonzero(plain))
    points = _outside(town, DIRT["outside_areas"], rng)
    used = 0
    for reason, n in DIRT.items():
        chosen, used = order[used : used + n], used + n
        if reason != "duplicate":
            _spoil(frame, reason, chosen, points)
            frame.loc[chosen, "reason"] = reason
            continue
        copies = frame.loc[chosen].assign(reason=reason)
    second = frame.loc[order[used : used + SAME_NUMBER]]
    other = np.where(second["Offence Type"] == "Public order", "Drugs", "Public order")
    second = second.assign(**{"Offence Type": other})
    asb = np.flatnonzero(
        (frame["Offence Type"] == ASB) & (frame["origin"] == "everyday")
    )
    twins = frame.loc[rng.permutation(asb)[:TWINS]]
    whole = pd.concat([frame, twins, second, copies])
    return whole.sort_index(kind="stable").reset_index(drop=True)
