"""Files for everybody: only what may be given out, with licence and digest, made aside and put in place at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.http import Http404
from django.test import Client
from django.utils import translation

from foreign_law.actions.redistributing import decide
from foreign_law.documents.downloads import folder
from foreign_law.importers import hklm, macao
from foreign_law.models import Download, RedistributionDecision, Source
from foreign_law.queries.redistribution import Permissions, own_digests
from foreign_law.rules.redistribution import HONG_KONG, MACAO, OWN, Standing, standing
from foreign_law.tasks.figures import make_downloads, make_now
from portal.audit.actors import Actor, system_actor
from portal.audit.models import Event
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
LIBRARIAN = Actor("user:11111111-1111-1111-1111-111111111111", roles=frozenset({"librarian"}))


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PORTAL_VAR = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def library(samples: Path, import_paths: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    """The fictitious samples; here their publishers are taken at their word, as if the texts were real."""
    import_paths(samples / "hk", samples / "macao")
    monkeypatch.setattr("foreign_law.queries.redistribution.own_digests", lambda: frozenset())


def names() -> set[str]:
    return set(Download.objects.filter(superseded_at=None).values_list("name", flat=True))


def lines(name: str) -> list[dict[str, Any]]:
    row = Download.objects.get(superseded_at=None, name=name)
    return [json.loads(line) for line in (folder() / row.digest).read_text("utf-8").splitlines()]


def test_before_anybody_decides_only_what_is_known_to_be_allowed_goes_out(library: None) -> None:
    make_now(at=AT)
    assert names() == {
        "provisions-hk-en.jsonl", "provisions-hk-zh-hant.jsonl", "provisions-hk-zh-hans.jsonl", "terms.tbx",
        "terms.csv", "judgments.jsonl",
    }  # fmt: skip
    one = lines("provisions-hk-en.jsonl")[0]
    assert one["instrument"] == "hk/cap-9001" and one["source"]["sha256"] and one["verified_copy"] is False
    notices = Download.objects.get(name="provisions-hk-en.jsonl").notices
    assert [(one["publisher"], one["licence"]) for one in notices] == [
        (HONG_KONG, "DATA.GOV.HK Terms of Use (attribution)")
    ]
    assert notices[0]["attribution"] == hklm.ATTRIBUTION


def test_the_record_of_a_judgment_goes_out_and_its_summary_only_where_allowed(library: None) -> None:
    make_now(at=AT)
    (record,) = lines("judgments.jsonl")
    assert record["judgment"].startswith("mo-") and record["summaries"] == []
    publisher = Source.objects.get(judgment_texts__language="pt").publisher
    decide(
        actor=LIBRARIAN,
        at=AT,
        publisher=publisher,
        allowed=True,
        licence="by letter",
        reason="letter of today",
    )
    make_now(at=AT + timedelta(hours=1))
    (record,) = lines("judgments.jsonl")
    assert {one["language"] for one in record["summaries"]} == {"pt", "zh-hant"}
    assert "paragraphs" not in record["summaries"][0]


def test_a_decision_opens_and_shuts_with_the_next_run_and_stays_legible(library: None) -> None:
    decide(actor=LIBRARIAN, at=AT, publisher=MACAO, allowed=True, licence="consent", reason="letter")
    decide(actor=LIBRARIAN, at=AT, publisher=HONG_KONG, allowed=False, licence="", reason="terms changed")
    make_now(at=AT)
    assert {name for name in names() if name.startswith("prov")} == {
        "provisions-mo-pt.jsonl", "provisions-mo-zh-hant.jsonl",
    }  # fmt: skip
    decide(
        actor=LIBRARIAN,
        at=AT + timedelta(days=1),
        publisher=MACAO,
        allowed=False,
        licence="",
        reason="revoked",
    )
    make_now(at=AT + timedelta(days=1))
    assert not {name for name in names() if name.startswith("prov")}
    assert RedistributionDecision.objects.filter(publisher=MACAO).count() == 2
    assert Event.objects.filter(act="foreign_law.redistribution_decided").count() == 3


def test_a_decision_needs_a_reason_a_licence_and_a_librarian() -> None:
    for more in ({"reason": " "}, {"licence": ""}):
        with pytest.raises(ValidationError):
            decide(
                actor=LIBRARIAN,
                at=AT,
                **{"publisher": MACAO, "allowed": True, "licence": "x", "reason": "y", **more},
            )
    with pytest.raises(Http404):
        decide(actor=system_actor("x"), at=AT, publisher=MACAO, allowed=False, licence="", reason="y")
    assert not RedistributionDecision.objects.exists()


def test_the_defaults_name_the_publishers_as_the_imports_do() -> None:
    assert (HONG_KONG, MACAO) == (hklm.PUBLISHER, macao.PUBLISHER)
    assert standing(OWN).allowed and not standing("somebody").allowed and not standing("").allowed
    assert standing("somebody", decided=Standing(True, "x")).licence == "x"
    assert len(own_digests()) >= 10


@pytest.mark.parametrize("vouched_for", [False, True])
def test_a_file_in_another_form_is_its_publishers_only_where_the_operator_vouches_for_it(
    client: Client, library: None, tmp_path: Path, vouched_for: bool
) -> None:
    """Anybody can write Akoma Ntoso in the name of Hong Kong e-Legislation; what is that publisher's goes out in bulk."""
    written = client.get("/api/v1/law/hk/cap-9001/akn?lang=en").content.decode()
    assert HONG_KONG in written
    (tmp_path / "forged.xml").write_text(written.replace("cap/9001", "cap/9777"), "utf-8")
    call_command("import_law", str(tmp_path / "forged.xml"), verbosity=0, trusted=vouched_for)
    make_now(at=AT)
    given_out = {row["instrument"] for row in lines("provisions-hk-en.jsonl")}
    assert "hk/cap-9001" in given_out
    assert ("hk/cap-9777" in given_out) is vouched_for


