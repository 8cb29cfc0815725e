"""Material on foreign law (arts 3, 4): what was submitted, the law it cites, the exact texts that were meant."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import Authenticity
from foreign_law.models.instruments import Instrument
from foreign_law.models.judgments import Judgment
from foreign_law.models.providers import LawProvider, RouteAttempt
from foreign_law.models.provisions import Provision, ProvisionVersion
from foreign_law.models.requests import AscertainmentRequest, ScopeQuestion
from i18n.languages import LANGUAGES
from portal.cases.models import Party
from portal.exhibits.models import Exhibit


class Material(models.Model):
    """One submission: a party's material, an opinion, an authority's reply, or an earlier finding relied on."""

    class Kind(models.TextChoices):
        PARTY = "party", _("Material of a party")
        OPINION = "opinion", _("Legal opinion")
        REPLY = "reply", _("Reply of an authority or court")
        FINDING = "finding", _("Finding of an effective judgment")
        OTHER = "other", _("Other material")

    class State(models.TextChoices):
        INCOMPLETE = "incomplete", _("Parts are missing")
        COMPLETE = "complete", _("Complete")
        LEFT_OUT = "left_out", _("Left out by the judge")
        WITHDRAWN = "withdrawn", _("Withdrawn by whoever submitted it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="materials")
    attempt = models.ForeignKey(
        RouteAttempt, on_delete=models.PROTECT, null=True, blank=True, related_name="materials"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.INCOMPLETE)
    title = models.CharField(_("title"), max_length=300)
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by the party"),
    )
    language = models.CharField(_("language of the material"), max_length=8, choices=LANGUAGES)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    translation_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Chinese translation"),
    )  # fmt: skip
    translator = models.CharField(_("translator"), max_length=200, blank=True)
    translation_note = models.TextField(
        _("disputed translation: who appointed the translator"), blank=True,
        help_text=_(
            "The parties appoint one together; if they do not agree, the court does (Interpretation of the Civil Procedure "
            "Law, art. 525)."
        ),
    )  # fmt: skip
    # -- art. 3: how obtained, validity, relevance
    how_obtained = models.TextField(_("how it was obtained"), blank=True)
    validity = models.TextField(_("whether it is in force, and since when"), blank=True)
    relevance = models.TextField(_("what it has to do with the dispute"), blank=True)
    summary = models.TextField(_("what it says on each question"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.CharField(_("submitted by"), max_length=100)
    received_date = models.DateField(_("received on"))
    state_reason = models.TextField(_("reason for leaving out or withdrawing"), blank=True)
    questions = models.ManyToManyField(ScopeQuestion, blank=True, related_name="materials")
    # -- art. 4, where a party commissioned the opinion; what the court asked on a route has its papers at the attempt
    opinion_by = models.CharField(
        _("opinion commissioned by a party: from whom"), max_length=12, choices=LawProvider.Kind.choices, blank=True
    )  # fmt: skip
    opinion_author = models.CharField(_("name of the institution or expert"), max_length=200, blank=True)
    qualification_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Proof of qualification of the institution"),
    )  # fmt: skip
    identity_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Proof of the expert's identity"),
    )  # fmt: skip
    record_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Proof of the expert's qualifications and experience"),
    )  # fmt: skip
    statement_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Signed statement of no interest"),
    )  # fmt: skip
    #: Each file by its word in forms and addresses, and the column that holds it.
    FILES: ClassVar[dict[str, str]] = {
        "document": "exhibit", "translation": "translation_exhibit", "qualification": "qualification_exhibit",
        "identity": "identity_exhibit", "experience": "record_exhibit", "statement": "statement_exhibit",
    }  # fmt: skip

    class Meta:
        verbose_name = _("material on foreign law")
        verbose_name_plural = _("materials on foreign law")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_material_for_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"[:80]

    @property
    def files(self) -> dict[str, uuid.UUID]:
        """The files that are there: the word of each, and the exhibit's key."""
        held = {word: getattr(self, f"{column}_id") for word, column in self.FILES.items()}
        return {word: key for word, key in held.items() if key is not None}

    @property
    def proofs(self) -> frozenset[str]:
        """What of art. 4 lies with the material, in the words of the rules: qualification, identity, record, statement."""
        return frozenset(self.FILES[word].removesuffix("_exhibit") for word in self.files)

    @property
    def papers(self) -> list[tuple[str, uuid.UUID, str]]:
        """What art. 4 asks of a commissioned opinion, as far as it is there: word, the exhibit's key, what it is."""
        meta: Any = self._meta
        return [
            (word, key, str(meta.get_field(self.FILES[word]).verbose_name))
            for word, key in self.files.items() if word not in ("document", "translation")
        ]  # fmt: skip


