"""Powers of attorney: the record, its agents and text, its preparation, session and end."""

from portal.power_of_attorney.models.agents import Agent, AgentProof
from portal.power_of_attorney.models.consents import Acknowledgement, Consent
from portal.power_of_attorney.models.instruments import ExecutedInstrument, InstrumentVersion
from portal.power_of_attorney.models.keeping import Destruction, Ending, LegalHold, RetentionClass
from portal.power_of_attorney.models.powers import AuthorityStep, GrantedPower, PowerOfAttorney
from portal.power_of_attorney.models.preparing import (
    Appointment,
    DeviceTest,
    IdentityCheck,
    InterpreterEngagement,
    ReviewStep,
    Slot,
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
    "Consent",
    "Destruction",
    "DeviceTest",
    "Ending",
    "ExecutedInstrument",
    "GrantedPower",
    "IdentityCheck",
    "InstrumentVersion",
    "InterpreterEngagement",
    "Interruption",
    "LegalHold",
    "PowerOfAttorney",
    "RetentionClass",
    "ReviewStep",
    "ScriptAnswer",
    "Slot",
    "StrokeSignature",
    "WitnessingSession",
]  # fmt: skip
