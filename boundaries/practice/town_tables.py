"""Tables of the town's own: other places, victims by age, a survey, premises."""

from __future__ import annotations

import numpy as np
import pandas as pd

PLACES = {  # people, and recorded crimes a year per 1,000 of them
    "Aldermouth": (188_400, 96),
    "Brackley Sound": (121_700, 88),
    "Castle Hythe": (154_900, 118),
    "Dunmere": (97_300, 71),
    "Eastwick Docks": (206_100, 109),
    "Fallow Bay": (133_500, 92),
    "Great Thornby": (171_200, 84),
    "Harrowgate Cross": (112_800, 101),
    "Ironbridge Quay": (149_600, 90),
    "Kelsworth": (104_400, 64),
    "Lower Marsham": (138_900, 78),
    "Merestow": (126_300, 105),
    "Northquay": (163_700, 94),
    "Oldcastle": (92_500, 113),
}
WHOLE = ("All of the country", 57_690_000, 86)

AGES = {  # share of people, and victims a year per 1,000 of them
    "0-17": (0.20, 14),
    "18-24": (0.15, 55),
    "25-34": (0.16, 48),
    "35-49": (0.20, 41),
    "50-64": (0.16, 27),
    "65+": (0.13, 12),
}

QUESTIONS = {  # share who say yes: women and men, the year before last and last
    "Is it safe outside by day?": ((0.80, 0.84), (0.76, 0.82)),
    "Is it safe outside after dark?": ((0.30, 0.52), (0.29, 0.51)),
    "Has crime gone up here?": ((0.47, 0.45), (0.50, 0.43)),
}
ASKED = (1_240, 1_090)


def places(random: np.random.Generator) -> pd.DataFrame:
    """Return places to compare with, over twelve months, and the whole country."""
    rows = [
        {
            "place": name,
            "type": "All crime",
            "count": random.poisson(people * rate / 1000),
            "people": people,
        }
        for name, (people, rate) in PLACES.items()
    ]
    name, people, rate = WHOLE
    count = people * rate // 1000
    rows.append({"place": name, "type": "All crime", "count": count, "people": people})
    found = pd.DataFrame(rows)
    return found.assign(
        months=12, benchmark=["yes" if each == name else "" for each in found["place"]]
    )


def ages(residents: int, random: np.random.Generator) -> pd.DataFrame:
    """Return victims by age and by how often they were one, four in ten repeated."""
    rows = []
    for age, (share, rate) in AGES.items():
        people = round(residents * share)
        events = people * rate / 1000
        for times, part in ((1, 0.70), (2, 0.16), (3, 0.14)):
            victims = int(random.poisson(events * part / times))
            rows.append(
                {"age": age, "times": times, "victims": victims, "people": people}
            )
    return pd.DataFrame(rows)


def survey(random: np.random.Generator) -> pd.DataFrame:
    """Return what women and men answered in two years."""
    rows = []
    for question, years in QUESTIONS.items():
        for year, shares in zip((2024, 2026), years, strict=True):
            for group, asked, share in zip(
                ("Women", "Men"), ASKED, shares, strict=True
            ):
                rows.append(
                    {
                        "question": question,
                        "answer": "Yes",
                        "group": group,
                        "year": year,
                        "count": int(random.binomial(asked, share)),
                        "asked": asked,
                    }
                )
    return pd.DataFrame(rows)


def covariates(
    codes: list[str], centre: np.ndarray, random: np.random.Generator
) -> pd.DataFrame:
    """Return what could explain crime: premises near the centre, and bus stops.

    Parameters
    ----------
    centre
        (n,) metres from each area to the middle of the town.
    """
    return pd.DataFrame(
        {
            "code": codes,
            "licensed premises": random.poisson(1 + 18 * np.exp(-centre / 500)),
            "bus stops": random.poisson(5, len(codes)),
        }
    )
