"""The questions of a draft in their order: for whom each is asked, its form, what answering it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.power_of_attorney.actions import agents, consents, drafting
from portal.power_of_attorney.forms import agents as agent_forms
from portal.power_of_attorney.forms import drafting as forms
from portal.power_of_attorney.forms.drafting import Scene
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.drafting import OPEN_TO_CHANGE
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules.lifecycle import DRAFT

Run = Callable[[Scene, Any], None]
Shown = Callable[[PowerOfAttorney], bool]


def _edit(scene: Scene, form: forms.StepForm) -> None:
    drafting.edit(actor=scene.actor, at=scene.at, power_id=scene.power.pk, **form.changes())


def _principal(scene: Scene, form: forms.PrincipalForm) -> None:
    if form.principal is not None:
        drafting.edit(actor=scene.actor, at=scene.at, power_id=scene.power.pk, principal=form.principal)


def _entity(scene: Scene, form: forms.EntityForm) -> None:
    drafting.name_entity(actor=scene.actor, at=scene.at, power_id=scene.power.pk, **form.entries())


def _authority(scene: Scene, form: forms.AuthorityForm) -> None:
    drafting.add_authority(actor=scene.actor, at=scene.at, power_id=scene.power.pk, **form.cleaned_data)


def _agent(scene: Scene, form: agent_forms.InviteForm) -> None:
    agents.invite_agent(actor=scene.actor, at=scene.at, power_id=scene.power.pk, **form.cleaned_data)


def _warning(scene: Scene, form: forms.WarningForm) -> None:
    consents.answer_warning(
        actor=scene.actor, at=scene.at, power_id=scene.power.pk, subject=form.subject,
        answer=form.cleaned_data["answer"], language=scene.language,
    )  # fmt: skip


def _consent(scene: Scene, form: agent_forms.ConsentForm) -> None:
    answer_consent(scene, form.purpose, form.cleaned_data["consents"] == "yes")


def answer_consent(scene: Scene, purpose: str, agrees: bool) -> None:
    """Give the consent, or take it back where one is in force; a refusal without one changes nothing."""
    if agrees:
        consents.give_consent(
            actor=scene.actor, at=scene.at, power_id=scene.power.pk, purpose=purpose, language=scene.language
        )
    elif agent_forms.CONSENT_FORMS[purpose].opening(scene):
        consents.withdraw_consent(actor=scene.actor, at=scene.at, power_id=scene.power.pk, purpose=purpose)


def _always(power: PowerOfAttorney) -> bool:
    return True


def _of_entity(power: PowerOfAttorney) -> bool:
    return power.representative_id is not None


def _before_filing(power: PowerOfAttorney) -> bool:
    return power.case_id is None


def _never(power: PowerOfAttorney) -> bool:
    return False


def _wants_translator(power: PowerOfAttorney) -> bool:
    return bool({power.language, power.second_language} - {"", *rules.CHINESE})


def _in_draft(power: PowerOfAttorney) -> bool:
    return power.state == DRAFT and power.case_id is None


@dataclass(frozen=True)
class Step:
    """One question: what it is called in lists, what is asked, its form, the template, what answering it does."""

    label: Any
    question: Any
    lede: Any
    form: type[forms.StepForm]
    run: Run
    shown: Shown = _always
    template: str = "power_of_attorney/power_step.html"
    #: a list that grows: after an answer the question stays open
    stays: bool = False


STEPS: dict[str, Step] = {
    "principal": Step(_("Who gives the power"), _("Who gives the power?"),
        _("You, or a company or other entity for which you may sign. A human being always signs."),
        forms.PrincipalForm, _principal, _in_draft),
    "entity": Step(_("The entity"), _("Which company or entity?"),
        _("Its name as it stands in the register, and its number there. The court checks both."),
        forms.EntityForm, _entity, _never),
    "authority": Step(_("Authority of the representative"), _("By which documents may you sign for it?"),
        _("Show every link from the entity to yourself. In Hong Kong and Macao such papers are attested by an attesting "
          "officer and forwarded (Provisions on online filing 2021, art. 5)."),
        forms.AuthorityForm, _authority, _of_entity, "power_of_attorney/power_authority.html", True),
    "matter": Step(_("What the dispute is about"), _("What is the dispute about?"),
        _("A power of attorney states its matter (CPL art. 62). Describe the dispute, not the powers: those are ticked "
          "one by one later."),
        forms.MatterForm, _edit),
    "opponent": Step(_("Other side"), _("Who is the other side?"),
        _("Everybody against whom you claim, or who claims against you."),
        forms.OpponentForm, _edit, _before_filing),
    "agents": Step(_("Agents"), _("Who is to act for you?"), _("One agent, or two (CPL art. 61)."),
        agent_forms.InviteForm, _agent, _always, "power_of_attorney/power_agents.html", True),
    "powers": Step(_("Powers"), _("What may the agent do?"),
        _("Every agent may plead, file papers and attend hearings for you. What stands below needs your special "
          "authority, each by itself (CPL art. 62). The judge asks you again about each one."),
        forms.PowersForm, _edit, _always, "power_of_attorney/power_powers.html"),
    "service": Step(_("Receipt of documents"), _("May the agent receive documents for you?"), "",
        forms.ServiceForm, _edit),
    "stages": Step(_("Stages"), _("For which stages of the proceedings?"), "", forms.StagesForm, _edit),
    "validity": Step(_("Validity"), _("From when, and until when?"), _("Both days may stay empty."), forms.ValidityForm, _edit),
    "languages": Step(_("Languages of the text"), _("In which languages is the text?"),
        _("The court needs a Chinese text. The Chinese text prevails unless the court orders otherwise."),
        forms.LanguagesForm, _edit),
    "translator": Step(_("Translator"), _("Who translated what you wrote?"), "",
        forms.TranslatorForm, _edit, _wants_translator),
    "coercion": Step(_("Free will"), "", "", forms.CoercionForm, _warning, template="power_of_attorney/power_warning.html"),
    "capacity": Step(_("Legal capacity"), "", "", forms.CapacityForm, _warning, template="power_of_attorney/power_warning.html"),
    "family_status": Step(_("Marriage, adoption, succession"), "", "",
        forms.FamilyStatusForm, _warning, template="power_of_attorney/power_warning.html"),
    "no_private_recording": Step(_("No private recording"), "", "",
        forms.PrivateRecordingForm, _warning, template="power_of_attorney/power_warning.html"),
    "online": Step(_("Consent: witnessing online"), _("Do you agree to sign by live video?"), "",
        agent_forms.OnlineForm, _consent, template="power_of_attorney/power_consent_step.html"),
    "recording": Step(_("Consent: recording"), _("Do you agree that the session is recorded?"), "",
        agent_forms.RecordingForm, _consent, template="power_of_attorney/power_consent_step.html"),
    "biometrics": Step(_("Consent: comparison of the face (optional)"),
        _("May a machine compare your face once with your document?"), "",
        agent_forms.BiometricsForm, _consent, template="power_of_attorney/power_consent_step.html"),
}  # fmt: skip


def steps_of(power: PowerOfAttorney) -> list[str]:
    """The names of the questions that this draft asks, in their order."""
    return [name for name, step in STEPS.items() if step.shown(power)]


def step_open(power: PowerOfAttorney, name: str) -> Step | None:
    """The question, if it may be answered now; the entity is asked for only where one was wished."""
    step = STEPS.get(name)
    if step is None or power.state not in OPEN_TO_CHANGE:
        return None
    if name == "entity":
        return step if _in_draft(power) else None
    return step if step.shown(power) else None


def after(power: PowerOfAttorney, name: str) -> str:
    """The question that follows; the empty string behind the last one."""
    names, order = steps_of(power), list(STEPS)
    return next((other for other in names if order.index(other) > order.index(name)), "")


def before(power: PowerOfAttorney, name: str) -> str:
    """The question that comes before; the empty string at the first one."""
    names, order = steps_of(power), list(STEPS)
    return next((other for other in reversed(names) if order.index(other) < order.index(name)), "")
