"""One case with everything that somebody could wish to read and must not: each secret is a word of its own.

Chan Ka Man (plaintiff) against Ho Tak Wing (defendant) before court A. The institute of Yeung Siu Fung works on an
opinion; another institute was asked and its attempt withdrawn, a third is not asked yet, an expert of Macao answers in
the case of somebody else. Zhou Ping was the plaintiff's lawyer until yesterday.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from foreign_law.actions.ascertainment.papers import make_paper
from foreign_law.models import (
    AscertainmentRequest,
    Cost,
    Exhibition,
    ExtensionRequest,
    FindingShown,
    Material,
    Period,
    ProviderInvitation,
    Questioning,
    Rebuttal,
)
from foreign_law.queries.ascertainment.scopes import choice_scope
from foreign_law.rules.ascertainment import lifecycle, routes
from portal.cases.models import Representation
from portal.drafts import actions as drafts
from portal.exhibits.actions import deposit
from portal.identity.models import User
from portal.identity.roles import Role
from tests.factories import ascertainment as law
from tests.factories import cases, people

NOW = law.NOW


def stranger_with_a_case() -> User:
    """Maria Pereira, who stands in another case of the same court."""
    return people.stranger()


def withdrawn_expert() -> User:
    return law.account_of_an_expert("withdrawn.expert", language="en")


def expert_not_asked_yet() -> User:
    return law.account_of_an_expert("expert.to.be.asked", language="en")


def colleague() -> User:
    """A judge of court A who does not sit in the case."""
    user = people.account("other.judge", language="zh-hans")
    people.office_of(user, Role.JUDGE.value, court=people.court())
    return user


def own_desk() -> User:
    """The judicial-assistance desk of court A."""
    user = people.account("own.desk", language="zh-hans")
    people.office_of(user, Role.ASSISTANCE_DESK.value, court=people.court())
    return user


#: Everybody who comes to the doors, by a short name.
CAST: dict[str, Callable[[], User]] = {
    "plaintiff": people.principal, "defendant": people.opponent, "former_lawyer": people.lawyer,
    "other_party": stranger_with_a_case, "expert": law.expert, "other_expert": law.other_expert,
    "withdrawn_expert": withdrawn_expert, "expert_not_asked": expert_not_asked_yet,
    "judge": people.judge_a, "clerk": people.clerk_a, "colleague": colleague, "own_desk": own_desk,
    "judge_b": people.judge_b, "clerk_b": people.clerk_b, "desk": people.assistance_desk,
    "librarian": people.librarian, "editor": people.editor, "operator": people.operator, "auditor": people.auditor,
    "mediator": people.mediator,
}  # fmt: skip
SIDES = frozenset({"plaintiff", "defendant"})
COURT = frozenset({"judge", "clerk", "colleague", "own_desk"})
EXPERT = frozenset({"expert"})
NOBODY: frozenset[str] = frozenset()


@dataclass
class World:
    """The records by name, and the secrets: each word with those who may read it."""

    secrets: dict[str, frozenset[str]] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def hide(self, word: str, readers: frozenset[str]) -> str:
        """A word that only these may ever read."""
        secret = f"SECRET-{word}-7f3a"
        self.secrets[secret] = readers
        return secret

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["rows"][name]
        except KeyError as error:
            raise AttributeError(name) from error


def a_world() -> World:
    """Everything at once, some forty rows."""
    made = World()
    case = law.ascertained_case()
    request = law.a_request(
        lifecycle.POSITIONS, agreed_facts=made.hide("facts", SIDES | COURT | EXPERT),
        reason=made.hide("returned", COURT), case=case,
    )  # fmt: skip
    _clause(request, made.hide("clause", SIDES | COURT))
    made.rows |= {"case": case, "request": request}
    made.secrets |= dict.fromkeys((case.reference, case.court_number), SIDES | COURT | {"auditor"})
    _routes(made)
    _materials(made)
    _hearing(made)
    _money_and_time(made)
    _other_requests(made)
    _left_the_case(made)
    return made


def _clause(request: AscertainmentRequest, text: str) -> None:
    """The instrument of a choice of law, handed in by the plaintiff."""
    who = people.actor(people.principal())
    request.choice_exhibit = deposit(
        actor=who, at=NOW, upload=cases.upload(text), declared_name="clause.txt", scope=choice_scope(request, who)
    )  # fmt: skip
    request.save()


def _routes(made: World) -> None:
    request = made.request
    own = law.provider(contact_email="secret-contact@example.test")
    gone = law.provider(withdrawn_expert(), name="撤回研究所")
    later = law.provider(expert_not_asked_yet(), name="未委託研究所")
    made.secrets["secret-contact@example.test"] = COURT | {
        "judge_b",
        "clerk_b",
        "desk",
        "librarian",
        "auditor",
    }
    plaintiffs = law.an_attempt(request, routes.PARTY, lifecycle.SENT, party=cases.plaintiff(made.case))
    attempt = law.an_attempt(
        request, state=lifecycle.ACCEPTED, provider=own, description=made.hide("asked", COURT | EXPERT)
    )
    law.proofs_of(attempt)
    attempt.statement_text = made.hide("statement", COURT | EXPERT)
    attempt.save()
    withdrawn = law.an_attempt(
        request,
        state=lifecycle.ATTEMPT_WITHDRAWN,
        provider=gone,
        description=made.hide("withdrawn-asked", COURT),
    )
    unsent = law.an_attempt(
        request, state=lifecycle.OPENED, provider=later, description=made.hide("unsent-asked", COURT)
    )
    ProviderInvitation.objects.create(
        provider=later, email="secret-invited@example.test", digest="0" * 64, sent_at=NOW,
        expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    made.secrets["secret-invited@example.test"] = COURT | {"librarian"}
    made.rows |= {
        "attempt": attempt, "party_attempt": plaintiffs, "withdrawn": withdrawn, "unsent": unsent, "provider": own,
        "proof": attempt.proofs.get(),
    }  # fmt: skip


def _with_file(owner: User, material: Material, text: str) -> Material:
    """The material with a document in which the words stand."""
    material.exhibit = deposit(
        actor=people.actor(owner), at=NOW, upload=cases.upload(text), declared_name="file.txt",
        scope=f"ascertainment-material:{material.pk}",
    )  # fmt: skip
    material.save()
    return material


def _materials(made: World) -> None:
    request, missing = made.request, {"state": "incomplete", "validity": ""}
    words = made.hide("unshown", COURT | {"plaintiff"})
    mine = law.a_material(
        request, made.party_attempt, party=cases.plaintiff(made.case), kind="party", title=words, summary=words, **missing
    )  # fmt: skip
    _with_file(people.principal(), mine, words)
    words = made.hide("opinion", COURT | EXPERT)
    opinion = law.a_material(request, made.attempt, title=words, summary=words, **missing)
    _with_file(law.expert(), opinion, words)
    words = made.hide("shown", COURT | SIDES)
    shown = law.a_material(request, party=cases.defendant(made.case), title=words)
    _with_file(people.opponent(), shown, words)
    exhibition = Exhibition.objects.create(
        request=request, number=1, how="pretrial", shown_date=law.TODAY, minutes_reference="笔录", recorded_at=NOW,
        recorded_by="user:test",
    )  # fmt: skip
    exhibition.materials.add(shown)
    made.rows |= {"mine": mine, "opinion": opinion, "shown": shown}
    drafts.save(
        owner_key=people.actor(people.principal()).key, form_key=f"law.material:{request.reference}", at=NOW,
        values={"relevance": [made.hide("typed", frozenset({"plaintiff"}))]},
    )  # fmt: skip


def _hearing(made: World) -> None:
    request, side = made.request, cases.plaintiff(made.case)
    said = law.positions(request, "object", reasons=made.hide("position", COURT | SIDES))
    said[0].evidence = deposit(
        actor=people.actor(people.clerk_a()), at=NOW, upload=cases.upload(made.hide("evidence", COURT | SIDES)),
        declared_name="evidence.txt", scope=f"ascertainment-said:{request.pk}",
    )  # fmt: skip
    said[0].save()
    finding = law.a_finding()
    shown = FindingShown.objects.create(request=request, finding=finding, shown_at=NOW, shown_to="user:test")
    rebuttal = Rebuttal.objects.create(
        shown=shown, party=side, reasons=made.hide("rebuttal", COURT | SIDES), evidence=said[0].evidence,
        made_at=NOW, made_by="user:test",
    )  # fmt: skip
    asked = Questioning.objects.create(
        attempt=made.attempt, number=1, state="asked", asked_by_party=side,
        reason=made.hide("questioning-asked", COURT | {"plaintiff"}),
    )  # fmt: skip
    allowed = Questioning.objects.create(
        attempt=made.attempt, number=2, state="allowed", how="online", home_law_checked=True,
        difficulty=made.hide("difficulty", COURT), home_law_note=made.hide("home-law", COURT),
        scope_note=made.hide("scope-note", COURT | SIDES | EXPERT),
    )  # fmt: skip
    made.rows["letter"] = make_paper(
        actor=people.actor(people.clerk_a()), at=NOW, request_id=request.pk, kind="request_letter",
        attempt_id=made.attempt.pk,
    )  # fmt: skip
    made.rows |= {
        "said": said[0], "finding_shown": shown, "rebuttal": rebuttal, "asked": asked, "questioning": allowed,
        "finding": finding,
    }  # fmt: skip


def _money_and_time(made: World) -> None:
    request, side = made.request, cases.plaintiff(made.case)
    costs = [
        Cost.objects.create(
            request=request, number=number, attempt=attempt, kind="fee", currency="HKD", quoted="1000",
            quoted_date=law.TODAY, description=made.hide(word, readers),
        )
        for number, attempt, word, readers in (
            (1, made.attempt, "quote", COURT | SIDES | EXPERT), (2, made.withdrawn, "other-quote", COURT | SIDES),
        )
    ]  # fmt: skip
    period = Period.objects.create(
        request=request, kind="provide", party=side, due_date=timezone.localdate() + timedelta(days=9),
        reason=made.hide("period", COURT | {"plaintiff"}), fixed_at=NOW, fixed_by="user:test",
        justification=made.hide("justification", COURT | {"plaintiff"}),
    )  # fmt: skip
    answer = Period.objects.create(
        request=request, kind="answer", attempt=made.attempt, due_date=period.due_date, fixed_at=NOW,
        fixed_by="user:test", reason=made.hide("answer-period", COURT),
    )  # fmt: skip
    asked = ExtensionRequest.objects.create(
        period=period, party=side, until=period.due_date + timedelta(days=9), asked_at=NOW, asked_by="user:test",
        reasons=made.hide("extension", COURT | {"plaintiff"}),
    )  # fmt: skip
    made.rows |= {"cost": costs[0], "period": period, "answer_period": answer, "extension": asked}


def _other_requests(made: World) -> None:
    case, side = made.case, cases.plaintiff(made.case)
    made.rows["draft"] = law.a_request(lifecycle.DRAFT, case=case, field_of_law=made.hide("draft", COURT))
    made.rows["returned"] = law.a_request(
        lifecycle.DRAFT, case=case, asked_by_party=side, field_of_law=made.hide("mine", COURT | {"plaintiff"}),
        reason=made.hide("why-returned", COURT | {"plaintiff"}),
    )  # fmt: skip
    _clause(made.returned, made.hide("returned-clause", COURT | {"plaintiff"}))
    early = law.a_request(lifecycle.RECEIVED, case=case)
    law.positions(early, "object", reasons=made.hide("early-position", COURT))
    made.rows["early"] = early
    closed = law.a_request(lifecycle.CLOSED, case=case, is_confidential=True)
    made.rows["own_finding"] = law.a_finding(
        determination=law.a_determination(closed), court=case.court, is_confidential=True,
        proposition=made.hide("confidential-finding", COURT | SIDES | EXPERT),
    )  # fmt: skip
    other = cases.a_case("（2026）粤0391民初2002号")
    cases.a_party(other, stranger_with_a_case(), name="Maria Pereira")
    elsewhere = law.a_request(lifecycle.IN_PROGRESS, case=other, field_of_law="elsewhere")
    made.rows["elsewhere"] = elsewhere
    made.rows["other_attempt"] = law.an_attempt(
        elsewhere, provider=law.provider(law.other_expert(), name="另一研究所")
    )


def _left_the_case(made: World) -> None:
    """Zhou Ping no longer acts since yesterday."""
    represented = cases.represented(made.case)
    yesterday = timezone.localdate() - timedelta(days=1)
    Representation.objects.filter(pk=represented.pk).update(valid_from=law.FACT_DATE, valid_to=yesterday)
