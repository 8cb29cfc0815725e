"""Each act of a mediation as a call that its rightful holder may make; and what has to stand before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

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
from mediation_registry.models import Disclosure, Mediation, RecusalRequest
from mediation_registry.queries.mediation_readiness import current_terms
from mediation_registry.queries.mediations import live_appointments
from portal.audit.actors import Actor
from tests.factories import mediations as made
from tests.factories import people

Call = Callable[[Mediation, Actor], Any]
Before = Callable[[Mediation], Any]


def known(mediation: Mediation, actor: Actor, **more: Any) -> dict[str, Any]:
    return {"actor": actor, "at": made.NOW, "mediation_id": mediation.pk, **more}


def own_party(mediation: Mediation, actor: Actor) -> Any:
    """The actor's own party, else the other side's: then the act is tried for somebody else."""
    account = actor.key.removeprefix("user:")
    return mediation.parties.filter(person__user_id=account).first() or made.second(mediation)


def side_of(mediation: Mediation, actor: Actor) -> str:
    return str(own_party(mediation, actor).side)


def live(mediation: Mediation) -> Any:
    found = live_appointments(mediation).first()
    return found.pk if found else mediation.pk


def by_mediator(mediation: Mediation) -> dict[str, Any]:
    return known(mediation, made.actor(made.mediator_user()))


def by_party(mediation: Mediation, user: Any) -> dict[str, Any]:
    return known(mediation, made.actor(user), party_id=made.party_of(mediation, user).pk)


def both(act: Callable[..., Any]) -> Before:
    """Something that the other side has done already."""
    return lambda mediation: act(mediation, people.opponent(), "second")


def _recusal(mediation: Mediation) -> None:
    changing.request_recusal(**by_party(mediation, people.principal()), appointment_id=live(mediation),
                             ground="other", reason="Old acquaintance.")  # fmt: skip


def _disclosed(mediation: Mediation) -> None:
    disclosing.disclose(**by_mediator(mediation), tie=Tie("other", "Old acquaintance."))


def _terms(mediation: Mediation) -> None:
    if current_terms(mediation) is not None:
        mediation.terms.filter(set_aside_at=None).update(set_aside_at=made.NOW)
    preparing.draw_up_terms(**by_mediator(mediation), draft=made.draft())


def _proposal(mediation: Mediation) -> None:
    extending.propose_extension(**by_mediator(mediation), to_date=date(2027, 3, 1), reason="More time.")


def _appraisal(mediation: Mediation) -> None:
    extending.enter_appraisal(**by_mediator(mediation), subject="Machine", first_date=made.TODAY)


def _reported(mediation: Mediation) -> None:
    extending.report_suspicion(**by_mediator(mediation), text="Both tell the same invented story.")


def _late(mediation: Mediation) -> None:
    mediation.appointments.filter(state="told").update(told_at=made.NOW - timedelta(days=20))


def _joining(mediation: Mediation) -> None:
    appointments.add_mediator(**known(mediation, made.actor(people.clerk_a())),
                              registrant_id=made.mediator(2).pk, reason="Difficult case.")  # fmt: skip


def _unread(mediation: Mediation) -> None:
    mediation.acknowledgements.filter(party__isnull=False).delete()


def _unchecked(mediation: Mediation) -> None:
    mediation.parties.update(identity_checked_at=None)


def _companion(mediation: Mediation) -> None:
    preparing.enter_participant(**by_party(mediation, people.principal()), kind="companion", name="Sister")


def _session(mediation: Mediation) -> None:
    made.session(mediation)


def _past_session(mediation: Mediation) -> None:
    planned = made.session(mediation)
    planned.starts_at = made.NOW - timedelta(hours=1)
    planned.save()


def _unanswered(mediation: Mediation) -> None:
    mediation.parties.update(consents=None)


def _first(rows: Any) -> Any:
    found = rows.first()
    return found.pk if found else rows.model().pk


def _consent(mediation: Mediation, actor: Actor, *, agrees: bool) -> Any:
    return agreeing.answer_consent(
        **known(mediation, actor, party_id=own_party(mediation, actor).pk), agrees=agrees
    )


def _rank(mediation: Mediation, actor: Actor) -> Any:
    opened = choices.open_round_of(mediation)
    names = [name.pk for name in opened.names.all()[:1]] if opened else []
    return choices.answer_names(**known(mediation, actor), side=side_of(mediation, actor), ranked_ids=names)


def _merged(mediation: Mediation) -> None:
    made.shortlist(mediation, people.principal(), "first", 1)
    made.shortlist(mediation, people.opponent(), "second", 2)


def _minutes(mediation: Mediation, actor: Actor) -> Any:
    upload = SimpleUploadedFile("minutes.txt", b"Minutes of the session\n", content_type="text/plain")
    return conduct.file_minutes(
        **known(mediation, actor), session_id=_first(mediation.sessions.all()), upload=upload
    )


def _none(mediation: Mediation) -> None:
    """Nothing has to stand before."""


#: act → what has to stand before, and the call
CALLS: dict[str, tuple[Before, Call]] = {
    "mediation_consented": (_unanswered, lambda m, a: _consent(m, a, agrees=True)),
    "consent_refused": (_unanswered, lambda m, a: _consent(m, a, agrees=False)),
    "contact_attempted": (_unanswered, lambda m, a: agreeing.record_contact(
        **known(m, a), party_id=made.second(m).pk, means="telephone", result="not_reached")),
    "shortlist_given": (_none, lambda m, a: choices.give_shortlist(
        **known(m, a), side=side_of(m, a), registrant_ids=[made.mediator(1).pk])),
    "names_answered": (_merged, _rank),
    "mediator_designated": (_none, lambda m, a: appointments.designate(
        **known(m, a), registrant_id=made.mediator(1).pk, reason="No common name.")),
    "co_mediator_added": (_none, lambda m, a: appointments.add_mediator(
        **known(m, a), registrant_id=made.mediator(2).pk, reason="Difficult case.")),
    "presiding_named": (_joining, lambda m, a: appointments.name_presiding(**known(m, a), appointment_id=live(m))),
    "appointment_accepted": (_none, lambda m, a: appointments.accept(**known(m, a), declares_free=True)),
    "appointment_declined": (_none, lambda m, a: appointments.decline(**known(m, a), reason="No time.")),
    "appointment_lapsed": (_late, lambda m, a: changing.record_lapse(**known(m, a), appointment_id=live(m))),
    "designation_refused": (_none, lambda m, a: appointments.refuse_designation(**known(m, a))),
    "disclosure_made": (_none, lambda m, a: disclosing.disclose(**known(m, a), tie=Tie("other", "Neighbour."))),
    "disclosure_answered": (_disclosed, lambda m, a: changing.answer_disclosure(
        **known(m, a), disclosure_id=_first(Disclosure.objects.filter(appointment__mediation=m)),
        party_id=own_party(m, a).pk, waives=True)),
    "recusal_requested": (_none, lambda m, a: changing.request_recusal(
        **known(m, a), appointment_id=live(m), party_id=own_party(m, a).pk, ground="interest", reason="Shares.")),
    "recusal_decided": (_recusal, lambda m, a: changing.decide_recusal(
        **known(m, a), request_id=_first(RecusalRequest.objects.filter(appointment__mediation=m)), grants=True,
        reason="There is a tie.")),
    "mediator_replaced": (_none, lambda m, a: changing.step_aside(**known(m, a), reason="A tie.")),
    "notice_acknowledged": (_unread, lambda m, a: preparing.acknowledge(
        **known(m, a), party_id=own_party(m, a).pk, text="rights", language="en")),
    "participant_entered": (_none, lambda m, a: preparing.enter_participant(
        **known(m, a), kind="companion", name="Brother")),
    "participant_left": (_companion, lambda m, a: preparing.let_participant_go(
        **known(m, a), participant_id=_first(m.participants.all()))),
    "identity_checked": (_unchecked, lambda m, a: preparing.check_identity(
        **known(m, a), party_id=made.first(m).pk, basis="Identity card compared.")),
    "terms_drawn_up": (_none, lambda m, a: preparing.draw_up_terms(**known(m, a), draft=made.draft())),
    "terms_answered": (_terms, lambda m, a: preparing.answer_terms(
        **known(m, a), party_id=own_party(m, a).pk, terms_id=_first(m.terms.filter(set_aside_at=None)), agrees=True,
        language="en")),
    "mediation_begun": (made.prepare, lambda m, a: preparing.begin(**known(m, a))),
    "session_planned": (_none, lambda m, a: conduct.plan_session(
        **known(m, a), starts_at=made.later(days=3), way="on_site", place="Room 1")),
    "session_cancelled": (_session, lambda m, a: conduct.cancel_session(
        **known(m, a), session_id=_first(m.sessions.all()), reason="Illness.")),
    "minutes_filed": (_past_session, _minutes),
    "extension_proposed": (_none, lambda m, a: extending.propose_extension(
        **known(m, a), to_date=date(2027, 3, 1), reason="More time.")),
    "extension_answered": (_proposal, lambda m, a: extending.answer_extension(
        **known(m, a), party_id=own_party(m, a).pk, agrees=True)),
    "appraisal_entered": (_none, lambda m, a: extending.enter_appraisal(
        **known(m, a), subject="Machine", first_date=made.TODAY)),
    "appraisal_ended": (_appraisal, lambda m, a: extending.end_appraisal(**known(m, a), last_date=made.TODAY)),
    "sham_suspected": (_none, lambda m, a: extending.report_suspicion(**known(m, a), text="Same invented story.")),
    "sham_decided": (_reported, lambda m, a: extending.decide_suspicion(
        **known(m, a), outcome="unfounded", reason="Looked at the file.")),
    "mediation_ended": (_none, lambda m, a: endings.end_mediation(
        **known(m, a), ground="refused_to_continue", reason="Not any more.")),
    "end_reported": (_none, lambda m, a: endings.report_end(
        **known(m, a), report=endings.Report("Two sessions.", "Too far apart."))),
    "court_followed_up": (_none, lambda m, a: endings.follow_up(**known(m, a), step="filed")),
}  # fmt: skip
