"""Law is fetched from its publisher: lists, archives, broken connections, wrong digests; only what changed goes in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.collecting import Order, UnderWay, _alone, collect, order_collection
from foreign_law.actions.writer import Writer
from foreign_law.gateways.open_data import FetchRefused
from foreign_law.importers.collected import Collected
from foreign_law.management.telling import collected_lines
from foreign_law.models import (
    CollectedArchive,
    Collection,
    Expression,
    HeldVersion,
    Instrument,
    ProvisionVersion,
)
from foreign_law.tasks import collecting as tasks
from portal.audit.actors import Actor, system_actor
from portal.audit.models import Event
from portal.identity.models import User
from tests.factories import people
from tests.support.open_data_server import Publisher, publisher_running, zipped

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
EN, HANT = "hkel_c_leg_cap_1_cap_300_en.zip", "hkel_c_leg_cap_1_cap_300_zh-Hant.zip"
PROVISIONS = 9
"""In the sample ordinance of 2015."""
Run = Callable[..., Collected]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def publisher(samples: Path) -> Iterator[Publisher]:
    """A publisher with one archive of two files in English."""
    with publisher_running() as found:
        found.put(EN, packed(samples, "en"))
        found.list_archives("en", found.row(EN))
        yield found


def packed(samples: Path, *words: str) -> bytes:
    """The current sample files whose names hold one of the words, as an archive."""
    files = sorted((samples / "hk").glob("cap_9001_2015*"))
    return zipped(
        **{path.name: path.read_bytes() for path in files if any(f"_{w}_" in path.name for w in words)}
    )


@pytest.fixture
def run(db: None, publisher: Publisher, tmp_path: Path) -> Run:
    """Collect as the command does, in English only unless told."""

    def go(*languages: str, **options: Any) -> Collected:
        order = Order(publisher.address, tmp_path, languages or ("en",), pause=0.0, **options)
        return collect(order, actor=system_actor("fetch_law"), clock=lambda: AT)

    return go


def reasons(collected: Collected) -> dict[str, str]:
    return {problem["file"]: problem["reason"] for problem in collected.problems}


def test_what_is_new_goes_in_and_the_run_is_recorded_with_the_digest_of_each_archive(
    run: Run, publisher: Publisher
) -> None:
    collected = run()
    assert collected.problems == [] and collected.of("fetched") == 1
    assert collected.all_counts()["deposited"] == 1 and collected.all_counts()["versions"] > 5
    assert Instrument.objects.get().path == "hk/cap-9001"
    assert HeldVersion.objects.get().currency == "current"
    archive = CollectedArchive.objects.get()
    assert archive.digest == publisher.row(EN)["sha256"] and archive.is_whole
    kept = Collection.objects.get()
    assert kept.state == "finished" and kept.counts["archives_new"] == 1
    assert Event.objects.get(act="foreign_law.collected").subject_key == str(kept.pk)
    said = "\n".join(collected_lines(collected))
    assert "new 1, unchanged 0" in said and archive.digest in said


@pytest.mark.parametrize("has_digest", [True, False])
def test_what_is_unchanged_is_not_fetched_again(run: Run, publisher: Publisher, has_digest: bool) -> None:
    if not has_digest:
        publisher.list_archives("en", publisher.row(EN, sha256="", fileSize=""))
    run()
    again = run()
    assert again.of("unchanged") == 1 and again.problems == []
    assert publisher.asked_for(EN) == [("", 200)] + ([] if has_digest else [("", 304)])
    assert not again.counts and Event.objects.filter(act="foreign_law.deposited").count() == 1


def test_same_bytes_under_a_new_entity_tag_are_not_imported_again(run: Run, publisher: Publisher) -> None:
    publisher.list_archives("en", {"url": EN})
    run()
    publisher.files[f"/data/{EN}"].etag = '"another"'
    assert run().of("unchanged") == 1
    assert run().of("unchanged") == 1 and publisher.asked_for(EN)[-1][1] == 304


def test_download_that_breaks_off_goes_on_where_it_stopped(run: Run, publisher: Publisher) -> None:
    publisher.files[f"/data/{EN}"].cut = 1000
    collected = run()
    assert collected.of("resumed") == 1 and collected.problems == []
    assert publisher.asked_for(EN) == [("", 200), ("bytes=1000-", 206)]
    assert CollectedArchive.objects.get().digest == publisher.row(EN)["sha256"]


def test_wrong_digest_wrong_length_html_and_missing_archives_are_named_and_the_others_go_in(
    run: Run, publisher: Publisher, samples: Path, tmp_path: Path
) -> None:
    data = packed(samples, "en")
    for name in ("a_digest.zip", "b_length.zip"):
        publisher.put(name, data)
    publisher.put("c_page.zip", b"<!DOCTYPE html><html>Back soon</html>")
    publisher.put("d_away.zip", b"", to="https://elsewhere.example/d_away.zip")
    publisher.list_archives(
        "en", publisher.row("a_digest.zip", sha256="ab" * 32), publisher.row("b_length.zip", sha256="", fileSize=7),
        {"url": "c_page.zip"}, {"url": "d_away.zip"}, {"url": "e_missing.zip"}, publisher.row(EN),
    )  # fmt: skip
    collected = run()
    said = reasons(collected)
    assert "the list states abab" in said["a_digest.zip"]
    assert "the list states 7" in said["b_length.zip"]
    assert "it is an HTML page" in said["c_page.zip"]
    assert "another place (https://elsewhere.example)" in said["d_away.zip"]
    assert said["e_missing.zip"] == "the server answers 404"
    assert len(said) == 5 and Instrument.objects.count() == 1
    assert Collection.objects.get().counts["archives_refused"] == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == [EN, "lock"]


def test_zip_bomb_is_refused_and_tried_again_each_time_until_it_is_mended(
    run: Run, publisher: Publisher
) -> None:
    bomb = publisher.put(
        "bomb.zip", zipped(zeros=b"", **{"cap_9002_20150301000000_en_c.xml": b"<a>" + b" " * 9_000_000})
    )
    publisher.list_archives("en", {"url": "bomb.zip"}, publisher.row(EN))
    first, second = run(), run()
    for collected in (first, second):
        assert list(reasons(collected)) == ["bomb.zip!cap_9002_20150301000000_en_c.xml"]
        assert "compressed beyond reason" in next(iter(reasons(collected).values()))
    assert [status for _span, status in publisher.asked_for("bomb.zip")] == [200, 304]
    bomb.data, bomb.etag = zipped(note=b"nothing to read"), '"mended"'
    assert run().problems == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{broken", "not JSON"),
        (b'{"DataSet": []}', "names no archive"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
    ],
)
def test_list_that_cannot_be_read_is_named_and_the_other_languages_go_in(
    run: Run, publisher: Publisher, content: bytes, reason: str
) -> None:
    publisher.put("hkel_list_c_all_zh-Hant.json", content)
    collected = run("en", "zh-hant", "zh-hans")
    assert reason in reasons(collected)["hkel_list_c_all_zh-Hant.json"]
    assert reasons(collected)["hkel_list_c_all_zh-Hans.json"] == "the server answers 404"
    assert Instrument.objects.count() == 1


def test_archives_of_a_mirrored_list_are_taken_beside_the_list(run: Run, publisher: Publisher) -> None:
    publisher.list_archives("en", publisher.row(EN, url=f"https://publisher.example/doj/data/{EN}"))
    assert run().problems == [] and Instrument.objects.count() == 1


def test_trial_run_changes_nothing(run: Run, publisher: Publisher, tmp_path: Path) -> None:
    collected = run(dry_run=True)
    assert [archive.outcome for archive in collected.archives] == ["wanted"]
    assert not Collection.objects.exists() and not list(tmp_path.iterdir())
    run()
    assert [archive.outcome for archive in run(dry_run=True).archives] == ["unchanged"]


def test_changed_law_of_the_next_week_goes_in_with_its_dates(
    run: Run, publisher: Publisher, samples: Path
) -> None:
    run()
    data = (samples / "hk" / "cap_9001_20150301000000_en_c.xml").read_text("utf-8")
    data = data.replace("<dc:date>2015-03-01<", "<dc:date>2016-03-01<").replace(
        "a lamp of silk", "a lamp of paper"
    )
    data = data.replace('startPeriod="2014-06-01"', 'startPeriod="2016-03-01"')
    publisher.put(EN, zipped(**{"cap_9001_20160301000000_en_c.xml": data}))
    publisher.list_archives("en", publisher.row(EN))
    collected = run()
    assert collected.all_counts()["archives_new"] == 1 and collected.problems == []
    texts = ProvisionVersion.objects.filter(provision__key="s2", superseded_at=None).order_by("valid_from")
    assert [str(text.valid_from) for text in texts] == ["2014-06-01", "2016-03-01"]


def test_two_runs_never_meet_and_only_librarians_fetch(run: Run, tmp_path: Path) -> None:
    with _alone(tmp_path), pytest.raises(UnderWay):
        run()
    order = Order("http://localhost:1/", tmp_path)
    with pytest.raises(PermissionDenied):
        collect(order, actor=Actor("user:1", frozenset({"clerk"})), clock=lambda: AT)
    with pytest.raises(PermissionDenied):
        order_collection(actor=Actor("user:1", frozenset({"clerk"})), at=AT, address="https://a.example/")
    librarian = Actor("user:1", frozenset({"librarian"}))
    order_collection(actor=librarian, at=AT, address="https://a.example/")
    with pytest.raises(ValidationError, match="fetched already"):
        order_collection(actor=librarian, at=AT, address="https://a.example/")


def test_order_is_carried_out_once_and_an_order_that_cannot_begin_says_why(
    run: Run, publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(tasks, "folder", lambda: tmp_path)
    monkeypatch.setattr(tasks, "index", lambda at: 0)
    settings.LAW_FETCH_HK_URL = ""
    assert tasks.fetch_weekly() == 0 and not Collection.objects.exists()
    settings.LAW_FETCH_HK_URL = publisher.address
    librarian = Actor("user:1", frozenset({"librarian"}))
    ordered = order_collection(actor=librarian, at=AT, address=publisher.address)
    with _alone(tmp_path):
        assert tasks.fetch_ordered(str(ordered.pk)) == 0
    ordered.refresh_from_db()
    assert ordered.state == "broken" and "another run" in ordered.problems[0]["reason"]
    second = order_collection(actor=librarian, at=AT, address=publisher.address)
    assert tasks.fetch_ordered(str(second.pk)) == 1 and tasks.fetch_ordered(str(second.pk)) == 0
    assert tasks.fetch_weekly() == 0 and Collection.objects.filter(state="finished").count() == 2


def test_an_order_that_began_meanwhile_keeps_what_its_own_run_says(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    """The same order reaches two workers: the second had read it as waiting, and finds the run of the first."""
    monkeypatch.setattr(tasks, "folder", lambda: tmp_path)
    monkeypatch.setattr(tasks, "index", lambda at: 0)
    librarian = Actor("user:1", frozenset({"librarian"}))
    stale = order_collection(actor=librarian, at=AT, address=publisher.address)
    saved = [{"file": EN, "reason": "saved by the run", "why": {}}]
    for state in ("running", "finished", "broken"):
        Collection.objects.update(state=state, problems=saved, finished_at=AT)
        with _alone(tmp_path):
            assert tasks._fetch(stale) == 0
        kept = Collection.objects.get()
        assert (kept.state, kept.problems, kept.finished_at) == (state, saved, AT)
    # nor is it carried out once more when the first has just ended
    Collection.objects.update(state="finished", problems=saved)
    assert tasks._fetch(stale) == 0 and not CollectedArchive.objects.exists()
    kept = Collection.objects.get()
    assert (kept.state, kept.problems) == ("finished", saved)


def test_an_error_inside_a_run_is_not_written_over_by_its_own_report(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    """The index refuses at the end; what the run had met before stays behind the reason."""
    monkeypatch.setattr(tasks, "folder", lambda: tmp_path)

    def refuses(at: datetime) -> int:
        raise FetchRefused("timed_out")

    monkeypatch.setattr(tasks, "index", refuses)
    order = order_collection(
        actor=Actor("user:1", frozenset({"librarian"})), at=AT, address=publisher.address
    )
    assert tasks.fetch_ordered(str(order.pk)) == 0
    order.refresh_from_db()
    assert order.state == "broken" and order.problems[0]["why"]["code"] == "run_stopped"
    assert {one["why"]["code"] for one in order.problems[1:]} == {"server_answers"}


def test_command_reports_in_words_and_as_json_and_ends_with_1_when_something_failed(
    db: None, publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "folder", lambda: tmp_path)
    monkeypatch.setattr(tasks, "index", lambda at: 0)
    out = StringIO()
    call_command(
        "fetch_law",
        "hk",
        f"--from={publisher.address}",
        "--language=en",
        "--json",
        stdout=out,
        stderr=StringIO(),
    )
    assert json.loads(out.getvalue())["counts"]["archives_new"] == 1
    words = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("fetch_law", "hk", f"--from={publisher.address}", stdout=words, stderr=StringIO())
    assert (
        stop.value.code == 1
        and "Refused: hkel_list_c_all_zh-Hant.json: the server answers 404" in words.getvalue()
    )


class Killed(BaseException):
    """The process dies here: nothing catches it."""


@pytest.mark.parametrize("death", [3, 8, 13])
def test_run_that_dies_leaves_no_half_written_law_and_the_next_ends_it(
    run: Run, publisher: Publisher, samples: Path, monkeypatch: pytest.MonkeyPatch, death: int
) -> None:
    """A real process is killed in ``make faults``; here the run dies at a provision in the middle of a file."""
    source = (samples / "hk" / "cap_9001_20150301000000_en_c.xml").read_text("utf-8")
    caps = {f"cap_{n}_20150301000000_en_c.xml": source.replace("9001", str(n)) for n in (9101, 9102, 9103)}
    publisher.put(EN, zipped(**caps))
    publisher.list_archives("en", publisher.row(EN))
    written, seen = Writer.sighting, []

    def dying(self: Writer, *arguments: Any) -> None:
        seen.append(1)
        if len(seen) == death:
            raise Killed
        written(self, *arguments)

    monkeypatch.setattr(Writer, "sighting", dying)
    with pytest.raises(Killed):
        run()
    monkeypatch.undo()
    sizes = [expression.versions.count() for expression in Expression.objects.all()]
    assert len(sizes) == (death - 1) // PROVISIONS and set(sizes) <= {PROVISIONS}
    assert not CollectedArchive.objects.filter(is_whole=True).exists()
    assert run().problems == [] and Instrument.objects.count() == 3
    assert sorted(Collection.objects.values_list("state", flat=True)) == ["broken", "finished"]
    assert run().of("unchanged") == 1 and not CollectedArchive.objects.latest("id").reason


def test_librarian_sees_what_came_and_what_failed_and_orders_a_run(
    run: Run, publisher: Publisher, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    publisher.list_archives("en", publisher.row(EN), {"url": "gone.zip"})
    run()
    settings.LAW_FETCH_HK_URL = publisher.address
    queued: list[str] = []
    monkeypatch.setattr("foreign_law.viewsets.collecting.fetch_ordered.delay", queued.append)
    address = reverse("library_collecting:index")
    User.objects.filter(pk=(reader := people.librarian()).pk).update(language="en")
    people.sign_in(client, reader)
    page = client.get(address).content.decode()
    assert (
        "gone.zip" in page and "the server answers 404" in page and EN in page and publisher.address in page
    )
    assert '<form method="post"><input' in page
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 302
    ordered = Collection.objects.get(state="ordered")
    assert queued == [str(ordered.pk)] and ordered.ordered_by.startswith("user:")
    again = client.post(address, follow=True).content.decode()
    assert (
        Collection.objects.filter(state="ordered").count() == 1 and '<form method="post"><input' not in again
    )
    for stranger, seen in ((people.clerk_a(), 404), (people.auditor(), 200)):
        people.sign_in(client, stranger)
        assert client.get(address).status_code == seen and client.post(address).status_code == 404
