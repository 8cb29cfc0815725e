"""An official panel brought in from a file: proposed by one publisher, approved by another."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.editions import PanelEdition
from mediation_registry.models.schemes import Scheme
from portal.exhibits.models import Exhibit
from portal.seals.fields import EncryptedTextField


class PanelImport(models.Model):
    """One file with a whole panel. It becomes an edition in one act, or nothing of it is written.

    ``digest`` is the SHA-256 of the bytes that were uploaded. A file in UTF-8 or XLSX is kept as an exhibit as it is;
    of a file in another encoding the exhibit is its text in UTF-8, and the uploaded bytes are kept sealed (Base64).
    ``columns`` says which column is which; ``matches`` says, by row, which registrant it is (key or ``new``).
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        PROPOSED = "proposed", _("Proposed for approval")
        APPROVED = "approved", _("Approved and published")
        DISCARDED = "discarded", _("Discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="imports", verbose_name=_("scheme")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    session = models.CharField(_("session of the Joint Conference"), max_length=200)
    instrument_no = models.CharField(_("number of the instrument"), max_length=100, blank=True)
    determined_date = models.DateField(_("determined on"))
    valid_from = models.DateField(_("in force from"))
    source_url = models.URLField(_("announcement"), max_length=500, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    encoding = models.CharField(_("encoding"), max_length=12)
    digest = models.CharField(_("SHA-256 of the source"), max_length=64)
    exhibit = models.ForeignKey(
        Exhibit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source file"),
    )
    original = EncryptedTextField(
        _("uploaded bytes"), context="mediation_registry.panel_original", blank=True
    )
    table = EncryptedTextField(_("content"), context="mediation_registry.panel_table")
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    matches = models.JSONField(_("matches"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UPLOADED)
    uploaded_by = models.CharField(_("uploaded by"), max_length=100)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    proposed_by = models.CharField(_("proposed by"), max_length=100, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=100, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    edition = models.OneToOneField(
        PanelEdition, on_delete=models.PROTECT, null=True, blank=True, related_name="panel_import",
        verbose_name=_("edition"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("import of a panel")
        verbose_name_plural = _("imports of panels")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(approved_at__isnull=False) & ~Q(proposed_by="") & ~Q(approved_by="")
                   & ~Q(approved_by=F("proposed_by")) & Q(edition__isnull=False)),
                name="panel_import_is_approved_by_two_people",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.file_name

    @property
    def chain(self) -> str:
        """The chain of the log that holds this import's events, and the scope of its file."""
        return f"panel_import:{self.pk}"

    @property
    def is_open(self) -> bool:
        """True while it may still be worked on or approved."""
        return self.state in (self.State.UPLOADED, self.State.PROPOSED)
