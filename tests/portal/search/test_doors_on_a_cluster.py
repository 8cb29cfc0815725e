"""The portal's pages, API, jobs and commands with a cluster behind the search, there and away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from foreign_law.actions.bring_in import bring_in
from foreign_law.models import IndexTask, ProvisionVersion
from foreign_law.search import index_pending, indexing, rebuild
from foreign_law.tasks.library import index_waiting
from mediation_registry.actions import indexing as register_indexing
from mediation_registry.models import RegisterIndexTask
from mediation_registry.search.outbox import mark
from mediation_registry.tasks.register import index_register, rebuild_register_index
from portal.audit.actors import system_actor
from portal.search.engine import IndexBusy, SearchAway
from portal.search.engines import search_service
from tests.factories import mediators
from tests.support.search_cluster import Line, Scratch, choose

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "foreign_law" / "samples"
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
AWAY = "The search does not answer at the moment."
KEPT = "These results come from the index kept on this server."


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def on_cluster(corner: Scratch, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PORTAL_VAR = tmp_path
    choose(corner, settings, monkeypatch)


@pytest.fixture
def library(on_cluster: None) -> None:
    """The samples of Hong Kong law, imported; still to be indexed."""
    bring_in([str(SAMPLES / "hk")], wanted="auto", actor=system_actor("import_law"), at=AT)


def law(client: Client, words: str) -> str:
    answer = client.get("/en/law/", {"q": words, "on": "", "kind": ""})
    assert answer.status_code == 200
    return answer.content.decode()


def waiting() -> int:
    return IndexTask.objects.filter(done_at=None).count()


def test_the_library_and_the_register_are_searched_in_the_cluster(
    library: None, client: Client, corner: Scratch
) -> None:
    index_pending(at=AT)
    listed = mediators.published_listing().registrant
    register_indexing.rebuild(at=mediators.NOW)
    assert {name.removeprefix(corner.mark).split("-")[0] for name in corner.indexes()} == {"law", "mediators"}
    page = law(client, "lantern")
    assert "<mark>" in page and AWAY not in page and KEPT not in page
    answer = client.get("/api/v1/law/search", {"q": "lantern"}).json()
    assert answer["total"] > 0 and answer["notices"] == []
    assert listed.register_no in client.get("/en/mediators/").content.decode()


def test_while_the_cluster_is_away_pages_say_so_and_keep_the_question(
    library: None, client: Client, line: Line
) -> None:
    line.cut = True
    page = law(client, "paper lantern")
    assert AWAY in page and 'value="paper lantern"' in page
    page = client.get("/en/mediators/", {"q": "wong"}).content.decode()
    assert AWAY in page and 'value="wong"' in page
    for path in ("/api/v1/law/search", "/api/v1/mediators"):
        answer = client.get(path, {"q": "wong"})
        assert answer.status_code == 503 and AWAY in answer.json()["detail"]


def test_what_was_imported_while_the_cluster_was_away_waits_and_is_carried_in(
    on_cluster: None, client: Client, line: Line
) -> None:
    line.cut = True
    call_command("import_law", str(SAMPLES / "hk"), verbosity=0)
    queued = waiting()
    assert queued > 0
    assert index_waiting() == 0
    assert waiting() == queued
    line.cut = False
    assert index_waiting() == queued
    assert waiting() == 0
    assert "<mark>" in law(client, "lantern")


def test_an_entry_of_the_register_changed_while_the_cluster_was_away_waits(
    on_cluster: None, line: Line
) -> None:
    listed = mediators.published_listing().registrant
    register_indexing.rebuild(at=mediators.NOW)
    line.cut = True
    mark([listed.pk], at=mediators.NOW)
    assert index_register() == 0
    assert rebuild_register_index() == 0
    line.cut = False
    assert RegisterIndexTask.objects.filter(done_at=None).exists()
    assert index_register() == 1


def test_the_kept_index_answers_on_the_page_and_in_the_api_and_says_so(
    library: None, client: Client, line: Line, settings: Any
) -> None:
    settings.SEARCH_KEEP_EMBEDDED = True
    rebuild(at=AT)
    register_indexing.rebuild(at=mediators.NOW)
    line.cut = True
    english = {"accept-language": "en"}
    assert KEPT in client.get("/api/v1/mediators", headers=english).json()["notices"][0]
    assert KEPT in client.get("/en/mediators/").content.decode()
    page = law(client, "lantern")
    assert KEPT in page and "<mark>" in page
    answer = client.get("/api/v1/law/search", {"q": "lantern"}, headers=english)
    assert answer.status_code == 200 and answer.json()["total"] > 0
    assert KEPT in answer.json()["notices"][0]


def test_the_probe_tells_that_the_cluster_is_away(library: None, line: Line) -> None:
    indexing.ask_index()
    line.cut = True
    with pytest.raises(LookupError, match="away"):
        indexing.ask_index()


@pytest.mark.parametrize("engine", ["embedded", "cluster"])
def test_a_change_queued_while_the_index_is_rebuilt_is_in_it_afterwards(
    library: None, settings: Any, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    """Whoever did the task meanwhile did it to the old index; and a task may be committed after one that has a
    higher number."""
    if engine == "embedded":
        settings.ELASTICSEARCH_URL = ""
    index_pending(at=AT)
    late = IndexTask.objects.order_by("-id").values_list("id", flat=True)[0] + 1
    gone = list(ProvisionVersion.objects.filter(text__contains="lantern", latest=True)[:2])
    task(ProvisionVersion.objects.exclude(pk__in=[one.pk for one in gone])[0], late + 1, done_at=AT)
    read = indexing.all_units

    def read_and_change() -> Iterator[Any]:
        yield from list(read())
        for version, number in zip(gone, (late, late + 2), strict=True):
            ProvisionVersion.objects.filter(pk=version.pk).update(superseded_at=AT, latest=False)
            task(version, number)
        assert index_pending(at=AT) == 2

    monkeypatch.setattr(indexing, "all_units", read_and_change)
    _stamp, units = rebuild(at=AT)
    assert waiting() == 0
    assert units == len(list(read()))


def test_what_was_done_to_the_old_index_stays_queued_when_the_cluster_goes_away_after_the_exchange(
    library: None, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker did the task to the index before, and it is in the new one only once it is carried there too."""
    index_pending(at=AT)
    gone = ProvisionVersion.objects.filter(text__contains="lantern", latest=True)[0]
    read, carry = indexing.all_units, indexing._carry

    def read_and_change() -> Iterator[Any]:
        yield from list(read())
        ProvisionVersion.objects.filter(pk=gone.pk).update(superseded_at=AT, latest=False)
        task(gone, indexing._newest() + 1)
        assert index_pending(at=AT) == 1
        monkeypatch.setattr(indexing, "_carry", cut)

    def cut(*args: Any) -> Any:
        line.cut = True
        return carry(*args)

    monkeypatch.setattr(indexing, "all_units", read_and_change)
    with pytest.raises(SearchAway):
        rebuild(at=AT)
    assert waiting() == 1
    line.cut = False
    monkeypatch.setattr(indexing, "_carry", carry)
    assert index_waiting() == 1
    assert search_service("law").health().units == len(list(read()))


