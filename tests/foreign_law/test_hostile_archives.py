"""Archives that lie, and publishers that change their mind: refused by reason, the rest goes in, the next run mends."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from foreign_law.actions import collecting
from foreign_law.actions.bring_in import bring_in
from foreign_law.actions.collecting import Order, collect
from foreign_law.importers.collected import Collected
from foreign_law.importers.report import Report
from foreign_law.models import CollectedArchive, Collection, Expression, Instrument, Source
from portal.audit.actors import system_actor
from tests.support.open_data_server import Publisher, publisher_running, zipped

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
EN, MORE = "hkel_c_leg_cap_1_cap_300_en.zip", "hkel_c_leg_cap_301_cap_600_en.zip"
GOOD = "cap_9001_20150301000000_en_c.xml"
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def good(samples: Path) -> bytes:
    """A sample ordinance."""
    return (samples / "hk" / GOOD).read_bytes()


def member(name: str, **facts: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    for key, value in facts.items():
        setattr(info, key, value)
    return info


def archive(good: bytes, info: zipfile.ZipInfo, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good file, and one more."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        bundle.writestr(member(GOOD), good, zipfile.ZIP_DEFLATED)
        bundle.writestr(info, content, packing)
    return made.getvalue()


def restated(data: bytes, name: str, *, size: int) -> bytes:
    """The same archive, which states another size of the unpacked member in both places."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        start = bundle.getinfo(name).header_offset
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", changed, start + 22, size)
    struct.pack_into("<I", changed, central + 24, size)
    return bytes(changed)


