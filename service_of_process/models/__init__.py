"""Service of documents: matters, legs, proofs, clocks, the judge's decisions, following."""

from service_of_process.models.choices import Channel, LegalBasis, Means, Reason, ReturnArticle, ReturnGround
from service_of_process.models.clocks import Clock, MatterEvent
from service_of_process.models.exchange import EvidenceLetter, ExchangePackage
from service_of_process.models.following import (
    AccessCode,
    CalendarSubscription,
    DocumentReading,
    ElectronicDelivery,
    Webhook,
    WebhookDelivery,
)
from service_of_process.models.judging import Challenge, Confirmation, ConfirmedFact, Proposal
from service_of_process.models.legs import (
    Attempt,
    CertificateOfService,
    HandOver,
    Leg,
    ReturnRecord,
    SupplementRound,
)
from service_of_process.models.matters import Addressee, AddresseeAddress, Region, ServiceMatter
from service_of_process.models.papers import DocumentToBeServed, PaperMade, ServiceContact
from service_of_process.models.places import CourtPractice, MacaoAuthorisation, Outage

__all__ = [
    "AccessCode",
    "Addressee",
    "AddresseeAddress",
    "Attempt",
    "CalendarSubscription",
    "CertificateOfService",
    "Challenge",
    "Channel",
    "Clock",
    "Confirmation",
    "ConfirmedFact",
    "CourtPractice",
    "DocumentReading",
    "DocumentToBeServed",
    "ElectronicDelivery",
    "EvidenceLetter",
    "ExchangePackage",
    "HandOver",
    "Leg",
    "LegalBasis",
    "MacaoAuthorisation",
    "MatterEvent",
    "Means",
    "Outage",
    "PaperMade",
    "Proposal",
    "Reason",
    "Region",
    "ReturnArticle",
    "ReturnGround",
    "ReturnRecord",
    "ServiceContact",
    "ServiceMatter",
    "SupplementRound",
    "Webhook",
    "WebhookDelivery",
]
