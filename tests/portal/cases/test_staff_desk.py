"""The back office: read-only records, moved by buttons that call actions."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.cases.models import Case
from portal.cases.staff_acts import STAFF_ACTS
from tests.factories import cases, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    case = cases.chan_against_ho()
    cases.represented(case)
    cases.confirmed_address(case)
    cases.filed(case)
    return case


@pytest.fixture
def clerk(client):
    return people.sign_in(client, people.clerk_a())


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_desk_opens_in_every_language(client, case, language):
    clerk = people.clerk_a()
    clerk.language = language
    clerk.save()
    people.sign_in(client, clerk)
    for address in (reverse("cases_desk:index"), reverse("cases_desk:inspect", args=[case.pk])):
        page = client.get(address, headers={"Accept-Language": language})
        assert page.status_code == 200
        assert case.reference in page.content.decode()


def test_every_act_has_a_page_that_opens_where_it_is_offered(clerk, case):
    opened = 0
    for name, act in STAFF_ACTS.items():
        status = clerk.get(reverse("cases_desk:act", args=[case.pk, name])).status_code
        assert status == (200 if act.offered(case) else 404), name
        opened += status == 200
    assert opened >= 14


def test_nothing_of_a_case_is_edited_or_deleted_in_the_back_office(clerk, case):
    assert clerk.get(f"/staff/cases/edit/{case.pk}/").status_code == 404
    assert clerk.get(f"/staff/cases/delete/{case.pk}/").status_code == 404


def test_another_courts_clerk_sees_an_empty_list(client, case):
    people.sign_in(client, people.clerk_b())
    page = client.get(reverse("cases_desk:index"))
    assert page.status_code == 200 and case.reference not in page.content.decode()


def test_a_case_is_entered_and_moved_by_buttons(clerk):
    posted = {
        "court": people.court().pk, "court_number": "（2026）粤0391民初9号", "procedure": "ordinary",
        "filed_date": "2026-05-04",
    }  # fmt: skip
    assert clerk.post(reverse("cases_desk:open"), posted).status_code == 302
    case = Case.objects.get()

    def press(step, **entries):
        return clerk.post(reverse("cases_desk:act", args=[case.pk, step]), entries)

    assert press("add-party", role="plaintiff", kind="natural", name="陳嘉敏", region="HK").status_code == 302
    assert press("add-party", role="plaintiff", kind="natural", name="", region="HK").status_code == 200
    assert press("assign", seat="judge", holder=people.judge_a().pk).status_code in {200, 302}
    assert press("stay", reason="A party died.").status_code == 302
    assert press("stay", reason="Again.").status_code == 404
    case.refresh_from_db()
    assert case.state == "stayed"


def test_an_agent_is_entered_with_attached_papers_and_refused_without(clerk, case):
    lawyer = people.lawyer()
    address = reverse("cases_desk:act", args=[case.pk, "add-agent"])
    entries = {
        "party": cases.defendant(case).pk, "kind": "employee", "name": "員工", "stages": ["first_instance"],
        "receives_service": "on",
    }  # fmt: skip
    refused = clerk.post(address, entries)
    assert refused.status_code == 200 and "員工" in refused.content.decode()
    papers = {
        f"proof_{kind}": SimpleUploadedFile(f"{kind}.txt", f"{kind}\n".encode())
        for kind in ("power_of_attorney", "identity_document", "employment")
    }
    assert clerk.post(address, {**entries, **papers}).status_code == 302
    assert cases.defendant(case).representations.count() == 1
    assert lawyer.pk is not None


def test_an_account_that_nobody_knows_is_refused_and_a_known_one_is_linked(clerk, case):
    party = cases.a_party(case, name="某人", role="third_party")
    address = reverse("cases_desk:act", args=[case.pk, "link-account"])
    assert clerk.post(address, {"party": party.pk, "person": "nobody@example.test"}).status_code == 200
    assert clerk.post(address, {"party": party.pk, "person": people.stranger().email}).status_code == 302
    party.refresh_from_db()
    assert party.person == people.person_of(people.stranger())


def test_a_judge_rectifies_a_name_at_the_desk(client, case):
    people.sign_in(client, people.judge_a())
    party = cases.defendant(case)
    address = reverse("cases_desk:act", args=[case.pk, "rectify"])
    posted = {"entry": f"{party.pk}|name", "new": "何德榮先生", "reason": "Misread."}
    assert client.post(address, posted).status_code == 302
    party.refresh_from_db()
    assert party.name == "何德榮先生"
