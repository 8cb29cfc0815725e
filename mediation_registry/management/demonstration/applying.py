"""Applications of the demonstration, each moved by the persons who hold the seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from mediation_registry.actions import applications, assessment, committee, evidence, registrants
from mediation_registry.management.demonstration.people import LETTERS, account, acting, actor, place
from mediation_registry.models import Application, IntakeWindow, Registrant
from portal.cases.actions.steps import day_of

SESSION = "Fictitious session 虛構會議 虚构会议"


def enter_person(local_part: str, jurisdiction: str, at: datetime) -> Registrant:
    """A person of the cast in the register."""
    return registrants.register(
        actor=actor(local_part, at), at=at, person=account(local_part).person, kind=Registrant.Kind.MEDIATOR,
        jurisdiction=place(jurisdiction), is_fictitious=True,
    )  # fmt: skip


def submit(local_part: str, registrant: Registrant, window: IntakeWindow, at: datetime) -> Application:
    """An application with an answer and, where one is wanted, a file on every line."""
    application = draft(local_part, registrant, window, at)
    applications.submit_application(actor=actor(local_part, at), at=at, application_id=application.pk)
    return application


def draft(local_part: str, registrant: Registrant, window: IntakeWindow, at: datetime) -> Application:
    """The same, not yet submitted."""
    applicant = actor(local_part, at)
    application = applications.draft_application(actor=applicant, at=at, registrant=registrant, window=window)
    for criterion in window.rule_version.criteria.all():
        number = 5 if criterion.threshold else None
        applications.answer_criterion(
            actor=applicant, at=at, application_id=application.pk, criterion_id=criterion.pk, declared=True,
            number=number, text="",
        )  # fmt: skip
        if criterion.wants_evidence:
            evidence.add_evidence(
                actor=applicant, at=at, application_id=application.pk, criterion_id=criterion.pk,
                upload=_paper(criterion.code), declared_name=f"{criterion.code}.jpg", description="虛構 fictitious",
            )  # fmt: skip
    return application


def _paper(name: str) -> SimpleUploadedFile:
    """A picture of a paper that says that it is fictitious."""
    picture, content = Image.new("RGB", (420, 120), "white"), BytesIO()
    ImageDraw.Draw(picture).text((20, 45), f"FICTITIOUS PAPER - DEMONSTRATION ONLY: {name}", fill="black")
    picture.save(content, "JPEG", quality=70)
    return SimpleUploadedFile(f"{name}.jpg", content.getvalue(), content_type="image/jpeg")


def check(application: Application, at: datetime) -> None:
    """The authority of the place opens the check and finds the papers complete."""
    intake = acting(application.jurisdiction.code, "intake", at)
    applications.open_completeness_check(actor=intake, at=at, application_id=application.pk)
    applications.find_complete(actor=intake, at=at, application_id=application.pk)


def assess(application: Application, at: datetime) -> None:
    """Every criterion is found met by the assessor of the place."""
    assessor = acting(application.jurisdiction.code, "assessor", at)
    assessment.declare_conflict(actor=assessor, at=at, application_id=application.pk, has_conflict=False)
    for criterion in application.window.rule_version.criteria.all():
        assessment.assess_criterion(
            actor=assessor, at=at, application_id=application.pk, criterion_id=criterion.pk, result="met"
        )


def recognise(application: Application, at: datetime) -> None:
    """Recognised locally by another person, and put to the Working Committee."""
    decider = acting(application.jurisdiction.code, "decider", at)
    assessment.declare_conflict(actor=decider, at=at, application_id=application.pk, has_conflict=False)
    assessment.recognise_locally(
        actor=decider, at=at, application_id=application.pk, decided_date=day_of(at),
        instrument_no=f"DEMO-{LETTERS[application.jurisdiction.code].upper()}-1",
    )  # fmt: skip
    committee.put_to_committee(actor=decider, at=at, application_id=application.pk)


def agree_and_determine(applied: Iterable[Application], at: datetime) -> None:
    """The three places agree in the Working Committee; the Joint Conference determines."""
    for application in applied:
        for jurisdiction in LETTERS:
            member = acting(jurisdiction, "decider", at)
            if jurisdiction != application.jurisdiction.code:
                assessment.declare_conflict(
                    actor=member, at=at, application_id=application.pk, has_conflict=False
                )
            committee.record_committee_position(
                actor=member, at=at, application_id=application.pk, jurisdiction=jurisdiction, outcome="agreed",
                body=SESSION, instrument_no="DEMO-C-1", decided_date=day_of(at),
            )  # fmt: skip
        home = acting(application.jurisdiction.code, "decider", at)
        committee.put_to_conference(actor=home, at=at, application_id=application.pk)
        committee.record_conference_outcome(
            actor=home, at=at, application_id=application.pk, outcome="determined", body=SESSION,
            instrument_no="DEMO-J-1", decided_date=day_of(at),
        )  # fmt: skip
