"""The cast of service: the portal's own, the desk of the High People's Court, and an addressee in Macao."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.actors import Actor
from portal.cases import actions as cases
from portal.cases.models import Case, Party
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import Court, Person, User
from portal.identity.roles import Role
from portal.operations.demonstration import Cast, open_cast_account

UPPER = Cast("desk-gd", "zh-hans", {"zh-hans": "罗静（虚构）"}, Role.ASSISTANCE_DESK.value, "CN-GD-HPC")
TRADER = Cast(
    "trader",
    "pt",
    {"pt": "Marta Xavier (fictícia)", "zh-hant": "沙美達（虛構）"},
    shown_as="addressee in Macao",
)
TENANT = Cast(
    "tenant",
    "zh-hant",
    {"zh-hant": "馬永年（虛構）", "latin": "Ma Wing Nin (fictitious)"},
    shown_as="addressee in Hong Kong",
)
COURT = "CN-GD-QH"
#: Number of the case, the defendant's name as the case has it, her script and place.
CASES = (
    ("（2026）粤0391民初9101号", TRADER, "Marta Xavier (fictícia)", "pt", "MO"),
    ("（2026）粤0391民初9102号", TENANT, "馬永年（虛構）", "zh-hant", "HK"),
)  # fmt: skip


def account(local_part: str) -> User:
    """An account of the demonstration's cast."""
    return User.objects.get(email=f"{local_part}@demo.example")


def actor(local_part: str, at: datetime) -> Actor:
    """The actor behind an account of the cast, with the offices held at that moment."""
    user = account(local_part)
    forget_actor(user)
    return actor_of(user, at)


def paper(title: str) -> SimpleUploadedFile:
    """A text file that says what it stands for."""
    return SimpleUploadedFile(
        f"{title}.txt", f"{title}（虚构，仅供演示）\n".encode(), content_type="text/plain"
    )


def arrive(at: datetime) -> list[Party]:
    """Accounts and cases; the defendants, in the order of CASES."""
    for member in (UPPER, TRADER, TENANT):
        open_cast_account(member, at)
    return [_defendant(at, *entry) for entry in CASES]


def _defendant(at: datetime, number: str, member: Cast, name: str, script: str, region: str) -> Party:
    court, clerk = Court.objects.get(code=COURT), actor("clerk", at)
    case = Case.objects.filter(court=court, court_number=number).first()
    if case is not None:
        return case.parties.get(number=2)
    case = cases.open_case(
        actor=clerk,
        at=at,
        court=court,
        court_number=number,
        procedure="ordinary",
        filed_date=date(2026, 5, 6),
    )
    cases.add_party(
        actor=clerk,
        at=at,
        case_id=case.pk,
        kind="natural",
        role="plaintiff",
        name="吳小鳳（虛構）",
        region="HK",
    )
    party = cases.add_party(
        actor=clerk, at=at, case_id=case.pk, kind="natural", role="defendant", name=name, name_script=script, region=region,
        person=Person.objects.get(user__email=member.email),
    )  # fmt: skip
    for seat in ("judge", "clerk"):
        cases.assign(actor=clerk, at=at, case_id=case.pk, seat=seat, holder=account(seat))
    return party
