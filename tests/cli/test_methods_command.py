"""`methods`, `--help`, `--version` and no words at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hotspot_app import __version__
from hotspot_app.cli.main import COMMANDS
from hotspot_app.project.ask.files import OTHER_TABLES

ALL = [
    "count_map", "rate_map", "global_moran", "local_moran", "gi_star",
    "deprivation_gradient", "change",
]  # fmt: skip


def test_all_are_listed_with_what_they_need_and_take(call: Any) -> None:
    done = call.plain("methods", "--json")
    assert done.code == 0
    told = {each["id"]: each for each in json.loads(done.out)}
    assert set(told) >= set(ALL)
    assert told["deprivation_gradient"]["needs"] == ["denominator", "deprivation"]
    assert told["local_moran"]["params"]["permutations"]["default"] == 99_999
    assert told["global_moran"]["params"]["permutations"]["default"] == 9_999
    assert set(told["gi_star"]["params"]["neighbours"]["choices"]) == {
        "queen", "rook", "nearest", "distance",
    }  # fmt: skip
    for each in told.values():
        assert each["title"]
        assert {"name", "count"} <= set(each["values"])


def test_they_are_listed_in_words(call: Any) -> None:
    done = call.plain("methods")
    for name in ALL:
        assert f"{name}: " in done.out
    assert "permutations=99999" in done.out


def test_the_version_is_told(call: Any) -> None:
    done = call.plain("--version")
    assert (done.code, done.out.strip()) == (0, __version__)


def test_without_words_the_commands_are_named(call: Any) -> None:
    done = call.plain()
    assert done.code == 2
    assert "COMMAND" in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_helps(call: Any, command: str) -> None:
    assert command in call.plain("--help").out
    done = call.plain(command, "--help")
    assert done.code == 0
    assert done.out.startswith(f"usage: hotspot-cli {command}")


def test_run_names_what_it_takes(call: Any) -> None:
    done = call.plain("run", "--help").out
    for option in (
        "areas", "wards", "district", "crime", "source", "counts", "residents",
        "households", "deprivation", "lookup", "postcodes", "names", "table", "types",
        "from", "to", "compare-from", "compare-to", "level", "measure", "method",
        "param", "seed", "out",
    ):  # fmt: skip
        assert f"--{option}" in done
    for name in OTHER_TABLES:
        assert name in done
