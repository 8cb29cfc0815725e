"""To follow the law: what is gathered, when one is told, in which language, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions import following as acts
from foreign_law.actions.digests import send_due
from foreign_law.actions.events import announce
from foreign_law.models import Follow, Instrument, News, Provision, Rhythm, SavedSearch
from foreign_law.queries.following import owner_of, stop_token
from foreign_law.rules.rhythms import due
from foreign_law.tasks import following as tasks
from foreign_law.tasks.library import index_now
from portal.notices.actions import deliver_waiting
from portal.notices.models import Notice
from portal.web.logs import OPENING
from tests.factories import people

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # a Sunday, nine in the morning
LATER = AT + timedelta(days=9)
Import = Callable[..., Any]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def library(import_paths: Import, samples: Path) -> None:
    import_paths(
        samples / "hk" / "cap_9001_20150301000000_en_c.xml", samples / "macao" / "lei-901-2031.pt.txt"
    )


def change(import_paths: Import, samples: Path, folder: Path, at: datetime, new: str = "it glows") -> None:
    """A later file of Cap. 9001 in which section 2 says something else."""
    text = (samples / "hk" / "cap_9001_20150301000000_en_c.xml").read_text("utf-8")
    path = folder / "cap_9001_20200101000000_en_c.xml"
    path.write_text(
        text.replace("it burns", new).replace("<dc:date>2015-03-01", "<dc:date>2020-01-01"), "utf-8"
    )
    import_paths(path, at=at)


def tell(*, at: datetime) -> dict[str, int]:
    """The beat, and then the beat of the outbox."""
    done = tasks.tell(at=at)
    deliver_waiting(at=at)
    return done


def work() -> Instrument:
    return Instrument.objects.get(slug="cap-9001")


def section() -> Provision:
    return Provision.objects.select_related("instrument").get(key="s2", instrument__slug="cap-9001")


MOMENTS = [
    ("at-once", "2026-11-22T01:00", "2026-11-22T01:00"),
    ("daily", "2026-11-22T01:00", "2026-11-22T23:00"),
    ("daily", "2026-11-22T22:59", "2026-11-22T23:00"),
    ("daily", "2026-11-22T23:00", "2026-11-23T23:00"),
    ("weekly", "2026-11-22T22:59", "2026-11-22T23:00"),
    ("weekly", "2026-11-22T23:00", "2026-11-29T23:00"),
    ("none", "2026-11-22T01:00", None),
]


@pytest.mark.parametrize(("rhythm", "at", "expected"), MOMENTS)
def test_news_are_due_at_seven_in_the_morning_here(rhythm: str, at: str, expected: str | None) -> None:
    found = due(rhythm, datetime.fromisoformat(f"{at}:00+00:00"))
    assert (found.astimezone(UTC).isoformat()[:16] if found else None) == expected


def test_an_imported_change_is_one_mail_to_each_follower_in_her_language(
    library: None, import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    follower, other = people.stranger(), people.principal()
    acts.follow(follower, work(), section(), at=AT)
    acts.follow(follower, work(), None, at=AT)
    acts.follow(other, work(), Provision.objects.get(key="s1", instrument__slug="cap-9001"), at=AT)
    change(import_paths, samples, tmp_path, AT + timedelta(minutes=1))
    tell(at=AT + timedelta(minutes=2))
    assert not mail.outbox, "daily"
    assert tell(at=LATER)["sent"] == 1 and tell(at=LATER)["sent"] == 0
    (message,) = mail.outbox
    assert message.to == [follower.email] and "A legislação que segue" in message.subject
    assert "/pt/law/hk/cap-9001/s2/" in message.body and message.body.count("Section") <= 1
    assert News.objects.count() == 1, "followed twice, told once"


def test_the_mail_can_be_ended_with_one_press_and_its_token_is_never_logged(
    client: Client, library: None, import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    owner = people.principal()
    acts.follow(owner, work(), None, at=AT, rhythm=Rhythm.AT_ONCE)
    change(import_paths, samples, tmp_path, AT + timedelta(minutes=1))
    tell(at=AT + timedelta(minutes=2))
    (message,) = mail.outbox
    header = message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.search(r"<https?://[^/]+(/[^>]+)>", header)[1]  # type: ignore[index]
    assert path in message.body and stop_token(owner) not in OPENING.sub(r"\1…", path)
    assert stop_token(owner) not in Notice.objects.get().context
    assert client.get(path).status_code == 200 and Follow.objects.get().rhythm == "at-once"
    assert Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Follow.objects.get().rhythm == "none"
    assert client.post(reverse("law:stop_mails"), {"token": "x" * 5000}).status_code == 404
    assert owner_of("") is None


def test_nothing_is_told_of_what_was_before_or_after(
    library: None, import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    owner = people.principal()
    announce("amended", at=AT - timedelta(days=1), provision=section())
    acts.follow(owner, work(), None, at=AT)
    row = acts.follow(owner, Instrument.objects.get(slug="lei-901-2031"), None, at=AT, rhythm=Rhythm.NONE)
    announce("amended", at=AT + timedelta(hours=1), instrument=row.instrument)
    assert acts.gather(at=AT) == 1 and acts.gather(at=AT) == 0
    assert send_due(at=LATER) == 0 and not mail.outbox
    acts.change_rhythm(row, Rhythm.DAILY, at=AT)
    acts.end(row, at=AT)
    assert send_due(at=LATER) == 0
    with pytest.raises(ValueError, match="no rhythm"):
        acts.change_rhythm(row, "hourly", at=AT)


def test_a_closed_account_gets_no_mail(library: None) -> None:
    owner = people.principal()
    acts.follow(owner, work(), None, at=AT, rhythm=Rhythm.AT_ONCE)
    announce("amended", at=AT + timedelta(hours=1), instrument=work())
    acts.gather(at=AT)
    owner.is_active = False
    owner.save()
    assert send_due(at=LATER) == 0


def test_a_thousand_changes_are_one_mail_that_says_how_many_more(library: None) -> None:
    owner = people.account("reader", language="en")
    acts.follow(owner, work(), None, at=AT, rhythm=Rhythm.WEEKLY)
    for number in range(60):
        announce("cited", at=AT + timedelta(hours=1), instrument=work(), facts={"by": f"hk/cap-1/s{number}"})
    tell(at=AT + timedelta(hours=2))
    tell(at=LATER)
    (message,) = mail.outbox
    assert "And 40 more changes in the same work." in message.body


def test_an_account_follows_and_keeps_only_so_much(library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "MOST_FOLLOWS", 1)
    monkeypatch.setattr(acts, "MOST_SEARCHES", 1)
    owner = people.principal()
    first = acts.follow(owner, work(), None, at=AT)
    assert acts.follow(owner, work(), None, at=AT).pk == first.pk
    with pytest.raises(ValidationError, match="1 places"):
        acts.follow(owner, work(), section(), at=AT)
    kept = {"name": "x", "seen": [], "stamp": "", "at": AT}
    acts.keep_search(owner, query="q=a", **kept)  # type: ignore[arg-type]
    assert acts.keep_search(owner, query="q=a", **kept).query == "q=a"  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="1 searches"):
        acts.keep_search(owner, query="q=b", **kept)  # type: ignore[arg-type]


def test_a_kept_search_tells_only_what_is_new_since(
    client: Client, library: None, import_paths: Import, samples: Path, tmp_path: Path, settings: object
) -> None:
    settings.PORTAL_VAR = tmp_path / "var"  # type: ignore[attr-defined]  # an index of its own
    index_now(at=AT)
    owner = people.account("reader", language="en", second_factor=False)
    people.sign_in(client, owner, second_factor=False)
    page = client.get("/en/law/?q=lantern&kind=ordinance").content.decode()
    assert 'value="q=lantern&amp;kind=ordinance"' in page
    client.post("/en/law/following/keep/", {"query": "q=lantern&kind=ordinance&page=3&utm=x", "name": ""})
    row = SavedSearch.objects.get()
    assert (row.query, row.name, len(row.seen) > 3) == ("q=lantern&kind=ordinance", "lantern", True)
    assert tell(at=AT)["searched"] == 0, "the index is as it was"
    import_paths(samples / "hk" / "cap_9001_20100101000000_en_p.xml")
    change(import_paths, samples, tmp_path, AT + timedelta(hours=1), "a lantern glows")
    index_now(at=AT + timedelta(hours=1))
    assert tell(at=AT + timedelta(hours=2))["searched"] == 1
    tell(at=LATER)
    (message,) = mail.outbox
    assert "New in your search “lantern”:" in message.body and "/en/law/hk/cap-9001/s2/" in message.body
    assert message.body.count("/en/law/hk/") == 1
    mine = client.get("/en/law/following/").content.decode()
    assert "New:" in mine and "?q=lantern&amp;kind=ordinance" in mine


def test_the_buttons_work_for_people_without_a_second_factor(client: Client, library: None) -> None:
    place = "hk/cap-9001/s2"
    answer = client.get(f"/en/law/following/add/?place={place}")
    assert answer.status_code == 302 and "login" in answer["Location"]
    owner = people.account("reader", language="en", second_factor=False)
    people.sign_in(client, owner, second_factor=False)
    assert client.get(f"/en/law/following/add/?place={place}")["Location"] == f"/en/law/{place}/"
    empty = client.get("/en/law/following/").content.decode()
    assert "You follow nothing yet" in empty and "You keep no search yet" in empty
    assert client.post("/en/law/following/add/", {"place": place})["Location"] == f"/en/law/{place}/"
    row = Follow.objects.get()
    assert "You follow this" in client.get(f"/en/law/{place}/").content.decode()
    client.post(f"/en/law/following/{row.pk}/rhythm/", {"rhythm": "weekly"})
    client.post(f"/en/law/following/{row.pk}/rhythm/", {"rhythm": "hourly"})
    assert Follow.objects.get().rhythm == "weekly"
    for bad in ("hk/cap-1", "hk/cap-9001/zz", "", "a/b/c/d"):
        assert client.post("/en/law/following/add/", {"place": bad}).status_code == 404
    assert client.post("/en/law/following/keep/", {"query": "page=2"}).status_code == 302
    assert not SavedSearch.objects.exists()
    client.post(f"/en/law/following/{row.pk}/end/")
    assert Follow.objects.get().ended_at is not None


def test_nobody_touches_what_another_follows(client: Client, library: None) -> None:
    row = acts.follow(people.principal(), work(), None, at=AT)
    people.sign_in(client, people.stranger())
    assert client.post(f"/en/law/following/{row.pk}/end/").status_code == 404
    assert client.post(f"/en/law/following/{row.pk}/rhythm/", {"rhythm": "none"}).status_code == 404
    assert "Cap. 9001" not in client.get("/en/law/following/").content.decode()


def test_my_page_stands_in_every_language(client: Client, library: None) -> None:
    owner = people.principal()
    people.sign_in(client, owner)
    acts.follow(owner, work(), section(), at=AT)
    announce("amended", at=AT + timedelta(hours=1), provision=section(), facts={"change": "text"})
    acts.keep_search(owner, name="灯笼", query="q=灯笼", seen=[], stamp="", at=AT)
    for code in ("zh-hant", "zh-hans", "pt", "en"):
        page = client.get(f"/{code}/law/following/")
        assert page.status_code == 200 and "cap-9001/s2" in page.content.decode()
