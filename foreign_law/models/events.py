"""What happened to the law that is held: rows written by imports, read by digests and feeds."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foreign_law.models.instruments import Instrument
from foreign_law.models.judgments import Judgment
from foreign_law.models.provisions import Provision, ProvisionVersion


class LawEvent(models.Model):
    """One thing that happened to a work, a provision or a judgment.

    ``cited``: the place was cited by ``judgment``, or by the text ``version`` of another work; where ``instrument``
    is empty, ``facts["cited"]`` is the id of the judgment that was cited. ``day`` is the day on which it took effect
    as the sources state it. ``facts`` holds codes, no words of any language. ``gathered_at``: followers were told
    or put down to be told.
    """

    class Kind(models.TextChoices):
        AMENDED = "amended", _("Amended")
        REPEALED = "repealed", _("Repealed")
        COMMENCED = "commenced", _("Commenced")
        CITED = "cited", _("Cited")
        FOUND = "found", _("Found by a court")
        CORRECTED = "corrected", _("Corrected")

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    judgment = models.ForeignKey(
        Judgment, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    version = models.ForeignKey(
        ProvisionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    day = models.DateField(_("day"), null=True, blank=True)
    at = models.DateTimeField(_("known since"))
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(_("facts"), default=dict)
    gathered_at = models.DateTimeField(_("gathered"), null=True, blank=True)

    class Meta:
        verbose_name = _("event of the law")
        verbose_name_plural = _("events of the law")
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(instrument__isnull=False) | Q(judgment__isnull=False),
                name="law_event_of_something",
            ),
            models.CheckConstraint(
                condition=Q(provision=None) | Q(instrument__isnull=False),
                name="law_event_provision_has_its_work",
            ),
        )
        indexes = (
            models.Index(fields=("-at", "-id"), name="law_event_newest"),
            models.Index(fields=("id",), condition=Q(gathered_at=None), name="law_event_not_gathered"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.instrument_id or self.judgment_id}"
