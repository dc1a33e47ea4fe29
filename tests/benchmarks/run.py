"""Runs the benchmark modules on a database of their own and prints the table.

    python tests/benchmarks/run.py [NAME …] [--json FILE]

NAME is a module without `case_`; all when none is named. Needs PostgreSQL in `DATABASE_URL` (`make bench` gives one).
"""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path
from typing import cast

import django
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

from tests.benchmarks.measure import Measured, Module, measure, table

HERE = Path(__file__).resolve().parent


def module_names() -> list[str]:
    """Names of all modules of cases, without their prefix."""
    return sorted(path.stem.removeprefix("case_") for path in HERE.glob("case_*.py"))


def measure_all(names: list[str]) -> list[Measured]:
    """Every case of the named modules, telling each as it is done."""
    rows: list[Measured] = []
    for name in names:
        module = cast(Module, importlib.import_module(f"tests.benchmarks.case_{name}"))
        for case in module.cases():
            rows.append(measure(case))
            sys.stdout.write(f"{rows[-1].name}: {rows[-1].ratio:.2f}\n")
            sys.stdout.flush()
    return rows


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(module_names()))
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    unknown = set(options.names) - set(module_names())
    if unknown:
        parser.error(f"no such module of cases: {', '.join(sorted(unknown))}")
    return options


def main() -> int:
    """Exit code 1 when a ratio is past what is allowed."""
    options = parse()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shnor_portal.settings")
    django.setup()
    if connection.vendor != "postgresql":
        sys.stderr.write("Замеры идут на PostgreSQL: make bench\n")
        return 2
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        rows = measure_all(options.names or module_names())
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()
    sys.stdout.write(f"\n{table(rows)}\n")
    if options.json:
        options.json.write_text(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=2) + "\n")
    return int(not all(row.is_good for row in rows))


if __name__ == "__main__":
    sys.exit(main())
