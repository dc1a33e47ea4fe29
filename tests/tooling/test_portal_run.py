"""What `make run` says when it cannot start, and what it keeps between runs."""

import socket
import stat
import sys

import pytest

from scripts import portal, portal_run
from scripts.console import SetupError
from scripts.places import data_dir
from scripts.steps import run_step


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "city"))
    return tmp_path / "city"


def test_data_dir_is_made_where_the_person_asked(own_folder):
    assert data_dir() == own_folder
    assert own_folder.is_dir()


def test_taken_port_is_told_with_the_line_that_helps():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetupError, match=rf"Порт {port} занят.*make run PORT={port + 1}"):
            portal.check_port(port)


def test_free_port_is_fine():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    portal.check_port(port)


@pytest.mark.parametrize("text", ["восемь", "0", "65536", "-1", "80a", "８０"])
def test_port_that_is_no_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(SetupError, match="номер порта"):
        portal_run.chosen_port()


@pytest.mark.parametrize(("text", "port"), [("9000", 9000), ("", 8000)])
def test_port_is_the_persons_or_the_usual_one(monkeypatch, text, port):
    monkeypatch.setenv("PORT", text)
    assert portal_run.chosen_port() == port


def test_second_portal_on_the_same_data_is_refused(tmp_path):
    with (
        portal_run.take_lock(tmp_path),
        pytest.raises(SetupError, match="уже запущен"),
    ):
        portal_run.take_lock(tmp_path)
    portal_run.take_lock(tmp_path).close()


def test_signing_key_is_made_once_and_hidden(tmp_path):
    key = portal_run.secret_key(tmp_path)
    assert len(key) >= 50
    assert portal_run.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_what_the_person_set_wins_over_the_defaults(monkeypatch):
    monkeypatch.setenv("SECOND_FACTOR", "required")
    env = portal.environment(9000, "/data")
    assert env["SECOND_FACTOR"] == "required"
    assert (env["PORT"], env["DATA_DIR"], env["PUBLIC_URL"]) == ("9000", "/data", "http://127.0.0.1:9000")


def test_failed_step_shows_the_end_of_its_output(own_folder, capsys):
    with pytest.raises(SetupError, match="«Шаг» не удался"):
        run_step("Шаг", [sys.executable, "-c", "print('почему так'); raise SystemExit(3)"])
    assert "почему так" in capsys.readouterr().out


def test_long_step_tells_that_it_is_alive(own_folder, capsys):
    run_step("Долгий шаг", [sys.executable, "-u", "-c", "print('качаю'); import time; time.sleep(2.6)"])
    said = capsys.readouterr().out
    assert "… Долгий шаг" in said
    assert "качаю" in said
    assert "✓ Долгий шаг (" in said


def test_service_that_stops_by_itself_is_told_with_its_log(own_folder):
    service = portal.Service("веб-сервер", (sys.executable, "-c", "raise SystemExit('нет настроек')"), "web.log")
    with (
        portal.started((service,), {"PATH": "/usr/bin:/bin"}) as children,
        pytest.raises(SetupError, match=r"веб-сервер: процесс остановился сам \(код 1\)(.|\n)*нет настроек"),
    ):
        portal.watch(children)
