"""`make bench`: measures the portal beside its yardsticks, on throw-away PostgreSQL and Redis."""

import os
import subprocess
import sys
import tempfile

from scripts import check, debian, environment, processes, servers
from scripts.console import SetupError, say
from scripts.places import PYTHON, ROOT

NAMES = "CASES"


def bench() -> int:
    """Prepares what the checks prepare, then runs the table. Returns its exit code."""
    debian.ensure(debian.RUN_NEEDS + debian.TEST_NEEDS)
    environment.ensure_python("dev")
    environment.ensure_frontend()
    names = (os.environ.get(NAMES) or "").split()
    with tempfile.TemporaryDirectory(prefix="shnor-bench-") as data, servers.both() as addresses:
        env = {
            **os.environ,
            "DATABASE_URL": addresses.database_url,
            "REDIS_URL": addresses.redis_url,
            "DATA_DIR": data,
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }
        return check.run_command((str(PYTHON), str(ROOT / "tests" / "benchmarks" / "run.py"), *names), env)


def main() -> int:
    """Exit code: 0 when every ratio is within what is allowed, 1 when one is not."""
    processes.listen_to_stop_signals()
    try:
        return bench()
    except processes.StopRequested as stop:
        return stop.exit_code
    except (SetupError, subprocess.CalledProcessError) as error:
        say(f"\n{error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
