"""Downloads from a publisher's host: what broke off goes on, what is not as it should be is refused in words."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from foreign_law.gateways import connection, open_data
from foreign_law.gateways.open_data import FetchRefused, Wanted, checked, fetch
from tests.support.open_data_server import Publisher, publisher_running, zipped

EN = "hkel_c_leg_cap_1_cap_300_en.zip"
ENOUGH = 30.0
"""Seconds for what takes less than one on a machine that nobody else uses."""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A publisher with one archive that does not compress."""
    with publisher_running() as found:
        found.put(EN, zipped(noise=bytes((n * n * 7919 >> 5) & 255 for n in range(4000))))
        yield found


def test_next_run_goes_on_where_the_last_one_stopped(publisher: Publisher, tmp_path: Path) -> None:
    served = publisher.files[f"/data/{EN}"]
    wanted = Wanted(f"{publisher.address}{EN}", tmp_path / EN)
    served.cut = 700
    with pytest.raises(FetchRefused, match="goes on from there"):
        fetch(wanted, attempts=1)
    assert not wanted.target.exists()
    assert fetch(wanted, attempts=1).resumed
    assert wanted.target.read_bytes() == served.data
    assert [path.name for path in tmp_path.iterdir()] == [EN]


@pytest.mark.parametrize("trouble", ["no ranges", "changed meanwhile", "no validator", "part too long"])
def test_part_that_cannot_be_continued_is_begun_anew(
    publisher: Publisher, tmp_path: Path, trouble: str
) -> None:
    served = publisher.files[f"/data/{EN}"]
    served.cut = 700
    if trouble == "no validator":
        served.etag = ""
    wanted = Wanted(f"{publisher.address}{EN}", tmp_path / EN)
    with pytest.raises(FetchRefused):
        fetch(wanted, attempts=1)
    if trouble == "no ranges":
        served.knows_ranges = False
    elif trouble == "changed meanwhile":
        served.data, served.etag = zipped(other="another archive"), '"new"'
    elif trouble == "part too long":
        (tmp_path / f"{EN}.part").write_bytes(b"PK" + bytes(len(served.data)))
        served.cut = 0
    if trouble == "part too long":
        with pytest.raises(FetchRefused):
            fetch(Wanted(wanted.url, wanted.target, digest="0" * 64), attempts=1)
    assert not fetch(wanted, attempts=1).resumed
    assert wanted.target.read_bytes() == served.data


def test_addresses_that_may_not_be_called_are_refused() -> None:
    for address in (
        "http://publisher.example/", "ftp://localhost/", "https://user:secret@publisher.example/", "file:///etc/passwd",
        "https://", "https://[::1", "http://localhost.example/", "https://a b/", "nonsense", "https://a/\x00", "https://a/律",
    ):  # fmt: skip
        with pytest.raises(FetchRefused):
            checked(address)
    assert checked("http://127.0.0.1:8000/") and checked("https://publisher.example/data/")


def test_redirect_on_the_same_host_is_followed_and_a_server_in_trouble_is_asked_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.put("moved.zip", b"", to=f"{publisher.address}{EN}")
    assert (
        fetch(Wanted(f"{publisher.address}moved.zip", tmp_path / "moved.zip")).digest
        == publisher.row(EN)["sha256"]
    )
    publisher.put("ill.zip", zipped(note="rest"), fails=2)
    assert fetch(Wanted(f"{publisher.address}ill.zip", tmp_path / "ill.zip"), pause=0.0).changed
    publisher.files["/data/ill.zip"].fails = 5
    for act in (
        lambda: fetch(Wanted(f"{publisher.address}ill.zip", tmp_path / "ill.zip"), pause=0.0),
        lambda: open_data.is_changed(Wanted(f"{publisher.address}ill.zip", tmp_path / "ill.zip")),
    ):
        with pytest.raises(FetchRefused, match="the server answers 503"):
            act()
    wanted = Wanted(f"{publisher.address}{EN}", tmp_path / EN, etag=publisher.files[f"/data/{EN}"].etag)
    assert not open_data.is_changed(wanted) and not fetch(wanted).changed


def test_too_large_a_file_is_refused_and_nothing_of_it_stays(publisher: Publisher, tmp_path: Path) -> None:
    with pytest.raises(FetchRefused, match="larger than 100 bytes"):
        fetch(Wanted(f"{publisher.address}{EN}", tmp_path / EN), limit=100)
    assert not list(tmp_path.iterdir())


def test_server_that_stalls_or_is_away_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.monotonic()
    monkeypatch.setattr(connection, "SECONDS", 0.2)
    with pytest.raises(FetchRefused, match="does not answer"):
        open_data.read_json("http://127.0.0.1:9/list.json")
    with pytest.raises(FetchRefused, match="broke off"):
        fetch(Wanted("http://127.0.0.1:9/a.zip", tmp_path / "a.zip"), attempts=2, pause=0.0)
    assert time.monotonic() - began < ENOUGH


@pytest.fixture
def dripping() -> Iterator[str]:
    """A server that sends one letter every twentieth of a second and never ends."""
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                line, _address = door.accept()
            except OSError:
                return
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nP")
                try:
                    while not over.wait(0.05):
                        line.sendall(b"K")
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        over.set()


def test_who_sends_letter_by_letter_is_hung_up_on(
    dripping: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_data, "LONGEST", 0.2)
    monkeypatch.setattr(open_data, "LONGEST_LIST", 0.2)
    began = time.monotonic()
    with pytest.raises(FetchRefused, match="it took too long"):
        fetch(Wanted(f"{dripping}a.zip", tmp_path / "a.zip"), attempts=1)
    with pytest.raises(FetchRefused, match="it took too long"):
        open_data.read_json(f"{dripping}list.json")
    assert time.monotonic() - began < ENOUGH


def test_redirect_to_another_door_of_the_same_host_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    publisher.put("moved.zip", b"", to="http://127.0.0.1:9/a.zip")
    with pytest.raises(FetchRefused, match="another place"):
        fetch(Wanted(f"{publisher.address}moved.zip", tmp_path / "moved.zip"), attempts=1)
