"""Words for the outcome of a mediation: lines of the checklist, other ways, signatories, names."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from i18n import languages
from mediation_registry.models import SettlementSignature
from portal.identity.models import Person

register = template.Library()

CHECKS: dict[str, Any] = {
    "agreement_in_force": _("The settlement is in force"),
    "before_filing": _("It was made before filing (after filing, the court makes a mediation judgment)"),
    "in_time": _("The thirty days have not passed"),
    "lawful_organisation": _("A lawfully established mediation organisation mediated"),
    "roster_mediator": _("A mediator of a court's roster mediated, without a checked organisation"),
    "court": _("The court is named with its reason, and the questions on scope are answered"),
    "joint": _("Every party has joined"),
    "special_power": _("Agents who joined have the special authority to settle"),
    "written_agreement": _("There is a written agreement"),
    "proof_of_mediation": _("There is proof that the organisation or mediator mediated"),
    "property_proof": _("Proof of property rights, where the settlement concerns them"),
    "identities": _("The identities of the parties were checked"),
    "addresses": _("Addresses and telephone numbers are there"),
    "within_court": _("It is a matter for the people's courts"),
    "no_personal_status": _("It does not concern marriage, parentage or adoption"),
    "no_other_procedure": _("No other special procedure, public notice or bankruptcy applies"),
    "no_rights_in_rem_or_ip": _("It does not determine rights in rem or intellectual property"),
}

#: The articles of the checklist, in words.
SOURCES: dict[str, Any] = {
    "CPL 62": _("Civil Procedure Law, art. 62"),
    "CPL 205": _("Civil Procedure Law, art. 205"),
    "Interp. 351": _("Interpretation, art. 351"),
    "Interp. 352": _("Interpretation, art. 352"),
    "Interp. 354": _("Interpretation, art. 354"),
    "Interp. 355(1)": _("Interpretation, art. 355 (1)"),
    "Interp. 355(3)": _("Interpretation, art. 355 (3)"),
    "Interp. 355(4)": _("Interpretation, art. 355 (4)"),
    "Interp. 355(5)": _("Interpretation, art. 355 (5)"),
    "2016 art. 20": _("Provisions on Invited Mediation, art. 20"),
    "2016 arts 23, 24": _("Provisions on Invited Mediation, arts 23 and 24"),
    "2011 art. 13": _("Provisions on judicial confirmation (2011), art. 13"),
}

HINTS: dict[str, Any] = {
    "lawful_organisation": _(
        "Article 205 speaks of a lawfully established mediation organisation. No checked proof of one is held; whether "
        "the settlement can be confirmed is for the court."
    ),
    "roster_mediator": _(
        "The mediator stands on a court's roster, to whose settlements the Provisions of 2011 (art. 13) extend. What "
        "article 205 of the law makes of this is for the court."
    ),
    "written_agreement": _("The agreement is oral; the mediator's record is submitted. The court decides."),
    "proof_of_mediation": _("The mediator signs the settlement, or a proof is added to the papers."),
    "special_power": _("The party joins in person, or gives its agent the special authority to settle."),
    "identities": _("The mediator checks the identities, or proofs of identity are added to the papers."),
    "joint": _("An application by one party alone is not possible."),
    "property_proof": _("Add the proof to the papers."),
    "court": _("Choose the court and answer the questions."),
    "in_time": _("The parties can no longer apply together; the other ways are shown below."),
}

WAYS: dict[str, tuple[Any, Any]] = {
    "payment_order": (
        _("Payment order"),
        _("For money or securities: the creditor applies to the basic court, which issues an order within fifteen days. "
          "The debtor must be in the Mainland and within reach of service (Civil Procedure Law, art. 225; Shenzhen "
          "ordinance, art. 72)."),
    ),
    "notary": (
        _("Notarised instrument with enforceability"),
        _("For a settlement that something be performed: the parties go to a notary together; on default the creditor "
          "applies for enforcement at once (Shenzhen ordinance, art. 76)."),
    ),
    "suit": (
        _("Action on the settlement"),
        _("A party sues on the settlement itself; the court takes the action (Provisions on invited mediation, "
          "art. 25)."),
    ),
    "preservation": (
        _("Preservation of property"),
        _("Where performance is in danger, a party may ask the court to preserve property before or with its action "
          "(Civil Procedure Law, arts 103 and 104; with a notarised instrument, Shenzhen ordinance, art. 76)."),
    ),
    "anew": (
        _("Mediate again"),
        _("The parties may change the settlement or make a new one by mediation (Civil Procedure Law, art. 206)."),
    ),
}  # fmt: skip

VERDICTS: dict[str, tuple[Any, str]] = {
    "met": (_("met"), ""),
    "missing": (_("missing"), "wait"),
    "warning": (_("the court decides"), "wait"),
    "barred": (_("stands in the way"), "seal"),
}


@register.filter
def check_label(code: str) -> str:
    """A line of the checklist in words."""
    return str(CHECKS[code])


@register.filter
def check_hint(code: str) -> str:
    """What to do about a line, or what the court will ask."""
    return str(HINTS.get(code, ""))


@register.filter
def source_words(article: str) -> str:
    """The articles behind a line, in words."""
    return " · ".join(str(SOURCES[one]) for one in article.split("; "))


@register.filter
def verdict_tag(verdict: str) -> SafeString:
    """The verdict on a line, as a small tag."""
    label, mark = VERDICTS[verdict]
    return format_html('<span class="tag {}">{}</span>', mark, label)


@register.filter
def way_label(code: str) -> str:
    """Another way to have a settlement performed."""
    return str(WAYS[code][0])


@register.filter
def way_text(code: str) -> str:
    """What that way is, with its articles."""
    return str(WAYS[code][1])


@register.filter
def yesno_word(value: bool) -> str:
    """Yes or no in words."""
    return _now("yes") if value else _now("no")


@register.filter
def named_person(person: Person | None) -> SafeString | str:
    """The name nearest to the reader's language, with its language."""
    name = person.name_in(get_language() or languages.DEFAULT) if person else None
    return format_html('<bdi lang="{}">{}</bdi>', name.html_lang, name.text) if name else ""


@register.filter
def signatory(signature: SettlementSignature) -> str:
    """Who signed: the party's name, or the typed name of the mediator or organisation."""
    if signature.party is not None:
        typed = signature.typed_name
        return (
            f"{signature.party.name} ({typed})"
            if typed and typed != signature.party.name
            else signature.party.name
        )
    return signature.typed_name or str(signature.organisation or signature.appointment_id)


@register.filter
def lang_tag(code: str) -> str:
    """The ``lang`` attribute of a language code."""
    return languages.html_lang(code) if code else ""


@register.filter
def answered_by(answers: Any, party: Any) -> Any:
    """The answer of one party among those of an item."""
    return next((answer for answer in answers if answer.party_id == party.pk), None)
