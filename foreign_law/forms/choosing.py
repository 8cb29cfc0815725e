"""The questions of the plain check. Validates, saves nothing; every answer stands in the query string."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foreign_law.rules import choosing as rules

PLACES = {
    "cn": _("The Mainland"),
    "hk": _("Hong Kong"),
    "mo": _("Macao"),
    "hk-sz": _("Hong Kong-invested enterprise registered in Shenzhen or Zhuhai"),
    "mo-sz": _("Macao-invested enterprise registered in Shenzhen or Zhuhai"),
    "other": _("Elsewhere"),
}
RELATIONS = {
    "contract": _("Contract"),
    "labour": _("Labour contract"),
    "consumer": _("Consumer contract"),
    "agency": _("Agency by mandate"),
    "trust": _("Trust"),
    "arbitration": _("Arbitration agreement"),
    "immovable": _("Real right in an immovable"),
    "movable": _("Real right in a movable"),
    "transport": _("Movable in transit"),
    "securities": _("Securities"),
    "corporate": _("Company: organs, members"),
    "capacity": _("Capacity of a natural person"),
    "tort": _("Tort"),
    "product": _("Product liability"),
    "personality": _("Infringement of personality rights"),
    "unjust": _("Unjust enrichment, management of another's affairs"),
    "ip-ownership": _("Intellectual property: ownership, content"),
    "ip-contract": _("Intellectual property: transfer, licence"),
    "ip-infringement": _("Intellectual property: infringement"),
    "marriage": _("Conditions of marriage"),
    "marital-personal": _("Personal relations of spouses"),
    "marital-property": _("Property of spouses"),
    "parent-child": _("Parents and children"),
    "divorce-agreed": _("Divorce by agreement"),
    "divorce-court": _("Divorce by action"),
    "adoption": _("Adoption"),
    "maintenance": _("Maintenance"),
    "succession": _("Intestate succession"),
    "will": _("Will"),
}
LAWS = {
    "hk": _("Law of Hong Kong"),
    "mo": _("Law of Macao"),
    "cn": _("Law of the Mainland"),
    "other": _("Another law"),
    "none": _("None is chosen"),
}
MOMENTS = {"before": _("Before the event"), "after": _("After the event")}
DISPUTES = {
    "court-cn": _("A court in the Mainland"),
    "court-hk": _("A court in Hong Kong"),
    "court-mo": _("A court in Macao"),
    "court-other": _("A court elsewhere"),
    "arb-cn": _("Arbitration seated in the Mainland"),
    "arb-hk": _("Arbitration seated in Hong Kong"),
    "arb-mo": _("Arbitration seated in Macao"),
    "arb-other": _("Arbitration seated elsewhere"),
}
FOREIGN = {
    "yes": _("foreign-related"),
    "no": _("no foreign element"),
    "unknown": _("not known yet"),
}
VERDICTS = {
    "open": _("Answer the first three questions: both parties and the kind of relation."),
    "free": _("Yes: the parties may choose the law."),
    "limited": _("Yes, but only among the laws named below."),
    "one-side": _("Only one side may choose, and only among the laws named below."),
    "after": _("Only after the event."),
    "none": _("No: the law is fixed, or a choice made at this time is invalid."),
    "domestic": _("The texts held give no right to choose: there is no foreign element."),
    "press": _("According to the press, yes; the text itself is not held and must be verified."),
    "undecided": _("No text held decides this."),
}


def _offered(words: dict[str, Any], empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *words.items()]


class ChoosingForm(forms.Form):
    """The plain check. Every question may stay open."""

    use_required_attribute = False
    first = forms.ChoiceField(
        label=_("Where is the first party registered or habitually resident?"), required=False,
        choices=_offered(PLACES, _("not said")),
    )  # fmt: skip
    second = forms.ChoiceField(
        label=_("And the second party?"), required=False, choices=_offered(PLACES, _("not said"))
    )
    relation = forms.ChoiceField(
        label=_("What kind of relation is it?"), required=False, choices=_offered(RELATIONS, _("not said"))
    )
    subject_abroad = forms.BooleanField(label=_("The subject matter is outside the Mainland"), required=False)
    event_abroad = forms.BooleanField(
        label=_("The fact that created, changed or ended the relation happened outside the Mainland"),
        required=False,
    )
    chosen = forms.ChoiceField(
        label=_("Which law do the parties choose?"), required=False, choices=_offered(LAWS, _("not said"))
    )
    moment = forms.ChoiceField(
        label=_("For a tort or an infringement: when do they choose?"), required=False,
        choices=_offered(MOMENTS, _("not said")),
    )  # fmt: skip
    disputes = forms.ChoiceField(
        label=_("Who is to decide disputes?"), required=False, choices=_offered(DISPUTES, _("not said"))
    )

    def facts(self) -> rules.Facts:
        """What was answered; an answer that could not be read is none."""
        given = getattr(self, "cleaned_data", {})
        return rules.Facts(**{name: given[name] for name in self.fields if name in given})
