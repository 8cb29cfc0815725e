"""Officers of the three places, a mediator, her application in any state, and a published edition.

Everything moves by the real actions. Guangdong's and Macao's rules here are fictitious: their authorities' were not
published. ``NOW`` lies inside every window that ``open_window`` opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from mediation_registry.actions import (
    applications,
    assessment,
    committee,
    editions,
    evidence,
    registrants,
    schemes,
)
from mediation_registry.actions.seeding import load_mediator_scheme
from mediation_registry.models import (
    Application,
    Criterion,
    Determination,
    IntakeWindow,
    Listing,
    PanelEdition,
    Registrant,
    RuleVersion,
    Scheme,
)
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.identity.actors import forget_actor
from portal.identity.models import Jurisdiction, User
from tests.factories import people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
OPENS_AT = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)  # 1 November, 00:00 in Shanghai
CLOSES_AT = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)  # 11 December, 00:00 in Shanghai
YEAR = 2026
PLACES = {"GD": "CN", "HK": "CN-HK", "MO": "CN-MO"}
SEATS = {
    "GD": ("GD-DOJ", "GD-DOJ", "GD-DOJ"), "HK": ("HK-MAAL", "HK-MAAL", "HK-DOJ"), "MO": ("MO-DSAJ", "MO-DSAJ", "MO-SAJ"),
}  # fmt: skip
LANGUAGES = {"GD": "zh-hans", "HK": "zh-hant", "MO": "pt"}
#: The states of the straight way; ``locally_refused``, ``returned_for_correction`` and the like branch off.
WAY = (
    lifecycle.DRAFT, lifecycle.SUBMITTED, lifecycle.COMPLETENESS_CHECK, lifecycle.LOCAL_ASSESSMENT,
    lifecycle.LOCALLY_RECOGNISED, lifecycle.COMMITTEE_REVIEW, lifecycle.AGREED, lifecycle.JOINT_CONFERENCE,
    lifecycle.DETERMINED,
)  # fmt: skip
#: From which state on the way a branch leaves.
BRANCHES = {
    lifecycle.RETURNED: lifecycle.COMPLETENESS_CHECK, lifecycle.LOCALLY_REFUSED: lifecycle.LOCAL_ASSESSMENT,
    lifecycle.REFERRED_BACK: lifecycle.COMMITTEE_REVIEW, lifecycle.NOT_DETERMINED: lifecycle.JOINT_CONFERENCE,
}  # fmt: skip


# -- officers: <place>_<seat>, such as hk_intake(); each holds one office and nothing else
def officer(place: str, seat: str, *, number: int = 1) -> User:
    """The account at a seat: ``intake``, ``assessor``, ``decider`` or ``publisher``; ``number`` for a colleague."""
    intake, assessor, decider = SEATS[place]
    authority = {"intake": intake, "assessor": assessor, "decider": decider, "publisher": decider}[seat]
    suffix = "" if number == 1 else str(number)
    user = people.account(f"{place.lower()}.{seat}{suffix}", language=LANGUAGES[place])
    people.office_of(user, f"authority_{seat}", authority=people.authority(authority))
    return user


hk_intake, gd_intake, mo_intake = (partial(officer, place, "intake") for place in ("HK", "GD", "MO"))
hk_assessor, gd_assessor, mo_assessor = (partial(officer, place, "assessor") for place in ("HK", "GD", "MO"))
hk_decider, gd_decider, mo_decider = (partial(officer, place, "decider") for place in ("HK", "GD", "MO"))
hk_publisher, gd_publisher, mo_publisher = (
    partial(officer, place, "publisher") for place in ("HK", "GD", "MO")
)


def acting(user: User, at: datetime = NOW) -> Actor:
    """The actor behind an account, with the offices it holds now."""
    forget_actor(user)
    return people.actor(user, at)


# -- mediators
def mediator_user(local_part: str = "wong.mei.ling", names: dict[str, str] | None = None) -> User:
    """An account with a person who may ask to be certified; fictitious."""
    user = people.account(local_part)
    people.person_of(user, names or {"zh-hant": "黃美玲", "zh-hans": "黄美玲", "latin": "Wong Mei Ling"})
    return user


def registrant(user: User | None = None, place: str = "HK", **extra: Any) -> Registrant:
    """Her entry in the register."""
    user = user or mediator_user()
    people.court()
    return registrants.register(
        actor=acting(user), at=NOW, person=people.person_of(user), kind=Registrant.Kind.MEDIATOR,
        jurisdiction=jurisdiction(place), **extra,
    )  # fmt: skip


def jurisdiction(place: str) -> Jurisdiction:
    people.authority()
    return Jurisdiction.objects.get(code=PLACES[place])


# -- what the certification stands on
def scheme() -> Scheme:
    """The mediators' scheme as the portal knows it from the start."""
    known = Scheme.objects.filter(code="gba-mediators").first()
    if known is None:
        people.authority()
        load_mediator_scheme(at=NOW)
    return Scheme.objects.get(code="gba-mediators")


