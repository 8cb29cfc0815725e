"""The sealing of every certificate of an edition: one run, one line for each listing."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.editions import Certificate, Listing, PanelEdition


class SealingRun(models.Model):
    """An order to seal the certificates of an edition in two languages. It goes on wherever it was stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        PanelEdition, on_delete=models.PROTECT, related_name="sealing_runs", verbose_name=_("edition")
    )
    first_language = models.CharField(_("first language"), max_length=8)
    second_language = models.CharField(_("second language"), max_length=8)
    ordered_by = models.CharField(_("ordered by"), max_length=100)
    ordered_at = models.DateTimeField(_("ordered at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("sealing of an edition")
        verbose_name_plural = _("sealings of editions")
        ordering = ["-ordered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "first_language", "second_language"],
                condition=models.Q(finished_at=None),
                name="one_sealing_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SealingLine(models.Model):
    """One certificate of a run: waiting, sealed, or not sealed for a reason that is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(
        SealingRun, on_delete=models.PROTECT, related_name="lines", verbose_name=_("sealing of an edition")
    )
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, related_name="+", verbose_name=_("listing")
    )
    certificate = models.ForeignKey(
        Certificate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("certificate"),
    )
    problem = models.CharField(_("why it was not sealed"), max_length=500, blank=True)
    taken_at = models.DateTimeField(_("taken in hand at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate to be sealed")
        verbose_name_plural = _("certificates to be sealed")
        ordering = ["run", "listing__certificate_no"]
        constraints = [models.UniqueConstraint(fields=["run", "listing"], name="sealed_once_in_a_run")]

    def __str__(self) -> str:
        return str(self.pk)
