"""The doors: personal pages, the back office, and the 404 for everybody else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from portal.drafts.actions import load
from portal.identity.actions import papers
from portal.identity.models import IdentityDocument, Office
from portal.identity.queries import find_people, verification_queue
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def paper():
    return papers.submit_document(
        actor=people.actor(people.principal()),
        at=AT,
        person=people.principal().person,
        kind="hkid",
        number="A123456(3)",
        court=people.court(),
    )


def document_form(**more):
    return {
        "kind": "hkid",
        "number": "A123456(3)",
        "court": str(people.court().pk),
        "expiry_date": "",
        **more,
    }


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
@pytest.mark.parametrize("name", ["profile", "names", "add_document", "add_licence"])
def test_personal_pages_open_in_every_language_and_are_not_indexed(client, language, name):
    people.sign_in(client, people.principal())
    path = reverse(f"identity:{name}").split("/", 2)[2]
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_visitor_is_sent_to_sign_in_and_comes_back(client):
    answer = client.get("/pt/identity/documents/add/")
    assert "/accounts/login/" in answer.url
    assert "next=/pt/identity/documents/add/" in answer.url


def test_a_person_enters_her_names_and_gives_a_paper(client):
    user = people.account("new.party")
    people.sign_in(client, user)
    assert client.get("/en/identity/documents/add/").url == "/en/identity/names/"
    client.post(
        "/en/identity/names/", {"kind": "natural", "name_zh_hant": "新當事人", "birth_date": "1990-01-01"}
    )
    answer = client.post("/en/identity/documents/add/", document_form())
    assert answer.url == "/en/identity/"
    page = client.get("/en/identity/").content.decode()
    assert "新當事人" in page
    assert "••••••6(3)" in page
    assert "A123456" not in page


def test_a_wrong_number_is_refused_at_its_field_and_everything_typed_is_kept(client):
    people.sign_in(client, people.principal())
    answer = client.post(
        "/en/identity/documents/add/", document_form(number="A123456(4)", issued_by="Immigration")
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "A123456(4)" in page
    assert "Immigration" in page
    assert 'role="alert"' in page


def test_what_was_typed_survives_the_end_of_the_session(client):
    user = people.principal()
    people.sign_in(client, user)
    from portal.drafts.tokens import FIELD, mark

    token = mark(f"user:{user.pk}", "identity.document")
    client.logout()
    client.post("/en/identity/documents/add/", document_form(issued_by="Immigration", **{FIELD: token}))
    kept = load(f"user:{user.pk}", "identity.document")
    assert kept["issued_by"] == ["Immigration"]


def test_a_stranger_cannot_withdraw_somebody_elses_paper(client, paper):
    people.sign_in(client, people.stranger())
    assert client.post(f"/en/identity/documents/{paper.pk}/withdraw/").status_code == 404
    people.sign_in(client, people.principal())
    client.post(f"/en/identity/documents/{paper.pk}/withdraw/")
    assert IdentityDocument.objects.get().state == "withdrawn"


def test_the_queue_shows_a_court_its_own_papers_only(paper):
    own = verification_queue(people.actor(people.clerk_a()), date(2026, 11, 23))
    assert [(row.kind, row.key, row.person_name) for row in own] == [("paper", str(paper.pk), "陳嘉敏")]
    assert verification_queue(people.actor(people.clerk_b()), date(2026, 11, 23)) == []
    assert verification_queue(people.actor(people.stranger()), date(2026, 11, 23)) == []


def test_the_search_for_people_is_scoped_to_the_court(paper):
    assert [str(person) for person in find_people(people.actor(people.clerk_a()), "chan ka")] == [
        "Chan Ka Man"
    ]
    assert find_people(people.actor(people.clerk_b()), "chan ka") == []


def test_the_clerk_of_the_court_verifies_by_a_button(client, paper):
    people.sign_in(client, people.clerk_a())
    address = reverse("papers:inspect", args=[paper.pk])
    assert "A123456(3)" in client.get(address).content.decode()
    empty = client.post(address, {"act": "identity.verified", "verified-basis": ""})
    assert empty.status_code == 200
    client.post(address, {"act": "identity.verified", "verified-basis": "Card seen by video."})
    paper.refresh_from_db()
    assert paper.is_verified
    late = client.post(address, {"act": "identity.refused", "refused-reason": "x"}, follow=True)
    paper.refresh_from_db()
    assert late.status_code == 200
    assert paper.is_verified


@pytest.mark.parametrize("name", ["clerk_b", "judge_b", "authority_decider", "operator", "editor", "auditor"])
def test_staff_of_other_places_get_404_on_the_paper(client, paper, name):
    people.sign_in(client, people.CAST[name]())
    address = reverse("papers:inspect", args=[paper.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"act": "identity.verified", "verified-basis": "x"}).status_code == 404
    listing = client.get(reverse("papers:index"))
    assert listing.status_code == 404 or str(paper.pk) not in listing.content.decode()


def test_simulation_is_written_on_the_screen(client, paper, settings):
    settings.PORTAL_IDENTITY_ADAPTER = "simulated-national-platform"
    people.sign_in(client, people.clerk_a())
    from django.utils import translation

    address = reverse("papers:inspect", args=[paper.pk])
    client.post(address, {"act": "identity.platform_consulted"})
    page = client.get(address).content.decode()
    assert "help-warning" in page
    client.post(address, {"act": "identity.verified", "verified-basis": "Platform asked."})
    people.sign_in(client, people.principal())
    with translation.override("en"):
        assert "simulated" in client.get("/en/identity/").content.decode()


@pytest.mark.parametrize("kind", ["papers", "licences", "recoveries", "people", "offices"])
def test_legal_records_have_no_page_for_editing_or_deleting(kind):
    from django.urls import NoReverseMatch

    for page in ("edit", "delete"):
        with pytest.raises(NoReverseMatch):
            reverse(f"{kind}:{page}", args=[people.court().pk])


def test_an_operator_edits_a_court_and_the_log_knows(client):
    from portal.audit.models import Event

    court = people.court()
    people.sign_in(client, people.operator())
    address = reverse("courts:edit", args=[court.pk])
    assert client.get(address).status_code == 200
    values = {
        "code": court.code,
        "jurisdiction": str(court.jurisdiction_id),
        "level": court.level,
        "parent": str(court.parent_id),
        "contact_phone": "+86 755 0000 0000",
        **{f"name_{code}": getattr(court, f"name_{code}") for code in ("zh_hant", "zh_hans", "pt", "en")},
    }
    assert client.post(address, values).status_code == 302
    court.refresh_from_db()
    assert court.contact_phone == "+86 755 0000 0000"
    assert Event.objects.filter(act="identity.place_edited").exists()
    people.sign_in(client, people.clerk_a())
    assert client.get(address).status_code == 404


def test_an_operator_gives_an_office_through_the_desk(client):
    people.sign_in(client, people.operator())
    values = {
        "holder": str(people.stranger().pk),
        "role": "clerk",
        "court": str(people.court().pk),
        "valid_from": "2026-12-01",
    }
    wrong = client.post(reverse("offices:add"), {**values, "role": "authority_intake"})
    assert wrong.status_code == 200
    assert not Office.objects.filter(holder=people.stranger()).exists()
    answer = client.post(reverse("offices:add"), values)
    assert answer.status_code == 302
    assert Office.objects.filter(holder=people.stranger(), role="clerk").exists()
    again = client.post(reverse("offices:add"), values)
    assert again.status_code == 200


MENU = ["papers", "licences", "recoveries", "people", "offices", "courts", "authorities", "institutions"]


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
@pytest.mark.parametrize("kind", MENU)
def test_every_list_of_the_menu_opens_in_every_language(client, paper, language, kind):
    user = people.clerk_a()
    user.language = language
    user.save()
    people.sign_in(client, user)
    assert client.get(reverse(f"{kind}:index")).status_code == 200
