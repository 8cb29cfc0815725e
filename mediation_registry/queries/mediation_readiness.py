"""What stands before a mediation begins, counted from the records; the rule says what is missing."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import (
    Acknowledgement,
    Appointment,
    Disclosure,
    Mediation,
    Participant,
    RecusalRequest,
    Terms,
)
from mediation_registry.rules.conduct import NEEDED, Readiness, missing_before_beginning

#: What is missing, in words.
MISSING_IN_WORDS = {
    "parties_not_consenting": _("A party has not yet agreed to mediate."),
    "appointments_open": _("A mediator who was told has not answered."),
    "presiding_missing": _("No mediator presides."),
    "disclosures_open": _("A party has not yet answered to a disclosure."),
    "recusals_open": _("A request for recusal is not decided."),
    "identities_open": _("The identity of a party or participant has not been checked."),
    "rights_open": _("A party has not yet read the notice of rights."),
    "confidentiality_open": _("A party or participant has not yet read the notice of confidentiality."),
    "terms_missing": _("The mediator has not yet drawn up the agreement to mediate."),
    "terms_open": _("A party has not yet agreed to the agreement to mediate."),
}

#: The articles that ask for it, in words.
ARTICLES_IN_WORDS = {
    "Online art. 4; 2016 art. 11": _(
        "Online Mediation Rules art. 4; Provisions on Invited Mediation art. 11"
    ),
    "Online art. 11; 2016 art. 13": _(
        "Online Mediation Rules art. 11; Provisions on Invited Mediation art. 13"
    ),
    "Online art. 12": _("Online Mediation Rules art. 12"),
    "Online art. 13": _("Online Mediation Rules art. 13"),
    "Online art. 16": _("Online Mediation Rules art. 16"),
    "Online art. 17": _("Online Mediation Rules art. 17"),
    "2016 art. 14": _("Provisions on Invited Mediation art. 14"),
    "2016 art. 15": _("Provisions on Invited Mediation art. 15"),
    "2016 arts 2 and 28": _("Provisions on Invited Mediation arts 2 and 28"),
}


def readiness(mediation: Mediation) -> Readiness:
    """Counted from the records in seven queries."""
    parties = list(mediation.parties.all())
    total = len(parties)
    states = list(
        mediation.appointments.filter(state__in=["told", "accepted"]).values_list("state", "presides")
    )
    people = Participant.objects.filter(mediation=mediation, left_at=None)
    terms = current_terms(mediation)
    return Readiness(
        parties_not_consenting=sum(1 for party in parties if not party.consents),
        appointments_open=sum(1 for state, _presides in states if state == Appointment.State.TOLD),
        presiding_missing=not any(
            state == Appointment.State.ACCEPTED and presides for state, presides in states
        ),
        disclosures_open=open_disclosures(mediation),
        recusals_open=RecusalRequest.objects.filter(
            appointment__mediation=mediation, appointment__state="accepted", decided_at=None
        ).count(),
        identities_open=sum(1 for party in parties if party.identity_checked_at is None)
        + people.filter(identity_checked_at=None).count(),
        rights_open=total - _read(mediation, Acknowledgement.Text.RIGHTS),
        confidentiality_open=total
        - _read(mediation, Acknowledgement.Text.CONFIDENTIALITY)
        + people.exclude(acknowledgements__text=Acknowledgement.Text.CONFIDENTIALITY).count(),
        terms_missing=terms is None,
        terms_open=total - terms.answers.filter(agrees=True).count() if terms else 0,
    )


def missing(mediation: Mediation) -> list[tuple[str, str]]:
    """What is still open: the sentence, and the article that asks for it."""
    found = missing_before_beginning(readiness(mediation))
    return [(str(MISSING_IN_WORDS[name]), str(ARTICLES_IN_WORDS[NEEDED[name]])) for name in found]


def current_terms(mediation: Mediation) -> Terms | None:
    """The agreement to mediate that was drawn up last and not set aside."""
    return mediation.terms.filter(set_aside_at=None).first()


def open_disclosures(mediation: Mediation) -> int:
    """Disclosures of standing mediators to which some party has not answered; a refusal became a request."""
    total = mediation.parties.count()
    rows = Disclosure.objects.filter(appointment__mediation=mediation, appointment__state="accepted")
    return rows.annotate(given=Count("answers")).filter(given__lt=total).count()


def _read(mediation: Mediation, text: str) -> int:
    rows = Acknowledgement.objects.filter(Q(party__isnull=False), mediation=mediation, text=text)
    return rows.count()
