"""What the desk offers on routes, providers and questionings; the tables of states and seats decide the rest."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment import (
    answers_of_providers,
    assessing,
    questioning,
    questioning_rooms,
    routes,
)
from foreign_law.forms.ascertainment import routing as forms
from foreign_law.forms.ascertainment.acts import (
    ATTEMPT,
    QUESTIONING,
    REQUEST,
    ActForm,
    RequestForm,
    simple,
)
from foreign_law.rules.ascertainment import questioning as rules
from portal.rooms.models import Room


def _has_provider(attempt: Any) -> bool:
    return attempt.provider_id is not None


def _answerable(attempt: Any) -> bool:
    """Routes of a provider are answered on its own page or on paper; an answer without material is the others'."""
    return attempt.sent_at is not None


def _questionable(attempt: Any) -> bool:
    return attempt.provider_id is not None and rules.may_be_questioned(attempt.state)


def _in_state(*states: str) -> Any:
    return lambda found: found.state in states


def _room_may_open(found: Any) -> bool:
    closed = found.room is None or found.room.state == Room.State.CLOSED
    return closed and found.how == rules.ONLINE and rules.may_enter(found.state, found.attempt.state)


OFFERED: tuple[ActForm, ...] = (
    ActForm("route_opened", _("Open a route of ascertainment"), forms.OpenRouteForm, simple(routes.open_route), REQUEST),
    ActForm(
        "supplement_ordered", _("Order a supplement"), forms.SupplementForm,
        simple(assessing.order_supplement), REQUEST,
    ),
    ActForm(
        "route_sent", _("Enter as sent"), forms.SendRouteForm, simple(routes.send_route, on=ATTEMPT), ATTEMPT
    ),
    ActForm(
        "provider_accepted", _("Accepted on paper"), forms.PaperAcceptanceForm,
        simple(answers_of_providers.accept, on=ATTEMPT), ATTEMPT, shown=_has_provider,
    ),
    ActForm(
        "provider_declined", _("Declined on paper"), forms.DeclineForm,
        simple(answers_of_providers.decline, on=ATTEMPT), ATTEMPT, alarming=True, shown=_has_provider,
    ),
    ActForm(
        "provider_proof_added", _("Add a proof of article 4"), forms.ProofForm,
        simple(answers_of_providers.add_proof, on=ATTEMPT), ATTEMPT, shown=_has_provider,
    ),
    ActForm(
        "route_answered", _("Answered without material"), forms.AnswerForm,
        simple(routes.answer_route, on=ATTEMPT), ATTEMPT, shown=_answerable,
    ),
    ActForm(
        "route_assessed", _("Assess"), forms.AssessForm, simple(assessing.assess_route, on=ATTEMPT), ATTEMPT
    ),
    ActForm(
        "questioning_allowed", _("Order a questioning"), forms.AllowQuestioningForm,
        simple(questioning.order_questioning, on=ATTEMPT), ATTEMPT, shown=_questionable,
    ),
    ActForm(
        "attempt_rectified", _("Rectify"), forms.RectifyForm,
        simple(assessing.rectify_attempt, on=ATTEMPT), ATTEMPT,
    ),
    ActForm(
        "interest_rectified", _("Rectify an interest entered by mistake"), forms.ReasonForm,
        simple(answers_of_providers.rectify_interest, on=ATTEMPT), ATTEMPT, shown=_has_provider,
    ),
    ActForm(
        "route_withdrawn", _("Withdraw"), forms.ReasonForm, simple(routes.withdraw_route, on=ATTEMPT), ATTEMPT,
        alarming=True,
    ),
    ActForm(
        "questioning_allowed", _("Allow, or appoint anew"), forms.AllowQuestioningForm,
        simple(questioning.allow_questioning, on=QUESTIONING), QUESTIONING,
        shown=_in_state(rules.ASKED, rules.ALLOWED),
    ),
    ActForm(
        "questioning_room_opened", _("Open the room"), RequestForm,
        simple(questioning_rooms.open_questioning_room, on=QUESTIONING), QUESTIONING, shown=_room_may_open,
    ),
    ActForm(
        "questioning_held", _("Enter as held"), forms.HeldForm,
        simple(questioning.hold_questioning, on=QUESTIONING), QUESTIONING, shown=_in_state(rules.ALLOWED),
    ),
    ActForm(
        "questioning_refused", _("Refuse the questioning"), forms.RefuseQuestioningForm,
        simple(questioning.refuse_questioning, on=QUESTIONING), QUESTIONING, alarming=True,
        shown=_in_state(rules.ASKED),
    ),
    ActForm(
        "questioning_cancelled", _("Cancel"), forms.ReasonForm,
        simple(questioning.cancel_questioning, on=QUESTIONING), QUESTIONING, alarming=True,
        shown=_in_state(rules.ASKED, rules.ALLOWED),
    ),
)  # fmt: skip
