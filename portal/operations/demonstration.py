"""The demonstration's people and case: plainly fictitious, made by the same acts as real ones.

Accounts end in ``@demo.example``; each has an authenticator app, whose current code ``manage.py demo_code`` prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.actors import Actor, system_actor
from portal.cases import actions as cases
from portal.cases.actions.addresses import Address
from portal.cases.models import Case, Party
from portal.identity.actions.accounts import open_account
from portal.identity.actions.licences import submit_licence, verify_licence
from portal.identity.actions.offices import appoint
from portal.identity.actions.people import register_person
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import Authority, Court, Office, Person, User
from portal.identity.roles import Role

PASSWORD = "demonstration only 2026"  # nosec B105  # printed by load_demo, refused outside a demonstration
SINCE = date(2026, 1, 1)
SETUP = system_actor("demonstration")
CASE_NUMBER = "（2026）粤0391民初9001号"


@dataclass(frozen=True)
class Cast:
    """One person of the demonstration: the account's name, language, names by script, office and its place."""

    account: str
    language: str
    names: Mapping[str, str]
    role: str = ""
    court: str = ""
    authority: str = ""
    shown_as: str = field(default="")

    @property
    def email(self) -> str:
        return f"{self.account}@demo.example"


# fmt: off
CAST = (
    Cast(
        "party",
        "zh-hant",
        {"zh-hant": "陳嘉敏（虛構）", "latin": "Chan Ka Man (fictitious)"},
        shown_as="party in Hong Kong",
    ),
    Cast("opponent", "pt", {"pt": "Luís Ferreira (fictício)"}, shown_as="opponent in Macao"),
    Cast("lawyer", "zh-hans", {"zh-hans": "周平（虚构）"}, shown_as="lawyer with a Mainland licence"),
    Cast("stranger", "en", {"latin": "Sam Doe (fictitious)"}, shown_as="stranger, sees no case"),
    Cast("judge", "zh-hans", {"zh-hans": "林晓（虚构）"}, Role.JUDGE.value, "CN-GD-QH"),
    Cast("clerk", "zh-hans", {"zh-hans": "何静（虚构）"}, Role.CLERK.value, "CN-GD-QH"),
    Cast("clerk-nansha", "en", {"latin": "Ana Sousa (fictitious)"}, Role.CLERK.value, "CN-GD-NS"),
    Cast("desk", "zh-hans", {"zh-hans": "赵敏（虚构）"}, Role.ASSISTANCE_DESK.value, "CN-GD-QH"),
    Cast("interpreter", "pt", {"pt": "Sofia Reis (fictícia)"}, Role.INTERPRETER.value, "CN-GD-QH"),
    Cast("mediator-hk", "zh-hant", {"zh-hant": "黃詠詩（虛構）", "latin": "Wong Wing Sze (fictitious)"},
         shown_as="mediator in Hong Kong"),
    Cast("mediator-gd", "zh-hans", {"zh-hans": "孙志强（虚构）"}, shown_as="mediator in Guangdong"),
    Cast("mediator-mo", "pt", {"pt": "Teresa Rosário (fictícia)", "zh-hant": "羅德蘭（虛構）"},
         shown_as="mediator in Macao"),
    Cast("authority", "zh-hant", {"zh-hant": "李偉（虛構）"}, Role.AUTHORITY_INTAKE.value, "", "HK-MAAL"),
    Cast("hk-assessor", "en", {"latin": "Ho Tsz Kit (fictitious)"}, Role.AUTHORITY_ASSESSOR.value, "", "HK-MAAL"),
    Cast("hk-decider", "zh-hant", {"zh-hant": "鄭慧（虛構）"}, Role.AUTHORITY_DECIDER.value, "", "HK-DOJ"),
    Cast("hk-publisher", "zh-hant", {"zh-hant": "馮安（虛構）"}, Role.AUTHORITY_PUBLISHER.value, "", "HK-DOJ"),
    Cast("gd-intake", "zh-hans", {"zh-hans": "许宁（虚构）"}, Role.AUTHORITY_INTAKE.value, "", "GD-DOJ"),
    Cast("gd-assessor", "zh-hans", {"zh-hans": "唐亮（虚构）"}, Role.AUTHORITY_ASSESSOR.value, "", "GD-DOJ"),
    Cast("gd-decider", "zh-hans", {"zh-hans": "彭玉（虚构）"}, Role.AUTHORITY_DECIDER.value, "", "GD-DOJ"),
    Cast("gd-publisher", "zh-hans", {"zh-hans": "蒋峰（虚构）"}, Role.AUTHORITY_PUBLISHER.value, "", "GD-DOJ"),
    Cast("mo-intake", "pt", {"pt": "Inês Lopes (fictícia)"}, Role.AUTHORITY_INTAKE.value, "", "MO-DSAJ"),
    Cast("mo-assessor", "pt", {"pt": "Rui Mendes (fictício)"}, Role.AUTHORITY_ASSESSOR.value, "", "MO-DSAJ"),
    Cast("mo-decider", "zh-hant", {"zh-hant": "梁志明（虛構）"}, Role.AUTHORITY_DECIDER.value, "", "MO-SAJ"),
    Cast("mo-publisher", "pt", {"pt": "Clara Nunes (fictícia)"}, Role.AUTHORITY_PUBLISHER.value, "", "MO-SAJ"),
    Cast("librarian", "pt", {"pt": "Rita Gomes (fictícia)"}, Role.LIBRARIAN.value),
    Cast("editor", "pt", {"pt": "João Silva (fictício)"}, Role.EDITOR.value),
    Cast("operator", "en", {"latin": "Lee Sum (fictitious)"}, Role.OPERATOR.value),
    Cast("auditor", "en", {"latin": "Eva Chow (fictitious)"}, Role.AUDITOR.value),
)
# fmt: on