def rule_version(place: str = "HK", *, confirmed: bool = True) -> RuleVersion:
    """Hong Kong's rules from the seed; for Guangdong and Macao a fictitious version with two criteria."""
    found = RuleVersion.objects.filter(scheme=scheme(), jurisdiction__code=PLACES[place]).first()
    if found is None:
        found = schemes.enter_rule_version(
            actor=acting(officer(place, "intake")), at=NOW, scheme=scheme(), jurisdiction=jurisdiction(place),
            label="test", citation=schemes.Citation("Fictitious local rules"), valid_from=date(2024, 3, 28),
            criteria=[
                schemes.CriterionRow(
                    "declaration", {"zh-hant": "虛構聲明", "en": "Fictitious declaration"}, "declaration", None, False
                ),
                schemes.CriterionRow("cases", {"zh-hant": "虛構個案數", "en": "Fictitious cases"}, "count", 3, True),
            ],
        )  # fmt: skip
    if confirmed and not found.is_confirmed:
        found = schemes.confirm_rule_version(
            actor=acting(officer(place, "decider")), at=NOW, rule_version_id=found.pk
        )
    return found


def open_window(
    place: str = "HK", *, year: int = YEAR, opens_at: datetime = OPENS_AT, closes_at: datetime = CLOSES_AT
) -> IntakeWindow:
    """The intake of a place for an edition, opened once."""
    rules = rule_version(place)
    known = IntakeWindow.objects.filter(rule_version=rules, intake_year=year).first()
    return known or schemes.open_window(
        actor=acting(officer(place, "intake")), at=opens_at - timedelta(days=30), rule_version=rules,
        intake_year=year, opens_at=opens_at, closes_at=closes_at,
    )  # fmt: skip


# -- an application
def pdf(text: str = "certificate") -> SimpleUploadedFile:
    """A small, whole PDF whose content depends on the text."""
    content = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(body),
    )  # fmt: skip
    return SimpleUploadedFile(f"{text}.pdf", body, content_type="application/pdf")


def answered(application: Application, *, at: datetime = NOW, without: str = "") -> Application:
    """Every criterion answered with ten of everything and a file where one is wanted, except ``without``."""
    user = application.registrant.person.user
    for criterion in application.window.rule_version.criteria.all():
        if criterion.code == without:
            continue
        applications.answer_criterion(
            actor=acting(user, at), at=at, application_id=application.pk, criterion_id=criterion.pk, declared=True,
            number=10 if criterion.measure in ("years", "count", "hours") else None, text="",
        )  # fmt: skip
        if criterion.wants_evidence or criterion.measure == Criterion.Measure.DOCUMENT:
            file = pdf(criterion.code)
            evidence.add_evidence(
                actor=acting(user, at), at=at, application_id=application.pk, criterion_id=criterion.pk, upload=file,
                declared_name=file.name,
            )  # fmt: skip
    return application


