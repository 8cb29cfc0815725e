"""What happened to the law: one event for a real change, none for a first import or a repetition."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from foreign_law.actions import events
from foreign_law.actions.events import Announcement, announce, announce_all
from foreign_law.actions.judgments import record_judgments
from foreign_law.importers.parsed import Received
from foreign_law.models import Instrument, Judgment, LawEvent, Provision
from foreign_law.queries.events import lines
from portal.audit.actors import system_actor

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
FIRST, SECOND, THIRD = "2010-01-01", "2012-06-01", "2015-03-01"
Import = Callable[..., Any]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def sample(samples: Path, day: str, mark: str = "p", language: str = "en") -> Path:
    return samples / "hk" / f"cap_9001_{day.replace('-', '')}000000_{language}_{mark}.xml"


def told() -> dict[tuple[str, str], str]:
    """Kind and provision with the kind of change."""
    rows = LawEvent.objects.select_related("provision")
    return {
        (row.kind, row.provision.key if row.provision else ""): row.facts.get("change", "") for row in rows
    }


def changed(samples: Path, folder: Path, day: str, old: str, new: str) -> Path:
    text = sample(samples, THIRD, "c").read_text("utf-8")
    assert old in text
    path = folder / f"cap_9001_{day.replace('-', '')}000000_en_c.xml"
    path.write_text(text.replace(old, new).replace(f"<dc:date>{THIRD}", f"<dc:date>{day}"), "utf-8")
    return path


def test_the_first_import_of_a_work_and_a_repetition_are_no_news(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, THIRD, "c"), sample(samples, THIRD, "c", "zh-Hant-HK"), samples / "macao")
    assert told() == {}
    import_paths(samples / "macao", sample(samples, THIRD, "c"))
    assert told() == {}


def test_an_older_file_taken_in_later_is_no_news(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, THIRD, "c"))
    import_paths(sample(samples, FIRST), sample(samples, SECOND))
    assert told() == {}


def test_a_newer_file_says_what_changed_in_each_provision(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, FIRST))
    import_paths(sample(samples, SECOND))
    assert told() == {}, "other dates, the same words"
    import_paths(sample(samples, THIRD, "c"))
    found = told()
    assert ("amended", "s1") not in found
    assert found[("amended", "s2")] == "text" and found[("amended", "s4")] == "absent"
    event = LawEvent.objects.get(kind="amended", provision__key="s2")
    assert event.day == date(2014, 6, 1) and event.version is not None and event.version.latest


KINDS = {
    "amended": (
        "A lantern is lit when it burns.",
        "A lantern is lit when it glows.",
        {("amended", "s2"): "text"},
    ),
    "repealed": (
        'id="ID_1" name="s1" reason="inEffect" status="operational"',
        'id="ID_1" name="s1" reason="repealed" status="repealed"',
        {("repealed", "s1"): "text"},
    ),
    "commenced": (
        'id="ID_3" name="s3" status="pending" reason="notYetInOperation"',
        'id="ID_3" name="s3" status="operational" reason="inEffect"',
        {("commenced", "s3"): "text"},
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), KINDS.values(), ids=KINDS)
def test_the_kind_follows_the_status_that_the_source_states(
    import_paths: Import, samples: Path, tmp_path: Path, old: str, new: str, expected: dict[Any, str]
) -> None:
    import_paths(sample(samples, THIRD, "c"))
    import_paths(changed(samples, tmp_path, "2020-01-01", old, new))
    assert told() == expected


def test_another_file_of_the_same_date_is_a_correction(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, THIRD, "c"))
    import_paths(changed(samples, tmp_path, THIRD, "when it burns", "when it glows"))
    assert told() == {("corrected", "s2"): "text"}


def test_two_languages_that_change_on_one_day_are_one_event(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, THIRD, "c"))
    event = LawEvent(kind="amended")
    provision = Provision.objects.get(key="s2")
    for facts in ({"change": "text"}, {"change": "text"}):
        announce("amended", at=AT, provision=provision, day=date(2020, 1, 1), facts=facts)
    assert LawEvent.objects.count() == 1 and event.pk is None


def test_a_macao_page_with_another_text_is_an_amendment_each_time(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(samples / "macao" / "lei-901-2031.pt.txt")
    text = (samples / "macao" / "lei-901-2031.pt.txt").read_text("utf-8")
    path = tmp_path / "lei-901-2031.pt.txt"
    for day, words in enumerate(("equiparado ao artesão", "equiparado ao mestre"), 1):
        path.write_text(text.replace("equiparado ao fabricante", words), "utf-8")
        import_paths(path, at=AT + timedelta(days=day))
    assert LawEvent.objects.filter(kind="amended", provision__key="art2").count() == 2
    assert set(told()) == {("amended", "art2")}


def test_a_changed_text_that_cites_anew_and_a_judgment_make_cited(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(sample(samples, THIRD, "c"), samples / "macao")
    words = "A lantern is lit when it burns within Lei n.º 901/2031, artigo 2.º"
    import_paths(changed(samples, tmp_path, "2020-01-01", "A lantern is lit when it burns.", words))
    event = LawEvent.objects.get(kind="cited")
    assert (event.provision.key, event.facts["by"]) == ("art2", "hk/cap-9001/s2")  # type: ignore[union-attr]
    row = {"jurisdiction": "cn", "citation": "（2024）粤0391民初1号", "court": "虚构法院", "name": "虚构案",
           "applied": ["Cap. 9001 s. 2"], "proposition": "灯笼。"}  # fmt: skip
    for _twice in range(2):
        record_judgments(Received("j", json.dumps(row).encode()), actor=system_actor("x"), at=AT)
    event = LawEvent.objects.get(kind="cited", judgment__isnull=False)
    assert event.judgment == Judgment.objects.get(jurisdiction="CN")
    line = lines([event], "en")[0]
    assert (line.path, line.sentence, line.cause) == ("hk/cap-9001/s2", "Applied in a judgment", "虚构案")


def test_listeners_hear_once_of_everything_written(
    import_paths: Import, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Sequence[LawEvent]] = []
    monkeypatch.setattr(events, "LISTENERS", [heard.append])
    import_paths(sample(samples, SECOND))
    assert not heard
    import_paths(sample(samples, THIRD, "c"))
    assert len(heard) == 1 and {event.kind for event in heard[0]} >= {"amended"}
    assert all(event.pk and event.at for event in heard[0])


def test_six_thousand_events_are_rows_and_no_mails(import_paths: Import, samples: Path) -> None:
    import_paths(sample(samples, THIRD, "c"))
    work = Instrument.objects.get()
    rows = [Announcement("amended", work, facts={"change": "text", "by": str(n)}) for n in range(6000)]
    with CaptureQueriesContext(connection) as queries:
        made = announce_all(rows, at=AT)
    assert len(made) == 6000 and len(queries) < 80 and not mail.outbox
    assert announce_all(rows[:10], at=AT) == [] and announce_all([], at=AT) == []


@pytest.mark.django_db
def test_an_event_of_nothing_or_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="of a work"):
        announce("amended", at=AT)
    with pytest.raises(ValueError, match="no kind"):
        announce("burnt", at=AT, instrument=Instrument())


def test_every_event_has_words_in_every_language(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "hk", samples / "macao")
    work, judgment = Instrument.objects.get(slug="cap-9001"), Judgment.objects.get()
    LawEvent.objects.all().delete()
    for kind in LawEvent.Kind.values:
        announce(kind, at=AT, instrument=work)
    announce("amended", at=AT, instrument=work, facts={"change": "added"})
    announce("cited", at=AT, judgment=judgment, facts={"cited": "hk:neutral:hkcfi:2016:1"})
    for code in ("zh-hant", "zh-hans", "pt", "en"):
        with translation.override(code):
            worded = lines(LawEvent.objects.all(), code)
        assert len(worded) == 8 and all(line.sentence and line.place and line.path for line in worded)