def load(*, at: datetime) -> list[str]:
    """Make what is missing; a second run changes nothing.

    :returns: one line for each account: address, role, and how to sign in.
    """
    users = {member.account: open_cast_account(member, at) for member in CAST}
    _licence(users, at)
    _case(users, at)
    return [
        *map(account_line, CAST),
        f'password of each: "{PASSWORD}"; second factor: manage.py demo_code EMAIL',
    ]


def account_line(member: Cast) -> str:
    """What `load_demo` prints of an account: its address and its role."""
    return f"{member.email:<28} {member.shown_as or member.role}"


def open_cast_account(member: Cast, at: datetime) -> User:
    user = open_account(
        email=member.email,
        password=PASSWORD,
        language=member.language,
        is_demonstration=True,
        second_factor=True,
    )
    if not Person.objects.filter(user=user).exists():
        register_person(actor=SETUP, at=at, names=member.names, user=user)
    if member.role and not Office.objects.filter(holder=user, role=member.role).exists():
        appoint(
            actor=SETUP, at=at, holder=user, role=member.role, valid_from=SINCE,
            court=Court.objects.get(code=member.court) if member.court else None,
            authority=Authority.objects.get(code=member.authority) if member.authority else None,
        )  # fmt: skip
    user.refresh_from_db()
    forget_actor(user)
    return user


def _licence(users: Mapping[str, User], at: datetime) -> None:
    lawyer = users["lawyer"]
    person = Person.objects.get(user=lawyer)
    if person.licences.exists():
        return
    licence = submit_licence(
        actor=_actor(lawyer, at), at=at, person=person, kind="prc", number="14403209900000001",
        firm_name="虚构律师事务所", court=Court.objects.get(code="CN-GD-QH"),
    )  # fmt: skip
    verify_licence(actor=_actor(users["clerk"], at), at=at, licence=licence, basis="demonstration")
    forget_actor(lawyer)


def _case(users: Mapping[str, User], at: datetime) -> None:
    court = Court.objects.get(code="CN-GD-QH")
    if Case.objects.filter(court=court, court_number=CASE_NUMBER).exists():
        return
    clerk = _actor(users["clerk"], at)
    case = cases.open_case(
        actor=clerk,
        at=at,
        court=court,
        court_number=CASE_NUMBER,
        procedure="ordinary",
        filed_date=date(2026, 3, 2),
    )
    plaintiff = _party(case, clerk, at, users["party"], "plaintiff", "陳嘉敏（虛構）", "HK")
    _party(case, clerk, at, users["opponent"], "defendant", "Luís Ferreira (fictício)", "MO")
    cases.assign(actor=clerk, at=at, case_id=case.pk, seat="judge", holder=users["judge"])
    cases.confirm_address(
        actor=_actor(users["party"], at), at=at, case_id=case.pk, party_id=plaintiff.pk,
        address=Address(
            addressee="陳嘉敏（虛構）", region="HK", postal_address="香港虛構道1號", email="party@demo.example",
            consents=True, scope=("procedural", "evidence"),
        ),
    )  # fmt: skip
    cases.file_exhibit(
        actor=_actor(users["party"], at), at=at, case_id=case.pk, party_id=plaintiff.pk, description="虛構合約",
        upload=SimpleUploadedFile("contract.txt", "虛構合約，僅供演示。\n".encode(), content_type="text/plain"),
    )  # fmt: skip


def _party(case: Case, clerk: Actor, at: datetime, user: User, role: str, name: str, region: str) -> Party:
    return cases.add_party(
        actor=clerk, at=at, case_id=case.pk, kind="natural", role=role, name=name, region=region,
        person=Person.objects.get(user=user),
    )  # fmt: skip


def _actor(user: User, at: datetime) -> Actor:
    return actor_of(user, at)
