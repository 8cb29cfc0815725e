"""Applying in the browser: what is asked, who applies, one criterion a page, handing in, correcting, withdrawing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from i18n import languages
from mediation_registry.actions import assessment
from mediation_registry.models import AnswerEvidence, Application, CriterionAnswer, Registrant
from mediation_registry.rules import lifecycle
from portal.drafts import actions as drafts
from portal.identity.models import User
from tests.factories import mediators, people

pytestmark = pytest.mark.django_db
LAST_SECOND = mediators.CLOSES_AT - timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The doors read this clock; a test may set its only entry."""
    held = [mediators.NOW]
    monkeypatch.setattr(timezone, "now", lambda: held[0])
    return held


def signed_in(user: User) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def at(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"mediators:{name}", args=args)


def mine(application: Application) -> Client:
    user = application.registrant.person.user
    assert user is not None
    return signed_in(user)


@pytest.mark.parametrize("language", languages.CODES)
def test_everybody_reads_what_each_place_asks_in_each_language(client: Client, language: str) -> None:
    mediators.open_window("HK")
    for kind in ("mediator", "organisation"):
        answer = client.get(at("apply", language=language), {"kind": kind})
        assert answer.status_code == 200
    html = client.get(at("apply", language=language)).content.decode()
    assert html.count('<li class="hit">') == 6  # Hong Kong's six; nothing is invented for the others


def test_a_place_without_rules_says_so_and_offers_no_application(client: Client) -> None:
    mediators.scheme()
    html = client.get(at("apply")).content.decode()
    assert html.count("not specified by the authority in this portal") == 2
    assert "/apply/begin/" not in html


def test_organisations_are_told_that_there_is_no_scheme(client: Client) -> None:
    html = client.get(at("apply"), {"kind": "organisation"}).content.decode()
    assert "No instrument has been published" in html
    assert "jointly certified" not in html.lower()


def test_ticking_shows_what_is_missing_and_keeps_nothing(client: Client) -> None:
    version = mediators.rule_version("HK")
    years = version.criteria.filter(measure="years").first()
    assert years is not None and years.threshold
    html = client.get(
        at("apply"), {"kind": "mediator", f"n-{years.code}": years.threshold - 1}
    ).content.decode()
    assert f"1 short of the {years.threshold} required" in html
    assert not Registrant.objects.exists() and not CriterionAnswer.objects.exists()
    assert client.get(at("apply"), {f"n-{years.code}": "９９99999x", "kind": "nobody"}).status_code == 200


@pytest.mark.parametrize("days", [-40, 40])
def test_the_window_is_told_with_its_dates(client: Client, clock: list[datetime], days: int) -> None:
    mediators.open_window("HK")
    clock[0] = (
        mediators.OPENS_AT - timedelta(days=9) if days < 0 else mediators.CLOSES_AT + timedelta(days=days)
    )
    html = client.get(at("apply")).content.decode()
    assert ("Announced:" if days < 0 else "Closed since") in html


def test_a_newcomer_begins_with_names_and_home_place_and_no_checked_identity() -> None:
    window = mediators.open_window("HK")
    user = people.account("lam.siu.fong")
    client = signed_in(user)
    page = client.get(at("begin", window.pk)).content.decode()
    assert "name_zh_hant" in page and "home" in page
    refused = client.post(at("begin", window.pk), {"home": str(mediators.jurisdiction("HK").pk)})
    assert refused.status_code == 200
    assert not Registrant.objects.exists()
    done = client.post(at("begin", window.pk), {
        "name_zh_hant": "林小芳", "home": str(mediators.jurisdiction("MO").pk),
    })  # fmt: skip
    application = Application.objects.get()
    assert done["Location"] == at("application", application.pk)
    assert application.registrant.home_jurisdiction.code == "CN-MO"
    assert application.jurisdiction.code == "CN-HK"


