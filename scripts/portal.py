"""The running portal: a web process and a worker with its clock, watched until the person stops them."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts import processes
from scripts.console import Progress, SetupError, say
from scripts.places import PYTHON, ROOT
from scripts.steps import log_file, tail

START_SECONDS = 60.0
WATCH_SECONDS = 0.5
HOST = "127.0.0.1"


def check_port(port: int) -> None:
    """Raises `SetupError` when another program listens on the port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise SetupError(f"Порт {port} открыт только администратору. Другой: make run PORT=8001") from error
        except OSError as error:
            raise SetupError(f"Порт {port} занят другой программой. Другой: make run PORT={port + 1}") from error


@dataclass(frozen=True)
class Service:
    """One long-lived process: its name for the person, its command, its log."""

    title: str
    command: tuple[str, ...]
    log_name: str


def services(data_dir: str) -> tuple[Service, ...]:
    """Web and worker, as the embedded city runs them."""
    python = str(PYTHON)
    web = (python, "-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py"), "shnor_portal.wsgi")
    worker = (python, "-m", "celery", "-A", "shnor_portal", "worker", "--beat", "--prefetch-multiplier", "1")
    details = ("--concurrency", "2", "--loglevel", "INFO", "--schedule", f"{data_dir}/beat-schedule")
    return (Service("веб-сервер", web, "web.log"), Service("фоновые задания", worker + details, "worker.log"))


@contextlib.contextmanager
def started(portal: tuple[Service, ...], env: Mapping[str, str]) -> Iterator[dict[Service, subprocess.Popen[bytes]]]:
    """The services for the length of a `with` block; on the way out all are asked to stop at once, then awaited."""
    children: dict[Service, subprocess.Popen[bytes]] = {}
    try:
        for service in portal:
            with log_file(service.log_name).open("ab") as log:
                children[service] = processes.start(service.command, env=env, output=log)
        yield children
    finally:
        for child in children.values():
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
        for child in children.values():
            processes.stop(child)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own loopback address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _check_alive(children: Mapping[Service, subprocess.Popen[bytes]]) -> None:
    """Raises `SetupError` with the end of the log of a service that stopped by itself."""
    for service, child in children.items():
        if child.poll() is not None:
            path = log_file(service.log_name)
            stopped = f"{service.title}: процесс остановился сам (код {child.returncode})"
            raise SetupError(f"{stopped}.\n{tail(path)}\nВесь вывод: {path}")


def wait_until_ready(port: int, children: Mapping[Service, subprocess.Popen[bytes]]) -> None:
    """Returns when the web process answers; raises `SetupError` when it dies or stays silent for a minute."""
    progress = Progress("Запуск веб-сервера и фоновых заданий")
    while not _answers(f"http://{HOST}:{port}/healthz"):
        _check_alive(children)
        if progress.seconds > START_SECONDS:
            raise SetupError(f"Веб-сервер молчит {START_SECONDS:.0f} с. Его вывод: {log_file('web.log')}")
        progress.show("жду ответа")
        time.sleep(0.2)
    progress.finish()


def watch(children: Mapping[Service, subprocess.Popen[bytes]]) -> None:
    """Stays until a stop signal comes or a service stops by itself."""
    while True:
        _check_alive(children)
        time.sleep(WATCH_SECONDS)


def announce(port: int, data_dir: str) -> None:
    """The address, where the data are, and how to stop."""
    say()
    say(f"  Портал открыт: http://{HOST}:{port}/")
    say(f"  Данные и журналы: {data_dir} (журналы в logs/)")
    say("  Остановить: Ctrl-C")
    say()


def environment(port: int, data_dir: str) -> dict[str, str]:
    """Environment of every process of this run: what the person set, and the embedded city's defaults for the rest."""
    defaults = {
        "PUBLIC_URL": f"http://{HOST}:{port}",
        "SECOND_FACTOR": "optional",
        "DJANGO_SETTINGS_MODULE": "shnor_portal.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **os.environ, "PORT": str(port), "DATA_DIR": data_dir}
