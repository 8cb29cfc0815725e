"""What each step of a mediation calls, and for whom it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from mediation_registry.actions import (
    agreeing,
    appointments,
    changing,
    choices,
    conduct,
    disclosing,
    endings,
    extending,
    preparing,
)
from mediation_registry.actions.appointments import Tie
from mediation_registry.models import Appointment, ChoiceRound, Mediation, Session
from mediation_registry.queries.mediation_page import Situation

Run = Callable[[Situation, Any], Any]


def who(situation: Situation) -> dict[str, Any]:
    return {"actor": situation.actor, "at": situation.at, "mediation_id": situation.mediation.pk}


def is_yes(form: Any, name: str) -> bool:
    return bool(form.cleaned_data[name] == "yes")


def plain(action: Callable[..., Any]) -> Run:
    """An action that takes the form's entries as they are named."""
    return lambda situation, form: action(**who(situation), **form.cleaned_data)


def bare(action: Callable[..., Any]) -> Run:
    return lambda situation, form: action(**who(situation))


def read(text: str) -> Run:
    return lambda situation, form: preparing.acknowledge(
        **who(situation), party_id=form.party_id, text=text, language=get_language() or "zh-hant"
    )


def consent(situation: Situation, form: Any) -> Any:
    reason = form.cleaned_data["reason"]
    agrees = is_yes(form, "agrees")
    return agreeing.answer_consent(**who(situation), party_id=form.party_id, agrees=agrees, reason=reason)


def contact(situation: Situation, form: Any) -> Any:
    entries = dict(form.cleaned_data)
    return agreeing.record_contact(**who(situation), party_id=UUID(entries.pop("party")), **entries)


def shortlist(situation: Situation, form: Any) -> Any:
    return choices.give_shortlist(
        **who(situation), side=situation.own_side, registrant_ids=form.chosen(),
        leaves_to_court=bool(form.cleaned_data.get("leaves")),
    )  # fmt: skip


def names(situation: Situation, form: Any) -> Any:
    return choices.answer_names(**who(situation), side=situation.own_side, ranked_ids=form.ranked())


