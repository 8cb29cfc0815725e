"""Where the outcome of a mediation stands: one sentence with dates, and who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mediation_registry.models import ConfirmationApplication, Mediation, MediationJudgment, Settlement
from mediation_registry.queries.outcome import application_clock, decision_clock, parties_of
from mediation_registry.rules import confirmation as rules
from mediation_registry.rules import settlement as settlements
from mediation_registry.rules.mediation import ENTRUSTED
from portal.cases.actions.steps import day_of

COURT, PARTIES, MEDIATOR, NOBODY = (
    gettext_lazy("the court"), gettext_lazy("the parties"), gettext_lazy("the mediator"), gettext_lazy("nobody"),
)  # fmt: skip


@dataclass(frozen=True)
class Tracker:
    """The sentence, who holds the next step, when it is due, whether it is an alarm."""

    sentence: str
    holder: str
    due_date: date | None = None
    is_alarm: bool = False


def _day(on: date | None) -> str:
    return date_format(on, "DATE_FORMAT") if on else "—"


def track(mediation: Mediation, settlement: Settlement | None, on: date) -> Tracker:
    """The sentence for a mediation with this settlement on this day."""
    if settlement is None:
        return Tracker(_("No settlement has been drawn up."), str(MEDIATOR))
    if settlement.state == settlements.SIGNING:
        return _signing(settlement)
    if settlement.state == settlements.WITHDRAWN:
        return Tracker(_("The mediator took the settlement back; the mediation goes on."), str(MEDIATOR))
    if settlement.state == settlements.REFUSED:
        return Tracker(_("A party refused to sign; the mediation ended without settlement."), str(NOBODY))
    if mediation.kind == ENTRUSTED:
        return _judgment(settlement, MediationJudgment.objects.filter(settlement=settlement).first())
    return _confirmation(
        settlement, ConfirmationApplication.objects.filter(settlement=settlement).first(), on
    )


def _signing(settlement: Settlement) -> Tracker:
    signed = {row.party_id for row in settlement.text.signatures.all() if row.party_id}
    missing = [party for party in parties_of(settlement.mediation) if party.pk not in signed]
    sentence = ngettext(
        "%(count)s party has still to sign; the settlement takes effect with the last party's signature.",
        "%(count)s parties have still to sign; the settlement takes effect with the last party's signature.",
        len(missing),
    )
    return Tracker(sentence % {"count": len(missing)}, str(PARTIES))


def _judgment(settlement: Settlement, judgment: MediationJudgment | None) -> Tracker:
    state = judgment.state if judgment else None
    if judgment is None:
        sentence = _("All parties signed on %(signed)s. The mediator submits the settlement to the court.")
        return Tracker(sentence % {"signed": _day(settlement.effective_date)}, str(MEDIATOR))
    if state == settlements.ASKED:
        sentence = _(
            "Submitted to the court on %(asked)s, which reviews it and makes the mediation judgment."
        )
        return Tracker(sentence % {"asked": _day(day_of(judgment.asked_at))}, str(COURT))
    if state == settlements.MADE:
        sentence = _(
            "The mediation judgment was made on %(made)s; it takes effect when every party has signed for it."
        )
        return Tracker(sentence % {"made": _day(judgment.made_date)}, str(COURT))
    if state == settlements.EFFECTIVE:
        sentence = _("The mediation judgment has been in force since %(since)s and can be enforced.")
        return Tracker(sentence % {"since": _day(judgment.effective_date)}, str(NOBODY))
    if state == settlements.ACTION_WITHDRAWN:
        sentence = _("The action was withdrawn on %(made)s.")
        return Tracker(sentence % {"made": _day(judgment.made_date)}, str(NOBODY))
    if state == settlements.NOT_MADE:
        return Tracker(_("The court did not make a mediation judgment; the trial goes on."), str(COURT))
    return Tracker(_("A party went back on it before service; the court decides by judgment."), str(COURT))


def _confirmation(settlement: Settlement, application: ConfirmationApplication | None, on: date) -> Tracker:
    found = application_clock(settlement)
    state = application.state if application else rules.PREPARING
    if state == rules.PREPARING and found is not None:
        return _preparing(settlement, on, found.due)
    if application is None or state == rules.LAPSED:
        sentence = _(
            "The thirty days ended on %(due)s without an application; a joint application is no longer possible."
        )
        return Tracker(sentence % {"due": _day(found.due if found else None)}, str(NOBODY), is_alarm=True)
    if (
        application.supplement_by_date
        and state in rules.BEFORE_THE_COURT
        and application.supplement_by_date >= on
    ):
        sentence = _("The court has asked the parties to supplement by %(due)s.")
        return Tracker(
            sentence % {"due": _day(application.supplement_by_date)},
            str(PARTIES),
            application.supplement_by_date,
        )
    return _before_the_court(application, state)


def _preparing(settlement: Settlement, on: date, due: date) -> Tracker:
    since = _day(settlement.effective_date)
    if not rules.is_in_time(on, due):
        sentence = _(
            "The thirty days ended on %(due)s without an application; a joint application is no longer possible."
        )
        return Tracker(sentence % {"due": _day(due)}, str(NOBODY), is_alarm=True)
    left = (due - on).days
    sentence = ngettext(
        "In force since %(since)s. The parties may apply together for judicial confirmation until %(due)s: %(left)s day left.",
        "In force since %(since)s. The parties may apply together for judicial confirmation until %(due)s: %(left)s days left.",
        left,
    )
    return Tracker(
        sentence % {"since": since, "due": _day(due), "left": left}, str(PARTIES), due, is_alarm=left <= 10
    )


def _before_the_court(application: ConfirmationApplication, state: str) -> Tracker:
    court, decided = str(application.court), _day(application.decided_date)
    if state == rules.FILED:
        sentence = _("Filed on %(filed)s with %(court)s, which says whether it accepts the application.")
        filed = day_of(application.filed_at) if application.filed_at else None
        return Tracker(sentence % {"filed": _day(filed), "court": court}, str(COURT))
    if state == rules.ACCEPTED:
        clock = decision_clock(application)
        due = clock.due if clock else None
        sentence = _("Accepted by %(court)s on %(accepted)s; the decision is due by %(due)s.")
        words = {"court": court, "accepted": _day(application.accepted_date), "due": _day(due)}
        return Tracker(sentence % words, str(COURT), due)
    if state == rules.CONFIRMED:
        sentence = _("Confirmed by %(court)s on %(decided)s. If a party does not perform, the other may apply for "
                     "enforcement.")  # fmt: skip
        return Tracker(sentence % {"court": court, "decided": decided}, str(NOBODY))
    sentences = {
        rules.DISMISSED: _("%(court)s dismissed the application on %(decided)s: %(ground)s."),
        rules.NOT_ACCEPTED: _("%(court)s did not accept the application on %(decided)s: %(ground)s."),
        rules.WITHDRAWN: _("The application was withdrawn on %(decided)s."),
        rules.TREATED_AS_WITHDRAWN: _("%(court)s treated the application as withdrawn on %(decided)s."),
        rules.SET_ASIDE: _("On an objection, %(court)s set the ruling of %(decided)s aside or changed it."),
    }
    words = {"court": court, "decided": decided, "ground": application.ground_label}
    return Tracker(sentences[state] % words, str(NOBODY), is_alarm=state != rules.WITHDRAWN)
