"""A publisher that means harm is refused with a clear reason, in bounded time and room, and leaves nothing behind."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from foreign_law.gateways import open_data
from foreign_law.gateways.open_data import FetchRefused, Wanted, fetch, is_changed, read_json
from foreign_law.rules.manifests import MAX_ARCHIVES, ManifestRefused, archives_in
from foreign_law.rules.refusals import Reason
from tests.support.hostile_server import OK, Host, forever, hostile_host
from tests.support.open_data_server import zipped

ZIP = zipped(note="nothing to read", noise=bytes(range(256)) * 8)
PLAIN = OK + f"Content-Length: {len(ZIP)}\r\n\r\n".encode() + ZIP
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
BLOCK = b"K" * 65536
LIMIT = 300_000
SECONDS = 30.0
"""What a machine that others use as well may take for what takes one second."""
MOST_WORK = 8.0
"""Seconds of the processor for a list of a million names."""


def length(stated: object, body: bytes = ZIP) -> list[bytes]:
    return [OK + f"Content-Length: {stated}\r\n\r\n".encode() + body]


def moved(where: str) -> list[bytes]:
    return [f"HTTP/1.1 302 Found\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode()]


ARCHIVES: dict[str, tuple[Iterable[bytes] | Callable[[], Iterable[bytes]], str]] = {
    "endless body": (lambda: forever(OK + b"\r\nPK", BLOCK), "file_too_large"),
    "endless chunks": (lambda: forever(CHUNKED + b"2\r\nPK\r\n", b"10000\r\n" + BLOCK + b"\r\n"), "file_too_large"),
    "endless trailers": (lambda: forever(CHUNKED + b"2\r\nPK\r\n0\r\n", b"X: y\r\n" * 900), "broke_off:took_too_long"),
    "endless interim answers": (lambda: forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 900), "broke_off:took_too_long"),
    "endless headers": (lambda: forever(OK, b"X: y\r\n" * 900), "broke_off:garbled"),
    "endless header": (lambda: forever(OK + b"X: ", BLOCK), "broke_off:garbled"),
    "no HTTP": ([b"SSH-2.0-OpenSSH_9.6\r\n"], "broke_off:garbled"),
    "nothing at all": ([], "broke_off:ended_early"),
    "bad chunks": ([CHUNKED + b"zz\r\nPK"], "broke_off:ended_early"),
    "stated longer": (length(len(ZIP) + 9), "broke_off:cut_short"),
    "stated shorter": (length(len(ZIP) - 9), "no_zip"),
    "stated absurd": (length(10**15), "file_too_large"),
    "stated beyond numbers": (length("9" * 4000), "file_too_large"),
    "packed once more": ([OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(9_000_000))], "packed_twice"),
    "a packed stream": ([OK + b"\r\n" + gzip.compress(bytes(9_000_000))], "no_zip"),
    "a page": ([OK + b"\r\n<!DOCTYPE html><p>Back soon"], "no_zip_page"),
    "nothing in it": ([b"HTTP/1.1 204 No Content\r\n\r\n"], "no_zip"),
    "unchanged though never held": ([b"HTTP/1.1 304 Not Modified\r\n\r\n"], "server_answers"),
    "a part that was not asked for": (
        [b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\nPKPKP"], "other_part",
    ),
}  # fmt: skip
ELSEWHERE = (
    "file:///etc/passwd", "http://169.254.169.254/latest/", "//10.0.0.1/a.zip", "http://localhost:1/a.zip", "ftp://localhost/",
    "data:,PK", "gopher://localhost/", "http://127.0.0.1/a.zip", "http://[::1", "https://localhost.example/a.zip",
    "http://user@localhost.example/", "javascript:alert(1)",
)  # fmt: skip


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A hostile host, and less patience than usual; enough for whatever is to be refused for another reason."""
    patience(monkeypatch, SECONDS)
    monkeypatch.setattr(open_data, "MAX_MANIFEST", LIMIT)
    with hostile_host() as found:
        yield found


