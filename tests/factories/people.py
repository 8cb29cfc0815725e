"""The shared cast: people whom every test knows by name.

Chan Ka Man is the principal, Zhou Ping her lawyer, Lin Xiao judges at the Qianhai court (A), Ana Sousa is
clerk at the Nansha court (B), Leong Wai mediates, Ho Tak Wing is the opponent, and Maria Pereira is the
stranger who must see nothing. All of them are fictitious. Each function gives the account and makes it on
first use; ``sign_in`` satisfies the second factor.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY, user_id_to_str
from allauth.mfa.models import Authenticator

from portal.audit.actors import Actor, system_actor
from portal.identity.actions.accounts import open_account
from portal.identity.actions.licences import submit_licence, verify_licence
from portal.identity.actions.offices import appoint
from portal.identity.actions.people import register_person
from portal.identity.actions.places import load_reference_data
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import Authority, Court, Institution, Jurisdiction, Office, Person, User
from portal.identity.roles import Role

LONG_AGO = datetime(2020, 1, 2, 3, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
COURT_A = "CN-GD-QH"
COURT_B = "CN-GD-NS"
SETUP = system_actor("test-setup")


def court(code: str = COURT_A) -> Court:
    """A court of the reference data, which is loaded when needed."""
    if not Court.objects.filter(code=code).exists():
        load_reference_data()
    return Court.objects.get(code=code)


def authority(code: str = "HK-DOJ") -> Authority:
    if not Authority.objects.filter(code=code).exists():
        load_reference_data()
    return Authority.objects.get(code=code)


def institution(code: str = "TEST-MEDIATION") -> Institution:
    court()
    made, __ = Institution.objects.get_or_create(
        code=code,
        defaults={
            "kind": Institution.Kind.MEDIATION,
            "jurisdiction": Jurisdiction.objects.get(code="CN-HK"),
            "name_en": "Fictitious Mediation Centre",
            "name_zh_hant": "虛構調解中心",
            "name_zh_hans": "虚构调解中心",
            "name_pt": "Centro de Mediação Fictício",
        },
    )
    return made


def account(local_part: str, *, language: str = "zh-hant", second_factor: bool = True, **extra: Any) -> User:
    """An account with a confirmed address at example.test and, unless told otherwise, an
    authenticator app.
    """
    user = open_account(
        email=f"{local_part}@example.test",
        password="correct horse battery",
        language=language,
        second_factor=second_factor,
    )
    for name, value in extra.items():
        setattr(user, name, value)
    if extra:
        user.save()
    return user


def person_of(user: User, names: dict[str, str] | None = None) -> Person:
    """The person of an account, entered on first use."""
    known = Person.objects.filter(user=user).first()
    if known:
        return known
    return register_person(
        actor=SETUP, at=LONG_AGO, names=names or {"latin": user.email.partition("@")[0]}, user=user
    )


def office_of(user: User, role: str, **place: Any) -> Office:
    """An office since 2020, given on first use."""
    known = Office.objects.filter(holder=user, role=role, **place).first()
    if known:
        return known
    office = appoint(actor=SETUP, at=LONG_AGO, holder=user, role=role, valid_from=SINCE, **place)
    user.refresh_from_db()
    forget_actor(user)
    return office


def principal() -> User:
    """Chan Ka Man of Hong Kong, a party."""
    user = account("chan.ka.man")
    person_of(user, {"zh-hant": "陳嘉敏", "latin": "Chan Ka Man"})
    return user


def opponent() -> User:
    """Ho Tak Wing, on the other side."""
    user = account("ho.tak.wing")
    person_of(user, {"zh-hant": "何德榮", "latin": "Ho Tak Wing"})
    return user


def stranger() -> User:
    """Maria Pereira of Macao, who has nothing to do with any of it and must see nothing."""
    user = account("maria.pereira", language="pt")
    person_of(user, {"pt": "Maria Pereira"})
    return user


def lawyer() -> User:
    """Zhou Ping of Shenzhen, whose Mainland licence the Qianhai court has verified."""
    user = account("zhou.ping", language="zh-hans")
    person = person_of(user, {"zh-hans": "周平", "latin": "Zhou Ping"})
    if not person.licences.exists():
        found = submit_licence(
            actor=actor(user),
            at=LONG_AGO,
            person=person,
            kind="prc",
            number="14403202000000001",
            firm_name="Fictitious Law Firm, Shenzhen",
            court=court(COURT_A),
        )
        verify_licence(actor=actor(clerk_a()), at=LONG_AGO, licence=found, basis="Licence and firm seen.")
        forget_actor(user)
    return user


def judge_a() -> User:
    """Lin Xiao, judge at court A (Qianhai)."""
    user = account("lin.xiao", language="zh-hans")
    person_of(user, {"zh-hans": "林晓"})
    office_of(user, Role.JUDGE.value, court=court(COURT_A))
    return user


def clerk_a() -> User:
    """Wu Min, clerk at court A (Qianhai)."""
    user = account("wu.min", language="zh-hans")
    person_of(user, {"zh-hans": "吴敏"})
    office_of(user, Role.CLERK.value, court=court(COURT_A))
    return user


def clerk_b() -> User:
    """Ana Sousa, clerk at court B (Nansha)."""
    user = account("ana.sousa", language="pt")
    person_of(user, {"pt": "Ana Sousa"})
    office_of(user, Role.CLERK.value, court=court(COURT_B))
    return user


def judge_b() -> User:
    """Gao Yuan, judge at court B (Nansha)."""
    user = account("gao.yuan", language="zh-hans")
    person_of(user, {"zh-hans": "高远"})
    office_of(user, Role.JUDGE.value, court=court(COURT_B))
    return user


def assistance_desk() -> User:
    """Luo Jing of the judicial-assistance desk at the Guangdong High People's Court."""
    user = account("luo.jing", language="zh-hans")
    office_of(user, Role.ASSISTANCE_DESK.value, court=court("CN-GD-HPC"))
    return user


