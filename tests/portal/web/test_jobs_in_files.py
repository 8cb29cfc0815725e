"""Jobs kept in files: a worker that is quicker than the writer meets no half message, and survives a broken one."""

from __future__ import annotations

import os
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection, Exchange, Queue

from portal.celery import app
from portal.web import file_queue


@pytest.fixture
def channel(tmp_path: Path) -> Any:
    for part in ("messages", "control", "processed"):
        (tmp_path / part).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "messages"), "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"), "processed_folder": str(tmp_path / "processed"),
        "store_processed": True,
    }  # fmt: skip
    with Connection("filesystem://", transport_options=options) as connection:
        yield connection.channel()


def test_jobs_in_files_go_through_the_portal_s_own_transport(channel: Any) -> None:
    assert app.main == "portal" and isinstance(channel, file_queue.Channel)
    channel._put("celery", {"body": "one"})
    assert channel._get("celery") == {"body": "one"}
    with pytest.raises(Empty):
        channel._get("celery")


def test_a_message_is_not_there_before_it_is_whole(channel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def rename(begun: str, final: str) -> None:
        with pytest.raises(Empty):  # a worker that looks at this very moment
            channel._get("celery")
        looked.append(channel._size("celery"))
        os.replace(begun, final)

    with monkeypatch.context() as patched:
        patched.setattr(file_queue.os, "rename", rename)
        channel._put("celery", {"body": "one"})
    assert looked == [0] and channel._get("celery") == {"body": "one"}


def test_a_broken_message_stops_nobody(
    channel: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "messages" / "0_x.celery.msg").write_bytes(b"")
    channel._put("celery", {"body": "after"})
    assert channel._get("celery") == {"body": "after"}
    assert "could not be read" in caplog.text


@pytest.mark.parametrize(("name", "left"), [("absent", None), ("empty", b"")])
def test_a_table_of_queues_that_is_absent_or_was_left_empty_stops_nobody(
    channel: Any, tmp_path: Path, name: str, left: bytes | None
) -> None:
    if left is not None:
        (tmp_path / "control" / f"{name}.exchange").write_bytes(left)
    Queue(name, Exchange(name), routing_key=name)(channel).declare()
    channel.connection.client.Producer(channel).publish({"n": 1}, exchange=name, routing_key=name)
    assert channel._size(name) == 1
    assert os.listdir(tmp_path / "control") == [f"{name}.exchange"]
