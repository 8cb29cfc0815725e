"""What a paper is about, read once: matter, leg, courts, documents, proof; and a voice that tells it in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.identity.models import Court
from service_of_process.models import (
    CertificateOfService,
    Clock,
    Confirmation,
    CourtPractice,
    DocumentToBeServed,
    EvidenceLetter,
    Leg,
    MacaoAuthorisation,
    MatterEvent,
    ServiceMatter,
    SupplementRound,
)
from service_of_process.rules import channels, papers, texts
from service_of_process.rules.entrusted import completion_rule
from service_of_process.rules.lifecycle import S

OWN_LEVELS = ("supreme", "high")
BY_WHO_SERVES = frozenset({papers.CERTIFICATE, papers.NON_SERVICE, papers.RETURN_RECEIPT})
CROSSING = frozenset({*papers.REQUEST_OF.values(), papers.SUPPLEMENT, papers.REMINDER})


@dataclass(frozen=True)
class Subject:
    """Everything a paper may say. ``on`` is its date, ``paper`` its number in the matter."""

    matter: ServiceMatter
    leg: Leg
    on: date
    paper: int
    issuer: Court
    documents: tuple[DocumentToBeServed, ...]
    practice: CourtPractice | None
    proof: CertificateOfService | None
    confirmation: Confirmation | None
    letter: EvidenceLetter | None
    supplement: SupplementRound | None
    reminder: int
    due: date | None
    check_code: str


def subject_of(leg: Leg, *, form: str, on: date, paper: int, check_code: str = "") -> Subject:
    """The subject of a paper about this leg. ``check_code`` stands on it beside its number."""
    matter = leg.matter
    confirmations = matter.confirmations.filter(superseded_at=None, leg=leg)
    return Subject(
        matter, leg, on, paper, _issuer(leg, form, on),
        tuple(matter.documents.filter(withdrawn_at=None).select_related("exhibit", "translation")),
        CourtPractice.objects.filter(court=matter.court_id).first(),
        leg.certificates.filter(replaced_by=None).first(), confirmations.order_by("-confirmed_at").first(),
        EvidenceLetter.objects.filter(matter=matter).first(), leg.supplements.order_by("-number").first(),
        _reminder(leg, on), _due(leg), check_code,
    )  # fmt: skip


def _issuer(leg: Leg, form: str, on: date) -> Court:
    """Whose letter crosses the border: the High People's Court's; an authorised court's own to Macao.

    1999 art. 2; 2017 arts 2, 8; 2020 art. 2. What is served for the other side, the executing court proves.
    """
    matter = leg.matter
    if matter.executing_court is not None and form in BY_WHO_SERVES:
        return matter.executing_court
    if form not in CROSSING:
        return matter.court
    entrusted = leg.family in (channels.ENTRUSTED, channels.EVIDENCE)
    if not entrusted or leg.upper_court is None or matter.court.level in OWN_LEVELS:
        return matter.court
    is_macao = leg.channel in (channels.ENTRUSTED_MACAO, channels.EVIDENCE_MACAO)
    if is_macao and MacaoAuthorisation.objects.on(on).filter(court=matter.court).exists():
        return matter.court
    return leg.upper_court


def _reminder(leg: Leg, on: date) -> int:
    """The number of the reminder that goes out on this day."""
    sent = MatterEvent.objects.filter(leg=leg, act=S + "reminder_sent")
    before = sent.filter(on_date__lt=on).count()
    return before + 1


def _due(leg: Leg) -> date | None:
    if leg.family not in (channels.ENTRUSTED, channels.EVIDENCE):
        return None
    rule = completion_rule(leg.matter.region, evidence=leg.family == channels.EVIDENCE)
    clock = Clock.objects.filter(leg=leg, rule=rule).exclude(state=Clock.State.REPLACED).first()
    return (clock.extended_to or clock.due_date) if clock else None


def court_name(court: Court, code: str) -> str:
    """The court's name in a language of the portal, else in the nearest one that it has."""
    for wanted in (code, *languages.get(code).fallbacks):
        if name := getattr(court, build_localized_fieldname("name", wanted)):
            return str(name)
    return str(court.name)


@dataclass(frozen=True)
class Voice:
    """One language telling the subject."""

    code: str
    subject: Subject

    def say(self, key: str, /, **words: Any) -> str:
        """The reviewed sentence."""
        return texts.say(self.code, key, **words)

    def day(self, on: date | None) -> str:
        """A day in words; empty for none."""
        return texts.told_day(self.code, on) if on else ""

    def moment(self, at: datetime | None) -> str:
        """A day with its time in the Mainland's zone; empty for none."""
        if at is None:
            return ""
        here = timezone.localtime(at)
        joint = "" if languages.is_chinese(self.code) else " "
        return f"{self.day(here.date())}{joint}{here:%H:%M}"

    def court(self, court: Court) -> str:
        """The court's name in this language, else as it has one."""
        return court_name(court, self.code)

    def label(self, value: Any) -> str:
        """The label of a choice in this language."""
        with override(self.code):
            return str(value)

    @property
    def name(self) -> str:
        """The addressee: the name on the papers; beside it the one that this language reads."""
        held = self.subject.matter.addressee
        own = {"zh-hans": held.name_zh_hans, "zh-hant": held.name_zh_hant, "pt": held.name_pt or held.name_en}
        beside = own.get(self.code, held.name_en)
        if languages.is_chinese(self.code):
            latin = held.name_en or held.name_pt
            return f"{held.name}（{latin}）" if latin and latin != held.name else held.name
        return f"{beside} ({held.name})" if beside and beside != held.name else held.name

    @property
    def short_name(self) -> str:
        """In a Chinese sentence the name on the papers alone."""
        return self.subject.matter.addressee.name if languages.is_chinese(self.code) else self.name

    @property
    def case(self) -> str:
        """The case number: ours, or for an inbound request the requesting court's."""
        matter = self.subject.matter
        if matter.case is not None:
            return matter.case.court_number
        return matter.foreign_case_number or matter.reference

    @property
    def requested(self) -> str:
        """The authority to which the letter is addressed."""
        leg = self.subject.leg
        if leg.channel == channels.EVIDENCE_HK:
            return self.say("hk_wing")
        return self.say("hk_court" if self.subject.matter.region == "HK" else "macao_court")

    @property
    def about(self) -> dict[str, str]:
        """The words that nearly every first sentence needs."""
        matter = self.subject.matter
        return {
            "court": self.court(matter.court), "case": self.case, "nature": matter.nature, "name": self.short_name,
            "region": self.say(matter.region),
        }  # fmt: skip
