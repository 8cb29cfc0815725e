"""Which leg may be opened, on which base, to whom: asked before a leg exists. The order of lawful routes is another file.

2009 Provisions arts 3–11; Arrangements of 1999 (Hong Kong) and 2020 (Macao); CPL arts 90 and 283; Online Rules 29–31.
"""

from __future__ import annotations

from dataclasses import dataclass

from service_of_process.rules import channels
from service_of_process.rules.channels import BASES_OF, EVIDENCE, INBOUND, PILOT, PUBLIC, family_of
from service_of_process.rules.contacts import WITH_CONTACT

MAINLAND, HONG_KONG, MACAO = "CN", "HK", "MO"
SERVICE_KIND, EVIDENCE_KIND = "service", "evidence"
#: The region in which the court of a channel sits.
REGION_OF: dict[str, str] = {
    channels.ENTRUSTED_HK: HONG_KONG, channels.EVIDENCE_HK: HONG_KONG, channels.PILOT_LAWYER: HONG_KONG,
    channels.ENTRUSTED_MACAO: MACAO, channels.EVIDENCE_MACAO: MACAO,
}  # fmt: skip
#: Delivered to the addressee, or to whoever heads her, in person: in the Mainland.
IN_THE_MAINLAND = frozenset({channels.PERSONAL, channels.LEAVING})
WITH_ADDRESS = frozenset({
    channels.ENTRUSTED_HK, channels.ENTRUSTED_MACAO, channels.MAIL, channels.ELECTRONIC, channels.PERSONAL,
})  # fmt: skip
DIRECT_BY_SUPREME, ARTICLE_7 = "supreme-court-direct", "cpl-2023-art283-1-7"


@dataclass(frozen=True)
class Opening:
    """A leg that somebody wants to open.

    ``address_place``: CN, HK, MO or XX of the chosen address, empty where none is chosen. ``gave_consent``: the
    addressee consented to electronic service for these documents, or gave the address herself. ``has_reason``: the
    clerk says in which other way she consented. ``runs_already``: another leg of this channel to the same address or
    person still runs.
    """

    channel: str
    basis: str
    region: str
    matter_kind: str = SERVICE_KIND
    addressee: str = "natural"
    court_level: str = "basic"
    address_place: str = ""
    address_is_electronic: bool = False
    has_contact: bool = False
    gave_consent: bool = False
    has_reason: bool = False
    runs_already: bool = False


(NOT_THIS_KIND, ORDERED_BY_THE_JUDGE, OTHER_REGION, BASIS_NOT_OF_CHANNEL, ONLY_SUPREME, ONLY_ENTITY, ADDRESS_WANTED,
 CONTACT_WANTED, ELECTRONIC_WANTED, POSTAL_WANTED, MAINLAND_WANTED, REGION_WANTED, NO_CONSENT, RUNS_ALREADY) = (
    "not_this_kind", "ordered_by_the_judge", "other_region", "basis_not_of_channel", "only_supreme", "only_entity",
    "address_wanted", "contact_wanted", "electronic_wanted", "postal_wanted", "mainland_wanted", "region_wanted",
    "no_consent", "runs_already",
)  # fmt: skip


def opening_obstacle(opening: Opening) -> str | None:
    """The first reason why this leg may not be opened; None where it may.

    :raises KeyError: an unknown channel.
    """
    return _channel(opening) or _basis(opening) or _place(opening)


def _channel(opening: Opening) -> str | None:
    family = family_of(opening.channel)
    if family in (PUBLIC, PILOT):
        return ORDERED_BY_THE_JUDGE
    wanted = SERVICE_KIND if family != EVIDENCE else EVIDENCE_KIND
    if family == INBOUND or opening.matter_kind != wanted:
        return NOT_THIS_KIND
    if REGION_OF.get(opening.channel, opening.region) != opening.region:
        return OTHER_REGION
    return RUNS_ALREADY if opening.runs_already else None


def _basis(opening: Opening) -> str | None:
    if opening.basis not in BASES_OF[opening.channel]:
        return BASIS_NOT_OF_CHANNEL
    if opening.basis == DIRECT_BY_SUPREME and opening.court_level != "supreme":
        return ONLY_SUPREME
    if opening.basis == ARTICLE_7 and opening.addressee != "entity":
        return ONLY_ENTITY
    if opening.basis == channels.BY_CONSENT and not (opening.gave_consent or opening.has_reason):
        return NO_CONSENT
    return None


def _place(opening: Opening) -> str | None:
    if opening.channel in WITH_CONTACT and not opening.has_contact:
        return CONTACT_WANTED
    if opening.channel == channels.LEAVING and opening.has_contact:
        return None  # left with the agent, the office, the branch: all of them in the Mainland (2009 art. 11)
    if opening.channel not in WITH_ADDRESS | IN_THE_MAINLAND:
        return None
    if not opening.address_place:
        return ADDRESS_WANTED
    if opening.channel == channels.ELECTRONIC:
        return None if opening.address_is_electronic else ELECTRONIC_WANTED
    if opening.address_is_electronic:
        return POSTAL_WANTED
    if opening.channel in IN_THE_MAINLAND:
        return None if opening.address_place == MAINLAND else MAINLAND_WANTED
    if opening.channel != channels.MAIL and opening.address_place != opening.region:
        return REGION_WANTED
    return None
