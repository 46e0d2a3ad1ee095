"""Millions of rows within a bounded memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hotspot_app.data.kinds.columns import STREET

ROWS = 5_000_000

MEASURE = """
import resource, sys
from pathlib import Path
from hotspot_app.data.crime.incidents import read_incidents

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

start = peak()
reading = read_incidents([Path(sys.argv[1])], extent=None)
print(len(reading.incidents), len(reading.rejected), peak() - start)
"""


BLOCK = 100_000


def _made(path: Path) -> Path:
    """Every thousandth row lacks its coordinates; IDs are all different."""
    by = "Hampshire Constabulary,Hampshire Constabulary"
    types = ("Burglary", "Drugs", "Robbery", "Shoplifting")
    block = "".join(
        f"<block>{i:05x},<month>,{by},"
        + (f"-1.{400_000 + i % 2_000},50.909680" if i % 1000 else ",")
        + f",On or near Street {i % 2_000},,,{types[i % 4]},,\n"
        for i in range(BLOCK)
    )
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(STREET) + "\n")
        for number in range(ROWS // BLOCK):
            month = f"202{number // 12}-{number % 12 + 1:02d}"
            numbered = block.replace("<block>", f"{number:059x}")
            out.write(numbered.replace("<month>", month))
    return path


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="resource is not on Windows")
def test_five_million_rows(tmp_path: Path) -> None:
    path = _made(tmp_path / "2020-2024-hampshire-street.csv")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    kept, rejected, added = map(int, done.stdout.split())
    assert (kept, rejected) == (ROWS - ROWS // 1000, ROWS // 1000)
    assert added < 600  # MB