class CitedLaw(models.Model):
    """A provision or judgment that a material cites: the specific provisions of art. 3, with version and snapshot."""

    class Kind(models.TextChoices):
        LEGISLATION = "legislation", _("Legislation")
        CASE_LAW = "case_law", _("Case law")
        TREATY = "treaty", _("Treaty or custom")
        DOCTRINE = "doctrine", _("Legal writing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="cited")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    citation = models.CharField(_("citation"), max_length=300)
    citation_id = models.CharField(_("canonical citation"), max_length=160, blank=True)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_in_materials"
    )
    judgment = models.ForeignKey(
        Judgment, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_in_materials"
    )
    on_date = models.DateField(_("as it stood on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force until"), null=True, blank=True)
    full_text_exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("full judgment"),
    )  # fmt: skip
    full_text_language = models.CharField(
        _("language of the full judgment"), max_length=8, choices=LANGUAGES, blank=True
    )
    full_text_translation = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Chinese translation of the full judgment"),
    )  # fmt: skip
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    retrieved_at = models.DateTimeField(_("retrieved"), null=True, blank=True)
    struck_at = models.DateTimeField(_("struck"), null=True, blank=True)

    class Meta:
        verbose_name = _("cited law")
        verbose_name_plural = _("cited law")
        ordering = ["material", "number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="one_cited_law_for_a_number")
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def judgment_file(self) -> str:
        """The word of the full judgment in the address of its download."""
        return f"judgment-{self.number}"

    @property
    def judgment_translation_file(self) -> str:
        """The word of its Chinese translation."""
        return f"judgment-{self.number}-translation"


class PinnedText(models.Model):
    """The exact text that was meant: a version of the library, or a text typed in, with its digest.

    One row a language; the Chinese translation of a foreign text is a row with its translator (Interp. art. 525).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cited = models.ForeignKey(CitedLaw, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    authenticity = models.CharField(_("authenticity"), max_length=12, choices=Authenticity)
    version = models.ForeignKey(
        ProvisionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="pinned_as"
    )
    heading = models.TextField(_("heading"), blank=True)
    text = models.TextField(_("text"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    is_translation = models.BooleanField(_("translation"), default=False)
    translator = models.CharField(_("translator"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=1000, blank=True)
    retrieved_at = models.DateTimeField(_("retrieved"), null=True, blank=True)

    class Meta:
        verbose_name = _("pinned text")
        verbose_name_plural = _("pinned texts")
        ordering = ["cited", "language"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="pinned_text_digest_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cited} · {self.language}"


class ChangeAlert(models.Model):
    """The library learnt of a change of a provision that a material cites; people are told, the text stays pinned."""

    class Kind(models.TextChoices):
        AMENDED = "amended", _("Text amended")
        REPEALED = "repealed", _("Repealed")
        COMMENCED = "commenced", _("Commenced")
        CORRECTED = "corrected", _("Corrected by the publisher")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cited = models.ForeignKey(CitedLaw, on_delete=models.PROTECT, related_name="alerts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    version = models.ForeignKey(
        ProvisionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    change_date = models.DateField(_("changed on"), null=True, blank=True)
    concerns_fact_date = models.BooleanField(
        _("touches the text in force on the day asked for"), default=False
    )
    raised_at = models.DateTimeField(_("raised"))
    seen_at = models.DateTimeField(_("noted by the court"), null=True, blank=True)
    seen_by = models.CharField(_("noted by"), max_length=100, blank=True)
    seen_note = models.TextField(_("what it means for the request"), blank=True)

    class Meta:
        verbose_name = _("alert of a change of law")
        verbose_name_plural = _("alerts of changes of law")
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cited", "kind", "version"],
                condition=Q(version__isnull=False),
                name="one_alert_for_a_version",
            ),
            models.UniqueConstraint(
                fields=["cited", "kind", "change_date"], condition=Q(version=None), name="one_alert_for_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cited} · {self.get_kind_display()}"
