"""What was put into the practice town on purpose, in words a program can read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import town_incidents as crime
import town_names
import town_rows
from town_areas import Town
from town_incidents import KINDS, MONTHS, VIOLENCE, week
from town_people import AVERAGE

GRADIENT_TYPES = ["Burglary", "Criminal damage and arson", "Public order", VIOLENCE]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, (float, np.floating)):
        return f"{value:.4g}"
    return str(value)


def _table(name: str, values: dict[str, object]) -> str:
    lines = [name, *(f"{key} = {_value(value)}" for key, value in values.items())]
    return "\n".join(lines) + "\n"


def _repeat_share(clean: pd.DataFrame) -> tuple[float, float]:
    """Return victims hit again, and what they account for, in the last 12 months."""
    year = clean[(clean["m"] >= 12) & (clean["Victim Ref"] != "")]
    often = year.groupby("Victim Ref")["Crime Number"].nunique()
    return float((often > 1).mean()), float(often[often > 1].sum() / often.sum())


def _gradient(clean: pd.DataFrame, residents: np.ndarray, order: np.ndarray) -> float:
    """Return the rate ratio of the most to the least deprived fifth of areas."""
    rows = clean[clean["Offence Type"].isin(GRADIENT_TYPES)]
    count = np.bincount(rows["area"], minlength=len(residents))
    fifth = np.argsort(np.argsort(order, kind="stable")) * 5 // len(order)
    rate = [count[fifth == f].sum() / residents[fifth == f].sum() for f in (0, 4)]
    return float(rate[0] / rate[1])


def _hotspots(codes: list[str], town: Town, clean: pd.DataFrame) -> list[str]:
    parts = []
    for spot in crime.HOTSPOTS:
        mine = clean[clean["origin"] == spot.id]
        count = np.bincount(mine["area"], minlength=len(codes))
        most = [
            a for a in np.argsort(-count, kind="stable") if count[a] > 0.1 * len(mine)
        ]
        hour = int(np.argmax(week(spot.rhythm)))
        parts.append(
            _table(
                "[[hotspots]]",
                {
                    "id": spot.id,
                    "type": spot.kind,
                    "easting": int(640_000 + spot.east),
                    "northing": int(400_000 + spot.north),
                    "spread_metres": spot.spread,
                    "first_month": str(MONTHS[spot.first]),
                    "last_month": str(MONTHS[spot.last]),
                    "extra_incidents": len(mine),
                    "area": codes[town.special(spot.area)],
                    "area_name": spot.area,
                    "areas_with_a_tenth_or_more": [codes[a] for a in most],
                    "busiest_weekday": hour // 24,
                    "busiest_hour": hour % 24,
                },
            )
        )
    return parts


def _straddlers(town: Town, codes: list[str], wards: list[str]) -> list[str]:
    parts = []
    area = np.array([shape.area for shape in town.blocks.shapes])
    for a in town.straddlers:
        away = (town.area == a) & (town.ward != town.area_ward[a])
        share = area[away].sum() / area[town.area == a].sum()
        parts.append(
            _table(
                "[[straddlers]]",
                {
                    "code": codes[a],
                    "name": town.names[a],
                    "ward": wards[town.area_ward[a]],
                    "other_ward": wards[town.ward[away][0]],
                    "share_in_other_ward": float(share),
                },
            )
        )
    return parts


def words(
    town: Town,
    codes: list[str],
    wards: list[str],
    figures: pd.DataFrame,
    order: np.ndarray,
    rows: pd.DataFrame,
) -> str:
    """Return the text of planted.toml."""
    clean = rows[rows["reason"] == ""]
    reasons = {name: int((rows["reason"] == name).sum()) for name in town_rows.DIRT}
    share, contribution = _repeat_share(clean)
    thin, month, kept = crime.THINNED
    usual = clean[clean["Offence Type"] == thin].groupby("m").size()
    park = town.special("Wren Park")
    in_park = clean[(clean["area"] == park) & (clean["Offence Type"] != crime.ASB)]
    isle = [c for c, w in zip(codes, town.area_ward, strict=True) if w == 8]
    parts = [
        "# What was put into the practice town on purpose. Made by make.py.\n",
        _table(
            "[town]",
            {
                "name": town_names.TOWN,
                "code": town_names.DISTRICT,
                "areas": len(codes),
                "wards": len(wards),
                "residents": int(figures["residents"].sum()),
                "first_month": str(MONTHS[0]),
                "last_month": str(MONTHS[-1]),
                "island_ward": wards[8],
                "island_areas": isle,
            },
        ),
        _table(
            "[rows]",
            {
                "read": len(rows),
                "mapped": len(clean),
                "anti_social_behaviour": int(
                    (clean["Offence Type"] == crime.ASB).sum()
                ),
            },
        ),
        "# each row left out has one thing wrong with it\n" + _table("[dirt]", reasons),
        _table(
            "[kept_on_purpose]",
            {
                "anti_social_behaviour_twins": town_rows.TWINS,
                "same_number_other_type": town_rows.SAME_NUMBER,
            },
        ),
        *_hotspots(codes, town, clean),
        "# few residents, so a high rate that a few crimes made\n"
        + _table(
            "[false_friend]",
            {
                "code": codes[park],
                "name": "Wren Park",
                "residents": int(figures["residents"].iat[park]),
                "crimes": len(in_park),
            },
        ),
        _table(
            "[gradient]",
            {
                "domain": "Income",
                "types": GRADIENT_TYPES,
                "aimed_at": 3.0,
                "measured_most_to_least_fifth": _gradient(
                    clean, figures["residents"].to_numpy(), order
                ),
                "areas_made_average": [codes[town.special(n)] for n in AVERAGE],
            },
        ),
        "# victims hit twice or more from October 2025 to September 2026\n"
        + _table(
            "[repeat_victims]",
            {
                "aimed_at": 0.22,
                "measured": share,
                "share_of_their_crimes": contribution,
            },
        ),
        _table(
            "[thin_month]",
            {
                "type": thin,
                "month": str(month),
                "kept": kept,
                "incidents": int(usual[list(MONTHS).index(month)]),
                "median_month": float(usual.median()),
            },
        ),
        *(
            _table(
                "[[seasons]]",
                {"type": name, "peak_month": kind.peak, "swing": kind.swing},
            )
            for name, kind in KINDS.items()
            if kind.swing >= 0.15
        ),
        *_straddlers(town, codes, wards),
    ]
    return "\n".join(parts)