def patience(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    for name in ("LONGEST", "LONGEST_LIST", "LONGEST_HEAD"):
        monkeypatch.setattr(open_data, name, seconds)


def refusal(act: Callable[[], object]) -> str:
    """The code of the refusal, and the one within; it comes in time."""
    began = time.monotonic()
    with pytest.raises(FetchRefused) as refused:
        act()
    assert time.monotonic() - began < SECONDS and str(refused.value)
    inner = refused.value.reason.facts.get("why")
    return refused.value.reason.code + (f":{inner.code}" if isinstance(inner, Reason) else "")


@pytest.mark.parametrize("trick", list(ARCHIVES))
def test_archive_of_a_hostile_host_is_refused_and_nothing_stands_under_its_name(
    host: Host, tmp_path: Path, trick: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, expected = ARCHIVES[trick]
    wanted = Wanted(host.put("a.zip", answer), tmp_path / "a.zip")
    with monkeypatch.context() as hurry:
        if expected.endswith("took_too_long"):
            patience(hurry, 0.5)
        assert refusal(lambda: fetch(wanted, attempts=2, pause=0.0, limit=LIMIT)) == expected
    left = {path.name for path in tmp_path.iterdir()}
    assert left <= ({"a.zip.part", "a.zip.part.json"} if expected.startswith("broke_off") else set())
    host.put("a.zip", [PLAIN])
    assert fetch(wanted).changed and wanted.target.read_bytes() == ZIP


def test_who_drips_headers_is_hung_up_on(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patience(monkeypatch, 0.5)
    address = host.put("a.zip", host.slowly(itertools.chain([OK], itertools.repeat(b"X"))))
    assert refusal(lambda: read_json(address)) == "no_answer:took_too_long"
    assert refusal(lambda: is_changed(Wanted(address, tmp_path / "a.zip"))) == "no_answer:took_too_long"
    assert refusal(lambda: fetch(Wanted(address, tmp_path / "a.zip"), pause=0.0)) == "broke_off:took_too_long"


@pytest.mark.parametrize("where", ELSEWHERE)
def test_redirect_leads_to_no_other_place_and_no_file(host: Host, tmp_path: Path, where: str) -> None:
    address = host.put("a.zip", moved(where))
    for act in (
        lambda: read_json(address), lambda: fetch(Wanted(address, tmp_path / "a.zip")),
        lambda: is_changed(Wanted(address, tmp_path / "a.zip")),
    ):  # fmt: skip
        assert refusal(act) == "sent_elsewhere"
    assert set(host.asked) == {"/a.zip"} and not list(tmp_path.iterdir())


def test_redirect_with_an_endless_page_is_followed_without_reading_it_and_circles_end(
    host: Host, tmp_path: Path
) -> None:
    there = host.put("there.zip", [PLAIN])
    head = f"HTTP/1.1 302 Found\r\nLocation: {there}\r\n\r\n".encode()
    asked = Wanted(host.put("a.zip", lambda: forever(head, BLOCK)), tmp_path / "a.zip")
    assert fetch(asked).changed and asked.target.read_bytes() == ZIP
    circle = host.put("b.zip", moved(f"{host.address}b.zip"))
    assert refusal(lambda: fetch(Wanted(circle, tmp_path / "b.zip"))) == "server_answers"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda: forever(OK + b"\r\n", BLOCK), "list_too_large"),
        (lambda: forever(CHUNKED, b"400\r\n" + b"[" * 1024 + b"\r\n"), "list_too_large"),
        ([OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9_000_000))], "packed_twice"),
        ([OK + b"\r\n" + gzip.compress(b"[]")], "list_not_json"),
        ([OK + b'Content-Length: 99\r\n\r\n["a.zip"'], "list_not_whole:cut_short"),
        ([OK + b"\r\n" + b"[" * 250_000], "list_not_json"),
        ([OK + b"\r\n[" + b"9" * 200_000 + b"]"], "list_not_json"),
        (lambda: forever(b"HTTP/1.1 404 No\r\n\r\n", BLOCK), "server_answers"),
        ([b"HTTP/1.1 204 No Content\r\n\r\n"], "list_not_json"),
    ],
)
def test_list_of_a_hostile_host_is_refused(
    host: Host, answer: Iterable[bytes] | Callable[[], Iterable[bytes]], expected: str
) -> None:
    assert refusal(lambda: read_json(host.put("list.json", answer))) == expected


def test_no_download_takes_the_last_room_on_the_disk(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(host.put("a.zip", [PLAIN]), tmp_path / "a.zip")
    monkeypatch.setattr(open_data, "RESERVE", 1 << 60)
    assert refusal(lambda: fetch(wanted)) == "no_room" and not list(tmp_path.iterdir())
    calls = iter([0, 1 << 60])
    monkeypatch.setattr(open_data, "RESERVE", 0)
    monkeypatch.setattr(
        open_data.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1 - next(calls)})
    )
    host.put("a.zip", [OK + b"\r\n" + ZIP])
    assert refusal(lambda: fetch(wanted)) == "no_room" and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "data",
    [
        [f"{number}.zip" for number in range(1_000_000)],
        ["a b.zip"] * 1_000_000,
        {f"key{number}": "a.zip" for number in range(150_000)},
        {"hash": [[0] * 1000] * 300, **{f"key{number}": f"{number % 400}.zip" for number in range(150_000)}},
        json.loads('{"url": "a.zip", "Chapter": [' + '{"DataResourceUrl": "a.zip"},' * 60_000 + "{}]}"),
    ],
    ids=[
        "a million names",
        "a million that are no names",
        "one place",
        "a heavy neighbour",
        "named over and over",
    ],
)
def test_list_of_a_million_names_is_read_or_refused_in_seconds(data: object) -> None:
    began = time.process_time()
    try:
        assert len(archives_in(data, address="https://a.example/list.json")) <= MAX_ARCHIVES
    except ManifestRefused as refused:
        assert refused.reason.code == "list_too_long"
    assert time.process_time() - began < MOST_WORK


def test_addresses_of_a_list_are_short_enough_to_be_kept() -> None:
    names = [f"{'x/' * 600}a.zip", f"https://a.example/{'x/' * 495}b.zip", "c.zip"]
    assert [one.name for one in archives_in(names, address="https://a.example/list.json")] == ["c.zip"]