def lying(good: bytes) -> dict[str, tuple[bytes, str]]:
    """Archives by what is wrong with their second member, with the code of the refusal."""
    bomb = archive(good, member("x.xml"), b"<a>" + b" " * 9 * MEGABYTE)
    entities = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    return {
        "traversal": (archive(good, member("../../../tmp/x.xml"), good), "member_astray"),
        "absolute": (archive(good, member("/etc/x.xml"), good), "member_astray"),
        "of another system": (archive(good, member("..\\..\\x.xml"), good), "member_astray"),
        "drive": (archive(good, member("C:x.xml"), good), "member_astray"),
        "link": (archive(good, member("x.xml", external_attr=0o120777 << 16), b"/etc/passwd"), "member_link"),
        "bomb": (bomb, "member_bomb"),
        "bomb that states little": (restated(bomb, "x.xml", size=900), "member_unreadable"),
        "states a gigabyte": (restated(bomb, "x.xml", size=1 << 30), "file_too_large"),
        "packed otherwise": (
            archive(good, member("x.xml"), bytes(MEGABYTE), zipfile.ZIP_BZIP2),
            "member_packing",
        ),
        "entities": (archive(good, member("x.xml"), entities), "declares_entities"),
        "entities in EBCDIC": (
            archive(good, member("x.xml"), entities.decode().encode("cp037")),
            "malformed",
        ),
        "half a file": (archive(good, member("x.xml"), good[: len(good) // 2]), "malformed"),
        "damaged": (damaged(archive(good, member("x.xml"), good)), "member_unreadable"),
    }


def damaged(data: bytes) -> bytes:
    """One byte of the second member is another one."""
    place = data.rindex(b"x.xml", 0, data.index(b"PK\x01\x02")) + 100
    return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


def brought(path: Path) -> Report:
    return bring_in([str(path)], wanted="auto", actor=system_actor("x"), at=AT)


def test_each_lie_of_an_archive_is_named_and_the_good_file_beside_it_goes_in(
    db: None, good: bytes, tmp_path: Path
) -> None:
    for number, (lie, (data, code)) in enumerate(lying(good).items()):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(data)
        began = time.process_time()
        report = brought(path)
        assert [one["why"]["code"] for one in report.refused] == [code], (lie, report.refused)
        assert report.files == 1 and time.process_time() - began < 8, lie
    assert Expression.objects.count() == 1 and Source.objects.count() == 1
    assert {path.suffix for path in tmp_path.iterdir()} == {".zip"}


def test_names_of_members_carry_no_signs_for_the_terminal(db: None, good: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive(good, member("\x1b[2J\n.xml"), b"<a"))
    (refused,) = brought(tmp_path / "a.zip").refused
    assert refused["file"].rsplit("!", 1)[1].isprintable()


def directory(entries: int) -> bytes:
    """An archive that is nothing but a directory."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0) + b"a.xml"
    size = len(entry) * entries
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, entries & 0xFFFF, entries & 0xFFFF, size, 0, 0)
    return entry * entries + end


@pytest.mark.parametrize("entries", [1_000_000, 25_000])
def test_directory_of_a_million_members_is_refused_before_it_is_read(
    db: None, tmp_path: Path, entries: int
) -> None:
    (tmp_path / "a.zip").write_bytes(directory(entries))
    began = time.process_time()
    assert [one["why"]["code"] for one in brought(tmp_path / "a.zip").refused] == ["archive_too_large"]
    assert time.process_time() - began < 5


@pytest.fixture
def publisher(good: bytes) -> Iterator[Publisher]:
    """A publisher with two archives of one file each."""
    with publisher_running() as found:
        found.put(EN, zipped(**{GOOD: good}))
        found.put(MORE, zipped(**{GOOD.replace("9001", "9301"): good.replace(b"9001", b"9301")}))
        found.list_archives("en", found.row(EN), found.row(MORE))
        yield found


@pytest.fixture
def run(db: None, publisher: Publisher, tmp_path: Path) -> Callable[..., Collected]:
    """Collect as the command does."""

    def go(clock: Callable[[], datetime] = lambda: AT) -> Collected:
        order = Order(publisher.address, tmp_path, ("en",), pause=0.0)
        return collect(order, actor=system_actor("fetch_law"), clock=clock)

    return go


def codes(collected: Collected) -> list[tuple[str, str]]:
    return [(one["file"], one["why"]["code"]) for one in collected.problems]


def test_list_that_changes_while_archives_are_fetched_mixes_nothing_and_the_next_run_takes_it(
    run: Callable[..., Collected],
    publisher: Publisher,
    good: bytes,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    taken = collecting._take

    def take(archive: Any, *arguments: Any) -> None:
        taken(archive, *arguments)
        if archive.name == EN:
            publisher.put(MORE, zipped(**{GOOD.replace("9001", "9302"): good.replace(b"9001", b"9302")}))
            publisher.list_archives("en", publisher.row(EN), publisher.row(MORE))

    monkeypatch.setattr(collecting, "_take", take)
    assert codes(run()) == [(MORE, "wrong_digest")]
    assert list(Instrument.objects.values_list("slug", flat=True)) == ["cap-9001"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [EN, "lock"]
    monkeypatch.undo()
    assert codes(run()) == [] and Instrument.objects.filter(slug="cap-9302").exists()
    assert not Instrument.objects.filter(slug="cap-9301").exists()


@pytest.mark.parametrize("has_digest", [True, False])
def test_archive_that_came_damaged_is_fetched_anew_though_the_server_calls_it_unchanged(
    run: Callable[..., Collected], publisher: Publisher, good: bytes, has_digest: bool
) -> None:
    whole = archive(good, member("x.xml"), good.replace(b"9001", b"9303"))
    served = publisher.put(EN, damaged(whole))
    publisher.list_archives("en", publisher.row(EN) if has_digest else {"url": EN})
    assert codes(run()) == [(f"{EN}!x.xml", "member_unreadable")]
    tag, served.data = served.etag, whole
    publisher.list_archives("en", publisher.row(EN) if has_digest else {"url": EN})
    assert served.etag == tag and codes(run()) == []
    assert (
        CollectedArchive.objects.filter(name=EN, is_whole=True).exists() and Instrument.objects.count() == 2
    )


def test_file_that_was_changed_on_our_own_disk_is_not_taken_for_the_one_that_came(
    run: Callable[..., Collected], publisher: Publisher, good: bytes, tmp_path: Path
) -> None:
    publisher.put(EN, archive(good, member("x.xml"), b"<a"))
    publisher.list_archives("en", publisher.row(EN))
    assert codes(run()) == [(f"{EN}!x.xml", "malformed")]
    (tmp_path / EN).write_bytes(zipped(**{GOOD: good.replace(b"9001", b"9666")}))
    assert codes(run()) == [(f"{EN}!x.xml", "malformed")]
    assert not Instrument.objects.filter(slug="cap-9666").exists()


def test_answer_that_nothing_changed_is_not_believed_of_an_archive_never_held(
    run: Callable[..., Collected], publisher: Publisher
) -> None:
    publisher.files[f"/data/{EN}"].unchanged = True
    publisher.list_archives("en", {"url": EN})
    assert codes(run()) == [(EN, "server_answers")]
    assert not CollectedArchive.objects.filter(is_whole=True).exists()


def test_run_that_lasts_too_long_begins_no_other_archive_and_the_next_run_takes_it(
    run: Callable[..., Collected], monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = iter(AT + timedelta(hours=5 * hour) for hour in range(99))
    assert codes(run(lambda: next(hours))) == [(MORE, "run_too_long")]
    assert codes(run()) == [] and Instrument.objects.count() == 2


def test_run_that_breaks_on_what_nobody_foresaw_says_so_and_keeps_what_it_had_met(
    run: Callable[..., Collected], publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.list_archives("en", publisher.row(EN), {"url": "gone.zip"}, publisher.row(MORE))
    known = collecting._fetched

    def breaks(archive: Any, *arguments: Any) -> Any:
        if archive.name == MORE:
            raise MemoryError
        return known(archive, *arguments)

    monkeypatch.setattr(collecting, "_fetched", breaks)
    with pytest.raises(MemoryError):
        run()
    kept = Collection.objects.get()
    assert kept.state == "broken" and kept.finished_at == AT
    assert [one["why"]["code"] for one in kept.problems] == ["run_stopped", "server_answers"]
    monkeypatch.undo()
    assert codes(run()) == [("gone.zip", "server_answers")] and Instrument.objects.count() == 2
