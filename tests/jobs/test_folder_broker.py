"""The folder that carries messages in the embedded city: each arrives once, whole, whoever else looks in."""

import json
import os
import threading
from pathlib import Path

import pytest
from django.conf import settings
from kombu import Connection
from kombu.simple import SimpleQueue

from shnor_portal.celery import app
from shnor_portal.jobs.folder_broker import Transport

MESSAGES = 300


@pytest.fixture
def connect(tmp_path):
    """A new connection to the folder, as each process has its own."""
    folders = {name: tmp_path / name for name in ("messages", "control")}
    for folder in folders.values():
        folder.mkdir()
    Transport.global_state.clear()  # what another test declared is not declared in this folder
    options = {f"data_folder_{way}": str(folders["messages"]) for way in ("in", "out")}

    def new() -> Connection:
        return Connection(
            "filesystem://", transport=Transport, transport_options={**options, "control_folder": folders["control"]}
        )

    return new


def test_the_portal_talks_through_this_folder_unless_redis_is_named():
    if settings.REDIS_URL:
        pytest.skip("this run talks through Redis")
    assert app.connection_for_write().get_transport_cls() is Transport


def test_message_has_its_name_only_when_it_is_whole(connect, tmp_path, monkeypatch):
    queue = SimpleQueue(connect(), "portal")
    seen: list[tuple[int, bool]] = []
    rename = os.replace

    def look_in(source: Path, target: Path) -> None:
        seen.append((queue.qsize(), "body" in json.loads(Path(source).read_bytes())))
        rename(source, target)

    monkeypatch.setattr(os, "replace", look_in)
    queue.put({"job": "raz"})
    assert seen == [(0, True)]
    assert queue.qsize() == 1
    assert not list(tmp_path.rglob("*.part"))


def test_spoilt_message_stops_nobody(connect, tmp_path):
    queue = SimpleQueue(connect(), "portal")
    (tmp_path / "messages" / "0_empty.portal.msg").touch()
    (tmp_path / "messages" / "0_torn.portal.msg").write_bytes(b'{"body": "\xff')
    queue.put({"job": "dva"})
    assert queue.get(timeout=5).payload == {"job": "dva"}
    assert queue.qsize() == 0


def test_each_message_comes_once_to_one_of_two_readers(connect):
    got: list[int] = []
    all_sent = threading.Event()

    def read() -> None:
        queue = SimpleQueue(connect(), "portal")
        while True:
            finished = all_sent.is_set()
            try:
                message = queue.get(block=False)
            except queue.Empty:
                if finished:
                    return
                continue
            got.append(message.payload["number"])
            message.ack()

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    sending = SimpleQueue(connect(), "portal")
    for number in range(MESSAGES):
        sending.put({"number": number})
    all_sent.set()
    for reader in readers:
        reader.join(timeout=60)
    assert sorted(got) == list(range(MESSAGES))
