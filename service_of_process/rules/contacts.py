"""Who besides the addressee may receive for her, and what that needs (2009 Provisions arts 4, 5; CPL art. 283(1))."""

from __future__ import annotations

from dataclasses import dataclass

from service_of_process.rules.channels import (
    AGENT,
    AGREED_MODE,
    BRANCH,
    BUSINESS_AGENT,
    CODEFENDANT_ENTITY,
    PILOT_LAWYER,
    REPRESENTATIVE_OFFICE,
    WHOLLY_OWNED,
)

#: Channels whose documents go to somebody else than the addressee, or by a mode of her choice.
WITH_CONTACT: tuple[str, ...] = (
    AGENT, REPRESENTATIVE_OFFICE, WHOLLY_OWNED, BRANCH, BUSINESS_AGENT, CODEFENDANT_ENTITY, AGREED_MODE, PILOT_LAWYER,
)  # fmt: skip
NATURAL, ENTITY = "natural", "entity"
#: The base that asks no authority of a branch: CPL art. 283(1)(5). The 2009 Provisions, art. 5, ask for it.
WITHOUT_AUTHORITY = "cpl-2023-art283-1-5"


@dataclass(frozen=True)
class Contact:
    """What is known of somebody who may receive.

    ``is_authorised``: authority to receive, None where nothing is known. ``receives``: the agent's power does not
    expressly exclude receipt and is in force; None where he is no agent in the proceedings. ``is_codefendant``: an
    entity that stands in the case on the addressee's own side. ``mode``: what the addressee agreed to.
    """

    channel: str
    addressee: str
    is_authorised: bool | None = None
    receives: bool | None = None
    is_codefendant: bool = False
    mode: str = ""
    has_proof: bool = False


# -- why somebody may not receive
NO_AGENT, RECEIPT_EXCLUDED, NOT_AUTHORISED = "no_agent", "receipt_excluded", "not_authorised"
NOT_AN_ENTITY, NOT_NATURAL, NOT_CODEFENDANT = "not_an_entity", "not_natural", "not_codefendant"
NO_MODE, NO_PROOF = "no_mode", "no_proof"
# -- what may be, with a word of warning
BRANCH_WITHOUT_AUTHORITY = "branch_without_authority"


def obstacle(contact: Contact) -> str | None:
    """Why this person may not receive for the addressee; None where nothing stands against it.

    An agent receives unless his power expressly excludes it (2009 art. 4). A representative office and a wholly-owned
    enterprise need no authority (2009 art. 5, first paragraph; CPL 283(1)(5)); a business agent needs it by both texts.
    """
    match contact.channel:
        case "agent":
            return _agent(contact)
        case "business_agent":
            return None if contact.is_authorised else NOT_AUTHORISED
        case "representative_office" | "branch":
            return None if contact.addressee == ENTITY else NOT_AN_ENTITY
        case "codefendant_entity":
            return _codefendant(contact)
        case "agreed_mode":
            return NO_MODE if not contact.mode else None if contact.has_proof else NO_PROOF
    return None


def warning(contact: Contact) -> str | None:
    """A branch without authority: the 2009 Provisions ask for it, CPL 283(1)(5) does not; the judge chooses."""
    if contact.channel == BRANCH and not contact.is_authorised:
        return BRANCH_WITHOUT_AUTHORITY
    return None


def needs_reasoned_basis(contact: Contact, basis: str) -> bool:
    """Whether this base must be explained: the one that asks no authority, for a branch that has none."""
    return warning(contact) is not None and basis == WITHOUT_AUTHORITY


def basis_is_barred(contact: Contact, basis: str) -> bool:
    """Whether the base cannot carry the leg: 2009 art. 5 for a branch without authority."""
    return warning(contact) is not None and basis != WITHOUT_AUTHORITY


def _agent(contact: Contact) -> str | None:
    if contact.receives is None:
        return NO_AGENT
    return None if contact.receives else RECEIPT_EXCLUDED


def _codefendant(contact: Contact) -> str | None:
    """CPL 283(1)(6): the entity that a human addressee heads, sued together with her."""
    if contact.addressee != NATURAL:
        return NOT_NATURAL
    return None if contact.is_codefendant else NOT_CODEFENDANT
