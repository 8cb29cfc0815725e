"""Powers of attorney: the record, its agents and text, its preparation, session and end."""

from portal.power_of_attorney.models.agents import Agent, AgentProof
from portal.power_of_attorney.models.consents import Acknowledgement, Consent
from portal.power_of_attorney.models.instruments import ExecutedInstrument, InstrumentVersion
from portal.power_of_attorney.models.keeping import (
    CaseAgency,
    Destruction,
    DossierClass,
    Ending,
    LegalHold,
    Referral,
    RetentionClass,
)
from portal.power_of_attorney.models.powers import AuthorityStep, GrantedPower, PowerOfAttorney
from portal.power_of_attorney.models.preparing import (
    Appointment,
    DeviceTest,
    IdentityCheck,
    InterpreterEngagement,
    ReviewStep,
    Slot,
    ZoneChoice,
)
from portal.power_of_attorney.models.sessions import (
    Attestation,
    Interruption,
    ScriptAnswer,
    StrokeSignature,
    WitnessingSession,
)

__all__ = [
    "Acknowledgement",
    "Agent",
    "AgentProof",
    "Appointment",
    "Attestation",
    "AuthorityStep",
    "CaseAgency",
    "Consent",
    "Destruction",
    "DeviceTest",
    "DossierClass",
    "Ending",
    "ExecutedInstrument",
    "GrantedPower",
    "IdentityCheck",
    "InstrumentVersion",
    "InterpreterEngagement",
    "Interruption",
    "LegalHold",
    "PowerOfAttorney",
    "Referral",
    "RetentionClass",
    "ReviewStep",
    "ScriptAnswer",
    "Slot",
    "StrokeSignature",
    "WitnessingSession",
    "ZoneChoice",
]  # fmt: skip