def accept(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    ties = (Tie(entries["tie"], entries["text"]),) if entries["tie"] or entries["text"].strip() else ()
    return appointments.accept(**who(situation), declares_free=entries["declares_free"], ties=ties)


def member(situation: Situation, form: Any) -> Any:
    waiting = next(row for row in situation.standing.organisation_of if row.mediator_id is None)
    return appointments.name_member(
        **who(situation), appointment_id=waiting.pk, registrant_id=UUID(form.cleaned_data["registrant"])
    )


def disclose(situation: Situation, form: Any) -> Any:
    return disclosing.disclose(**who(situation), tie=Tie(form.cleaned_data["tie"], form.cleaned_data["text"]))


def answer_disclosure(situation: Situation, form: Any) -> Any:
    key = UUID(form.cleaned_data["disclosure"])
    waives = is_yes(form, "waives")
    return changing.answer_disclosure(
        **who(situation), disclosure_id=key, party_id=form.party_id, waives=waives
    )


def recusal(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    return changing.request_recusal(
        **who(situation), appointment_id=UUID(entries["appointment"]), party_id=form.party_id,
        ground=entries["ground"], reason=entries["reason"],
    )  # fmt: skip


def decide_recusal(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    return changing.decide_recusal(
        **who(situation), request_id=UUID(entries["request"]), grants=is_yes(form, "grants"),
        reason=entries["reason"],
    )  # fmt: skip


def lapse(situation: Situation, form: Any) -> Any:
    overdue = situation.overdue
    return changing.record_lapse(
        **who(situation), appointment_id=overdue.pk if overdue else situation.mediation.pk
    )


def draw_up(situation: Situation, form: Any) -> Any:
    return preparing.draw_up_terms(**who(situation), draft=preparing.TermsDraft(**form.cleaned_data))


def answer_terms(situation: Situation, form: Any) -> Any:
    return preparing.answer_terms(
        **who(situation), party_id=form.party_id, terms_id=form.cleaned_data["terms"],
        agrees=is_yes(form, "agrees"), language=get_language() or "zh-hant",
    )  # fmt: skip


def participant(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    party = form.party_id if situation.standing.is_party else None
    return preparing.enter_participant(
        **who(situation), kind=entries["kind"], name=entries["name"], party_id=party
    )


def let_go(situation: Situation, form: Any) -> Any:
    return preparing.let_participant_go(
        **who(situation), participant_id=UUID(form.cleaned_data["participant"])
    )


def identity(situation: Situation, form: Any) -> Any:
    return preparing.check_identity(**who(situation), basis=form.cleaned_data["basis"], **form.keys())


def paper(situation: Situation, form: Any) -> Any:
    return preparing.acknowledge_on_paper(
        **who(situation), text="confidentiality", language=form.cleaned_data["language"], **form.keys()
    )


def session(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    return conduct.plan_session(
        **who(situation), starts_at=form.starts_at(), way=entries["way"], place=entries["place"]
    )


def cancel(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    return conduct.cancel_session(
        **who(situation), session_id=UUID(entries["session"]), reason=entries["reason"]
    )


def minutes(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    return conduct.file_minutes(
        **who(situation), session_id=UUID(entries["session"]), upload=entries["upload"]
    )


def answer_extension(situation: Situation, form: Any) -> Any:
    agrees = is_yes(form, "agrees")
    return extending.answer_extension(**who(situation), party_id=form.party_id, agrees=agrees)


def end(situation: Situation, form: Any) -> Any:
    entries = form.cleaned_data
    return endings.end_mediation(**who(situation), ground=entries["ground"], reason=entries["reason"])


def end_and_report(situation: Situation, form: Any) -> Any:
    entries, given = form.cleaned_data, form.report()
    report = endings.Report(**given) if given else None
    return endings.end_mediation(
        **who(situation), ground=entries["ground"], reason=entries["reason"], report=report
    )


def report(situation: Situation, form: Any) -> Any:
    return endings.report_end(**who(situation), report=endings.Report(**form.cleaned_data))


# -- for whom a step is open


def phase(phase: str) -> Callable[[Situation], bool]:
    def offered(situation: Situation) -> bool:
        opened = situation.round
        is_chooser = bool(situation.own_side) and not situation.mediation.is_one_sided
        return is_chooser and opened is not None and opened.phase == phase

    return offered


def mediates(situation: Situation) -> bool:
    return situation.standing.is_mediator


def presides(situation: Situation) -> bool:
    return situation.standing.presides


def is_party(situation: Situation) -> bool:
    return situation.standing.is_party


def has_planned(situation: Situation) -> bool:
    planned = any(row.state == Session.State.PLANNED for row in situation.sessions)
    return situation.standing.is_mediator and planned


def has_past(situation: Situation) -> bool:
    planned = (row for row in situation.sessions if row.state == Session.State.PLANNED)
    return situation.standing.is_mediator and any(row.starts_at <= situation.at for row in planned)


def designated(situation: Situation) -> bool:
    ways = (Appointment.Way.DESIGNATION, Appointment.Way.BY_ORGANISATION)
    return is_party(situation) and any(row.way in ways for row in situation.appointments)


def is_told(situation: Situation) -> bool:
    standing = situation.standing
    return standing.is_told or any(row.state == Appointment.State.TOLD for row in standing.organisation_of)


def names_member(situation: Situation) -> bool:
    return any(row.mediator_id is None for row in situation.standing.organisation_of)


def led(situation: Situation) -> bool:
    return bool(situation.standing.organisation_of) and situation.standing.appointment is None


def asks_outside(situation: Situation) -> bool:
    return mediates(situation) and any(party.consents is None for party in situation.parties)


def may_propose(situation: Situation) -> bool:
    return (mediates(situation) or is_party(situation)) and situation.proposal is None


def prefiling(situation: Situation) -> bool:
    return mediates(situation) and situation.mediation.track == Mediation.Track.PREFILING


def waits_for_names(situation: Situation) -> bool:
    return phase(ChoiceRound.Phase.ANSWERING)(situation) and not situation.own_side_answered


def is_overdue(situation: Situation) -> bool:
    return situation.overdue is not None and situation.mediation.court_id is None and is_party(situation)


def may_report(situation: Situation) -> bool:
    mediation = situation.mediation
    return mediates(situation) and mediation.court_id is not None and not hasattr(mediation, "end_report")


def has_own_people(situation: Situation) -> bool:
    own = {party.pk for party in situation.own}
    return any(mediates(situation) or row.party_id in own for row in situation.participants)