def drafted(
    place: str = "HK", user: User | None = None, *, year: int = YEAR, at: datetime = NOW
) -> Application:
    """An empty draft."""
    entry = registrant(user, place)
    return applications.draft_application(
        actor=acting(entry.person.user, at), at=at, registrant=entry, window=open_window(place, year=year)
    )


def application_in(
    state: str = lifecycle.DRAFT, place: str = "HK", user: User | None = None, *, year: int = YEAR
) -> Application:
    """An application in any state, brought there by the acts of those who hold the seats.

    ``withdrawn`` is withdrawn after submission; ``published`` stands on a published edition.
    """
    application = answered(drafted(place, user, year=year))
    if state == lifecycle.WITHDRAWN:
        walk(application, place, lifecycle.SUBMITTED)
        applicant = acting(application.registrant.person.user)
        applications.withdraw_application(
            actor=applicant, at=NOW, application_id=application.pk, reason="Moved away."
        )
    elif state == lifecycle.PUBLISHED:
        walk(application, place, lifecycle.DETERMINED)
        published_edition([application], year=year)
    elif state in BRANCHES:
        walk(application, place, BRANCHES[state])
        branch(application, place, state)
    else:
        walk(application, place, state)
    return Application.objects.select_related("registrant__person").get(pk=application.pk)


def walk(application: Application, place: str, state: str) -> None:
    """Go on along the straight way, from where the application stands to ``state``."""
    application.refresh_from_db()
    for step in WAY[WAY.index(application.state) + 1 : WAY.index(state) + 1]:
        STEPS[step](application, place)


def _submit(application: Application, place: str) -> None:
    applicant = acting(application.registrant.person.user)
    applications.submit_application(actor=applicant, at=NOW, application_id=application.pk)


def _check(application: Application, place: str) -> None:
    intake = acting(officer(place, "intake"))
    applications.open_completeness_check(actor=intake, at=NOW, application_id=application.pk)


def _complete(application: Application, place: str) -> None:
    applications.find_complete(actor=acting(officer(place, "intake")), at=NOW, application_id=application.pk)


def no_conflict(user: User, application: Application) -> Actor:
    """The officer declares that no conflict exists, and can now assess or decide."""
    assessment.declare_conflict(actor=acting(user), at=NOW, application_id=application.pk, has_conflict=False)
    return acting(user)


def assessed(application: Application, place: str, *, unmet: str = "") -> None:
    """Every criterion found met, except ``unmet``."""
    assessor = no_conflict(officer(place, "assessor"), application)
    for criterion in application.window.rule_version.criteria.all():
        result, reason = ("not_met", "Not shown.") if criterion.code == unmet else ("met", "")
        assessment.assess_criterion(
            actor=assessor, at=NOW, application_id=application.pk, criterion_id=criterion.pk, result=result,
            reason=reason,
        )  # fmt: skip


def _recognise(application: Application, place: str) -> None:
    assessed(application, place)
    decider = no_conflict(officer(place, "decider"), application)
    assessment.recognise_locally(
        actor=decider, at=NOW, application_id=application.pk, instrument_no="L-1", decided_date=TODAY
    )


def _to_committee(application: Application, place: str) -> None:
    committee.put_to_committee(actor=acting(officer(place, "decider")), at=NOW, application_id=application.pk)


def position(application: Application, place: str, outcome: str = "agreed", **extra: Any) -> Determination:
    """What one place says in the Working Committee."""
    member = no_conflict(officer(place, "decider"), application)
    return committee.record_committee_position(**{
        "actor": member, "at": NOW, "application_id": application.pk, "jurisdiction": PLACES[place],
        "outcome": outcome, "reason": "" if outcome == "agreed" else "Evidence is unclear.",
        "body": "Working Committee, session 5", "instrument_no": "W-5", "decided_date": TODAY, **extra,
    })  # fmt: skip


