"""The case of the cast: Chan Ka Man of Hong Kong against Ho Tak Wing, before the Qianhai court (A)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.cases import actions
from portal.cases.actions.addresses import Address
from portal.cases.actions.representation import Agent
from portal.cases.models import Case, FiledExhibit, Party, Representation
from portal.cases.rules.representation import LAWYER_LICENCE, REQUIRED_PROOFS
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from tests.factories import people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
NUMBER = "（2026）粤0391民初1001号"


def a_case(number: str = NUMBER, *, clerk=None, **entries) -> Case:
    """A pending case of the clerk's court (court A unless told otherwise), without parties."""
    clerk = clerk or people.clerk_a()
    court = clerk.offices.get().court
    known = Case.objects.filter(court=court, court_number=number).first()
    return known or actions.open_case(
        actor=people.actor(clerk), at=NOW, court=court, court_number=number,
        procedure=entries.pop("procedure", "ordinary"), filed_date=date(2026, 3, 2), **entries,
    )  # fmt: skip


def a_party(
    case: Case, user=None, *, role: str = "plaintiff", name: str = "陳嘉敏", kind: str = "natural", **entries
) -> Party:
    """A party entered by the clerk of court A; ``user`` is the account behind it."""
    person = people.person_of(user) if user else None
    return actions.add_party(
        actor=people.actor(people.clerk_a()), at=NOW, case_id=case.pk, kind=kind, role=role, name=name,
        region="HK", person=person, **entries,
    )  # fmt: skip


def chan_against_ho() -> Case:
    """The case with both parties."""
    case = a_case()
    if not case.parties.exists():
        a_party(case, people.principal())
        a_party(case, people.opponent(), role="defendant", name="何德榮")
    return case


def plaintiff(case: Case) -> Party:
    """Chan Ka Man in the case."""
    return case.parties.get(number=1)


def defendant(case: Case) -> Party:
    """Ho Tak Wing in the case."""
    return case.parties.get(number=2)


def paper(case: Case, text: str = "power of attorney") -> Exhibit:
    """A text file deposited by the clerk."""
    return deposit(
        actor=people.actor(people.clerk_a()),
        at=NOW,
        upload=upload(text),
        declared_name=f"{text}.txt",
        scope=case.chain,
    )


def upload(text: str = "a letter") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{text}.txt", f"{text}\n".encode(), content_type="text/plain")


def an_agent(
    case: Case, kind: str = "close_relative", *, name: str = "陳大文", without: str = "", **entries
) -> Agent:
    """An agent with every paper that Interp. 88 asks for, except ``without``."""
    proofs = {proof: paper(case, f"{proof} {name}") for proof in REQUIRED_PROOFS[kind] if proof != without}
    return Agent(kind=kind, name=name, proofs=proofs, **entries)


def zhou_ping(case: Case, **entries) -> Agent:
    """Her lawyer, with the licence that was verified once."""
    person = people.person_of(people.lawyer())
    return an_agent(
        case,
        "lawyer",
        name="周平",
        without=LAWYER_LICENCE,
        person=person,
        licence=person.licences.get(),
        **entries,
    )


def represented(case: Case, **entries) -> Representation:
    """Zhou Ping acts for Chan Ka Man."""
    return actions.add_representation(
        actor=people.actor(people.clerk_a()), at=NOW, case_id=case.pk, party_id=plaintiff(case).pk,
        agent=zhou_ping(case, **entries),
    )  # fmt: skip


def an_address(**entries) -> Address:
    """An address in Hong Kong with consent to electronic service."""
    return Address(**{
        "addressee": "陳嘉敏", "region": "HK", "postal_address": "香港中環虛構道1號", "email": "chan@example.test",
        "consents": True, "scope": ("procedural", "evidence"), **entries,
    })  # fmt: skip


def confirmed_address(case: Case, **entries):
    """Chan Ka Man confirms her address in the portal."""
    return actions.confirm_address(
        actor=people.actor(people.principal()), at=NOW, case_id=case.pk, party_id=plaintiff(case).pk,
        address=an_address(**entries),
    )  # fmt: skip


def filed(case: Case, user=None, text: str = "contract of 2025") -> FiledExhibit:
    """An exhibit filed by the plaintiff."""
    return actions.file_exhibit(
        actor=people.actor(user or people.principal()), at=NOW, case_id=case.pk, party_id=plaintiff(case).pk,
        upload=upload(text), description=text,
    )  # fmt: skip