def test_the_fictitious_demonstration_may_be_given_out(samples: Path) -> None:
    import foreign_law

    demonstration = Path(foreign_law.__file__).parent / "demonstration"
    call_command("import_law", str(demonstration), verbosity=0)
    permissions = Permissions()
    assert all(permissions.of_source(source).allowed for source in Source.objects.all())


def test_a_file_is_streamed_with_its_digest_and_an_older_one_is_gone(client: Client, library: None) -> None:
    make_now(at=AT)
    before = {path.name for path in folder().iterdir()}
    row = Download.objects.get(name="terms.csv")
    answer = client.get("/en/law/data/terms.csv")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(body).hexdigest() == row.digest and len(body) == row.size
    assert answer["ETag"] == f'"{row.digest}"' and body.count(b"\r\n") == row.rows + 1
    decide(actor=LIBRARIAN, at=AT, publisher=HONG_KONG, allowed=False, licence="", reason="x")
    make_downloads()
    after = {path.name for path in folder().iterdir()}
    assert (
        after == set(Download.objects.filter(superseded_at=None).values_list("digest", flat=True)) != before
    )
    for name in ("provisions-hk-en.jsonl", "none.csv", "%2e%2e.csv"):
        assert client.get(f"/en/law/data/{name}").status_code == 404


def test_the_list_names_licence_digest_size_and_what_is_withheld(client: Client, library: None) -> None:
    assert b"No file has been made yet." in client.get("/en/law/data/").content
    call_command("make_downloads", verbosity=0)
    page = client.get("/en/law/data/").content.decode()
    row = Download.objects.get(name="provisions-hk-en.jsonl")
    assert row.digest in page and "DATA.GOV.HK" in page and MACAO in page
    listed = {one["name"]: one for one in client.get("/api/v1/law/data").json()}
    assert listed[row.name]["digest"] == row.digest and listed[row.name]["notices"] == row.notices


def test_staff_decide_on_their_page(client: Client, library: None) -> None:
    base = "/staff/library/redistribution/"
    people.sign_in(client, people.librarian())
    assert MACAO in client.get(base).content.decode()
    address = f"{base}decision/?publisher={MACAO}"
    assert client.get(address).status_code == 200
    assert client.post(address, {"allowed": "yes", "licence": "", "reason": "letter"}).status_code == 422
    assert (
        client.post(address, {"allowed": "yes", "licence": "consent", "reason": "letter"}).status_code == 302
    )
    assert Permissions().of_publisher(MACAO) == Standing(True, "consent")
    assert client.get(f"{base}decision/?publisher=nobody").status_code == 404
    people.sign_in(client, people.clerk_b())
    assert client.get(base).status_code in {302, 404} and client.post(base).status_code in {302, 404}


def test_one_judgment_is_shown_by_the_api(client: Client, library: None) -> None:
    listed = client.get("/api/v1/law/judgments").json()["results"][0]["judgment"]
    one = client.get(f"/api/v1/law/judgments/{listed}").json()
    assert one["judgment"] == listed and {text["language"] for text in one["texts"]} == {"pt", "zh-hant"}
    assert one["texts"][0]["paragraphs"] and one["texts"][0]["kind"] == "summary"
    assert client.get("/api/v1/law/judgments/mo-none").status_code == 404
