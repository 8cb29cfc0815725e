"""The channels of service, their families and their legal bases.

法释〔2009〕2号 = Provisions on the service of judicial documents in cases involving Hong Kong and Macao (2009);
CPL = Civil Procedure Law (2023); the Arrangements of 1999 (Hong Kong) and 2020 (Macao).
"""

from __future__ import annotations

ENTRUSTED_HK = "entrusted_hk"
ENTRUSTED_MACAO = "entrusted_macao"
MAIL = "mail"
ELECTRONIC = "electronic"
PERSONAL = "personal"
AGENT = "agent"
REPRESENTATIVE_OFFICE = "representative_office"
WHOLLY_OWNED = "wholly_owned"
BRANCH = "branch"
BUSINESS_AGENT = "business_agent"
CODEFENDANT_ENTITY = "codefendant_entity"
AGREED_MODE = "agreed_mode"
LEAVING = "leaving"
PILOT_LAWYER = "pilot_lawyer"
NOTICE = "notice"
EVIDENCE_HK = "evidence_hk"
EVIDENCE_MACAO = "evidence_macao"
INBOUND_SERVICE = "inbound_service"
INBOUND_EVIDENCE = "inbound_evidence"

# -- families: channels that pass through the same states
ENTRUSTED, POST, ONLINE, DIRECT, PILOT, PUBLIC, EVIDENCE, INBOUND = (
    "entrusted", "post", "online", "direct", "pilot", "public", "evidence", "inbound",
)  # fmt: skip

FAMILY: dict[str, str] = {
    ENTRUSTED_HK: ENTRUSTED, ENTRUSTED_MACAO: ENTRUSTED,
    MAIL: POST,
    ELECTRONIC: ONLINE,
    PERSONAL: DIRECT, AGENT: DIRECT, REPRESENTATIVE_OFFICE: DIRECT, WHOLLY_OWNED: DIRECT, BRANCH: DIRECT,
    BUSINESS_AGENT: DIRECT, CODEFENDANT_ENTITY: DIRECT, AGREED_MODE: DIRECT, LEAVING: DIRECT,
    PILOT_LAWYER: PILOT,
    NOTICE: PUBLIC,
    EVIDENCE_HK: EVIDENCE, EVIDENCE_MACAO: EVIDENCE,
    INBOUND_SERVICE: INBOUND, INBOUND_EVIDENCE: INBOUND,
}  # fmt: skip
CHANNELS: tuple[str, ...] = tuple(FAMILY)
#: Chosen by the court for its own addressee; notice is ordered by the judge alone.
OUTBOUND: tuple[str, ...] = tuple(
    channel for channel, family in FAMILY.items() if family not in (EVIDENCE, INBOUND, PUBLIC)
)

EVIDENCE_CHANNELS: tuple[str, ...] = (EVIDENCE_HK, EVIDENCE_MACAO)

#: The legal bases that a leg may name; the first is proposed. Each is an id of :data:`BASES`.
BASES_OF: dict[str, tuple[str, ...]] = {
    ENTRUSTED_HK: ("hk-arrangement-1999", "supreme-court-direct"),
    ENTRUSTED_MACAO: ("macao-arrangement-2020",),
    MAIL: ("hkmo-service-2009-art7", "cpl-2023-art283-1-8"),
    ELECTRONIC: ("electronic-consent", "electronic-confirmed"),
    PERSONAL: ("hkmo-service-2009-art3", "cpl-2023-art283-1-7"),
    AGENT: ("hkmo-service-2009-art4", "cpl-2023-art283-1-4"),
    REPRESENTATIVE_OFFICE: ("hkmo-service-2009-art5-1", "cpl-2023-art283-1-5"),
    WHOLLY_OWNED: ("cpl-2023-art283-1-5",),
    BRANCH: ("hkmo-service-2009-art5-2", "cpl-2023-art283-1-5"),
    BUSINESS_AGENT: ("hkmo-service-2009-art5-2", "cpl-2023-art283-1-5"),
    CODEFENDANT_ENTITY: ("cpl-2023-art283-1-6",),
    AGREED_MODE: ("cpl-2023-art283-1-10",),
    LEAVING: ("hkmo-service-2009-art11",),
    PILOT_LAWYER: ("court-practice", "cpl-2023-art283-1-10", "hkmo-service-2009-art8"),
    NOTICE: ("hkmo-service-2009-art9", "cpl-2023-art283-2"),
    EVIDENCE_HK: ("hk-evidence-2017",),
    EVIDENCE_MACAO: ("macao-arrangement-2020",),
    INBOUND_SERVICE: ("hk-arrangement-1999", "macao-arrangement-2020"),
    INBOUND_EVIDENCE: ("hk-evidence-2017", "macao-arrangement-2020"),
}
BASES: tuple[str, ...] = tuple(dict.fromkeys(basis for bases in BASES_OF.values() for basis in bases))
#: The two bases of electronic service: consent and arrival (CPL 90), or no domicile and confirmed receipt (2009 art. 8).
BY_CONSENT, BY_CONFIRMED_RECEIPT = "electronic-consent", "electronic-confirmed"


def family_of(channel: str) -> str:
    """The family whose states the channel passes through. Raises KeyError for an unknown channel."""
    return FAMILY[channel]
