"""The words of the acts and notices of applications, schemes and the register's entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mediation_registry.models import (
    Application,
    CriterionAssessment,
    Determination,
    EnablingRule,
    Registrant,
)
from mediation_registry.models.schemes import PLACE_NAMES

STATES = {"state": dict(Application.State.choices), "state_before": dict(Application.State.choices)}
CONFLICT = {"True": _("a conflict exists"), "False": _("no conflict exists")}
PLACES = PLACE_NAMES
RESULTS = dict(CriterionAssessment.Result.choices)
OUTCOMES = dict(Determination.Outcome.choices)
POWERS = dict(EnablingRule.Power.choices)

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "registered": (
        _("Entered in the register"), _("Entered in the register as %(kind)s with number %(register_no)s."),
        {"kind": dict(Registrant.Kind.choices)}),
    "application_drafted": (
        _("Application begun"), _("Application %(reference)s was begun for the edition of %(intake_year)s."), {}),
    "application_edited": (
        _("Answer entered"), _("The answer to criterion %(position)s was entered or changed."), {}),
    "application_submitted": (_("Application submitted"), _("Application %(reference)s was submitted."), {}),
    "application_resubmitted": (
        _("Application submitted again"), _("Application %(reference)s was submitted again after correction."), {}),
    "application_withdrawn": (
        _("Application withdrawn"), _("The applicant withdrew application %(reference)s."), {}),
    "completeness_check_opened": (
        _("Completeness check opened"), _("The intake office took up application %(reference)s."), {}),
    "application_returned": (
        _("Returned for correction"), _("Application %(reference)s was returned for correction."), {}),
    "application_complete": (_("Found complete"), _("Application %(reference)s was found complete."), {}),
    "conflict_declared": (
        _("Declaration on conflicts of interest"), _("An officer declared: %(has_conflict)s."),
        {"has_conflict": CONFLICT}),
    "criterion_assessed": (
        _("Criterion assessed"), _("Criterion %(position)s was assessed: %(result)s."), {"result": RESULTS}),
    "recognised_locally": (
        _("Recognised by the place of application"),
        _("The authority of %(jurisdiction)s recognised the applicant on %(decided_date)s."),
        {"jurisdiction": PLACES}),
    "refused_locally": (
        _("Refused by the place of application"),
        _("The authority of %(jurisdiction)s refused the application on %(decided_date)s."),
        {"jurisdiction": PLACES}),
    "put_to_committee": (
        _("Put to the Working Committee"), _("Application %(reference)s was put before the Working Committee."), {}),
    "committee_position_recorded": (
        _("Position in the Working Committee"),
        _("Position of %(place)s in the Working Committee on %(decided_date)s: %(outcome)s."),
        {"place": PLACES, "outcome": OUTCOMES}),
    "agreed": (
        _("Agreed by the Working Committee"), _("The Working Committee agreed to application %(reference)s."), {}),
    "referred_back": (
        _("Referred back by the Working Committee"),
        _("The Working Committee referred application %(reference)s back to the place of application."), {}),
    "assessment_reopened": (
        _("Assessment reopened"), _("The place of application assesses %(reference)s again."), {}),
    "put_to_conference": (
        _("Put to the Joint Conference"), _("Application %(reference)s was put before the Joint Conference."), {}),
    "determined": (
        _("Determined by the Joint Conference"),
        _("The Joint Conference determined application %(reference)s on %(decided_date)s (%(session)s)."), {}),
    "not_determined": (
        _("Not determined by the Joint Conference"),
        _("The Joint Conference did not determine application %(reference)s on %(decided_date)s (%(session)s)."), {}),
    "scheme_entered": (_("Scheme entered"), _("The scheme of certification %(scheme)s was entered."), {}),
    "rule_version_entered": (
        _("Local rules entered"), _("Version %(label)s of the rules of %(jurisdiction)s was entered."),
        {"jurisdiction": PLACES}),
    "rule_version_confirmed": (
        _("Local rules confirmed"), _("Version %(label)s of the rules of %(jurisdiction)s was confirmed."),
        {"jurisdiction": PLACES}),
    "window_opened": (
        _("Intake entered"), _("The intake of %(jurisdiction)s for the edition of %(intake_year)s was entered."),
        {"jurisdiction": PLACES}),
    "enabling_rule_entered": (
        _("Power entered"), _("A rule was cited for a power: %(power)s (%(provision)s)."), {"power": POWERS}),
    "enabling_rule_confirmed": (
        _("Power confirmed"), _("The rule cited for a power was confirmed: %(power)s (%(provision)s)."),
        {"power": POWERS}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "application_received": (
        _("An application was received"),
        _("Application %(reference)s was received"),
        _(
            "Your application %(reference)s for joint certification through %(place)s has been received. It now lies "
            "with the intake office, which checks whether it is complete. You need not do anything."
        ),
    ),
    "application_returned": (
        _("An application was returned for correction"),
        _("Application %(reference)s: please correct it"),
        _(
            "The intake office of %(place)s asks you to correct application %(reference)s. The page of the application "
            "says what is to be corrected. What you entered is kept. You may submit it again even if the intake has "
            "closed in the meantime.\n\n%(due)s"
        ),
    ),
    "application_complete": (
        _("An application is complete"),
        _("Application %(reference)s is complete"),
        _(
            "Your application %(reference)s is complete. The authority of %(place)s now assesses each criterion."
        ),
    ),
    "application_withdrawn": (
        _("An application was withdrawn"),
        _("Application %(reference)s was withdrawn"),
        _(
            "You withdrew application %(reference)s. It goes no further. If this was not you, change your password and "
            "tell the intake office of %(place)s at once."
        ),
    ),
    "recognised_locally": (
        _("An application was recognised by the place"),
        _("Application %(reference)s: recognised by %(place)s"),
        _(
            "The authority of %(place)s has recognised your application %(reference)s. This is the first of three "
            "decisions: the Working Committee of the three legal departments reviews it next, and the Joint Conference "
            "determines the panel. You are not yet jointly certified."
        ),
    ),
    "refused_locally": (
        _("An application was refused"),
        _("Application %(reference)s: decision of %(place)s"),
        _(
            "The authority of %(place)s has refused your application %(reference)s. The decision and its reason are on "
            "the page of the application."
        ),
    ),
    "put_to_committee": (
        _("An application lies before the Working Committee"),
        _("Application %(reference)s lies before the Working Committee"),
        _(
            "Your application %(reference)s now lies before the Working Committee of the legal departments of "
            "Guangdong, Hong Kong and Macao."
        ),
    ),
    "agreed": (
        _("The Working Committee agreed"),
        _("Application %(reference)s: the Working Committee agreed"),
        _(
            "The Working Committee has agreed to your application %(reference)s. It will be put before the Joint "
            "Conference, which determines the panel."
        ),
    ),
    "referred_back": (
        _("The Working Committee referred an application back"),
        _("Application %(reference)s was referred back to %(place)s"),
        _(
            "The Working Committee has referred your application %(reference)s back to %(place)s. The authority there "
            "will take it up again and will tell you if it needs anything from you."
        ),
    ),
    "assessment_reopened": (
        _("An application is assessed again"),
        _("Application %(reference)s is assessed again"),
        _(
            "The authority of %(place)s assesses your application %(reference)s again. You need not do anything."
        ),
    ),
    "put_to_conference": (
        _("An application lies before the Joint Conference"),
        _("Application %(reference)s lies before the Joint Conference"),
        _("Your application %(reference)s now lies before the Joint Conference, which determines the panel."),
    ),
    "determined": (
        _("The Joint Conference determined an application"),
        _("Application %(reference)s: determined by the Joint Conference"),
        _(
            "The Joint Conference has determined that you are to stand on the panel (application %(reference)s). You "
            "are jointly certified from the day on which the edition of the panel takes effect; you will be told when "
            "it is published."
        ),
    ),
    "not_determined": (
        _("The Joint Conference did not determine an application"),
        _("Application %(reference)s: decision of the Joint Conference"),
        _(
            "The Joint Conference has not determined your application %(reference)s. The decision and its reason are "
            "on the page of the application."
        ),
    ),
    "application_waiting": (
        _("An application waits for your office"),
        _("Application %(reference)s waits for your office"),
        _("Application %(reference)s (%(place)s) waits for your office. State: %(state_word)s."),
    ),
}


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    due = parse_date(context.get("correct_by_date") or "")
    sentence = _now("The authority asks for this by %(day)s.")
    return {
        "place": str(PLACES.get(context.get("jurisdiction", ""), "")),
        "due": sentence % {"day": date_format(due, "DATE_FORMAT")} if due else "",
        "state_word": str(dict(Application.State.choices).get(context.get("state", ""), "")),
    }