def test_two_workers_at_once_leave_the_present_state(library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slower one read a text that is superseded by now, and writes after the faster one has taken it out."""
    gone = ProvisionVersion.objects.filter(text__contains="lantern", latest=True)[0]
    read, waits = indexing._version_units, [True]

    def slow(records: Any) -> Any:
        units = list(read(records))
        if waits:
            waits.clear()
            ProvisionVersion.objects.filter(pk=gone.pk).update(superseded_at=AT, latest=False)
            task(gone, indexing._newest() + 1)
            index_pending(at=AT)
        return iter(units)

    monkeypatch.setattr(indexing, "_version_units", slow)
    index_pending(at=AT)
    assert waiting() == 0
    assert search_service("law").health().units == len(list(indexing.all_units()))


def task(version: ProvisionVersion, number: int, done_at: datetime | None = None) -> None:
    IndexTask.objects.create(
        id=number, act="upsert", target="version", record_id=version.pk, uid=version.uid, queued_at=AT, done_at=done_at
    )  # fmt: skip


def test_a_registrant_who_changed_while_the_register_was_rebuilt_is_written_anew(
    on_cluster: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = mediators.published_listing().registrant
    register_indexing.rebuild(at=mediators.NOW)
    read, written = register_indexing.all_units, []

    def read_and_change(on: Any) -> Iterator[Any]:
        yield from read(on)
        RegisterIndexTask.objects.create(
            registrant_id=listed.pk, queued_at=mediators.NOW, done_at=mediators.NOW
        )

    real = register_indexing._units_of
    monkeypatch.setattr(register_indexing, "all_units", read_and_change)
    monkeypatch.setattr(
        register_indexing, "_units_of", lambda keys, on: (written.extend(keys), real(keys, on))[1]
    )
    register_indexing.rebuild(at=mediators.NOW)
    assert written.count(listed.pk) == 2
    assert not RegisterIndexTask.objects.filter(done_at=None).exists()


def test_the_rebuild_tells_how_far_it_has_come(
    library: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.search.progress.EVERY", 2)
    call_command("rebuild_index")
    lines = capsys.readouterr().out.splitlines()
    units = search_service("law").health().units
    assert f"{units}/{units} units (100%)" in lines[-2]
    assert len(lines) > units // 2
    assert lines[0].startswith("[") and " 2/" in lines[0]


def test_another_writer_at_work_is_no_reason_for_a_job_to_fail(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: object) -> int:
        raise IndexBusy("another process is writing")

    monkeypatch.setattr("portal.search.elastic_engine.ElasticEngine.delete", busy)
    assert index_waiting() == 0
    assert waiting() > 0