def test_one_application_in_an_intake_whatever_the_place() -> None:
    application = mediators.application_in(lifecycle.DRAFT, "HK")
    elsewhere = mediators.open_window("GD")
    answer = mine(application).post(at("begin", elsewhere.pk), {})
    assert answer.status_code == 200
    assert application.reference in answer.content.decode()
    assert Application.objects.count() == 1


def test_one_criterion_a_page_with_its_file_and_the_next() -> None:
    application = mediators.drafted("HK")
    client = mine(application)
    criteria = list(application.window.rule_version.criteria.all())
    first = next(row for row in criteria if row.wants_evidence)
    answer = client.post(at("answer", application.pk, first.position), {
        "declared": "on", "number": "7", "text": "Since 2019.", "upload": mediators.pdf(), "_file": "",
    })  # fmt: skip
    assert answer["Location"] == at("answer", application.pk, first.position)
    page = client.get(at("answer", application.pk, first.position)).content.decode()
    assert "certificate.pdf" in page and "Since 2019." in page
    evidence = AnswerEvidence.objects.get()
    assert client.get(at("application_file", application.pk, evidence.pk)).status_code == 200
    assert client.post(at("withdraw_file", application.pk, evidence.pk)).status_code == 302
    onwards = client.post(
        at("answer", application.pk, criteria[-1].position), {"declared": "on", "_next": ""}
    )
    assert onwards["Location"] == at("check", application.pk)


def test_a_refused_file_costs_nothing_of_what_was_typed() -> None:
    application = mediators.drafted("HK")
    client = mine(application)
    criterion = application.window.rule_version.criteria.filter(wants_evidence=True).first()
    assert criterion is not None
    program = SimpleUploadedFile("certificate.pdf", b"MZ\x90\x00" + b"\x00" * 400)
    page = client.post(at("answer", application.pk, criterion.position), {
        "declared": "on", "number": "9", "text": "typed with care", "upload": program,
    })  # fmt: skip
    assert page.status_code == 200
    assert "error-summary" in page.content.decode() and "typed with care" in page.content.decode()
    assert CriterionAnswer.objects.get().text == "typed with care"
    assert not AnswerEvidence.objects.exists()


def test_what_was_typed_survives_the_loss_of_the_session() -> None:
    application = mediators.drafted("HK")
    user = application.registrant.person.user
    client = signed_in(user)
    address = at("answer", application.pk, 1)
    page = client.get(address).content.decode()
    mark = page.partition('name="_draft_owner" value="')[2].partition('"')[0]
    assert mark
    lost = Client().post(address, {"text": "half a page of text", "_draft_owner": mark})
    assert lost.status_code == 302 and "login" in lost["Location"]
    assert "half a page of text" in signed_in(user).get(address).content.decode()
    assert drafts.load(f"user:{user.pk}", f"mediation_registry.answer:{application.pk}.1")


def test_incomplete_answers_are_named_before_and_when_handing_in() -> None:
    application = mediators.answered(mediators.drafted("HK"), without="x")
    mediators.drafted("HK")
    client = mine(application)
    assert client.post(at("check", application.pk), {}).status_code == 200
    application.refresh_from_db()
    assert application.state == lifecycle.DRAFT
    assert client.post(at("check", application.pk), {"is_true": "on"}).status_code == 302
    application.refresh_from_db()
    assert application.state == lifecycle.SUBMITTED
    assert client.get(at("check", application.pk)).status_code == 302


def test_one_second_late_loses_nothing_and_says_so(clock: list[datetime]) -> None:
    application = mediators.answered(mediators.drafted("HK"))
    clock[0] = mediators.CLOSES_AT
    client = mine(application)
    late = client.post(at("check", application.pk), {"is_true": "on"})
    assert late.status_code == 200
    assert "What you entered is kept" in late.content.decode()
    application.refresh_from_db()
    assert application.state == lifecycle.DRAFT
    assert application.answers.count() == application.window.rule_version.criteria.count()
    clock[0] = LAST_SECOND
    assert client.post(at("check", application.pk), {"is_true": "on"}).status_code == 302


