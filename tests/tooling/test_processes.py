"""What the runner starts, it stops: with children, with the stubborn, and when it is itself told to stop."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import processes
from scripts.places import ROOT

PARENT_OF_A_SLEEPER = "sleep 300 & echo $! > {pid_file}; wait"
DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('{ready}', 'w').close(); time.sleep(300)"
)
PORTAL = """
import sys
from scripts import portal, processes
from scripts.processes import StopRequested, listen_to_stop_signals
listen_to_stop_signals()
service = portal.Service("спящий", ("sh", "-c", {script!r}), "sleeper.log")
try:
    with portal.started((service,), {{"PATH": "/usr/bin:/bin"}}) as children:
        portal.watch(children)
except StopRequested:
    sys.exit(0)
"""


def is_running(pid: int) -> bool:
    """A process that exists and is not a zombie waiting for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(path: Path, seconds: float = 10) -> str:
    deadline = time.monotonic() + seconds
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline, f"{path.name} did not appear"
        time.sleep(0.05)
    return path.read_text()


def test_stop_takes_the_grandchildren_too(tmp_path):
    pid_file = tmp_path / "sleeper.pid"
    process = processes.start(["sh", "-c", PARENT_OF_A_SLEEPER.format(pid_file=pid_file)])
    sleeper = int(wait_for(pid_file))
    assert is_running(sleeper)

    processes.stop(process, grace=5)

    assert process.poll() is not None
    assert not is_running(sleeper)


def test_deaf_process_is_forced_after_the_grace(tmp_path):
    ready = tmp_path / "ready"
    process = processes.start([sys.executable, "-c", DEAF.format(ready=ready)])
    while not ready.exists():
        time.sleep(0.05)

    processes.stop(process, grace=0.5)

    assert process.returncode == -signal.SIGKILL


def assert_gone(pid: int) -> None:
    """The kernel may take a moment to bury a process that was told to end."""
    deadline = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_the_portal_leaves_nothing_running(tmp_path, number):
    pid_file = tmp_path / "sleeper.pid"
    code = PORTAL.format(script=PARENT_OF_A_SLEEPER.format(pid_file=pid_file))
    env = {**os.environ, "DATA_DIR": str(tmp_path)}
    runner = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env)
    sleeper = int(wait_for(pid_file))

    runner.send_signal(number)

    assert runner.wait(timeout=20) == 0
    assert_gone(sleeper)


def test_killed_without_warning_the_runner_takes_its_services_along(tmp_path):
    pid_file = tmp_path / "service.pid"
    code = PORTAL.format(script=f"echo $$ > {pid_file}; exec sleep 300")
    runner = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "DATA_DIR": str(tmp_path)})
    service = int(wait_for(pid_file))

    runner.kill()
    runner.wait()

    assert_gone(service)