def _agree(application: Application, place: str) -> None:
    for each in PLACES:
        position(application, each)


def _to_conference(application: Application, place: str) -> None:
    committee.put_to_conference(
        actor=acting(officer(place, "decider")), at=NOW, application_id=application.pk
    )


def conference(
    application: Application, place: str = "HK", outcome: str = "determined", **extra: Any
) -> Determination:
    """What the Joint Conference decided."""
    member = no_conflict(officer(place, "decider"), application)
    return committee.record_conference_outcome(**{
        "actor": member, "at": NOW, "application_id": application.pk, "outcome": outcome,
        "reason": "" if outcome == "determined" else "Not this year.", "body": "Joint Conference, session 9",
        "instrument_no": "J-9", "decided_date": TODAY, **extra,
    })  # fmt: skip


def branch(application: Application, place: str, state: str) -> None:
    """Leave the straight way for ``state``."""
    key = application.pk
    if state == lifecycle.RETURNED:
        applications.return_for_correction(
            actor=acting(officer(place, "intake")),
            at=NOW,
            application_id=key,
            reason="The certificate is cut off.",
        )
    elif state == lifecycle.LOCALLY_REFUSED:
        assessed(application, place, unmet=application.window.rule_version.criteria.last().code)
        decider = no_conflict(officer(place, "decider"), application)
        assessment.refuse_locally(
            actor=decider, at=NOW, application_id=key, reason="A criterion is not met.", decided_date=TODAY
        )
    elif state == lifecycle.REFERRED_BACK:
        for each in PLACES:
            position(application, each, "referred_back" if each == "MO" else "agreed")
    elif state == lifecycle.NOT_DETERMINED:
        conference(application, place, "not_determined")


STEPS = {
    lifecycle.SUBMITTED: _submit, lifecycle.COMPLETENESS_CHECK: _check, lifecycle.LOCAL_ASSESSMENT: _complete,
    lifecycle.LOCALLY_RECOGNISED: _recognise, lifecycle.COMMITTEE_REVIEW: _to_committee, lifecycle.AGREED: _agree,
    lifecycle.JOINT_CONFERENCE: _to_conference,
    lifecycle.DETERMINED: lambda application, place: conference(application, place),
}  # fmt: skip


# -- an edition
def published_edition(
    rows: Sequence[Application],
    *,
    year: int = YEAR,
    valid_from: date = TODAY,
    carried: Sequence[Listing] = (),
) -> PanelEdition:
    """Determined applications and carried listings on one edition, prepared in Guangdong, published in Hong Kong."""
    preparing = acting(officer("GD", "publisher"))
    edition = editions.prepare_edition(
        actor=preparing, at=NOW, scheme=scheme(), year=year, session="Joint Conference, session 9",
        instrument_no="J-9", determined_date=TODAY, valid_from=valid_from,
    )  # fmt: skip
    editions.add_lines(
        actor=preparing, at=NOW, edition_id=edition.pk, application_ids=[row.pk for row in rows],
        listing_ids=[row.pk for row in carried],
    )  # fmt: skip
    return editions.publish_edition(actor=acting(officer("HK", "publisher")), at=NOW, edition_id=edition.pk)


def published_listings(*applicants: tuple[User, str], year: int = YEAR) -> list[Listing]:
    """Each (account, place) on one published edition of the year."""
    rows = [application_in(lifecycle.DETERMINED, place, user, year=year) for user, place in applicants]
    published_edition(rows, year=year)
    return [Listing.objects.get(application=row) for row in rows]


def published_listing(user: User | None = None, place: str = "HK", *, year: int = YEAR) -> Listing:
    """One mediator, listed and active; one edition a year, so further ones go by ``published_listings``."""
    return published_listings((user or mediator_user(), place), year=year)[0]
