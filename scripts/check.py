"""`make test`: everything a change must pass, stage by stage, with the time of each at the end."""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import debian, environment, processes, servers
from scripts.check_stages import STAGES, Stage
from scripts.console import SetupError, say
from scripts.suite_totals import Totals, read_totals

INTERRUPTED = 130


@dataclass(frozen=True)
class Outcome:
    """How one stage ended: exit code of its first failing command (0 for none), and seconds."""

    stage: Stage
    code: int
    seconds: float


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line: which stages, and whether a failure ends the run."""
    parser = argparse.ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("--stage", action="append", choices=[stage.name for stage in STAGES])
    parser.add_argument("--keep-going", action="store_true")
    return parser.parse_args(arguments)


def chosen(names: list[str] | None) -> list[Stage]:
    """The stages to run, always in their own order."""
    return [stage for stage in STAGES if names is None or stage.name in names]


def run_command(command: tuple[str, ...], env: Mapping[str, str]) -> int:
    """Runs one command with its output straight to the person. Returns its exit code."""
    with processes.running(command, env=env) as process:
        return process.wait()


def run_stage(stage: Stage, env: Mapping[str, str], reports: Path) -> Outcome:
    """Runs the commands of a stage up to the first that fails."""
    say(f"\n── {stage.name}: {stage.title} " + "─" * max(2, 80 - len(stage.name) - len(stage.title)))
    begin = time.monotonic()
    code = 0
    for command in stage.commands(reports / f"{stage.name}.xml"):
        code = run_command(command, env)
        if code != 0:
            break
    return Outcome(stage, code, time.monotonic() - begin)


@contextlib.contextmanager
def _servers_for(stages: list[Stage]) -> Iterator[Mapping[str, str]]:
    """Environment additions for the stages that need PostgreSQL and Redis; nothing is started when none does."""
    if not any(stage.needs_servers for stage in stages):
        yield {}
        return
    with servers.both() as addresses:
        yield {"DATABASE_URL": addresses.database_url, "REDIS_URL": addresses.redis_url}


def run_stages(stages: list[Stage], keep_going: bool, scratch: Path) -> list[Outcome]:
    """Runs the stages in order; stops at the first failure unless told to go on."""
    taken = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PRODUCTION", "DEBUG")
    own = {key: value for key, value in os.environ.items() if key not in taken}
    outcomes: list[Outcome] = []
    with _servers_for(stages) as addresses:
        for stage in stages:
            extra = addresses if stage.needs_servers else {}
            env = {**own, "DATA_DIR": str(scratch / "data"), "PATH": _venv_first(own), **extra}
            outcomes.append(run_stage(stage, env, scratch))
            if outcomes[-1].code != 0 and not keep_going:
                break
    return outcomes


def _venv_first(env: Mapping[str, str]) -> str:
    return os.pathsep.join([str(environment.VENV / "bin"), env.get("PATH", "")])


def summary(stages: list[Stage], outcomes: list[Outcome], totals: Totals) -> str:
    """The closing table: every stage asked for, how it ended, how long it took; then the tests of all suites."""
    ended = {outcome.stage.name: outcome for outcome in outcomes}
    lines = ["", "Ступень        итог          секунд"]
    for stage in stages:
        outcome = ended.get(stage.name)
        word = "не дошло" if outcome is None else "пройдена" if outcome.code == 0 else f"отказ ({outcome.code})"
        seconds = "" if outcome is None else f"{outcome.seconds:8.1f}"
        lines.append(f"{stage.name:<14} {word:<12} {seconds}")
    lines.append(f"{'всего':<14} {'':<12} {sum(outcome.seconds for outcome in outcomes):8.1f}")
    if totals.ran:
        lines += ["", str(totals)]
    return "\n".join(lines)


def prepare(stages: list[Stage]) -> None:
    """Installs what the chosen stages need."""
    needs = debian.RUN_NEEDS + (debian.TEST_NEEDS if any(stage.needs_servers for stage in stages) else ())
    debian.ensure(needs)
    environment.ensure_python("dev")
    environment.ensure_frontend()


def check(options: argparse.Namespace) -> int:
    """Prepares, runs, tells. Returns 0 when every stage asked for passed."""
    stages = chosen(options.stage)
    prepare(stages)
    with tempfile.TemporaryDirectory(prefix="shnor-check-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        (scratch / "data").mkdir()
        outcomes = run_stages(stages, options.keep_going, scratch)
        say(summary(stages, outcomes, read_totals(sorted(scratch.glob("*.xml")))))
    return int(len(outcomes) < len(stages) or any(outcome.code for outcome in outcomes))


def main() -> int:
    """Exit code of the whole run."""
    processes.listen_to_stop_signals()
    try:
        return check(parse(sys.argv[1:]))
    except processes.StopRequested as stop:
        say("\nПроверка прервана.")
        return stop.exit_code
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except subprocess.CalledProcessError as error:
        say(f"\nКоманда не удалась: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
