"""What is known, in the case and in the register of powers, of somebody who may receive for the addressee."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.cases.models import Party
from portal.cases.powers import may_receive_documents
from service_of_process.models import ServiceContact, ServiceMatter
from service_of_process.rules import contacts

#: Sides that are sued: a co-defendant stands on the addressee's own.
SUED = frozenset({"defendant", "respondent", "appellee", "enforcement_debtor"})

OBSTACLES: dict[str, Any] = {
    contacts.NO_AGENT: _("Choose an agent of the addressee who is entered in the case."),
    contacts.RECEIPT_EXCLUDED: _(
        "The agent's power expressly excludes the receipt of documents, or has ended (2009 Provisions, art. 4)."
    ),
    contacts.NOT_AUTHORISED: _(
        "A business agent receives only with authority to do so (2009 Provisions, art. 5; Civil Procedure Law, "
        "art. 283(1)(5)). Without it this route is not open."
    ),
    contacts.NOT_AN_ENTITY: _("Only a company or other entity has a representative office or a branch."),
    contacts.NOT_NATURAL: _("This route is for a human addressee who heads the entity."),
    contacts.NOT_CODEFENDANT: _(
        "Choose the entity that is sued in this case together with the addressee "
        "(Civil Procedure Law, art. 283(1)(6))."
    ),
    contacts.NO_MODE: _("Say to which mode the addressee agreed."),
    contacts.NO_PROOF: _("Attach the proof that the addressee agreed."),
}
WARNINGS: dict[str, Any] = {
    contacts.BRANCH_WITHOUT_AUTHORITY: _(
        "The branch has no authority to receive. The 2009 Provisions, art. 5, ask for it; the Civil Procedure Law, "
        "art. 283(1)(5), does not. The judge chooses the legal basis."
    ),
}
#: The field of the form at which an obstacle stands.
FIELDS = {
    contacts.NO_AGENT: "representation", contacts.RECEIPT_EXCLUDED: "representation",
    contacts.NOT_AUTHORISED: "is_authorised", contacts.NOT_AN_ENTITY: "channel", contacts.NOT_NATURAL: "channel",
    contacts.NOT_CODEFENDANT: "party", contacts.NO_MODE: "agreed_mode", contacts.NO_PROOF: "proof",
}  # fmt: skip


def facts_of(matter: ServiceMatter, contact: ServiceContact, on: date) -> contacts.Contact:
    """The facts about a contact, saved or not, on a day. ``contact.proof`` counts when it is set."""
    representation = contact.representation
    belongs = representation is not None and representation.party_id == matter.addressee.party_id
    receives = may_receive_documents(representation, on) if representation and belongs else None
    return contacts.Contact(
        channel=contact.channel, addressee=matter.addressee.kind, is_authorised=contact.is_authorised,
        receives=receives, is_codefendant=is_codefendant(matter, contact.party, on), mode=contact.agreed_mode,
        has_proof=contact.proof_id is not None,
    )  # fmt: skip


def is_codefendant(matter: ServiceMatter, party: Party | None, on: date) -> bool:
    """Whether this party is an entity sued in the same case together with the addressee."""
    own = matter.addressee.party
    if party is None or own is None or party.pk == own.pk or not party.is_in_force(on):
        return False
    return party.case_id == matter.case_id and party.kind == "entity" and {party.role, own.role} <= SUED