def mediator() -> User:
    """Leong Wai of Macao, mediator."""
    user = account("leong.wai", language="pt")
    person_of(user, {"zh-hant": "梁慧", "pt": "Leong Wai"})
    office_of(user, Role.MEDIATOR.value, institution=institution())
    return user


def authority_decider() -> User:
    """Grace Yip, who decides at the Department of Justice of Hong Kong."""
    user = account("grace.yip", language="en")
    office_of(user, Role.AUTHORITY_DECIDER.value, authority=authority())
    return user


def librarian() -> User:
    """Tang Ning keeps the library of law."""
    user = account("tang.ning", language="zh-hans")
    office_of(user, Role.LIBRARIAN.value)
    return user


def editor() -> User:
    """Rita Gomes writes the guidance."""
    user = account("rita.gomes", language="pt")
    office_of(user, Role.EDITOR.value)
    return user


def operator() -> User:
    """Sam Lee runs the portal."""
    user = account("sam.lee", language="en")
    office_of(user, Role.OPERATOR.value)
    return user


def auditor() -> User:
    """Eva Chow reads the log."""
    user = account("eva.chow", language="en")
    office_of(user, Role.AUDITOR.value)
    return user


CAST = {
    "principal": principal,
    "lawyer": lawyer,
    "judge_a": judge_a,
    "clerk_a": clerk_a,
    "judge_b": judge_b,
    "clerk_b": clerk_b,
    "mediator": mediator,
    "opponent": opponent,
    "stranger": stranger,
    "assistance_desk": assistance_desk,
    "authority_decider": authority_decider,
    "librarian": librarian,
    "editor": editor,
    "operator": operator,
    "auditor": auditor,
}


def actor(user: User, at: datetime | None = None) -> Actor:
    """The actor behind an account, on a day of 2026 unless told otherwise."""
    return actor_of(user, at or datetime(2026, 11, 22, 4, 0, tzinfo=UTC))


def sign_in(client: Any, user: User, *, second_factor: bool = True) -> Any:
    """Sign the account in and, unless told otherwise, let the session count as proved by its
    second factor.
    """
    client.force_login(user)
    session = client.session
    records: list[dict[str, Any]] = [{"method": "password", "at": time.time(), "email": user.email}]
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if second_factor and factor:
        records.append({"method": "mfa", "at": time.time(), "id": factor.pk, "type": "totp"})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client
