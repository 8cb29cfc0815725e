"""Intake: the window to the second, one application for each person, every line answered, nothing lost."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mediation_registry.actions import applications, evidence
from mediation_registry.models import AnswerEvidence, Application, CriterionAnswer
from mediation_registry.rules import lifecycle
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import mediators, people
from tests.factories.mediators import CLOSES_AT, NOW, OPENS_AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SECOND = timedelta(seconds=1)


def submit(application: Application, at=NOW, user=None):
    user = user or application.registrant.person.user
    return applications.submit_application(
        actor=mediators.acting(user, at), at=at, application_id=application.pk
    )


def complete_draft(place: str = "HK") -> Application:
    return mediators.answered(mediators.drafted(place))


def picture(kind: str) -> SimpleUploadedFile:
    held = BytesIO()
    Image.new("RGB", (4, 4), "white").save(held, kind)
    return SimpleUploadedFile(f"scan.{kind.lower()}", held.getvalue())


def bring(application: Application, upload: SimpleUploadedFile, code: str = "training") -> AnswerEvidence:
    user = application.registrant.person.user
    criterion = application.window.rule_version.criteria.get(code=code)
    return evidence.add_evidence(
        actor=mediators.acting(user), at=NOW, application_id=application.pk, criterion_id=criterion.pk,
        upload=upload, declared_name=upload.name, description="A scan",
    )  # fmt: skip


@pytest.mark.parametrize("moment", [OPENS_AT, NOW, CLOSES_AT - SECOND])
def test_an_application_is_taken_in_from_the_opening_to_the_last_second(moment):
    assert submit(complete_draft(), moment).state == lifecycle.SUBMITTED


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (OPENS_AT - SECOND, "window_announced"),
        (CLOSES_AT, "window_closed"),
        (CLOSES_AT + SECOND, "window_closed"),
    ],
)
def test_outside_the_window_it_is_refused_with_a_sentence_and_nothing_is_lost(moment, code: str):
    application = complete_draft()
    before = (CriterionAnswer.objects.count(), AnswerEvidence.objects.count(), Event.objects.count())
    with pytest.raises(ValidationError) as refused:
        submit(application, moment)
    assert refused.value.code == code
    assert "2026-11-01 00:00:00" in str(refused.value) or "2026-12-11 00:00:00" in str(refused.value)
    application.refresh_from_db()
    assert (application.state, application.submitted_at) == (lifecycle.DRAFT, None)
    assert (CriterionAnswer.objects.count(), AnswerEvidence.objects.count(), Event.objects.count()) == before


def test_a_draft_may_be_begun_before_the_opening_but_not_after_the_close():
    entry, window = mediators.registrant(), mediators.open_window()
    actor = mediators.acting(entry.person.user)
    with pytest.raises(ValidationError, match="2026-12-11"):
        applications.draft_application(actor=actor, at=CLOSES_AT, registrant=entry, window=window)
    early = OPENS_AT - timedelta(days=2)
    begun = applications.draft_application(actor=actor, at=early, registrant=entry, window=window)
    again = applications.draft_application(actor=actor, at=NOW, registrant=entry, window=window)
    assert begun == again


def test_a_correction_is_taken_in_after_the_window_has_closed_and_after_the_date_of_the_authority():
    application = mediators.application_in(lifecycle.COMPLETENESS_CHECK)
    applications.return_for_correction(
        actor=mediators.acting(mediators.hk_intake()), at=NOW, application_id=application.pk,
        reason="The certificate is cut off.", correct_by_date=date(2026, 12, 1),
    )  # fmt: skip
    late = CLOSES_AT + timedelta(days=3)
    applicant = mediators.acting(application.registrant.person.user, late)
    back = applications.resubmit_application(actor=applicant, at=late, application_id=application.pk)
    assert back.state == lifecycle.COMPLETENESS_CHECK
    assert (
        Event.objects.get(act="mediation_registry.application_resubmitted").body.count(b'"is_late":true') == 1
    )


def test_one_person_has_one_open_application_in_an_intake_across_the_three_places():
    complete_draft("HK")
    with pytest.raises(ValidationError, match="one"):
        mediators.drafted("MO")
    assert Application.objects.count() == 1


@pytest.mark.parametrize(("first", "second"), [("MO", "HK"), ("HK", "MO")])
def test_whoever_applied_elsewhere_in_the_same_intake_is_not_considered_under_hong_kongs_rule(first, second):
    refused_there = mediators.application_in(lifecycle.LOCALLY_REFUSED, first)
    application = complete_draft(second)
    with pytest.raises(ValidationError) as refused:
        submit(application)
    assert refused.value.code == "multiple"
    assert refused_there.reference in str(refused.value)


def test_an_application_withdrawn_elsewhere_stands_in_nobodys_way():
    mediators.application_in(lifecycle.WITHDRAWN, "MO")
    assert submit(complete_draft("HK")).state == lifecycle.SUBMITTED


def test_two_places_without_hong_kongs_rule_may_follow_each_other():
    mediators.application_in(lifecycle.LOCALLY_REFUSED, "MO")
    assert submit(complete_draft("GD")).state == lifecycle.SUBMITTED


def test_every_open_criterion_is_named_when_the_application_is_handed_in():
    application = mediators.drafted()
    with pytest.raises(ValidationError) as refused:
        submit(application)
    assert len(refused.value.messages) == 6
    mediators.answered(application, without="mediations")
    with pytest.raises(ValidationError) as refused:
        submit(application)
    assert len(refused.value.messages) == 1
    assert "4" in refused.value.messages[0]


def test_a_number_below_the_threshold_is_an_answer_that_the_assessor_judges():
    application = complete_draft()
    criterion = application.window.rule_version.criteria.get(code="mediations")
    applications.answer_criterion(
        actor=mediators.acting(application.registrant.person.user), at=NOW, application_id=application.pk,
        criterion_id=criterion.pk, declared=False, number=1, text="",
    )  # fmt: skip
    assert submit(application).state == lifecycle.SUBMITTED


@pytest.mark.parametrize("number", [-1, 100_000])
def test_a_number_out_of_bounds_is_refused(number: int):
    application = mediators.drafted()
    criterion = application.window.rule_version.criteria.get(code="mediations")
    with pytest.raises(ValidationError) as refused:
        applications.answer_criterion(
            actor=mediators.acting(application.registrant.person.user), at=NOW, application_id=application.pk,
            criterion_id=criterion.pk, number=number,
        )  # fmt: skip
    assert "number" in refused.value.message_dict
    assert not CriterionAnswer.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PDF"])
def test_hong_kong_takes_jpg_and_pdf(kind: str):
    upload = mediators.pdf() if kind == "PDF" else picture("JPEG")
    assert bring(mediators.drafted(), upload).exhibit.is_readable


def test_another_type_of_file_is_refused_by_its_content_and_nothing_stays():
    application = mediators.drafted()
    with pytest.raises(ValidationError, match="JPG, PDF"):
        bring(application, picture("PNG"))
    assert not AnswerEvidence.objects.exists()
    assert not CriterionAnswer.objects.exists()


def test_a_file_above_five_megabytes_is_refused_in_hong_kong():
    upload = mediators.pdf()
    upload.size = 5 * 1024 * 1024 + 1
    with pytest.raises(ValidationError, match="5 MB"):
        bring(mediators.drafted(), upload)


def test_the_same_file_stands_once_at_a_line_and_a_withdrawn_one_stays_on_record():
    application = mediators.drafted()
    first = bring(application, mediators.pdf("one"))
    with pytest.raises(ValidationError):
        bring(application, mediators.pdf("one"))
    applicant = mediators.acting(application.registrant.person.user)
    evidence.withdraw_evidence(actor=applicant, at=NOW, application_id=application.pk, evidence_id=first.pk)
    with pytest.raises(ValidationError):
        evidence.withdraw_evidence(
            actor=applicant, at=NOW, application_id=application.pk, evidence_id=first.pk
        )
    again = bring(application, mediators.pdf("one"))
    assert again.exhibit == first.exhibit
    assert AnswerEvidence.objects.count() == 2


def test_a_stranger_finds_nothing_of_an_application():
    application = complete_draft()
    with pytest.raises(PermissionRefused):
        submit(application, user=people.stranger())
    with pytest.raises(PermissionRefused):
        submit(application, user=mediators.hk_intake())


def test_nobody_begins_an_application_for_somebody_else():
    entry = mediators.registrant()
    with pytest.raises(PermissionRefused):
        applications.draft_application(
            actor=mediators.acting(people.stranger()),
            at=NOW,
            registrant=entry,
            window=mediators.open_window(),
        )


def test_a_return_needs_its_reason_and_a_date_to_come():
    application = mediators.application_in(lifecycle.COMPLETENESS_CHECK)
    intake = mediators.acting(mediators.hk_intake())
    for wrong in ({"reason": "  "}, {"reason": "Cut off.", "correct_by_date": date(2026, 11, 19)}):
        with pytest.raises(ValidationError):
            applications.return_for_correction(actor=intake, at=NOW, application_id=application.pk, **wrong)
    application.refresh_from_db()
    assert application.state == lifecycle.COMPLETENESS_CHECK


def test_the_applicant_is_told_of_each_step_and_the_next_office_that_it_waits():
    mediators.officer("HK", "intake")
    application = submit(complete_draft())
    applicant = f"user:{application.registrant.person.user_id}"
    assert [notice.kind for notice in Notice.objects.filter(recipient_key=applicant)] == [
        "mediation_registry.application_received"
    ]
    intake = Notice.objects.get(recipient_key=f"user:{mediators.hk_intake().pk}")
    assert intake.kind == "mediation_registry.application_waiting"
    assert str(application.pk) in intake.context