def test_a_returned_application_shows_what_to_correct_and_goes_back(clock: list[datetime]) -> None:
    application = mediators.application_in(lifecycle.RETURNED)
    clock[0] = mediators.CLOSES_AT + timedelta(days=1)  # the closing does not bar a correction
    client = mine(application)
    assert "The certificate is cut off." in client.get(at("application", application.pk)).content.decode()
    assert "The certificate is cut off." in client.get(at("answer", application.pk, 1)).content.decode()
    assert client.post(at("check", application.pk), {"is_true": "on"}).status_code == 302
    application.refresh_from_db()
    assert application.state == lifecycle.COMPLETENESS_CHECK


def test_withdrawing_needs_no_reason_and_ends_it() -> None:
    application = mediators.application_in(lifecycle.SUBMITTED)
    client = mine(application)
    assert client.get(at("withdraw_application", application.pk)).status_code == 200
    assert client.post(at("withdraw_application", application.pk), {"reason": ""}).status_code == 302
    application.refresh_from_db()
    assert application.state == lifecycle.WITHDRAWN
    assert "You withdrew it" in client.get(at("application", application.pk)).content.decode()


@pytest.mark.parametrize("state", [
    lifecycle.LOCALLY_REFUSED, lifecycle.COMMITTEE_REVIEW, lifecycle.REFERRED_BACK, lifecycle.DETERMINED,
    lifecycle.NOT_DETERMINED, lifecycle.PUBLISHED,
])  # fmt: skip
def test_the_applicant_follows_each_decision_with_its_instrument(state: str) -> None:
    application = mediators.application_in(state)
    html = mine(application).get(at("application", application.pk)).content.decode()
    assert "since" in html
    if state == lifecycle.LOCALLY_REFUSED:
        assert "A criterion is not met." in html and "Not shown." in html
    if state in (lifecycle.DETERMINED, lifecycle.PUBLISHED):
        for instrument in ("L-1", "W-5", "J-9"):
            assert instrument in html


def test_positions_of_the_committee_stay_closed_until_all_three_have_spoken() -> None:
    application = mediators.application_in(lifecycle.COMMITTEE_REVIEW)
    mediators.position(application, "GD")
    html = mine(application).get(at("application", application.pk)).content.decode()
    assert "W-5" not in html and "L-1" in html


def test_the_officers_own_work_is_not_in_the_applicants_history() -> None:
    application = mediators.application_in(lifecycle.LOCAL_ASSESSMENT)
    assessor = mediators.acting(mediators.hk_assessor())
    assessment.declare_conflict(
        actor=assessor, at=mediators.NOW, application_id=application.pk, has_conflict=True,
        statement="zzMyCousinZz",
    )  # fmt: skip
    assert "zzMyCousinZz" not in mine(application).get(at("application", application.pk)).content.decode()


def test_a_stranger_and_an_officer_find_none_of_the_applicants_pages() -> None:
    application = mediators.application_in(lifecycle.SUBMITTED)
    evidence = AnswerEvidence.objects.first()
    assert evidence is not None
    for user in (people.stranger(), mediators.hk_intake()):
        client = signed_in(user)
        for address in (
            at("application", application.pk), at("answer", application.pk, 1), at("check", application.pk),
            at("withdraw_application", application.pk), at("application_file", application.pk, evidence.pk),
        ):  # fmt: skip
            assert client.get(address).status_code == 404
        assert client.post(at("withdraw_file", application.pk, evidence.pk)).status_code == 404


@pytest.mark.parametrize("language", languages.CODES)
def test_the_applicants_pages_answer_in_each_language(language: str) -> None:
    application = mediators.application_in(lifecycle.RETURNED, "MO")
    client = mine(application)
    for name, extra in (("application", ()), ("answer", (1,)), ("check", ()), ("withdraw_application", ())):
        assert client.get(at(name, application.pk, *extra, language=language)).status_code == 200


def test_figures_that_no_rule_gives_are_not_specified(client: Client) -> None:
    mediators.rule_version("HK")
    html = client.get(at("apply")).content.decode()
    assert html.count("Not specified by the authority") >= 2
