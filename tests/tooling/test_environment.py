"""Set-up: the interpreter, Debian packages, and doing nothing where nothing changed."""

import os
import subprocess

import pytest

from scripts import debian, environment
from scripts.console import SetupError
from scripts.debian import Need
from scripts.places import ROOT


def fake_python(folder, version_ok: bool) -> None:
    path = folder / "python3"
    path.write_text(f"#!/bin/sh\nexit {0 if version_ok else 1}\n")
    path.chmod(0o755)


def find_python(folder) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "scripts" / "find_python.sh")]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


def test_new_enough_python_is_found(tmp_path):
    fake_python(tmp_path, version_ok=True)
    assert find_python(tmp_path).stdout.strip() == str(tmp_path / "python3")


def test_old_python_is_told_in_words(tmp_path):
    fake_python(tmp_path, version_ok=False)
    answer = find_python(tmp_path)
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "Нужен Python 3.11 или новее" in answer.stderr


def test_only_missing_packages_are_named():
    needs = (Need("present", lambda: True), Need("absent", lambda: False))
    assert debian.missing(needs) == ["absent"]


def test_without_rights_the_one_line_to_run_is_printed(monkeypatch):
    monkeypatch.setattr(debian, "_administrator_prefix", lambda: None)
    with pytest.raises(SetupError, match=r"sudo apt-get update && sudo apt-get install -y .* one two$"):
        debian.ensure((Need("one", lambda: False), Need("two", lambda: False)))


def test_with_everything_there_nothing_is_run(monkeypatch):
    monkeypatch.setattr(debian, "run_step", lambda *_: pytest.fail("nothing was to be installed"))
    debian.ensure((Need("present", lambda: True),))


def test_installing_leaves_services_off_and_cleans_up_after_itself(monkeypatch, tmp_path):
    policy, installed, during = tmp_path / "policy-rc.d", [], []

    def install(title: str, command: list[str]) -> None:
        during.append(policy.read_text() if policy.exists() else "")
        installed.extend(command[command.index("apt-get") :])

    monkeypatch.setattr(debian, "POLICY", policy)
    monkeypatch.setattr(debian, "_administrator_prefix", list)
    monkeypatch.setattr(debian, "run_step", install)
    debian.ensure((Need("server", lambda: "server" in installed),))

    assert installed[-1] == "server"
    assert during == ["", "#!/bin/sh\nexit 101\n"]
    assert not policy.exists()


def test_fingerprint_follows_content_and_order(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    first = environment.fingerprint([one, two])
    assert environment.fingerprint([two, one]) != first
    one.write_text("c")
    assert environment.fingerprint([one, two]) != first


def test_libraries_are_installed_once_for_one_list(tmp_path, monkeypatch):
    runs: list[str] = []
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(environment, "_venv_works", lambda: True)
    monkeypatch.setattr(environment, "run_step", lambda title, command: runs.append(os.path.basename(command[-1])))
    for name in ("base.txt", "dev.txt"):
        (tmp_path / name).write_text("one")

    environment.ensure_python("dev")
    environment.ensure_python("dev")
    environment.ensure_python("base")
    assert runs == ["dev.txt"], "the development list contains the base one"

    (tmp_path / "base.txt").write_text("two")
    environment.ensure_python("base")
    assert runs == ["dev.txt", "base.txt"]
