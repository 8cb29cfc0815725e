"""Steps of random walks through a request: real acts by whoever tries them, in any order; what is refused changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foreign_law.actions.ascertainment import (
    allocating,
    assessing,
    closing,
    deciding,
    effect,
    exhibiting,
    findings,
    positions,
    rebuttals,
    routes,
)
from foreign_law.actions.ascertainment.deciding import Answered
from foreign_law.actions.ascertainment.positions import Said
from foreign_law.models import AscertainmentRequest, Finding
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment import routes as numbers
from foreign_law.rules.ascertainment.seats import SEATS
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused
from tests.factories import ascertainment as law

Refused = (ValidationError, PermissionRefused, IntegrityError)


class Walk:
    """One request, the dice, the moment. ``by_judge``: whether the last step was the judge's own."""

    def __init__(self, seed: int, judge: Actor, clerk: Actor, *, basis: str) -> None:
        self.dice, self.judge, self.clerk = Random(seed), judge, clerk
        self.request = law.a_request(lifecycle.SCOPED, basis=basis)
        self.at: datetime = law.NOW
        self.by_judge, self.done, self.wanted = False, 0, ""
        self.provider = law.provider()
        if self.dice.random() < 0.5:
            self._jump_to_the_hearing()

    def _jump_to_the_hearing(self) -> None:
        """Half of the walks begin where a material was shown and the parties are heard."""
        self.request.state = lifecycle.POSITIONS
        self.request.save()
        shown = self.request.exhibitions.create(
            number=1,
            how="hearing",
            shown_date=law.TODAY,
            minutes_reference="笔录",
            recorded_at=self.at,
            recorded_by="x",
        )
        shown.materials.set([law.a_material(self.request)])

    def step(self) -> None:
        """One try of one act by somebody; what is refused leaves everything as it was."""
        self.at += timedelta(minutes=7)
        tries: dict[Callable[[], Any], str] = {
            self.finds: "", self.looks: "findings_shown", self.opens: "route_opened", self.sends: "route_sent",
            self.material_comes: "material_received", self.assesses: "route_assessed",
            self.supplements: "supplement_ordered", self.relies: "finding_relied_on", self.shows: "exhibited",
            self.invites: "positions_invited", self.speaks: "position_taken", self.is_silent: "opportunity_recorded",
            self.answers: "content_confirmed", self.holds: "held_unascertainable", self.takes_back: "answer_set_aside",
            self.allocates: "costs_allocated", self.closes: "request_closed", self.judges: "case_judgment_recorded",
            self.falls: "case_judgment_set_aside",
        }  # fmt: skip
        # mostly what the tables allow now, so that a walk gets somewhere
        state = self.now.state
        possible = [one for one, name in tries.items() if lifecycle.request_after(state, lifecycle.F + name)]
        moving = [
            one for one in possible if lifecycle.request_after(state, lifecycle.F + tries[one]) != state
        ]
        luck = self.dice.random()
        among = (luck < 0.5 and moving) or (luck < 0.85 and possible) or list(tries)
        back = (self.supplements, self.holds, self.takes_back, self.falls)
        on = (self.speaks, self.answers)
        act = self.dice.choices(among, [1 if one in back else 20 if one in on else 5 for one in among])[0]
        self.wanted = tries[act]
        self.by_judge = False
        try:
            with transaction.atomic():
                act()
            self.done += 1
        except Refused:
            pass

    @property
    def now(self) -> AscertainmentRequest:
        """The request as it stands in the database."""
        return AscertainmentRequest.objects.get(pk=self.request.pk)

    def _staff(self) -> Actor:
        seats = SEATS.get(lifecycle.F + self.wanted, ())
        fit = [
            one
            for one, seat in ((self.judge, lifecycle.JUDGE), (self.clerk, lifecycle.CLERK))
            if seat in seats
        ]
        actor = self.dice.choice(fit if fit and self.dice.random() < 0.9 else (self.judge, self.clerk))
        self.by_judge = actor is self.judge
        return actor

    def _run(self, act: Callable[..., Any], *, actor: Actor | None = None, **entries: Any) -> Any:
        return act(actor=actor or self._staff(), at=self.at, **entries)

    def _one(self, rows: Any) -> Any:
        found = list(rows)
        if not found:
            raise ValidationError("nothing there")
        return self.dice.choice(found)

    # -- before the hearing

    def finds(self) -> None:
        if Finding.objects.count() < 3:
            law.a_finding(case_number=f"{self.at}")

    def looks(self) -> None:
        self._run(findings.findings_shown, request_id=self.request.pk)

    def opens(self) -> None:
        route = self.dice.choice((numbers.PARTY, numbers.EMBASSY, numbers.INSTITUTION_OR_EXPERT))
        whom: dict[str, Any] = {"addressed_to": "使馆"}
        if route == numbers.PARTY:
            whom = {"party_id": self._one(self.request.case.parties.all()).pk}
        if route == numbers.INSTITUTION_OR_EXPERT:
            whom = {"provider_id": self.provider.pk}
        self._run(routes.open_route, request_id=self.request.pk, route=route, repeat_reason="x", **whom)

    def sends(self) -> None:
        attempt = self._one(self.request.attempts.all())
        self._run(
            routes.send_route,
            attempt_id=attempt.pk,
            sent_date=law.TODAY,
            through="高级人民法院",
            addressed_to="使馆",
        )

    def material_comes(self) -> None:
        """What the tables allow on a route; the paper itself is a row, complete or not."""
        attempt = self._one(self.request.attempts.filter(state__in=("sent", "accepted", "answered")))
        if lifecycle.request_after(self.now.state, lifecycle.F + "material_received") is None:
            raise ValidationError("not now")
        request = self.now
        if attempt.provider is not None and attempt.statement_given_at is None:
            law.proofs_of(attempt)
        complete = self.dice.random() < 0.7
        parts: dict[str, Any] = {} if complete else {"how_obtained": "", "state": "incomplete"}
        law.a_material(request, attempt, **parts)
        attempt.state = lifecycle.ANSWERED_BY_PROVIDER
        attempt.save()
        request.state = (
            lifecycle.request_after(request.state, lifecycle.F + "material_received") or request.state
        )
        request.save()

    def assesses(self) -> None:
        attempt = self._one(self.request.attempts.all())
        self._run(
            assessing.assess_route,
            attempt_id=attempt.pk,
            outcome_reason="理由",
            outcome=self.dice.choice(numbers.OUTCOMES),
        )

    def supplements(self) -> None:
        self._run(assessing.order_supplement, request_id=self.request.pk, reason="不充分")

    def relies(self) -> None:
        self._run(rebuttals.rely_on_finding, shown_id=self._one(self.request.findings_shown.all()).pk)

    # -- the hearing

    def shows(self) -> None:
        materials = [row.pk for row in self.request.materials.all() if self.dice.random() < 0.8]
        self._run(
            exhibiting.exhibit_materials, request_id=self.request.pk, material_ids=materials, how="hearing",
            shown_date=law.TODAY, minutes_reference="笔录",
        )  # fmt: skip

    def invites(self) -> None:
        self._run(
            positions.invite_positions,
            request_id=self.request.pk,
            until=law.TODAY + timedelta(days=9),
            reason="合理期限",
        )

    def speaks(self) -> None:
        stance = self.dice.choice(("agree", "agree", "object"))
        for party in self.request.case.parties.all():
            said = [
                Said(question.pk, aspect, stance, "理由" if stance == "object" else "")
                for question in self.request.questions.all() for aspect in numbers.ASPECTS
            ]  # fmt: skip
            self._run(
                positions.take_positions, actor=self.clerk, request_id=self.request.pk, said=said, party_id=party.pk,
                minutes_reference="笔录",
            )  # fmt: skip

    def is_silent(self) -> None:
        party = self._one(self.request.case.parties.all())
        self._run(
            positions.record_opportunity,
            request_id=self.request.pk,
            party_id=party.pk,
            given_date=law.TODAY,
            how="传票",
        )

    # -- the answer, and afterwards

    def answers(self) -> None:
        rows = self.request.materials.filter(exhibitions__isnull=False).distinct()
        shown = [row.pk for material in rows for row in material.cited.all() if self.dice.random() < 0.9]
        entries: dict[str, Any] = {
            "request_id": self.request.pk, "content": "内容", "reasons": "理由",
            "answers": [Answered(row.pk, "结论", tuple(shown[:1])) for row in self.request.questions.all()],
        }  # fmt: skip
        kind = self.dice.choice(("confirm", "determine", "adopt"))
        if kind == "confirm":
            self._run(deciding.content_confirmed, **entries)
        elif kind == "determine":
            self._run(
                deciding.content_determined, no_supplement_reason=self.dice.choice(("", "已充分")), **entries
            )
        else:
            row = self._one(self.request.findings_shown.all())
            self._run(deciding.finding_adopted, shown_id=row.pk, **entries)

    def holds(self) -> None:
        self._run(deciding.held_unascertainable, request_id=self.request.pk, reasons="未能查明")

    def takes_back(self) -> None:
        if self.dice.random() < 0.3:
            self._run(deciding.answer_set_aside, request_id=self.request.pk, reason="遗漏")

    def allocates(self) -> None:
        self._run(allocating.allocate_costs, request_id=self.request.pk, basis="none", reasons="未发生费用")

    def closes(self) -> None:
        self._run(closing.close_request, request_id=self.request.pk)

    def judges(self) -> None:
        self._run(
            effect.record_judgment, request_id=self.request.pk, judgment_number="（2026）粤0391民初7号",
            judgment_date=law.TODAY, judgment_effective_date=self.dice.choice((None, law.TODAY)),
        )  # fmt: skip

    def falls(self) -> None:
        if self.dice.random() < 0.3:
            self._run(effect.set_aside_judgment, request_id=self.request.pk, reason="再审撤销")
