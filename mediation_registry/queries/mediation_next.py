"""What is next in a mediation, who holds it, and until when: one sentence for each reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mediation_registry.models import Acknowledgement, ChoiceRound, Mediation, Session
from mediation_registry.queries.mediation_page import Situation
from mediation_registry.queries.mediation_papers import Paper, next_paper

State = Mediation.State
RIGHTS, CONFIDENTIALITY = Acknowledgement.Text.RIGHTS, Acknowledgement.Text.CONFIDENTIALITY


@dataclass(frozen=True)
class Next:
    """The sentence, who holds it, the step or the page that answers it (none: nothing to do here), the last day."""

    sentence: str
    holder: str = ""
    step: str = ""
    until: date | None = None
    is_provisional: bool = False
    page: Paper | None = None

    @property
    def is_mine(self) -> bool:
        return bool(self.step) or (self.page is not None and self.page.is_mine)


def next_step(situation: Situation) -> Next:
    """The one next thing for this reader."""
    mediation = situation.mediation
    if mediation.stopped_at is not None:
        return _stopped(situation)
    return _BY_STATE[mediation.state](situation)


def _you(sentence: str, step: str, situation: Situation, code: str = "") -> Next:
    clock = situation.clock(code) if code else None
    until, provisional = (clock.due_date, clock.is_provisional) if clock else (None, False)
    return Next(sentence, _("you"), step, until, provisional)


def _others(sentence: str, holder: str, situation: Situation, code: str = "") -> Next:
    clock = situation.clock(code) if code else None
    until, provisional = (clock.due_date, clock.is_provisional) if clock else (None, False)
    return Next(sentence, holder, "", until, provisional)


def _stopped(situation: Situation) -> Next:
    led = bool(situation.standing.organisation_of) and situation.standing.appointment is None
    if led and situation.suspicion is not None:
        return _you(
            _("The mediator stopped the mediation and reports a suspicion. Examine it."), "examine", situation
        )
    return Next(
        _("The mediation is stopped for the time being; you will be told when it goes on or ends."),
        _("the court or the organisation"),
    )


def _consent(situation: Situation) -> Next:
    if situation.invited_party is not None:
        step = "invite" if situation.standing.is_party else ""
        sentence = _("The other side was invited and has not joined yet. You may send the invitation again.")
        return Next(sentence, _("the other side"), step)
    if any(party.consents is None for party in situation.own):
        return _you(_("Say whether you agree to mediate. Mediation is voluntary."), "consent", situation)
    return _others(
        _("A party is still asked whether it agrees to mediate."),
        _("the other side"),
        situation,
        "designation",
    )


def _choice(situation: Situation) -> Next:
    opened, mediation = situation.round, situation.mediation
    if any(party.consents is None for party in situation.own):
        return _you(_("Say whether you agree to mediate. Mediation is voluntary."), "consent", situation)
    if mediation.is_one_sided or opened is None:
        return _others(_("The court designates a mediator."), _("the court"), situation, "designation")
    waiting = _("The other side has still to answer. Whose names are whose is not shown before both have.")
    if not situation.own_side:
        return _others(_("The parties choose a mediator together."), _("the parties"), situation, "choice")
    if opened.phase == ChoiceRound.Phase.NAMING:
        if situation.own_shortlist is None:
            sentence = _("Put forward up to five names, or none; the other side does not see whose they are.")
            return _you(sentence, "shortlist", situation, "choice")
        return _others(waiting, _("the other side"), situation, "choice")
    if not situation.own_side_answered:
        return _you(
            _("Answer to the list of names: which would you accept, and in which order?"),
            "names",
            situation,
            "choice",
        )
    return _others(waiting, _("the other side"), situation, "choice")


def _acceptance(situation: Situation) -> Next:
    standing = situation.standing
    if standing.is_told:
        return _you(_("You were appointed. Accept, or decline with a reason."), "accept", situation, "reply")
    if any(row.mediator_id is None for row in standing.organisation_of):
        return _you(
            _("Name the mediator of your organisation, or decline with a reason."),
            "name-member",
            situation,
            "reply",
        )
    if situation.overdue is not None and situation.mediation.court_id is None and standing.is_party:
        return _you(
            _("The mediator has not answered. You may choose again, or wait."),
            "lapse",
            situation,
            "reply",
        )
    return _others(_("The mediator was told and is to answer."), _("the mediator"), situation, "reply")


def _preparation(situation: Situation) -> Next:
    standing = situation.standing
    if standing.is_told:
        return _acceptance(situation)
    if standing.is_party:
        return _party_prepares(situation)
    if standing.is_mediator:
        return _mediator_prepares(situation)
    return _others(_("The mediation is being prepared."), _("the mediator"), situation, "period")


def _party_prepares(situation: Situation) -> Next:
    todo = (
        (any(party.consents is None for party in situation.own),
         _("Say whether you agree to mediate. Mediation is voluntary."), "consent"),
        (situation.unanswered_disclosures(),
         _("The mediator disclosed a tie. Say whether the mediator may go on."), "disclosure"),
        (situation.unread(RIGHTS), _("Read what mediation means for your rights."), "rights"),
        (situation.unread(CONFIDENTIALITY), _("Read the notice of confidentiality."), "confidentiality"),
        (situation.own_to_agree, _("Read the agreement to mediate and answer."), "terms"),
        (situation.own_to_extend, _("Say whether you agree to extend the period."), "extension-answer"),
    )  # fmt: skip
    for is_open, sentence, step in todo:
        if is_open:
            return _you(sentence, step, situation, "period")
    return _others(
        _("Your part is done. The mediator prepares the first session."),
        _("the mediator"),
        situation,
        "period",
    )  # fmt: skip


def _mediator_prepares(situation: Situation) -> Next:
    if situation.clock("contact") is not None:
        return _you(_("Ask the other side whether it agrees to mediate."), "contact", situation, "contact")
    if situation.terms is None and situation.standing.presides:
        return _you(
            _("Draw up the agreement to mediate: language, way of the sessions, who pays."),
            "draw-up",
            situation,
            "period",
        )
    if situation.identities_open:
        return _you(_("Check who the parties and participants are."), "identity", situation, "period")
    if situation.on_paper_open:
        return _you(
            _("Let every participant read and sign the notice of confidentiality."),
            "paper",
            situation,
            "period",
        )
    if not situation.missing and situation.standing.presides:
        return _you(_("Everything stands. Begin the mediation."), "begin", situation, "period")
    return _others(_("The parties have still to read and answer."), _("the parties"), situation, "period")


def _paper(found: Paper, situation: Situation) -> Next:
    """A paper of the outcome is what comes next."""
    clock = situation.clock("period") if situation.mediation.state == State.SETTLED else None
    until = clock.due_date if clock else found.until
    return Next(
        found.sentence, _("you") if found.is_mine else found.holder, "", until,
        bool(clock and clock.is_provisional), found,
    )  # fmt: skip


def _sessions(situation: Situation) -> Next:
    standing = situation.standing
    paper = next_paper(situation)
    if standing.is_party:
        if situation.unanswered_disclosures():
            return _you(
                _("The mediator disclosed a tie. Say whether the mediator may go on."),
                "disclosure",
                situation,
                "period",
            )
        if situation.own_to_extend:
            return _you(
                _("Say whether you agree to extend the period."), "extension-answer", situation, "period"
            )
    if paper is not None:
        return _paper(paper, situation)
    planned = [row for row in situation.sessions if row.state == Session.State.PLANNED]
    if standing.is_mediator:
        if any(row.starts_at <= situation.at for row in planned):
            return _you(
                _("File the written minutes of the session, or enter that it did not take place."),
                "minutes",
                situation,
                "period",
            )
        if not planned:
            return _you(_("Plan the next session, or end the mediation."), "session", situation, "period")
    if planned:
        return _others(
            _("The next session is planned; date and place stand below."), _("everybody"), situation, "period"
        )
    return _others(_("The mediator plans the next session."), _("the mediator"), situation, "period")


def _settled(situation: Situation) -> Next:
    paper = next_paper(situation)
    if paper is not None:
        return _paper(paper, situation)
    return _others(
        _("A settlement is drawn up and waits for every signature."), _("the parties"), situation, "period"
    )


def _concluded(situation: Situation) -> Next:
    paper = next_paper(situation)
    return (
        _paper(paper, situation) if paper else Next(_("Settled. What follows stands under the settlement."))
    )


def _ended(situation: Situation) -> Next:
    mediation = situation.mediation
    reported = hasattr(mediation, "end_report")
    if mediation.court_id is not None and situation.standing.is_mediator and not reported:
        return _you(
            _("Report to the court how the mediation went, without what was conceded."), "report", situation
        )
    if mediation.court_id is not None and not hasattr(mediation, "follow_up"):
        return Next(
            _("The mediation has ended without settlement; the file goes back to the court."), _("the court")
        )
    return Next(_("The mediation has ended. Nothing is asked of you."))


_BY_STATE: dict[str, Callable[[Situation], Next]] = {
    State.CONSENT: _consent,
    State.CHOICE: _choice,
    State.ACCEPTANCE: _acceptance,
    State.PREPARATION: _preparation,
    State.SESSIONS: _sessions,
    State.SETTLED: _settled,
    State.CONCLUDED: _concluded,
    State.ENDED: _ended,
}
