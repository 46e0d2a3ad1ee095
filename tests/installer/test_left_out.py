"""What a build leaves out of statsmodels is nothing that a model needs."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from resources.installer import ROOT

FIT = """
import sys

class LeftOut:
    def find_spec(self, name, path, target=None):
        if any(name == each or name.startswith(each + ".") for each in {names!r}):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, LeftOut())
import numpy as np, pandas as pd
from hotspot_app.stats.association.predicted import predicted
random = np.random.default_rng(1)
line = pd.Series(random.random(60))
count = pd.Series(random.negative_binomial(2, 0.05, 60))
found = predicted(count, count * 0 + 900, {{"line": line}})
print(found.kind, found.settled)
"""


@pytest.mark.slow
def test_a_model_is_fitted_without_what_a_build_leaves_out() -> None:
    tree = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
    (excluded,) = (
        ast.literal_eval(each.value)
        for each in tree.body
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "EXCLUDED"
    )
    names = [each for each in excluded if each.startswith("statsmodels.")]
    assert {"statsmodels.datasets", "statsmodels.tests", "statsmodels.tsa"} <= {*names}
    done = subprocess.run(
        [sys.executable, "-c", FIT.format(names=names)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stdout.split() == ["negative", "binomial", "True"], done.stderr
