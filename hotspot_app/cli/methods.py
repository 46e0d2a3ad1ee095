"""`hotspot-cli methods`: what can be asked."""

from __future__ import annotations

import argparse
from typing import Any

from hotspot_app.cli.console import say, say_json
from hotspot_app.cli.exit_codes import ExitCode
from hotspot_app.method import Method
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.params import declared
from hotspot_app.words import listed


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("methods", help="list the methods")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(go=go)


def go(arguments: argparse.Namespace) -> ExitCode:
    """List every method with its needs and parameters."""
    if arguments.json:
        say_json([described(method) for method in all_methods()])
        return ExitCode.DONE
    for method in all_methods():
        needed = [*sorted(method.needs), *(f"--table {t.id}" for t in method.tables)]
        needs = f" (needs {listed(needed)})" if needed else ""
        say(f"{method.id}: {method.title}{needs}")
        for name, (_, default, param) in declared(method).items():
            choices = f" [{', '.join(param.choices)}]" if param.choices else ""
            unit = f" {param.unit}" if param.unit else ""
            say(f"    {name}={default}{unit}{choices}  {param.help}")
    return ExitCode.DONE


def described(method: Method) -> dict[str, Any]:
    """Return what is known of a method as plain values."""
    return {
        "id": method.id,
        "title": method.title,
        "group": method.group,
        "needs": sorted(method.needs),
        "own_tables": {
            table.id: {each.name: each.help for each in table.columns}
            for table in method.tables
        },
        "params": {
            name: {
                "type": kind.__name__,
                "default": default,
                "title": param.title,
                "help": param.help,
                "unit": param.unit,
                "minimum": param.minimum,
                "maximum": param.maximum,
                "choices": dict(param.choices),
            }
            for name, (kind, default, param) in declared(method).items()
        },
        "values": [column.name for column in method.columns],
        "tables": {
            name: [column.name for column in columns]
            for name, columns in method.gives.tables.items()
        },
        "summary": list(method.gives.summary),
        "cautions": list(method.cautions),
        "references": list(method.references),
    }
