"""What is served, who may receive it, and the papers that the court makes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Party, Representation
from portal.exhibits.models import Exhibit
from portal.seals.fields import EncryptedTextField
from service_of_process.models.legs import Leg
from service_of_process.models.matters import ServiceMatter


class DocumentToBeServed(models.Model):
    """One judicial document of the set, with its Chinese translation where it is not Chinese."""

    class Kind(models.TextChoices):
        CLAIM = "claim", _("Copy of the statement of claim")
        APPEAL = "appeal", _("Copy of the notice of appeal")
        COUNTERCLAIM = "counterclaim", _("Copy of the counterclaim")
        DEFENCE = "defence", _("Copy of the defence")
        POWER = "power", _("Power of attorney")
        SUMMONS = "summons", _("Summons")
        JUDGMENT = "judgment", _("Judgment")
        MEDIATION = "mediation", _("Mediation statement")
        RULING = "ruling", _("Ruling")
        PAYMENT_ORDER = "payment_order", _("Payment order")
        DECISION = "decision", _("Decision")
        NOTICE = "notice", _("Notice")
        CERTIFICATE = "certificate", _("Certificate (judicial document)")
        RETURN_RECEIPT = "return_receipt", _("Return receipt of service")
        WRIT = "writ", _("Writ")
        AFFIDAVIT = "affidavit", _("Affidavit")
        ORDER = "order", _("Court order")
        OTHER = "other", _("Other judicial document or annex")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="documents", verbose_name=_("service matter")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10)
    pages = models.PositiveIntegerField(_("pages"))
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="+", verbose_name=_("exhibit")
    )
    translation = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Chinese translation"),
    )  # fmt: skip
    translated_by = models.CharField(_("translated by"), max_length=200, blank=True)
    name_on_document = models.CharField(_("addressee's name on the document"), max_length=200, blank=True)
    address_on_document = EncryptedTextField(
        _("addressee's address on the document"), context="service.address_on_document", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("document to be served")
        verbose_name_plural = _("documents to be served")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_document_to_serve_for_a_number"),
            models.CheckConstraint(condition=Q(pages__gte=1), name="a_document_to_serve_has_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.number}"

    @property
    def digest(self) -> str:
        """SHA-256 of the file as deposited, in hexadecimal."""
        return str(self.exhibit.stored_file_id)

    @property
    def is_chinese(self) -> bool:
        """True where the text itself is Chinese."""
        return self.language in ("zh-hant", "zh-hans")


class ServiceContact(models.Model):
    """Somebody other than the addressee who may receive for her: agent, office, branch, co-defendant, agreed mode."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("service matter")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    channel = models.CharField(_("channel"), max_length=24)
    name = models.CharField(_("name"), max_length=200)
    name_script = models.CharField(_("script of the name"), max_length=8, default="zh-hans")
    address = EncryptedTextField(_("address"), context="service.contact_address", null=True, blank=True)
    is_authorised = models.BooleanField(_("authorised to receive"), null=True, blank=True)
    proof = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proof")
    )
    representation = models.ForeignKey(
        Representation, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("representation"),
    )  # fmt: skip
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("co-defendant"),
    )
    agreed_mode = models.CharField(_("mode the addressee agreed to"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("person who may receive")
        verbose_name_plural = _("persons who may receive")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_service_contact_for_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.number}"


class PaperMade(models.Model):
    """A letter, certificate or notice that the court made, sealed, kept by its digests."""

    class Form(models.TextChoices):
        REQUEST_HK = "request_hk", _("Letter of request to Hong Kong")
        REQUEST_MACAO = "request_macao", _("Letter of request to Macao")
        EVIDENCE_HK = "evidence_hk", _("Letter of request for evidence to Hong Kong")
        EVIDENCE_MACAO = "evidence_macao", _("Letter of request for evidence to Macao")
        TRANSFER = "transfer", _("Application for transfer")
        SUPPLEMENT = "supplement", _("Letter with supplement")
        REMINDER = "reminder", _("Reminder")
        COMPLETION = "completion", _("Letter of completion")
        CERTIFICATE = "certificate", _("Certificate of service")
        NON_SERVICE = "non_service", _("Certificate of non-service")
        RETURN_RECEIPT = "return_receipt", _("Return receipt of service")
        NOTICE_TEXT = "notice_text", _("Text of the public notice")
        HAND_OVER = "hand_over", _("Receipts of hand-overs")
        DOSSIER = "dossier", _("Matter as one document")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        ServiceMatter, on_delete=models.PROTECT, related_name="papers", verbose_name=_("service matter")
    )
    leg = models.ForeignKey(
        Leg, on_delete=models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("leg")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    form = models.CharField(_("form"), max_length=16, choices=Form.choices)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    second_language = models.CharField(_("language beside the Chinese"), max_length=10, blank=True)
    text_version = models.CharField(_("version of the wording"), max_length=20)
    pdf_digest = models.CharField(_("digest of the PDF"), max_length=64)
    pdf_size = models.PositiveBigIntegerField(_("size of the PDF"))
    docx_digest = models.CharField(_("digest of the DOCX"), max_length=64, blank=True)
    seal_level = models.CharField(_("seal"), max_length=12, blank=True)
    is_simulated = models.BooleanField(_("sealed with a simulated seal"), default=False)
    made_at = models.DateTimeField(_("made"))
    made_by = models.CharField(_("made by"), max_length=100)

    class Meta:
        verbose_name = _("paper made by the court")
        verbose_name_plural = _("papers made by the court")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_service_paper_for_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.matter.reference} · {self.get_form_display()}"
