"""The words of this room's acts in the log, of its notices, and of its drafts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_act
from portal.cases.models import AddressConfirmation, Assignment, AuthorityLink, Party, Representation
from portal.drafts.registry import register_form
from portal.notices.kinds import court_of, register_kind

PARTY_WORDS = {"role": dict(Party.Role.choices), "kind": dict(Party.Kind.choices)}
AGENT_WORDS = {
    "kind": dict(Representation.Kind.choices),
    "special_powers": dict(Representation.Power.choices),
}
CONSENT = {
    "True": _("with consent to electronic service"),
    "False": _("without consent to electronic service"),
}
ADDRESS_WORDS = {
    "source": dict(AddressConfirmation.Source.choices),
    "scope": dict(AddressConfirmation.Scope.choices),
    "electronic_consent": CONSENT,
}
CHANGES = {"added": _("added"), "ended": _("ended"), "changed": _("changed")}

ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "cases.opened": (_("Case entered"), _("The case was entered in the portal as %(reference)s."), {}),
    "cases.stayed": (_("Case stayed"), _("The court stayed the case."), {}),
    "cases.resumed": (_("Case resumed"), _("The court took the case up again."), {}),
    "cases.concluded": (_("Case concluded"), _("The case was concluded on %(concluded_date)s."), {}),
    "cases.assigned": (
        _("Case assigned"), _("The case was assigned: %(seat)s."), {"seat": dict(Assignment.Seat.choices)}),
    "cases.party_added": (
        _("Party added"), _("Party no. %(number)s was added as %(role)s (%(kind)s)."), PARTY_WORDS),
    "cases.account_linked": (
        _("Account linked"), _("An account was linked to an entry of party no. %(number)s."), {}),
    "cases.authority_entered": (
        _("Authority entered"),
        _("An authority to act for party no. %(number)s was entered (link %(position)s, %(capacity)s)."),
        {"capacity": dict(AuthorityLink.Capacity.choices)}),
    "cases.authority_confirmed": (
        _("Authority confirmed"), _("The court confirmed link %(position)s of the authority of party no. %(number)s."),
        {}),
    "cases.authority_ended": (
        _("Authority ended"), _("Links %(positions)s of the authority of party no. %(number)s ended."), {}),
    "cases.representation_added": (
        _("Agent added"), _("An agent of party no. %(number)s was entered: %(kind)s."), AGENT_WORDS),
    "cases.representation_ended": (
        _("Representation ended"), _("The representation of party no. %(number)s ended: %(kind)s."), AGENT_WORDS),
    "cases.lawyer_changed": (
        _("Agent changed"), _("Another agent acts for party no. %(number)s: %(kind)s."), AGENT_WORDS),
    "cases.party_succeeded": (
        _("Party succeeded"), _("Party no. %(number)s took the place of party no. %(earlier)s."), {}),
    "cases.address_confirmed": (
        _("Address for service confirmed"),
        _("Party no. %(number)s confirmed its address for service %(electronic_consent)s. %(source)s."),
        ADDRESS_WORDS),
    "cases.consent_withdrawn": (
        _("Consent withdrawn"), _("Party no. %(number)s withdrew its consent to electronic service."), {}),
    "cases.exhibit_filed": (_("Exhibit filed"), _("Exhibit no. %(exhibit_number)s was filed."), {}),
    "cases.table_imported": (_("Imported from a table"), _("The case was imported from a table."), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "cases.access_opened": (
        _("A case is open to you"),
        _("Case %(reference)s is open to you"),
        _(
            "%(court)s has entered you in case %(reference)s. You can now read it in the portal, confirm the address "
            "for service and file exhibits.\n\nIf you do not know this case, tell the court."
        ),
    ),
    "cases.representation_changed": (
        _("A representation has changed"),
        _("Case %(reference)s: an agent of party no. %(number)s was %(change_word)s"),
        _(
            "%(court)s tells you under article 63 of the Civil Procedure Law: on %(change_date)s, an agent of party "
            "no. %(number)s in case %(reference)s was %(change_word)s. The case page shows who acts now."
        ),
    ),
    "cases.party_succeeded": (
        _("A party was succeeded"),
        _("Case %(reference)s: another party stands in the place of no. %(earlier)s"),
        _(
            "In case %(reference)s before %(court)s, party no. %(number)s has taken the place of party no. %(earlier)s. "
            "The agents of the earlier party no longer act."
        ),
    ),
    "cases.address_confirmed": (
        _("An address for service was confirmed"),
        _("Case %(reference)s: the address for service of party no. %(number)s was confirmed"),
        _(
            "In case %(reference)s before %(court)s, the address for service of party no. %(number)s was confirmed "
            "anew. If you did not expect this, look at it at once and tell the court."
        ),
    ),
    "cases.consent_withdrawn": (
        _("Consent to electronic service was withdrawn"),
        _("Case %(reference)s: consent to electronic service was withdrawn"),
        _(
            "In case %(reference)s before %(court)s, party no. %(number)s withdrew its consent to electronic service. "
            "The postal address stays in force; what was served before stays served."
        ),
    ),
    "cases.exhibit_filed": (
        _("An exhibit was filed"),
        _("Case %(reference)s: an exhibit was filed"),
        _("In case %(reference)s before %(court)s, a party has filed an exhibit."),
    ),
}


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    return {
        "court": court_of(context),
        "change_word": str(CHANGES.get(context.get("change", ""), "")),
    }


def register() -> None:
    """Every label, kind and form of this room; called once, when the portal starts."""
    for act, (label, sentence, words) in ACT_WORDS.items():
        register_act(act, label, sentence, words=words)
    for kind, (label, subject, body) in NOTICE_WORDS.items():
        register_kind(kind, label=label, subject_template=subject, body_template=body, prepare=prepare)
    register_form(
        "cases.address",
        label=_("Confirmation of the address for service"),
        address=lambda party: reverse("cases:address", args=[party]),
    )
    register_form(
        "cases.authority",
        label=_("Authority to act"),
        address=lambda party: reverse("cases:authority", args=[party]),
    )
