"""The questions of the public route planner: nothing personal, all of it in the address of the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from portal.identity.models import Court
from service_of_process.models import Addressee, CourtPractice, MacaoAuthorisation, Region, ServiceMatter
from service_of_process.rules.routes import NO, UNKNOWN, YES, Situation

KNOWN = [(UNKNOWN, _("not known")), (YES, _("yes")), (NO, _("no"))]
AGENT = [*KNOWN, ("excluded", _("yes, but the power excludes receipt"))]
AUTHORITY = [
    (NO, _("none")),
    ("authorised", _("with authority to receive")),
    ("unauthorised", _("without authority")),
]
SIMPLE = [(NO, _("no")), (YES, _("yes"))]

#: Asked at once; the others stand behind "more circumstances".
FIRST = (
    "region", "addressee", "purpose", "court", "procedure", "hearing", "address", "electronic", "consent", "agent",
    "in_mainland",
)  # fmt: skip


def choice(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    """A question that may be left out."""
    return forms.ChoiceField(label=label, choices=choices, required=False, help_text=help_text)


class PlanForm(forms.Form):
    """Whom, where, what is known. Everything but the place may be left out; what cannot be read counts as not known."""

    region = forms.ChoiceField(label=_("Where is the addressee?"), choices=Region.choices)
    addressee = choice(_("Who is it?"), Addressee.Kind.choices)
    purpose = choice(_("What is asked for?"), ServiceMatter.Kind.choices)
    court: forms.ModelChoiceField[Court] = forms.ModelChoiceField(
        label=_("Which court asks?"), queryset=Court.objects.none(), required=False, to_field_name="code",
        empty_label=_("another court of the Mainland"),
    )  # fmt: skip
    procedure = choice(_("Procedure"), [])
    hearing = forms.DateField(
        label=_("Day of the hearing"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    at_home = choice(_("Is the addressee domiciled in the Mainland?"), SIMPLE)
    address = choice(_("Is a detailed address known there?"), KNOWN)
    electronic = choice(_("Is an e-mail address or a fax number known?"), KNOWN)
    consent = choice(_("Did the addressee consent to electronic service?"), SIMPLE)
    agent = choice(_("Does an agent act for the addressee in the proceedings?"), AGENT)
    in_mainland = choice(_("Can the addressee, or whoever heads the entity, be met in the Mainland?"), KNOWN)
    representative_office = choice(_("Has the addressee a representative office in the Mainland?"), KNOWN)
    wholly_owned = choice(_("Has the addressee a wholly-owned enterprise in the Mainland?"), KNOWN)
    branch = choice(_("Has it a branch in the Mainland?"), AUTHORITY)
    business_agent = choice(_("Has it a business agent in the Mainland?"), AUTHORITY)
    codefendant_entity = choice(_("Is an entity that the addressee heads sued together with her?"), SIMPLE)
    agreed_mode = choice(_("Did the addressee agree to another mode?"), SIMPLE)
    whereabouts_unknown = choice(_("Did the judge record that the whereabouts are unknown?"), SIMPLE)
    is_judgment = choice(_("Is a judgment or ruling served?"), SIMPLE)
    to_be_recognised = choice(_("Is the judgment to be recognised in Hong Kong or Macao?"), SIMPLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["court"].queryset = Court.objects.filter(service_practice__isnull=False)
        court_procedures = [row for row in Case.Procedure.choices if row[0] != Case.Procedure.PRE_FILING]
        fields["procedure"].choices = court_procedures

    @property
    def first_questions(self) -> list[forms.BoundField]:
        """Those that decide most cases."""
        return [self[name] for name in FIRST]

    @property
    def more_questions(self) -> list[forms.BoundField]:
        """The rarer ones."""
        return [self[name] for name in self.fields if name not in FIRST]

    @property
    def more_answered(self) -> bool:
        """Whether one of the rarer ones was answered otherwise than it stands, or wrongly."""
        silent = {"", UNKNOWN, NO}
        return any(str(row.value() or "") not in silent or row.errors for row in self.more_questions)

    def situation(self, on: date) -> Situation:
        """The answers that could be read, on a day; the rest is not known."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        court, hearing = given.pop("court", None), given.pop("hearing", None)
        for name in ("at_home", "whereabouts_unknown", "is_judgment", "to_be_recognised"):
            given[name] = given.get(name) == YES
        given["evidence"] = given.pop("purpose", "") == ServiceMatter.Kind.EVIDENCE
        if hearing is not None:
            given["days_to_hearing"] = (hearing - on).days
        return Situation(**given, **_of_court(court, on))


def _of_court(court: Court | None, on: date) -> dict[str, Any]:
    """Level, authorisation, pilot and buffers of the court that asks."""
    if court is None:
        return {}
    practice = CourtPractice.objects.get(court=court)
    return {
        "court_level": court.level, "authorised_for_macao": MacaoAuthorisation.objects.on(on).filter(court=court).exists(),
        "pilot_open": practice.pilot_is_open, "warn_days": practice.hearing_warn_days,
        "short_days": practice.hearing_short_days,
    }  # fmt: skip
