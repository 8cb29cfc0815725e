"""A court's roster, an entry in any state, a complaint in any state; everything moves by the real actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mediation_registry.actions import complaint_outcomes as outcomes
from mediation_registry.actions import complaints, roster_conduct, roster_sharing, rosters
from mediation_registry.models import Complaint, CourtRoster, CourtRosterEntry, Registrant
from mediation_registry.rules import complaints as complaint_rules
from mediation_registry.rules import rosters as rules
from portal.audit.actors import Actor
from portal.identity.models import Court, User
from portal.identity.roles import Role
from tests.factories import mediators, people

NOW, TODAY = mediators.NOW, mediators.TODAY
CERTIFICATE = "前海特调2026-001"


# -- people
def judge_sz() -> User:
    """Fang Yi, judge at the Shenzhen intermediate court, above the Qianhai court."""
    user = people.account("fang.yi", language="zh-hans")
    people.person_of(user, {"zh-hans": "方毅"})
    people.office_of(user, Role.JUDGE.value, court=people.court("CN-GD-SZ"))
    return user


def second_judge_a() -> User:
    """Qiu Lan, another judge at court A."""
    user = people.account("qiu.lan", language="zh-hans")
    people.person_of(user, {"zh-hans": "邱兰"})
    people.office_of(user, Role.JUDGE.value, court=people.court(people.COURT_A))
    return user


def third_judge_a() -> User:
    """Shi Wen, a third judge at court A."""
    user = people.account("shi.wen", language="zh-hans")
    people.person_of(user, {"zh-hans": "石文"})
    people.office_of(user, Role.JUDGE.value, court=people.court(people.COURT_A))
    return user


def maal(seat: str, number: int = 1) -> User:
    """An officer of the accreditation body of Hong Kong."""
    user = people.account(f"maal.{seat}{number}", language="zh-hant")
    people.office_of(user, f"authority_{seat}", authority=people.authority("HK-MAAL"))
    return user


def acting(user: User) -> Actor:
    return mediators.acting(user)


# -- rosters
def roster(court: str = people.COURT_A, kind: str = "individuals", *, by: User | None = None) -> CourtRoster:
    """The general roster of a court, opened once."""
    place: Court = people.court(court)
    known = CourtRoster.objects.filter(court=place, kind=kind, speciality="").first()
    return known or rosters.open_roster(actor=acting(by or people.judge_a()), at=NOW, court=place, kind=kind)


def applied(user: User | None = None, *, on: CourtRoster | None = None) -> CourtRosterEntry:
    """Wong Mei Ling applies to the roster of court A."""
    mediators.scheme()
    found = mediators.registrant(user)
    return rosters.apply(actor=acting(found.person.user), at=NOW, roster=on or roster())


def entry_in(state: str, user: User | None = None, *, on: CourtRoster | None = None, by: User | None = None,
             valid_to: date | None = None) -> CourtRosterEntry:  # fmt: skip
    """An entry in any state, brought there by the acts."""
    staff = acting(by or people.judge_a())
    if state == rules.INVITED:
        mediators.scheme()
        return rosters.invite(
            actor=staff, at=NOW, roster=on or roster(), registrant=mediators.registrant(user)
        )
    entry = applied(user, on=on)
    said: dict[str, Any] = {"actor": staff, "at": NOW, "entry_id": entry.pk}
    own: dict[str, Any] = {**said, "actor": acting(entry.registrant.person.user)}
    steps: list[tuple[str, Callable[[], Any]]] = [
        (rules.APPLIED, lambda: None),
        (rules.TRAINING, lambda: rosters.accept_application(**said)),
        (rules.CERTIFIED, lambda: (
            rosters.record_training(**said, training="Induction", effective_date=TODAY),
            rosters.certify(**said, certificate_no=f"{CERTIFICATE}-{entry.registrant.register_no}"),
        )),
        (rules.ACTIVE, lambda: rosters.put_on_roster(**said, valid_from=TODAY, valid_to=valid_to)),
    ]  # fmt: skip
    branches: dict[str, tuple[str, Callable[[], Any]]] = {
        rules.NOT_ENTERED: (rules.APPLIED, lambda: rosters.refuse(**said, reason="Not now.")),
        rules.PAUSED: (rules.ACTIVE, lambda: roster_conduct.pause(**said, reason="Illness.")),
        rules.RESIGNED: (rules.ACTIVE, lambda: roster_conduct.resign(**own)),
        rules.REMOVED: (rules.ACTIVE, lambda: removed(entry)),
        rules.TERM_ENDED: (rules.ACTIVE, lambda: ended(entry, said)),
    }
    until, last = branches.get(state, (state, lambda: None))
    for name, step in steps:
        step()
        if name == until:
            break
    last()
    entry.refresh_from_db()
    assert entry.state == state
    return entry


def ended(entry: CourtRosterEntry, said: dict[str, Any]) -> None:
    CourtRosterEntry.objects.filter(pk=entry.pk).update(valid_to=TODAY)
    roster_conduct.end_term(**said, effective_date=TODAY)


def removed(entry: CourtRosterEntry, ground: str = "leaking") -> None:
    """A clerk proposes, a judge decides."""
    roster_conduct.propose_removal(
        actor=acting(people.clerk_a()), at=NOW, entry_id=entry.pk, ground=ground, reason="Told the press."
    )
    roster_conduct.remove(actor=acting(people.judge_a()), at=NOW, entry_id=entry.pk, effective_date=TODAY)


def shared_with_a(user: User | None = None, *, consents: bool = True) -> CourtRosterEntry:
    """An active entry on the Shenzhen roster, asked for by court A."""
    high = roster("CN-GD-SZ", by=judge_sz())
    entry = entry_in(rules.ACTIVE, user, on=high, by=judge_sz())
    sharing = roster_sharing.share_with_court(
        actor=acting(people.clerk_a()), at=NOW, entry_id=entry.pk, court=people.court(people.COURT_A)
    )
    if consents:
        roster_sharing.consent_to_sharing(
            actor=acting(entry.registrant.person.user), at=NOW, sharing_id=sharing.pk
        )
    return entry


# -- complaints
def account(**said: Any) -> complaints.Account:
    """Chan Ka Man says that her settlement was told to others."""
    words = {
        "name": "陳嘉敏", "text": "She told my competitor what we agreed.", "conduct": "inside",
        "grounds": ("leaking",), "contact": "+852 0000 0000",
    }  # fmt: skip
    return complaints.Account(**{**words, **said})


def complained(about: Registrant | None = None, *, court: str = people.COURT_A, **said: Any) -> Complaint:
    """A complaint by Chan Ka Man about Wong Mei Ling, in a case of court A (``court=""``: in none)."""
    mediators.scheme()
    words = account(court=people.court(court) if court else None, **said)
    return complaints.complain(
        actor=acting(people.principal()), at=NOW, about=about or mediators.registrant(), account=words
    )


def ruling(outcome: str = complaint_rules.OUTCOME_WARNING, **said: Any) -> outcomes.Ruling:
    return outcomes.Ruling(outcome=outcome, reason="It was proved by the letter.", decided_date=TODAY, **said)


def complaint_in(state: str, about: Registrant | None = None, *, outcome: str = "warning") -> Complaint:
    """A complaint before court A in any state: a clerk screens, a judge decides."""
    complaint = complained(about)
    clerk: dict[str, Any] = {"actor": acting(people.clerk_a()), "at": NOW, "complaint_id": complaint.pk}
    judge: dict[str, Any] = {**clerk, "actor": acting(people.judge_a())}
    principal: dict[str, Any] = {**clerk, "actor": acting(people.principal())}
    steps: list[tuple[str, Callable[[], Any]]] = [
        (complaint_rules.RECEIVED, lambda: None),
        (complaint_rules.ACKNOWLEDGED, lambda: complaints.acknowledge(**clerk)),
        (complaint_rules.JURISDICTION_CHECK, lambda: complaints.open_jurisdiction_check(**clerk)),
        (complaint_rules.SCREENING, lambda: complaints.confirm_jurisdiction(**clerk)),
        (complaint_rules.INVESTIGATION, lambda: (outcomes.open_investigation(**clerk), heard(complaint))),
        (complaint_rules.DECISION, lambda: outcomes.decide(**judge, ruling=ruling(outcome))),
        (complaint_rules.CLOSED, lambda: outcomes.close(**judge)),
    ]
    branches: dict[str, tuple[str, Callable[[], Any]]] = {
        complaint_rules.TRANSFERRED: (complaint_rules.JURISDICTION_CHECK, lambda: complaints.transfer(
            **clerk, reason="Not our roster.", court=people.court(people.COURT_B))),
        complaint_rules.DISMISSED: (
            complaint_rules.SCREENING, lambda: outcomes.dismiss(**clerk, reason="Nothing to answer.")),
        complaint_rules.REVIEW: (
            complaint_rules.DECISION, lambda: outcomes.open_review(**principal, reason="Too mild.")),
    }  # fmt: skip
    until, last = branches.get(state, (state, lambda: None))
    for name, step in steps:
        step()
        if name == until:
            break
    last()
    complaint.refresh_from_db()
    assert complaint.state == state
    return complaint


def heard(complaint: Complaint) -> None:
    """The mediator is asked and answers."""
    asked = outcomes.ask_statement(
        actor=acting(people.clerk_a()), at=NOW, complaint_id=complaint.pk, question="Did you tell anybody?"
    )
    outcomes.give_statement(
        actor=acting(complaint.about.person.user), at=NOW, complaint_id=complaint.pk, statement_id=asked.pk,
        answer="I told nobody.",
    )  # fmt: skip
